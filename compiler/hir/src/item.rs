//! Declarations as the engines see them: classes, enums, aliases, functions, fields.

use crate::{Body, BodySpans, Const, Expr, FieldAccess, Here, Ty, TypeParamId};
use hx2rs_base::{DefId, FileId, MemberId, Name, TextRange};
use std::sync::Arc;

/// A declared type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TypeDef {
    /// Class or interface.
    Class(ClassDef),
    /// Enum.
    Enum(EnumDef),
    /// Typedef.
    Alias(AliasDef),
    /// Abstract; its functions are static functions whose first parameter is `this`.
    Abstract(AbstractDef),
}

/// What all declarations share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// Which one it is.
    pub id: DefId,
    /// Where it is declared.
    pub file: FileId,
    /// Its name in the declaration, from the start of the file.
    pub range: TextRange,
    /// The doc comment, without its marks.
    pub doc: Option<Arc<str>>,
    /// In order.
    pub type_params: Vec<TypeParam>,
    /// Not visible outside its module.
    pub is_private: bool,
    /// Metadata, as written.
    pub metadata: Vec<Metadata>,
}

/// `@:name(arguments)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Metadata {
    /// With its `:` if it has one: `:rust`.
    pub name: Name,
    /// Arguments that are constants; others are left to whoever reads the syntax.
    pub arguments: Vec<Const>,
    /// The arguments as JSON, of an entry that programs can read: `@name(…)` without a colon.
    pub given: Option<Arc<str>>,
    /// Arguments that are names: `Strict` of `@:nullSafety(Strict)`.
    pub names: Vec<Name>,
}

/// A declared type parameter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypeParam {
    /// Which one it is.
    pub id: TypeParamId,
    /// All of these have to hold.
    pub constraints: Vec<Ty>,
    /// `T = Int`.
    pub default: Option<Ty>,
    /// `@:const T`: a constant stands for it.
    pub is_constant: bool,
}

/// A class or interface.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClassDef {
    /// Name, place, parameters.
    pub header: Header,
    /// `interface`.
    pub is_interface: bool,
    /// `extern class`: nothing is emitted for it.
    pub is_extern: bool,
    /// `abstract class`.
    pub is_abstract: bool,
    /// `final class`.
    pub is_final: bool,
    /// The base class with its arguments.
    pub extends: Option<Ty>,
    /// Interfaces with their arguments; for an interface those that it extends.
    pub implements: Vec<Ty>,
    /// Instance variables that have storage, in order.
    pub fields: Vec<Field>,
    /// Static variables that have storage, in order.
    pub statics: Vec<Field>,
    /// Methods of instances, in order.
    pub methods: Vec<MemberId>,
    /// Static functions, in order.
    pub functions: Vec<MemberId>,
    /// Its own `new`.
    pub constructor: Option<MemberId>,
}

/// An enum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnumDef {
    /// Name, place, parameters.
    pub header: Header,
    /// In order; the position is the constructor's index.
    pub constructors: Vec<Constructor>,
}

/// A constructor of an enum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Constructor {
    /// Which one it is.
    pub id: MemberId,
    /// Empty: a constant.
    pub params: Vec<Param>,
    /// The type of its values: the enum applied to its own parameters, or less for a GADT.
    pub result: Ty,
    /// Its name in the declaration, from the start of the file.
    pub range: TextRange,
    /// The doc comment.
    pub doc: Option<Arc<str>>,
}

/// A typedef.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AliasDef {
    /// Name, place, parameters.
    pub header: Header,
    /// What it stands for.
    pub ty: Ty,
}

/// An abstract.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AbstractDef {
    /// Name, place, parameters.
    pub header: Header,
    /// What it is at run time; `None` for a core type.
    pub underlying: Option<Ty>,
    /// `enum abstract`.
    pub is_enum: bool,
    /// `from` types.
    pub from: Vec<Ty>,
    /// `to` types.
    pub to: Vec<Ty>,
    /// All functions; those of instances take `this` first.
    pub functions: Vec<MemberId>,
    /// Static variables, constants of an enum abstract included.
    pub statics: Vec<Field>,
}

/// A variable of a class, instance or static.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Which one it is.
    pub id: MemberId,
    /// Its type, inferred if need be.
    pub ty: Ty,
    /// How it may be used.
    pub access: FieldAccess,
    /// `public`.
    pub is_public: bool,
    /// `inline`: a constant that is known at compile time.
    pub is_inline: bool,
    /// The `dynamic function` whose replacement it holds; null while there is none.
    pub replaces: Option<MemberId>,
    /// What it starts with.
    pub initialiser: Option<TypedBody>,
    /// Its name in the declaration, from the start of the file.
    pub range: TextRange,
    /// The doc comment.
    pub doc: Option<Arc<str>>,
    /// Metadata, as written.
    pub metadata: Vec<Metadata>,
}

impl Field {
    /// The name by which a value is asked for it: what replaces a `dynamic function` has the function's.
    pub fn called(&self) -> Name {
        self.replaces.unwrap_or(self.id).name()
    }
}

