//! Structure types that have to be one type in the shipped program: values of the one are seen as the other where
//! nothing can stand between. That is the case of types with the same names of fields, of which one has an optional
//! field (`{x:Int, y:Int}` as `{x:Int, ?y:Int}`), and of elements of containers, which both types share (`Array<{x:Int, y:Int}>` as
//! `Array<{x:Int}>`). All of them become the type that has all of their fields, optional where one of them lacks them.
//! Types that mention type parameters stay as they are.

use crate::family::Families;
use crate::instances::mentions_parameter;
use hx2rs_base::Name;
use hx2rs_hir::{FieldAccess, Program, StructureField, Ty, TyKind};
use indexmap::{IndexMap, IndexSet};
use std::borrow::Cow;

/// The program with the forms of its structure types, and without the type parameters that Rust cannot express; the same
/// one if there is nothing to settle.
pub fn settle(program: &Program) -> Cow<'_, Program> {
    let program = crate::before_super::settle(program);
    let program = match crate::erase::settle(&program) {
        Cow::Owned(erased) => Cow::Owned(erased),
        Cow::Borrowed(_) => program,
    };
    let reached = crate::reach::reach(&program, &Families::new(&program));
    let forms = forms(&program, &reached.seen);
    if forms.is_empty() {
        return program;
    }
    Cow::Owned(Program {
        structure_forms: forms,
        ..program.into_owned()
    })
}

/// The form of each structure type that has another one.
fn forms(program: &Program, seen: &IndexSet<(Ty, Ty)>) -> IndexMap<Ty, Ty> {
    let mut groups: Vec<IndexSet<Ty>> = Vec::new();
    for (from, to) in seen {
        let (Some(one), Some(other)) = (names(*from), names(*to)) else {
            continue;
        };
        let is_shared = one == other || seen.contains(&(*to, *from));
        if is_shared && !mentions_parameter(*from) && !mentions_parameter(*to) {
            join(&mut groups, *from, *to);
        }
    }
    let mut forms = IndexMap::new();
    for group in groups {
        if let Some(form) = common(program, &group) {
            forms.extend(
                group
                    .into_iter()
                    .map(|ty| (ty, form))
                    .filter(|it| it.0 != it.1),
            );
        }
    }
    forms
}

/// Puts two types, and all that belong with one of them, into one group.
fn join(groups: &mut Vec<IndexSet<Ty>>, one: Ty, other: Ty) {
    let (touched, mut rest): (Vec<_>, Vec<_>) = groups
        .drain(..)
        .partition(|group| group.contains(&one) || group.contains(&other));
    let mut joined: IndexSet<Ty> = touched.into_iter().flatten().collect();
    joined.extend([one, other]);
    rest.push(joined);
    *groups = rest;
}

/// The names of a structure's fields, in order; `None` for other types.
fn names(ty: Ty) -> Option<Vec<Name>> {
    let TyKind::Structure(fields) = ty.kind() else {
        return None;
    };
    Some(fields.iter().map(|field| field.name).collect())
}

/// The type that has the fields of all; `None` if they differ in more than null.
fn common(program: &Program, group: &IndexSet<Ty>) -> Option<Ty> {
    let mut fields: IndexMap<Name, (StructureField, usize)> = IndexMap::new();
    for ty in group {
        let TyKind::Structure(own) = ty.kind() else {
            return None;
        };
        for field in own {
            let Some((known, count)) = fields.get_mut(&field.name) else {
                fields.insert(field.name, (field.clone(), 1));
                continue;
            };
            *count += 1;
            known.optional |= field.optional;
            if known.access != field.access {
                known.access = FieldAccess::Variable;
            }
            if known.ty == field.ty {
                continue;
            }
            let plain = |ty: Ty| program.canonical(ty.without_null());
            let (one, other) = (plain(known.ty), plain(field.ty));
            let both_structures = names(one).is_some() && names(other).is_some();
            if one != other && !both_structures {
                return None;
            }
            known.ty = Ty::null(known.ty.without_null());
        }
    }
    let fields = fields.into_values().map(|(field, count)| StructureField {
        optional: field.optional || count < group.len(),
        ..field
    });
    let mut fields: Vec<StructureField> = fields.collect();
    fields.sort_by_key(|field| field.name);
    Some(Ty::new(TyKind::Structure(fields.into())))
}
