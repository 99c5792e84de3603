//! Operators, brackets, comments, metadata and `$` names.

use super::{BracketKind, Closed, Lexer, Open, Pair, TokenKind, text};
use crate::ast::BinaryOp;
use crate::report::report;
use hx2rs_base::catalogue::lexer as codes;

/// How far `)` and `]` look for what they close past brackets of the other kind.
pub(super) const MOST_CUT_BRACKETS: usize = 64;

impl Lexer<'_> {
    #[inline(always)]
    fn token(&mut self, kind: TokenKind, len: usize) {
        let start = self.at;
        self.at += len;
        self.emit(kind, start);
    }

    #[inline(always)]
    fn operator(&mut self, op: BinaryOp, len: usize) {
        let start = self.at;
        self.at += len;
        self.emit_full(TokenKind::Operator, start, self.empty, Some(op));
    }

    #[inline(always)]
    fn assign(&mut self, op: BinaryOp, len: usize) {
        let start = self.at;
        self.at += len;
        self.emit_full(TokenKind::OperatorAssign, start, self.empty, Some(op));
    }

    /// At a byte that is neither space, letter nor digit.
    #[inline(always)]
    pub(super) fn symbol(&mut self, byte: u8) {
        use BinaryOp::*;
        let next = self.peek(1);
        match byte {
            b'(' => self.open(BracketKind::Paren, TokenKind::LeftParen, 1),
            b')' => self.close(BracketKind::Paren, TokenKind::RightParen),
            b'{' => self.open(BracketKind::Brace, TokenKind::LeftBrace, 1),
            b'}' => self.close(BracketKind::Brace, TokenKind::RightBrace),
            b'[' => self.open(BracketKind::Bracket, TokenKind::LeftBracket, 1),
            b']' => self.close(BracketKind::Bracket, TokenKind::RightBracket),
            b';' => self.token(TokenKind::Semicolon, 1),
            b',' => self.token(TokenKind::Comma, 1),
            b':' => self.token(TokenKind::Colon, 1),
            b'.' => match next {
                b'.' if self.peek(2) == b'.' => self.token(TokenKind::Spread, 3),
                b'0'..=b'9' => self.number_after_dot(),
                _ => self.token(TokenKind::Dot, 1),
            },
            b'"' => self.double_string(),
            b'\'' => self.single_string(),
            b'=' => match next {
                b'=' => self.operator(Equal, 2),
                b'>' => self.operator(MapArrow, 2),
                _ => self.token(TokenKind::Assign, 1),
            },
            b'/' => match next {
                b'/' => self.skip_line(),
                b'*' => self.block_comment(),
                b'=' => self.assign(Div, 2),
                _ => self.operator(Div, 1),
            },
            b'?' => match next {
                b'?' if self.peek(2) == b'=' => self.assign(NullCoalesce, 3),
                b'?' => self.operator(NullCoalesce, 2),
                b'.' if !matches!(self.peek(2), b'0'..=b'9' | b'.') => {
                    self.token(TokenKind::QuestionDot, 2);
                }
                _ => self.token(TokenKind::Question, 1),
            },
            b'-' => match next {
                b'>' => self.arrow(),
                b'-' => self.token(TokenKind::Decrement, 2),
                b'=' => self.assign(Sub, 2),
                _ => self.token(TokenKind::Minus, 1),
            },
            b'+' => match next {
                b'+' => self.token(TokenKind::Increment, 2),
                b'=' => self.assign(Add, 2),
                _ => self.operator(Add, 1),
            },
            b'*' => match next {
                b'=' => self.assign(Mul, 2),
                _ => self.token(TokenKind::Star, 1),
            },
            b'%' => match next {
                b'=' => self.assign(Mod, 2),
                _ => self.operator(Mod, 1),
            },
            b'^' => match next {
                b'=' => self.assign(Xor, 2),
                _ => self.operator(Xor, 1),
            },
            b'&' => match (next, self.peek(2)) {
                (b'&', b'=') => self.assign(BoolAnd, 3),
                (b'&', _) => self.operator(BoolAnd, 2),
                (b'=', _) => self.assign(And, 2),
                _ => self.token(TokenKind::Ampersand, 1),
            },
            b'|' => match (next, self.peek(2)) {
                (b'|', b'=') => self.assign(BoolOr, 3),
                (b'|', _) => self.operator(BoolOr, 2),
                (b'=', _) => self.assign(Or, 2),
                _ => self.operator(Or, 1),
            },
            b'!' => match next {
                b'=' => self.operator(NotEqual, 2),
                _ => self.token(TokenKind::Not, 1),
            },
            b'<' => match (next, self.peek(2)) {
                (b'<', b'=') => self.assign(Shl, 3),
                (b'<', _) => self.operator(Shl, 2),
                (b'=', _) => self.operator(LessEqual, 2),
                _ => self.less(next),
            },
            // Never glued: `>>` may close two lists of type arguments. The grammar puts `>>` and `>=` together.
            b'>' => match next {
                b'>' | b'=' => self.token(TokenKind::GreaterGlued, 1),
                _ => self.token(TokenKind::Greater, 1),
            },
            b'~' => match next {
                b'/' => self.regex(),
                _ => self.token(TokenKind::Tilde, 1),
            },
            b'@' => self.metadata(),
            b'$' => self.dollar(),
            b'#' => self.directive(),
            _ => self.invalid(),
        }
    }

    fn open(&mut self, kind: BracketKind, token: TokenKind, len: usize) {
        use TokenKind::*;
        let header = kind == BracketKind::Paren
            && matches!(self.last_kind(), If | While | For | Switch | Catch);
        let pair = self.out.brackets.len() as u32;
        let open = self.next_index();
        self.out.brackets.push(Pair {
            open,
            close: u32::MAX,
            closed: false,
        });
        let waiting_do = std::mem::take(&mut self.waiting_do);
        if !matches!(kind, BracketKind::Paren | BracketKind::Bracket) {
            self.braces.push(self.stack.len() as u32);
        }
        self.stack.push(Open {
            pair,
            kind,
            waiting_do,
            header,
        });
        let token = if token == LeftParen && self.last_kind() == Cast {
            LeftParenCast
        } else {
            token
        };
        self.token(token, len);
    }

    /// Opens `${` of a string, which has `len` bytes.
    pub(super) fn open_string_brace(&mut self, len: usize) {
        self.open(BracketKind::StringBrace, TokenKind::StringBrace, len);
    }

    fn close(&mut self, kind: BracketKind, token: TokenKind) {
        let index = self.next_index();
        let string_goes_on = self.close_pair(kind, index);
        self.token(token, 1);
        if string_goes_on {
            self.string_goes_on();
        }
    }

    /// A `}` that the text does not have, directly behind the last token.
    pub(super) fn close_unwritten(&mut self) {
        let index = self.next_index();
        self.close_pair(BracketKind::Brace, index);
        // What was read since the last token belongs to the next one.
        let (at, doc, new_line) = (self.at, self.doc.take(), self.new_line);
        let end = self.out.tokens.last().map_or(0, |token| token.end as usize);
        self.at = end;
        self.new_line = false;
        self.emit(TokenKind::RightBrace, end);
        (self.at, self.doc, self.new_line) = (at, doc, new_line);
    }

    /// Finds the bracket that this one closes. A closing brace also cuts short whatever is still open inside of it, so
    /// that one forgotten parenthesis does not swallow the file. Returns whether a string goes on behind it.
    fn close_pair(&mut self, kind: BracketKind, index: u32) -> bool {
        let fits = |open: &Open| match open.kind {
            BracketKind::StringBrace | BracketKind::Reification => kind == BracketKind::Brace,
            BracketKind::Paren | BracketKind::Bracket | BracketKind::Brace => open.kind == kind,
        };
        if !self.stack.last().is_some_and(fits) {
            // `)` and `]` may cut short each other, but not a brace.
            let inner = if kind == BracketKind::Brace {
                let brace = self.braces.last().map(|brace| *brace as usize);
                brace.and_then(|brace| self.stack.len().checked_sub(brace + 1))
            } else {
                let found = self.stack.iter().rev().take_while(|open| {
                    matches!(open.kind, BracketKind::Paren | BracketKind::Bracket)
                });
                found.take(MOST_CUT_BRACKETS).position(fits)
            };
            let Some(inner) = inner else {
                return false;
            };
            for _ in 0..inner {
                self.pop(index, false);
            }
        }
        self.pop(index, true)
    }

    fn pop(&mut self, index: u32, closed: bool) -> bool {
        let Some(open) = self.stack.pop() else {
            return false;
        };
        if !matches!(open.kind, BracketKind::Paren | BracketKind::Bracket) {
            self.braces.pop();
        }
        self.waiting_do = open.waiting_do;
        if let Some(pair) = self.out.brackets.get_mut(open.pair as usize) {
            pair.close = index;
            pair.closed = closed;
            self.last_closed = Closed {
                open_token: pair.open,
                close_token: index,
                header: open.header,
                reification: open.kind == BracketKind::Reification,
            };
        }
        open.kind == BracketKind::StringBrace
    }

    /// `->`: the parenthesis before it, if any, opens parameters.
    fn arrow(&mut self) {
        if self.last_kind() == TokenKind::RightParen
            && self.last_closed.close_token + 1 == self.next_index()
            && let Some(token) = self
                .out
                .tokens
                .get_mut(self.last_closed.open_token as usize)
            && matches!(token.kind, TokenKind::LeftParen | TokenKind::LeftParenCast)
        {
            token.kind = TokenKind::LeftParenArrow;
        }
        self.token(TokenKind::Arrow, 2);
    }

    fn less(&mut self, next: u8) {
        let may_be_markup = next == b'>' || text::class(next) == text::Class::Letter;
        if may_be_markup && self.expression_begins() {
            self.markup();
        } else {
            self.token(TokenKind::Less, 1);
        }
    }

    /// Whether only an expression can come next, so that `<` is not an operator.
    fn expression_begins(&self) -> bool {
        use TokenKind::*;
        let last = self.last_kind();
        matches!(
            last,
            LeftParen
                | LeftBracket
                | LeftBrace
                | Comma
                | Semicolon
                | Assign
                | OperatorAssign
                | Operator
                | Question
                | Arrow
                | Return
                | Else
                | Macro
                | Untyped
                | Throw
                | In
        ) || (last == RightParen && !self.after_operand(last))
    }

    fn block_comment(&mut self) {
        let start = self.at;
        let closed = self.skip_block_comment();
        if !closed {
            let opener = hx2rs_base::TextRange::new(start as u32, start as u32 + 2);
            let found = report(
                codes::UNTERMINATED_COMMENT,
                opener,
                "this comment never ends",
            )
            .label("opened here")
            .help("close it with `*/`");
            self.report(found);
        } else if self.bytes.get(start + 2) == Some(&b'*') && self.at > start + 4 {
            self.doc = Some(self.range_from(start));
        }
    }

    /// `@name`, `@:a.b`: one token, whose text is the name.
    fn metadata(&mut self) {
        let start = self.at;
        if self.behind_reification() {
            self.end_reification(TokenKind::Meta, start);
        }
        self.at += 1;
        if self.peek(0) == b':' {
            self.at += 1;
        }
        let name = self.at;
        if text::class(self.peek(0)) == text::Class::Letter {
            self.skip_word();
            while self.peek(0) == b'.' && text::class(self.peek(1)) == text::Class::Letter {
                self.at += 1;
                self.skip_word();
            }
        }
        if self.at == name {
            let range = self.range_from(start);
            let found = report(codes::INVALID_METADATA, range, "metadata needs a name")
                .label("a name must follow directly: `@:name`");
            self.report(found);
            return;
        }
        let text = self.names.name(self.slice(name, self.at));
        let kind = match self.peek(0) {
            b'(' => TokenKind::MetaCall,
            _ => TokenKind::Meta,
        };
        self.emit_text(kind, start, text);
    }

    /// `$name`, `$e{`, `${`.
    fn dollar(&mut self) {
        use TokenKind::*;
        let start = self.at;
        if self.behind_reification() {
            self.end_reification(DollarIdent, start);
        }
        self.at += 1;
        self.skip_word();
        let end = self.at;
        // A space may stand between the letter and the brace, but not where a brace would begin a body.
        if end - start <= 2 && !matches!(self.last_kind(), Class | Colon | Arrow | Function) {
            while text::is_space(self.peek(0)) {
                self.at += 1;
            }
        }
        if self.peek(0) == b'{' {
            let text = self.names.name(self.slice(start + 1, end));
            self.at = start;
            let len = self.bytes.get(start..).map_or(0, |rest| {
                memchr::memchr(b'{', rest).map_or(0, |brace| brace + 1)
            });
            self.open(BracketKind::Reification, DollarBrace, len);
            if let Some(token) = self.out.tokens.last_mut() {
                token.text = text;
            }
            return;
        }
        self.at = end;
        let text = self.names.name(self.slice(start, end));
        if end == start + 1 {
            let range = self.range_from(start);
            let found = report(codes::INVALID_CHARACTER, range, "a lone `$`")
                .label("a name or `{` must follow");
            self.report(found);
            return;
        }
        self.emit_text(DollarIdent, start, text);
    }

    /// Characters that begin no token: one report for a run of them.
    fn invalid(&mut self) {
        let start = self.at;
        while let Some(&byte) = self.bytes.get(self.at) {
            let ascii = byte.is_ascii();
            if self.at > start && ascii && !byte.is_ascii_control() && byte != b'\\' && byte != b'`'
            {
                break;
            }
            if self.at > start && text::is_space(byte) {
                break;
            }
            self.at += 1;
        }
        let found = self.slice(start, self.at);
        let shown: String = found.chars().take(12).collect();
        let what = match found.chars().count() {
            1 => "character",
            _ => "characters",
        };
        let joins_word = text::is_word(self.peek(0))
            || start > 0 && self.bytes.get(start - 1).is_some_and(|b| text::is_word(*b));
        let mut found = report(
            codes::INVALID_CHARACTER,
            self.range_from(start),
            format!("unexpected {what} `{}`", shown.escape_debug()),
        )
        .label("no token begins with this");
        if joins_word {
            found = found.note("names consist of the letters a-z and A-Z, digits and `_`");
        }
        self.report(found);
    }
}
