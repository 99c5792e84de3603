//! Arrays: a growing vector whose element kind comes from where it was made.
//!
//! An `Array<Int>` is a vector of `i32`. Haxe lets it be seen as an `Array<Dynamic>`; when something that is no Int is
//! stored through such a view, the storage turns to `any` once. So every access looks at the storage it finds: one branch
//! where it is the expected one.

use crate::cell::{Form, Header, Tag, header};
use crate::word::Any;
use crate::{Heap, Kind, Word};

#[repr(C)]
pub(crate) struct ArrayCell {
    header: Header,
    pub(crate) elements: Elements,
}

/// The storage of an array.
#[derive(Debug)]
pub enum Elements {
    /// Ints.
    Int(Vec<i32>),
    /// Floats.
    Float(Vec<f64>),
    /// Bools.
    Bool(Vec<bool>),
    /// References; each one counts.
    Ref(Vec<Word>),
    /// Self-describing words; those that are references count.
    Any(Vec<Word>),
}

/// The longest array: positions are Ints.
pub const LONGEST: usize = i32::MAX as usize;

impl Elements {
    /// An empty vector of a kind.
    pub fn new(kind: Kind, capacity: usize) -> Self {
        match kind {
            Kind::Int => Self::Int(Vec::with_capacity(capacity)),
            Kind::Float => Self::Float(Vec::with_capacity(capacity)),
            Kind::Bool => Self::Bool(Vec::with_capacity(capacity)),
            Kind::Ref => Self::Ref(Vec::with_capacity(capacity)),
            Kind::Any => Self::Any(Vec::with_capacity(capacity)),
        }
    }

    /// The kind of the storage.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Int(_) => Kind::Int,
            Self::Float(_) => Kind::Float,
            Self::Bool(_) => Kind::Bool,
            Self::Ref(_) => Kind::Ref,
            Self::Any(_) => Kind::Any,
        }
    }

    /// The number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        match self {
            Self::Int(items) => items.len(),
            Self::Float(items) => items.len(),
            Self::Bool(items) => items.len(),
            Self::Ref(items) | Self::Any(items) => items.len(),
        }
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An element as `any`, not counted anew; `None` outside.
    #[inline]
    pub fn any(&self, index: usize) -> Option<Word> {
        match self {
            Self::Int(items) => items.get(index).map(|item| Word::any_int(*item)),
            Self::Float(items) => items.get(index).map(|item| Word::any_float(*item)),
            Self::Bool(items) => items.get(index).map(|item| Word::any_bool(*item)),
            Self::Ref(items) | Self::Any(items) => items.get(index).copied(),
        }
    }

    /// Whether an `any` can be stored without turning the storage.
    fn takes(&self, word: Word) -> bool {
        match (self, word.any()) {
            (Self::Any(_), _)
            | (Self::Int(_), Any::Int(_))
            | (Self::Float(_), Any::Float(_) | Any::Int(_))
            | (Self::Bool(_), Any::Bool(_))
            | (Self::Ref(_), Any::Ref(_) | Any::Null) => true,
            (Self::Int(_) | Self::Float(_) | Self::Bool(_) | Self::Ref(_), _) => false,
        }
    }

    /// The same elements as `any`.
    fn turn(&mut self) {
        let items = match self {
            Self::Int(items) => items.iter().map(|item| Word::any_int(*item)).collect(),
            Self::Float(items) => items.iter().map(|item| Word::any_float(*item)).collect(),
            Self::Bool(items) => items.iter().map(|item| Word::any_bool(*item)).collect(),
            Self::Ref(items) | Self::Any(items) => std::mem::take(items),
        };
        *self = Self::Any(items);
    }

    /// What the storage takes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Int(items) => items.capacity() * 4,
            Self::Float(items) => items.capacity() * 8,
            Self::Bool(items) => items.capacity(),
            Self::Ref(items) | Self::Any(items) => items.capacity() * 8,
        }
    }

    /// How much more it takes once one more element is in it.
    pub fn growth(&self) -> usize {
        let capacity = match self {
            Self::Int(items) => items.capacity(),
            Self::Float(items) => items.capacity(),
            Self::Bool(items) => items.capacity(),
            Self::Ref(items) | Self::Any(items) => items.capacity(),
        };
        match self.len() < capacity {
            true => 0,
            false => self.bytes(),
        }
    }

    /// Makes the length `length` by adding defaults (0, 0.0, false, null).
    fn fill(&mut self, length: usize) {
        match self {
            Self::Int(items) => items.resize(length, 0),
            Self::Float(items) => items.resize(length, 0.0),
            Self::Bool(items) => items.resize(length, false),
            Self::Ref(items) | Self::Any(items) => items.resize(length, Word::NULL),
        }
    }

    /// Room for `length` elements, with what a vector would add by doubling.
    fn reserve(&mut self, length: usize) {
        let more = length - self.len();
        match self {
            Self::Int(items) => items.reserve(more),
            Self::Float(items) => items.reserve(more),
            Self::Bool(items) => items.reserve(more),
            Self::Ref(items) | Self::Any(items) => items.reserve(more),
        }
    }

    /// Stores over an element that is there, and gives the former one if it counts. The word has been checked by
    /// `takes`.
    fn replace(&mut self, index: usize, word: Word) -> Word {
        match (self, word.any()) {
            (Self::Int(items), Any::Int(value)) => put(items, index, value),
            (Self::Float(items), Any::Float(value)) => put(items, index, value),
            (Self::Float(items), Any::Int(value)) => put(items, index, f64::from(value)),
            (Self::Bool(items), Any::Bool(value)) => put(items, index, value),
            (Self::Ref(items) | Self::Any(items), _) => {
                if let Some(item) = items.get_mut(index) {
                    return std::mem::replace(item, word);
                }
            }
            (Self::Int(_) | Self::Float(_) | Self::Bool(_), _) => {}
        }
        Word::NULL
    }
}

