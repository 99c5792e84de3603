//! `Table<K, V>`: a hash table that keeps the order of insertion.
//!
//! The plain owned container: one owner, no cells, borrows of its values. The handle that Haxe's `Map` is where it is
//! aliased stands in `map.rs`; the dev engines build their maps on this table as well, with a [`Key`] of their own.
//!
//! Entries lie in a vector in order of insertion; an open-addressed index of their positions is added when there are
//! more than a few. Removal leaves a hole, and holes are swept when they are as many as the entries, so every
//! operation is amortised O(1). A key that is set again keeps its place.

use std::borrow::Borrow;
use std::fmt::{self, Write};

use crate::show::inside_map;
use crate::{Key, KeyHash, Show};

/// Entries that are searched one by one, without an index.
const FEW: usize = 8;

/// A place of the index: where an entry lies, and its hash, so that other entries need not be looked at.
#[derive(Clone, Copy)]
struct Place {
    hash: u32,
    at: u32,
}

/// No entry at this place of the index.
const EMPTY: u32 = u32::MAX;

#[derive(Clone)]
struct Entry<K, V> {
    hash: u32,
    key: K,
    value: V,
}

/// An insertion-ordered hash table.
#[derive(Clone)]
pub struct Table<K, V> {
    /// `None` where an entry was removed.
    entries: Vec<Option<Entry<K, V>>>,
    /// Entries that are not holes.
    length: usize,
    /// Positions in `entries`, or [`EMPTY`]; no places while there are few, else a power of two. Positions of holes stay
    /// until the next sweep.
    index: Vec<Place>,
}

impl<K, V> Table<K, V> {
    /// `[]`.
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            length: 0,
            index: Vec::new(),
        }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Takes out all entries.
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    /// The entries in order of insertion.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let entries = self.entries.iter().flatten();
        entries.map(|entry| (&entry.key, &entry.value))
    }

    /// The entries in order of insertion, the values to be written.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        let entries = self.entries.iter_mut().flatten();
        entries.map(|entry| (&entry.key, &mut entry.value))
    }

    /// The entries themselves, in order of insertion.
    pub(crate) fn into_entries(self) -> impl Iterator<Item = (K, V)> {
        let entries = self.entries.into_iter().flatten();
        entries.map(|entry| (entry.key, entry.value))
    }

    /// The keys in order of insertion.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values in order of insertion.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Key, V> Table<K, V> {
    /// The value of a key.
    pub fn get<Q: Key + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = self.position(key, KeyHash::of(key))?;
        let entry = self.entries.get(at)?.as_ref();
        entry.map(|entry| &entry.value)
    }

    /// The value of a key, to be written.
    pub fn get_mut<Q: Key + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.position(key, KeyHash::of(key))?;
        let entry = self.entries.get_mut(at)?.as_mut();
        entry.map(|entry| &mut entry.value)
    }

    /// Whether there is an entry of that key.
    pub fn contains_key<Q: Key + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.position(key, KeyHash::of(key)).is_some()
    }

    /// Sets the value of a key and gives the former one. A key that was there keeps its place.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let hash = KeyHash::of(&key);
        let found = self.position(&key, hash);
        if let Some(Some(entry)) = found.and_then(|at| self.entries.get_mut(at)) {
            return Some(std::mem::replace(&mut entry.value, value));
        }
        self.append(Entry { hash, key, value });
        None
    }

    /// The value of a key, set from `value` if there was none.
    pub fn get_or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let hash = KeyHash::of(&key);
        let at = match self.position(&key, hash) {
            Some(at) => at,
            None => {
                let value = value();
                self.append(Entry { hash, key, value })
            }
        };
        match self.entries.get_mut(at) {
            Some(Some(entry)) => &mut entry.value,
            Some(None) | None => unreachable!("`position` and `append` give live entries"),
        }
    }

    /// Takes out the entry of a key and gives its value.
    pub fn remove<Q: Key + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.remove_entry(key).map(|(_, value)| value)
    }

    /// Takes out the entry of a key and gives both, for owners that count references of keys.
    pub fn remove_entry<Q: Key + ?Sized>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
    {
        let at = self.position(key, KeyHash::of(key))?;
        self.take(at)
    }

    fn take(&mut self, at: usize) -> Option<(K, V)> {
        let entry = self.entries.get_mut(at)?.take()?;
        self.length -= 1;
        if self.length == 0 {
            self.clear();
        }
        Some((entry.key, entry.value))
    }

    /// The value of the key that is of this hash and right.
    pub(crate) fn get_where(&self, hash: u32, is: &dyn Fn(&K) -> bool) -> Option<&V> {
        let at = self.position_where(hash, is)?;
        let entry = self.entries.get(at)?.as_ref();
        entry.map(|entry| &entry.value)
    }

    /// Takes out the entry of the key that is of this hash and right.
    pub(crate) fn remove_where(&mut self, hash: u32, is: &dyn Fn(&K) -> bool) -> Option<(K, V)> {
        let at = self.position_where(hash, is)?;
        self.take(at)
    }

    /// Where the entry of that key lies.
    fn position<Q: Key + ?Sized>(&self, key: &Q, hash: u32) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.position_where(hash, |found| found.borrow().same_key(key))
    }

    fn position_where(&self, hash: u32, is: impl Fn(&K) -> bool) -> Option<usize> {
        let is_it = |entry: &Option<Entry<K, V>>| {
            let entry = entry.as_ref();
            entry.is_some_and(|entry| entry.hash == hash && is(&entry.key))
        };
        if self.index.is_empty() {
            return self.entries.iter().position(is_it);
        }
        let mask = self.index.len() - 1;
        let mut probe = hash as usize & mask;
        loop {
            let place = self.index.get(probe).filter(|place| place.at != EMPTY)?;
            let at = place.at as usize;
            if place.hash == hash && self.entries.get(at).is_some_and(is_it) {
                return Some(at);
            }
            probe = (probe + 1) & mask;
        }
    }

    /// Adds an entry whose key is new, and gives its position.
    fn append(&mut self, entry: Entry<K, V>) -> usize {
        let limit = match self.index.len() {
            0 => FEW,
            size => size / 4 * 3,
        };
        if self.entries.len() >= limit {
            self.sweep();
        }
        let at = self.entries.len();
        if !self.index.is_empty() {
            enter(&mut self.index, entry.hash, at);
        }
        self.entries.push(Some(entry));
        self.length += 1;
        at
    }

    /// Closes the holes and makes the index anew, large enough that as many entries fit in again.
    fn sweep(&mut self) {
        self.entries.retain(Option::is_some);
        if self.length * 2 <= FEW {
            self.index = Vec::new();
            return;
        }
        let size = (self.length * 8 / 3).next_power_of_two().max(4 * FEW);
        let empty = Place { hash: 0, at: EMPTY };
        self.index = vec![empty; size];
        for (at, entry) in self.entries.iter().flatten().enumerate() {
            enter(&mut self.index, entry.hash, at);
        }
    }
}

