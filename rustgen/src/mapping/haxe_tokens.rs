//! The tokens of a Haxe file, as far as source maps need them: where words, literals and operators stand. The file is one
//! that the compiler has accepted, so this knows no errors; it keeps no meaning either: that is the compiler's lexer.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A name or keyword.
    Word,
    /// Digits.
    Number,
    /// A string, or the part of one between two interpolations; the quotes belong to it.
    Text,
    /// Everything else.
    Operator,
}

/// A token and its place, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
}

impl Token {
    /// Its text.
    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

/// Operators of more than one character, longest first.
const OPERATORS: &[&str] = &[
    ">>>=", ">>>", "<<=", ">>=", "...", "??=", "->", "=>", "==", "!=", "<=", ">=", "&&", "||",
    "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "??", "?.",
];

/// All tokens of a text, in order.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut scan = Scan {
        text,
        at: 0,
        found: Vec::new(),
    };
    scan.run(false);
    scan.found
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    found: Vec<Token>,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, range: Range<usize>, kind: Kind) {
        self.found.push(Token {
            start: range.start as u32,
            end: range.end as u32,
            kind,
        });
    }

    /// Goes over tokens to the end, or to the `}` that closes an interpolation.
    fn run(&mut self, inside: bool) {
        let mut open = 0;
        while let Some(first) = self.rest().chars().next() {
            let rest = self.rest();
            if first.is_whitespace() {
                self.at += first.len_utf8();
            } else if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            } else if first == '_' || first.is_alphabetic() {
                let is_part = |c: char| c == '_' || c.is_alphanumeric();
                self.take(rest.find(|c| !is_part(c)), Kind::Word);
            } else if first.is_ascii_digit() {
                self.number();
            } else if first == '"' {
                let end = closing(rest, '"');
                self.take(Some(end), Kind::Text);
            } else if first == '\'' {
                self.interpolated();
            } else if rest.starts_with("~/") {
                let end = 1 + closing(rest.get(1..).unwrap_or_default(), '/');
                self.take(Some(end), Kind::Text);
            } else if first == '}' && inside && open == 0 {
                return;
            } else {
                match first {
                    '{' => open += 1,
                    '}' => open -= 1,
                    _ => {}
                }
                let found = OPERATORS.iter().find(|text| rest.starts_with(**text));
                let length = found.map_or(first.len_utf8(), |text| text.len());
                self.take(Some(length), Kind::Operator);
            }
        }
    }

    fn take(&mut self, length: Option<usize>, kind: Kind) {
        let end = length.map_or(self.text.len(), |length| self.at + length);
        self.push(self.at..end, kind);
        self.at = end;
    }

    fn number(&mut self) {
        let rest = self.rest();
        let mut length = 0;
        let mut before = ' ';
        let hex = rest.starts_with("0x") || rest.starts_with("0X");
        for (at, letter) in rest.char_indices() {
            let more = rest.get(at + 1..).unwrap_or_default();
            let is_part = letter.is_ascii_alphanumeric()
                || letter == '_'
                || (letter == '.' && more.starts_with(|c: char| c.is_ascii_digit()))
                || (letter == '.' && !more.starts_with(|c: char| c == '.' || c.is_alphabetic()))
                || (!hex && matches!(letter, '+' | '-') && matches!(before, 'e' | 'E'));
            if !is_part {
                break;
            }
            before = letter;
            length = at + letter.len_utf8();
        }
        self.take(Some(length), Kind::Number);
    }

    /// `'a ${b} c $d'`: its texts, and the tokens between them.
    fn interpolated(&mut self) {
        let mut start = self.at;
        self.at += 1;
        while let Some(letter) = self.rest().chars().next() {
            let rest = self.rest();
            if letter == '\\' {
                let escaped = rest.chars().nth(1).map_or(0, char::len_utf8);
                self.at += 1 + escaped;
            } else if letter == '\'' {
                self.at += 1;
                self.push(start..self.at, Kind::Text);
                return;
            } else if rest.starts_with("$$") {
                self.at += 2;
            } else if rest.starts_with("${") {
                self.push(start..self.at, Kind::Text);
                self.at += 2;
                self.run(true);
                start = self.at;
                self.at += usize::from(self.rest().starts_with('}'));
            } else if let Some(word) = rest.strip_prefix('$')
                && word.starts_with(|c: char| c == '_' || c.is_alphabetic())
            {
                self.push(start..self.at, Kind::Text);
                self.at += 1;
                let is_part = |c: char| c == '_' || c.is_alphanumeric();
                self.take(word.find(|c| !is_part(c)), Kind::Word);
                start = self.at;
            } else {
                self.at += letter.len_utf8();
            }
        }
    }
}

/// The length of a quoted text with its quotes; `\` keeps a quote from closing it.
fn closing(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if letter == '\\' {
            escaped = true;
        } else if letter == quote {
            return at + letter.len_utf8();
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_literals_and_operators() {
        for (text, expected) in [
            ("var a_1 = 0x1F;", "var|a_1|=|0x1F|;"),
            ("0...a.length", "0|...|a|.|length"),
            ("1.5e-3+2. -1e3", "1.5e-3|+|2.|-|1e3"),
            ("a // b\n/* c */ d", "a|d"),
            (
                "\"a\\\"b\" + 'x$$ $y ${f({a: '}'})} z'",
                "\"a\\\"b\"|+|'x$$ |y| |f|(|{|a|:|'}'|}|)|} z'",
            ),
            ("x >>>= y >> ~/a\\/b/g", "x|>>>=|y|>>|~/a\\/b/|g"),
        ] {
            let found: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
            assert_eq!(found.join("|"), expected);
        }
    }
}
