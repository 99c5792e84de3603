//! One mistake, one error: gathers what lexer and parser found in a file, without what only repeats something else. A
//! character that begins no token leaves a hole in the tokens, and the parser stumbles over the hole; a comment that
//! never ends swallows the closing brackets, and the parser misses them. Reports that are no echo are not changed here.

use crate::lexer::{Lexed, Token, TokenKind};
use crate::report::{Report, placed};
use hx2rs_base::catalogue::{lexer as lexer_codes, parser as parser_codes};
use hx2rs_base::{Code, Diagnostic, FileId, TextRange};
use std::collections::HashSet;

/// What is wrong with a file, in order of places.
pub(crate) struct Gathered<'l> {
    lexed: &'l Lexed,
    id: FileId,
    /// Where the parser may stumble over what the lexer has reported, in order.
    holes: Vec<TextRange>,
    /// Whether it has been said that the tokens end too early.
    end_told: bool,
    all: Vec<Diagnostic>,
}

impl<'l> Gathered<'l> {
    /// What the lexer has found.
    pub(crate) fn new(lexed: &'l Lexed, id: FileId) -> Self {
        let reports = lexed.reports.iter();
        let mut holes: Vec<_> = reports.filter_map(|report| hole(report, lexed)).collect();
        holes.sort_unstable_by_key(|hole| (hole.end, hole.start));
        Self {
            lexed,
            id,
            holes,
            end_told: lexed.reports.iter().any(|report| swallows(report.code)),
            all: lexed
                .reports
                .iter()
                .map(|report| placed(report, id, 0))
                .collect(),
        }
    }

    /// Adds what the parser has found in the file, or in one unit of it that begins at `base`. The file comes first.
    pub(crate) fn add(&mut self, reports: &[Report], base: u32) {
        let end_told = self.end_told;
        let mended = mended(reports);
        for report in reports {
            let misses_mended = report.code == parser_codes::MISSING_SEMICOLON
                && report
                    .primary()
                    .is_some_and(|place| mended.contains(&place.range.start));
            let report = placed(report, self.id, base);
            let at_end = self.is_about_the_end(&report);
            self.end_told |= at_end;
            let repeats = at_end && end_told || misses_mended || self.touches_hole(&report);
            if !repeats {
                self.all.push(report);
            }
        }
    }

    /// All of it.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.forget_cut_off();
        self.all
            .sort_by_key(|found| found.primary().map_or(0, |span| span.range.start));
        self.all
    }

    /// A text that ends inside of brackets is cut off somewhere in its last statement: what else is wrong with that is
    /// the same mistake. Where a string or a comment is cut off, that is the mistake.
    fn forget_cut_off(&mut self) {
        use TokenKind::*;
        let tokens = self.lexed.tokens.as_slice();
        let ends = |token: &Token| matches!(token.kind, Semicolon | LeftBrace | RightBrace);
        let last = tokens.iter().rposition(ends);
        let tail = tokens.get(last.map_or(0, |last| last + 1)..);
        let tail = tail.and_then(<[Token]>::first);
        let tail = tail.map_or(self.lexed.len, |token| token.start);
        let in_tail = |found: &Diagnostic| {
            let place = found.primary();
            place.is_some_and(|place| place.range.start >= tail)
        };
        let at_end = |found: &Diagnostic| self.is_about_the_end(found);
        let unclosed = |found: &Diagnostic| found.code == parser_codes::UNCLOSED_BRACKET;
        let all = self.all.iter();
        let cut = all
            .clone()
            .position(|found| ends_early(found.code) && in_tail(found))
            .or_else(|| {
                all.clone()
                    .position(|found| unclosed(found) && at_end(found))
            });
        let Some(cut) = cut else {
            return;
        };
        let kept = |(index, found): &(usize, &Diagnostic)| {
            *index == cut || !in_tail(found) && !at_end(found)
        };
        self.all = all
            .enumerate()
            .filter(kept)
            .map(|(_, found)| found.clone())
            .collect();
    }

    fn touches_hole(&self, report: &Report) -> bool {
        starts(report).any(|start| {
            let at = self.holes.partition_point(|hole| hole.end < start);
            self.holes.get(at).is_some_and(|hole| hole.start <= start)
        })
    }

    fn is_about_the_end(&self, report: &Report) -> bool {
        let end = self.lexed.tokens.last().map_or(0, |token| token.end);
        starts(report).any(|start| start >= end)
    }
}

fn starts(report: &Report) -> impl Iterator<Item = u32> {
    report.labels.iter().map(|label| label.span.range.start)
}

/// Reported for something that the text may have ended in.
fn ends_early(code: Code) -> bool {
    swallows(code)
        || [
            lexer_codes::UNTERMINATED_STRING,
            lexer_codes::UNTERMINATED_REGEX,
        ]
        .contains(&code)
}

/// Reported for something that takes all text up to the end.
fn swallows(code: Code) -> bool {
    [
        lexer_codes::UNTERMINATED_COMMENT,
        lexer_codes::UNTERMINATED_MARKUP,
        lexer_codes::UNCLOSED_CONDITIONAL,
    ]
    .contains(&code)
}

/// From the end of the token before what the lexer could not read to the start of the token behind it.
fn hole(report: &Report, lexed: &Lexed) -> Option<TextRange> {
    let leaves_one = [
        lexer_codes::INVALID_CHARACTER,
        lexer_codes::INVALID_METADATA,
        lexer_codes::INVALID_NUMBER,
        lexer_codes::UNKNOWN_DIRECTIVE,
        lexer_codes::UNTERMINATED_REGEX,
        lexer_codes::UNTERMINATED_STRING,
    ];
    if !leaves_one.contains(&report.code) {
        return None;
    }
    let place = report.primary()?.range;
    let tokens = lexed.tokens.as_slice();
    let before = tokens.partition_point(|token| token.end <= place.start);
    let mut behind = tokens.partition_point(|token| token.start < place.end);
    if report.code == lexer_codes::UNTERMINATED_STRING {
        // Where it should have ended on its line is a guess, so nothing that follows there counts.
        let rest = tokens.get(behind..).unwrap_or_default();
        behind += rest.iter().take_while(|token| !token.on_new_line).count();
    }
    let before = before.checked_sub(1).and_then(|last| tokens.get(last));
    let start = before.map_or(0, |token: &Token| token.end);
    let end = tokens.get(behind).map_or(lexed.len, |token| token.start);
    Some(TextRange::new(start, end.max(start)))
}

/// Where reports that miss no `;` would put something in: what else is missing there is the same mistake.
fn mended(reports: &[Report]) -> HashSet<u32> {
    reports
        .iter()
        .filter(|report| report.code != parser_codes::MISSING_SEMICOLON)
        .flat_map(|report| &report.fixes)
        .flat_map(|fix| &fix.edits)
        .map(|(span, _)| span.range.start)
        .collect()
}
