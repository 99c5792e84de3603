//! `main`, and what runs before it.

use crate::code::ident;
use crate::emit::Receiver;
use crate::items::initialised;
use crate::marks::{self, code};
use crate::scope::Scope;
use hx2rs_compiler::hir::Function;
use proc_macro2::TokenStream;

/// The program's `main`.
pub(crate) fn main_function(scope: &Scope<'_>, found: &Function) -> TokenStream {
    let world = scope.world;
    let Some(typed) = found.body() else {
        return TokenStream::new();
    };
    let before = marks::enter(world.marks.borrow_mut().mark(found.file, found.range.start));
    let mut context = crate::items::context(scope, found.id, typed, found.file, Receiver::None);
    let body = match typed.body.root {
        Some(root) => context.function_body(root),
        None => TokenStream::new(),
    };
    let start = initialised(scope);
    let doc = crate::items::doc(found.doc.as_deref());
    let throws = world.throws(found.id);
    let plain = !throws && !needs_runtime(scope, found);
    let code = if plain {
        code!(#doc fn main() { #(#start)* #body })
    } else {
        let result = throws.then(|| code!(-> Result<(), hx::Exception>));
        let name = ident("run");
        code!(
            fn main() -> ExitCode {
                hx::run(#name)
            }

            #doc
            fn #name() #result { #(#start)* #body }
        )
    };
    marks::leave(before);
    code
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
