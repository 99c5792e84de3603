//! Records: every cell that is a header and slots. Objects, closures, enum values, structures, captured variables and
//! types as values differ in their form only.

use crate::cell::{Form, HEADER, Tag, header};
use crate::{Heap, Kind, Word};

/// The slots of a record.
#[derive(Clone, Debug)]
pub struct Layout {
    form: Form,
    kinds: Box<[Kind]>,
    /// Slots that hold references, by position.
    counted: Box<[u32]>,
}

/// A layout of a heap.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LayoutId(u32);

impl LayoutId {
    pub(crate) const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Position in the order of [`Heap::add_layout`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The layout at a position, for tables beside the layouts.
    pub const fn from_index(index: usize) -> Self {
        Self(index as u32)
    }
}

impl Layout {
    /// A layout for records of a form with slots of these kinds.
    pub fn new(form: Form, kinds: impl Into<Box<[Kind]>>) -> Self {
        let kinds = kinds.into();
        let counted = kinds.iter().enumerate().filter(|(_, kind)| kind.counts());
        let counted = counted.map(|(at, _)| at as u32).collect();
        Self {
            form,
            kinds,
            counted,
        }
    }

    /// What its records are.
    pub fn form(&self) -> Form {
        self.form
    }

    /// The kinds of the slots.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The number of slots.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether it has no slot.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    pub(crate) fn counted(&self) -> &[u32] {
        &self.counted
    }
}

impl Heap {
    /// Adds a layout; `None` beyond 16 million.
    pub fn add_layout(&mut self, layout: Layout) -> Option<LayoutId> {
        let number = u32::try_from(self.layouts.len()).ok()?;
        if number >= Tag::LIMIT {
            return None;
        }
        self.layouts.push(layout);
        Some(LayoutId(number))
    }

    /// A layout.
    pub fn layout(&self, id: LayoutId) -> Option<&Layout> {
        self.layouts.get(id.index())
    }

    /// A new record, its slots all zero: null, 0, 0.0, false. The caller holds its one count.
    #[inline]
    pub fn new_record(&mut self, id: LayoutId) -> Word {
        let Some(layout) = self.layouts.get(id.index()) else {
            return Word::NULL;
        };
        let size = HEADER + layout.len() * size_of::<Word>();
        let tag = Tag::new(layout.form, id.0);
        let cell = self.slab.allocate(size, tag);
        Word::from_bits(cell as u64)
    }

    /// The layout of the record behind a reference.
    pub fn layout_of(&self, reference: Word) -> Option<LayoutId> {
        let tag = self.tag(reference)?;
        match tag.form() {
            Form::Object
            | Form::Closure
            | Form::Enum
            | Form::Structure
            | Form::Variable
            | Form::Type => Some(LayoutId(tag.number())),
            Form::Free | Form::Text | Form::Array | Form::Map | Form::Int64 => None,
        }
    }

    /// A slot of a record, with its kind; not counted anew.
    pub fn slot(&self, reference: Word, slot: usize) -> Option<(Word, Kind)> {
        let layout = self.layout(self.layout_of(reference)?)?;
        let kind = *layout.kinds.get(slot)?;
        // SAFETY: a record has as many slots as its layout.
        Some((unsafe { slot_of(reference, slot) }, kind))
    }

    /// Writes a slot of a record whose kind is the word's; the record takes over the word's count, the former value
    /// loses its. `false` if there is no such slot.
    pub fn set_slot(&mut self, reference: Word, slot: usize, word: Word) -> bool {
        let Some((former, kind)) = self.slot(reference, slot) else {
            return false;
        };
        // SAFETY: `slot` has checked it.
        unsafe { put_slot(reference, slot, word) };
        if kind.counts() {
            self.release(former);
        }
        true
    }

    /// What an object or structure has besides its slots: a map of fields by name, or null. Not counted anew.
    pub fn extension(&self, reference: Word) -> Word {
        match self.layout_of(reference) {
            // SAFETY: a live cell; the extension of a record is null or a map that it counts.
            Some(_) => Word::from_bits(unsafe { (*header(reference)).extension }),
            None => Word::NULL,
        }
    }

    /// Sets the extension, and takes over its count.
    pub fn set_extension(&mut self, reference: Word, extension: Word) {
        if self.layout_of(reference).is_some() {
            let former = self.extension(reference);
            // SAFETY: as in `extension`.
            unsafe { (*header(reference)).extension = extension.bits() };
            self.release(former);
        }
    }

    /// Gives a record another layout of the same form with slots of the same kinds. `false` if it is none.
    pub fn set_layout(&mut self, reference: Word, id: LayoutId) -> bool {
        let own = self.layout_of(reference).and_then(|id| self.layout(id));
        let Some((own, new)) = own.zip(self.layout(id)) else {
            return false;
        };
        if own.form != new.form || own.kinds != new.kinds {
            return false;
        }
        let tag = Tag::new(new.form, id.0);
        // SAFETY: a live record; as its slots are of the same kinds, everything that reads it finds what it expects.
        unsafe { (*header(reference)).tag = tag };
        true
    }

    /// The words that a record's slots hold, with their kinds.
    pub fn slots(&self, reference: Word) -> impl Iterator<Item = (Word, Kind)> {
        let layout = self.layout_of(reference).and_then(|id| self.layout(id));
        let kinds = layout.map_or(&[][..], |layout| &layout.kinds);
        let read = move |(at, kind): (usize, &Kind)| {
            // SAFETY: a record has as many slots as its layout.
            (unsafe { slot_of(reference, at) }, *kind)
        };
        kinds.iter().enumerate().map(read)
    }
}

/// Reads a slot without any check, as it stands.
///
/// # Safety
/// `reference` is a live record with more than `slot` slots.
#[inline]
pub unsafe fn slot_of(reference: Word, slot: usize) -> Word {
    // SAFETY: the caller's.
    unsafe { *slot_pointer(reference, slot) }
}

/// Writes a slot without any check or counting.
///
/// # Safety
/// `reference` is a live record with more than `slot` slots.
#[inline]
pub unsafe fn put_slot(reference: Word, slot: usize, word: Word) {
    // SAFETY: the caller's.
    unsafe { *slot_pointer(reference, slot) = word }
}

/// # Safety
/// As [`slot_of`].
#[inline]
unsafe fn slot_pointer(reference: Word, slot: usize) -> *mut Word {
    // SAFETY: the caller's.
    unsafe {
        header(reference)
            .cast::<u8>()
            .add(HEADER)
            .cast::<Word>()
            .add(slot)
    }
}

/// The tag of a live cell, without looking at whether there is one.
///
/// # Safety
/// `reference` is a live cell.
#[inline]
pub unsafe fn tag_of(reference: Word) -> Tag {
    // SAFETY: the caller's.
    unsafe { (*header(reference)).tag }
}