/// Puts a position at the next free place of its hash.
fn enter(index: &mut [Place], hash: u32, at: usize) {
    let mask = index.len() - 1;
    let mut probe = hash as usize & mask;
    while let Some(place) = index.get_mut(probe) {
        if place.at == EMPTY {
            *place = Place {
                hash,
                at: at as u32,
            };
            return;
        }
        probe = (probe + 1) & mask;
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Key, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut table = Self::new();
        for (key, value) in entries {
            table.insert(key, value);
        }
        table
    }
}

impl<K: Key, V, const N: usize> From<[(K, V); N]> for Table<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Key + Show, V: Show> Show for Table<K, V> {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        show_entries(self.iter(), out)
    }
}

/// `[1 => a,2 => b]`, and of values of an enum `[A => 1, B => 2]`.
pub(crate) fn show_entries<K: Key + Show, V: Show>(
    entries: impl Iterator<Item = (K, V)>,
    out: &mut dyn Write,
) -> fmt::Result {
    inside_map(out, |out| {
        out.write_char('[')?;
        for (at, (key, value)) in entries.enumerate() {
            if at > 0 {
                let enum_value = key.is_enum_value();
                out.write_str(if enum_value { ", " } else { "," })?;
            }
            key.show_on(out)?;
            out.write_str(" => ")?;
            value.show_on(out)?;
        }
        out.write_char(']')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Str, text};

    #[test]
    fn keeps_the_order_of_insertion() {
        let mut table = Table::new();
        for key in ["z", "a", "m"] {
            table.insert(Str::lit(key), 1);
        }
        assert_eq!(table.insert(Str::lit("z"), 2), Some(1));
        assert_eq!(text(&table), "[z => 2,a => 1,m => 1]");
        assert_eq!(table.remove("z"), Some(2));
        assert_eq!(table.remove("z"), None);
        table.insert(Str::lit("z"), 3);
        assert_eq!(text(&table), "[a => 1,m => 1,z => 3]");
        assert_eq!(table.get("m"), Some(&1));
        assert_eq!(table.get(&Str::lit("q")), None);
        table.clear();
        assert_eq!((text(&table).as_ref(), table.len()), ("[]", 0));
    }

    /// Against a list of pairs, through growth, holes and sweeps.
    #[test]
    fn like_a_list_of_pairs() {
        let mut table: Table<i32, u32> = Table::new();
        let mut list: Vec<(i32, u32)> = Vec::new();
        let mut state = 1_u32;
        for step in 0..20_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = (state >> 16) as i32 % if step < 10_000 { 40 } else { 700 };
            if state >> 8 & 3 == 0 {
                let at = list.iter().position(|pair| pair.0 == key);
                let expected = at.map(|at| list.remove(at).1);
                assert_eq!(table.remove(&key), expected);
            } else {
                *table.get_or_insert_with(key, || 0) = step;
                match list.iter_mut().find(|pair| pair.0 == key) {
                    Some(pair) => pair.1 = step,
                    None => list.push((key, step)),
                }
            }
            if step % 97 == 0 {
                assert!(table.iter().map(|(k, v)| (*k, *v)).eq(list.iter().copied()));
                assert_eq!(table.len(), list.len());
            }
        }
    }

    #[test]
    fn floats_are_keys_by_value() {
        let mut table = Table::from([(f64::NAN, 1), (0.0, 2)]);
        assert_eq!(table.insert(f64::NAN, 3), Some(1));
        assert_eq!(table.insert(-0.0, 4), Some(2));
        assert_eq!(table.len(), 2);
    }

    #[test]
    fn close_keys_spread() {
        let table: Table<i32, i32> = (0..100_000).map(|i| (i << 12, i)).collect();
        assert!((0..100_000).all(|i| table.get(&(i << 12)) == Some(&i)));
    }

    /// A queue: enter at the end, leave at the front, few alive.
    #[test]
    fn a_queue_does_not_grow() {
        let mut table = Table::new();
        for i in 0..100_000 {
            table.insert(i, ());
            if i >= 20 {
                table.remove(&(i - 20));
            }
        }
        assert_eq!(table.len(), 20);
        assert!(table.entries.capacity() < 200);
    }
}
