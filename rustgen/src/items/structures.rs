//! Anonymous structures: one struct per shape, in a module of their own.

use crate::code::ident;
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
            .map(|(ty, name)| (*ty, name.clone()));
        let Some((ty, name)) = next else { return out };
        done += 1;
        out.extend(structure(scope, ty, &name));
    }
}

fn structure(scope: &Scope<'_>, ty: Ty, name: &str) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(ty) else {
        return TokenStream::new();
    };
    let name = ident(name);
    let list = fields.iter().map(|field| {
        let rust = ident(&crate::names::snake(field.name.as_str()));
        let ty = scope.ty(world.structure_field_repr(field));
        let ty = match world.structure_cell(field) {
            FieldCell::Plain => ty,
            FieldCell::Cell => quote!(Cell<#ty>),
            FieldCell::RefCell => quote!(RefCell<#ty>),
        };
        quote!(pub #rust: #ty)
    });
    let mut out = quote!(pub struct #name { #(#list),* });
    if world.needs.borrow().shown_structures.contains(&ty) {
        let texts: Vec<String> = fields
            .iter()
            .map(|field| format!("{}: {{}}", field.name))
            .collect();
        let template = format!("{{{{{}}}}}", texts.join(", "));
        let values = fields.iter().map(|field| {
            let rust = ident(&crate::names::snake(field.name.as_str()));
            match world.structure_cell(field) {
                FieldCell::Plain => quote!(hx::show(&self.#rust)),
                FieldCell::Cell => quote!(hx::show(&self.#rust.get())),
                FieldCell::RefCell => quote!(hx::show(&hx::get(&self.#rust))),
            }
        });
        out.extend(quote!(
            impl hx::Show for #name {
                fn show(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                    write!(out, #template #(, #values)*)
                }
            }
        ));
    }
    if world.needs.borrow().identity_types.contains(&ty) {
        out.extend(quote!(impl hx::Identity for #name {}));
    }
    out
}
