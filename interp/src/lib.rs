//! Runs a [`Program`](hx2rs_compiler::hir::Program): lowers its bodies to typed register code and executes it on the heap of
//! the dev engines. It knows neither source text nor types beyond what the program says, and emits nothing.
//!
//! Start at [`native`] for the border to the prelude.

mod fault;
#[allow(dead_code, unused_imports, unused_macros)] // Used once the executor is there.
mod native;
#[allow(dead_code)] // As above.
mod natives_generated;

pub use fault::Fault;
