//! What a call says of type parameters itself, `f::<_, T>(…)`: those that Rust cannot tell from the arguments, because they
//! stand in the result only, or in `Class<T>`, which is the same Rust type for all classes.

use super::Context;
use crate::marks::code;
use crate::represent::as_value;
use crate::views::parameters;
use crate::world::World;
use hx2rs_compiler::hir::{Function, Ty, TyKind, TypeDef, TypeParamId, known};
use hx2rs_compiler::{DefId, MemberId, Space};
use proc_macro2::TokenStream;

impl World<'_> {
    /// A type with all in it that says nothing of types in Rust left out.
    fn shown(&self, ty: Ty) -> Ty {
        self.shown_inside(ty, &mut Vec::new())
    }

    /// The same inside of these types, which a type may lead back to.
    fn shown_inside(&self, ty: Ty, around: &mut Vec<Ty>) -> Ty {
        ty.map(&mut |part| {
            let value = as_value(part);
            if value != part {
                return Some(value);
            }
            if let TyKind::Enum(def, arguments) = part.kind() {
                let shown = self.enum_arguments(*def, arguments).into_iter();
                let shown = shown.map(|argument| self.shown_inside(argument, around));
                return Some(Ty::new(TyKind::Enum(*def, shown.collect())));
            }
            if let TyKind::Structure(fields) = part.kind()
                && fields
                    .iter()
                    .any(|field| !self.holds_structure_field(part, field.name))
            {
                // What nothing looks at is not emitted.
                let held = fields.iter().cloned();
                let held = held.filter(|field| self.holds_structure_field(part, field.name));
                let held = Ty::new(TyKind::Structure(held.collect()));
                return Some(self.shown_inside(held, around));
            }
            if let TyKind::Dynamic(Some(_)) = part.kind() {
                return Some(Ty::new(TyKind::Dynamic(None)));
            }
            let is_name = matches!(part.kind(), TyKind::Abstract(..) | TyKind::Alias(..));
            if !is_name || around.contains(&part) {
                return None;
            }
            let bare = self.bare(part);
            if bare == part {
                return None;
            }
            around.push(part);
            let shown = self.shown_inside(bare, around);
            around.pop();
            Some(shown)
        })
    }

    /// The type parameters of a function that Rust can tell from the arguments, those left out that say nothing: null, or bare
    /// literals where the kind of number is asked for.
    fn shown_by_arguments(&self, function: &Function, silent: &[bool]) -> Vec<TypeParamId> {
        let params = function.params.iter().enumerate();
        let params = params.filter(|(at, _)| !silent.get(*at).is_some_and(|silent| *silent));
        let params: Vec<Ty> = params.map(|(_, param)| self.shown(param.ty)).collect();
        parameters(&params).into_iter().collect()
    }

    /// The type parameters that a function has in Rust: those that something in it names, or in an override of it.
    pub(crate) fn rust_type_params(&self, function: &Function) -> Vec<TypeParamId> {
        let all = function.type_params.iter().map(|param| param.id);
        let mut named: Vec<bool> = self.named_params(function);
        if function.id.space() != Space::Static && !named.iter().all(|named| *named) {
            for other in self.plan.families.members(function.id) {
                let Some(other) = self.program.functions.get(&other) else {
                    continue;
                };
                let other = self.named_params(other);
                named = named
                    .iter()
                    .zip(other)
                    .map(|(one, other)| *one || other)
                    .collect();
            }
        }
        all.zip(named)
            .filter_map(|(param, named)| named.then_some(param))
            .collect()
    }

    /// Of each type parameter, whether a function names it where Rust sees it.
    fn named_params(&self, function: &Function) -> Vec<bool> {
        let of_body = function
            .body()
            .into_iter()
            .flat_map(|typed| typed.body.types.as_slice());
        let types = function.params.iter().map(|param| &param.ty);
        let types = types.chain([&function.result]).chain(of_body);
        let types: Vec<Ty> = types.map(|ty| self.shown(*ty)).collect();
        let named = parameters(&types);
        let all = function.type_params.iter();
        all.map(|param| named.contains(&param.id)).collect()
    }

    /// Whether a call says what the type parameters are.
    pub(crate) fn is_called_with_types(&self, function: &Function) -> bool {
        let known = self.shown_by_arguments(function, &[]);
        let own = self.rust_type_params(function);
        own.iter().any(|param| !known.contains(param))
    }

    /// What stands in `actual` where `declared` has a type parameter.
    fn given(&self, param: TypeParamId, declared: Ty, actual: Ty) -> Option<Ty> {
        if *declared.kind() == TyKind::Param(param) {
            return Some(actual);
        }
        if let (TyKind::Null(declared), _) = (declared.kind(), ()) {
            return self.given(param, *declared, actual.without_null());
        }
        if let (TyKind::Abstract(_, list), TyKind::TypeOf(def)) = (declared.kind(), actual.kind())
            && let [of] = **list
        {
            return self.given(param, of, self.named(*def));
        }
        if let (TyKind::Dynamic(Some(declared)), TyKind::Dynamic(Some(actual))) =
            (declared.kind(), actual.kind())
        {
            return self.given(param, *declared, *actual);
        }
        let parts = parts(declared, actual).into_iter();
        let mut found = parts.filter_map(|(declared, actual)| self.given(param, declared, actual));
        found.next()
    }

    /// A declared type with Dynamic for its parameters.
    fn named(&self, def: DefId) -> Ty {
        let dynamic = Ty::new(TyKind::Dynamic(None));
        let arguments = vec![dynamic; self.type_params(def).len()];
        if let Some(core) = known::core(def, &arguments) {
            return core;
        }
        Ty::new(match self.program.types.get(&def) {
            Some(TypeDef::Enum(_)) => TyKind::Enum(def, arguments.into()),
            Some(TypeDef::Abstract(_)) => TyKind::Abstract(def, arguments.into()),
            Some(TypeDef::Alias(_)) => TyKind::Alias(def, arguments.into()),
            Some(TypeDef::Class(_)) | None => TyKind::Class(def, arguments.into()),
        })
    }
}

