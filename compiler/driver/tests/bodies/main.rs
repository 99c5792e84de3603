//! Bodies from Haxe text to HIR dumps (`lowering`) and to diagnostics (`mistakes`). Both compare with snapshots.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests read and print.

mod lowering;
mod mistakes;
mod program;
mod scratch;
