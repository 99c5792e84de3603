//! Numbers, regular expressions, inline XML. Strings are in `string.rs`.

use super::{Lexer, TokenKind, text};
use crate::report::{here, report};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::lexer as codes;

impl Lexer<'_> {
    /// At a digit.
    #[inline(always)]
    pub(super) fn number(&mut self) {
        let start = self.at;
        if self.behind_reification() {
            self.end_reification(TokenKind::Int, start);
        }
        // One digit and no more is the most frequent number.
        let next = self.peek(1);
        if !text::is_word(next) && next != b'.' {
            self.at += 1;
            let name = self.names.name(self.slice(start, self.at));
            self.emit_text(TokenKind::Int, start, name);
            return;
        }
        self.long_number(start);
    }

    fn long_number(&mut self, start: usize) {
        if self.peek(0) == b'0' && self.peek(1) | 32 == b'x' {
            self.at += 2;
            let digits = self.at;
            while self.peek(0).is_ascii_hexdigit() || self.peek(0) == b'_' {
                self.at += 1;
            }
            // In `0x1_i32` the underscore belongs to the suffix.
            let empty = self.at == digits;
            self.end_number(
                start,
                TokenKind::Int,
                empty.then_some("digits are missing after `0x`"),
            );
            return;
        }
        self.skip_digits();
        let digits = self.slice(start, self.at);
        let leading_zero = digits.len() > 1 && digits.starts_with('0');
        let mut kind = TokenKind::Int;
        if self.peek(0) == b'.' {
            let after = self.peek(1);
            let exponent = after | 32 == b'e' && matches!(self.peek(2), b'0'..=b'9' | b'-' | b'+');
            if after.is_ascii_digit() || exponent || !(after == b'.' || text::is_word(after)) {
                kind = TokenKind::Float;
                self.at += 1;
                self.skip_digits();
            }
        }
        if self.skip_exponent() {
            kind = TokenKind::Float;
        }
        let problem = (leading_zero && kind == TokenKind::Int)
            .then_some("a decimal number does not begin with `0`");
        self.end_number(start, kind, problem);
    }

    /// At `.` before a digit.
    pub(super) fn number_after_dot(&mut self) {
        let start = self.at;
        self.at += 1;
        self.skip_digits();
        self.skip_exponent();
        self.end_number(start, TokenKind::Float, None);
    }

    fn skip_digits(&mut self) {
        while self.peek(0).is_ascii_digit()
            || (self.peek(0) == b'_' && self.peek(1).is_ascii_digit())
        {
            self.at += 1;
        }
    }

    fn skip_exponent(&mut self) -> bool {
        if self.peek(0) | 32 != b'e' {
            return false;
        }
        let sign = usize::from(matches!(self.peek(1), b'-' | b'+'));
        if !self.peek(1 + sign).is_ascii_digit() {
            return false;
        }
        self.at += 1 + sign;
        self.skip_digits();
        true
    }

    /// Behind the digits: the suffix, and what must not stand there.
    fn end_number(&mut self, start: usize, mut kind: TokenKind, mut problem: Option<&'static str>) {
        let digits_end = self.at;
        self.skip_word();
        let tail = self.slice(digits_end, self.at);
        let raw = self.slice(start, digits_end);
        let hex = raw.as_bytes().get(1).is_some_and(|x| x | 32 == b'x');
        match tail.strip_prefix('_').unwrap_or(tail) {
            "" if tail.is_empty() => {}
            "i32" | "i64" | "u32" if kind == TokenKind::Int => {}
            "f64" => kind = TokenKind::Float,
            _ if problem.is_none() => {
                problem = Some(
                    match tail.strip_prefix('_').and_then(|t| t.bytes().next()) {
                        None | Some(b'_' | b'0'..=b'9') if tail.starts_with('_') => {
                            "`_` only stands between two digits or before a suffix"
                        }
                        _ => "the suffixes are `i32`, `i64`, `u32` and `f64`",
                    },
                );
            }
            _ => {}
        }
        if hex && problem.is_none() && (raw.contains("__") || raw.starts_with("0x_")) {
            problem = Some("`_` only stands between two digits or before a suffix");
        }
        let written = self.slice(start, self.at);
        if let Some(problem) = problem {
            let mut found = report(
                codes::INVALID_NUMBER,
                self.range_from(start),
                format!("`{written}` is not a number"),
            )
            .label(problem);
            let trimmed = written.trim_start_matches('0');
            if problem.contains("begin with `0`") && trimmed.bytes().all(|b| b.is_ascii_digit()) {
                let better = if trimmed.is_empty() { "0" } else { trimmed };
                let place = here(self.range_from(start));
                found = found.fix("drop the zeros", vec![(place, better.to_owned())]);
            }
            self.report(found);
        }
        let name = if written.contains('_') {
            let clean = written.replace('_', "");
            self.names.name(&clean)
        } else {
            self.names.name(written)
        };
        self.emit_text(kind, start, name);
    }

    /// At `~/`.
    pub(super) fn regex(&mut self) {
        let start = self.at;
        if self.behind_reification() {
            self.end_reification(TokenKind::Regex, start);
        }
        self.at += 2;
        let pattern = self.at;
        let mut slashes = false;
        let closed = loop {
            let Some(found) = memchr::memchr3(b'/', b'\\', b'\n', self.rest()) else {
                self.at = self.bytes.len();
                break false;
            };
            self.at += found;
            match (self.peek(0), self.peek(1)) {
                (b'/', _) => break true,
                (b'\n', _) | (b'\\', b'\n') => break false,
                (_, next) => {
                    slashes |= next == b'/';
                    self.at = (self.at + 2).min(self.bytes.len());
                }
            }
        };
        let end = self.at;
        if closed {
            self.at += 1;
        } else {
            let opener = TextRange::new(start as u32, start as u32 + 2);
            let found = report(
                codes::UNTERMINATED_REGEX,
                opener,
                "this regular expression does not end on its line",
            )
            .label("opened here")
            .help("close it with `/`; a `/` inside of it is written `\\/`");
            self.report(found);
        }
        let flags = self.at;
        if closed {
            self.skip_word();
        }
        let letters = self.slice(flags, self.at);
        if let Some(at) = letters.find(|letter: char| !"gimsu".contains(letter)) {
            let range = TextRange::new((flags + at) as u32, self.at as u32);
            let wrong = letters.get(at..).unwrap_or_default();
            let found = report(
                codes::INVALID_REGEX_FLAG,
                range,
                format!("`{wrong}` is no flag of regular expressions"),
            )
            .label("the flags are `g`, `i`, `m`, `s` and `u`");
            self.report(found);
        }
        let mut text = self.slice(pattern, end).to_owned();
        if slashes {
            text = text.replace("\\/", "/");
        }
        text.push('/');
        text.push_str(letters);
        let name = self.names.name(&text);
        self.emit_text(TokenKind::Regex, start, name);
    }

    /// At `<` where an expression begins: `<a …>…</a>`, `<a …/>`, `<>…</>`.
    pub(super) fn markup(&mut self) {
        let start = self.at;
        self.at += 1;
        let name_start = self.at;
        while text::is_word(self.peek(0)) || matches!(self.peek(0), b'-' | b':' | b'.') {
            self.at += 1;
        }
        let name = self.slice(name_start, self.at);
        let same = |rest: &[u8]| {
            rest.starts_with(name.as_bytes())
                && !rest
                    .get(name.len())
                    .is_some_and(|b| text::is_word(*b) || matches!(b, b'-' | b':' | b'.'))
        };
        let mut depth = 0_usize;
        // Whether we are between `<name` and its `>`.
        let mut in_tag = true;
        let closed = loop {
            let Some(found) = memchr::memchr2(b'<', b'>', self.rest()) else {
                break false;
            };
            let before = self.at + found;
            self.at = before + 1;
            let rest = self.rest();
            if self.bytes.get(before) == Some(&b'>') {
                let empty = in_tag && self.bytes.get(before.wrapping_sub(1)) == Some(&b'/');
                if empty && depth == 0 {
                    break true;
                }
                if empty {
                    depth -= 1;
                }
                in_tag = false;
            } else if rest.first() == Some(&b'/') && rest.get(1..).is_some_and(same) {
                if depth == 0 {
                    let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
                    self.at = (self.at + end + 1).min(self.bytes.len());
                    break true;
                }
                depth -= 1;
            } else if same(rest) {
                depth += 1;
                in_tag = true;
            }
        };
        if !closed {
            self.at = self.bytes.len();
            let opener = TextRange::new(start as u32, (name_start + name.len()) as u32);
            let found = report(
                codes::UNTERMINATED_MARKUP,
                opener,
                format!("the element `<{name}>` never ends"),
            )
            .label("opened here")
            .help(format!("close it with `</{name}>`"));
            self.report(found);
        }
        let text = self.names.name(self.slice(start, self.at));
        self.emit_text(TokenKind::Markup, start, text);
    }
}
