//! Applying the fixes of diagnostics to texts. A fix is applied whole or not at all; what does not fit beside an earlier
//! one waits for the next round, since the caller checks the result again.

use super::excerpt::Cache;
use super::{Sources, absolute};
use crate::{Diagnostic, FileId, Fix};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What [`apply`] did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Repaired {
    /// New texts of the files that changed.
    pub files: BTreeMap<FileId, String>,
    /// Fixes that are in these texts.
    pub applied: usize,
}

/// Applies every fix that is the only one of its diagnostic and overlaps no earlier one. Files for which `may_change`
/// says no are left alone, with all fixes that touch them.
pub fn apply<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &dyn Sources,
    may_change: &dyn Fn(FileId) -> bool,
) -> Repaired {
    let mut texts: BTreeMap<FileId, Arc<str>> = BTreeMap::new();
    let mut accepted: BTreeMap<FileId, Edits> = BTreeMap::new();
    let mut applied = 0;
    for diagnostic in diagnostics {
        let [fix] = diagnostic.fixes.as_slice() else {
            continue;
        };
        let mut own: BTreeMap<FileId, Edits> = BTreeMap::new();
        let fits = fix.edits.iter().all(|(span, replacement)| {
            let text = texts
                .entry(span.file)
                .or_insert_with(|| sources.text(span.file));
            let range = absolute(*span, text, sources);
            let fits = accepted
                .get(&span.file)
                .is_none_or(|edits| edits.fits(&range));
            let entered = own.entry(span.file).or_default().enter(range, replacement);
            may_change(span.file) && fits && entered
        });
        if own.is_empty() || !fits {
            continue;
        }
        for (file, edits) in own {
            accepted.entry(file).or_default().0.extend(edits.0);
        }
        applied += 1;
    }
    let files = accepted
        .into_iter()
        .filter_map(|(file, edits)| Some((file, edits.applied(texts.get(&file)?))))
        .collect();
    Repaired { files, applied }
}

/// Edits of one text that do not touch one another: start to end and replacement.
#[derive(Clone, Default)]
struct Edits(BTreeMap<usize, (usize, String)>);

impl Edits {
    /// Two edits that start at one place do not fit: their order would be a guess.
    fn fits(&self, range: &Range<usize>) -> bool {
        let before = self.0.range(..=range.start).next_back();
        let after = self.0.range(range.start..).next();
        before.is_none_or(|(start, (end, _))| *start != range.start && *end <= range.start)
            && after.is_none_or(|(start, _)| range.end <= *start)
    }

    /// Adds an edit; false if it does not fit.
    fn enter(&mut self, range: Range<usize>, replacement: &str) -> bool {
        let fits = self.fits(&range);
        if fits {
            self.0
                .insert(range.start, (range.end, replacement.to_owned()));
        }
        fits
    }

    /// The text with all edits, which count from its start.
    fn applied(&self, text: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for (start, (end, replacement)) in &self.0 {
            out.push_str(text.get(done..*start).unwrap_or_default());
            out.push_str(replacement);
            done = *end;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        out
    }
}

/// The lines that a fix touches as it would leave them; nothing where they are many, long or in several files.
pub(super) fn repaired_lines(fix: &Fix, cache: &mut Cache<'_>) -> Vec<String> {
    const MOST_LINES: usize = 4;
    const LONGEST: usize = 160;
    let Some((first, _)) = fix.edits.first() else {
        return Vec::new();
    };
    let file = cache.file(first.file);
    if fix.edits.iter().any(|(span, _)| span.file != first.file) {
        return Vec::new();
    }
    let placed: Vec<_> = fix
        .edits
        .iter()
        .map(|(span, replacement)| (cache.place(*span).1, replacement))
        .collect();
    let start = placed.iter().map(|(range, _)| range.start).min();
    let end = placed.iter().map(|(range, _)| range.end).max();
    let first = file.lines.line_of(start.unwrap_or_default() as u32);
    let last = file.lines.line_of(end.unwrap_or_default() as u32);
    let from = file.lines.range(first).start;
    let to = file.lines.range(last).end;
    if last - first >= MOST_LINES || to - from > MOST_LINES * LONGEST {
        return Vec::new();
    }
    let mut edits = Edits::default();
    let fit = placed
        .into_iter()
        .all(|(range, replacement)| edits.enter(range.start - from..range.end - from, replacement));
    let text = edits.applied(file.text.get(from..to).unwrap_or_default());
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.replace('\t', "    "))
        .collect();
    match !fit || lines.len() > MOST_LINES || lines.iter().any(|line| line.len() > LONGEST) {
        true => Vec::new(),
        false => lines,
    }
}
