//! Structural maps over types: type parameters replaced by arguments.

use crate::{FunctionParam, FunctionTy, StructureField, Ty, TyKind, TypeParamId};

impl Ty {
    /// This type with each listed parameter replaced.
    pub fn substitute(self, map: &[(TypeParamId, Ty)]) -> Ty {
        if map.is_empty() {
            return self;
        }
        self.map(&mut |ty| match ty.kind() {
            TyKind::Param(param) => map.iter().find(|(id, _)| id == param).map(|(_, to)| *to),
            TyKind::Error
            | TyKind::Void
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
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => None,
        })
    }

    /// Replaces, from the outside in, each part for which `replace` gives a type; other parts are rebuilt from theirs.
    pub fn map(self, replace: &mut impl FnMut(Ty) -> Option<Ty>) -> Ty {
        if let Some(found) = replace(self) {
            return found;
        }
        match self.kind() {
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(None)
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => self,
            TyKind::Dynamic(Some(inner)) => Ty::new(TyKind::Dynamic(Some(inner.map(replace)))),
            TyKind::Null(inner) => Ty::null(inner.map(replace)),
            TyKind::Class(def, list) => Ty::new(TyKind::Class(*def, map_list(list, replace))),
            TyKind::Enum(def, list) => Ty::new(TyKind::Enum(*def, map_list(list, replace))),
            TyKind::Abstract(def, list) => Ty::new(TyKind::Abstract(*def, map_list(list, replace))),
            TyKind::Alias(def, list) => Ty::new(TyKind::Alias(*def, map_list(list, replace))),
            TyKind::Function(function) => {
                let params = function.params.iter();
                let params = params
                    .map(|param| FunctionParam {
                        ty: param.ty.map(replace),
                        ..param.clone()
                    })
                    .collect();
                Ty::new(TyKind::Function(FunctionTy {
                    params,
                    result: function.result.map(replace),
                }))
            }
            TyKind::Structure(fields) => {
                let fields = fields.iter();
                let fields = fields
                    .map(|field| StructureField {
                        ty: field.ty.map(replace),
                        ..field.clone()
                    })
                    .collect();
                Ty::new(TyKind::Structure(fields))
            }
        }
    }
}

fn map_list(list: &[Ty], replace: &mut impl FnMut(Ty) -> Option<Ty>) -> Box<[Ty]> {
    list.iter().map(|ty| ty.map(replace)).collect()
}
