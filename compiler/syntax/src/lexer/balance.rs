//! Which brace was forgotten. A file that ends inside of braces is looked at again by the indentation of its lines: the
//! first block whose content leaves the indentation that it should have is the one that nobody closed. The lexer then
//! reads the text once more and puts a `}` there, so that one forgotten brace is one error and the rest of the file means
//! what it should. Only files with an error come here. A file that is cut off leaves no indentation; the parser reports
//! that.

use super::scan::MOST_CUT_BRACKETS;
use super::{Lexed, Pair, Token, TokenKind};
use crate::grammar::begins_member;
use crate::report::{Report, here, report};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::parser as codes;

/// After so many braces a text is not one that somebody indented.
const MOST_FOUND: usize = 8;

/// A `}` that is missing.
pub(super) struct Missing {
    /// Where the token starts that it should stand before.
    pub(super) before: u32,
    pub(super) report: Report,
}

/// The braces that are missing, in order, as far as indentation shows them.
pub(super) fn missing_braces(text: &str, lexed: &Lexed) -> Vec<Missing> {
    let is_open = |pair: &&Pair| {
        let open = lexed.tokens.get(pair.open as usize);
        !pair.closed && open.is_some_and(|open| open.kind == TokenKind::LeftBrace)
    };
    let mut search = Search {
        text,
        levels: Vec::new(),
        braces: Vec::new(),
        outside: None,
        last: None,
        line: Line::default(),
        left: lexed
            .brackets
            .iter()
            .filter(is_open)
            .take(MOST_FOUND)
            .count(),
        found: Vec::new(),
    };
    for (index, token) in lexed.tokens.iter().enumerate() {
        search.begin(token);
        while search.left > 0 && search.leaves(token) {
            search.blame(token);
        }
        if search.left == 0 {
            break;
        }
        let behind = lexed.tokens.get(index + 1..).unwrap_or_default();
        search.take(token, behind);
    }
    search.found
}

/// A line of the text.
#[derive(Clone, Copy, Default)]
struct Line {
    start: u32,
    /// The column in which its text begins. A tab counts as four.
    indentation: u32,
}

/// An open bracket.
struct Level {
    open: Token,
    /// Where the statement began that the bracket is part of.
    line: Line,
    /// The first token of the current statement or item inside of it.
    start: Option<(TokenKind, Line)>,
    content: Content,
    /// Whether a line of its content is indented, or of what is around it: else columns say nothing.
    indented: bool,
}

/// What stands in a brace.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// `{a: 1}`, or the same as a type: no `;` belongs to it.
    Fields,
    /// The type of a declaration.
    FieldTypes,
    Other,
}

impl Content {
    /// `behind`: the tokens behind the brace. `before`: the one before. `start`: where the statement begins.
    fn of(behind: &[Token], before: Option<Token>, start: TokenKind) -> Self {
        use TokenKind::*;
        let kind = |at: usize| behind.get(at).map(|token: &Token| token.kind);
        let names = matches!(kind(0), Some(Ident | DoubleString | SingleString));
        if !names || kind(1) != Some(Colon) {
            return Self::Other;
        }
        let annotates = before.is_some_and(|before| before.kind == Colon);
        if annotates && begins_member(start) {
            return Self::FieldTypes;
        }
        Self::Fields
    }

    fn ends_with(self, kind: TokenKind) -> bool {
        use TokenKind::*;
        match self {
            Self::Fields => kind == Semicolon,
            Self::FieldTypes => matches!(kind, Semicolon | Assign),
            Self::Other => false,
        }
    }
}

impl Level {
    fn is_brace(&self) -> bool {
        use TokenKind::*;
        matches!(self.open.kind, LeftBrace | DollarBrace | StringBrace)
    }

    fn closes_with(&self, kind: TokenKind) -> bool {
        let bracket = self.open.kind == TokenKind::LeftBracket;
        !self.is_brace() && bracket == (kind == TokenKind::RightBracket)
    }
}

struct Search<'t> {
    text: &'t str,
    levels: Vec<Level>,
    /// Which of them are braces.
    braces: Vec<usize>,
    /// The first token of the current declaration.
    outside: Option<(TokenKind, Line)>,
    /// The line of the token at hand.
    line: Line,
    /// The token before.
    last: Option<Token>,
    /// How many braces are still to be found.
    left: usize,
    found: Vec<Missing>,
}

