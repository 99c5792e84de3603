//! Strings: a cell around the prelude's `Str`.

use crate::cell::{Form, Header, Tag, header};
use crate::{Heap, Word};
use hx2rs_prelude::Str;

#[repr(C)]
pub(crate) struct TextCell {
    header: Header,
    pub(crate) text: Str,
}

impl Heap {
    /// A new string. The caller holds its one count.
    pub fn new_text(&mut self, text: Str) -> Word {
        let cell = self
            .slab
            .allocate(size_of::<TextCell>(), Tag::new(Form::Text, 0));
        self.outside += text.len();
        // SAFETY: the cell is as long as a `TextCell`; its text is not initialised yet, so nothing is dropped.
        unsafe { std::ptr::write(&raw mut (*cell.cast::<TextCell>()).text, text) };
        Word::from_bits(cell as u64)
    }

    /// The text behind a reference to a string; `None` for null and all else.
    #[inline]
    pub fn text(&self, reference: Word) -> Option<&Str> {
        if self.form(reference)? != Form::Text {
            return None;
        }
        // SAFETY: a cell of this form is a `TextCell`; nobody writes while the heap is borrowed.
        Some(unsafe { &(*header(reference).cast::<TextCell>()).text })
    }

    /// Whether two strings have the same text; null equals null only.
    #[inline]
    pub fn same_text(&self, left: Word, right: Word) -> bool {
        left == right
            || match (self.text(left), self.text(right)) {
                (Some(left), Some(right)) => left == right,
                (None, _) | (_, None) => false,
            }
    }

    /// Appends to a string whose one count the caller holds: in place if nobody else holds it (linear in total), else
    /// to a copy. Gives the string that the caller holds from then on. Null reads as `null`.
    pub fn append(&mut self, reference: Word, more: &str) -> Word {
        if self.form(reference) == Some(Form::Text) && self.count(reference) == 1 {
            self.outside += more.len();
            // SAFETY: a cell of this form is a `TextCell`, and the caller is its only holder.
            unsafe { (*header(reference).cast::<TextCell>()).text += more };
            return reference;
        }
        let mut text = self.text(reference).cloned().unwrap_or(Str::lit("null"));
        text += more;
        let joined = self.new_text(text);
        self.release(reference);
        joined
    }

    /// Frees what a string that dies holds besides its cell.
    ///
    /// # Safety
    /// The cell is not read again.
    pub(crate) unsafe fn free_text(&mut self, cell: *mut TextCell) {
        // SAFETY: the caller's; the text is moved out, so it is dropped once.
        unsafe {
            let text = std::ptr::read(&raw const (*cell).text);
            self.outside = self.outside.saturating_sub(text.len());
        }
    }
}
