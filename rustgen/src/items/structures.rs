//! Anonymous structures: one struct per set of fields, in a module of their own.

use crate::code::{ident, plain_ident};
use crate::represent::Kind;
use crate::scope::Scope;
use hx2rs_compiler::hir::Ty;
use hx2rs_compiler::mir::FieldCell;
use proc_macro2::TokenStream;
use quote::quote;

/// The structs of all shapes that are used.
pub(crate) fn structures(scope: &Scope<'_>) -> TokenStream {
    let world = scope.world;
    let mut out = TokenStream::new();
    let mut done = 0;
    loop {
        let next = world
            .needs
            .borrow()
            .structures
            .get_index(done)
            .map(|(_, entry)| entry.clone());
        let Some((name, ty)) = next else { return out };
        done += 1;
        out.extend(structure(scope, ty, &name));
    }
}

fn structure(scope: &Scope<'_>, ty: Ty, name: &str) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(ty) else {
        return TokenStream::new();
    };
    let _ = name;
    let name = ident(&world.literal_name(ty));
    let fields: Vec<_> = fields
        .iter()
        .filter(|field| world.holds_structure_field(ty, field.name))
        .collect();
    let open = world.is_open_shape(ty) && !fields.is_empty();
    let params: Vec<_> = (0..fields.len())
        .map(|at| plain_ident(&format!("T{at}")))
        .collect();
    let list = fields.iter().zip(&params).map(|(field, param)| {
        let rust = ident(&crate::names::snake(field.name.as_str()));
        let held = if open {
            quote!(#param)
        } else {
            scope.ty(world.structure_field_repr(field))
        };
        let held = match world.structure_cell(ty, field) {
            FieldCell::Plain => held,
            FieldCell::Cell => quote!(Cell<#held>),
            FieldCell::RefCell => quote!(RefCell<#held>),
        };
        quote!(pub #rust: #held)
    });
    let generics = open.then(|| quote!(<#(#params),*>));
    let shape = world.shape(ty);
    let viewed = world.is_viewed(ty);
    let mut out = if viewed {
        super::views::structure(scope, ty, &params)
    } else {
        TokenStream::new()
    };
    if viewed && world.needs.borrow().identity_shapes.contains(&shape) {
        let object = ident(&world.structure_name(ty));
        out.extend(quote!(impl #generics hx::Identity for dyn #object #generics {}));
    }
    if viewed && !world.needs.borrow().built_shapes.contains(&shape) {
        return out;
    }
    out.extend(quote!(pub struct #name #generics { #(#list),* }));
    if world.needs.borrow().shown_structures.contains(&shape) {
        out.extend(text(scope, ty, open, &params));
    }
    if world.needs.borrow().dynamic_shapes.contains(&shape) {
        out.extend(super::object::structure(scope, ty, &name, open, &params));
    }
    if !viewed && world.needs.borrow().identity_shapes.contains(&shape) {
        out.extend(quote!(impl #generics hx::Identity for #name #generics {}));
    }
    out
}

/// `{x: 1, y: 2}`.
fn text(scope: &Scope<'_>, ty: Ty, open: bool, params: &[proc_macro2::Ident]) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(ty) else {
        return TokenStream::new();
    };
    let name = ident(&world.literal_name(ty));
    let generics = open.then(|| quote!(<#(#params),*>));
    let bounded = open.then(|| quote!(<#(#params: hx::Show + Clone),*>));
    let mut fields: Vec<_> = fields.iter().collect();
    if let Some(order) = world.needs.borrow().orders.get(&world.shape(ty)) {
        fields.sort_by_key(|field| order.iter().position(|name| *name == field.name));
    }
    let texts: Vec<String> = fields
        .iter()
        .map(|field| format!("{}: {{}}", field.name))
        .collect();
    let template = format!("{{{{{}}}}}", texts.join(", "));
    let values = fields.iter().map(|field| {
        let rust = ident(&crate::names::snake(field.name.as_str()));
        match world.structure_cell(ty, field) {
            FieldCell::Plain => quote!(hx::show(&self.#rust)),
            FieldCell::Cell => quote!(hx::show(&self.#rust.get())),
            FieldCell::RefCell => quote!(hx::show(&hx::get(&self.#rust))),
        }
    });
    quote!(
        impl #bounded hx::Show for #name #generics {
            fn show(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                write!(out, #template #(, #values)*)
            }
        }
    )
}
