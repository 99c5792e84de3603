//! The wall: what engines, command line and tools see of the compiler. Everything behind it is private to the compiler.
//! Start at [`Session`].

mod database;
mod defines;
mod prelude_generated;
mod session;

pub use hx2rs_base::*;
pub use hx2rs_hir as hir;
pub use hx2rs_mir::{self as mir, OwnershipPlan};
pub use session::Session;
