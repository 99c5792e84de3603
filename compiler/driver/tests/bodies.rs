//! Bodies from Haxe text to HIR dumps and to diagnostics.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests read and print.

mod support;

use support::try_file;

#[test]
fn scratch() {
    if let Ok(path) = std::env::var("HX2RS_SCRATCH") {
        println!("{}", try_file(&path));
    }
}
