//! Type parameters that Rust could not express become Dynamic in shipped programs: what [`find`] finds disappears from its
//! declaration, values of it are Dynamic there, and what goes in or comes out elsewhere is converted ([`body`]).
//!
//! Rust makes code for each thing that is given for a type parameter, so that `Box<Int>` and `Box<Dynamic>` are unrelated
//! types, an enum cannot hold one of itself with more in it, and a value of an enum cannot hide what some of its parts
//! are made of. Haxe has one code for all, and so has an erased declaration.
//!
//! A body is rewritten into one that keeps the invariants of HIR: a value whose *slot* (the declared type of a field, a
//! parameter, a result) is Dynamic where the type of the expression says `Int` stands in a conversion. Where nothing is
//! found, the program stays the same one.

mod body;
mod find;
mod taken;
mod types;

use crate::family::Families;
use hx2rs_base::{DefId, MemberId};
use hx2rs_hir::{
    Body, Field, Function, FunctionKind, Implementation, Program, Ty, TypeDef, TypeParam,
    TypeParamId, TypedBody,
};
use indexmap::{IndexMap, IndexSet};
use std::borrow::Cow;
use std::sync::Arc;

/// What is erased of a program.
struct Erased<'p> {
    program: &'p Program,
    families: Families,
    fields: IndexMap<MemberId, &'p Field>,
    /// The type parameters.
    params: IndexSet<TypeParamId>,
    /// Those of each class and enum that has some of them, all in order.
    of_defs: IndexMap<DefId, Vec<TypeParamId>>,
}

/// The program without the type parameters that Rust cannot express; the same one if there are none.
pub(crate) fn settle(program: &Program) -> Cow<'_, Program> {
    let params = find::find(program);
    if params.is_empty() {
        return Cow::Borrowed(program);
    }
    let mut of_defs = IndexMap::new();
    for (id, def) in &program.types {
        let own: Vec<_> = def.header().type_params.iter().map(|it| it.id).collect();
        if own.iter().any(|param| params.contains(param)) {
            of_defs.insert(*id, own);
        }
    }
    let erased = Erased {
        program,
        families: Families::new(program),
        fields: crate::reach::fields(program),
        params,
        of_defs,
    };
    let types = program.types.iter();
    let types = types.map(|(id, def)| (*id, erased.definition(def)));
    let functions = program.functions.iter();
    let functions = functions.map(|(id, function)| (*id, Arc::new(erased.function(function))));
    Cow::Owned(Program {
        types: types.collect(),
        functions: functions.collect(),
        ..program.clone()
    })
}

