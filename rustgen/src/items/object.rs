//! `impl hx::Object`: what a value of the program has to answer where its type is known to the program only. Emitted for
//! what gets into Dynamic or is thrown, and for nothing else.

use super::{arguments, generics};
use crate::code::ident;
use crate::marks::code;
use crate::scope::Scope;
use crate::world::World;
use hx2rs_compiler::hir::{ClassDef, EnumDef, Implementation};
use hx2rs_compiler::{DefId, Name};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Of a class that is instantiated.
pub(crate) fn class(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    if !gets_into_dynamic(world, id) {
        return TokenStream::new();
    }
    let name = ident(&scope.struct_name(id));
    let params: Vec<_> = class
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let mut offers = Vec::new();
    if world.is_exception(id) {
        let mut base = code!(self.base);
        for _ in 0..world.classes.depth(id, world.exception_top(id)) {
            base = code!(#base.base);
        }
        let make = if has_own_text(world, id) {
            code!(shown_object)
        } else {
            code!(object)
        };
        offers.push(code!(view.offer(|| hx::Exception::#make(Rc::clone(&self), &#base));));
    }
    for def in world.plan.families.above(id) {
        if !world.needs.borrow().viewed.contains(&def) {
            continue;
        }
        if !world.classes.is_trait(def) {
            if def == id {
                offers.push(code!(view.offer(|| Rc::clone(&self));));
            }
            continue;
        }
        let Some(given) = super::traits::arguments_above(scope, class, def) else {
            continue;
        };
        let object = scope.class_ty(def, &given);
        offers.push(code!(view.offer::<Rc<#object>>(|| self.clone());));
    }
    let path = id.path();
    let view = view(&offers);
    code!(
        impl #bounded hx::Object for #name #list {
            fn class(&self) -> &'static str {
                #path
            }

            #view
        }
    )
}

fn view(offers: &[TokenStream]) -> TokenStream {
    if offers.is_empty() {
        return quote!(
            fn view(self: Rc<Self>, _view: &mut hx::View) {}
        );
    }
    quote!(fn view(self: Rc<Self>, view: &mut hx::View) { #(#offers)* })
}

/// Whether instances of a class are seen as Dynamic, by its own type or that of something above it.
fn gets_into_dynamic(world: &World<'_>, id: DefId) -> bool {
    let items = &world.needs.borrow().dynamic_items;
    world
        .plan
        .families
        .above(id)
        .any(|above| items.contains(&above))
}

/// Whether an exception class has a `toString` of the program's, not the library's.
fn has_own_text(world: &World<'_>, id: DefId) -> bool {
    let method = world.plan.families.method(id, Name::new("toString"));
    let found = method.and_then(|method| world.program.functions.get(&method));
    found.is_some_and(|found| matches!(found.implementation, Implementation::Body(_)))
}

/// Of an enum.
pub(crate) fn enumeration(scope: &Scope<'_>, def: &EnumDef) -> TokenStream {
    let world = scope.world;
    let id = def.header.id;
    if !world.needs.borrow().dynamic_items.contains(&id) {
        return TokenStream::new();
    }
    let name = ident(&world.names.ty(id));
    let params: Vec<_> = def
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let path = id.path();
    let plain = world.is_plain_enum(id);
    let (offer, identical) = if plain {
        (code!(*self), code!(hx::same_type(other) == Some(self)))
    } else {
        (
            code!(self),
            code!(hx::same_type(other).is_some_and(|other| hx::Identity::identical(self, other))),
        )
    };
    let counted = plain.then(|| {
        code!(
            impl hx::Nullable for #name {}

            impl hx::AsDynamic for #name {
                fn to_dynamic(self) -> Option<hx::Dynamic> {
                    Some(hx::Dynamic::object(self))
                }

                fn from_dynamic(value: &hx::Dynamic) -> Option<Self> {
                    value.downcast()
                }
            }
        )
    });
    code!(
        #counted

        impl #bounded hx::Object for #name #list {
            fn class(&self) -> &'static str {
                #path
            }

            fn view(self: Rc<Self>, view: &mut hx::View) {
                view.offer(|| #offer);
            }

            fn identical(&self, other: &dyn hx::Object) -> bool {
                #identical
            }
        }
    )
}

/// Of an anonymous structure.
pub(crate) fn structure(name: &Ident, open: bool, params: &[Ident]) -> TokenStream {
    let generics = open.then(|| quote!(<#(#params),*>));
    let bounded = open.then(|| quote!(<#(#params: hx::Show + Clone + 'static),*>));
    quote!(
        impl #bounded hx::Object for #name #generics {
            fn class(&self) -> &'static str {
                "structure"
            }

            fn view(self: Rc<Self>, view: &mut hx::View) {
                view.offer(|| self);
            }
        }
    )
}
