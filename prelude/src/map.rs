//! `Map<K, V>`: Haxe's map where it is aliased: one pointer to clone, in order of insertion.
//!
//! Every access is one short borrow. A loop walks the keys of the moment it began, so its body may change the map. The
//! table behind it, which is also the map with one owner, stands in `table.rs`.

use std::cell::RefCell;
use std::fmt::{self, Write};
use std::rc::Rc;

use crate::table::show_entries;
use crate::{Array, Key, KeyHash, Same, Show, Table};

/// A map that is aliased.
pub struct Map<K, V>(Rc<RefCell<Table<K, V>>>);

impl<K, V> Map<K, V> {
    /// `[]`.
    pub fn new() -> Self {
        Self::from(Table::new())
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// `clear`.
    pub fn clear(&self) {
        drop(self.0.take());
    }

    /// `a == b`: the same map.
    pub fn same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<K: Key, V> Map<K, V> {
    /// `map[key] = value`.
    pub fn set(&self, key: K, value: V) {
        let former = self.0.borrow_mut().insert(key, value);
        drop(former);
    }

    /// `exists`.
    pub fn exists<Q: Key + ?Sized>(&self, key: &Q) -> bool
    where
        K: std::borrow::Borrow<Q>,
    {
        self.0.borrow().contains_key(key)
    }

    /// `remove`: whether there was one.
    pub fn remove<Q: Key + ?Sized>(&self, key: &Q) -> bool
    where
        K: std::borrow::Borrow<Q>,
    {
        let removed = self.0.borrow_mut().remove_entry(key);
        removed.is_some()
    }
}

impl<K: Key, V: Clone> Map<K, V> {
    /// `map[key]`: null if there is none.
    pub fn get<Q: Key + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.0.borrow().get(key).cloned()
    }
}

impl<K: Key + Clone, V: Clone> Map<K, V> {
    /// `copy`: another map of the same entries.
    pub fn copy(&self) -> Self {
        let table = self.0.borrow().clone();
        Self::from(table)
    }

    /// `keys`, of this moment.
    pub fn keys(&self) -> impl Iterator<Item = K> + use<K, V> {
        let keys: Vec<K> = self.0.borrow().keys().cloned().collect();
        keys.into_iter()
    }

    /// The keys of this moment as an array.
    pub fn key_array(&self) -> Array<K> {
        self.keys().collect()
    }

    /// `iterator`: the values of this moment.
    pub fn values(&self) -> impl Iterator<Item = V> + use<K, V> {
        let values: Vec<V> = self.0.borrow().values().cloned().collect();
        values.into_iter()
    }

    /// The values of this moment as an array.
    pub fn value_array(&self) -> Array<V> {
        self.values().collect()
    }

    /// `keyValueIterator`: the keys of this moment, each with the value it has when its turn comes, null if it was
    /// removed.
    pub fn pairs(&self) -> impl Iterator<Item = (K, Option<V>)> + use<K, V> {
        let map = self.clone();
        self.keys().map(move |key| {
            let value = map.get(&key);
            (key, value)
        })
    }
}

impl<K, V> Clone for Map<K, V> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> From<Table<K, V>> for Map<K, V> {
    fn from(table: Table<K, V>) -> Self {
        Self(Rc::new(RefCell::new(table)))
    }
}

impl<K: Key, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::from(entries.into_iter().collect::<Table<K, V>>())
    }
}

impl<K: Key, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> Same for Map<K, V> {
    fn same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<K, V> Key for Map<K, V> {
    fn feed(&self, hash: &mut KeyHash) {
        hash.address(Rc::as_ptr(&self.0));
    }
    fn same_key(&self, other: &Self) -> bool {
        self.same(other)
    }
}

impl<K: Key + Clone + Show, V: Clone + Show> Show for Map<K, V> {
    fn show(&self, out: &mut dyn Write) -> fmt::Result {
        let table = self.0.borrow().clone();
        show_entries(table.iter(), out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Str, text};

    fn three() -> Map<i32, Str> {
        Map::from([(1, Str::lit("a")), (2, Str::lit("b")), (3, Str::lit("c"))])
    }

    #[test]
    fn a_loop_walks_the_keys_it_began_with() {
        let map = three();
        let mut seen = Vec::new();
        for (key, value) in map.pairs() {
            if key == 1 {
                map.remove(&2);
                map.set(4, Str::lit("d"));
            }
            seen.push(format!("{key}:{}", text(&value)));
        }
        assert_eq!(seen, ["1:a", "2:null", "3:c"]);
        assert_eq!(text(&map), "[1 => a,3 => c,4 => d]");
    }

    #[test]
    fn keys() {
        let map: Map<Str, i32> = Map::new();
        map.set(Str::lit("x"), 1);
        assert!(map.exists("x") && !map.exists("y"));
        assert_eq!((map.get("x"), map.get(&Str::lit("y"))), (Some(1), None));
        let alias = map.clone();
        alias.set(Str::lit("x"), 2);
        assert_eq!(
            (map.get("x"), map.len(), map.copy().same(&map)),
            (Some(2), 1, false)
        );

        struct Object(i32);
        impl crate::Identity for Object {}
        let (one, two) = (Rc::new(Object(1)), Rc::new(Object(1)));
        assert_eq!(one.0, two.0);
        let objects = Map::from([(Rc::clone(&one), "one")]);
        assert_eq!((objects.get(&one), objects.get(&two)), (Some("one"), None));
    }
}
