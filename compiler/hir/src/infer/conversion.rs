//! Which explicit conversions turn a value of one type into one of another, once both are known. It does not ask
//! whether they should: that is [`super::assignable`].

use super::{Facts, Table};
use crate::{Conversion, Ty, TyKind, known};

/// One conversion and the type that it gives.
pub(crate) type Step = (Conversion, Ty);

/// The conversions from `from` to `to`, in order; both without monomorphs. `None`: nothing represents it.
///
/// `Upcast`, `ToStructure`, `FunctionAdapter` and `Reinterpret` also apply below a `Null` on both sides.
pub(crate) fn steps(facts: &dyn Facts, from: Ty, to: Ty) -> Option<Vec<Step>> {
    let mut path = Vec::new();
    walk(facts, from, to, &mut path, 0)?;
    if let Some(last) = path.last_mut() {
        last.1 = to;
    }
    Some(path)
}

fn walk(facts: &dyn Facts, from: Ty, to: Ty, path: &mut Vec<Step>, depth: u32) -> Option<()> {
    if depth > 8 {
        return None;
    }
    let (from, to) = (expanded(facts, from), expanded(facts, to));
    if same(facts, from, to) {
        return Some(());
    }
    match (from.kind(), to.kind()) {
        (TyKind::Error, _) | (_, TyKind::Error) => Some(()),
        (TyKind::Dynamic(_), TyKind::Dynamic(_)) => one(path, Conversion::Reinterpret, to),
        (TyKind::Dynamic(_), _) => one(path, Conversion::FromDynamic, to),
        (_, TyKind::Dynamic(_)) => one(path, Conversion::ToDynamic, to),
        // An abstract over a type with null has that null for its own.
        (TyKind::Null(inner), _) if is_nullable(facts, *inner) => {
            one(path, Conversion::Reinterpret, *inner)?;
            walk(facts, *inner, to, path, depth + 1)
        }
        (_, TyKind::Null(inner)) if is_nullable(facts, *inner) => {
            walk(facts, from, *inner, path, depth + 1)?;
            one(path, Conversion::Reinterpret, to)
        }
        (TyKind::Abstract(def, arguments), _) if is_nullable(facts, from) => {
            let underlying = facts.underlying(*def, arguments)?;
            one(path, Conversion::Reinterpret, underlying)?;
            walk(facts, underlying, to, path, depth + 1)
        }
        (_, TyKind::Abstract(def, arguments)) if is_nullable(facts, to) => {
            let underlying = facts.underlying(*def, arguments)?;
            walk(facts, from, underlying, path, depth + 1)?;
            one(path, Conversion::Reinterpret, to)
        }
        (TyKind::Null(inner), TyKind::Null(wanted)) => {
            let (inner, wanted) = (expanded(facts, *inner), expanded(facts, *wanted));
            if inner.is(&TyKind::Int) && wanted.is(&TyKind::Float) {
                return one(path, Conversion::NullIntToFloat, to);
            }
            let mut lifted = Vec::new();
            walk(facts, inner, wanted, &mut lifted, depth + 1)?;
            for (kind, ty) in lifted {
                match kind {
                    Conversion::Upcast
                    | Conversion::ToStructure
                    | Conversion::FunctionAdapter
                    | Conversion::Reinterpret
                    | Conversion::ToDynamic
                    | Conversion::FromDynamic => path.push((kind, Ty::null(ty))),
                    Conversion::IntToFloat => {
                        path.push((Conversion::NullIntToFloat, Ty::null(ty)));
                    }
                    Conversion::ToNull
                    | Conversion::FromNull
                    | Conversion::NullIntToFloat
                    | Conversion::UncheckedCast
                    | Conversion::CheckedCast => return None,
                }
            }
            Some(())
        }
        (_, TyKind::Null(wanted)) => {
            walk(facts, from, *wanted, path, depth + 1)?;
            one(path, Conversion::ToNull, to)
        }
        (TyKind::Null(inner), _) => {
            one(path, Conversion::FromNull, *inner)?;
            walk(facts, *inner, to, path, depth + 1)
        }
        (TyKind::Int, TyKind::Float) => one(path, Conversion::IntToFloat, to),
        (TyKind::Abstract(own, _), TyKind::Abstract(wanted, _))
            if own == wanted && facts.underlying(*own, &[]).is_none() =>
        {
            one(path, Conversion::Reinterpret, to)
        }
        (TyKind::Abstract(own, _), TyKind::TypeOf(_)) if facts.underlying(*own, &[]).is_none() => {
            one(path, Conversion::Reinterpret, to)
        }
        (TyKind::Abstract(def, arguments), _) => {
            let underlying = facts.underlying(*def, arguments)?;
            one(path, Conversion::Reinterpret, underlying)?;
            walk(facts, underlying, to, path, depth + 1)
        }
        (TyKind::TypeOf(_), TyKind::TypeOf(_)) => one(path, Conversion::Reinterpret, to),
        (TyKind::TypeOf(_), TyKind::Abstract(wanted, _))
            if facts.underlying(*wanted, &[]).is_none() =>
        {
            one(path, Conversion::Reinterpret, to)
        }
        // `EnumValue` knows as little of the value as Dynamic.
        (TyKind::Enum(..) | TyKind::Param(_), TyKind::Abstract(wanted, _))
            if *wanted == known::enum_value() =>
        {
            one(path, Conversion::ToDynamic, to)
        }
        (_, TyKind::Abstract(def, arguments)) => {
            let underlying = facts.underlying(*def, arguments)?;
            walk(facts, from, underlying, path, depth + 1)?;
            one(path, Conversion::Reinterpret, to)
        }
        (TyKind::Class(own, _), TyKind::Class(wanted, _)) => {
            let kind = if own == wanted {
                Conversion::Reinterpret
            } else {
                Conversion::Upcast
            };
            one(path, kind, to)
        }
        (TyKind::Enum(..), TyKind::Enum(..)) => one(path, Conversion::Reinterpret, to),
        (TyKind::Param(_), TyKind::Class(def, _))
            if ![known::string(), known::array()].contains(def) =>
        {
            one(path, Conversion::Upcast, to)
        }
        (TyKind::Class(..) | TyKind::Structure(_) | TyKind::Param(_), TyKind::Structure(_)) => {
            one(path, Conversion::ToStructure, to)
        }
        (TyKind::Function(_), TyKind::Function(_)) => one(path, Conversion::FunctionAdapter, to),
        (TyKind::Param(param), _) => {
            let constraint = facts.constraints(*param).into_iter().find(|constraint| {
                let mut table = Table::default();
                super::assignable(&mut table, facts, *constraint, to)
            })?;
            if is_value(facts, constraint) {
                // `T:Float` is an Int or a Float, as the value says.
                let dynamic = Ty::new(TyKind::Dynamic(None));
                one(path, Conversion::ToDynamic, dynamic)?;
                one(path, Conversion::FromDynamic, constraint)?;
            } else {
                one(path, Conversion::Reinterpret, constraint)?;
            }
            walk(facts, constraint, to, path, depth + 1)
        }
        (
            TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_),
            _,
        ) => None,
    }
}

