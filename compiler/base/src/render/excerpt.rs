//! The texts that a rendered diagnostic shows: whole files, or a window of one line where that line is too long for a
//! terminal or holds characters that must not reach it. Line and column numbers are those of the file in both.

use super::{Sources, absolute};
use crate::lines::LineIndex;
use crate::{FileId, Span};
use codespan_reporting::files::{Error, Files};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A line of more bytes is shown through a window.
const LONG_LINE: usize = 240;
/// How many characters a window shows before and after the start of its label.
const WINDOW: (usize, usize) = (60, 120);

/// A file with its line index.
pub(super) struct Loaded {
    pub(super) path: Arc<str>,
    pub(super) text: Arc<str>,
    pub(super) lines: LineIndex,
}

/// The files met so far: each one is indexed once per report.
pub(super) struct Cache<'a> {
    pub(super) sources: &'a dyn Sources,
    files: HashMap<FileId, Arc<Loaded>>,
}

impl<'a> Cache<'a> {
    pub(super) fn new(sources: &'a dyn Sources) -> Self {
        Self {
            sources,
            files: HashMap::new(),
        }
    }

    pub(super) fn file(&mut self, file: FileId) -> Arc<Loaded> {
        let sources = self.sources;
        let load = || {
            let text = sources.text(file);
            Arc::new(Loaded {
                path: sources.path(file),
                lines: LineIndex::new(&text),
                text,
            })
        };
        self.files.entry(file).or_insert_with(load).clone()
    }

    pub(super) fn place(&mut self, span: Span) -> (Arc<Loaded>, Range<usize>) {
        let file = self.file(span.file);
        let range = absolute(span, &file.text, self.sources);
        (file, range)
    }
}

/// One text as codespan sees it.
pub(super) enum Document {
    Whole(FileId, Arc<Loaded>),
    Window {
        path: Arc<str>,
        text: String,
        line: usize,
        /// Column of the first character of `text`, which may be one too small because of the leading `…`.
        column: usize,
    },
}

/// The documents of one diagnostic; codespan knows them by their index.
#[derive(Default)]
pub(super) struct Documents(Vec<Document>);

impl Documents {
    /// The document and the range in it that show `span`.
    pub(super) fn enter(&mut self, span: Span, cache: &mut Cache<'_>) -> (usize, Range<usize>) {
        let (file, range) = cache.place(span);
        let line = file.lines.line_of(range.start as u32);
        let line_range = file.lines.range(line);
        let line_text = file.text.get(line_range.clone()).unwrap_or_default();
        if line_text.len() > LONG_LINE || line_text.trim_end().chars().any(must_not_show) {
            let in_line = range.start - line_range.start..range.end - line_range.start;
            let (document, range) = window(&file, line, line_text, in_line);
            self.0.push(document);
            return (self.0.len() - 1, range);
        }
        let known = self.0.iter().position(
            |document| matches!(document, Document::Whole(known, _) if *known == span.file),
        );
        let at = known.unwrap_or_else(|| {
            self.0.push(Document::Whole(span.file, file));
            self.0.len() - 1
        });
        (at, range)
    }

    fn get(&self, at: usize) -> Result<&Document, Error> {
        self.0.get(at).ok_or(Error::FileMissing)
    }
}

/// Control characters, and those that turn the direction of text.
pub(super) fn must_not_show(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn window(file: &Loaded, line: usize, text: &str, label: Range<usize>) -> (Document, Range<usize>) {
    let text = text.trim_end_matches(['\r', '\n']);
    let before = text.get(..label.start).unwrap_or(text);
    let from = before
        .char_indices()
        .rev()
        .nth(WINDOW.0 - 1)
        .map_or(0, |(at, _)| at);
    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    let (mut start, mut end) = (None, None);
    let mut cut = false;
    for (count, (at, c)) in text
        .get(from..)
        .unwrap_or_default()
        .char_indices()
        .enumerate()
    {
        if count >= WINDOW.0 + WINDOW.1 {
            cut = true;
            break;
        }
        if from + at >= label.start {
            start.get_or_insert(shown.len());
        }
        if from + at >= label.end {
            end.get_or_insert(shown.len());
        }
        shown.push(if must_not_show(c) { '\u{FFFD}' } else { c });
    }
    let range = start.unwrap_or(shown.len())..end.unwrap_or(shown.len());
    if cut {
        shown.push('…');
    }
    let document = Document::Window {
        path: file.path.clone(),
        line: line + 1,
        column: text.get(..from).unwrap_or_default().chars().count() + 1 - usize::from(from > 0),
        text: shown,
    };
    (document, range)
}

impl<'a> Files<'a> for Documents {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, at: usize) -> Result<&'a str, Error> {
        Ok(match self.get(at)? {
            Document::Whole(_, file) => &file.path,
            Document::Window { path, .. } => path,
        })
    }

    fn source(&'a self, at: usize) -> Result<&'a str, Error> {
        Ok(match self.get(at)? {
            Document::Whole(_, file) => &file.text,
            Document::Window { text, .. } => text,
        })
    }

    fn line_index(&'a self, at: usize, byte: usize) -> Result<usize, Error> {
        Ok(match self.get(at)? {
            Document::Whole(_, file) => file.lines.line_of(byte as u32),
            Document::Window { .. } => 0,
        })
    }

    fn line_number(&'a self, at: usize, line: usize) -> Result<usize, Error> {
        Ok(match self.get(at)? {
            Document::Whole(..) => line + 1,
            Document::Window { line: first, .. } => first + line,
        })
    }

    fn column_number(&'a self, at: usize, line: usize, byte: usize) -> Result<usize, Error> {
        let (text, start, first) = match self.get(at)? {
            Document::Whole(_, file) => (&*file.text, file.lines.range(line).start, 1),
            Document::Window { text, column, .. } => (text.as_str(), 0, *column),
        };
        let before = text.get(start..byte.min(text.len())).unwrap_or_default();
        Ok(first + before.chars().count())
    }

    fn line_range(&'a self, at: usize, line: usize) -> Result<Range<usize>, Error> {
        match self.get(at)? {
            Document::Whole(_, file) if line < file.lines.count() => Ok(file.lines.range(line)),
            Document::Whole(_, file) => Err(Error::LineTooLarge {
                given: line,
                max: file.lines.count() - 1,
            }),
            Document::Window { text, .. } if line == 0 => Ok(0..text.len()),
            Document::Window { .. } => Err(Error::LineTooLarge {
                given: line,
                max: 0,
            }),
        }
    }
}
