//! Maps: the prelude's insertion-ordered table over `any` keys and values.
//!
//! Strings are one key by text, Ints, Floats and Bools by value, enum values by structure, everything else by identity.

use crate::cell::{Form, Header, Tag, header};
use crate::word::Any;
use crate::{Heap, Word};
use hx2rs_prelude::{Key, KeyHash, Table};

/// The table of a map.
pub type MapTable = Table<MapKey, Word>;

#[repr(C)]
pub(crate) struct MapCell {
    header: Header,
    pub(crate) table: MapTable,
}

/// A key in a table: an `any` that the table counts. An enum value as a key carries where its parameters' kinds are.
#[derive(Clone, Copy, Debug)]
pub struct MapKey {
    word: Word,
    /// A hash of an enum value by structure, made when the key was.
    structure: Option<u64>,
    /// The heap, for comparing enum values by structure: it outlives its tables and stays in its box.
    heap: *const Heap,
}

impl MapKey {
    /// The key itself.
    pub fn word(self) -> Word {
        self.word
    }

    fn heap(&self) -> &Heap {
        // SAFETY: keys are made by a heap for look-ups in its own tables, and die before it.
        unsafe { &*self.heap }
    }
}

impl Key for MapKey {
    fn feed(&self, hash: &mut KeyHash) {
        match self.word.any() {
            Any::Int(value) => hash.word(value as u64),
            Any::Float(value) => value.feed(hash),
            Any::Ref(word) => match (self.structure, self.heap().text(word)) {
                (Some(structure), _) => hash.word(structure),
                (None, Some(text)) => hash.bytes(text.as_bytes()),
                (None, None) => match self.heap().int64(word) {
                    Some(number) => hash.word(number as u64),
                    None => hash.word(word.bits()),
                },
            },
            Any::Bool(_) | Any::Null => hash.word(self.word.bits()),
        }
    }

    fn same_key(&self, other: &Self) -> bool {
        self.heap().same_structure(self.word, other.word)
    }
}

impl Heap {
    /// A new map without entries. The caller holds its one count.
    pub fn new_map(&mut self) -> Word {
        self.new_map_of(0)
    }

    /// As [`Self::new_map`], with a number in its tag that says what its keys are.
    pub fn new_map_of(&mut self, keys: u32) -> Word {
        let cell = self
            .slab
            .allocate(size_of::<MapCell>(), Tag::new(Form::Map, keys));
        // SAFETY: the cell is as long as a `MapCell`; its table is not initialised yet.
        unsafe { std::ptr::write(&raw mut (*cell.cast::<MapCell>()).table, Table::new()) };
        Word::from_bits(cell as u64)
    }

    /// The table behind a reference to a map; `None` for null and all else.
    pub fn map(&self, reference: Word) -> Option<&MapTable> {
        if self.form(reference)? != Form::Map {
            return None;
        }
        // SAFETY: a cell of this form is a `MapCell`; nobody writes while the heap is borrowed.
        Some(unsafe { &(*header(reference).cast::<MapCell>()).table })
    }

    /// The value of a key, not counted anew; `None` if there is no entry (or no map).
    pub fn map_get(&self, map: Word, key: Word) -> Option<Word> {
        self.map(map)?.get(&self.key(key)).copied()
    }

    /// Whether there is an entry for a key.
    pub fn map_exists(&self, map: Word, key: Word) -> bool {
        self.map(map)
            .is_some_and(|table| table.contains_key(&self.key(key)))
    }

    /// Sets the value of a key, and takes over the counts of both.
    pub fn map_set(&mut self, map: Word, key: Word, value: Word) -> Option<()> {
        let entry = self.key(key);
        if self.form(map)? != Form::Map {
            return None;
        }
        // SAFETY: a cell of this form is a `MapCell`; comparing keys reads other cells only.
        let table = unsafe { &mut (*header(map).cast::<MapCell>()).table };
        let length = table.len();
        let former = table.insert(entry, value);
        self.outside += (table.len() - length) * ENTRY;
        if let Some(former) = former {
            self.release(former);
            self.release(key);
        }
        Some(())
    }

    /// Takes out an entry; whether there was one.
    pub fn map_remove(&mut self, map: Word, key: Word) -> bool {
        let entry = self.key(key);
        if self.form(map) != Some(Form::Map) {
            return false;
        }
        // SAFETY: as in `map_set`.
        let removed = unsafe { (*header(map).cast::<MapCell>()).table.remove_entry(&entry) };
        let Some((key, value)) = removed else {
            return false;
        };
        self.outside = self.outside.saturating_sub(ENTRY);
        self.release(key.word);
        self.release(value);
        true
    }

    /// Takes out all entries.
    pub fn map_clear(&mut self, map: Word) -> Option<()> {
        if self.form(map)? != Form::Map {
            return None;
        }
        // SAFETY: as in `map_set`.
        let table = unsafe { &mut (*header(map).cast::<MapCell>()).table };
        let table = std::mem::take(table);
        self.outside = self.outside.saturating_sub(table.len() * ENTRY);
        for (key, value) in table.iter() {
            self.release(key.word);
            self.release(*value);
        }
        Some(())
    }

