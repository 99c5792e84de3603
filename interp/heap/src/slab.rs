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
    /// By size in granules: the first free cell.
    free: [*mut Header; BIGGEST / GRANULE + 1],
    chunks: Vec<Chunk>,
    /// Big cells with their sizes.
    big: HashMap<*mut Header, usize>,
    /// Bytes in cells that are in use.
    used: usize,
}

struct Chunk {
    base: *mut u8,
    cell: usize,
}

impl Slab {
    pub(crate) fn new() -> Self {
        Self {
            free: [ptr::null_mut(); BIGGEST / GRANULE + 1],
            chunks: Vec::new(),
            big: HashMap::new(),
            used: 0,
        }
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
            return self.allocate_big(size, tag);
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
                if let Some(size) = self.big.remove(&cell) {
                    // SAFETY: allocated in `allocate_big` with this very layout.
                    unsafe { dealloc(cell.cast(), big_layout(size)) };
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
        self.big.keys().for_each(|cell| visit(*cell));
    }

    #[cold]
    fn allocate_big(&mut self, size: usize, tag: Tag) -> *mut Header {
        // SAFETY: the size is above `BIGGEST`, so not zero.
        let cell = unsafe { alloc_zeroed(big_layout(size)) }.cast::<Header>();
        if cell.is_null() {
            std::alloc::handle_alloc_error(big_layout(size));
        }
        // SAFETY: fresh memory, long enough.
        unsafe {
            (*cell).count = 1;
            (*cell).tag = tag;
        }
        self.big.insert(cell, size);
        cell
    }

    /// Makes a chunk for a class whose free list is empty; returns its first cell, which leads the others.
    #[cold]
    fn refill(&mut self, class: usize) -> *mut Header {
        let cell = class * GRANULE;
        // SAFETY: not zero.
        let base = unsafe { alloc_zeroed(chunk_layout()) };
        if base.is_null() {
            std::alloc::handle_alloc_error(chunk_layout());
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
            unsafe { dealloc(chunk.base, chunk_layout()) };
        }
        for (cell, size) in &self.big {
            // SAFETY: allocated in `allocate_big` with this layout.
            unsafe { dealloc(cell.cast(), big_layout(*size)) };
        }
    }
}

fn chunk_layout() -> Layout {
    layout(CHUNK)
}

fn big_layout(size: usize) -> Layout {
    layout(size)
}

fn layout(size: usize) -> Layout {
    match Layout::from_size_align(size, 16) {
        Ok(layout) => layout,
        Err(_) => std::alloc::handle_alloc_error(Layout::new::<Header>()),
    }
}
