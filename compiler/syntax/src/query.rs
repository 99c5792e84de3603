//! The queries. An edit inside one body changes the tokens of the file, but only one [`unit`], because the tokens of a unit
//! count from its start; so only that body is parsed again.

#![allow(missing_docs)] // What salsa generates carries no docs; our own items have them.

use crate::ast::{BodyAst, BodyIndex, FileAst};
use crate::echo::Gathered;
use crate::grammar;
use crate::lexer::{self, Lexed, Token};
use crate::report::Report;
use hx2rs_base::{Db, Diagnostic, IndexVec, SourceFile, Work};
use std::fmt;
use std::sync::{Arc, Mutex};

/// A tree and what is wrong with its text.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Parsed<T> {
    tree: Arc<T>,
    reports: Vec<Report>,
}

/// A file without its tokens: those are many, and only wanted once.
#[derive(Clone, PartialEq, Eq, Debug)]
struct ParsedFile {
    tree: Arc<FileAst>,
    /// What the parser has found.
    reports: Vec<Report>,
    /// Whether the lexer has found something.
    lexer_reports: bool,
    units: IndexVec<BodyIndex, Arc<Unit>>,
}

fn lex(db: &dyn Db, file: SourceFile) -> Lexed {
    let text = file.text(db).as_deref().unwrap_or_default();
    lexer::lex(text, db.project().defines(db))
}

#[salsa::tracked]
fn parsed_file(db: &dyn Db, file: SourceFile) -> Arc<ParsedFile> {
    db.tell(Work::File(Arc::clone(file.path(db))));
    let lexed = lex(db, file);
    let (tree, reports) = grammar::file(&lexed);
    let units = tree.bodies.ids().map(|index| {
        let cut = unit_tokens(&lexed, &tree, index);
        Arc::new(Unit::new(cut))
    });
    Arc::new(ParsedFile {
        units: units.collect(),
        tree: Arc::new(tree),
        reports,
        lexer_reports: !lexed.reports.is_empty(),
    })
}

/// The declarations of a file. Ranges count from its start.
#[salsa::tracked]
pub fn parse_file(db: &dyn Db, file: SourceFile) -> Arc<FileAst> {
    parsed_file(db, file).tree.clone()
}

/// The tokens of one unit of code, counted from its start.
#[derive(Default)]
pub(crate) struct UnitTokens {
    pub(crate) tokens: Vec<Token>,
    pub(crate) len: u32,
}

/// A unit of code: its tokens until it has been parsed, and a fingerprint of them for good, by which an edit is noticed.
/// The tokens of a whole project take as much memory as its trees.
struct Unit {
    /// 128 bits, so that no two texts that somebody writes share it.
    fingerprint: u128,
    tokens: Mutex<Option<UnitTokens>>,
}

impl Unit {
    fn new(unit: UnitTokens) -> Self {
        // Odd, and half of its bits are set.
        const FACTOR: u128 = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835;
        let mix = |state: u128, word: u128| {
            let state = (state ^ word).wrapping_mul(FACTOR);
            state ^ (state >> 67)
        };
        let mut fingerprint = mix(FACTOR, u128::from(unit.len));
        for token in &unit.tokens {
            fingerprint = mix(fingerprint, token.bits());
        }
        Self {
            fingerprint,
            tokens: Mutex::new(Some(unit)),
        }
    }

    /// The tokens, for the first who asks.
    fn take(&self) -> Option<UnitTokens> {
        self.tokens.lock().ok()?.take()
    }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint
    }
}

impl Eq for Unit {}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unit {:x}", self.fingerprint)
    }
}

#[salsa::tracked]
fn unit(db: &dyn Db, file: SourceFile, index: BodyIndex) -> Option<Arc<Unit>> {
    parsed_file(db, file).units.entry(index).cloned()
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
    let unit = unit(db, file, index).as_ref();
    let tokens = unit.and_then(|unit| unit.take()).unwrap_or_else(|| {
        // Somebody has had them, and did not finish.
        unit_tokens(&lex(db, file), parse_file(db, file), index)
    });
    let (tree, reports) = grammar::unit(&tokens.tokens, tokens.len);
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
    let parsed = parsed_file(db, file);
    let bodies = parsed.tree.bodies.iter();
    let bodies = bodies.map(|(index, unit)| (parsed_body(db, file, index), unit.range.start));
    let bodies: Vec<_> = bodies.collect();
    let reported = parsed.lexer_reports
        || !parsed.reports.is_empty()
        || bodies.iter().any(|(body, _)| !body.reports.is_empty());
    if !reported {
        return Vec::new();
    }
    let lexed = lex(db, file);
    let mut all = Gathered::new(&lexed, file.id(db));
    all.add(&parsed.reports, 0);
    for (body, start) in bodies {
        all.add(&body.reports, start);
    }
    all.finish()
}