    /// A new map with the same entries.
    pub fn map_copy(&mut self, map: Word) -> Option<Word> {
        let keys = self.tag(map)?.number();
        let table = self.map(map)?.clone();
        for (key, value) in table.iter() {
            self.retain(key.word);
            self.retain(*value);
        }
        self.outside += table.len() * ENTRY;
        let copy = self.new_map_of(keys);
        // SAFETY: just made, and a `MapCell`.
        unsafe { (*header(copy).cast::<MapCell>()).table = table };
        Some(copy)
    }

    /// The keys of this moment as an array of `any`.
    pub fn map_keys(&mut self, map: Word) -> Option<Word> {
        let keys: Vec<Word> = self.map(map)?.keys().map(|key| key.word).collect();
        keys.iter().for_each(|key| self.retain(*key));
        Some(self.new_array(crate::Elements::Any(keys)))
    }

    /// The values of this moment as an array of `any`.
    pub fn map_values(&mut self, map: Word) -> Option<Word> {
        let values: Vec<Word> = self.map(map)?.values().copied().collect();
        values.iter().for_each(|value| self.retain(*value));
        Some(self.new_array(crate::Elements::Any(values)))
    }

    /// Whether two `any` are one key: by value, text, structure of enum values, else identity. Never recurses.
    pub fn same_structure(&self, left: Word, right: Word) -> bool {
        let mut pending = Vec::new();
        let mut pair = Some((left, right));
        while let Some((left, right)) = pair {
            if !self.same_outside(left, right, &mut pending) {
                return false;
            }
            pair = pending.pop();
        }
        true
    }

    /// Whether two `any` may be one key; for enum values what is in them has to be compared then.
    fn same_outside(&self, left: Word, right: Word, pending: &mut Vec<(Word, Word)>) -> bool {
        if left == right {
            return true;
        }
        match (left.any(), right.any()) {
            (Any::Int(left), Any::Float(right)) => f64::from(left) == right,
            (Any::Float(left), Any::Int(right)) => left == f64::from(right),
            (Any::Float(left), Any::Float(right)) => left.same_key(&right),
            (Any::Ref(left), Any::Ref(right)) => match (self.text(left), self.text(right)) {
                (Some(left), Some(right)) => left == right,
                (None, None) if self.form(left) == Some(Form::Int64) => {
                    self.int64(left) == self.int64(right)
                }
                (None, None) => {
                    if self.form(left) != Some(Form::Enum) || self.tag(left) != self.tag(right) {
                        return false;
                    }
                    let pairs = self.slots(left).zip(self.slots(right));
                    let pairs = pairs
                        .map(|((left, kind), (right, _))| (left.to_any(kind), right.to_any(kind)));
                    pending.extend(pairs);
                    true
                }
                (Some(_), None) | (None, Some(_)) => false,
            },
            (Any::Null | Any::Bool(_) | Any::Int(_) | Any::Float(_) | Any::Ref(_), _) => false,
        }
    }

    fn key(&self, word: Word) -> MapKey {
        // A Float that is an Int is that key, as `==` has it.
        let structure = match self.form(word) {
            Some(Form::Enum) => {
                let mut hash = KeyHash::default();
                self.feed_enum(word, &mut hash, 8);
                Some(u64::from(KeyHash::of(&Fed(hash))))
            }
            Some(_) | None => None,
        };
        let word = match word.any() {
            Any::Float(value) if f64::from(value as i32) == value => Word::any_int(value as i32),
            Any::Null | Any::Bool(_) | Any::Int(_) | Any::Float(_) | Any::Ref(_) => word,
        };
        MapKey {
            word,
            structure,
            heap: self,
        }
    }

    /// Feeds constructor and parameters, `depth` levels down; equal values feed equally.
    fn feed_enum(&self, word: Word, hash: &mut KeyHash, depth: u32) {
        hash.word(self.tag(word).map_or(0, |tag| u64::from(tag.number())));
        if depth == 0 {
            return;
        }
        for (slot, kind) in self.slots(word) {
            match slot.to_any(kind).any() {
                Any::Ref(inner) if self.form(inner) == Some(Form::Enum) => {
                    self.feed_enum(inner, hash, depth - 1);
                }
                Any::Null | Any::Bool(_) | Any::Int(_) | Any::Float(_) | Any::Ref(_) => {
                    let key = MapKey {
                        word: slot.to_any(kind),
                        structure: None,
                        heap: self,
                    };
                    // An Int and the Float equal to it feed alike.
                    match key.word.any() {
                        Any::Int(value) => f64::from(value).feed(hash),
                        Any::Null | Any::Bool(_) | Any::Float(_) | Any::Ref(_) => key.feed(hash),
                    }
                }
            }
        }
    }

    /// Moves the table out of a map that dies. The counts of its entries go to the caller.
    ///
    /// # Safety
    /// The cell is not read again.
    pub(crate) unsafe fn take_table(&mut self, cell: *mut MapCell) -> MapTable {
        // SAFETY: the caller's; so the table is dropped once.
        let table = unsafe { std::ptr::read(&raw const (*cell).table) };
        self.outside = self.outside.saturating_sub(table.len() * ENTRY);
        table
    }
}

/// A hash that has been fed, as a key.
struct Fed(KeyHash);

impl Key for Fed {
    fn feed(&self, hash: &mut KeyHash) {
        *hash = self.0;
    }
    fn same_key(&self, _: &Self) -> bool {
        false
    }
}

/// What an entry takes, about.
pub const ENTRY: usize = 40;
