//! Where the code points of a text that is not ASCII begin: the memory that makes indexing cheap.
//!
//! Not the text itself, and not used for ASCII, where an index is an offset. See `string.rs` for both callers.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;

/// A code point's index and the offset of its first byte.
#[derive(Clone, Copy, Default)]
struct Place {
    index: usize,
    byte: usize,
}

/// Code points between two entries of the table.
const STRIDE: usize = 64;

/// Two remembered places, so that a scan in either direction, or two scans in turns, cost one step per character;
/// and a table of every 64th code point, filled as far as far jumps ask for it.
#[derive(Default)]
pub(super) struct Positions {
    first: Cell<Place>,
    second: Cell<Place>,
    /// Which of the two was used last.
    second_is_recent: Cell<bool>,
    table: RefCell<Vec<usize>>,
}

impl Positions {
    /// The offset of the code point `index` of `text`, which has `chars` of them. `index <= chars`.
    pub(super) fn offset(&self, text: &str, chars: usize, index: usize) -> usize {
        if index == 0 {
            return 0;
        }
        if index >= chars {
            return text.len();
        }
        // Of two that are as near, the first: both begin at the start, and one scan needs one place.
        let (one, other) = match self.second_is_recent.get() {
            true => (&self.second, &self.first),
            false => (&self.first, &self.second),
        };
        let distance = one.get().index.abs_diff(index);
        if distance <= 1 {
            return moved(one, text, index);
        }
        let is_other = match other.get().index.abs_diff(index).cmp(&distance) {
            Ordering::Less => true,
            Ordering::Equal => self.second_is_recent.get(),
            Ordering::Greater => false,
        };
        let near = if is_other { other } else { one };
        if near.get().index.abs_diff(index) <= STRIDE {
            self.second_is_recent
                .set(is_other != self.second_is_recent.get());
            return moved(near, text, index);
        }
        // A jump: the place that was not used last gives way, so that the other scan keeps its own.
        other.set(self.tabled(text, index));
        self.second_is_recent.set(!self.second_is_recent.get());
        moved(other, text, index)
    }

    /// The last tabled place at or before `index`. A table that ends earlier is continued, so text may grow.
    fn tabled(&self, text: &str, index: usize) -> Place {
        let mut table = self.table.borrow_mut();
        if table.is_empty() {
            table.push(0);
        }
        while table.len() <= index / STRIDE {
            let last = Place {
                index: (table.len() - 1) * STRIDE,
                byte: table.last().copied().unwrap_or_default(),
            };
            let next = walk(text, last, last.index + STRIDE);
            table.push(next.byte);
        }
        Place {
            index: index / STRIDE * STRIDE,
            byte: table.get(index / STRIDE).copied().unwrap_or_default(),
        }
    }
}

#[cfg(debug_assertions)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// How many code points this thread has stepped over to find others, in a debug build: what tests count instead of
/// seconds.
#[cfg(debug_assertions)]
pub fn index_steps() -> u64 {
    STEPS.get()
}

/// Moves a remembered place to the code point `index`, and gives its offset.
fn moved(place: &Cell<Place>, text: &str, index: usize) -> usize {
    let found = walk(text, place.get(), index);
    place.set(found);
    found.byte
}

/// The offset of the code point `index` of a short text, found from its start; the end for every index from the length on.
pub(super) fn walked(text: &str, index: usize) -> usize {
    let bytes = text.bytes().enumerate();
    let mut begins = bytes.filter(|(_, byte)| (byte & 0xC0) != 0x80);
    begins.nth(index).map_or(text.len(), |(at, _)| at)
}

/// Steps from one place to the code point `index`, forwards or backwards.
fn walk(text: &str, from: Place, index: usize) -> Place {
    let bytes = text.as_bytes();
    let begins = |byte: usize| bytes.get(byte).is_none_or(|b| (b & 0xC0) != 0x80);
    #[cfg(debug_assertions)]
    STEPS.set(STEPS.get() + from.index.abs_diff(index) as u64);
    let mut at = from;
    while at.index < index {
        // The first byte tells how many there are.
        at.byte += match bytes.get(at.byte) {
            Some(0..0xC0) | None => 1,
            Some(0xC0..0xE0) => 2,
            Some(0xE0..0xF0) => 3,
            Some(0xF0..) => 4,
        };
        at.index += 1;
    }
    while at.index > index {
        at.byte -= 1;
        while !begins(at.byte) {
            at.byte -= 1;
        }
        at.index -= 1;
    }
    at
}
