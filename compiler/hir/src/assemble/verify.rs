//! The verifier of an assembled program. Its invariants:
//!
//! - every type that something mentions is in `types`, every function that something calls in `functions`;
//! - every variable that code reads or writes is declared by its owner;
//! - no type has a monomorph or an error in it;
//! - each static variable with an initialiser is in `static_order` once;
//! - each function lists itself with its owner; each body has a start in its file.

use super::uses::{Mention, mentions};
use crate::maps::is_other_map;
use crate::{Body, Function, Program, Ty, TyKind, TypeDef};
use hx2rs_base::{DefId, MemberId};
use std::collections::HashSet;

/// What is wrong with a program; nothing, if the compiler works.
pub fn verify_program(program: &Program) -> Vec<String> {
    let mut verifier = Verifier {
        program,
        faults: Vec::new(),
        variables: program
            .types
            .values()
            .flat_map(variables)
            .map(|field| field.id)
            .collect(),
    };
    for (def, declared) in &program.types {
        verifier.type_def(*def, declared);
    }
    for (member, function) in &program.functions {
        verifier.function(*member, function);
    }
    verifier.order();
    verifier.faults
}

fn variables(def: &TypeDef) -> Vec<&crate::Field> {
    match def {
        TypeDef::Class(class) => class.fields.iter().chain(&class.statics).collect(),
        TypeDef::Abstract(made) => made.statics.iter().collect(),
        TypeDef::Enum(_) | TypeDef::Alias(_) => Vec::new(),
    }
}

struct Verifier<'a> {
    program: &'a Program,
    faults: Vec<String>,
    variables: HashSet<MemberId>,
}

impl Verifier<'_> {
    fn fault(&mut self, place: &str, what: String) {
        self.faults.push(format!("{place}: {what}"));
    }

    fn type_def(&mut self, def: DefId, declared: &TypeDef) {
        let place = format!("{def:?}");
        match declared {
            TypeDef::Class(class) => {
                for above in class.extends.iter().chain(&class.implements) {
                    self.ty(&place, *above);
                }
                let functions = class.methods.iter().chain(&class.functions);
                for member in functions.chain(&class.constructor) {
                    self.callable(&place, *member);
                }
            }
            TypeDef::Enum(made) => {
                for param in made.constructors.iter().flat_map(|it| &it.params) {
                    self.ty(&place, param.ty);
                }
            }
            TypeDef::Alias(alias) => self.ty(&place, alias.ty),
            TypeDef::Abstract(made) => {
                for member in &made.functions {
                    self.callable(&place, *member);
                }
            }
        }
        for field in variables(declared) {
            let place = format!("{:?}", field.id);
            self.ty(&place, field.ty);
            if let Some(initialiser) = &field.initialiser {
                self.body(&place, field.id, &initialiser.body);
            }
        }
    }

    fn callable(&mut self, place: &str, member: MemberId) {
        if !self.program.functions.contains_key(&member) {
            self.fault(place, format!("the function {member:?} is missing"));
        }
    }

    fn function(&mut self, member: MemberId, function: &Function) {
        let place = format!("{member:?}");
        for param in &function.params {
            self.ty(&place, param.ty);
        }
        self.ty(&place, function.result);
        let is_listed = match self.program.types.get(&member.owner()) {
            Some(TypeDef::Class(class)) => {
                let functions = class.methods.iter().chain(&class.functions);
                functions.chain(&class.constructor).any(|it| *it == member)
            }
            Some(TypeDef::Abstract(made)) => made.functions.contains(&member),
            Some(TypeDef::Enum(_) | TypeDef::Alias(_)) | None => false,
        };
        if !is_listed {
            self.fault(&place, "its owner does not list it".to_owned());
        }
        if let Some(typed) = function.body() {
            self.body(&place, member, &typed.body);
        }
    }

    fn body(&mut self, place: &str, member: MemberId, body: &Body) {
        if !self.program.body_starts.contains_key(&member) {
            self.fault(place, "its body has no start".to_owned());
        }
        for mention in mentions(body) {
            match mention {
                Mention::Ty(ty) => self.ty(place, ty),
                Mention::Def(def) => self.def(place, def),
                Mention::Function(member) => self.callable(place, member),
                Mention::Variable(member) => {
                    if !self.variables.contains(&member) {
                        self.fault(place, format!("the variable {member:?} is missing"));
                    }
                }
                Mention::EnumConstructor(member) => self.def(place, member.owner()),
                Mention::Construction(def) => self.def(place, def),
                Mention::Structure { .. } => {}
            }
        }
    }

    fn def(&mut self, place: &str, def: DefId) {
        if !self.program.types.contains_key(&def) && !is_other_map(def) {
            self.fault(place, format!("the type {def:?} is missing"));
        }
    }

    fn ty(&mut self, place: &str, ty: Ty) {
        let mut wrong = Vec::new();
        ty.map(&mut |part| {
            match part.kind() {
                TyKind::Class(def, _)
                | TyKind::Enum(def, _)
                | TyKind::Abstract(def, _)
                | TyKind::Alias(def, _)
                | TyKind::TypeOf(def) => {
                    let is_declared = self.program.types.contains_key(def);
                    if !is_declared && !is_other_map(*def) && !part.is_constant() {
                        wrong.push(format!("the type {def:?} is missing"));
                    }
                }
                TyKind::Error | TyKind::Infer(_) => wrong.push(format!("the type {ty:?} is open")),
                TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Null(_)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::Param(_) => {}
            }
            None
        });
        for what in wrong {
            self.fault(place, what);
        }
    }

    fn order(&mut self) {
        let mut seen = HashSet::new();
        for member in &self.program.static_order {
            if !seen.insert(*member) {
                self.fault("static order", format!("{member:?} is there twice"));
            }
        }
        for declared in self.program.types.values() {
            let statics: &[crate::Field] = match declared {
                TypeDef::Class(class) => &class.statics,
                TypeDef::Abstract(made) => &made.statics,
                TypeDef::Enum(_) | TypeDef::Alias(_) => &[],
            };
            for field in statics.iter().filter(|field| field.initialiser.is_some()) {
                if !seen.contains(&field.id) {
                    self.fault("static order", format!("{:?} is missing", field.id));
                }
            }
        }
    }
}
