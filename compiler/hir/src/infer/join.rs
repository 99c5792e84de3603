//! The type of a choice between values: branches of an `if`, arms of a `switch`, elements of an array literal.

use super::{Facts, Table, assignable, supertype};
use crate::{Ty, TyKind};

/// The type that values of all these types have, where no type is asked for. `None`: there is none.
///
/// The first type that accepts all others; for classes else their nearest common base class or interface. A null
/// among them makes it nullable.
pub(crate) fn join(table: &mut Table, facts: &dyn Facts, types: &[Ty]) -> Option<Ty> {
    let nullable = types
        .iter()
        .any(|ty| matches!(table.follow(*ty).kind(), TyKind::Null(_)));
    let plain: Vec<Ty> = types
        .iter()
        .map(|ty| table.follow(*ty).without_null())
        .collect();
    let joined = join_plain(table, facts, &plain)?;
    Some(if nullable { Ty::null(joined) } else { joined })
}

fn join_plain(table: &mut Table, facts: &dyn Facts, types: &[Ty]) -> Option<Ty> {
    // Unbound monomorphs (of `null`, `[]`, `throw`) take what the others are, so they are asked last.
    let (open, known): (Vec<Ty>, Vec<Ty>) = types
        .iter()
        .map(|ty| table.follow(*ty))
        .partition(|ty| ty.infer_number().is_some());
    for candidate in known.iter().chain(&open) {
        let mark = table.mark();
        if types
            .iter()
            .all(|ty| assignable(table, facts, *ty, *candidate))
        {
            return Some(*candidate);
        }
        table.undo(mark);
    }
    let first = *known.first()?;
    let above = above(facts, table.expand(facts, first));
    for candidate in above {
        let mark = table.mark();
        if types
            .iter()
            .all(|ty| assignable(table, facts, *ty, candidate))
        {
            return Some(candidate);
        }
        table.undo(mark);
    }
    None
}

/// All types above a class, nearest first.
fn above(facts: &dyn Facts, ty: Ty) -> Vec<Ty> {
    let mut found = vec![ty];
    let mut at = 0;
    while let Some(TyKind::Class(def, arguments)) = found.get(at).map(|ty| ty.kind()) {
        for next in facts.supertypes(*def, arguments) {
            let known = found.iter().any(|ty| ty.def() == next.def());
            if !known
                && next
                    .def()
                    .is_some_and(|def| supertype(facts, next, def).is_some())
            {
                found.push(next);
            }
        }
        at += 1;
    }
    found
}
