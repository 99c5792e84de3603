//! `Str`: the Haxe string that is stored, shared or indexed.
//!
//! Here: its two forms, sharing, appending, and conversions. What Haxe's `String` can do stands in
//! `string/operations.rs`, the cache behind indexing in `string/positions.rs`. Text that is only built and printed
//! needs none of this: it is a `String`, and a parameter is a `&str`.

mod literals;
mod operations;
mod positions;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::fmt::{self, Debug, Display};
use std::hash::{Hash, Hasher};
use std::ops::{AddAssign, Deref};
use std::rc::Rc;

use positions::Positions;
#[cfg(debug_assertions)]
pub use positions::index_steps;

/// A Haxe string: immutable UTF-8, one pointer to clone, indexed by code point.
///
/// Dereferences to `str`, so everything that does not count code points is std's. `len` is therefore bytes; Haxe's
/// `length` is [`Str::length`].
#[derive(Clone)]
pub struct Str(Form);

#[derive(Clone)]
enum Form {
    /// Needs no allocation and can stand in a `const`.
    Literal(&'static str),
    Shared(Rc<Text>),
}

struct Text {
    text: String,
    /// Code points; equal to `text.len()` exactly when the text is ASCII, and then an index is an offset.
    chars: usize,
    /// Filled when a text that is not ASCII is indexed.
    positions: OnceCell<Box<Positions>>,
}

impl Text {
    fn new(text: String) -> Self {
        let chars = count(&text);
        Self {
            text,
            chars,
            positions: OnceCell::new(),
        }
    }
}

impl Str {
    /// A literal: no allocation, usable in `const`.
    pub const fn lit(text: &'static str) -> Self {
        Self(Form::Literal(text))
    }

    /// The text of all the parts in turn.
    pub fn concat(parts: &[&str]) -> Self {
        Self::from(parts.concat())
    }

    /// Code points.
    fn chars_count(&self) -> usize {
        match &self.0 {
            Form::Literal(text) => literals::chars(text),
            Form::Shared(text) => text.chars,
        }
    }

    /// The byte offset of the code point `index`; the end for every index from the length on.
    fn offset(&self, index: usize) -> usize {
        match &self.0 {
            Form::Literal(text) => literals::offset(text, index),
            Form::Shared(text) if text.chars == text.text.len() => index.min(text.chars),
            Form::Shared(text) => {
                let positions = text.positions.get_or_init(Box::default);
                positions.offset(&text.text, text.chars, index)
            }
        }
    }
}

/// The code points of a text. Most text is ASCII alone, which is found out faster than what others hold.
fn count(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.chars().count(),
    }
}

/// A string of one ASCII character, which needs no allocation.
fn ascii(byte: u8) -> Option<&'static str> {
    const ALL: &str = "\0\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\
        \x19\x1a\x1b\x1c\x1d\x1e\x1f !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`\
        abcdefghijklmnopqrstuvwxyz{|}~\x7f";
    let at = usize::from(byte);
    ALL.get(at..at + 1)
}

/// The form of a short text that is a literal anyway.
fn short(text: &str) -> Option<Str> {
    match text.as_bytes() {
        [] => Some(Str::lit("")),
        [byte] => ascii(*byte).map(Str::lit),
        [..] => None,
    }
}

impl Deref for Str {
    type Target = str;
    fn deref(&self) -> &str {
        match &self.0 {
            Form::Literal(text) => text,
            Form::Shared(text) => &text.text,
        }
    }
}

impl From<String> for Str {
    fn from(text: String) -> Self {
        match short(&text) {
            Some(short) => short,
            None => Self(Form::Shared(Rc::new(Text::new(text)))),
        }
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Self {
        match short(text) {
            Some(short) => short,
            None => Self(Form::Shared(Rc::new(Text::new(String::from(text))))),
        }
    }
}

impl From<&Str> for Str {
    fn from(text: &Str) -> Self {
        text.clone()
    }
}

impl From<&String> for Str {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<char> for Str {
    fn from(char: char) -> Self {
        Self::from(&*char.encode_utf8(&mut [0; 4]))
    }
}

impl From<Cow<'_, str>> for Str {
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(text.into_owned())
    }
}

impl From<Str> for String {
    fn from(text: Str) -> Self {
        match text.0 {
            Form::Literal(text) => Self::from(text),
            Form::Shared(text) => match Rc::try_unwrap(text) {
                Ok(text) => text.text,
                Err(text) => text.text.clone(),
            },
        }
    }
}

impl FromIterator<char> for Str {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        Self::from(chars.into_iter().collect::<String>())
    }
}

/// `s += x` on a stored string: linear in total while nobody else holds it.
impl AddAssign<&str> for Str {
    fn add_assign(&mut self, more: &str) {
        if more.is_empty() {
            return;
        }
        if let Form::Shared(text) = &mut self.0
            && let Some(text) = Rc::get_mut(text)
        {
            text.chars += count(more);
            text.text.push_str(more);
            return;
        }
        let mut text = String::with_capacity((self.len() + more.len()).next_power_of_two());
        text.push_str(self);
        text.push_str(more);
        *self = Self(Form::Shared(Rc::new(Text::new(text))));
    }
}

impl AddAssign<&Str> for Str {
    fn add_assign(&mut self, more: &Str) {
        *self += &**more;
    }
}

impl AddAssign<&String> for Str {
    fn add_assign(&mut self, more: &String) {
        *self += more.as_str();
    }
}

/// Lets `write!` append.
impl fmt::Write for Str {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        *self += more;
        Ok(())
    }
}

impl Default for Str {
    fn default() -> Self {
        Self::lit("")
    }
}

impl Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        Display::fmt(&**self, f)
    }
}

impl Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        Debug::fmt(&**self, f)
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Shared(a), Form::Shared(b)) if Rc::ptr_eq(a, b) => true,
            _ => **self == **other,
        }
    }
}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for Str {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl PartialEq<Str> for str {
    fn eq(&self, other: &Str) -> bool {
        *self == **other
    }
}

impl PartialEq<Str> for &str {
    fn eq(&self, other: &Str) -> bool {
        **self == **other
    }
}

impl PartialEq<Str> for String {
    fn eq(&self, other: &Str) -> bool {
        **self == **other
    }
}

impl Eq for Str {}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    /// By code point, which in UTF-8 is by byte.
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for Str {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl std::borrow::Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        self
    }
}

#[cfg(test)]
mod tests;
