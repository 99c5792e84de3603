//! Whether one member can stand in for another: an override for what it overrides, a class's member for an interface's.
//! Parameters may take more, results may be less: whatever would be accepted in an assignment without running code of
//! an abstract (an Int for a Float, an abstract for its `to` types). Engines put a function between that converts where
//! the representations differ. Variables have to have the same type.

use crate::definition::MemberForm;
use crate::infer::{Table, assignable, identical, steps};
use crate::lookup::{FoundMember, Signature, as_supertype, expand};
use crate::lower::Declarations;
use crate::{Accessor, FieldAccess, StructureField, Ty, TyKind, TypeParamId};
use hx2rs_base::Db;

/// Why `own` cannot stand in for `above`, in the words of a message.
pub(super) fn obstacle(db: &dyn Db, own: &Signature, above: &FoundMember<'_>) -> Option<String> {
    let name = own.id.name();
    match (own.form, above.signature().form) {
        (MemberForm::Function(_), MemberForm::Function(_)) => function(db, own, above),
        (MemberForm::Variable { access, .. }, MemberForm::Variable { access: wanted, .. }) => {
            let ty = above.result();
            if !same(db, own.result, ty) {
                return Some(format!(
                    "its type is `{}`, and that of `{:?}` is `{ty}`",
                    own.result, above.id
                ));
            }
            (readable(wanted) && !readable(access) || writable(wanted) && !writable(access))
                .then(|| format!("`{:?}` can be used in more ways", above.id))
        }
        (MemberForm::Variable { .. }, _) => Some(format!(
            "`{name}` is a variable, and `{:?}` a function",
            above.id
        )),
        (MemberForm::Function(_) | MemberForm::EnumConstructor { .. }, _) => Some(format!(
            "`{name}` is a function, and `{:?}` a variable",
            above.id
        )),
    }
}

fn readable(access: FieldAccess) -> bool {
    match access {
        FieldAccess::Variable | FieldAccess::Final | FieldAccess::Method => true,
        FieldAccess::Property(get, _) => open(get),
    }
}

fn writable(access: FieldAccess) -> bool {
    match access {
        FieldAccess::Variable => true,
        FieldAccess::Final | FieldAccess::Method => false,
        FieldAccess::Property(_, set) => open(set),
    }
}

fn open(side: Accessor) -> bool {
    match side {
        Accessor::Default | Accessor::Method => true,
        Accessor::Null | Accessor::Never => false,
    }
}

fn function(db: &dyn Db, own: &Signature, above: &FoundMember<'_>) -> Option<String> {
    let wanted = above.signature();
    if own.type_params.len() != wanted.type_params.len() {
        return Some(format!(
            "it has {} type parameters, and `{:?}` {}",
            own.type_params.len(),
            above.id,
            wanted.type_params.len()
        ));
    }
    if own.params.len() != wanted.params.len() {
        return Some(format!(
            "it has {}, and `{:?}` {}",
            crate::annotation::count(own.params.len(), "parameter"),
            above.id,
            wanted.params.len()
        ));
    }
    let mut map = above.map.clone();
    let pairs = wanted.type_params.iter().zip(&own.type_params);
    map.extend(pairs.map(|(theirs, ours)| (theirs.id, Ty::new(TyKind::Param(ours.id)))));
    let see = |ty: Ty, map: &[(TypeParamId, Ty)]| ty.substitute(map);
    for (ours, theirs) in own.params.iter().zip(&wanted.params) {
        let ty = see(theirs.ty, &map);
        if !stands_for(db, ty, ours.ty) || is_dynamic(db, ty) && !is_dynamic(db, ours.ty) {
            return Some(format!(
                "its parameter `{}` is `{}`, and that of `{:?}` is `{ty}`",
                ours.name, ours.ty, above.id
            ));
        }
        if theirs.optional != ours.optional {
            let (own, other) = match ours.optional {
                true => ("is", "is not"),
                false => ("is not", "is"),
            };
            return Some(format!(
                "its parameter `{}` {own} optional, and that of `{:?}` {other}",
                ours.name, above.id
            ));
        }
    }
    let result = see(wanted.result, &map);
    let is_void = |ty: Ty| expand(db, ty).is(&TyKind::Void);
    let fits = match (is_void(own.result), is_void(result)) {
        (true, true) => true,
        (true, false) | (false, true) => own.result.is(&TyKind::Error) || result.is(&TyKind::Error),
        (false, false) => {
            stands_for(db, own.result, result)
                && (!is_dynamic(db, own.result) || is_dynamic(db, result))
        }
    };
    (!fits).then(|| {
        format!(
            "its result is `{}`, and that of `{:?}` is `{result}`",
            own.result, above.id
        )
    })
}

