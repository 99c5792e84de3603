//! Type parameters of enums that no value of the emitted enum mentions: `T` of `enum Id<T> { Id(n:Int); }`, or of an enum
//! of which only constructors without it are made. Rust refuses them, and an enum has no place for a marker as structs
//! do; so the emitted enum does not have them. Which types a call names because of that is `emit/type_arguments.rs`.

use crate::world::World;
use hx2rs_compiler::DefId;
use hx2rs_compiler::hir::{EnumDef, Ty, TyKind, TypeDef, TypeParamId};
use std::collections::HashSet;

impl World<'_> {
    /// The type parameters of enums that something in a value of theirs mentions, not counting the enum itself.
    pub(crate) fn find_mentioned_params(&self) -> HashSet<TypeParamId> {
        let mut found = HashSet::new();
        let enums: Vec<&EnumDef> = self
            .program
            .types
            .values()
            .filter_map(|def| match def {
                TypeDef::Enum(def) => Some(def),
                TypeDef::Class(_) | TypeDef::Abstract(_) | TypeDef::Alias(_) => None,
            })
            .filter(|def| !def.header.type_params.is_empty())
            .collect();
        loop {
            let before = found.len();
            for def in &enums {
                let made = def.constructors.iter();
                let made = made.filter(|made| self.is_built(made.id));
                for param in made.flat_map(|made| &made.params) {
                    self.collect_mentioned(param.ty, &mut found);
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    /// The type parameters in a type, those left out that only stand where an enum does not mention its own.
    fn collect_mentioned(&self, ty: Ty, found: &mut HashSet<TypeParamId>) {
        self.bare(ty).map(&mut |part| {
            if let TyKind::Param(param) = part.kind() {
                found.insert(*param);
            }
            if let TyKind::Enum(def, arguments) = part.kind() {
                for (param, argument) in self.type_params(*def).iter().zip(arguments) {
                    if found.contains(param) {
                        self.collect_mentioned(*argument, found);
                    }
                }
                return Some(part);
            }
            None
        });
    }

    /// The type parameters that an emitted enum has.
    pub(crate) fn enum_params(&self, def: DefId) -> Vec<TypeParamId> {
        let mut params = self.type_params(def);
        params.retain(|param| self.mentioned_params.contains(param));
        params
    }

    /// What is given for them.
    pub(crate) fn enum_arguments(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty> {
        let params = self.type_params(def);
        let given = params.iter().zip(arguments);
        let given = given.filter(|(param, _)| self.mentioned_params.contains(*param));
        given.map(|(_, argument)| *argument).collect()
    }
}
