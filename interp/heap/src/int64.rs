//! Numbers of 64 bits: a header, in whose extension the number is. They never change, and are made and freed with each
//! operation; nothing looks at which one it is.

use crate::cell::{Form, HEADER, Tag, header};
use crate::{Heap, Word};

impl Heap {
    /// A new one. The caller holds its one count.
    #[inline]
    pub fn new_int64(&mut self, value: i64) -> Word {
        let cell = self.slab.allocate(HEADER, Tag::new(Form::Int64, 0));
        // SAFETY: the cell is as long as a header, and its extension is a number in this form.
        unsafe { (*cell).extension = value as u64 };
        Word::from_bits(cell as u64)
    }

    /// The number behind a reference; `None` for null and all else.
    #[inline]
    pub fn int64(&self, reference: Word) -> Option<i64> {
        if self.form(reference)? != Form::Int64 {
            return None;
        }
        // SAFETY: a cell of this form is a header.
        Some(unsafe { (*header(reference)).extension } as i64)
    }
}
