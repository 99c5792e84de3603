//! Which types are one type: typedefs stand for what they name, also where they name themselves. Which values one type
//! accepts from another is [`super::unify`].

use crate::{Ty, TyKind};
use std::collections::HashSet;

/// What a typedef stands for; any other type is what it is.
pub(crate) type Expand<'a> = &'a dyn Fn(Ty) -> Ty;

/// Whether the types are the same, typedefs expanded. Names of function parameters make no difference, and a `Null` around
/// what is nullable anyway makes none either. Values of such types need no conversion.
pub(crate) fn identical(expand: Expand<'_>, left: Ty, right: Ty) -> bool {
    within(expand, left, right, &mut HashSet::new())
}

/// `assumed` has the pairs whose comparison is under way: recursive typedefs come back to them.
fn within(expand: Expand<'_>, left: Ty, right: Ty, assumed: &mut HashSet<(Ty, Ty)>) -> bool {
    if left == right || !assumed.insert((left, right)) {
        return true;
    }
    // A typedef that grows at each turn ends here.
    if assumed.len() > 1000 {
        return true;
    }
    let (left, right) = (normal(expand, left), normal(expand, right));
    let lists = |left: &[Ty], right: &[Ty], assumed: &mut HashSet<(Ty, Ty)>| {
        left.len() == right.len()
            && left
                .iter()
                .zip(right)
                .all(|(left, right)| within(expand, *left, *right, assumed))
    };
    match (left.kind(), right.kind()) {
        (TyKind::Error, _) | (_, TyKind::Error) => true,
        (TyKind::Null(left), TyKind::Null(right)) => within(expand, *left, *right, assumed),
        (TyKind::Dynamic(Some(left)), TyKind::Dynamic(Some(right))) => {
            within(expand, *left, *right, assumed)
        }
        (TyKind::Class(one, left), TyKind::Class(other, right))
        | (TyKind::Enum(one, left), TyKind::Enum(other, right))
        | (TyKind::Abstract(one, left), TyKind::Abstract(other, right)) => {
            one == other && lists(left, right, assumed)
        }
        (TyKind::Function(left), TyKind::Function(right)) => {
            left.params.len() == right.params.len()
                && left.params.iter().zip(&right.params).all(|(left, right)| {
                    (left.optional, left.rest) == (right.optional, right.rest)
                        && within(expand, left.ty, right.ty, assumed)
                })
                && within(expand, left.result, right.result, assumed)
        }
        (TyKind::Structure(left), TyKind::Structure(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| {
                    (left.name, left.optional) == (right.name, right.optional)
                        && within(expand, left.ty, right.ty, assumed)
                })
        }
        (
            TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_),
            _,
        ) => left == right,
    }
}

/// A type whose top is no typedef, and no `Null` around what is nullable anyway.
fn normal(expand: Expand<'_>, ty: Ty) -> Ty {
    let ty = expand(ty);
    match ty.kind() {
        TyKind::Null(inner) => {
            let inner = expand(*inner);
            Ty::null(inner)
        }
        TyKind::Error
        | TyKind::Void
        | TyKind::Int
        | TyKind::Float
        | TyKind::Bool
        | TyKind::Dynamic(_)
        | TyKind::Class(..)
        | TyKind::Enum(..)
        | TyKind::Abstract(..)
        | TyKind::Alias(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => ty,
    }
}