impl Erased<'_> {
    fn remaining(&self, params: &[TypeParam]) -> Vec<TypeParam> {
        let params = params.iter();
        let params = params.filter(|param| !self.params.contains(&param.id));
        let params = params.map(|param| TypeParam {
            id: param.id,
            constraints: self.all(&param.constraints),
            default: param.default.map(|ty| self.ty(ty)),
            is_constant: param.is_constant,
        });
        params.collect()
    }

    fn all(&self, types: &[Ty]) -> Vec<Ty> {
        types.iter().map(|ty| self.ty(*ty)).collect()
    }

    fn definition(&self, def: &TypeDef) -> TypeDef {
        let mut def = def.clone();
        match &mut def {
            TypeDef::Class(class) => {
                class.header.type_params = self.remaining(&class.header.type_params);
                class.extends = class.extends.map(|ty| self.ty(ty));
                class.implements = self.all(&class.implements);
                for field in class.fields.iter_mut().chain(&mut class.statics) {
                    self.field(field);
                }
            }
            TypeDef::Enum(found) => {
                found.header.type_params = self.remaining(&found.header.type_params);
                for constructor in &mut found.constructors {
                    constructor.result = self.ty(constructor.result);
                    for param in &mut constructor.params {
                        param.ty = self.ty(param.ty);
                    }
                }
            }
            TypeDef::Alias(alias) => alias.ty = self.ty(alias.ty),
            TypeDef::Abstract(found) => {
                found.header.type_params = self.remaining(&found.header.type_params);
                found.underlying = found.underlying.map(|ty| self.ty(ty));
                found.from = self.all(&found.from);
                found.to = self.all(&found.to);
                for field in &mut found.statics {
                    self.field(field);
                }
            }
        }
        def
    }

    fn field(&self, field: &mut Field) {
        field.ty = self.ty(field.ty);
        if let Some(initialiser) = &field.initialiser {
            field.initialiser = Some(self.rewritten(initialiser, &[], None));
        }
    }

    fn function(&self, function: &Function) -> Function {
        let mut made = function.clone();
        made.type_params = self.remaining(&function.type_params);
        for (at, param) in made.params.iter_mut().enumerate() {
            param.ty = self.param_slot(function.id, at, param.ty);
        }
        let slots: Vec<Ty> = made.params.iter().map(|param| param.ty).collect();
        let old = function.result;
        made.result = self.result_slot(function.id, old);
        let result = Some((old, made.result));
        made.implementation = match &function.implementation {
            Implementation::Body(body) => {
                Implementation::Body(self.rewritten(body, &slots, result))
            }
            Implementation::BodyOrNative(body, native) => {
                Implementation::BodyOrNative(self.rewritten(body, &slots, result), *native)
            }
            Implementation::Native(native) => Implementation::Native(*native),
            Implementation::Abstract => Implementation::Abstract,
        };
        made
    }

    /// A body whose parameters are what is given; `result` is the type of what it gives back, before and now.
    fn rewritten(&self, typed: &TypedBody, params: &[Ty], result: Option<(Ty, Ty)>) -> TypedBody {
        let gives_same = result.is_none_or(|(before, now)| before == now);
        if gives_same && !self.touches(&typed.body) && self.fits(&typed.body, params) {
            return typed.clone();
        }
        let now = result.map(|(_, now)| now);
        let mut rewriting = body::Rewriting::new(self, &typed.body, &typed.spans, now);
        for (local, slot) in typed.body.params.iter().zip(params) {
            rewriting.hold(*local, *slot);
        }
        rewriting.run()
    }

    /// Whether the parameters of a body are what their slots are.
    fn fits(&self, body: &Body, params: &[Ty]) -> bool {
        let mut both = body.params.iter().zip(params);
        both.all(|(local, slot)| body.locals[*local].ty == *slot)
    }

    /// Whether a body has to do with anything that is erased: most have not.
    fn touches(&self, body: &Body) -> bool {
        let of_values = body.types.iter().any(|(_, ty)| self.ty(*ty) != *ty);
        let of_locals = body.locals.iter().any(|(_, it)| self.ty(it.ty) != it.ty);
        of_values || of_locals || body.exprs.iter().any(|(_, expr)| self.uses_slot(expr))
    }

    /// The functions that share the signature of one.
    fn family(&self, function: MemberId) -> Vec<MemberId> {
        let is_method = self
            .program
            .functions
            .get(&function)
            .is_some_and(|it| it.kind == FunctionKind::Method);
        match is_method {
            true => self.families.members(function),
            false => vec![function],
        }
    }

    /// What a parameter of a function is, where its type is `actual`.
    fn param_slot(&self, function: MemberId, at: usize, actual: Ty) -> Ty {
        let mut slot = self.ty(actual);
        for member in self.family(function) {
            let declared = self.program.functions.get(&member);
            if let Some(param) = declared.and_then(|declared| declared.params.get(at)) {
                slot = self.slot(param.ty, slot);
            }
        }
        slot
    }

    /// What the result of a function is, where its type is `actual`.
    fn result_slot(&self, function: MemberId, actual: Ty) -> Ty {
        let mut slot = self.ty(actual);
        for member in self.family(function) {
            if let Some(declared) = self.program.functions.get(&member) {
                slot = self.slot(declared.result, slot);
            }
        }
        slot
    }

    /// What a variable of a class is, where its type is `actual`.
    fn field_slot(&self, field: MemberId, actual: Ty) -> Ty {
        match self.fields.get(&field) {
            Some(field) => self.slot(field.ty, actual),
            None => self.ty(actual),
        }
    }

    /// What a parameter of an enum constructor is, where its type is `actual`.
    fn constructor_slot(&self, constructor: MemberId, at: usize, actual: Ty) -> Ty {
        let Some(TypeDef::Enum(def)) = self.program.types.get(&constructor.owner()) else {
            return self.ty(actual);
        };
        let mut found = def.constructors.iter();
        let found = found.find(|found| found.id == constructor);
        match found.and_then(|found| found.params.get(at)) {
            Some(param) => self.slot(param.ty, actual),
            None => self.ty(actual),
        }
    }
}
