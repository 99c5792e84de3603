//! Types, as written.

use super::arena::{ExprId, List, TypeId};
use super::{Ident, Member};
use hx2rs_base::TextRange;

/// A type: what it is and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// All of it.
    pub range: TextRange,
}

/// All forms of types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TypeKind {
    /// Nothing could be parsed here; an error says so.
    Missing,
    /// `pack.Module.Type<Args>`; `$t` in macros.
    Path {
        /// What stands between dots; at least one.
        segments: List<Ident>,
        /// In angle brackets.
        args: List<TypeArgument>,
    },
    /// `(a:A, ?b:B) -> R`, `A -> B -> R` (two parameters, as officially), `() -> R`.
    Function {
        /// The parameters. The old form for none, `Void -> R`, is kept as one parameter `Void`.
        params: List<FunctionTypeParameter>,
        /// What it returns.
        result: TypeId,
    },
    /// `{ x:Int, ?y:Int }`, `{ > Base, var x(default, null):Int; function f():Void; }`.
    Anonymous {
        /// After `>`.
        extends: List<TypeId>,
        /// Fields and methods without bodies; `?y` carries [`MemberKind`](super::MemberKind)'s `optional`.
        fields: List<Member>,
    },
    /// `(T)`.
    Parenthesis(TypeId),
    /// `?T`.
    Optional(TypeId),
    /// `A & B & C`.
    Intersection(List<TypeId>),
}

/// What stands between the angle brackets of a path.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TypeArgument {
    /// A type.
    Type(TypeId),
    /// A constant: `Foo<"text">`, `Foo<-1>`, `Foo<[1, 2]>`.
    Expr(ExprId),
}

/// A parameter of a function type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct FunctionTypeParameter {
    /// `name:`.
    pub name: Option<Ident>,
    /// `?name:T`, `?T`.
    pub optional: bool,
    /// `...name:T`, `...T`.
    pub rest: bool,
    /// The type.
    pub ty: TypeId,
    /// All of it.
    pub range: TextRange,
}
