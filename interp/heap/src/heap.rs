//! The heap itself: allocation, counting, and release by a worklist. What counts cannot free is for [`crate::collect`].

use crate::array::{ArrayCell, Elements};
use crate::cell::{Form, HEADER, Header, Tag, header};
use crate::leaks::Leaks;
use crate::map::MapCell;
use crate::record::{Layout, LayoutId};
use crate::slab::Slab;
use crate::text::TextCell;
use crate::word::Word;

/// All cells of one running program.
pub struct Heap {
    pub(crate) slab: Slab,
    pub(crate) layouts: Vec<Layout>,
    /// Cells whose count fell to zero and whose parts are still to be released.
    dying: Vec<*mut Header>,
    /// Bytes held by arrays, strings and maps besides their cells.
    pub(crate) outside: usize,
    /// What was asked for.
    limit: usize,
    /// What holds now: a little more after a failure, so that the program can deal with it.
    allowed: usize,
    /// Bytes in use at which cycles are looked for next.
    due: usize,
    /// Bytes that were in use after the last time.
    settled: usize,
    /// The smaller one of `allowed` and `due`.
    threshold: usize,
    /// What cycles held, if somebody wants to know.
    pub(crate) leaks: Option<Box<Leaks>>,
}

/// Below this many bytes nobody looks for cycles.
const FLOOR: usize = 16 << 20;

/// The configured limit has been reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeapFull;

impl Heap {
    /// An empty heap that reports [`HeapFull`] beyond `limit` bytes. It stays in its box: keys of maps point to it.
    pub fn new(limit: usize) -> Box<Self> {
        Self::with(limit, cfg!(feature = "isolated"), None)
    }

    /// As [`Self::new`]; it remembers where cells were made ([`Self::set_site`]) and what was found in cycles
    /// ([`Self::leaks`]).
    pub fn watched(limit: usize) -> Box<Self> {
        Self::with(limit, true, Some(Box::default()))
    }

    fn with(limit: usize, isolated: bool, leaks: Option<Box<Leaks>>) -> Box<Self> {
        let first = if cfg!(feature = "eager") { 0 } else { FLOOR };
        Box::new(Self {
            slab: Slab::new(isolated),
            layouts: Vec::new(),
            dying: Vec::new(),
            outside: 0,
            limit,
            allowed: limit,
            due: first,
            settled: 0,
            threshold: limit.min(first),
            leaks,
        })
    }

    /// Bytes in use, what containers hold included.
    #[inline]
    pub fn used(&self) -> usize {
        self.slab.used() + self.outside
    }

    /// Whether something has to happen before `more` bytes are added: then [`Self::make_room`] is to be called.
    /// Allocation itself never fails; whoever runs a program asks at its allocations.
    #[inline]
    pub fn is_crowded(&self, more: usize) -> bool {
        self.used().saturating_add(more) > self.threshold
    }

    /// Frees what only cycles hold, if the heap has doubled since the last time, or has reached its limit. Fails if there
    /// is no room for `more` bytes then.
    ///
    /// This is a safe point: every reference in use has to be counted, or held by something that is.
    #[cold]
    #[inline(never)]
    pub fn make_room(&mut self, more: usize) -> Result<(), HeapFull> {
        let is_full = |heap: &Self| heap.used().saturating_add(more) > heap.allowed;
        let grown = self.used().saturating_sub(self.settled);
        // At the limit not each allocation may walk the heap again.
        if self.used() > self.due || (is_full(self) && grown > self.limit / 16) {
            self.collect();
        }
        match is_full(self) {
            true => Err(HeapFull),
            false => Ok(()),
        }
    }

    /// Looks for cycles next when the heap has doubled.
    pub(crate) fn set_due(&mut self) {
        self.settled = self.used();
        self.due = match cfg!(feature = "eager") {
            true => self.settled + self.settled / 16 + 512,
            false => self.settled.saturating_mul(2).max(FLOOR),
        };
        self.threshold = self.allowed.min(self.due);
    }

    /// To be called when a program has caught an exception: if the heap is still full, it gets some room to go on, up to a
    /// quarter more than the limit.
    pub fn settle(&mut self) {
        let used = self.used();
        self.allowed = if used <= self.limit {
            self.limit
        } else {
            let most = self.limit.saturating_add(self.limit / 4);
            used.saturating_add(self.limit / 16).min(most)
        };
        self.threshold = self.allowed.min(self.due);
    }

    /// The number of cells in use.
    pub fn cells(&self) -> usize {
        let mut count = 0;
        self.slab.walk(|_| count += 1);
        count
    }

    /// What the cell behind a reference is.
    #[inline]
    pub fn tag(&self, reference: Word) -> Option<Tag> {
        if !reference.is_reference() {
            return None;
        }
        // SAFETY: a reference points to a cell, by the contract of the crate.
        Some(unsafe { (*header(reference)).tag })
    }

