//! A map seen with values of another form: `Map<K, Sub>` where `Map<K, Super>` is wanted. As for arrays, the view holds
//! nothing and converts what passes.

use super::Map;
use crate::{Key, Table};

/// A map as another value type sees it. Keys are asked for by their hash and a test, since they come in several forms.
pub(super) trait View<K, V> {
    /// The number of entries.
    fn len(&self) -> usize;
    /// The value of a key.
    fn get(&self, hash: u32, is: &dyn Fn(&K) -> bool) -> Option<V>;
    /// Sets the value of a key.
    fn set(&self, key: K, value: V);
    /// Removes an entry; whether there was one.
    fn remove(&self, hash: u32, is: &dyn Fn(&K) -> bool) -> bool;
    /// Removes all entries.
    fn clear(&self);
    /// A table of all entries.
    fn table(&self) -> Table<K, V>;
    /// The identity of the map itself.
    fn address(&self) -> *const ();
}

/// The map itself and the ways between both forms of its values.
pub(super) struct Seen<K, S, U, D> {
    pub source: Map<K, S>,
    pub up: U,
    pub down: D,
}

impl<K: Key + Clone, S: Clone, V, U: Fn(S) -> V, D: Fn(V) -> S> View<K, V> for Seen<K, S, U, D> {
    fn len(&self) -> usize {
        self.source.len()
    }

    fn get(&self, hash: u32, is: &dyn Fn(&K) -> bool) -> Option<V> {
        self.source.get_where(hash, is).map(&self.up)
    }

    fn set(&self, key: K, value: V) {
        self.source.set(key, (self.down)(value));
    }

    fn remove(&self, hash: u32, is: &dyn Fn(&K) -> bool) -> bool {
        self.source.remove_where(hash, is)
    }

    fn clear(&self) {
        self.source.clear();
    }

    fn table(&self) -> Table<K, V> {
        let table = self.source.table();
        let entries = table.into_entries();
        entries
            .map(|(key, value)| (key, (self.up)(value)))
            .collect()
    }

    fn address(&self) -> *const () {
        self.source.address()
    }
}