/// The types inside of a declared type, each with what stands in its place in another.
fn parts(declared: Ty, actual: Ty) -> Vec<(Ty, Ty)> {
    if let (TyKind::Function(declared), TyKind::Function(actual)) = (declared.kind(), actual.kind())
    {
        let params = declared.params.iter().zip(&actual.params);
        let params = params.map(|(declared, actual)| (declared.ty, actual.ty));
        params.chain([(declared.result, actual.result)]).collect()
    } else if let (TyKind::Structure(declared), TyKind::Structure(fields)) =
        (declared.kind(), actual.kind())
    {
        let of_name = |name| fields.iter().find(|field| field.name == name);
        let pairs = declared.iter();
        let pairs = pairs.filter_map(|field| Some((field.ty, of_name(field.name)?.ty)));
        pairs.collect()
    } else {
        let arguments = declared.arguments().iter().copied();
        arguments.zip(actual.arguments().iter().copied()).collect()
    }
}

impl Context<'_> {
    /// `::<_, T>`, where a call has to say it: with arguments of these types, and this result.
    pub(super) fn type_arguments(
        &self,
        function: MemberId,
        arguments: &[Ty],
        silent: &[bool],
        result: Ty,
    ) -> Option<TokenStream> {
        let declared = self.function(function)?;
        let known = self.world.shown_by_arguments(declared, silent);
        let own = self.world.rust_type_params(declared);
        if own.iter().all(|param| known.contains(param)) {
            return None;
        }
        let mut list = Vec::new();
        for param in own {
            if known.contains(&param) {
                list.push(code!(_));
                continue;
            }
            let by_result = || self.world.given(param, declared.result, result);
            let by_arguments = || {
                let params = declared.params.iter().zip(arguments);
                params
                    .filter_map(|(declared, actual)| self.world.given(param, declared.ty, *actual))
                    .next()
            };
            // A result `Null<T>` does not say if null is given for `T`, what a function gives does.
            let is_null = *declared.result.kind() == TyKind::Null(Ty::new(TyKind::Param(param)));
            let by_closure = is_null.then(|| {
                let params = declared.params.iter().zip(arguments);
                params
                    .filter(|(declared, _)| matches!(declared.ty.kind(), TyKind::Function(_)))
                    .filter_map(|(declared, actual)| self.world.given(param, declared.ty, *actual))
                    .next()
            });
            let found = by_closure.flatten().or_else(by_result);
            // What nothing says is of no consequence.
            let ty = found.or_else(by_arguments);
            let ty = ty.unwrap_or(Ty::new(TyKind::Dynamic(None)));
            self.world.bound_edge(param, ty);
            list.push(self.scope.argument_ty(ty));
        }
        Some(code!(::<#(#list),*>))
    }
}
