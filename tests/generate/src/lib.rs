//! Small well-typed programs from seeds: what a differential test runs on every engine. A program is one module of its own package
//! with enums, a hierarchy, an interface, a generic class, structures, closures, lists, maps, null, exceptions, properties and
//! Ints that wrap. It ends by construction: loops count, calls go backwards, and a function that would take too many steps
//! is not written. It prints what it computes all the while, so a difference is seen near its cause.
//!
//! Nothing here knows what a program should print: engines are compared with each other (`tests/agreement.rs`), and with the
//! official compiler where it is unpacked. `world` holds declarations and types, `expression` and `statement` write what is
//! in bodies, `program` the whole.

// A type that a rule does not name is one that it leaves to others: new types need no new arm everywhere.
#![allow(clippy::wildcard_enum_match_arm)]

mod expression;
mod program;
mod random;
mod shrink;
mod statement;
mod wide;
mod world;
mod writer;

pub use program::{main_of, program};
pub use shrink::shrink;

/// From this seed on, programs use the wide language.
pub const WIDE: u64 = 1000;

/// The line before the output of a program, without its seed.
pub const MARK: &str = "-- program ";
