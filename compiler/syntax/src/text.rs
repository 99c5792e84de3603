//! Parsing a text without a database: for tools, benchmarks and tests.

use crate::ast::{BodyAst, BodyIndex, FileAst};
use crate::echo::Gathered;
use crate::grammar;
use crate::lexer;
use crate::query::unit_tokens;
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
    let mut all = Gathered::new(&lexed, FileId(0));
    all.add(&reports, 0);
    let mut bodies = IndexVec::new();
    for (index, unit) in file.bodies.iter() {
        let cut = unit_tokens(&lexed, &file, index);
        let (body, reports) = grammar::unit(&cut.tokens, cut.len);
        all.add(&reports, unit.range.start);
        bodies.push(body);
    }
    ParsedText {
        file,
        bodies,
        diagnostics: all.finish(),
    }
}

/// How many tokens a text has: what the benchmark of the lexer runs.
pub fn count_tokens(text: &str, defines: &Defines) -> usize {
    lexer::lex(text, defines).tokens.len()
}
