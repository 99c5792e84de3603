//! Parsing with recovery. Error-free text is parsed once. At an error, the parser says which token it could not take
//! and what it could have taken; a small edit is made to the tokens (a `;` put in, a statement replaced by a token that
//! stands for an error, a member taken out), and all is parsed again. So the parser itself never recovers, and every
//! tree comes from tokens that fit the grammar. Files are cheap to parse again because bodies are skipped; the number of
//! attempts is bounded.

use super::builder::Builder;
use super::drive;
use super::feed::{Control, Edit, Edits, Feed};
use super::message::{self, Expected, Place};
use super::outline::{self, Frame, FrameKind};
use crate::ast::{BodyAst, ExprKind, FileAst};
use crate::lexer::{Lexed, NameTable, Pair, Token, TokenKind};
use crate::report::Report;
use hx2rs_base::TextRange;

/// After so many errors the rest of a file or unit is given up.
const MOST_ERRORS: usize = 64;
/// Parsing again stops when so many tokens have been read in all.
const MOST_TOKENS: usize = 40_000_000;

/// The declarations of a file.
pub(crate) fn file(lexed: &Lexed) -> (FileAst, Vec<Report>) {
    let mut names = NameTable::take();
    let mut attempts = Attempts::new(
        TokenKind::StartFile,
        &lexed.tokens,
        &lexed.brackets,
        lexed.len,
    );
    let (mut tree, reports) = loop {
        let control = Control::default();
        let mut builder = Builder::new(&control, &lexed.tokens, Some(lexed), &mut names);
        let error = attempts.parse(&control, &mut builder).err();
        let unit = builder.units.first().map(|unit| unit.token);
        let (tree, reports) = builder.finish();
        let again = error.is_some_and(|error| attempts.repair(&error, unit));
        if !again {
            break (tree, reports);
        }
    };
    names.put_back();
    tree.incomplete = attempts.incomplete;
    (tree, attempts.finish(reports))
}

/// The code of one unit. Its tokens count from the unit's start.
pub(crate) fn unit(tokens: &[Token], len: u32) -> (BodyAst, Vec<Report>) {
    let mut names = NameTable::take();
    let mut attempts = Attempts::new(TokenKind::StartUnit, tokens, &[], len);
    let (body, reports) = loop {
        let control = Control::default();
        let mut builder = Builder::new(&control, tokens, None, &mut names);
        let result = attempts.parse(&control, &mut builder);
        let (root, again) = match result {
            Ok(root) => (root, false),
            Err(error) => (None, attempts.repair(&error, None)),
        };
        if !again {
            let root =
                root.unwrap_or_else(|| builder.leaf(ExprKind::Missing, TextRange::new(0, len)));
            let (tree, reports) = builder.finish();
            break (
                BodyAst {
                    ast: tree.ast,
                    root,
                },
                reports,
            );
        }
    };
    names.put_back();
    (body, attempts.finish(reports))
}

/// An error of the parser.
struct Failure {
    /// Index of the token that it could not take; the number of tokens at the end.
    index: usize,
    expected: Expected,
}

struct Attempts<'t> {
    start: TokenKind,
    tokens: &'t [Token],
    brackets: &'t [Pair],
    len: u32,
    edits: Edits,
    reports: Vec<Report>,
    attempts: usize,
    incomplete: bool,
    /// The end of the tokens has been reported.
    end_reported: bool,
    /// The last token that was reported.
    last_reported: Option<usize>,
}

impl<'t> Attempts<'t> {
    fn new(start: TokenKind, tokens: &'t [Token], brackets: &'t [Pair], len: u32) -> Self {
        Self {
            start,
            tokens,
            brackets,
            len,
            edits: Edits::default(),
            reports: Vec::new(),
            attempts: 0,
            incomplete: false,
            end_reported: false,
            last_reported: None,
        }
    }

    fn parse(
        &self,
        control: &Control,
        builder: &mut Builder<'_>,
    ) -> Result<Option<crate::ast::ExprId>, Failure> {
        let feed = Feed::new(self.start, self.tokens, self.brackets, &self.edits, control);
        let mut symbols = std::mem::take(&mut builder.symbols);
        let result = drive::parse(builder, feed, &mut symbols);
        builder.symbols = symbols;
        result.map_err(|expected| Failure {
            index: control.index.get() as usize,
            expected: Expected::new(expected),
        })
    }

    fn finish(self, mut reports: Vec<Report>) -> Vec<Report> {
        reports.extend(self.reports);
        reports.sort_by_key(|report| report.primary().map_or(0, |span| span.range.start));
        reports
    }

