//! A table in front of the interner of names: one per thread, so that lexing takes no lock per token. It also knows the
//! keywords. It holds nothing that the interner does not hold for ever anyway.

use super::token::{KEYWORDS, TokenKind};
use hx2rs_base::Name;
use std::cell::RefCell;

/// A word: its name, and the kind of its token.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub(super) name: Name,
    pub(super) kind: TokenKind,
}

#[derive(Clone, Copy)]
struct Slot {
    key: Key,
    word: Word,
    text: &'static str,
}

/// What a text is found by. For a text of at most eight bytes it is all of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    /// The first eight bytes, the first one lowest; or a hash of a longer text.
    bytes: u64,
    len: u32,
}

impl Key {
    /// The longest text that its key determines.
    pub(super) const WHOLE: usize = 8;

    /// The key of the first `len` of eight bytes, where `len` is at most eight and not zero.
    #[inline(always)]
    pub(super) fn short(eight: [u8; Self::WHOLE], len: usize) -> Self {
        let unused = 64 - 8 * (len as u32 & 15).clamp(1, 8);
        Self {
            bytes: u64::from_le_bytes(eight) << unused >> unused,
            len: len as u32,
        }
    }

    fn of(text: &[u8]) -> Self {
        let mut bytes = 0;
        if text.len() <= Self::WHOLE {
            for byte in text.iter().rev() {
                bytes = bytes << 8 | u64::from(*byte);
            }
        } else {
            let mut chunks = text.chunks_exact(8);
            for chunk in &mut chunks {
                let word = chunk.try_into().map_or(0, u64::from_le_bytes);
                bytes = (bytes.rotate_left(23) ^ word).wrapping_mul(FACTOR);
            }
            let mut rest = 0;
            for byte in chunks.remainder() {
                rest = rest << 8 | u64::from(*byte);
            }
            bytes = (bytes.rotate_left(23) ^ rest).wrapping_mul(FACTOR);
        }
        Self {
            bytes,
            len: text.len() as u32,
        }
    }

    #[inline(always)]
    fn hash(self) -> usize {
        ((self.bytes ^ u64::from(self.len)).wrapping_mul(FACTOR) >> 32) as usize
    }
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Open addressing with linear probing; never more than half full.
pub(crate) struct NameTable {
    slots: Vec<Option<Slot>>,
    used: usize,
}

thread_local! {
    static TABLE: RefCell<Option<NameTable>> = const { RefCell::new(None) };
}

impl NameTable {
    /// This thread's table; give it back with [`Self::put_back`].
    pub(crate) fn take() -> Self {
        TABLE
            .with(|table| table.borrow_mut().take())
            .unwrap_or_else(Self::with_keywords)
    }

    /// Keeps the table for the next file.
    pub(crate) fn put_back(self) {
        TABLE.with(|table| *table.borrow_mut() = Some(self));
    }

    fn with_keywords() -> Self {
        let mut table = Self {
            slots: vec![None; 1 << 12],
            used: 0,
        };
        for (text, kind) in KEYWORDS {
            table.insert(text, Key::of(text.as_bytes()), *kind);
        }
        table
    }

    /// The name of `text`.
    #[inline]
    pub(crate) fn name(&mut self, text: &str) -> Name {
        self.word(text).name
    }

    /// The name of `text` and whether it is a keyword.
    pub(super) fn word(&mut self, text: &str) -> Word {
        self.word_of_key(Key::of(text.as_bytes()), text)
    }

    /// The same, where the key is known.
    #[inline(always)]
    pub(super) fn word_of_key(&mut self, key: Key, text: &str) -> Word {
        let mask = self.slots.len() - 1;
        let mut at = key.hash() & mask;
        while let Some(Some(slot)) = self.slots.get(at) {
            if slot.key == key && (key.len as usize <= Key::WHOLE || slot.text == text) {
                return slot.word;
            }
            at = (at + 1) & mask;
        }
        self.insert(text, key, TokenKind::Ident)
    }

    #[cold]
    fn insert(&mut self, text: &str, key: Key, kind: TokenKind) -> Word {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let name = Name::new(text);
        let word = Word { name, kind };
        self.place(Slot {
            key,
            word,
            text: name.as_str(),
        });
        self.used += 1;
        word
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.key.hash() & mask;
        while let Some(Some(_)) = self.slots.get(at) {
            at = (at + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = Some(slot);
        }
    }

    fn grow(&mut self) {
        let larger = vec![None; self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, larger);
        for slot in old.into_iter().flatten() {
            self.place(slot);
        }
    }
}
