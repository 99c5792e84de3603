//! Cycles: what holds itself and is held by nothing else is freed here, by trial deletion over the whole heap.
//!
//! Every count that comes from inside the heap is taken away. What has counts left is held from outside (by registers,
//! statics, natives): it lives, and so does all that it reaches, which gets its counts back. What stays without counts is
//! garbage. Nothing looks at registers: so a borrowed word there has to be held by something that is counted, as
//! [`crate`] says.
//!
//! Nothing recurses, and a walk touches each cell and each reference three times at most; [`Heap::make_room`] spaces the
//! walks so that they are linear in what was allocated.

use crate::array::{ArrayCell, Elements, elements_of};
use crate::cell::{Form, HEADER, Header, header};
use crate::leaks::Edge;
use crate::map::MapCell;
use crate::record::{LayoutId, slot_of};
use crate::text::TextCell;
use crate::{Heap, Word};

/// In the count of a cell that has been found alive, while a walk is under way.
const ALIVE: u32 = 1 << 31;

/// So many bytes of references (and as many in registers) keep every count below [`ALIVE`].
const MOST: usize = 8 << 30;

impl Heap {
    /// Frees all that only cycles hold; how many cells that were. To be called at safe points only ([`Self::make_room`]).
    pub fn collect(&mut self) -> usize {
        if self.used() > MOST {
            self.set_due();
            return 0;
        }
        self.take_counts();
        self.give_counts_back();
        let garbage = self.garbage();
        if let Some(mut leaks) = self.leaks.take() {
            leaks.add(self, &garbage);
            self.leaks = Some(leaks);
        }
        for cell in &garbage {
            // SAFETY: nothing outside refers to it, and each is freed once. Its counts of live cells have not been given
            // back; those of others die with them.
            unsafe { self.free_alone(*cell) };
        }
        self.set_due();
        garbage.len()
    }

    /// Takes away the counts that come from inside the heap.
    fn take_counts(&self) {
        self.slab.walk(|cell| {
            self.each_reference(cell, |_, target| {
                // SAFETY: a live cell refers to live cells only, and each of its references has been counted.
                unsafe { (*target).count -= 1 }
            });
        });
    }

    /// Marks what is held from outside and what that reaches, and gives these their counts back.
    fn give_counts_back(&self) {
        let mut pending = Vec::new();
        self.slab.walk(|root| {
            // SAFETY: a live cell.
            let count = unsafe { (*root).count };
            if count & ALIVE != 0 || count == 0 {
                return;
            }
            // SAFETY: as above.
            unsafe { (*root).count |= ALIVE };
            pending.push(root);
            while let Some(cell) = pending.pop() {
                self.each_reference(cell, |_, target| {
                    // SAFETY: as in `take_counts`.
                    unsafe {
                        (*target).count += 1;
                        if (*target).count & ALIVE == 0 {
                            (*target).count |= ALIVE;
                            pending.push(target);
                        }
                    }
                });
            }
        });
    }

    /// What has not been marked; the marks of the others are taken off.
    fn garbage(&self) -> Vec<*mut Header> {
        let mut garbage = Vec::new();
        self.slab.walk(|cell| {
            // SAFETY: a live cell.
            unsafe {
                match (*cell).count & ALIVE {
                    0 => garbage.push(cell),
                    _alive => (*cell).count &= !ALIVE,
                }
            }
        });
        garbage
    }

    /// Calls `visit` for each counted reference that a cell holds.
    pub(crate) fn each_reference(
        &self,
        cell: *mut Header,
        mut visit: impl FnMut(Edge, *mut Header),
    ) {
        let mut reference = |edge: Edge, word: Word| {
            if word.is_reference() {
                visit(edge, header(word));
            }
        };
        // SAFETY: a live cell, whose form says what it is; nobody writes while the heap is borrowed.
        unsafe {
            match (*cell).tag.form() {
                Form::Free | Form::Text | Form::Int64 => {}
                Form::Object
                | Form::Closure
                | Form::Enum
                | Form::Structure
                | Form::Variable
                | Form::Type => {
                    let id = LayoutId::new((*cell).tag.number());
                    if let Some(layout) = self.layouts.get(id.index()) {
                        let record = Word::from_bits(cell as u64);
                        for slot in layout.counted() {
                            reference(Edge::Slot(*slot), slot_of(record, *slot as usize));
                        }
                    }
                    reference(Edge::Extension, Word::from_bits((*cell).extension));
                }
                Form::Array => {
                    let elements = elements_of(Word::from_bits(cell as u64));
                    if let Elements::Ref(items) | Elements::Any(items) = &*elements {
                        items
                            .iter()
                            .for_each(|item| reference(Edge::Element, *item));
                    }
                }
                Form::Map => {
                    let table = &(*cell.cast::<MapCell>()).table;
                    for (key, value) in table.iter() {
                        reference(Edge::Key, key.word());
                        reference(Edge::Value, *value);
                    }
                }
            }
        }
    }

    /// Frees a cell without a look at what it refers to.
    ///
    /// # Safety
    /// Nothing uses the cell any more.
    unsafe fn free_alone(&mut self, cell: *mut Header) {
        // SAFETY: the cell's form says what it is; it is not read again.
        unsafe {
            let tag = (*cell).tag;
            let size = match tag.form() {
                Form::Free => return,
                Form::Object
                | Form::Closure
                | Form::Enum
                | Form::Structure
                | Form::Variable
                | Form::Type => {
                    let layout = self.layouts.get(LayoutId::new(tag.number()).index());
                    let slots = layout.map_or(0, |layout| layout.len());
                    HEADER + slots * size_of::<Word>()
                }
                Form::Int64 => HEADER,
                Form::Text => {
                    self.free_text(cell.cast());
                    size_of::<TextCell>()
                }
                Form::Array => {
                    drop(self.take_elements(cell.cast()));
                    size_of::<ArrayCell>()
                }
                Form::Map => {
                    drop(self.take_table(cell.cast()));
                    size_of::<MapCell>()
                }
            };
            self.slab.free(cell, size);
        }
    }
}
