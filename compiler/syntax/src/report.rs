//! Building diagnostics before the file is known: ranges count from the text at hand, and [`placed`] moves them to
//! their file.

use hx2rs_base::{Code, Diagnostic, FileId, Span, TextRange};

/// A diagnostic whose spans count from the start of the text that was looked at.
pub(crate) type Report = Diagnostic;

/// A report at one place.
pub(crate) fn report(code: Code, range: TextRange, message: impl Into<String>) -> Report {
    Diagnostic::new(code, here(range), message)
}

/// A place in the text at hand.
pub(crate) fn here(range: TextRange) -> Span {
    Span::absolute(FileId(0), range)
}

/// The report as a diagnostic of `file`, where the text at hand begins at `base`.
pub(crate) fn placed(report: &Report, file: FileId, base: u32) -> Diagnostic {
    let mut placed = report.clone();
    let place = |span: &mut Span| *span = Span::absolute(file, span.range.shifted(base));
    for label in &mut placed.labels {
        place(&mut label.span);
    }
    for (span, _) in placed.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        place(span);
    }
    placed
}
