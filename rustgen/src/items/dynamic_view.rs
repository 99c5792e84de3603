//! Values out of Dynamic as structures: their fields by name. How values whose types are known are seen as structures
//! stands in `views.rs`.

use super::views::{Nothing, Signatures, further, refuse, trait_ty};
use crate::code::{self, Code};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::scope::Scope;
use hx2rs_compiler::hir::{Ty, TyKind};
use proc_macro2::TokenStream;
use quote::quote;

/// `impl HasX for hx::Dynamic`.
pub(super) fn of_dynamic(scope: &Scope<'_>, to: Ty) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(to) else {
        return TokenStream::new();
    };
    let dynamic = Repr {
        ty: Ty::new(TyKind::Dynamic(None)),
        null: true,
    };
    let nothing = Nothing::new(dynamic.ty);
    let Some(mut context) = nothing.context(scope) else {
        return TokenStream::new();
    };
    let shape = world.shape(to);
    let mut inside = TokenStream::new();
    for field in fields {
        let form = world.structure_field_repr(field);
        let signatures = Signatures::new(scope, &shape, field, scope.ty(form));
        let text = code::text(field.name.as_str());
        if let Some(get) = &signatures.get {
            let read = Code::tight(code!(self)).method("member", std::slice::from_ref(&text));
            match context.field_of_dynamic(nothing.expr(), read, field) {
                Some(value) => inside.extend(quote!(#get { #value })),
                None => refuse(scope, context.file, field),
            }
        }
        if let Some(set) = &signatures.set {
            let value = Code::ident(&signatures.name);
            match context.coerce(nothing.expr(), value, form, dynamic) {
                Some(value) => {
                    let write = Code::tight(code!(self)).method("set_member", &[text, value]);
                    inside.extend(quote!(#set { #write; }));
                }
                None => refuse(scope, context.file, field),
            }
        }
    }
    inside.extend(further(scope, &shape));
    let object = trait_ty(scope, None, to);
    quote!(impl #object for hx::Dynamic { #inside })
}
