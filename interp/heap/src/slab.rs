//! Memory for cells: chunks of cells of one size each, a free list per size, and big cells one by one. All of it can be
//! walked.

use crate::cell::{Form, HEADER, Header, Tag};
use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::collections::HashMap;
use std::ptr;

/// Cells above this size are allocated one by one.
const BIGGEST: usize = 256;
const CHUNK: usize = 64 * 1024;
const GRANULE: usize = 8;

pub(crate) struct Slab {
    /// By size in granules: the first free cell. Empty where each cell is to stand by itself.
    free: Box<[*mut Header]>,
    chunks: Vec<Chunk>,
    /// Cells that stand by themselves.
    alone: HashMap<*mut Header, Alone>,
    /// Bytes in cells that are in use.
    used: usize,
    /// What the next cells that stand by themselves are marked with.
    pub(crate) site: u64,
    /// How many of them there have been.
    serial: u64,
}

/// A cell with its own memory.
struct Alone {
    size: usize,
    /// Who made it, as told by [`Slab::site`].
    site: u64,
    /// Position in the order of making.
    serial: u64,
}

struct Chunk {
    base: *mut u8,
    cell: usize,
}

impl Slab {
    /// An empty one. In an isolated one every cell stands by itself: tools that watch memory see each of them, and so
    /// does the leak report.
    pub(crate) fn new(isolated: bool) -> Self {
        let classes = if isolated { 0 } else { BIGGEST / GRANULE + 1 };
        Self {
            free: vec![ptr::null_mut(); classes].into(),
            chunks: Vec::new(),
            alone: HashMap::new(),
            used: 0,
            site: 0,
            serial: 0,
        }
    }

    /// Order and site of a cell that stands by itself.
    pub(crate) fn origin(&self, cell: *mut Header) -> (u64, u64) {
        let alone = self.alone.get(&cell);
        alone.map_or((0, 0), |alone| (alone.serial, alone.site))
    }

    pub(crate) fn used(&self) -> usize {
        self.used
    }

    /// A cell of `size` bytes (at least a header): the tag set, the count 1, all else zero.
    #[inline]
    pub(crate) fn allocate(&mut self, size: usize, tag: Tag) -> *mut Header {
        self.used += size;
        let class = size.div_ceil(GRANULE);
        let Some(free) = self.free.get_mut(class) else {
            return self.allocate_alone(size, tag);
        };
        let mut cell = *free;
        if cell.is_null() {
            cell = self.refill(class);
        }
        // SAFETY: cells in the free list of a class are unused, and at least `size` bytes long; `refill` gives such a one.
        unsafe {
            if let Some(free) = self.free.get_mut(class) {
                *free = (*cell).extension as *mut Header;
            }
            (*cell).count = 1;
            (*cell).tag = tag;
            (*cell).extension = 0;
            let body = cell.cast::<u8>().add(HEADER);
            ptr::write_bytes(body, 0, class * GRANULE - HEADER);
        }
        cell
    }

    /// # Safety
    /// `cell` came from [`Self::allocate`] of this slab with this size, and nothing refers to it any more.
    #[inline]
    pub(crate) unsafe fn free(&mut self, cell: *mut Header, size: usize) {
        self.used -= size;
        let class = size.div_ceil(GRANULE);
        match self.free.get_mut(class) {
            // SAFETY: the caller's word that nothing else uses the cell.
            Some(free) => unsafe {
                (*cell).count = 0;
                (*cell).tag = Tag::FREE;
                (*cell).extension = *free as u64;
                *free = cell;
            },
            None => {
                if let Some(alone) = self.alone.remove(&cell) {
                    // SAFETY: allocated in `allocate_alone` with this very layout.
                    unsafe { dealloc(cell.cast(), layout(alone.size)) };
                }
            }
        }
    }

    /// Calls `visit` for each cell in use.
    pub(crate) fn walk(&self, mut visit: impl FnMut(*mut Header)) {
        for chunk in &self.chunks {
            for at in 0..CHUNK / chunk.cell {
                // SAFETY: within the chunk; free cells have headers, too.
                let cell = unsafe { chunk.base.add(at * chunk.cell) }.cast::<Header>();
                // SAFETY: as above.
                if unsafe { (*cell).tag.form() } != Form::Free {
                    visit(cell);
                }
            }
        }
        self.alone.keys().for_each(|cell| visit(*cell));
    }

    #[cold]
    fn allocate_alone(&mut self, size: usize, tag: Tag) -> *mut Header {
        // SAFETY: at least a header, so not zero.
        let cell = unsafe { alloc_zeroed(layout(size)) }.cast::<Header>();
        if cell.is_null() {
            std::alloc::handle_alloc_error(layout(size));
        }
        // SAFETY: fresh memory, long enough.
        unsafe {
            (*cell).count = 1;
            (*cell).tag = tag;
        }
        self.serial += 1;
        let (site, serial) = (self.site, self.serial);
        self.alone.insert(cell, Alone { size, site, serial });
        cell
    }

    /// Makes a chunk for a class whose free list is empty; returns its first cell, which leads the others.
    #[cold]
    fn refill(&mut self, class: usize) -> *mut Header {
        let cell = class * GRANULE;
        // SAFETY: not zero.
        let base = unsafe { alloc_zeroed(layout(CHUNK)) };
        if base.is_null() {
            std::alloc::handle_alloc_error(layout(CHUNK));
        }
        let count = CHUNK / cell;
        for at in 0..count {
            // SAFETY: within the chunk; the last cell's next stays null.
            unsafe {
                let here = base.add(at * cell).cast::<Header>();
                if at + 1 < count {
                    (*here).extension = base.add((at + 1) * cell) as u64;
                }
            }
        }
        self.chunks.push(Chunk { base, cell });
        base.cast()
    }
}

impl Drop for Slab {
    fn drop(&mut self) {
        for chunk in &self.chunks {
            // SAFETY: allocated in `refill` with this layout.
            unsafe { dealloc(chunk.base, layout(CHUNK)) };
        }
        for (cell, alone) in &self.alone {
            // SAFETY: allocated in `allocate_alone` with this layout.
            unsafe { dealloc(cell.cast(), layout(alone.size)) };
        }
    }
}

fn layout(size: usize) -> Layout {
    match Layout::from_size_align(size, 16) {
        Ok(layout) => layout,
        Err(_) => std::alloc::handle_alloc_error(Layout::new::<Header>()),
    }
}