    fn token(&self, index: usize) -> Option<&'t Token> {
        self.tokens.get(index)
    }

    fn before(&self, index: usize) -> Option<&'t Token> {
        self.tokens.get(index.checked_sub(1)?)
    }

    fn end_before(&self, index: usize) -> u32 {
        self.before(index).map_or(0, |token| token.end)
    }

    fn edit(&mut self, tokens: std::ops::Range<usize>, kinds: &[TokenKind]) {
        self.edits.add(Edit {
            tokens: tokens.start as u32..tokens.end as u32,
            kinds: kinds.to_vec(),
        });
    }

    /// Reports the error and makes an edit that lets the parser go on. Returns whether to parse again. `unit`: where the
    /// code of a member began that the parser was in.
    fn repair(&mut self, failure: &Failure, unit: Option<u32>) -> bool {
        self.attempts += 1;
        let spent = self.attempts.saturating_mul(self.tokens.len());
        let give_up = self.attempts >= MOST_ERRORS || spent > MOST_TOKENS;
        if give_up {
            self.incomplete = true;
        }
        let in_file = self.start == TokenKind::StartFile;
        let frames = outline::frames(self.tokens, failure.index, in_file);
        if let Some(unit) = unit {
            self.repair_unit_of_file(failure, unit as usize, &frames);
        } else if failure.index >= self.tokens.len() {
            self.repair_end(failure, &frames);
        } else {
            self.repair_token(failure, &frames);
        }
        !give_up
    }

    /// An error in an initialiser or an expression body of a file: the unit will be parsed on its own and report it.
    fn repair_unit_of_file(&mut self, failure: &Failure, unit: usize, frames: &[Frame]) {
        let index = failure.index;
        let body = self.token(unit).map(|token| token.kind) == Some(TokenKind::LeftBrace);
        if body && index >= self.tokens.len() {
            // A body that never ends is still a body.
            self.report_end(failure, frames);
            self.edit(index..index, &[TokenKind::RightBrace]);
            return;
        }
        let outer = frames
            .iter()
            .rposition(|frame| frame.open.is_none_or(|open| open < unit));
        let inside = outer.is_some_and(|outer| outer + 1 < frames.len());
        let ends = self.token(index).is_none_or(|token| {
            token.kind == TokenKind::RightBrace
                || (token.on_new_line && outline::begins_member(token.kind))
        });
        if ends && !inside && index > unit && failure.expected.has(";") {
            let end = self.end_before(index);
            self.reports.push(message::missing_semicolon(end));
            self.edit(index..index, &[TokenKind::Semicolon]);
            return;
        }
        let inner = outer.and_then(|outer| frames.get(outer + 1..));
        let inner = inner.unwrap_or_default();
        let end = outline::region_end(self.tokens, inner, unit, index, FrameKind::Type);
        let semicolon = self
            .before(end)
            .is_some_and(|last| last.kind == TokenKind::Semicolon)
            && end > index;
        if semicolon {
            self.edit(unit..end - 1, &[TokenKind::Error]);
        } else {
            self.edit(
                unit..end.max(unit),
                &[TokenKind::Error, TokenKind::Semicolon],
            );
        }
    }

    /// The innermost open bracket and what closes it.
    fn innermost(&self, frames: &[Frame]) -> Option<(&'t Token, TokenKind)> {
        frames.iter().rev().find_map(|frame| {
            let open = self.token(frame.open?)?;
            Some((open, frame.closer))
        })
    }

    /// Says once that the tokens end too early.
    fn report_end(&mut self, failure: &Failure, frames: &[Frame]) {
        if self.end_reported {
            return;
        }
        self.end_reported = true;
        let found = match self.innermost(frames) {
            Some((open, closer)) => message::unclosed(open, closer, None, self.len),
            None => {
                let place = self.place(self.tokens.len(), frames);
                message::unexpected(&place, &failure.expected)
            }
        };
        self.reports.push(found);
    }

    /// The tokens end too early.
    fn repair_end(&mut self, failure: &Failure, frames: &[Frame]) {
        let end = self.tokens.len();
        let open = self.innermost(frames);
        self.report_end(failure, frames);
        let expected = &failure.expected;
        match open {
            _ if expected.expression() => self.edit(end..end, &[TokenKind::Error]),
            _ if expected.has(";") => self.edit(end..end, &[TokenKind::Semicolon]),
            Some((_, closer)) if expected.has(message::spelling(closer)) => {
                self.edit(end..end, &[closer]);
            }
            _ => self.replace_region(end, frames, expected),
        }
    }

    fn repair_token(&mut self, failure: &Failure, frames: &[Frame]) {
        let index = failure.index;
        let expected = &failure.expected;
        let Some(found) = self.token(index) else {
            return;
        };
        if expected.has("{") && expected.has("extends") && outline::begins_body(found.kind) {
            let place = self.place(index, frames);
            self.report(index, message::unexpected(&place, expected));
            self.edit(index..index, &[TokenKind::LeftBrace]);
            return;
        }
        if outline::is_stray(found.kind, frames) {
            self.report(index, message::stray_bracket(found));
            self.edit(index..index + 1, &[]);
            return;
        }
        let innermost = frames.last();
        let open = innermost.and_then(|frame| Some((self.token(frame.open?)?, frame.closer)));
        if let Some((open, closer)) = open
            && matches!(closer, TokenKind::RightParen | TokenKind::RightBracket)
            && expected.has(message::spelling(closer))
            && (outline::ends_brackets(found) || outline::is_closer(found.kind))
            && !(found.kind == TokenKind::Semicolon && self.is_header_of_for(frames))
        {
            let end = self.end_before(index);
            let unclosed = message::unclosed(open, closer, Some(found), end);
            self.report(index, unclosed);
            self.edit(index..index, &[closer]);
            return;
        }
        if expected.has(";") && outline::begins_something(found.kind) {
            let end = self.end_before(index);
            self.report(index, message::missing_semicolon(end));
            self.edit(index..index, &[TokenKind::Semicolon]);
            return;
        }
        let place = self.place(index, frames);
        let found = message::unexpected(&place, expected);
        self.report(index, found);
        self.replace_region(index, frames, expected);
    }

    /// Whether the innermost bracket is the parenthesis of a `for`: a `;` in it separates what other languages write there.
    fn is_header_of_for(&self, frames: &[Frame]) -> bool {
        let open = frames.last().and_then(|frame| frame.open);
        let before = open.and_then(|open| self.before(open));
        before.is_some_and(|before| before.kind == TokenKind::For)
    }

    fn report(&mut self, index: usize, report: Report) {
        if self.last_reported != Some(index) {
            self.last_reported = Some(index);
            self.reports.push(report);
        }
    }

    fn place(&self, index: usize, frames: &[Frame]) -> Place<'t> {
        let open = frames.last().and_then(|frame| frame.open);
        let bracket = open
            .filter(|_| {
                frames
                    .last()
                    .is_some_and(|frame| frame.kind == FrameKind::Group)
            })
            .and_then(|open| Some((self.token(open)?, self.before(open))));
        Place {
            before: self.before(index),
            found: self.token(index),
            open: bracket,
            end: self.len,
        }
    }

    /// Takes out the statement, member or declaration around the error.
    fn replace_region(&mut self, index: usize, frames: &[Frame], expected: &Expected) {
        let found = frames
            .iter()
            .rposition(|frame| frame.kind != FrameKind::Group);
        let Some((frame, inner)) = found.and_then(|found| frames.get(found..)?.split_first())
        else {
            // The unit is one expression.
            self.edit(0..self.tokens.len(), &[TokenKind::Error]);
            return;
        };
        let start = frame.start;
        if frame.kind == FrameKind::Code
            && matches!(
                self.token(start).map(|token| token.kind),
                Some(TokenKind::Case | TokenKind::Default)
            )
        {
            let end = outline::label_end(self.tokens, inner, start, index);
            let colon = self
                .token(end)
                .is_some_and(|token| token.kind == TokenKind::Colon);
            let mut kinds = vec![TokenKind::Case, TokenKind::Error];
            if !colon {
                kinds.push(TokenKind::Colon);
            }
            self.edit(start..end, &kinds);
            return;
        }
        let end = outline::region_end(self.tokens, inner, start, index, frame.kind);
        if end <= start {
            if index >= self.tokens.len() {
                // Nothing is left to take out.
                self.attempts = MOST_ERRORS;
                return;
            }
            self.edit(index..index + 1, &[]);
            return;
        }
        match frame.kind {
            FrameKind::Code if !expected.has("case") || expected.has(";") => {
                self.edit(start..end, &[TokenKind::Error, TokenKind::Semicolon]);
            }
            FrameKind::Code | FrameKind::Group => self.edit(start..end, &[]),
            FrameKind::Type | FrameKind::File => {
                self.incomplete = true;
                self.edit(start..end, &[]);
            }
        }
    }
}
