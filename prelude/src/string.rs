//! `Str`: the Haxe string that is stored, shared or indexed.
//!
//! Here: its three forms, sharing, appending, and conversions. What Haxe's `String` can do stands in
//! `string/operations.rs`, the cache behind indexing in `string/positions.rs`. Text that is only built and printed
//! needs none of this: it is a `String`, and a parameter is a `&str`.

mod characters;
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
    /// One allocation for text that does not grow in place: what is short, or ASCII alone. The number of its code points
    /// is equal to that of its bytes exactly when it is ASCII, and then an index is an offset.
    Whole(Rc<str>, u32),
    /// Text that grows in place, or whose positions are remembered.
    Shared(Rc<Text>),
}

struct Text {
    text: String,
    /// Code points; as in [`Form::Whole`].
    chars: usize,
    /// Filled when a text that is not ASCII is indexed.
    positions: OnceCell<Box<Positions>>,
}

/// Bytes up to which walking from the start beats remembering positions.
const SHORT: usize = 32;

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
    #[inline]
    fn chars_count(&self) -> usize {
        match &self.0 {
            Form::Literal(text) => literals::chars(text),
            Form::Whole(_, chars) => *chars as usize,
            Form::Shared(text) => text.chars,
        }
    }

    /// The byte offset of the code point `index`; the end for every index from the length on.
    #[inline]
    fn offset(&self, index: usize) -> usize {
        match &self.0 {
            Form::Whole(text, chars) if *chars as usize == text.len() => index.min(text.len()),
            Form::Shared(text) if text.chars == text.text.len() => index.min(text.chars),
            Form::Literal(_) | Form::Whole(..) | Form::Shared(_) => self.sought(index),
        }
    }

    /// The byte offset of a code point, for those who work with bytes: the start for negative indexes.
    pub(crate) fn offset_of(&self, index: i32) -> usize {
        self.offset(usize::try_from(index).unwrap_or(0))
    }

    /// The same, for text that is not known to be ASCII.
    fn sought(&self, index: usize) -> usize {
        match &self.0 {
            Form::Literal(text) => literals::offset(text, index),
            Form::Whole(text, _) => positions::walked(text, index),
            Form::Shared(text) => {
                let positions = text.positions.get_or_init(Box::default);
                positions.offset(&text.text, text.chars, index)
            }
        }
    }

    /// Appends a text of so many code points: in place while nobody else holds this one.
    fn append(&mut self, more: &str, chars: usize) {
        if let Form::Shared(text) = &mut self.0
            && let Some(text) = Rc::get_mut(text)
        {
            text.chars += chars;
            text.text.push_str(more);
            return;
        }
        let length = self.len() + more.len();
        let mut text = String::with_capacity(length.next_power_of_two().max(SHORT));
        text.push_str(self);
        text.push_str(more);
        let chars = self.chars_count() + chars;
        *self = Self(Form::Shared(Rc::new(Text {
            text,
            chars,
            positions: OnceCell::new(),
        })));
    }
}

/// The code points of a text. Most text is ASCII alone, which is found out faster than what others hold.
fn count(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        // Of short text the bytes that begin a code point are counted faster than the prologue of the count for long text.
        false if text.len() <= SHORT => text.bytes().filter(|byte| (byte & 0xC0) != 0x80).count(),
        false => text.chars().count(),
    }
}

/// The text of one ASCII character, which needs no allocation.
fn ascii(byte: u8) -> Option<&'static str> {
    const ALL: &str = "\0\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\
        \x19\x1a\x1b\x1c\x1d\x1e\x1f !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`\
        abcdefghijklmnopqrstuvwxyz{|}~\x7f";
    let at = usize::from(byte);
    ALL.get(at..at + 1)
}

/// The form of a text for which one allocation is enough, or none.
fn compact(text: &str) -> Option<Form> {
    match text.as_bytes() {
        [] => return Some(Form::Literal("")),
        [byte] => return ascii(*byte).map(Form::Literal),
        [..] => {}
    }
    let chars = count(text);
    let walks = chars == text.len() || text.len() <= SHORT;
    let chars = u32::try_from(chars).ok().filter(|_| walks)?;
    let text = match chars {
        1 => characters::shared(text),
        _ => Rc::from(text),
    };
    Some(Form::Whole(text, chars))
}

impl Deref for Str {
    type Target = str;
    #[inline]
    fn deref(&self) -> &str {
        match &self.0 {
            Form::Literal(text) => text,
            Form::Whole(text, _) => text,
            Form::Shared(text) => &text.text,
        }
    }
}

impl From<String> for Str {
    fn from(text: String) -> Self {
        // A long one keeps its allocation.
        let compact = if text.len() <= SHORT {
            compact(&text)
        } else {
            None
        };
        Self(compact.unwrap_or_else(|| Form::Shared(Rc::new(Text::new(text)))))
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Self {
        Self(compact(text).unwrap_or_else(|| Form::Shared(Rc::new(Text::new(text.to_owned())))))
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
            Form::Whole(text, _) => Self::from(&*text),
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
        if self.is_empty() {
            *self = Self::from(more);
        } else if !more.is_empty() {
            self.append(more, count(more));
        }
    }
}

impl AddAssign<&Str> for Str {
    fn add_assign(&mut self, more: &Str) {
        if self.is_empty() {
            *self = more.clone();
        } else if !more.is_empty() {
            self.append(more, more.chars_count());
        }
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
            (_, _) => **self == **other,
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
