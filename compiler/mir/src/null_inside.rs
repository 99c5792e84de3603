//! Null inside of types: `Array<Null<T>>` as it is declared, and the parts of types beside those of their instances.

use hx2rs_hir::{Program, Ty, TyKind};

/// How deep types are compared with their instances: they may be about themselves.
pub const DEEPEST: u8 = 6;

/// What two types of one form hold, next to each other.
pub fn parts(one: Ty, other: Ty) -> Vec<(Ty, Ty)> {
    if let (TyKind::Class(a, one), TyKind::Class(b, other))
    | (TyKind::Enum(a, one), TyKind::Enum(b, other))
    | (TyKind::Abstract(a, one), TyKind::Abstract(b, other)) = (one.kind(), other.kind())
        && a == b
    {
        one.iter().copied().zip(other.iter().copied()).collect()
    } else if let (TyKind::Function(one), TyKind::Function(other)) = (one.kind(), other.kind()) {
        let params = one.params.iter().zip(&other.params);
        let params = params.map(|(one, other)| (one.ty, other.ty));
        params.chain([(one.result, other.result)]).collect()
    } else if let (TyKind::Structure(one), TyKind::Structure(other)) = (one.kind(), other.kind()) {
        let same = one.iter().filter_map(|field| {
            let found = other.iter().find(|found| found.name == field.name)?;
            Some((field.ty, found.ty))
        });
        same.collect()
    } else {
        Vec::new()
    }
}

/// Whether null of a type parameter is a part of a type: `Array<Null<T>>`. `Null<T>` itself is a form that values pass through.
pub fn holds_null_of_parameter(program: &Program, ty: Ty) -> bool {
    let top = program.expand(ty.without_null());
    let mut found = false;
    top.map(&mut |part| {
        if let TyKind::Null(inner) = part.kind() {
            found |= matches!(inner.kind(), TyKind::Param(_));
        }
        None
    });
    found
}
