//! One function with its head.

use super::{doc, generics};
use crate::code::{Code, ident};
use crate::emit::{Context, Exit, Form, Frame, Receiver};
use crate::marks::{self, code};
use crate::represent::Repr;
use crate::scope::Scope;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Function, TypeParamId, TypedBody};
use proc_macro2::TokenStream;
use quote::quote;

/// How a function is declared.
pub(crate) struct Head<'h> {
    /// Its Rust name.
    pub name: &'h str,
    /// `pub` or nothing.
    pub visibility: TokenStream,
    /// What `this` is.
    pub receiver: Receiver,
    /// The parameter for `this`, if there is one.
    pub this: Option<TokenStream>,
    /// Type parameters of the class that the function has to declare itself.
    pub outer: Vec<TypeParamId>,
}

/// A function with its body.
pub(crate) fn function(scope: &Scope<'_>, function: &Function, head: &Head<'_>) -> TokenStream {
    let before = marks::enter(scope.world.function_mark(function));
    let tokens = function_here(scope, function, head);
    marks::leave(before);
    tokens
}

fn function_here(scope: &Scope<'_>, function: &Function, head: &Head<'_>) -> TokenStream {
    let Some(typed) = function.body() else {
        return TokenStream::new();
    };
    let mut context = context(scope, function.id, typed, function.file, head.receiver);
    let (params, first) = parameters(&mut context, function);
    let body = match context.body.root {
        Some(root) => context.function_body(root),
        None => TokenStream::new(),
    };
    let signature = signature(scope, function, head, &params);
    let doc = doc(function.doc.as_deref());
    let visibility = &head.visibility;
    code!(#doc #visibility #signature { #first #body })
}

/// `fn name<T>(a: A) -> R`.
pub(crate) fn signature(
    scope: &Scope<'_>,
    function: &Function,
    head: &Head<'_>,
    params: &[TokenStream],
) -> TokenStream {
    let name = ident(head.name);
    let mut type_params = head.outer.clone();
    let mut all: Vec<TokenStream> = head.this.iter().cloned().collect();
    all.extend(params.iter().cloned());
    let result = result(scope, function).map(|ty| quote!(-> #ty));
    type_params.extend(scope.world.rust_type_params(function));
    let generics = generics(scope, &type_params, true);
    code!(fn #name #generics(#(#all),*) #result)
}

/// The result type; `None` for `()`.
pub(crate) fn result(scope: &Scope<'_>, function: &Function) -> Option<TokenStream> {
    let world = scope.world;
    let repr = world.repr(function.result, world.result_flag(function.id));
    scope.result_ty(repr, world.throws(function.id))
}

/// A context for a function's body.
pub(crate) fn context<'a>(
    scope: &'a Scope<'a>,
    member: MemberId,
    typed: &'a TypedBody,
    file: hx2rs_compiler::FileId,
    receiver: Receiver,
) -> Context<'a> {
    let world = scope.world;
    let declared = world.program.functions.get(&member);
    let result = match declared {
        Some(function) => world.repr(function.result, world.result_flag(member)),
        None => Repr {
            ty: hx2rs_compiler::hir::Ty::new(hx2rs_compiler::hir::TyKind::Void),
            null: false,
        },
    };
    let frame = Frame {
        result,
        throws: world.throws(member),
        exit: Exit::Function,
        loops: 0,
    };
    Context::new(scope, member, typed, file, receiver, frame)
}

/// The parameters, and what has to be done with them first.
pub(crate) fn parameters(
    context: &mut Context<'_>,
    function: &Function,
) -> (Vec<TokenStream>, TokenStream) {
    let locals = context.body.params.clone();
    let mut params = Vec::new();
    let mut first = TokenStream::new();
    for (at, local) in locals.iter().enumerate() {
        let declared = function.params.get(at);
        let flag = context.world.param_flag(function.id, at);
        let ty = declared.map_or(context.body.locals[*local].ty, |param| param.ty);
        let passed = context.world.repr(ty, flag);
        let rust = context.scope.ty(passed);
        let (param, start) = context.at_local(*local, |context| {
            let name = context.name(*local);
            let is_read = context.is_read(*local);
            if !is_read || context.is_set_later(*local) {
                let unused = ident(&format!("_{name}").replace("r#", ""));
                let start = is_read.then(|| context.declare_unset(*local));
                return (code!(#unused: #rust), start.unwrap_or_default());
            }
            let binding = context.binding(*local);
            let written = context.is_written(*local);
            if binding.form == Form::Plain && binding.repr.null == passed.null {
                let mutable = written.then(|| code!(mut));
                return (code!(#mutable #name: #rust), TokenStream::new());
            }
            let start = context.parameter_start(*local, Code::ident(&name), passed, written);
            (code!(#name: #rust), start)
        });
        params.push(param);
        first.extend(start);
    }
    (params, first)
}

/// Parameters of a method without a body.
pub(crate) fn abstract_parameters(scope: &Scope<'_>, function: &Function) -> Vec<TokenStream> {
    let world = scope.world;
    let params = function.params.iter().enumerate();
    params
        .map(|(at, param)| {
            let name = ident(&crate::names::snake(param.name.as_str()));
            let ty = scope.ty(world.repr(param.ty, world.param_flag(function.id, at)));
            code!(#name: #ty)
        })
        .collect()
}
