//! Types without erased parameters, and the types of slots.

use super::Erased;
use hx2rs_base::DefId;
use hx2rs_hir::{FunctionParam, FunctionTy, StructureField, Ty, TyKind};

/// `Dynamic`.
pub(super) fn dynamic() -> Ty {
    Ty::new(TyKind::Dynamic(None))
}

/// Whether a type is Dynamic.
pub(super) fn is_dynamic(ty: Ty) -> bool {
    matches!(ty.kind(), TyKind::Dynamic(_))
}

impl Erased<'_> {
    /// The type without erased parameters.
    pub(super) fn ty(&self, ty: Ty) -> Ty {
        ty.map(&mut |part| {
            if let TyKind::Param(param) = part.kind() {
                return self.params.contains(param).then(dynamic);
            }
            if let TyKind::Null(inner) = part.kind() {
                return Some(Ty::null(self.ty(*inner)));
            }
            let left = self.left(part)?;
            let left = left.into_iter().map(|ty| self.ty(ty)).collect();
            Some(with_arguments(part, left))
        })
    }

    /// The arguments of a type that are left; `None` if all are, or are already all that is left.
    fn left(&self, ty: Ty) -> Option<Vec<Ty>> {
        let params = self.of_defs.get(&erasable_def(ty)?)?;
        let arguments = ty.arguments();
        if arguments.len() != params.len() {
            return None;
        }
        let both = params.iter().zip(arguments);
        let left = both.filter(|(param, _)| !self.params.contains(*param));
        Some(left.map(|(_, argument)| *argument).collect())
    }

    /// Whether a type mentions an erased parameter.
    fn mentions(&self, ty: Ty) -> bool {
        let mut found = false;
        ty.map(&mut |part| {
            if let TyKind::Param(param) = part.kind() {
                found |= self.params.contains(param);
            }
            found.then_some(part)
        });
        found
    }

    /// What a place is that was declared as `declared`, where its type is `actual`: Dynamic wherever the declaration names an
    /// erased parameter.
    pub(super) fn slot(&self, declared: Ty, actual: Ty) -> Ty {
        if !self.mentions(declared) {
            return self.ty(actual);
        }
        if let TyKind::Param(_) = declared.kind() {
            return dynamic();
        }
        if let TyKind::Null(inner) = declared.kind() {
            return Ty::null(self.slot(*inner, actual.without_null()));
        }
        if let TyKind::Null(inner) = actual.kind() {
            return Ty::null(self.slot(declared, *inner));
        }
        if let TyKind::Alias(..) = declared.kind() {
            if let TyKind::Alias(..) = actual.kind()
                && self.program.expand(actual) == actual
            {
                return self.ty(actual);
            }
            return self.slot(self.program.expand(declared), actual);
        }
        if let TyKind::Alias(..) = actual.kind() {
            let wide = self.program.expand(actual);
            return match wide == actual {
                true => self.ty(actual),
                false => self.slot(declared, wide),
            };
        }
        if let (TyKind::Function(one), TyKind::Function(other)) = (declared.kind(), actual.kind()) {
            let params = one.params.iter().zip(&other.params);
            let mut params: Vec<_> = params
                .map(|(one, other)| FunctionParam {
                    ty: self.slot(one.ty, other.ty),
                    ..other.clone()
                })
                .collect();
            let rest = other.params.iter().skip(params.len());
            let rest: Vec<_> = rest
                .map(|param| FunctionParam {
                    ty: self.ty(param.ty),
                    ..param.clone()
                })
                .collect();
            params.extend(rest);
            return Ty::new(TyKind::Function(FunctionTy {
                params: params.into(),
                result: self.slot(one.result, other.result),
            }));
        }
        if let (TyKind::Structure(one), TyKind::Structure(other)) = (declared.kind(), actual.kind())
        {
            let fields = other.iter().map(|field| {
                let declared = one.iter().find(|found| found.name == field.name);
                StructureField {
                    ty: match declared {
                        Some(declared) => self.slot(declared.ty, field.ty),
                        None => self.ty(field.ty),
                    },
                    ..field.clone()
                }
            });
            return Ty::new(TyKind::Structure(fields.collect()));
        }
        if let (Some(one), Some(other)) = (erasable_def(declared), erasable_def(actual))
            && one == other
            && !matches!(declared.kind(), TyKind::Alias(..))
        {
            let (first, second) = (declared.arguments(), actual.arguments());
            if first.len() == second.len() {
                let both = first.iter().zip(second);
                let slots = both.map(|(one, other)| self.slot(*one, *other)).collect();
                return self.ty(with_arguments(actual, slots));
            }
        }
        self.ty(actual)
    }
}

/// The declaration that a class, an enum or an abstract names.
fn erasable_def(ty: Ty) -> Option<DefId> {
    match ty.kind() {
        TyKind::Class(def, _) | TyKind::Enum(def, _) | TyKind::Abstract(def, _) => Some(*def),
        TyKind::Error
        | TyKind::Void
        | TyKind::Int
        | TyKind::Float
        | TyKind::Bool
        | TyKind::Dynamic(_)
        | TyKind::Null(_)
        | TyKind::Alias(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => None,
    }
}

/// The same class, enum or abstract with other arguments.
fn with_arguments(ty: Ty, arguments: Vec<Ty>) -> Ty {
    let arguments = arguments.into_boxed_slice();
    match ty.kind() {
        TyKind::Class(def, _) => Ty::new(TyKind::Class(*def, arguments)),
        TyKind::Enum(def, _) => Ty::new(TyKind::Enum(*def, arguments)),
        TyKind::Abstract(def, _) => Ty::new(TyKind::Abstract(*def, arguments)),
        TyKind::Error
        | TyKind::Void
        | TyKind::Int
        | TyKind::Float
        | TyKind::Bool
        | TyKind::Dynamic(_)
        | TyKind::Null(_)
        | TyKind::Alias(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => ty,
    }
}