    /// What the cell behind a reference is; `None` for null and for `any` words that are no reference.
    #[inline]
    pub fn form(&self, reference: Word) -> Option<Form> {
        self.tag(reference).map(Tag::form)
    }

    /// How many counts a cell has.
    pub fn count(&self, reference: Word) -> u32 {
        if !reference.is_reference() {
            return 0;
        }
        // SAFETY: as in `tag`.
        unsafe { (*header(reference)).count }
    }

    /// Counts one more holder. Does nothing for what is no reference.
    #[inline]
    pub fn retain(&self, word: Word) {
        if word.is_reference() {
            // SAFETY: as in `tag`. Four billion holders of one cell do not fit into memory.
            unsafe { (*header(word)).count += 1 }
        }
    }

    /// Counts one holder less; without holders the cell and what only it holds are freed.
    #[inline]
    pub fn release(&mut self, word: Word) {
        if word.is_reference() {
            let cell = header(word);
            // SAFETY: as in `tag`; the holder that ends had one count.
            unsafe {
                (*cell).count -= 1;
                if (*cell).count == 0 {
                    self.dispose(cell);
                }
            }
        }
    }

    /// Frees a cell without holders, and all cells that lose their last holder by that. Never recurses.
    #[inline(never)]
    fn dispose(&mut self, first: *mut Header) {
        let mut next = Some(first);
        while let Some(cell) = next {
            self.free(cell);
            next = self.dying.pop();
        }
    }

    /// Notes that one holder ended, without freeing yet.
    #[inline]
    pub(crate) fn drop_later(&mut self, word: Word) {
        if word.is_reference() {
            let cell = header(word);
            // SAFETY: as in `release`.
            unsafe {
                (*cell).count -= 1;
                if (*cell).count == 0 {
                    self.dying.push(cell);
                }
            }
        }
    }

    fn free(&mut self, cell: *mut Header) {
        // SAFETY: the cell is live until it is freed here, and its form says what it is.
        let tag = unsafe { (*cell).tag };
        let size = match tag.form() {
            Form::Free => return,
            Form::Object
            | Form::Closure
            | Form::Enum
            | Form::Structure
            | Form::Variable
            | Form::Type => {
                let id = LayoutId::new(tag.number());
                let slots = self
                    .layouts
                    .get(id.index())
                    .map_or(0, |layout| layout.len());
                let counted = self
                    .layouts
                    .get(id.index())
                    .map_or(0, |layout| layout.counted().len());
                for at in 0..counted {
                    let slot = self
                        .layouts
                        .get(id.index())
                        .and_then(|layout| layout.counted().get(at))
                        .copied()
                        .unwrap_or_default();
                    // SAFETY: a record has as many slots as its layout.
                    let word = unsafe {
                        *cell
                            .cast::<u8>()
                            .add(HEADER)
                            .cast::<Word>()
                            .add(slot as usize)
                    };
                    self.drop_later(word);
                }
                // SAFETY: the extension of a record is null or a map that it counts.
                let extension = Word::from_bits(unsafe { (*cell).extension });
                self.drop_later(extension);
                HEADER + slots * size_of::<Word>()
            }
            Form::Text => {
                // SAFETY: a cell of this form is a `TextCell`; it is not read again.
                unsafe { self.free_text(cell.cast::<TextCell>()) };
                size_of::<TextCell>()
            }
            Form::Array => {
                // SAFETY: as above.
                let elements = unsafe { self.take_elements(cell.cast::<ArrayCell>()) };
                if let Elements::Ref(items) | Elements::Any(items) = elements {
                    items.into_iter().for_each(|item| self.drop_later(item));
                }
                size_of::<ArrayCell>()
            }
            Form::Int64 => HEADER,
            Form::Map => {
                // SAFETY: as above.
                let table = unsafe { self.take_table(cell.cast::<MapCell>()) };
                for (key, value) in table.iter() {
                    self.drop_later(key.word());
                    self.drop_later(*value);
                }
                size_of::<MapCell>()
            }
        };
        // SAFETY: allocated with this size, and no holder is left.
        unsafe { self.slab.free(cell, size) };
    }
}

impl Drop for Heap {
    /// Memory outside of the cells is freed for what is still alive; nothing is counted any more.
    fn drop(&mut self) {
        let mut left = Vec::new();
        self.slab.walk(|cell| left.push(cell));
        for cell in left {
            // SAFETY: each cell in use is visited once, and none is used again.
            unsafe {
                match (*cell).tag.form() {
                    Form::Text => std::ptr::drop_in_place(&mut (*cell.cast::<TextCell>()).text),
                    Form::Array => {
                        std::ptr::drop_in_place(&mut (*cell.cast::<ArrayCell>()).elements);
                    }
                    Form::Map => std::ptr::drop_in_place(&mut (*cell.cast::<MapCell>()).table),
                    Form::Free
                    | Form::Int64
                    | Form::Object
                    | Form::Closure
                    | Form::Enum
                    | Form::Structure
                    | Form::Variable
                    | Form::Type => {}
                }
            }
        }
    }
}
