//! `Key`: what makes a value the key of a Haxe map.
//!
//! Strings and basic types hash by value, objects and containers by identity, enums by structure: emitted enums that
//! are keys implement it by feeding their constructor's index and arguments. It never runs code of the program.

use std::rc::Rc;

use crate::{Array, Identity, Str};

/// What kind of keys a map has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keys {
    /// Int.
    Ints,
    /// String.
    Strings,
    /// Values of an enum.
    EnumValues,
    /// All else.
    Objects,
}

/// A map key.
pub trait Key {
    /// Feeds the hash with everything that [`Key::same_key`] looks at.
    fn feed(&self, hash: &mut KeyHash);

    /// Whether both are one key.
    fn same_key(&self, other: &Self) -> bool;

    /// Whether it is a value of an enum. Maps of those have a text of their own.
    fn is_enum_value(&self) -> bool {
        false
    }
}

/// A hash in the making; the same for equal keys in every run.
#[derive(Clone, Copy, Default)]
pub struct KeyHash(u64);

impl KeyHash {
    /// The hash of one key. Its low bits, by which tables find places, are spread as well as the high ones.
    #[inline]
    pub fn of<K: Key + ?Sized>(key: &K) -> u32 {
        let mut hash = Self::default();
        key.feed(&mut hash);
        (hash.0 ^ (hash.0 >> 32)) as u32
    }

    /// Feeds one word: multiplied to 128 bits and folded, so that high bits reach low ones and the other way round.
    #[inline]
    pub fn word(&mut self, word: u64) {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let product = u128::from(self.0.rotate_left(23) ^ word ^ ODD).wrapping_mul(u128::from(ODD));
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }

    /// Feeds bytes and their number.
    pub fn bytes(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.word(u64::from_le_bytes(*word));
        }
        self.word(last_word(rest) ^ (bytes.len() as u64) << 56);
    }

    /// Feeds an identity.
    pub fn address<T: ?Sized>(&mut self, object: *const T) {
        self.word(object.cast::<u8>().addr() as u64);
    }
}

/// At most seven bytes as one word. Where there are four, two halves that may overlap.
fn last_word(bytes: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
    }
    let add = |word: u64, byte: &u8| word << 8 | u64::from(*byte);
    bytes.iter().fold(0, add)
}

macro_rules! key_by_word {
    ($($type:ty)*) => {$(impl Key for $type {
        fn feed(&self, hash: &mut KeyHash) {
            hash.word(*self as u64);
        }
        fn same_key(&self, other: &Self) -> bool {
            self == other
        }
    })*};
}
key_by_word!(i32 i64 u32 bool char);

/// NaN is one key, and 0 and -0 are one.
impl Key for f64 {
    fn feed(&self, hash: &mut KeyHash) {
        let canonical = if self.is_nan() {
            Self::NAN
        } else {
            *self + 0.0
        };
        hash.word(canonical.to_bits());
    }
    fn same_key(&self, other: &Self) -> bool {
        self == other || (self.is_nan() && other.is_nan())
    }
}

macro_rules! key_by_text {
    ($($type:ty)*) => {$(impl Key for $type {
        fn feed(&self, hash: &mut KeyHash) {
            hash.bytes(self.as_bytes());
        }
        fn same_key(&self, other: &Self) -> bool {
            self == other
        }
    })*};
}
key_by_text!(str String Str);

impl<K: Key + ?Sized> Key for &K {
    fn feed(&self, hash: &mut KeyHash) {
        (**self).feed(hash);
    }
    fn same_key(&self, other: &Self) -> bool {
        (**self).same_key(other)
    }
    fn is_enum_value(&self) -> bool {
        (**self).is_enum_value()
    }
}

/// The structure of what is boxed; an identity is an [`Rc`].
impl<K: Key + ?Sized> Key for Box<K> {
    fn feed(&self, hash: &mut KeyHash) {
        (**self).feed(hash);
    }
    fn same_key(&self, other: &Self) -> bool {
        (**self).same_key(other)
    }
    fn is_enum_value(&self) -> bool {
        (**self).is_enum_value()
    }
}

impl<K: Key> Key for Option<K> {
    fn feed(&self, hash: &mut KeyHash) {
        hash.word(u64::from(self.is_some()));
        if let Some(key) = self {
            key.feed(hash);
        }
    }
    fn same_key(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.same_key(b),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
    fn is_enum_value(&self) -> bool {
        self.as_ref().is_some_and(K::is_enum_value)
    }
}

impl<T: Identity + ?Sized> Key for Rc<T> {
    fn feed(&self, hash: &mut KeyHash) {
        (**self).feed(hash);
    }
    fn same_key(&self, other: &Self) -> bool {
        (**self).same_key(other)
    }
    fn is_enum_value(&self) -> bool {
        (**self).is_enum_value()
    }
}

impl<T> Key for Array<T> {
    fn feed(&self, hash: &mut KeyHash) {
        hash.address(self.address());
    }
    fn same_key(&self, other: &Self) -> bool {
        self.same(other)
    }
}
