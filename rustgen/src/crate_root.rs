//! `main`, and what runs before it.

use crate::code::ident;
use crate::emit::Receiver;
use crate::items::filled;
use crate::marks::{self, code};
use crate::scope::Scope;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::Function;
use proc_macro2::TokenStream;
use quote::quote;

/// The name of `main`, unless the program calls it itself or something runs behind it.
const MAIN: &str = "main";

/// The program's `main`.
pub(crate) fn main_function(scope: &Scope<'_>, found: &Function) -> TokenStream {
    let world = scope.world;
    let Some(typed) = found.body() else {
        return TokenStream::new();
    };
    let before = marks::enter(world.function_mark(found));
    let after = world.program.after_main;
    let steps = [Some(found.id), after].into_iter().flatten();
    let throws = steps.clone().any(|step| world.throws(step)) || world.init_throws();
    // A `main` that the program calls itself, or that something runs behind, is a function like any other.
    let body = if is_whole(scope, found.id) {
        let mut context = crate::items::context(scope, found.id, typed, found.file, Receiver::None);
        context.frame.throws = throws;
        let body = context.body.root.map(|root| context.function_body(root));
        body.unwrap_or_default()
    } else {
        let count = steps.clone().count();
        let mut calls = TokenStream::new();
        for (at, step) in steps.enumerate() {
            let function = scope.member(step);
            calls.extend(match (throws, world.throws(step), at + 1 == count) {
                (true, true, true) | (false, _, true) => code!(#function()),
                (true, false, true) => code!(#function(); Ok(())),
                (true, true, false) => code!(#function()?;),
                (true, false, false) | (false, _, false) => code!(#function();),
            });
        }
        calls
    };
    let (init, start) = init(scope);
    let doc = crate::items::doc(found.doc.as_deref());
    let plain = !throws && !needs_runtime(scope, found);
    let code = if plain {
        code!(#doc fn main() { #start #body } #init)
    } else {
        let result = throws.then(|| code!(-> Result<(), hx::Exception>));
        let name = ident("run");
        code!(
            fn main() -> ExitCode {
                hx::run(#name)
            }

            #doc
            fn #name() #result { #start #body }

            #init
        )
    };
    marks::leave(before);
    code
}

/// Whether the function is Rust's `main` itself, or what that runs: it is none that other code could call.
pub(crate) fn is_whole(scope: &Scope<'_>, main: MemberId) -> bool {
    scope.world.names.member(main) == MAIN
}

/// `init`, which fills static variables in the official order, and its call.
fn init(scope: &Scope<'_>) -> (TokenStream, TokenStream) {
    let filled = filled(scope);
    let resolves = &scope.world.plan.reflection.resolves;
    let named =
        (!resolves.is_none()).then(|| code!(hx::reflect::name_types(crate::reflection::TYPES);));
    if filled.is_empty() {
        return (TokenStream::new(), code!(#named));
    }
    let doc = quote!(#[doc = " Gives the static variables their first values."]);
    if scope.world.init_throws() {
        let function = code!(#doc fn init() -> Result<(), hx::Exception> { #filled Ok(()) });
        (function, code!(#named init()?;))
    } else {
        (code!(#doc fn init() { #filled }), code!(#named init();))
    }
}

/// What a library has at its root: `init`, which Rust code calls once before anything else. It is there also if it has
/// nothing to do, so that callers need not know.
pub(crate) fn library_start(scope: &Scope<'_>) -> TokenStream {
    let filled = filled(scope);
    let doc = quote!(#[doc = " Gives the static variables their first values. To be called once, before anything else."]);
    if scope.world.init_throws() {
        code!(#doc pub fn init() -> Result<(), hx::Exception> { #filled Ok(()) })
    } else {
        code!(#doc pub fn init() { #filled })
    }
}

/// Whether the program can fault, or holds objects whose chains could be long.
fn needs_runtime(scope: &Scope<'_>, found: &Function) -> bool {
    let world = scope.world;
    let faults = world
        .plan
        .functions
        .get(&found.id)
        .is_some_and(|plan| plan.faults);
    let objects = world.plan.classes.values().any(|class| class.instantiated)
        || world.plan.enums.values().any(|plan| plan.recursive);
    let bodies = world
        .plan
        .functions
        .keys()
        .filter(|id| crate::items::reached(scope, **id).is_some());
    faults || objects || bodies.count() > 1
}
