//! Parsing a text without a database: for tools, benchmarks and tests.

use crate::ast::{BodyAst, BodyIndex, FileAst};
use crate::grammar;
use crate::lexer;
use crate::query::{sort, unit_tokens};
use crate::report::placed;
use hx2rs_base::{Defines, Diagnostic, FileId, IndexVec};

/// A file with all its bodies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParsedText {
    /// The declarations.
    pub file: FileAst,
    /// The bodies.
    pub bodies: IndexVec<BodyIndex, BodyAst>,
    /// What is wrong, as file 0, by position.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a file and all its bodies.
pub fn parse_text(text: &str, defines: &Defines) -> ParsedText {
    let lexed = lexer::lex(text, defines);
    let (file, reports) = grammar::file(&lexed);
    let id = FileId(0);
    let mut diagnostics: Vec<Diagnostic> = lexed
        .reports
        .iter()
        .chain(&reports)
        .map(|report| placed(report, id, 0))
        .collect();
    let mut bodies = IndexVec::new();
    for (index, unit) in file.bodies.iter() {
        let cut = unit_tokens(&lexed, &file, index);
        let (body, reports) = grammar::unit(&cut.tokens, cut.len);
        let reports = reports.iter();
        diagnostics.extend(reports.map(|report| placed(report, id, unit.range.start)));
        bodies.push(body);
    }
    sort(&mut diagnostics);
    ParsedText {
        file,
        bodies,
        diagnostics,
    }
}

/// How many tokens a text has: what the benchmark of the lexer runs.
pub fn count_tokens(text: &str, defines: &Defines) -> usize {
    lexer::lex(text, defines).tokens.len()
}
