//! Elements of arrays: the expected storage first, any other one on the slow way.

use super::machine::{Machine, heap_full};
use crate::fault::Fault;
use hx2rs_heap::array::LONGEST;
use hx2rs_heap::word::Any;
use hx2rs_heap::{Elements, Kind, Word};

impl Machine<'_> {
    pub(super) fn new_array(&mut self, kind: u16, capacity: u16) -> Result<Word, Fault> {
        self.make_room(0)?;
        let kind = match kind {
            0 => Kind::Int,
            1 => Kind::Float,
            2 => Kind::Bool,
            3 => Kind::Ref,
            _other => Kind::Any,
        };
        Ok(self
            .heap
            .new_array(Elements::new(kind, usize::from(capacity))))
    }

    /// Another array of the same elements.
    pub(super) fn array_copy(&mut self, array: Word) -> Result<Word, Fault> {
        let length = self.length_of(array)?;
        self.make_room(self.bytes_of(array))?;
        let copy = self.heap.array_slice(array, 0, length);
        copy.ok_or_else(heap_full)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn no_array(&self, word: Word) -> Fault {
        if word.is_null() {
            let pc = self
                .frames
                .last()
                .map_or(std::ptr::null(), |frame| frame.pc);
            let _ = pc;
            return Fault::null_access("length");
        }
        self.failed_cast(word, "Array")
    }

    #[inline]
    pub(super) fn array_length(&self, array: Word) -> Result<i32, Fault> {
        match self.heap.array(array) {
            Some(elements) => Ok(elements.len() as i32),
            None => Err(self.no_array(array)),
        }
    }

    #[inline]
    fn elements(&self, array: Word) -> Result<&Elements, Fault> {
        match self.heap.array(array) {
            Some(elements) => Ok(elements),
            None => Err(self.no_element(array)),
        }
    }

    #[cold]
    #[inline(never)]
    fn no_element(&self, word: Word) -> Fault {
        if word.is_null() {
            return Fault::null_access("[]");
        }
        self.failed_cast(word, "Array")
    }

    /// An element as `any` in another storage than the expected one, then as a kind; outside the default.
    #[cold]
    #[inline(never)]
    fn element_slow(&self, array: Word, index: i32, kind: Kind) -> Result<Word, Fault> {
        let elements = self.elements(array)?;
        let any = usize::try_from(index)
            .ok()
            .and_then(|index| elements.any(index));
        let any = any.unwrap_or_default();
        match any.any_to(kind) {
            Some(word) => Ok(word),
            None => Err(self.failed_cast(any, super::call::kind_name(kind))),
        }
    }

    #[inline]
    pub(super) fn element_int(&self, array: Word, index: i32) -> Result<Word, Fault> {
        if let Elements::Int(items) = self.elements(array)?
            && let Some(item) = items.get(index as u32 as usize)
        {
            return Ok(Word::int(*item));
        }
        self.element_slow(array, index, Kind::Int)
    }

    #[inline]
    pub(super) fn element_float(&self, array: Word, index: i32) -> Result<Word, Fault> {
        if let Elements::Float(items) = self.elements(array)?
            && let Some(item) = items.get(index as u32 as usize)
        {
            return Ok(Word::float(*item));
        }
        self.element_slow(array, index, Kind::Float)
    }

    #[inline]
    pub(super) fn element_bool(&self, array: Word, index: i32) -> Result<Word, Fault> {
        if let Elements::Bool(items) = self.elements(array)?
            && let Some(item) = items.get(index as u32 as usize)
        {
            return Ok(Word::bool(*item));
        }
        self.element_slow(array, index, Kind::Bool)
    }

    /// Not counted anew.
    #[inline]
    pub(super) fn element_ref(&self, array: Word, index: i32) -> Result<Word, Fault> {
        if let Elements::Ref(items) = self.elements(array)?
            && let Some(item) = items.get(index as u32 as usize)
        {
            return Ok(*item);
        }
        self.element_slow(array, index, Kind::Ref)
    }

    /// Not counted anew.
    #[inline]
    pub(super) fn element_any(&self, array: Word, index: i32) -> Result<Word, Fault> {
        if let Elements::Any(items) | Elements::Ref(items) = self.elements(array)?
            && let Some(item) = items.get(index as u32 as usize)
        {
            return Ok(*item);
        }
        self.element_slow(array, index, Kind::Any)
    }

    #[inline]
    pub(super) fn set_element_int(
        &mut self,
        array: Word,
        index: i32,
        value: i32,
    ) -> Result<(), Fault> {
        // In place nothing changes that the heap keeps account of.
        let done = self.heap.write_element(array, |elements| {
            if let Elements::Int(items) = elements
                && let Some(item) = items.get_mut(index as u32 as usize)
            {
                *item = value;
                return true;
            }
            false
        });
        if done == Some(true) {
            return Ok(());
        }
        self.set_element(array, index, Word::any_int(value))
    }

    #[inline]
    pub(super) fn set_element_float(
        &mut self,
        array: Word,
        index: i32,
        value: f64,
    ) -> Result<(), Fault> {
        let done = self.heap.write_element(array, |elements| {
            if let Elements::Float(items) = elements
                && let Some(item) = items.get_mut(index as u32 as usize)
            {
                *item = value;
                return true;
            }
            false
        });
        if done == Some(true) {
            return Ok(());
        }
        self.set_element(array, index, Word::any_float(value))
    }

    #[inline]
    pub(super) fn set_element_bool(
        &mut self,
        array: Word,
        index: i32,
        value: bool,
    ) -> Result<(), Fault> {
        let done = self.heap.write_element(array, |elements| {
            if let Elements::Bool(items) = elements
                && let Some(item) = items.get_mut(index as u32 as usize)
            {
                *item = value;
                return true;
            }
            false
        });
        if done == Some(true) {
            return Ok(());
        }
        self.set_element(array, index, Word::any_bool(value))
    }

    /// Stores an `any` and takes its count over, if it does not fail.
    #[inline]
    pub(super) fn set_element_counted(
        &mut self,
        array: Word,
        index: i32,
        word: Word,
    ) -> Result<(), Fault> {
        // In place nothing changes that the heap keeps account of.
        let former = self.heap.write_element(array, |elements| {
            if let Elements::Ref(items) | Elements::Any(items) = elements
                && let Some(item) = items.get_mut(index as u32 as usize)
            {
                // References fit both storages; what else is in a register of theirs takes the slow way.
                if matches!(word.any(), Any::Ref(_) | Any::Null) {
                    return Some(std::mem::replace(item, word));
                }
            }
            None
        });
        if let Some(Some(former)) = former {
            self.heap.release(former);
            return Ok(());
        }
        self.set_element(array, index, word)
    }

    /// Stores an `any` and takes its count over, if it does not fail.
    #[inline(never)]
    fn set_element(&mut self, array: Word, index: i32, word: Word) -> Result<(), Fault> {
        let Some(elements) = self.heap.array(array) else {
            return Err(self.no_element(array));
        };
        let length = elements.len();
        let Ok(index) = usize::try_from(index) else {
            return Err(Fault::text(format!("Array index {index} is negative")));
        };
        if index >= length {
            self.check_growth(index, length)?;
        }
        match self.heap.array_set(array, index, word) {
            Some(()) => Ok(()),
            None => Err(heap_full()),
        }
    }

    fn check_growth(&mut self, index: usize, length: usize) -> Result<(), Fault> {
        if index >= LONGEST {
            return Err(heap_full());
        }
        self.make_room((index - length).saturating_mul(size_of::<Word>()))
    }

    #[inline]
    pub(super) fn push_int(&mut self, array: Word, value: i32) -> Result<(), Fault> {
        let done = self.heap.write_element(array, |elements| {
            if let Elements::Int(items) = elements
                && items.len() < items.capacity()
            {
                items.push(value);
                return true;
            }
            false
        });
        if done == Some(true) {
            return Ok(());
        }
        self.push_slow(array, Word::any_int(value))
    }

    #[inline]
    pub(super) fn push_float(&mut self, array: Word, value: f64) -> Result<(), Fault> {
        let done = self.heap.write_element(array, |elements| {
            if let Elements::Float(items) = elements
                && items.len() < items.capacity()
            {
                items.push(value);
                return true;
            }
            false
        });
        if done == Some(true) {
            return Ok(());
        }
        self.push_slow(array, Word::any_float(value))
    }

    /// Adds an `any` at the end and takes its count over, if it does not fail.
    #[inline]
    pub(super) fn push(&mut self, array: Word, word: Word) -> Result<(), Fault> {
        let done = self.heap.write_element(array, |elements| {
            if let Elements::Ref(items) | Elements::Any(items) = elements
                && items.len() < items.capacity()
                && matches!(word.any(), Any::Ref(_) | Any::Null)
            {
                items.push(word);
                return true;
            }
            false
        });
        if done == Some(true) {
            return Ok(());
        }
        self.push_slow(array, word)
    }

    #[inline(never)]
    fn push_slow(&mut self, array: Word, word: Word) -> Result<(), Fault> {
        let Some(elements) = self.heap.array(array) else {
            return Err(match array.is_null() {
                true => Fault::null_access("push"),
                false => self.failed_cast(array, "Array"),
            });
        };
        let more = elements.growth();
        self.make_room(more)?;
        self.heap.array_push(array, word);
        Ok(())
    }

    /// A word of a result kind from an `any` that carries its count.
    pub(super) fn result(&mut self, any: Word, kind: Kind) -> Result<Word, Fault> {
        match any.any_to(kind) {
            Some(word) => Ok(word),
            None => {
                let fault = self.failed_cast(any, super::call::kind_name(kind));
                self.heap.release(any);
                Err(fault)
            }
        }
    }

    /// A position that counts from the end if negative, inside `0..=length`.
    pub(super) fn position(position: i32, length: usize) -> usize {
        match usize::try_from(position) {
            Ok(position) => position.min(length),
            Err(_) => length.saturating_sub(position.unsigned_abs() as usize),
        }
    }

    /// An optional Int argument.
    pub(super) fn optional_int(word: Word) -> Option<i32> {
        match word.any() {
            Any::Int(value) => Some(value),
            Any::Float(value) => Some(hx2rs_heap::word::truncate(value)),
            Any::Null | Any::Bool(_) | Any::Ref(_) => None,
        }
    }
}
