//! Bodies from Haxe text to HIR dumps (`lowering`) and to diagnostics (`mistakes`). Both compare with snapshots.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used
)] // Tests read, print and fail.

mod lowering;
mod mistakes;
mod program;
mod scratch;
