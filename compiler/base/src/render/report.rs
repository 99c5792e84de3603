//! Which diagnostics are shown, and in which order. How they look is none of its business.

use super::{Sources, absolute};
use crate::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many diagnostics one run shows if it is not asked for all.
pub const DEFAULT_LIMIT: usize = 20;

/// The diagnostics of one run: each finding once, by path and position, those without a place first.
#[derive(Clone, Debug)]
pub struct Report {
    /// What is shown, in order.
    pub shown: Vec<Diagnostic>,
    /// Errors beyond the limit.
    pub hidden_errors: usize,
    /// Warnings beyond the limit; they give way before any error does.
    pub hidden_warnings: usize,
}

impl Report {
    /// Orders `diagnostics` and keeps `limit` of them, or all.
    pub fn new(
        diagnostics: impl IntoIterator<Item = Diagnostic>,
        sources: &dyn Sources,
        limit: Option<usize>,
    ) -> Self {
        let mut texts: BTreeMap<_, (Arc<str>, Arc<str>)> = BTreeMap::new();
        let mut keyed: Vec<_> = diagnostics
            .into_iter()
            .map(|diagnostic| {
                let place = diagnostic.primary().map(|span| {
                    let (path, text) = texts
                        .entry(span.file)
                        .or_insert_with(|| (sources.path(span.file), sources.text(span.file)));
                    let range = absolute(span, text, sources);
                    (path.clone(), range.start, range.end)
                });
                (place, diagnostic)
            })
            .collect();
        keyed.sort_by(|(a_place, a), (b_place, b)| {
            (a_place, a.code, &a.message).cmp(&(b_place, b.code, &b.message))
        });
        keyed.dedup_by(|(a_place, a), (b_place, b)| {
            a_place == b_place && a.code == b.code && a.message == b.message
        });
        let all: Vec<Diagnostic> = keyed.into_iter().map(|(_, found)| found).collect();
        Self::limited(all, limit.unwrap_or(usize::MAX))
    }

    fn limited(all: Vec<Diagnostic>, limit: usize) -> Self {
        let errors = all.iter().filter(|found| found.is_error()).count();
        let warnings = all.len() - errors;
        let shown_errors = errors.min(limit);
        let shown_warnings = warnings.min(limit - shown_errors);
        let (mut errors_left, mut warnings_left) = (shown_errors, shown_warnings);
        let shown = all
            .into_iter()
            .filter(|found| {
                let left = match found.is_error() {
                    true => &mut errors_left,
                    false => &mut warnings_left,
                };
                let keep = *left > 0;
                *left = left.saturating_sub(1);
                keep
            })
            .collect();
        Self {
            shown,
            hidden_errors: errors - shown_errors,
            hidden_warnings: warnings - shown_warnings,
        }
    }

    /// Number of errors, shown or not.
    pub fn errors(&self) -> usize {
        let shown = self.shown.iter().filter(|found| found.is_error()).count();
        shown + self.hidden_errors
    }

    /// Number of warnings, shown or not.
    pub fn warnings(&self) -> usize {
        self.shown.len() - (self.errors() - self.hidden_errors) + self.hidden_warnings
    }

    /// The closing lines: how many there are, how many were left out, where to read more. Empty if there is nothing.
    pub fn summary(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let hidden = self.hidden_errors + self.hidden_warnings;
        if hidden > 0 {
            lines.push(format!(
                "{hidden} more not shown; --all-errors shows all of them"
            ));
        }
        let counts: Vec<String> = [(self.errors(), "error"), (self.warnings(), "warning")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, noun)| counted(count, noun))
            .collect();
        if counts.is_empty() {
            return lines;
        }
        lines.push(counts.join(", "));
        let codes: BTreeSet<&str> = self.shown.iter().map(|found| found.code.id).collect();
        if let Some(first) = codes.first() {
            lines.push(match codes.len() {
                1 => format!("more about it: hx2rs explain {first}"),
                _ => format!("more about a code: hx2rs explain {first}"),
            });
        }
        lines
    }
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        many => format!("{many} {noun}s"),
    }
}
