//! Runs register code: frames on one contiguous stack, calls through the function table, exceptions by tables.
//!
//! This is one of the rooms for unsafe code. What it relies on is checked by `code/verify.rs`: registers are below the
//! function's number of them, and hold words of the kinds that the operations expect.
//!
//! [`machine`] has the state and how it is set up, [`execute`] the loop; then a file for each family of operations.

#![allow(unsafe_code)] // As said above; each block names what it relies on.

mod access;
mod array;
mod call;
mod dynamic;
mod execute;
mod intrinsic;
mod machine;
mod map;
#[cfg(feature = "pairs")]
mod pairs;
mod reflect;
mod reflect_types;
mod text;
mod throw;
mod types;

pub use machine::Limits;
pub(crate) use machine::Machine;
#[cfg(feature = "pairs")]
pub use pairs::pairs;
