//! Numbers, strings with their escapes and interpolation, regular expressions, inline XML.

use super::{Lexer, TokenKind, text};
use crate::report::{here, report};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::lexer as codes;

/// How many unclosed strings of a file end at their line; the rest of them run to the end of the file. More would be
/// quadratic on hostile input.
const MOST_CUT_STRINGS: usize = 8;

impl Lexer<'_> {
    /// At a digit.
    #[inline(always)]
    pub(super) fn number(&mut self) {
        let start = self.at;
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

    pub(super) fn double_string(&mut self) {
        let start = self.at;
        self.at += 1;
        let mut escapes = false;
        loop {
            match memchr::memchr2(b'"', b'\\', self.rest()) {
                None => {
                    self.cut_string(start, start + 1, "\"");
                    break;
                }
                Some(found) => {
                    self.at += found;
                    if self.peek(0) == b'"' {
                        self.at += 1;
                        break;
                    }
                    escapes = true;
                    self.at = (self.at + 2).min(self.bytes.len());
                }
            }
        }
        let closed = self.at > start + 1 && self.bytes.get(self.at - 1) == Some(&b'"');
        let end = if closed { self.at - 1 } else { self.at };
        let text = self.string_text(start + 1, end, escapes);
        self.emit_text(TokenKind::DoubleString, start, text);
    }

    pub(super) fn single_string(&mut self) {
        let start = self.at;
        self.at += 1;
        self.string_segment(start, false);
    }

    /// Behind the `}` of an interpolated expression.
    pub(super) fn string_goes_on(&mut self) {
        self.string_segment(self.at, true);
    }

    /// Text of a string in single quotes, up to the next `${` or the end. `opened`: the string is known to have
    /// interpolation, so its parts are tokens.
    fn string_segment(&mut self, quote: usize, mut opened: bool) {
        let mut segment = self.at;
        let mut escapes = false;
        loop {
            let Some(found) = memchr::memchr3(b'\'', b'\\', b'$', self.rest()) else {
                self.cut_string(quote, segment, "'");
                self.end_string(quote, segment, self.at, escapes, opened);
                return;
            };
            self.at += found;
            match (self.peek(0), self.peek(1)) {
                (b'\'', _) => {
                    let end = self.at;
                    self.at += 1;
                    self.end_string(quote, segment, end, escapes, opened);
                    return;
                }
                (b'$', next) if next == b'{' || text::class(next) == text::Class::Letter => {
                    if !opened {
                        opened = true;
                        let at = std::mem::replace(&mut self.at, quote + 1);
                        self.emit(TokenKind::StringOpen, quote);
                        self.at = at;
                    }
                    self.string_part(segment, escapes);
                    escapes = false;
                    if next == b'{' {
                        self.open_string_brace();
                        return;
                    }
                    let dollar = self.at;
                    self.at += 1;
                    self.skip_word();
                    let name = self.names.name(self.slice(dollar + 1, self.at));
                    self.emit_text(TokenKind::StringIdent, dollar, name);
                    segment = self.at;
                }
                (b'\\', _) | (b'$', b'$') => {
                    escapes = true;
                    self.at = (self.at + 2).min(self.bytes.len());
                }
                _ => self.at += 1,
            }
        }
    }

    /// Emits the text from `segment` to here, if any.
    fn string_part(&mut self, segment: usize, escapes: bool) {
        if self.at > segment {
            let text = self.single_string_text(segment, self.at, escapes);
            self.emit_text(TokenKind::StringText, segment, text);
        }
    }

    fn end_string(
        &mut self,
        quote: usize,
        segment: usize,
        end: usize,
        escapes: bool,
        opened: bool,
    ) {
        if !opened {
            let text = self.single_string_text(segment, end, escapes);
            self.emit_text(TokenKind::SingleString, quote, text);
            return;
        }
        let at = std::mem::replace(&mut self.at, end);
        self.string_part(segment, escapes);
        self.at = at;
        self.emit(TokenKind::StringClose, end);
    }

    /// A string that never ends: it is taken to end at its line, so that the rest of the file still counts.
    fn cut_string(&mut self, quote: usize, segment: usize, closer: &str) {
        let rest = self.bytes.get(segment..).unwrap_or_default();
        let line = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let cut = self
            .out
            .reports
            .iter()
            .filter(|report| report.code == codes::UNTERMINATED_STRING)
            .count();
        let mut end = self.bytes.len();
        if cut < MOST_CUT_STRINGS {
            end = segment + line;
            // A `;` or `)` at the end of the line is hardly part of the text.
            while end > segment
                && self
                    .bytes
                    .get(end - 1)
                    .is_some_and(|b| matches!(b, b';' | b')' | b'\r'))
            {
                end -= 1;
            }
        }
        self.at = end.max(segment);
        // A string that goes on behind `${…}` has swallowed its end there, if a string in it never ends.
        let goes_on = !matches!(self.bytes.get(quote), Some(b'"' | b'\''));
        if goes_on && cut > 0 {
            return;
        }
        let opener = TextRange::new(quote as u32, quote as u32 + 1);
        let place = TextRange::new(self.at as u32, self.at as u32);
        let found = report(codes::UNTERMINATED_STRING, opener, "this string never ends")
            .label("opened here")
            .fix("close it", vec![(here(place), closer.to_owned())]);
        self.report(found);
    }

    fn string_text(&mut self, start: usize, end: usize, escapes: bool) -> hx2rs_base::Name {
        if escapes {
            let text = self.unescape(start, end, false);
            return self.names.name(&text);
        }
        self.names.name(self.slice(start, end))
    }

    fn single_string_text(&mut self, start: usize, end: usize, escapes: bool) -> hx2rs_base::Name {
        if escapes {
            let text = self.unescape(start, end, true);
            return self.names.name(&text);
        }
        self.names.name(self.slice(start, end))
    }

    /// Resolves `\n` and so on, and `$$` where `dollars`.
    fn unescape(&mut self, start: usize, end: usize, dollars: bool) -> String {
        let raw = self.slice(start, end);
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find(['\\', '$']) {
            let (before, found) = rest.split_at(at);
            text.push_str(before);
            if found.starts_with('$') {
                text.push('$');
                let double = dollars && found.starts_with("$$");
                rest = found.get(if double { 2 } else { 1 }..).unwrap_or_default();
                continue;
            }
            let offset = start + (raw.len() - found.len());
            match escape(found) {
                Ok((character, len)) => {
                    text.push(character);
                    rest = found.get(len..).unwrap_or_default();
                }
                Err((len, problem)) => {
                    let range = TextRange::new(offset as u32, (offset + len) as u32);
                    let shown = found.get(..len).unwrap_or(found);
                    let mut wrong = report(
                        codes::INVALID_ESCAPE,
                        range,
                        format!("`{shown}` is not an escape"),
                    )
                    .label(problem);
                    if len == 2 {
                        let place = TextRange::new(offset as u32, offset as u32);
                        wrong = wrong.fix(
                            "write the backslash itself",
                            vec![(here(place), "\\".to_owned())],
                        );
                    }
                    self.report(wrong);
                    text.push_str(shown);
                    rest = found.get(len..).unwrap_or_default();
                }
            }
        }
        text.push_str(rest);
        text
    }

    /// At `~/`.
    pub(super) fn regex(&mut self) {
        let start = self.at;
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

/// The character of the escape at the start of `text` and its length, or the length of what is wrong and why.
fn escape(text: &str) -> Result<(char, usize), (usize, &'static str)> {
    let mut characters = text.chars();
    characters.next();
    let Some(letter) = characters.next() else {
        return Err((text.len(), "the string ends here"));
    };
    let simple = |character| Ok((character, 2));
    match letter {
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        '\\' | '"' | '\'' => simple(letter),
        '0'..='3' => {
            let digits = text.get(1..4).unwrap_or_default();
            let octal = digits.len() == 3 && digits.bytes().all(|b| matches!(b, b'0'..=b'7'));
            match u32::from_str_radix(digits, 8).ok().and_then(char::from_u32) {
                Some(character) if octal => Ok((character, 4)),
                _ => Err((2, "an octal escape has three digits: `\\012`")),
            }
        }
        'x' => match code_point(text.get(2..4).unwrap_or_default(), 2) {
            Some(character) => Ok((character, 4)),
            None => Err((2, "two hexadecimal digits must follow: `\\x0A`")),
        },
        'u' if text.get(2..3) == Some("{") => {
            let digits = text.get(3..).unwrap_or_default();
            let Some(end) = digits.find('}').filter(|end| *end > 0 && *end <= 8) else {
                return Err((3, "up to six hexadecimal digits and `}` must follow"));
            };
            match code_point(digits.get(..end).unwrap_or_default(), end) {
                Some(character) => Ok((character, end + 4)),
                None => Err((
                    end + 4,
                    "the largest code point is `10FFFF`, and surrogates are none",
                )),
            }
        }
        'u' => match code_point(text.get(2..6).unwrap_or_default(), 4) {
            Some(character) => Ok((character, 6)),
            None => Err((
                2,
                "four hexadecimal digits must follow: `\\u00E9`, or `\\u{1F600}`",
            )),
        },
        other => Err((
            1 + other.len_utf8(),
            "the escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\'`, `\\\\`, `\\x41`, `\\u00E9`, `\\u{1F600}` and `\\101`",
        )),
    }
}

fn code_point(digits: &str, len: usize) -> Option<char> {
    if digits.len() != len || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}