fn put<T>(items: &mut [T], index: usize, value: T) {
    if let Some(item) = items.get_mut(index) {
        *item = value;
    }
}

/// The storage of a live array, without looking at whether it is one.
///
/// # Safety
/// `reference` is a live array, and no other borrow of its storage exists while the result is used.
#[inline]
pub unsafe fn elements_of<'a>(reference: Word) -> &'a mut Elements {
    // SAFETY: the caller's.
    unsafe { &mut (*header(reference).cast::<ArrayCell>()).elements }
}

impl Heap {
    /// A new array. The caller holds its one count; the elements' counts go over to it.
    pub fn new_array(&mut self, elements: Elements) -> Word {
        let tag = Tag::new(Form::Array, 0);
        let cell = self.slab.allocate(size_of::<ArrayCell>(), tag);
        self.outside += elements.bytes();
        // SAFETY: the cell is as long as an `ArrayCell`; its elements are not initialised yet.
        unsafe { std::ptr::write(&raw mut (*cell.cast::<ArrayCell>()).elements, elements) };
        Word::from_bits(cell as u64)
    }

    /// The storage behind a reference to an array; `None` for null and all else.
    #[inline]
    pub fn array(&self, reference: Word) -> Option<&Elements> {
        if self.form(reference)? != Form::Array {
            return None;
        }
        // SAFETY: a cell of this form is an `ArrayCell`; nobody writes while the heap is borrowed.
        Some(unsafe { elements_of(reference) })
    }

    /// Lets `change` work on the storage of an array, and keeps account of its size. The counts of what it puts in or
    /// takes out are its own business.
    pub fn change_array<T>(
        &mut self,
        reference: Word,
        change: impl FnOnce(&mut Elements) -> T,
    ) -> Option<T> {
        if self.form(reference)? != Form::Array {
            return None;
        }
        // SAFETY: a cell of this form is an `ArrayCell`, and `change` cannot reach the heap.
        let elements = unsafe { elements_of(reference) };
        let before = elements.bytes();
        let result = change(elements);
        self.outside = (self.outside + elements.bytes()).saturating_sub(before);
        Some(result)
    }

    /// Lets `write` change elements that are there, or add one within the capacity: nothing that the heap keeps account of.
    #[inline]
    pub fn write_element<T>(
        &mut self,
        reference: Word,
        write: impl FnOnce(&mut Elements) -> T,
    ) -> Option<T> {
        if self.form(reference)? != Form::Array {
            return None;
        }
        // SAFETY: a cell of this form is an `ArrayCell`, and `write` cannot reach the heap.
        Some(write(unsafe { elements_of(reference) }))
    }

    /// Stores an `any` and takes over its count; grows the array with defaults up to `index`. `None` if it is no array
    /// or the index is beyond what an array can have.
    pub fn array_set(&mut self, array: Word, index: usize, word: Word) -> Option<()> {
        if index >= LONGEST {
            return None;
        }
        let former = self.change_array(array, |elements| {
            if !elements.takes(word) {
                elements.turn();
            }
            if index >= elements.len() {
                elements.reserve(index + 1);
                elements.fill(index + 1);
            }
            elements.replace(index, word)
        })?;
        self.release(former);
        Some(())
    }

