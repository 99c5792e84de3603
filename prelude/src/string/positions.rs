//! Where the code points of a text that is not ASCII begin: the memory that makes indexing cheap.
//!
//! Not the text itself, and not used for ASCII, where an index is an offset. See `string.rs` for both callers.

use std::cell::{Cell, RefCell};

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
    places: Cell<[Place; 2]>,
    /// Which of the two was used last.
    recent: Cell<usize>,
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
        let [first, second] = self.places.get();
        let slot = match first.index.abs_diff(index) <= second.index.abs_diff(index) {
            true => 0,
            false => 1,
        };
        let near = if slot == 0 { first } else { second };
        let distance = near.index.abs_diff(index);
        let (slot, start) = if distance <= STRIDE {
            (slot, near)
        } else {
            // A jump: the place that was not used last gives way, so that the other scan keeps its own.
            (1 - self.recent.get(), self.tabled(text, index))
        };
        let found = walk(text, start, index);
        let mut places = self.places.get();
        if let Some(place) = places.get_mut(slot) {
            *place = found;
        }
        self.places.set(places);
        self.recent.set(slot);
        found.byte
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

/// Steps from one place to the code point `index`, forwards or backwards.
fn walk(text: &str, from: Place, index: usize) -> Place {
    let bytes = text.as_bytes();
    let begins = |byte: usize| bytes.get(byte).is_none_or(|b| (b & 0xC0) != 0x80);
    #[cfg(debug_assertions)]
    STEPS.set(STEPS.get() + from.index.abs_diff(index) as u64);
    let mut at = from;
    while at.index < index {
        at.byte += 1;
        while !begins(at.byte) {
            at.byte += 1;
        }
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
