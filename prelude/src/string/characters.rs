//! Texts of one character that is not ASCII, shared: a scan by `charAt` makes the same ones again and again.
//!
//! A small table per thread, found by the last byte; a text that was not there takes the place of the one that was. Characters
//! of ASCII are literals: see `string.rs`.

use std::cell::RefCell;
use std::rc::Rc;

/// Last bytes of a character are `0x80..0xC0`.
const PLACES: usize = 0x40;

thread_local! {
    static KNOWN: RefCell<[Option<Rc<str>>; PLACES]> = const { RefCell::new([const { None }; PLACES]) };
}

/// The text of a character that takes more than one byte.
pub(super) fn shared(text: &str) -> Rc<str> {
    KNOWN.with_borrow_mut(|known| {
        let last = text.bytes().next_back().map_or(0, usize::from);
        let Some(place) = known.get_mut(last % PLACES) else {
            return Rc::from(text);
        };
        match place {
            Some(known) if **known == *text => Rc::clone(known),
            Some(_) | None => Rc::clone(place.insert(Rc::from(text))),
        }
    })
}
