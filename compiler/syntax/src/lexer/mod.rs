//! Text → tokens, in one pass by hand. Besides splitting words it does what needs a stack of brackets: which bracket
//! closes which, and a few marks that keep the grammar small (`(` before `->`, the `while` of a `do`). Conditional
//! compilation happens here, so `#if` may stand between any two tokens. It knows no grammar beyond that.
//!
//! A forgotten `}` is put where the lines' indentation misses it: `balance.rs`.
//!
//! `token.rs` has the kinds; `scan.rs` operators and brackets; `literal.rs` numbers and regular expressions; `string.rs`
//! strings; `conditional.rs` and `condition.rs` the `#` lines.

mod balance;
mod condition;
mod conditional;
mod literal;
mod names;
mod scan;
mod string;
mod text;
mod token;

use names::Key;
pub(crate) use names::NameTable;
pub(crate) use token::{KEYWORDS, Token, TokenKind};

use crate::ast::BinaryOp;
use crate::report::{Report, report};
use hx2rs_base::catalogue::lexer as codes;
use hx2rs_base::{Defines, Name, TextRange};

/// Larger files are refused: tokens and trees take a multiple of the text.
const LARGEST_FILE: usize = 256 << 20;

/// How many tokens of a `case` are looked at to find out that they are one.
const LONGEST_PATTERN: usize = 64;

/// Brackets nested deeper than this are refused by the parser; the lexer only has to stay linear.
#[derive(Clone, Copy)]
struct Open {
    /// Index into [`Lexed::brackets`].
    pair: u32,
    kind: BracketKind,
    /// How many `do` wait for their `while` inside the enclosing bracket.
    waiting_do: u32,
    /// `(` of `if`, `while`, `for`, `switch`, `catch`: what follows its match is no operator.
    header: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BracketKind {
    Paren,
    Bracket,
    Brace,
    /// `${` in a string: after the `}` the string goes on.
    StringBrace,
    /// `$x{` of macros.
    Reification,
}

/// Where a bracket opens and closes, as indexes of tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Pair {
    pub(crate) open: u32,
    /// The closing token; for an unclosed bracket the token that cut it short, or the number of tokens.
    pub(crate) close: u32,
    pub(crate) closed: bool,
}

/// The tokens of a file and what was learned on the way.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Token>,
    /// In order of opening tokens.
    pub(crate) brackets: Vec<Pair>,
    /// Doc comments: the index of the token they stand before, and their place.
    pub(crate) docs: Vec<(u32, TextRange)>,
    pub(crate) reports: Vec<Report>,
    /// Length of the text.
    pub(crate) len: u32,
}

/// Splits a file into tokens. Values of `defines` decide which branches of `#if` exist.
pub(crate) fn lex(text: &str, defines: &Defines) -> Lexed {
    if text.len() > LARGEST_FILE {
        let place = TextRange::new(0, 0);
        let size = text.len() >> 20;
        return Lexed {
            reports: vec![
                report(
                    codes::FILE_TOO_LARGE,
                    place,
                    format!("this file has {size} MB"),
                )
                .label("a source file has at most 256 MB")
                .help("split the module, or load large data at run time with `sys.io.File`"),
            ],
            len: text.len() as u32,
            ..Lexed::default()
        };
    }
    let out = Lexer::new(text, defines).read(&[]);
    if out.brackets.iter().all(|pair| pair.closed) {
        return out;
    }
    let missing = balance::missing_braces(text, &out);
    if missing.is_empty() {
        return out;
    }
    let places: Vec<usize> = missing.iter().map(|brace| brace.before as usize).collect();
    let mut out = Lexer::new(text, defines).read(&places);
    let found = missing.into_iter().map(|brace| brace.report);
    out.reports.extend(found);
    out
}

/// The bracket that was closed last.
#[derive(Clone, Copy, Default)]
struct Closed {
    open_token: u32,
    close_token: u32,
    header: bool,
    /// `$x{…}`.
    reification: bool,
}

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    names: NameTable,
    empty: Name,
    out: Lexed,
    stack: Vec<Open>,
    /// Where the braces are on the stack.
    braces: Vec<u32>,
    waiting_do: u32,
    last_closed: Closed,
    doc: Option<TextRange>,
    new_line: bool,
    conditionals: Vec<conditional::Conditional>,
    defines: &'t Defines,
}