    /// Adds an `any` at the end and takes over its count.
    pub fn array_push(&mut self, array: Word, word: Word) -> Option<()> {
        let length = self.array(array)?.len();
        self.array_set(array, length, word)
    }

    /// Makes room at `index` (at most the length) and stores an `any` there, whose count it takes over.
    pub fn array_insert(&mut self, array: Word, index: usize, word: Word) -> Option<()> {
        self.change_array(array, |elements| {
            if !elements.takes(word) {
                elements.turn();
            }
            let index = index.min(elements.len());
            match elements {
                Elements::Int(items) => items.insert(index, 0),
                Elements::Float(items) => items.insert(index, 0.0),
                Elements::Bool(items) => items.insert(index, false),
                Elements::Ref(items) | Elements::Any(items) => items.insert(index, Word::NULL),
            }
            elements.replace(index, word)
        })?;
        Some(())
    }

    /// Takes out the element at `index`, as `any` with its count.
    pub fn array_remove(&mut self, array: Word, index: usize) -> Option<Word> {
        self.change_array(array, |elements| {
            if index >= elements.len() {
                return None;
            }
            Some(match elements {
                Elements::Int(items) => Word::any_int(items.remove(index)),
                Elements::Float(items) => Word::any_float(items.remove(index)),
                Elements::Bool(items) => Word::any_bool(items.remove(index)),
                Elements::Ref(items) | Elements::Any(items) => items.remove(index),
            })
        })?
    }

    /// A new array of the elements from `start` to `end` (clamped by the caller), of the same kind.
    pub fn array_slice(&mut self, array: Word, start: usize, end: usize) -> Option<Word> {
        let range = start..end;
        let part = match self.array(array)? {
            Elements::Int(items) => Elements::Int(items.get(range)?.to_vec()),
            Elements::Float(items) => Elements::Float(items.get(range)?.to_vec()),
            Elements::Bool(items) => Elements::Bool(items.get(range)?.to_vec()),
            Elements::Ref(items) => Elements::Ref(items.get(range)?.to_vec()),
            Elements::Any(items) => Elements::Any(items.get(range)?.to_vec()),
        };
        if let Elements::Ref(items) | Elements::Any(items) = &part {
            items.iter().for_each(|item| self.retain(*item));
        }
        Some(self.new_array(part))
    }

    /// Takes out the elements from `start` to `end` (clamped by the caller) as a new array.
    pub fn array_splice(&mut self, array: Word, start: usize, end: usize) -> Option<Word> {
        let taken = self.change_array(array, |elements| {
            if start > end || end > elements.len() {
                return None;
            }
            Some(match elements {
                Elements::Int(items) => Elements::Int(items.drain(start..end).collect()),
                Elements::Float(items) => Elements::Float(items.drain(start..end).collect()),
                Elements::Bool(items) => Elements::Bool(items.drain(start..end).collect()),
                Elements::Ref(items) => Elements::Ref(items.drain(start..end).collect()),
                Elements::Any(items) => Elements::Any(items.drain(start..end).collect()),
            })
        })??;
        Some(self.new_array(taken))
    }

    /// Turns the order around.
    pub fn array_reverse(&mut self, array: Word) -> Option<()> {
        self.change_array(array, |elements| match elements {
            Elements::Int(items) => items.reverse(),
            Elements::Float(items) => items.reverse(),
            Elements::Bool(items) => items.reverse(),
            Elements::Ref(items) | Elements::Any(items) => items.reverse(),
        })
    }

    /// Makes the length `length`: cuts off, or fills with defaults.
    pub fn array_resize(&mut self, array: Word, length: usize) -> Option<()> {
        let cut = self.change_array(array, |elements| {
            if length >= elements.len() {
                elements.fill(length);
                return Vec::new();
            }
            match elements {
                Elements::Int(items) => items.truncate(length),
                Elements::Float(items) => items.truncate(length),
                Elements::Bool(items) => items.truncate(length),
                Elements::Ref(items) | Elements::Any(items) => return items.split_off(length),
            }
            Vec::new()
        })?;
        cut.into_iter().for_each(|word| self.release(word));
        Some(())
    }

    /// Moves the storage out of an array that dies. The counts of its elements go to the caller.
    ///
    /// # Safety
    /// The cell is not read again.
    pub(crate) unsafe fn take_elements(&mut self, cell: *mut ArrayCell) -> Elements {
        // SAFETY: the caller's; so the elements are dropped once.
        let elements = unsafe { std::ptr::read(&raw const (*cell).elements) };
        self.outside = self.outside.saturating_sub(elements.bytes());
        elements
    }
}
