//! Static variables: constants, and cells of the thread. Initialisers with effects run once, in the official order.

use super::function::context;
use super::{doc, visibility};
use crate::code::ident;
use crate::emit::{Exit, Receiver};
use crate::marks::{self, code};
use crate::represent::Kind;
use crate::scope::Scope;
use hx2rs_compiler::hir::{Const, Field};
use hx2rs_compiler::mir::reach::has_effect;
use hx2rs_compiler::{FileId, MemberId};
use proc_macro2::TokenStream;
use quote::quote;

/// A static variable, if the program uses it.
pub(crate) fn variable(scope: &Scope<'_>, field: &Field, file: FileId) -> TokenStream {
    let world = scope.world;
    if !world.plan.statics.contains_key(&field.id) {
        return TokenStream::new();
    }
    let before = marks::enter(world.marks.borrow_mut().mark(file, field.range.start));
    let tokens = variable_here(scope, field, file);
    marks::leave(before);
    tokens
}

fn variable_here(scope: &Scope<'_>, field: &Field, file: FileId) -> TokenStream {
    let world = scope.world;
    let name = ident(&world.names.member(field.id));
    let visibility = visibility(scope);
    let doc = doc(field.doc.as_deref());
    if let Some(constant) = world.constant_static(field.id) {
        let read = world
            .plan
            .statics
            .get(&field.id)
            .is_some_and(|plan| plan.read);
        if !read {
            return TokenStream::new();
        }
        let repr = world.repr(field.ty, false);
        let ty = scope.ty(repr);
        let float = matches!(world.kind(repr.ty), Kind::Float);
        let value = constant_tokens(constant, float);
        return code!(#doc #visibility const #name: #ty = #value;);
    }
    let read = world
        .plan
        .statics
        .get(&field.id)
        .is_some_and(|plan| plan.read);
    let repr = world.static_repr(field.id);
    let ty = scope.ty(repr);
    let copy = world.is_copy(repr);
    let plain = world.static_is_plain(field.id) && !copy;
    let value = match &field.initialiser {
        Some(typed) => {
            let mut context = context(scope, field.id, typed, file, Receiver::None);
            context.frame.exit = Exit::Function;
            match typed.body.root {
                Some(root) => {
                    let code = context.owned(root, repr);
                    code!(#code)
                }
                None => quote!(Default::default()),
            }
        }
        None if world.has_default(repr) => quote!(Default::default()),
        None => {
            world.unsupported(
                file,
                None,
                field.range,
                "a static variable of this type without a first value is",
            );
            TokenStream::new()
        }
    };
    if !read {
        let start = ident(&format!(
            "start_{}",
            crate::names::snake(field.id.name().as_str())
        ));
        let statement = if world.is_copy(repr) {
            quote!(let _ = #value;)
        } else {
            quote!(drop(#value);)
        };
        return code!(#visibility fn #start() { #statement });
    }
    let is_const = field.initialiser.as_ref().is_none_or(|typed| {
        typed.body.root.is_some_and(|root| {
            matches!(typed.body.exprs[root], hx2rs_compiler::hir::Expr::Const(_))
        })
    }) && !value.to_string().contains("Default");
    let (cell, value) = if plain {
        (ty, value)
    } else if copy {
        (quote!(Cell<#ty>), quote!(Cell::new(#value)))
    } else {
        (quote!(RefCell<#ty>), quote!(RefCell::new(#value)))
    };
    let value = if is_const {
        quote!(const { #value })
    } else {
        value
    };
    code!(thread_local! { #doc #visibility static #name: #cell = #value; })
}

fn constant_tokens(constant: &Const, float: bool) -> TokenStream {
    let code = crate::emit::constant_code(constant, float);
    code!(#code)
}

/// The static variables whose initialisers have effects, in the official order: what touches each.
pub(crate) fn initialised(scope: &Scope<'_>) -> Vec<TokenStream> {
    let world = scope.world;
    let mut out = Vec::new();
    for member in &world.program.static_order {
        if world.plan.statics.contains_key(member)
            && let Some(field) = world.field(*member)
            && let Some(typed) = &field.initialiser
            && typed
                .body
                .root
                .is_some_and(|root| has_effect(&typed.body, root))
        {
            out.push(touch(scope, *member));
        }
    }
    out
}

fn touch(scope: &Scope<'_>, member: MemberId) -> TokenStream {
    let world = scope.world;
    let path = scope.free(member);
    if world
        .plan
        .statics
        .get(&member)
        .is_some_and(|plan| plan.read)
    {
        return code!(#path.with(|_| {}););
    }
    let name = ident(&format!(
        "start_{}",
        crate::names::snake(member.name().as_str())
    ));
    let mut parts: Vec<_> = path.into_iter().collect();
    parts.pop();
    let parts: TokenStream = parts.into_iter().collect();
    code!(#parts #name();)
}