impl<'t> Lexer<'t> {
    fn new(text: &'t str, defines: &'t Defines) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            names: NameTable::take(),
            empty: Name::new(""),
            out: Lexed {
                tokens: Vec::with_capacity(text.len() / 5 + 16),
                len: text.len() as u32,
                ..Lexed::default()
            },
            stack: Vec::with_capacity(32),
            braces: Vec::new(),
            waiting_do: 0,
            last_closed: Closed::default(),
            doc: None,
            new_line: true,
            conditionals: Vec::new(),
            defines,
        }
    }

    /// The tokens of the text. `closed`: where a `}` is read that the text does not have.
    fn read(mut self, closed: &[usize]) -> Lexed {
        if self.bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.at = 3;
        }
        if self.rest().starts_with(b"#!") {
            self.skip_line();
        }
        for place in closed {
            self.run(*place);
            self.close_unwritten();
        }
        self.run(self.bytes.len());
        self.finish();
        self.names.put_back();
        self.out
    }

    /// The byte `ahead` of the current one; 0 past the end.
    #[inline(always)]
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    #[inline(always)]
    fn rest(&self) -> &'t [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    #[inline(always)]
    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    #[inline(always)]
    fn last_kind(&self) -> TokenKind {
        self.out
            .tokens
            .last()
            .map_or(TokenKind::StartFile, |token| token.kind)
    }

    fn next_index(&self) -> u32 {
        self.out.tokens.len() as u32
    }

    #[inline(always)]
    fn emit(&mut self, kind: TokenKind, start: usize) {
        self.emit_full(kind, start, self.empty, None);
    }

    #[inline(always)]
    fn emit_text(&mut self, kind: TokenKind, start: usize, text: Name) {
        self.emit_full(kind, start, text, None);
    }

    #[inline(always)]
    fn emit_full(&mut self, kind: TokenKind, start: usize, text: Name, op: Option<BinaryOp>) {
        if let Some(doc) = self.doc.take() {
            self.out.docs.push((self.out.tokens.len() as u32, doc));
        }
        self.out.tokens.push(Token {
            start: start as u32,
            end: self.at as u32,
            text,
            kind,
            op,
            on_new_line: std::mem::take(&mut self.new_line),
        });
    }

    fn range_from(&self, start: usize) -> TextRange {
        TextRange::new(start as u32, self.at as u32)
    }

    fn report(&mut self, report: Report) {
        self.out.reports.push(report);
    }

    /// Reads tokens until one begins at `end` or behind it.
    fn run(&mut self, end: usize) {
        let bytes = self.bytes.get(..end).unwrap_or(self.bytes);
        while let Some(&byte) = bytes.get(self.at) {
            match text::class(byte) {
                text::Class::Space => self.skip_space(byte),
                text::Class::Letter => self.word(),
                text::Class::Digit => self.number(),
                text::Class::Other => self.symbol(byte),
            }
        }
    }

    #[inline(always)]
    fn skip_space(&mut self, first: u8) {
        let mut new_line = first == b'\n';
        let mut len = 1;
        for byte in self.rest().iter().skip(1) {
            if !text::is_space(*byte) {
                break;
            }
            new_line |= *byte == b'\n';
            len += 1;
        }
        self.at += len;
        self.new_line |= new_line;
    }

    #[inline(always)]
    fn skip_word(&mut self) {
        let rest = self.rest();
        let end = rest.iter().position(|byte| !text::is_word(*byte));
        self.at += end.unwrap_or(rest.len());
    }

    #[inline(always)]
    fn word(&mut self) {
        let start = self.at;
        self.at += 1;
        self.skip_word();
        let text = self.slice(start, self.at);
        let len = self.at - start;
        let word = match self.bytes.get(start..).and_then(<[u8]>::first_chunk) {
            Some(eight) if len <= Key::WHOLE => {
                self.names.word_of_key(Key::short(*eight, len), text)
            }
            Some(_) | None => self.names.word(text),
        };
        if self.behind_reification() {
            self.end_reification(word.kind, start);
        }
        let kind = if word.kind == TokenKind::Ident {
            TokenKind::Ident
        } else {
            self.keyword(word.kind)
        };
        self.emit_text(kind, start, word.name);
    }

    /// Whether the last token is the `}` of `$x{…}`.
    #[inline(always)]
    fn behind_reification(&self) -> bool {
        self.last_closed.reification && self.last_closed.close_token + 1 == self.next_index()
    }

    /// `$b{…} foo();`: a `;` may lack behind any closing brace, and nothing else makes a word, number, string and so on
    /// follow this one, but for the `if` of `case $v{…} if (…)`.
    #[cold]
    fn end_reification(&mut self, next: TokenKind, start: usize) {
        use TokenKind::*;
        let goes_on = matches!(next, Is | In | Else | Catch | Case | Default)
            || next == While && self.waiting_do > 0
            || next == If && self.in_case_label();
        if !goes_on {
            let at = std::mem::replace(&mut self.at, start);
            self.emit(Semicolon, start);
            self.at = at;
        }
    }

    /// Whether the tokens before this one are the pattern of a `case`.
    fn in_case_label(&self) -> bool {
        use TokenKind::*;
        let before = self.out.tokens.get(..self.last_closed.open_token as usize);
        let before = before.unwrap_or_default().iter().rev();
        let mut ends = before
            .take(LONGEST_PATTERN)
            .map(|token| token.kind)
            .filter(|kind| matches!(kind, Case | Semicolon | Colon | LeftBrace | RightBrace));
        ends.next() == Some(Case)
    }

    /// The kind of a keyword where it stands.
    fn keyword(&mut self, kind: TokenKind) -> TokenKind {
        use TokenKind::*;
        let last = self.out.tokens.last().copied();
        let last_kind = self.last_kind();
        if matches!(last_kind, Dot | QuestionDot) && matches!(kind, Extern | Function | Macro) {
            // `a.macro` is a name if nothing stands between dot and word.
            let start = self.at - text::word_len_before(self.bytes, self.at);
            if last.is_some_and(|last| last.end as usize == start) {
                return Ident;
            }
        }
        #[allow(clippy::wildcard_enum_match_arm)] // All other keywords mean the same everywhere.
        match kind {
            Else if last_kind == Semicolon => {
                // `if (a) b(); else c();`: the grammar has no `;` inside an expression.
                self.out.tokens.pop();
                if let Some(doc) = self.out.docs.last_mut() {
                    doc.0 = doc.0.min(self.out.tokens.len() as u32);
                }
                Else
            }
            Do => {
                self.waiting_do += 1;
                Do
            }
            While if self.waiting_do > 0 && self.after_operand(last_kind) => {
                self.waiting_do -= 1;
                WhileOfDo
            }
            Var | Final if last_kind == Case => CaseVar,
            Macro if self.peek(0) == b'.' => Ident,
            other => other,
        }
    }

    /// Whether an operand has just ended, so that an operator may follow.
    fn after_operand(&self, last: TokenKind) -> bool {
        let header = self.last_closed.header
            && self.last_closed.close_token + 1 == self.next_index()
            && last == TokenKind::RightParen;
        last.ends_operand() && !header
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    }

    /// At `/*`; returns whether the comment is closed.
    fn skip_block_comment(&mut self) -> bool {
        self.at += 2;
        loop {
            match memchr::memchr(b'*', self.rest()) {
                None => {
                    self.at = self.bytes.len();
                    return false;
                }
                Some(star) => {
                    self.at += star + 1;
                    if self.peek(0) == b'/' {
                        self.at += 1;
                        return true;
                    }
                }
            }
        }
    }

    fn finish(&mut self) {
        let end = self.next_index();
        while let Some(open) = self.stack.pop() {
            if let Some(pair) = self.out.brackets.get_mut(open.pair as usize) {
                pair.close = end;
            }
        }
        self.finish_conditionals();
    }
}