/// Whether a value of one type can be given where the other is wanted by a conversion that an engine makes by itself.
/// Null has to be written on both sides or on none, because code that knows of one side only would not look for it.
fn stands_for(db: &dyn Db, from: Ty, to: Ty) -> bool {
    if let TyKind::Class(wanted, _) = to.kind()
        && as_supertype(db, from, *wanted) == Some(to)
    {
        return true;
    }
    let facts = Declarations { db };
    let mut table = Table::default();
    has_null(db, from) == has_null(db, to)
        && assignable(&mut table, &facts, from, to)
        && steps(&facts, from, to).is_some()
}

/// Whether a type says `Null` of one that has no null by itself.
fn has_null(db: &dyn Db, ty: Ty) -> bool {
    if let TyKind::Null(inner) = expand(db, ty).kind() {
        !is_reference(db, *inner)
    } else {
        false
    }
}

fn is_dynamic(db: &dyn Db, ty: Ty) -> bool {
    matches!(expand(db, ty).kind(), TyKind::Dynamic(_))
}

/// Whether the types are the same, typedefs expanded. Names of function parameters make no difference.
pub(super) fn same(db: &dyn Db, left: Ty, right: Ty) -> bool {
    identical(&|ty| expand(db, ty), left, right)
}

/// Whether a value of type `from` can be seen as one of type `to` without changing it.
pub(super) fn accepts(db: &dyn Db, from: Ty, to: Ty) -> bool {
    accepts_given(db, from, to, &mut Vec::new())
}

/// Types that grow while they are compared end here.
const LONGEST: usize = 40;

/// As [`accepts`], where what is being looked at already is taken to hold: types may be about themselves.
fn accepts_given(db: &dyn Db, from: Ty, to: Ty, given: &mut Vec<(Ty, Ty)>) -> bool {
    if same(db, from, to) || given.contains(&(from, to)) || given.len() > LONGEST {
        return true;
    }
    given.push((from, to));
    let holds = accepts_now(db, from, to, given);
    given.pop();
    holds
}

fn accepts_now(db: &dyn Db, from: Ty, to: Ty, given: &mut Vec<(Ty, Ty)>) -> bool {
    let (from, to) = (expand(db, from), expand(db, to));
    match (from.kind(), to.kind()) {
        (_, TyKind::Void | TyKind::Dynamic(_)) | (TyKind::Dynamic(_), _) => true,
        (_, TyKind::Null(to)) => accepts_given(db, from.without_null(), *to, given),
        (TyKind::Null(inner), _) => {
            is_reference(db, *inner) && accepts_given(db, *inner, to, given)
        }
        (TyKind::Class(..), TyKind::Class(target, _)) => {
            as_supertype(db, from, *target).is_some_and(|seen| same(db, seen, to))
        }
        (TyKind::Param(param), _) => {
            let above = crate::lookup::constraints(db, *param);
            above
                .iter()
                .any(|above| accepts_given(db, *above, to, given))
        }
        (TyKind::Function(ours), TyKind::Function(theirs)) => {
            ours.params.len() == theirs.params.len()
                && ours
                    .params
                    .iter()
                    .zip(&theirs.params)
                    .all(|(ours, theirs)| accepts_given(db, theirs.ty, ours.ty, given))
                && accepts_given(db, ours.result, theirs.result, given)
        }
        (_, TyKind::Structure(fields)) => {
            fields.iter().all(
                |field| match crate::lookup::lookup_member(db, from, field.name) {
                    Some(crate::lookup::Found::Member(found)) => {
                        let ty = found.signature().ty().substitute(&found.map);
                        fits(db, ty, field, given)
                    }
                    Some(crate::lookup::Found::Structure(found)) => {
                        fits(db, found.ty, field, given)
                    }
                    None => field.optional,
                },
            )
        }
        (
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_),
            _,
        ) => false,
    }
}

/// Whether a field of this type is what a structure asks for: what nothing writes may be more.
fn fits(db: &dyn Db, ty: Ty, field: &StructureField, given: &mut Vec<(Ty, Ty)>) -> bool {
    match field.access {
        FieldAccess::Method | FieldAccess::Final | FieldAccess::Property(_, Accessor::Never) => {
            accepts_given(db, ty, field.ty, given)
        }
        FieldAccess::Variable | FieldAccess::Property(..) => same(db, ty, field.ty),
    }
}

/// Whether null is a value of the type anyway.
fn is_reference(db: &dyn Db, ty: Ty) -> bool {
    !matches!(
        expand(db, ty).kind(),
        TyKind::Int | TyKind::Float | TyKind::Bool | TyKind::Void
    )
}
