//! The harness of the differential tests: reads the literate sheets of `tests/suite` and the programs of `examples/`,
//! turns each into a [`Fixture`], and runs fixtures on the interpreter, as shipped Rust and on the official compiler.
//!
//! It is not a test itself and knows nothing of the compiler's insides: engines are reached through the `hx2rs` command line
//! only, so that whatever is tested is what a user runs. The tests are in `../tests`, the format of the sheets is described in
//! `tests/suite/README.md`, and `cargo xtask oracle` records and rechecks the expected outputs.
//!
//! Start at [`sheet`] (the format), then [`fixture`], then the engines [`interpreter`], [`shipped`] and [`oracle`].

// Files and processes are this crate's business; the ban on I/O is for the compiler's core.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

pub mod comparison;
pub mod declared;
pub mod diagnostics;
pub mod fixture;
pub mod interpreter;
pub mod oracle;
pub mod places;
pub mod process;
pub mod sheet;
pub mod shipped;
pub mod typing;
