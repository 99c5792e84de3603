//! Strings, their escapes, and interpolation. As in the official compiler, escapes are resolved before interpolation is
//! looked for: `'\x24{a}'` interpolates, and a string inside `${…}` has its escapes resolved once more for each string
//! around it.

use super::{BracketKind, Lexer, TokenKind, text};
use crate::report::{here, report};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::lexer as codes;

/// How many unclosed strings of a file end at their line; the rest of them run to the end of the file. More would be
/// quadratic on hostile input.
const MOST_CUT_STRINGS: usize = 8;

impl Lexer<'_> {
    pub(super) fn double_string(&mut self) {
        let start = self.at;
        if self.behind_reification() {
            self.end_reification(TokenKind::DoubleString, start);
        }
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
        if self.behind_reification() {
            self.end_reification(TokenKind::SingleString, start);
        }
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
            if self.peek(0) == b'\'' {
                let end = self.at;
                self.at += 1;
                self.end_string(quote, segment, end, escapes, opened);
                return;
            }
            let sign = self.dollar_len(self.at);
            let next = self.peek(sign);
            match sign {
                1.. if next == b'{' || text::class(next) == text::Class::Letter => {
                    if !opened {
                        opened = true;
                        let at = std::mem::replace(&mut self.at, quote + 1);
                        self.emit(TokenKind::StringOpen, quote);
                        self.at = at;
                    }
                    self.string_part(segment, escapes);
                    escapes = false;
                    if next == b'{' {
                        self.open_string_brace(sign + 1);
                        return;
                    }
                    let dollar = self.at;
                    self.at += sign;
                    self.skip_word();
                    let name = self.names.name(self.slice(dollar + sign, self.at));
                    self.emit_text(TokenKind::StringIdent, dollar, name);
                    segment = self.at;
                }
                0 => {
                    escapes = true;
                    self.at = (self.at + 2).min(self.bytes.len());
                }
                _ => {
                    let second = self.dollar_len(self.at + sign);
                    escapes |= second > 0 || sign > 1;
                    if second == 0 && next == b'\\' {
                        self.check_spelled(self.at + sign);
                    }
                    self.at += sign + second;
                }
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

    /// Length of the dollar sign at `at`, which may be spelled as an escape; 0 if there is none.
    fn dollar_len(&self, at: usize) -> usize {
        match self.bytes.get(at) {
            Some(b'$') => 1,
            Some(b'\\') => match escape(self.slice(at, self.bytes.len())) {
                Ok(('$', len)) => len,
                Ok(_) | Err(_) => 0,
            },
            Some(_) | None => 0,
        }
    }

    /// At an escape behind a `$`: it must not spell what would be interpolated.
    #[cold]
    fn check_spelled(&mut self, at: usize) {
        let Ok((character, len)) = escape(self.slice(at, self.bytes.len())) else {
            return;
        };
        if character == '{' || character == '_' || character.is_ascii_alphabetic() {
            let range = TextRange::new(at as u32, (at + len) as u32);
            let found = report(
                codes::INVALID_ESCAPE,
                range,
                format!("an escape spells `{character}` behind `$`"),
            )
            .label("a name or `{` behind `$` is written as it is")
            .help("write `$$` for a dollar sign that interpolates nothing");
            self.report(found);
        }
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

    /// Resolves `\n` and so on, and `$$` where `dollars`; and once more for each string around this one.
    #[cold]
    fn unescape(&mut self, start: usize, end: usize, dollars: bool) -> String {
        let around = self.stack.iter();
        let around = around
            .filter(|open| open.kind == BracketKind::StringBrace)
            .count();
        let raw = self.slice(start, end);
        let offset = |at: usize| TextRange::new((start + at) as u32, (start + at + 1) as u32);
        let mut text = self.unescape_once(raw, dollars && around == 0, offset);
        for round in 1..=around {
            let whole = |_| TextRange::new(start as u32, end as u32);
            text = self.unescape_once(&text, dollars && round == around, whole);
        }
        text
    }

    /// `place`: where in the file a byte of the text stands.
    fn unescape_once(
        &mut self,
        raw: &str,
        dollars: bool,
        place: impl Fn(usize) -> TextRange,
    ) -> String {
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw;
        // Whether the last character was a `$` that has no partner yet.
        let mut dollar = false;
        while let Some(at) = rest.find(['\\', '$']) {
            let (before, found) = rest.split_at(at);
            dollar &= before.is_empty();
            text.push_str(before);
            let (character, len) = if found.starts_with('$') {
                ('$', 1)
            } else {
                match escape(found) {
                    Ok(found) => found,
                    Err((len, problem)) => {
                        let shown = found.get(..len).unwrap_or(found);
                        self.wrong_escape(shown, problem, place(raw.len() - found.len()));
                        text.push_str(shown);
                        rest = found.get(len..).unwrap_or_default();
                        dollar = false;
                        continue;
                    }
                }
            };
            rest = found.get(len..).unwrap_or_default();
            let second = dollars && dollar && character == '$';
            if !second {
                text.push(character);
            }
            dollar = character == '$' && !second;
        }
        text.push_str(rest);
        text
    }

    fn wrong_escape(&mut self, shown: &str, problem: &'static str, place: TextRange) {
        let range = match place.len() {
            1 => TextRange::new(place.start, place.start + shown.len() as u32),
            _ => place,
        };
        let mut wrong = report(
            codes::INVALID_ESCAPE,
            range,
            format!("`{shown}` is not an escape"),
        )
        .label(problem);
        if shown.len() == 2 && place.len() == 1 {
            let place = TextRange::new(range.start, range.start);
            wrong = wrong.fix(
                "write the backslash itself",
                vec![(here(place), "\\".to_owned())],
            );
        }
        self.report(wrong);
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
            let end = digits.bytes().take(9).position(|byte| byte == b'}');
            let Some(end) = end.filter(|end| *end > 0) else {
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
