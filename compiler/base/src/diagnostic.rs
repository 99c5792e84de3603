//! The diagnostic model: a code of the catalogue, a message, labels that show why, and fixes a machine can apply.
//! Analysis only builds these values; the renderer turns them into text or JSON.

use crate::Span;
use std::fmt;

/// An entry of the catalogue: see [`crate::catalogue`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// `T2000`: a family letter and four digits. Also the name of its page under docs/diagnostics.
    pub id: &'static str,
    /// `type-mismatch`.
    pub name: &'static str,
    /// How bad it is.
    pub level: Level,
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Level {
    /// The program is not accepted.
    Error,
    /// The program is accepted, and probably not meant so.
    Warning,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Diagnostic {
    /// Its entry in the catalogue.
    pub code: Code,
    /// What is wrong, in one line, without a full stop.
    pub message: String,
    /// Places: the first primary label is where it is reported.
    pub labels: Vec<Label>,
    /// Facts that help to understand it.
    pub notes: Vec<String>,
    /// What to do about it.
    pub helps: Vec<String>,
    /// Edits that repair it.
    pub fixes: Vec<Fix>,
}

/// A place and what it has to do with the finding.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// May be empty.
    pub message: String,
    /// Where it is wrong, against where the reason is.
    pub primary: bool,
}

/// A set of edits that a machine may apply together.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Fix {
    /// `insert the missing semicolon`.
    pub message: String,
    /// Replacements that do not overlap.
    pub edits: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A finding at one place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            labels: vec![Label {
                span,
                message: String::new(),
                primary: true,
            }],
            notes: Vec::new(),
            helps: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// A finding that has no place in a file: a missing class path, a flag.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// The text at the primary place.
    #[must_use]
    pub fn label(mut self, message: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.message = message.into();
        }
        self
    }

    /// Another place that makes the reason visible.
    #[must_use]
    pub fn secondary(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
            primary: false,
        });
        self
    }

    /// A fact that helps to understand it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// What to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.helps.push(help.into());
        self
    }

    /// An edit that repairs it.
    #[must_use]
    pub fn fix(mut self, message: impl Into<String>, edits: Vec<(Span, String)>) -> Self {
        self.fixes.push(Fix {
            message: message.into(),
            edits,
        });
        self
    }

    /// Where it is reported.
    pub fn primary(&self) -> Option<Span> {
        self.labels
            .iter()
            .find(|label| label.primary)
            .map(|label| label.span)
    }

    /// Whether the program is not accepted because of it.
    pub fn is_error(&self) -> bool {
        self.code.level == Level::Error
    }
}

/// Nobody misspells a name of this length, and comparing it would take long.
const LONGEST_SLIP: usize = 100;

/// The candidate nearest to `wanted`, if it is near enough to be a slip: a third of the letters may differ. In a name of one
/// letter that is none.
pub fn did_you_mean<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = wanted.chars().take(LONGEST_SLIP + 1).count();
    if length > LONGEST_SLIP {
        return None;
    }
    let limit = if length < 2 { 0 } else { length.div_ceil(3) };
    candidates
        .into_iter()
        .filter(|candidate| *candidate != wanted && !candidate.is_empty())
        .filter(|candidate| {
            candidate
                .chars()
                .take(length + limit + 1)
                .count()
                .abs_diff(length)
                <= limit
        })
        .map(|candidate| (distance(wanted, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edit distance with transpositions of neighbours (optimal string alignment), ignoring case at half the price of
/// nothing: a difference of case alone counts 0.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().flat_map(char::to_lowercase).collect();
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut best = (cell(&last, j + 1) + 1)
                .min(cell(&row, j) + 1)
                .min(cell(&last, j) + usize::from(x != y));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name() {
        let names = ["length", "push", "toString"];
        assert_eq!(did_you_mean("lenght", names), Some("length"));
        assert_eq!(did_you_mean("tostring", names), Some("toString"));
        assert_eq!(did_you_mean("frobnicate", names), None);
        assert_eq!(did_you_mean("z", ["x", "y"]), None);
        assert_eq!(did_you_mean("z", ["x", "Z"]), Some("Z"));
        assert_eq!(did_you_mean(&"push".repeat(100), names), None);
    }
}
