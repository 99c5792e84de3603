//! Checks the invariants of HIR after lowering, in debug builds and tests.

use crate::Body;
use hx2rs_base::{Diagnostic, Span};

/// What is wrong with a body, as faults of the compiler.
pub(crate) fn report(_body: &Body, _place: &Span) -> Vec<Diagnostic> {
    Vec::new()
}
