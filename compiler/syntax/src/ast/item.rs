//! What a file declares, and the units of code that parse on their own.

use super::arena::{Ast, ExprId, List, TypeId, node_id};
use super::{Ident, Metadata, Parameter, TypeParameter};
use hx2rs_base::{IndexVec, TextRange};
use std::ops::{Deref, Range};

/// A module as written, without the code of its members. Ranges count from the start of the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FileAst {
    pub(crate) ast: Ast,
    /// `package a.b;`.
    pub package: Option<Package>,
    /// `import` and `using`, in order.
    pub imports: Vec<Import>,
    /// Types and module-level fields, in order.
    pub declarations: Vec<Declaration>,
    /// Whether declarations or members are missing because they could not be parsed.
    pub incomplete: bool,
    /// The units of code, in order.
    pub bodies: IndexVec<BodyIndex, BodyUnit>,
}

impl Deref for FileAst {
    type Target = Ast;
    fn deref(&self) -> &Ast {
        &self.ast
    }
}

/// The code of one unit: the body of a method or the initialiser of a field. Ranges count from
/// [`BodyUnit::range`]'s start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BodyAst {
    pub(crate) ast: Ast,
    /// The body: mostly a block.
    pub root: ExprId,
}

impl Deref for BodyAst {
    type Target = Ast;
    fn deref(&self) -> &Ast {
        &self.ast
    }
}

node_id! {
    /// A unit of code of a file: see [`FileAst::bodies`].
    pub struct BodyIndex = "body"
}

/// Where a unit of code stands.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct BodyUnit {
    /// In the file. Its start is what all ranges of the [`BodyAst`] count from.
    pub range: TextRange,
    /// The tokens it is made of.
    pub(crate) tokens: Range<u32>,
}

/// `package a.b;`
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Package {
    /// Empty for `package;`.
    pub path: List<Ident>,
    /// All of it.
    pub range: TextRange,
}

/// `import …;` or `using …;`
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Import {
    /// What stands between dots.
    pub path: List<Ident>,
    /// Which form.
    pub mode: ImportMode,
    /// All of it.
    pub range: TextRange,
}

/// The forms of imports.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ImportMode {
    /// `import a.B;`
    Plain,
    /// `import a.B.*;`
    All,
    /// `import a.B as C;`, `import a.B in C;`
    Alias(Ident),
    /// `using a.B;`
    Using,
}

node_id! {
    /// A declaration inside an expression: see [`Ast::declaration`].
    pub struct DeclarationId = "d"
}

impl Ast {
    /// The declaration of a `macro class`.
    pub fn declaration(&self, id: DeclarationId) -> Option<&Declaration> {
        self.one(id)
    }
}

/// A type or a module-level field.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Declaration {
    /// Its name. Empty, at the place where it should be, for `macro class {…}`.
    pub name: Ident,
    /// The doc comment before it, with its `/**` and `*/`.
    pub doc: Option<TextRange>,
    /// Metadata before it.
    pub metadata: List<Metadata>,
    /// `private`, `extern`, `final`…; of a module-level field they are those of its [`Member`].
    pub modifiers: Modifiers,
    /// `<T>`.
    pub type_params: List<TypeParameter>,
    /// What it declares.
    pub kind: DeclarationKind,
    /// From metadata or modifiers to its end.
    pub range: TextRange,
}

/// What a declaration declares.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DeclarationKind {
    /// `class`, `interface`.
    Class {
        /// Which of the two.
        form: ClassForm,
        /// After `extends`: one for a class, any number for an interface.
        extends: List<TypeId>,
        /// After `implements`.
        implements: List<TypeId>,
        /// In order.
        members: List<Member>,
    },
    /// `enum`.
    Enum {
        /// [`MemberKind::Constructor`]s, in order.
        constructors: List<Member>,
    },
    /// `abstract`, `enum abstract`.
    Abstract {
        /// `enum abstract`, or the old form `@:enum abstract`.
        is_enum: bool,
        /// In parentheses; only a core type may lack it.
        underlying: Option<TypeId>,
        /// After `from`.
        from: List<TypeId>,
        /// After `to`.
        to: List<TypeId>,
        /// In order.
        members: List<Member>,
    },
    /// `typedef T = …`.
    Typedef {
        /// After `=`.
        ty: TypeId,
    },
    /// A module-level `var`, `final` or `function`; read it with [`Ast::list`], it is one item.
    Field(List<Member>),
}

