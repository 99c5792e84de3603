//! The syntax tree of Haxe 4.3, as a plain value: `'static`, `Send + Sync`, cheap to compare. It says what is written,
//! not what it means: no names are resolved, nothing is desugared.
//!
//! There are two kinds of tree. A [`FileAst`] holds a module's declarations with everything but the code of its
//! members; each body or initialiser is a [`BodyIndex`], and parses alone to a [`BodyAst`], whose ranges count from
//! the body's start: an edit above a body leaves its tree equal. Both hold an [`Ast`], where nodes live and to which
//! they dereference: `file.ty(id)`, `body.expr(id)`, `body.list(fields)`. Ids and lists of one tree mean nothing in
//! another.
//!
//! Next: `expr.rs` and `ty.rs` for the nodes, `item.rs` for declarations, `arena.rs` for how they are stored.

mod arena;
mod expr;
mod item;
mod ty;
mod walk;

pub(crate) use arena::Mark;
pub use arena::{Ast, ExprId, FunctionId, List, Pooled, TypeId};
pub use expr::{
    BinaryOp, Case, Catch, Expr, ExprKind, Function, FunctionForm, MetadataId, NumberSuffix,
    ObjectField, Quotes, ReificationKind, StringPart, StringPartKind, UnaryOp, VarDeclaration,
};
pub use item::{
    Accessor, Body, BodyAst, BodyIndex, BodyUnit, ClassForm, Declaration, DeclarationId,
    DeclarationKind, FileAst, Import, ImportMode, Member, MemberKind, Modifier, ModifierKind,
    Modifiers, Package, Property, PropertyAccess, Signature,
};
pub use ty::{FunctionTypeParameter, Type, TypeArgument, TypeKind};
pub use walk::Child;

use hx2rs_base::{Name, TextRange};

/// A name and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Ident {
    /// The text; `$x` of macros with its dollar.
    pub name: Name,
    /// The bytes.
    pub range: TextRange,
}

/// `@name(args)` or `@:name(args)`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Metadata {
    /// The name without `@` and `:`, dots included: `native`, `cs.using`.
    pub name: Ident,
    /// `@:name`, the compiler's own name space, against `@name`.
    pub compiler: bool,
    /// Whether parentheses follow, even empty ones.
    pub has_args: bool,
    /// The arguments, which are any expressions.
    pub args: List<ExprId>,
    /// From `@` to the closing parenthesis.
    pub range: TextRange,
}

/// A parameter of a function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Parameter {
    /// Metadata before it.
    pub metadata: List<Metadata>,
    /// Its name.
    pub name: Ident,
    /// `?name`.
    pub optional: bool,
    /// `...name`.
    pub rest: bool,
    /// `: T`.
    pub ty: Option<TypeId>,
    /// `= value`, in the same tree as the parameter.
    pub default: Option<ExprId>,
    /// All of it.
    pub range: TextRange,
}

/// A type parameter: `T:Constraint = Default`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TypeParameter {
    /// Metadata before it.
    pub metadata: List<Metadata>,
    /// Its name.
    pub name: Ident,
    /// `: T`; several constraints are one intersection `A & B`, or the old form `(A, B)`, which becomes one too.
    pub constraint: Option<TypeId>,
    /// `= T`.
    pub default: Option<TypeId>,
    /// All of it.
    pub range: TextRange,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A project has millions of these.
    #[test]
    fn nodes_are_small() {
        assert!(size_of::<Expr>() <= 28);
        assert!(size_of::<crate::lexer::Token>() <= 20);
    }
}
