//! What follows from the order of evaluation: a way to the end without a return, a variable read before it is set.

use super::environment::Environment;
use crate::{Body, BodySpans, Ty};
use hx2rs_base::{Diagnostic, Span, TextRange};

/// Where a body stands, for messages.
pub(super) struct Place<'a> {
    pub(super) env: &'a Environment<'a>,
    pub(super) spans: &'a BodySpans,
    /// Its last byte.
    pub(super) end: TextRange,
    /// What the function returns; `None` for an initialiser.
    pub(super) result: Option<Ty>,
    /// Where the result type is written.
    pub(super) declared: Option<Span>,
    /// The function's name.
    pub(super) name: Span,
}

/// Reports what is wrong with the flow of a body that has no other errors.
pub(super) fn check(_body: &Body, _place: &Place<'_>, _sink: &mut Vec<Diagnostic>) {}
