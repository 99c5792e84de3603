//! The texts of the files of settings that were read, so that what is wrong in them is shown at its place. Source files
//! are the session's.

use crate::settings::Place;
use hx2rs_compiler::render::Sources;
use hx2rs_compiler::{Code, Diagnostic, FileId, MemberId, Span, TextRange};
use std::sync::Arc;

/// Files of settings, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    files: Vec<(Arc<str>, Arc<str>)>,
}

/// What is wrong with a project before its source is looked at.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    /// What was found.
    pub found: Vec<Diagnostic>,
    /// The files that places in it mean.
    pub texts: Texts,
}

impl Texts {
    /// Adds a file that was read; its number.
    pub fn add(&mut self, path: &str, text: &str) -> u32 {
        let text = text.into();
        self.files.push((path.into(), text));
        (self.files.len() - 1) as u32
    }

    /// Paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| &**path)
    }
}

/// A finding at a place, or without one.
pub(crate) fn at(code: Code, place: Option<Place>, message: impl Into<String>) -> Diagnostic {
    match place {
        Some(place) => {
            let range = TextRange::new(place.start, place.end);
            Diagnostic::new(code, Span::absolute(FileId(place.file), range), message)
        }
        None => Diagnostic::without_place(code, message),
    }
}

impl Sources for Texts {
    fn path(&self, file: FileId) -> Arc<str> {
        let found = self.files.get(file.0 as usize);
        found.map_or("".into(), |(path, _)| Arc::clone(path))
    }

    fn text(&self, file: FileId) -> Arc<str> {
        let found = self.files.get(file.0 as usize);
        found.map_or("".into(), |(_, text)| Arc::clone(text))
    }

    fn body_start(&self, _: MemberId) -> u32 {
        0
    }
}
