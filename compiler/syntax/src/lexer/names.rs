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
    hash: u32,
    word: Word,
    text: &'static str,
}

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
            table.insert(text, hash(text.as_bytes()), *kind);
        }
        table
    }

    /// The name of `text`.
    #[inline]
    pub(crate) fn name(&mut self, text: &str) -> Name {
        self.word(text).name
    }

    /// The name of `text` and whether it is a keyword.
    #[inline]
    pub(super) fn word(&mut self, text: &str) -> Word {
        let hash = hash(text.as_bytes());
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(Some(slot)) = self.slots.get(at) {
            if slot.hash == hash && slot.text == text {
                return slot.word;
            }
            at = (at + 1) & mask;
        }
        self.insert(text, hash, TokenKind::Ident)
    }

    #[cold]
    fn insert(&mut self, text: &str, hash: u32, kind: TokenKind) -> Word {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let name = Name::new(text);
        let word = Word { name, kind };
        self.place(Slot {
            hash,
            word,
            text: name.as_str(),
        });
        self.used += 1;
        word
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.hash as usize & mask;
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

#[inline]
fn hash(bytes: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.try_into().map_or(0, u64::from_le_bytes);
        state = (state.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    }
    let mut rest = 0;
    for byte in chunks.remainder() {
        rest = rest << 8 | u64::from(*byte);
    }
    state = (state.rotate_left(23) ^ rest).wrapping_mul(FACTOR);
    (state >> 32) as u32
}
