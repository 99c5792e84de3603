//! Indexing of literals, which have no place of their own for a count or a remembered position.
//!
//! A short literal is simply walked. Of the long ones, the last few that were indexed are remembered per thread by
//! address, so that a loop over a literal is linear as well. Shared text does not come here: see `string.rs`.

use std::cell::RefCell;

use super::positions::{Positions, walked};
use super::{SHORT, count};

/// What is known of one long literal.
struct Known {
    text: &'static str,
    chars: usize,
    positions: Positions,
}

thread_local! {
    /// The last used first.
    static KNOWN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// How many literals are remembered.
const REMEMBERED: usize = 4;

/// Code points of a literal.
pub(super) fn chars(text: &'static str) -> usize {
    if text.len() <= SHORT {
        return count(text);
    }
    known(text, |chars, _| chars)
}

/// The offset of the code point `index`; the end for every index from the length on.
pub(super) fn offset(text: &'static str, index: usize) -> usize {
    if text.len() <= SHORT {
        return walked(text, index);
    }
    known(text, |chars, positions| match chars == text.len() {
        true => index.min(chars),
        false => positions.offset(text, chars, index),
    })
}

fn known<R>(text: &'static str, then: impl FnOnce(usize, &Positions) -> R) -> R {
    KNOWN.with_borrow_mut(|all| {
        let same = |known: &Known| std::ptr::eq(known.text, text);
        match all.iter().position(same) {
            Some(0) => {}
            Some(at) => all.swap(0, at),
            None => {
                all.truncate(REMEMBERED - 1);
                let known = Known {
                    text,
                    chars: text.chars().count(),
                    positions: Positions::default(),
                };
                all.insert(0, known);
            }
        }
        match all.first() {
            Some(known) => then(known.chars, &known.positions),
            None => then(text.chars().count(), &Positions::default()),
        }
    })
}
