//! The methods of Haxe's `String`, by code point.
//!
//! Where the official targets disagree (negative positions and lengths) the answer is that of two of eval, JS and
//! HashLink; each is a row of the tests. The generic text functions of `StringTools` stand in `string_tools.rs`.

use super::Str;
use crate::Array;

impl Str {
    /// `length`: code points.
    #[inline]
    pub fn length(&self) -> i32 {
        self.chars_count() as i32
    }

    /// `charAt`: one code point, or the empty string outside.
    pub fn char_at(&self, index: i32) -> &str {
        match usize::try_from(index) {
            Ok(index) => self.first_of(self.offset(index)),
            Err(_) => "",
        }
    }

    /// `charCodeAt`: null outside.
    #[inline]
    pub fn char_code_at(&self, index: i32) -> Option<i32> {
        let rest = self.get(self.offset(usize::try_from(index).ok()?)..)?;
        rest.chars().next().map(|char| char as i32)
    }

    /// `StringTools.fastCodeAt`: -1 outside.
    #[inline]
    pub fn fast_code_at(&self, index: i32) -> i32 {
        self.char_code_at(index).unwrap_or(-1)
    }

    /// `substr`: a negative position counts from the end; a negative length leaves out that many at the end.
    pub fn substr(&self, pos: i32, len: Option<i32>) -> &str {
        let length = self.length();
        let start = if pos < 0 {
            pos.saturating_add(length).max(0)
        } else {
            pos.min(length)
        };
        let end = match len {
            None => length,
            Some(len) if len >= 0 => start.saturating_add(len).min(length),
            Some(len) => length.saturating_add(len),
        };
        self.between(start, end)
    }

    /// `substring`: both ends are moved into the string, and swapped if they are in the wrong order.
    pub fn substring(&self, start: i32, end: Option<i32>) -> &str {
        let length = self.length();
        let start = start.clamp(0, length);
        let end = end.unwrap_or(length).clamp(0, length);
        self.between(start.min(end), start.max(end))
    }

    /// `indexOf`: the first place at or after `start`, -1 if there is none. A negative start counts as 0.
    pub fn index_of(&self, text: &str, start: Option<i32>) -> i32 {
        let start = start.unwrap_or(0).clamp(0, self.length());
        let from = self.offset(start as usize);
        let Some(rest) = self.get(from..) else {
            return -1;
        };
        let found = match one(text) {
            Some(char) => rest.find(char),
            None => rest.find(text),
        };
        match found {
            Some(at) => start + self.chars_between(from, from + at),
            None => -1,
        }
    }

    /// `lastIndexOf`: the last place at or before `start`, -1 if there is none.
    pub fn last_index_of(&self, text: &str, start: Option<i32>) -> i32 {
        let length = self.length();
        let start = start.unwrap_or(length).min(length);
        if text.is_empty() {
            return start.max(0);
        }
        let Ok(start) = usize::try_from(start) else {
            return -1;
        };
        let mut until = (self.offset(start) + text.len()).min(self.len());
        while !self.is_char_boundary(until) {
            until -= 1;
        }
        match self.get(..until).and_then(|head| head.rfind(text)) {
            Some(at) => self.chars_between(0, at),
            None => -1,
        }
    }

    /// `split`: the pieces between the occurrences of `delimiter`; with an empty one, the code points.
    pub fn split_by(&self, delimiter: &str) -> Array<Str> {
        let pieces: Vec<Self> = if delimiter.is_empty() {
            self.chars().map(Self::from).collect()
        } else {
            match one(delimiter) {
                Some(char) => self.split(char).map(Self::from).collect(),
                None => self.split(delimiter).map(Self::from).collect(),
            }
        };
        Array::from(pieces)
    }

    /// The pieces of `split`, one after the other, where nothing keeps the array of them.
    pub fn pieces(&self, delimiter: &'static str) -> impl Iterator<Item = Self> + use<> {
        let text = self.clone();
        let char = one(delimiter);
        let mut at = Some(0);
        std::iter::from_fn(move || {
            let from = at?;
            let rest = text.get(from..)?;
            let found = match char {
                Some(char) => rest.find(char),
                None if delimiter.is_empty() => {
                    let char = rest.chars().next()?;
                    at = Some(from + char.len_utf8());
                    return Some(Self::from(char));
                }
                None => rest.find(delimiter),
            };
            at = found.map(|found| from + found + delimiter.len());
            let piece = rest.get(..found.unwrap_or(rest.len()))?;
            Some(Self::from(piece))
        })
    }

    /// `toUpperCase`, of every script; one character for each, so `ß` stays.
    pub fn to_upper_case(&self) -> Self {
        Self::from(self.chars().map(upper).collect::<String>())
    }

    /// `toLowerCase`, of every script; one character for each.
    pub fn to_lower_case(&self) -> Self {
        Self::from(self.chars().map(lower).collect::<String>())
    }

    /// `String.fromCharCode`; what is no code point becomes U+FFFD.
    pub fn from_char_code(code: i32) -> Self {
        Self::from(crate::char(code))
    }

    /// The code points `start..end`, nothing if that is empty. Both lie inside.
    fn between(&self, start: i32, end: i32) -> &str {
        if start >= end {
            return "";
        }
        let start = self.offset(start as usize);
        let end = self.offset(end as usize);
        self.get(start..end).unwrap_or_default()
    }

    fn first_of(&self, from: usize) -> &str {
        let rest = self.get(from..).unwrap_or_default();
        let end = rest.chars().next().map_or(0, char::len_utf8);
        rest.get(..end).unwrap_or_default()
    }

    fn chars_between(&self, from: usize, to: usize) -> i32 {
        if self.chars_count() == self.len() {
            return (to - from) as i32;
        }
        let piece = self.get(from..to).unwrap_or_default();
        piece.chars().count() as i32
    }
}

/// The only code point of a text, for which there is a faster search.
fn one(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

/// The one character that is this one in upper case; itself, where only several would be.
fn upper(char: char) -> char {
    single(char.to_uppercase(), char)
}

/// The one character that is this one in lower case.
fn lower(char: char) -> char {
    match char {
        'İ' => 'i',
        _ => single(char.to_lowercase(), char),
    }
}

/// The only item, or the other character.
fn single(mut all: impl Iterator<Item = char>, other: char) -> char {
    match (all.next(), all.next()) {
        (Some(only), None) => only,
        _ => other,
    }
}
