//! `main`, and what runs before it.

use crate::code::ident;
use crate::emit::Receiver;
use crate::items::filled;
use crate::marks::{self, code};
use crate::scope::Scope;
use hx2rs_compiler::hir::Function;
use proc_macro2::TokenStream;
use quote::quote;

/// The name of `main`, unless the program calls it itself.
const MAIN: &str = "main";

/// The program's `main`.
pub(crate) fn main_function(scope: &Scope<'_>, found: &Function) -> TokenStream {
    let world = scope.world;
    let Some(typed) = found.body() else {
        return TokenStream::new();
    };
    let before = marks::enter(world.function_mark(found));
    let throws = world.throws(found.id) || world.init_throws();
    let name = world.names.member(found.id);
    // A `main` that the program calls itself is a function like any other.
    let (body, other) = if name == MAIN {
        let mut context = crate::items::context(scope, found.id, typed, found.file, Receiver::None);
        context.frame.throws = throws;
        let body = context.body.root.map(|root| context.function_body(root));
        (body.unwrap_or_default(), TokenStream::new())
    } else {
        let function = scope.member(found.id);
        let call = match (throws, world.throws(found.id)) {
            (true, true) | (false, _) => code!(#function()),
            (true, false) => code!(#function(); Ok(())),
        };
        (call, crate::items::plain_function(scope, found))
    };
    let (init, start) = init(scope);
    let doc = crate::items::doc(found.doc.as_deref());
    let plain = !throws && !needs_runtime(scope, found);
    let code = if plain {
        code!(#doc fn main() { #start #body } #init #other)
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

            #other
        )
    };
    marks::leave(before);
    code
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
