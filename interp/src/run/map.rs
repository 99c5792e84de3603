//! Operations on maps.

use super::machine::{Machine, heap_full};
use crate::fault::Fault;
use crate::program::MapKeys;
use hx2rs_heap::map::ENTRY;
use hx2rs_heap::{Form, Word};

impl Machine<'_> {
    fn check_map(&self, map: Word, name: &str) -> Result<(), Fault> {
        match self.heap.form(map) {
            Some(Form::Map) => Ok(()),
            None => Err(Fault::null_access(name)),
            Some(_) => Err(self.failed_cast(map, "Map")),
        }
    }

    /// The class of maps of strings takes no null as a key.
    fn check_key(&self, map: Word, key: Word, name: &str) -> Result<(), Fault> {
        self.check_map(map, name)?;
        let number = || self.heap.tag(map).map_or(0, |tag| tag.number());
        if key.is_null() && MapKeys::from_number(number()) == MapKeys::Strings {
            return Err(Fault::null_text());
        }
        Ok(())
    }

    pub(super) fn new_map(&mut self) -> Result<Word, Fault> {
        self.new_map_of(0)
    }

    /// A new map with keys of the kind of a [`crate::program::MapKeys`].
    pub(super) fn new_map_of(&mut self, keys: u32) -> Result<Word, Fault> {
        self.make_room(0)?;
        Ok(self.heap.new_map_of(keys))
    }

    /// The arguments keep their counts.
    pub(super) fn map_set(&mut self, map: Word, key: Word, value: Word) -> Result<(), Fault> {
        self.check_key(map, key, "set")?;
        self.make_room(0)?;
        self.heap.retain(key);
        self.heap.retain(value);
        self.heap.map_set(map, key, value);
        Ok(())
    }

    pub(super) fn map_get(&mut self, map: Word, key: Word) -> Result<Word, Fault> {
        self.check_key(map, key, "get")?;
        let word = self.heap.map_get(map, key).unwrap_or_default();
        self.heap.retain(word);
        Ok(word)
    }

    pub(super) fn map_exists(&mut self, map: Word, key: Word) -> Result<bool, Fault> {
        self.check_key(map, key, "exists")?;
        Ok(self.heap.map_exists(map, key))
    }

    pub(super) fn map_keys(&mut self, map: Word) -> Result<Word, Fault> {
        self.check_map(map, "iterator")?;
        let entries = self.heap.map(map).map_or(0, |table| table.len());
        self.make_room(entries.saturating_mul(size_of::<Word>()))?;
        self.heap.map_keys(map).ok_or_else(heap_full)
    }

    pub(super) fn map_values(&mut self, map: Word) -> Result<Word, Fault> {
        self.check_map(map, "iterator")?;
        let entries = self.heap.map(map).map_or(0, |table| table.len());
        self.make_room(entries.saturating_mul(size_of::<Word>()))?;
        self.heap.map_values(map).ok_or_else(heap_full)
    }

    pub(super) fn map_remove(&mut self, map: Word, key: Word) -> Result<bool, Fault> {
        self.check_key(map, key, "remove")?;
        Ok(self.heap.map_remove(map, key))
    }

    pub(super) fn map_clear(&mut self, map: Word) -> Result<(), Fault> {
        self.check_map(map, "clear")?;
        self.heap.map_clear(map);
        Ok(())
    }

    pub(super) fn map_copy(&mut self, map: Word) -> Result<Word, Fault> {
        self.check_map(map, "copy")?;
        let entries = self.heap.map(map).map_or(0, |table| table.len());
        self.make_room(entries.saturating_mul(ENTRY))?;
        self.heap.map_copy(map).ok_or_else(heap_full)
    }
}