/// `class` or `interface`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ClassForm {
    /// `class`
    Class,
    /// `interface`
    Interface,
}

/// A field, method or enum constructor.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Member {
    /// Its name; `new` for a constructor.
    pub name: Ident,
    /// The doc comment before it, with its `/**` and `*/`.
    pub doc: Option<TextRange>,
    /// Metadata before it.
    pub metadata: List<Metadata>,
    /// `static`, `public`…
    pub modifiers: Modifiers,
    /// What it is.
    pub kind: MemberKind,
    /// From metadata or modifiers to its end.
    pub range: TextRange,
}

/// What a member is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MemberKind {
    /// `var x`, `final x`, `var x(get, set)`, and `x` or `?x` of an anonymous type's short form.
    Field {
        /// `final x` (and then not `final var`).
        is_final: bool,
        /// `?x`.
        optional: bool,
        /// `(get, set)`.
        property: Option<Property>,
        /// `: T`.
        ty: Option<TypeId>,
        /// `= e`.
        init: Option<Body>,
    },
    /// `function f(…)`.
    Method {
        /// Up to the body.
        signature: Signature,
        /// None: ended by `;`.
        body: Option<Body>,
        /// `?f` (anonymous types only).
        optional: bool,
    },
    /// `Name` or `Name(…)` of an enum.
    Constructor {
        /// The parameters and the result, which is rarely given.
        signature: Signature,
        /// Whether there are parentheses.
        has_params: bool,
    },
}

/// Type parameters, parameters and result.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Signature {
    /// `<T>`.
    pub type_params: List<TypeParameter>,
    /// `(…)`.
    pub params: List<Parameter>,
    /// `: T`.
    pub result: Option<TypeId>,
}

/// The code of a member.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Body {
    /// A unit that parses on its own: all members that a file declares.
    Unit(BodyIndex),
    /// In the same tree: members of a `macro class`.
    Inline(ExprId),
}

impl Body {
    /// The unit of a member that a file declares.
    pub fn unit(self) -> Option<BodyIndex> {
        match self {
            Self::Unit(index) => Some(index),
            Self::Inline(_) => None,
        }
    }
}

/// `(get, set)` of a property.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Property {
    /// How it is read.
    pub get: Accessor,
    /// How it is written.
    pub set: Accessor,
}

/// One side of a property.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Accessor {
    /// Which.
    pub access: PropertyAccess,
    /// The bytes.
    pub range: TextRange,
}

/// How one side of a property is reached.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PropertyAccess {
    /// `default`
    Default,
    /// `null`
    Null,
    /// `never`
    Never,
    /// `dynamic`
    Dynamic,
    /// `get` on the first side
    Get,
    /// `set` on the second side
    Set,
    /// Another name: an error, or the name of a method as Haxe 2 had it.
    Other(hx2rs_base::Name),
}

/// The modifiers of a declaration or member.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Modifiers {
    pub(crate) set: u16,
    /// In order, with their places.
    pub list: List<Modifier>,
}

impl Modifiers {
    /// Whether this modifier is there.
    pub fn contains(self, kind: ModifierKind) -> bool {
        self.set & kind.bit() != 0
    }
}

/// One modifier.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Modifier {
    /// Which.
    pub kind: ModifierKind,
    /// Its place.
    pub range: TextRange,
}

/// All modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ModifierKind {
    /// `public`
    Public,
    /// `private`
    Private,
    /// `static`
    Static,
    /// `override`
    Override,
    /// `dynamic`
    Dynamic,
    /// `inline`
    Inline,
    /// `extern`
    Extern,
    /// `macro`
    Macro,
    /// `abstract`
    Abstract,
    /// `final`
    Final,
    /// `overload`
    Overload,
}

impl ModifierKind {
    pub(crate) fn bit(self) -> u16 {
        1 << self as u16
    }

    /// As written.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Static => "static",
            Self::Override => "override",
            Self::Dynamic => "dynamic",
            Self::Inline => "inline",
            Self::Extern => "extern",
            Self::Macro => "macro",
            Self::Abstract => "abstract",
            Self::Final => "final",
            Self::Overload => "overload",
        }
    }
}
