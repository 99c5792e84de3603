//! Turns diagnostics into what a person or a tool reads. [`Report`] drops repetitions, orders by file and position and
//! holds the limit; [`text`] and [`json`] print it; [`repair`] applies the fixes it offers.
//!
//! It writes to strings only: the caller owns the terminal.

mod excerpt;
pub mod json;
pub mod repair;
mod report;
pub mod text;

#[cfg(test)]
mod tests;

pub use report::{DEFAULT_LIMIT, Report};

use crate::{FileId, MemberId, Span};
use std::ops::Range;
use std::sync::Arc;

/// What rendering has to ask about places. The driver's session answers it.
pub trait Sources {
    /// The path as given on the command line: `src/a/B.hx`.
    fn path(&self, file: FileId) -> Arc<str>;
    /// The text; empty where it was never loaded.
    fn text(&self, file: FileId) -> Arc<str>;
    /// The byte of its file from which ranges in the body of this member count ([`Span::anchor`]).
    fn body_start(&self, member: MemberId) -> u32;
}

/// The bytes of the file that a span means, cut to `text` and to whole characters.
fn absolute(span: Span, text: &str, sources: &dyn Sources) -> Range<usize> {
    let base = span.anchor.map_or(0, |member| sources.body_start(member));
    let range = span.range.shifted(base);
    let start = text.floor_char_boundary(range.start as usize);
    let end = text.ceil_char_boundary(range.end as usize).max(start);
    start..end
}