/// Whether values of a type are no objects, or lists, which nothing extends.
fn is_value(facts: &dyn Facts, ty: Ty) -> bool {
    let wide = expanded(facts, ty);
    let is_array = matches!(wide.kind(), TyKind::Class(def, _) if *def == known::array());
    is_array
        || wide == Ty::string()
        || matches!(wide.kind(), TyKind::Int | TyKind::Float | TyKind::Bool)
}

/// Whether a type is an abstract over one that has a null.
fn is_nullable(facts: &dyn Facts, ty: Ty) -> bool {
    let mut wide = expanded(facts, ty);
    let mut seen = Vec::new();
    while let TyKind::Abstract(def, arguments) = wide.kind() {
        // One that is declared over itself has no null, and is an error elsewhere.
        if seen.contains(&wide) {
            return false;
        }
        seen.push(wide);
        let Some(underlying) = facts.underlying(*def, arguments) else {
            return false;
        };
        wide = expanded(facts, underlying);
        if matches!(wide.kind(), TyKind::Null(_) | TyKind::Dynamic(_)) {
            return true;
        }
    }
    false
}

fn one(path: &mut Vec<Step>, kind: Conversion, to: Ty) -> Option<()> {
    path.push((kind, to));
    Some(())
}

fn expanded(facts: &dyn Facts, ty: Ty) -> Ty {
    Table::default().expand(facts, ty)
}

/// Whether values of one type are those of the other as they are.
pub(crate) fn same(facts: &dyn Facts, left: Ty, right: Ty) -> bool {
    super::identical(&|ty| expanded(facts, ty), left, right)
}