impl Search<'_> {
    /// Whether this token cannot stand inside of the innermost brace.
    fn leaves(&self, token: &Token) -> bool {
        use TokenKind::*;
        let Some((level, outer)) = self.innermost() else {
            return false;
        };
        if level.open.kind != LeftBrace {
            return false;
        }
        if matches!(token.kind, RightParen | RightBracket) {
            let alone = outer.len() + 1 == self.levels.len();
            return alone
                && outer
                    .last()
                    .is_some_and(|level| level.closes_with(token.kind));
        }
        if level.content.ends_with(token.kind) && outer.len() + 1 == self.levels.len() {
            return true;
        }
        // `function f():{a:Int, b:Int {`
        let opens_body = token.kind == LeftBrace && level.content == Content::FieldTypes;
        if opens_body && self.last.is_some_and(|last| last.kind.ends_operand()) {
            return true;
        }
        let declares = matches!(token.kind, Class | Interface | Enum | Typedef | Abstract)
            || matches!(token.kind, Extern | Meta | MetaCall);
        if !token.on_new_line || !(level.indented || declares && outer.is_empty()) {
            return false;
        }
        let (column, outside) = (self.line.indentation, level.line.indentation);
        if matches!(token.kind, RightBrace | Case | Default) {
            return column < outside;
        }
        // A space is left of `} else` without its brace.
        column <= outside + 1
    }

    /// The innermost open brace, and what is open around it.
    fn innermost(&self) -> Option<(&Level, &[Level])> {
        let at = *self.braces.last()?;
        Some((self.levels.get(at)?, self.levels.get(..at)?))
    }

    /// Forgets the innermost brace and all that is open inside of it.
    fn leave(&mut self) {
        if let Some(brace) = self.braces.pop() {
            self.levels.truncate(brace);
        }
        *self.start() = None;
    }

    /// Finds the line of a token.
    fn begin(&mut self, token: &Token) {
        if !token.on_new_line {
            return;
        }
        let start = self.line_start(token.start);
        let space = self.text.get(start as usize..token.start as usize);
        let space = space.unwrap_or_default().bytes();
        let space = space.take_while(|byte| matches!(byte, b' ' | b'\t'));
        let indentation = space.map(|byte| if byte == b'\t' { 4 } else { 1 }).sum();
        self.line = Line { start, indentation };
        let innermost = self.braces.last();
        if let Some(level) = innermost.and_then(|brace| self.levels.get_mut(*brace)) {
            level.indented |= indentation > level.line.indentation;
        }
    }

    /// The innermost brace should have been closed before this token.
    fn blame(&mut self, token: &Token) {
        let Some((level, _)) = self.innermost() else {
            return;
        };
        let found = self.report(level, token);
        self.found.push(Missing {
            before: token.start,
            report: found,
        });
        self.left -= 1;
        self.leave();
    }

    fn report(&self, level: &Level, token: &Token) -> Report {
        let open = level.open;
        let last = self.last.map_or(open.end, |last| last.end);
        let one_line = self.line_start(open.start) == self.line_start(last);
        let (place, text) = if one_line {
            (last, " }".to_owned())
        } else {
            let rest = self
                .text
                .get(level.line.start as usize..)
                .unwrap_or_default();
            let space: String = rest
                .chars()
                .take_while(|c| matches!(c, ' ' | '\t'))
                .collect();
            (self.line_end(last, token.start), format!("\n{space}}}"))
        };
        let why = if token.on_new_line {
            "by its indentation this stands behind the block: expected `}` before it"
        } else {
            "expected `}` before this"
        };
        report(codes::UNCLOSED_BRACKET, open.range(), "`{` is never closed")
            .label("the block begins here")
            .secondary(here(token.range()), why)
            .fix(
                "insert `}`",
                vec![(here(TextRange::new(place, place)), text)],
            )
    }

    fn take(&mut self, token: &Token, behind: &[Token]) {
        use TokenKind::*;
        let kind = token.kind;
        if matches!(
            kind,
            LeftParen | LeftParenArrow | LeftParenCast | LeftBracket
        ) || matches!(kind, LeftBrace | DollarBrace | StringBrace)
        {
            let here = (kind, self.line);
            let (start, line) = *self.start().get_or_insert(here);
            let around = self.innermost();
            let level = Level {
                open: *token,
                line,
                start: None,
                content: Content::of(behind, self.last, start),
                indented: around.is_some_and(|(level, _)| level.indented),
            };
            if level.is_brace() {
                self.braces.push(self.levels.len());
            }
            self.levels.push(level);
        } else if kind == RightBrace {
            self.leave();
        } else if matches!(kind, RightParen | RightBracket) {
            let levels = self.levels.iter().rev().take(MOST_CUT_BRACKETS);
            let mut inside = levels.take_while(|level| !level.is_brace());
            if let Some(above) = inside.position(|level| level.closes_with(kind)) {
                self.levels.truncate(self.levels.len() - above - 1);
            }
        } else {
            let here = (kind, self.line);
            let start = self.start();
            let label = start.is_some_and(|(start, _)| matches!(start, Case | Default));
            if matches!(kind, Semicolon | Comma) || kind == Colon && label {
                *start = None;
            } else {
                start.get_or_insert(here);
            }
        }
        self.last = Some(*token);
    }

    /// Where the current statement, item or declaration begins.
    fn start(&mut self) -> &mut Option<(TokenKind, Line)> {
        match self.levels.last_mut() {
            Some(level) => &mut level.start,
            None => &mut self.outside,
        }
    }

    fn line_start(&self, at: u32) -> u32 {
        let before = self.text.get(..at as usize).unwrap_or_default();
        before.rfind('\n').map_or(0, |line| line as u32 + 1)
    }

    /// The end of the line of `at`; `at` itself where a comment goes on behind the line.
    fn line_end(&self, at: u32, limit: u32) -> u32 {
        let rest = self
            .text
            .get(at as usize..limit as usize)
            .unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        if line.contains("/*") && !line.contains("*/") {
            return at;
        }
        at + line.trim_end().len() as u32
    }
}
