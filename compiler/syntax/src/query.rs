//! The queries. An edit inside one body changes the tokens of the file, but only one value of [`body_tokens`], because
//! those count from the body's start; so only that body is parsed again.

#![allow(missing_docs)] // What salsa generates carries no docs; our own items have them.

use crate::ast::{BodyAst, BodyIndex, FileAst};
use crate::echo::Gathered;
use crate::grammar;
use crate::lexer::{self, Lexed, Token};
use crate::report::Report;
use hx2rs_base::{Db, Diagnostic, SourceFile, Work};
use std::sync::Arc;

#[salsa::tracked]
fn lexed(db: &dyn Db, file: SourceFile) -> Arc<Lexed> {
    let text = file.text(db).as_deref().unwrap_or_default();
    Arc::new(lexer::lex(text, db.project().defines(db)))
}

/// A tree and what is wrong with its text.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Parsed<T> {
    tree: Arc<T>,
    reports: Vec<Report>,
}

#[salsa::tracked]
fn parsed_file(db: &dyn Db, file: SourceFile) -> Arc<Parsed<FileAst>> {
    db.tell(Work::File(Arc::clone(file.path(db))));
    let (tree, reports) = grammar::file(lexed(db, file));
    Arc::new(Parsed {
        tree: Arc::new(tree),
        reports,
    })
}

/// The declarations of a file. Ranges count from its start.
#[salsa::tracked]
pub fn parse_file(db: &dyn Db, file: SourceFile) -> Arc<FileAst> {
    parsed_file(db, file).tree.clone()
}

/// The tokens of one unit of code, counted from its start.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct UnitTokens {
    pub(crate) tokens: Vec<Token>,
    pub(crate) len: u32,
}

#[salsa::tracked]
fn body_tokens(db: &dyn Db, file: SourceFile, index: BodyIndex) -> Arc<UnitTokens> {
    let tree = parse_file(db, file);
    Arc::new(unit_tokens(lexed(db, file), tree, index))
}

/// Cuts the tokens of a unit out of those of the file.
pub(crate) fn unit_tokens(lexed: &Lexed, tree: &FileAst, index: BodyIndex) -> UnitTokens {
    let Some(unit) = tree.bodies.entry(index) else {
        return UnitTokens::default();
    };
    let base = unit.range.start;
    let range = unit.tokens.start as usize..unit.tokens.end as usize;
    let tokens = lexed.tokens.get(range).unwrap_or_default();
    UnitTokens {
        tokens: tokens
            .iter()
            .map(|token| Token {
                start: token.start - base,
                end: token.end - base,
                ..*token
            })
            .collect(),
        len: unit.range.len(),
    }
}

#[salsa::tracked]
fn parsed_body(db: &dyn Db, file: SourceFile, index: BodyIndex) -> Arc<Parsed<BodyAst>> {
    let unit = body_tokens(db, file, index);
    let (tree, reports) = grammar::unit(&unit.tokens, unit.len);
    Arc::new(Parsed {
        tree: Arc::new(tree),
        reports,
    })
}

/// One unit of code. Ranges count from the start of [`BodyUnit::range`](crate::ast::BodyUnit::range).
#[salsa::tracked]
pub fn parse_body(db: &dyn Db, file: SourceFile, index: BodyIndex) -> Arc<BodyAst> {
    parsed_body(db, file, index).tree.clone()
}

/// Everything that is wrong with the text of a file, its bodies included, by position in the file.
#[salsa::tracked]
pub fn syntax_diagnostics(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    let id = file.id(db);
    let parsed = parsed_file(db, file);
    let mut all = Gathered::new(lexed(db, file), id);
    all.add(&parsed.reports, 0);
    for (index, unit) in parsed.tree.bodies.iter() {
        let body = parsed_body(db, file, index);
        all.add(&body.reports, unit.range.start);
    }
    all.finish()
}
