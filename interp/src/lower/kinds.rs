//! What kind a type's values have in registers, and what can be asked of them at run time.

use super::Lowering;
use crate::program::{MapKeys, RuntimeType};
use hx2rs_compiler::hir::{Ty, TyKind, TypeDef, known};
use hx2rs_heap::Kind;

impl Lowering<'_> {
    /// The kind of the values of a type. Void is null.
    pub(crate) fn kind(&mut self, ty: Ty) -> Kind {
        if let Some(kind) = self.kinds.get(&ty) {
            return *kind;
        }
        let kind = self.find_kind(ty, 0);
        self.kinds.insert(ty, kind);
        kind
    }

    fn find_kind(&self, ty: Ty, depth: u32) -> Kind {
        if depth > 100 {
            return Kind::Any;
        }
        match ty.kind() {
            TyKind::Int => Kind::Int,
            TyKind::Float => Kind::Float,
            TyKind::Bool => Kind::Bool,
            TyKind::Error
            | TyKind::Void
            | TyKind::Dynamic(_)
            | TyKind::Param(_)
            | TyKind::Infer(_) => Kind::Any,
            TyKind::Null(inner) => match self.find_kind(*inner, depth + 1) {
                Kind::Ref => Kind::Ref,
                Kind::Int | Kind::Float | Kind::Bool | Kind::Any => Kind::Any,
            },
            TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::TypeOf(_) => Kind::Ref,
            TyKind::Abstract(..) => match self.underlying(ty) {
                Some(underlying) => self.find_kind(underlying, depth + 1),
                None => Kind::Any,
            },
            TyKind::Alias(..) => {
                let expanded = self.program.expand(ty);
                if expanded == ty {
                    return Kind::Any;
                }
                self.find_kind(expanded, depth + 1)
            }
        }
    }

    /// What an abstract is at run time, with its type arguments put in.
    pub(crate) fn underlying(&self, ty: Ty) -> Option<Ty> {
        let TyKind::Abstract(def, arguments) = ty.kind() else {
            return None;
        };
        let Some(TypeDef::Abstract(def)) = self.program.types.get(def) else {
            return None;
        };
        let params = def.header.type_params.iter().map(|param| param.id);
        let map: Vec<_> = params.zip(arguments.iter().copied()).collect();
        Some(def.underlying?.substitute(&map))
    }

    /// The kind of `Null<T>`.
    pub(crate) fn nullable_kind(&mut self, ty: Ty) -> Kind {
        self.kind(Ty::null(ty))
    }

    /// A type without typedefs, abstracts and `Null` around it.
    pub(crate) fn bare(&self, ty: Ty) -> Ty {
        let mut ty = ty;
        for _ in 0..100 {
            let next = match ty.kind() {
                TyKind::Null(inner) => *inner,
                TyKind::Alias(..) => self.program.expand(ty),
                TyKind::Abstract(..) => match self.underlying(ty) {
                    Some(underlying) => underlying,
                    None => return ty,
                },
                TyKind::Error
                | TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Class(..)
                | TyKind::Enum(..)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::Param(_)
                | TyKind::TypeOf(_)
                | TyKind::Infer(_) => return ty,
            };
            if next == ty {
                return ty;
            }
            ty = next;
        }
        ty
    }

    /// What can be asked of a value that has, or shall have, this type.
    pub(crate) fn runtime_type(&self, ty: Ty) -> RuntimeType {
        match self.bare(ty).kind() {
            TyKind::Int => RuntimeType::Int,
            TyKind::Float => RuntimeType::Float,
            TyKind::Bool => RuntimeType::Bool,
            TyKind::Class(def, _) if *def == known::string() => RuntimeType::Text,
            TyKind::Class(def, _) if *def == known::array() => RuntimeType::Array,
            TyKind::Class(def, _) if *def == known::int64_value() => RuntimeType::Int64,
            TyKind::Class(def, _) if *def == known::map() => RuntimeType::Map(self.map_keys(ty)),
            TyKind::Class(def, _) => match crate::program::known_map(*def) {
                Some(keys) => RuntimeType::Map(keys),
                None => RuntimeType::Class(*def),
            },
            TyKind::Enum(def, _) => RuntimeType::Enum(*def),
            TyKind::Function(_) => RuntimeType::Function,
            TyKind::Structure(fields) if fields.is_empty() => RuntimeType::Anything,
            TyKind::Structure(_) => RuntimeType::Structure,
            TyKind::TypeOf(_) => RuntimeType::TypeValue,
            TyKind::Error
            | TyKind::Void
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Param(_)
            | TyKind::Infer(_) => RuntimeType::Anything,
        }
    }

    /// What the keys of a map of this type are.
    pub(crate) fn map_keys(&self, ty: Ty) -> MapKeys {
        let TyKind::Class(_, arguments) = self.bare(ty).kind() else {
            return MapKeys::Unknown;
        };
        let Some(key) = arguments.first() else {
            return MapKeys::Unknown;
        };
        match self.bare(*key).kind() {
            TyKind::Int => MapKeys::Ints,
            TyKind::Class(def, _) if *def == known::string() => MapKeys::Strings,
            TyKind::Enum(..) => MapKeys::EnumValues,
            TyKind::Class(..) | TyKind::Structure(_) | TyKind::Function(_) | TyKind::TypeOf(_) => {
                MapKeys::Objects
            }
            TyKind::Error
            | TyKind::Void
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Param(_)
            | TyKind::Infer(_) => MapKeys::Unknown,
        }
    }

    /// The number of [`Self::runtime_type`].
    pub(crate) fn runtime_type_number(&mut self, ty: Ty) -> u32 {
        let found = self.runtime_type(ty);
        self.image.types.insert_full(found).0 as u32
    }
}
