//! What rustc says while Cargo builds: where it is about emitted code, it is told at the place of the program that the code
//! was made of; all else is passed on as rustc puts it.

use crate::terminal;
use hx2rs_base::Diagnostic;
use hx2rs_compiler::hir::Program;
use hx2rs_project::emission::MAP;
use hx2rs_rustgen::rustc;
use hx2rs_rustgen::source_map::SourceMap;
use std::path::Path;

/// Listens to Cargo.
pub(crate) struct Said<'p> {
    program: &'p Program,
    map: Option<SourceMap>,
    /// Errors about emitted code.
    pub(crate) errors: Vec<Diagnostic>,
}

impl<'p> Said<'p> {
    /// For the project in `folder`, which was made of `program`.
    pub(crate) fn new(folder: &Path, program: &'p Program) -> Self {
        let text = std::fs::read_to_string(folder.join(MAP)).unwrap_or_default();
        Self {
            program,
            map: SourceMap::from_text(&text).ok(),
            errors: Vec::new(),
        }
    }

    /// A line of Cargo's JSON.
    pub(crate) fn line(&mut self, line: &str) {
        let map = self.map.as_ref();
        if let Some(error) = map.and_then(|map| rustc::error(line, map, self.program)) {
            if !self.errors.contains(&error) {
                self.errors.push(error);
            }
            return;
        }
        let message = serde_json::from_str::<serde_json::Value>(line).unwrap_or_default();
        let spans = message.pointer("/message/spans");
        let is_summary = spans.is_some_and(|spans| spans.as_array().is_some_and(Vec::is_empty));
        if let Some(text) = message.pointer("/message/rendered")
            && let Some(text) = text.as_str()
            && (self.errors.is_empty() || !is_summary)
        {
            terminal::error(text);
        }
    }
}
