//! Bodies from Haxe text to HIR dumps and to diagnostics.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests read and print.

mod support;

#[test]
fn scratch() {
    if let Ok(path) = std::env::var("HX2RS_SCRATCH") {
        println!("{}", support::try_file(&path));
    }
    if let Ok(path) = std::env::var("HX2RS_SCRATCH_ALL") {
        support::try_all(&path);
    }
}
