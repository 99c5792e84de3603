//! What a conversion makes Dynamic inside of a type, where the value itself does not become Dynamic. Which types the values in
//! Dynamic are of altogether is [`crate::reflection`]'s.

use hx2rs_hir::{Program, Ty, TyKind};

/// The types that a conversion makes Dynamic inside of a type: `Array<Shape>` seen as `Array<Dynamic>`.
pub(crate) fn dynamic_parts(program: &Program, from: Ty, to: Ty, depth: u32, open: &mut Vec<Ty>) {
    // Typedefs can name themselves.
    if from == to || depth > 8 {
        return;
    }
    let (from, to) = (
        program.expand(from.without_null()),
        program.expand(to.without_null()),
    );
    let deeper = depth + 1;
    #[allow(clippy::wildcard_enum_match_arm)] // Other types hold nothing, or are the same.
    match (from.kind(), to.kind()) {
        (TyKind::Dynamic(_), TyKind::Dynamic(_)) => {}
        // What goes in by a function may come out of it.
        (_, TyKind::Dynamic(_)) if depth > 0 => open.push(from),
        (TyKind::Dynamic(_), _) if depth > 0 => open.push(to),
        (TyKind::Class(one, left), TyKind::Class(other, right))
        | (TyKind::Abstract(one, left), TyKind::Abstract(other, right))
            if one == other =>
        {
            for (left, right) in left.iter().zip(right) {
                dynamic_parts(program, *left, *right, deeper, open);
            }
        }
        (TyKind::Function(left), TyKind::Function(right)) => {
            for (left, right) in left.params.iter().zip(&right.params) {
                dynamic_parts(program, left.ty, right.ty, deeper, open);
            }
            dynamic_parts(program, left.result, right.result, deeper, open);
        }
        (TyKind::Structure(left), TyKind::Structure(right)) => {
            for field in right {
                if let Some(found) = left.iter().find(|found| found.name == field.name) {
                    dynamic_parts(program, found.ty, field.ty, deeper, open);
                }
            }
        }
        _ => {}
    }
}