/// A function: static, method or constructor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Function {
    /// Which one it is.
    pub id: MemberId,
    /// What it is of its owner.
    pub kind: FunctionKind,
    /// Its own type parameters.
    pub type_params: Vec<TypeParam>,
    /// Its parameters.
    pub params: Vec<Param>,
    /// What it returns; `Void` for a constructor.
    pub result: Ty,
    /// `public`, or of an interface.
    pub is_public: bool,
    /// `override`.
    pub is_override: bool,
    /// `inline`.
    pub is_inline: bool,
    /// `final`.
    pub is_final: bool,
    /// How it is implemented.
    pub implementation: Implementation,
    /// Where it is declared.
    pub file: FileId,
    /// Its name in the declaration, from the start of the file.
    pub range: TextRange,
    /// The doc comment.
    pub doc: Option<Arc<str>>,
    /// Metadata, as written.
    pub metadata: Vec<Metadata>,
}

/// What a function is of its owner.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FunctionKind {
    /// Without `this`.
    Static,
    /// With `this`.
    Method,
    /// `new`.
    Constructor,
}

/// A parameter of a function or enum constructor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Its type inside the function: `Null<T>` for `?x:T` without default, an array for a rest parameter.
    pub ty: Ty,
    /// May be left out.
    pub optional: bool,
    /// `x = 1`: replaces a missing or null argument; callers fill it in.
    pub default: Option<Const>,
    /// `...x`.
    pub rest: bool,
}

/// How a function is implemented.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Implementation {
    /// By HIR.
    Body(TypedBody),
    /// By a Rust function of the prelude, or by an intrinsic of each engine.
    Native(crate::NativeId),
    /// By HIR in the dev engines, and in shipped Rust by a function of the prelude that does the same.
    BodyOrNative(TypedBody, crate::NativeId),
    /// Not at all: of an interface, or abstract.
    Abstract,
}

/// A body with its positions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypedBody {
    /// What to do.
    pub body: Arc<Body>,
    /// Where it stands, from the body's start.
    pub spans: Arc<BodySpans>,
}

impl TypedBody {
    /// The same body with the places in it that constants stand for; it starts at `start` of its file.
    #[must_use]
    pub(crate) fn placed(&self, path: &str, start: u32, line: impl Fn(u32) -> u32) -> Self {
        if self.body.here.is_empty() {
            return self.clone();
        }
        let mut body = Body::clone(&self.body);
        for (expr, what) in std::mem::take(&mut body.here) {
            let point = self.spans.points.entry(expr).copied().unwrap_or_default();
            let constant = match what {
                Here::File => Const::String(path.into()),
                Here::Line => Const::Int(line(start + point) as i32),
            };
            if let Some(place) = body.exprs.entry_mut(expr) {
                *place = Expr::Const(constant);
            }
        }
        Self {
            body: Arc::new(body),
            spans: Arc::clone(&self.spans),
        }
    }

    /// A finished body, to be kept: without the memory that growing took in advance.
    pub fn new(mut body: Body, mut spans: BodySpans) -> Self {
        body.locals.shrink_to_fit();
        body.exprs.shrink_to_fit();
        body.types.shrink_to_fit();
        body.patterns.shrink_to_fit();
        body.pattern_types.shrink_to_fit();
        body.closures.shrink_to_fit();
        spans.exprs.shrink_to_fit();
        spans.points.shrink_to_fit();
        spans.locals.shrink_to_fit();
        spans.patterns.shrink_to_fit();
        Self {
            body: Arc::new(body),
            spans: Arc::new(spans),
        }
    }
}

impl TypeDef {
    /// Variables with storage: of instances, then static, in order.
    pub fn fields(&self) -> Vec<&Field> {
        match self {
            Self::Class(class) => class.fields.iter().chain(&class.statics).collect(),
            Self::Abstract(def) => def.statics.iter().collect(),
            Self::Enum(_) | Self::Alias(_) => Vec::new(),
        }
    }

    /// Functions: the constructor, methods, static functions, in order.
    pub fn functions(&self) -> Vec<MemberId> {
        match self {
            Self::Class(class) => {
                let methods = class.methods.iter().chain(&class.functions);
                class.constructor.iter().chain(methods).copied().collect()
            }
            Self::Abstract(def) => def.functions.clone(),
            Self::Enum(_) | Self::Alias(_) => Vec::new(),
        }
    }

    /// What all declarations share.
    pub fn header(&self) -> &Header {
        match self {
            Self::Class(def) => &def.header,
            Self::Enum(def) => &def.header,
            Self::Alias(def) => &def.header,
            Self::Abstract(def) => &def.header,
        }
    }
}

impl Function {
    /// Its HIR, if it has any.
    pub fn body(&self) -> Option<&TypedBody> {
        match &self.implementation {
            Implementation::Body(body) | Implementation::BodyOrNative(body, _) => Some(body),
            Implementation::Native(_) | Implementation::Abstract => None,
        }
    }
}
