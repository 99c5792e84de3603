//! Traits of polymorphic classes and interfaces, and their implementations for the structs that are instantiated.

use super::class::{reached, required};
use super::function::{Head, function, signature};
use super::{arguments, doc, generics, visibility};
use crate::code::{Code, ident};
use crate::emit::Receiver;
use crate::hierarchy::{Placement, class_def};
use crate::marks::code;
use crate::represent::Kind;
use crate::scope::Scope;
use hx2rs_compiler::hir::{ClassDef, Function, Ty, TyKind};
use hx2rs_compiler::{DefId, MemberId};
use proc_macro2::TokenStream;

/// `trait C: … { … }`.
pub(crate) fn declaration(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let name = ident(&world.names.ty(id));
    let params: Vec<_> = class
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    let generics = generics(scope, &params, true);
    let visibility = visibility(scope);
    let mut above = supertraits(scope, class);
    if world.needs.borrow().dynamic_items.contains(&id) {
        above.push(code!(hx::Erase));
    } else if world.needs.borrow().shown_classes.contains(&id) {
        above.push(code!(hx::Show));
    }
    let above = if above.is_empty() {
        TokenStream::new()
    } else {
        code!(: #(#above)+*)
    };
    let mut inside = TokenStream::new();
    if world.needs.borrow().accessors.contains(&id) {
        let accessor = ident(&world.accessor(id));
        let base = scope.struct_item(id);
        let list = arguments(scope, &params);
        inside.extend(code!(fn #accessor(&self) -> &#base #list;));
    }
    inside.extend(super::accessors::declared(scope, class));
    inside.extend(super::dispatch::declared(scope, id));
    for to in seen_as(scope, id) {
        let view = ident(&world.view_name(to));
        let own: Vec<Ty> = params
            .iter()
            .map(|param| Ty::new(TyKind::Param(*param)))
            .collect();
        let object = scope.view_ty(Some((id, &own)), to);
        inside.extend(code!(fn #view(self: Rc<Self>) -> Rc<#object>;));
    }
    let declared: Vec<MemberId> = world.classes.declares(id).to_vec();
    for method in declared {
        let Some(found) = world.program.functions.get(&method) else {
            continue;
        };
        let escapes = world.this_escapes(method);
        let default = reached(scope, method).is_some()
            && world.classes.placement(world.plan, method) == Placement::TraitDefault;
        if default {
            inside.extend(function(
                scope,
                found,
                &Head {
                    name: &world.names.member(method),
                    visibility: TokenStream::new(),
                    receiver: Receiver::Trait,
                    this: Some(code!(&self)),
                    outer: Vec::new(),
                },
            ));
        } else {
            let this = if escapes {
                code!(self: Rc<Self>)
            } else {
                code!(&self)
            };
            inside.extend(required(scope, found, this));
        }
    }
    let tests: Vec<_> = world
        .needs
        .borrow()
        .type_tests
        .iter()
        .copied()
        .filter(|(base, _)| *base == id)
        .collect();
    for (base, target) in tests {
        let test = ident(&world.type_test_name(base, target));
        let own: Vec<Ty> = world
            .type_params(base)
            .into_iter()
            .map(|param| Ty::new(TyKind::Param(param)))
            .collect();
        let ty = tested_ty(scope, base, &own, target);
        inside.extend(code!(fn #test(self: Rc<Self>) -> Option<Rc<#ty>> { None }));
    }
    let doc = doc(class.header.doc.as_deref());
    code!(#doc #visibility trait #name #generics #above { #inside })
}

/// `trait IntoC`: of what generic code holds as a `C`.
pub(crate) fn conversion(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let givers: Vec<DefId> = world
        .needs
        .borrow()
        .becomes
        .iter()
        .filter(|(target, _)| *target == id)
        .map(|(_, giver)| *giver)
        .collect();
    if givers.is_empty() {
        return TokenStream::new();
    }
    let params = world.type_params(id);
    for param in &params {
        world.need(Ty::new(TyKind::Param(*param)), crate::world::Bound::Static);
    }
    let own: Vec<Ty> = params
        .iter()
        .map(|param| Ty::new(TyKind::Param(*param)))
        .collect();
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let (item, trait_item) = (scope.item(id), scope.conversion_item(id));
    let object = scope.class_ty(id, &own);
    let method = ident(&world.conversion_name(id));
    let visibility = visibility(scope);
    let text = format!(" What can be held as a [`{}`].", world.names.ty(id));
    let mut out = quote::quote!(#[doc = #text]);
    out.extend(code!(#visibility trait #trait_item #bounded { fn #method(self) -> Rc<#object>; }));
    if givers.iter().any(|giver| !world.classes.is_trait(*giver)) {
        let inner: Vec<TokenStream> = bounded
            .clone()
            .into_iter()
            .map(|token| code!(#token))
            .collect();
        let inner = inner
            .get(1..inner.len().saturating_sub(1))
            .unwrap_or_default();
        let comma = (!inner.is_empty()).then(|| code!(,));
        out.extend(code!(
            impl<#(#inner)* #comma Object: #item #list + 'static> #trait_item #list for Rc<Object> {
                fn #method(self) -> Rc<#object> { self }
            }
        ));
    }
    for giver in givers {
        if !world.classes.is_trait(giver) {
            continue;
        }
        let own = world.type_params(giver);
        let (bounded, _) = (generics(scope, &own, true), ());
        let of: Vec<Ty> = own
            .iter()
            .map(|param| Ty::new(TyKind::Param(*param)))
            .collect();
        let given = hx2rs_compiler::mir::family::arguments_above(world.program, giver, &of, id)
            .unwrap_or_default();
        let list = scope.class_arguments(id, &given);
        let from = scope.class_ty(giver, &of);
        let to = scope.class_ty(id, &given);
        out.extend(code!(
            impl #bounded #trait_item #list for Rc<#from> {
                fn #method(self) -> Rc<#to> { self }
            }
        ));
    }
    out
}

/// The structure types that are traits as which variables of a class are seen.
fn seen_as(scope: &Scope<'_>, id: DefId) -> Vec<Ty> {
    let world = scope.world;
    let views = world.needs.borrow().views.clone();
    let mut found: Vec<Ty> = Vec::new();
    for (from, to) in views {
        let is_it = matches!(world.kind(from), Kind::Class(def, _) if def == id);
        if is_it
            && !found
                .iter()
                .any(|known| world.shape(*known) == world.shape(to))
        {
            found.push(to);
        }
    }
    found
}

/// The class that a type test asks for, of objects of the class `base` with these type arguments.
fn tested_ty(scope: &Scope<'_>, base: DefId, given: &[Ty], target: DefId) -> TokenStream {
    let known = scope
        .world
        .arguments_below(base, target)
        .unwrap_or_default();
    let list: Vec<Ty> = known
        .iter()
        .filter_map(|at| given.get(*at).copied())
        .collect();
    scope.class_ty(target, &list)
}

/// The traits right above a class: of its base class, and its interfaces with those of structs in between.
fn supertraits(scope: &Scope<'_>, class: &ClassDef) -> Vec<TokenStream> {
    let world = scope.world;
    let mut out = Vec::new();
    let mut at = Some(class);
    while let Some(found) = at {
        for ty in &found.implements {
            out.push(trait_ty(scope, *ty));
        }
        let Some(extends) = found.extends else { break };
        let Some(parent) = world.classes.parent(found.header.id) else {
            break;
        };
        if world.classes.is_trait(parent) {
            out.push(trait_ty(scope, extends));
            break;
        }
        at = class_def(world.program, parent);
    }
    out
}

fn trait_ty(scope: &Scope<'_>, ty: Ty) -> TokenStream {
    if let TyKind::Class(def, list) = scope.world.bare(ty).kind() {
        let item = scope.item(*def);
        let list = scope.class_arguments(*def, list);
        code!(#item #list)
    } else {
        TokenStream::new()
    }
}

/// `impl T for C` for every trait of an instantiated class.
pub(crate) fn implementations(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let mut out = TokenStream::new();
    let traits: Vec<DefId> = world.classes.traits(id).to_vec();
    for of in traits {
        out.extend(implementation(scope, class, of));
    }
    out
}

fn implementation(scope: &Scope<'_>, class: &ClassDef, of: DefId) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let name = ident(&scope.struct_name(id));
    let params: Vec<_> = class
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let Some(arguments_of) = arguments_above(scope, class, of) else {
        return TokenStream::new();
    };
    let item = scope.item(of);
    let trait_list = scope.class_arguments(of, &arguments_of);
    let mut inside = TokenStream::new();
    if world.needs.borrow().accessors.contains(&of) {
        let accessor = ident(&world.accessor(of));
        let base = scope.struct_item(of);
        let path = base_reference(scope, id, of);
        inside.extend(code!(fn #accessor(&self) -> &#base #trait_list { #path }));
    }
    inside.extend(super::accessors::implemented(
        scope,
        class,
        of,
        &arguments_of,
    ));
    inside.extend(super::dispatch::implemented(scope, of, id));
    for to in seen_as(scope, of) {
        let view = ident(&world.view_name(to));
        let object = scope.view_ty(Some((of, &arguments_of)), to);
        inside.extend(code!(fn #view(self: Rc<Self>) -> Rc<#object> { self }));
    }
    for method in world.classes.declares(of).to_vec() {
        inside.extend(method_implementation(scope, class, of, method));
    }
    let tests: Vec<_> = world
        .needs
        .borrow()
        .type_tests
        .iter()
        .copied()
        .filter(|(base, _)| *base == of)
        .collect();
    for (base, target) in tests {
        if world.plan.families.is_below(id, target) {
            let test = ident(&world.type_test_name(base, target));
            let ty = tested_ty(scope, base, &arguments_of, target);
            inside.extend(code!(fn #test(self: Rc<Self>) -> Option<Rc<#ty>> { Some(self) }));
        }
    }
    code!(impl #bounded #item #trait_list for #name #list { #inside })
}

/// `&self.base.base`.
pub(super) fn base_reference(scope: &Scope<'_>, from: DefId, to: DefId) -> TokenStream {
    let depth = scope.world.classes.depth(from, to);
    if depth == 0 {
        return code!(self);
    }
    let mut path = code!(self);
    let mut next = Some(from);
    for _ in 0..depth {
        path = code!(#path.base);
        if let Some(def) = next {
            scope.world.needs.borrow_mut().opened_bases.insert(def);
            next = scope.world.classes.parent(def);
        }
    }
    code!(&#path)
}

/// What a class gives for the parameters of a trait above it.
pub(crate) fn arguments_above(scope: &Scope<'_>, class: &ClassDef, of: DefId) -> Option<Vec<Ty>> {
    let params = class.header.type_params.iter();
    let own: Vec<Ty> = params
        .map(|param| Ty::new(TyKind::Param(param.id)))
        .collect();
    hx2rs_compiler::mir::family::arguments_above(scope.world.program, class.header.id, &own, of)
}

/// One method of `impl T for C`: the body itself, or a call of where it stands; nothing where the default serves.
fn method_implementation(
    scope: &Scope<'_>,
    class: &ClassDef,
    of: DefId,
    method: MemberId,
) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let Some(found_id) = world.plan.families.method(id, method.name()) else {
        return TokenStream::new();
    };
    let Some(found) = world.program.functions.get(&found_id) else {
        return TokenStream::new();
    };
    let escapes = world
        .plan
        .functions
        .get(&found_id)
        .is_some_and(|plan| plan.this_escapes);
    let this = if escapes {
        code!(self: Rc<Self>)
    } else {
        code!(&self)
    };
    let name = world.names.member(found_id);
    let rust_name = world.names.member(method);
    if reached(scope, found_id).is_none() {
        // Called on other classes only, or implemented by the prelude. What the trait says, others may have asked for.
        let this = match world.this_escapes(method) {
            true => code!(self: Rc<Self>),
            false => this,
        };
        return unreached(scope, found, this, &rust_name);
    }
    let owner = found_id.owner();
    let forward = |target: TokenStream, first: TokenStream| {
        if world.classes.narrowed.contains(&found_id) || world.classes.widened.contains(&found_id) {
            return converting(scope, class, of, (method, found), &this, (target, first));
        }
        let names = found
            .params
            .iter()
            .map(|param| ident(&crate::names::snake(param.name.as_str())));
        let signature = inherited_signature(scope, class, found, &this, &rust_name);
        code!(#signature { #target(#first #(#names),*) })
    };
    let rust = ident(&name);
    match world.classes.placement(world.plan, found_id) {
        Placement::TraitDefault if owner == of => TokenStream::new(),
        Placement::TraitDefault => {
            let item = scope.item(owner);
            forward(code!(#item::#rust), code!(self,))
        }
        Placement::BaseFunction => {
            let base = scope.struct_item(owner);
            if escapes {
                world.need_static(id);
                let object = {
                    let list = arguments_above(scope, class, owner).unwrap_or_default();
                    scope.class_ty(owner, &list)
                };
                return forward(code!(#base::#rust), code!(&(self as Rc<#object>),));
            }
            forward(code!(#base::#rust), code!(self,))
        }
        Placement::TraitImpl(home) if owner == id && home == of => function(
            scope,
            found,
            &Head {
                name: &rust_name,
                visibility: TokenStream::new(),
                receiver: if escapes {
                    Receiver::Owned
                } else {
                    Receiver::Reference
                },
                this: Some(this.clone()),
                outer: Vec::new(),
            },
        ),
        Placement::TraitImpl(home) if owner == id => {
            let item = scope.item(home);
            forward(code!(#item::#rust), code!(self,))
        }
        Placement::Inherent | Placement::TraitImpl(_) => {
            if owner == id {
                let own = scope.struct_item(id);
                let first = if escapes { code!(&self,) } else { code!(self,) };
                return forward(code!(#own::#rust), first);
            }
            let path = base_reference(scope, id, owner);
            let path: TokenStream = path
                .into_iter()
                .skip_while(|token| token.to_string() == "&")
                .collect();
            forward(code!(#path.#rust), TokenStream::new())
        }
    }
}

/// A method of a trait whose implementation takes or gives other types.
fn converting(
    scope: &Scope<'_>,
    class: &ClassDef,
    of: DefId,
    (method, found): (MemberId, &Function),
    this: &TokenStream,
    (target, first): (TokenStream, TokenStream),
) -> TokenStream {
    let world = scope.world;
    let Some(declared) = world.program.functions.get(&method) else {
        return TokenStream::new();
    };
    let form = |ty: Ty, flag: bool, of: DefId| {
        let given = arguments_above(scope, class, of).unwrap_or_default();
        let map: Vec<_> = world.type_params(of).into_iter().zip(given).collect();
        world.instance(ty, flag, ty.substitute(&map)).0
    };
    let nothing = super::views::Nothing::new(declared.result);
    let Some(mut context) = nothing.context(scope) else {
        return TokenStream::new();
    };
    let mut arguments = Vec::new();
    let mut good = true;
    let owner = found.id.owner();
    for (at, (outer, inner)) in declared.params.iter().zip(&found.params).enumerate() {
        let name = Code::ident(&ident(&crate::names::snake(outer.name.as_str())));
        let have = form(outer.ty, world.param_flag(method, at), of);
        let want = form(inner.ty, world.param_flag(found.id, at), owner);
        match context.coerce(nothing.expr(), name, have, want) {
            Some(code) => arguments.push(code),
            None => good = false,
        }
    }
    let throws = world.throws(found.id);
    let call = Code::tight(code!(#target(#first #(#arguments),*)));
    let call = if throws { call.question() } else { call };
    let have = form(found.result, world.result_flag(found.id), owner);
    let want = form(declared.result, world.result_flag(method), of);
    let signature = inherited_signature(scope, class, declared, this, &world.names.member(method));
    let void = matches!(world.kind(want.ty), Kind::Void);
    let result = if void {
        Some(code!(#call;))
    } else {
        let result = context.coerce(nothing.expr(), call, have, want);
        result.map(|code| {
            if throws {
                code!(Ok(#code))
            } else {
                code!(#code)
            }
        })
    };
    match (result, good) {
        (Some(result), true) => code!(#signature { #result }),
        _ => {
            world.unsupported(
                found.file,
                None,
                found.range,
                "an override of other types is",
            );
            TokenStream::new()
        }
    }
}

/// The signature of an inherited method, with what the class gives for the type parameters of the owner.
fn inherited_signature(
    scope: &Scope<'_>,
    class: &ClassDef,
    found: &Function,
    this: &TokenStream,
    name: &str,
) -> TokenStream {
    let world = scope.world;
    let owner = found.id.owner();
    let given = arguments_above(scope, class, owner).unwrap_or_default();
    let map: Vec<_> = world.type_params(owner).into_iter().zip(given).collect();
    let params = found.params.iter().enumerate().map(|(at, param)| {
        let name = ident(&crate::names::snake(param.name.as_str()));
        let flag = world.param_flag(found.id, at);
        let ty = scope.ty(world.instance(param.ty, flag, param.ty.substitute(&map)).0);
        code!(#name: #ty)
    });
    let result = world.instance(
        found.result,
        world.result_flag(found.id),
        found.result.substitute(&map),
    );
    let result = scope
        .result_ty(result.0, world.throws(found.id))
        .map(|ty| code!(-> #ty));
    let name = ident(name);
    code!(fn #name(#this, #(#params),*) #result)
}

/// A method that nothing calls on this class.
fn unreached(scope: &Scope<'_>, found: &Function, this: TokenStream, name: &str) -> TokenStream {
    let params: Vec<TokenStream> = found
        .params
        .iter()
        .enumerate()
        .map(|(at, param)| {
            let ty = scope.ty(scope
                .world
                .repr(param.ty, scope.world.param_flag(found.id, at)));
            code!(_: #ty)
        })
        .collect();
    let head = Head {
        name,
        visibility: TokenStream::new(),
        receiver: Receiver::None,
        this: Some(this),
        outer: Vec::new(),
    };
    let signature = signature(scope, found, &head, &params);
    code!(#signature { unreachable!() })
}
