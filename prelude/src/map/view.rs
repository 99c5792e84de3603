//! A map seen with values of another form: `Map<K, Sub>` where `Map<K, Super>` is wanted. As for arrays, the view holds
//! nothing and converts what passes. One whose keys have another form as well is what Dynamic gives: a key is found by
//! looking at all of them, since its hash is that of the other form.

use super::Map;
use crate::dynamic::element;
use crate::{AsDynamic, Dynamic, Key, Table};

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

/// A map as Dynamic sees it, whose keys have another form as well.
pub(super) struct SeenAsDynamic<K, V>(pub Map<K, V>);

impl<K: Key + AsDynamic + Clone, V: AsDynamic + Clone> SeenAsDynamic<K, V> {
    fn find(&self, is: &dyn Fn(&Option<Dynamic>) -> bool) -> Option<K> {
        let mut keys = self.0.keys();
        keys.find(|key| is(&key.clone().to_dynamic()))
    }
}

impl<K: Key + AsDynamic + Clone, V: AsDynamic + Clone> View<Option<Dynamic>, Option<Dynamic>>
    for SeenAsDynamic<K, V>
{
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, _hash: u32, is: &dyn Fn(&Option<Dynamic>) -> bool) -> Option<Option<Dynamic>> {
        let value = self.0.get(&self.find(is)?)?;
        Some(value.to_dynamic())
    }

    fn set(&self, key: Option<Dynamic>, value: Option<Dynamic>) {
        self.0.set(element(key), element(value));
    }

    fn remove(&self, _hash: u32, is: &dyn Fn(&Option<Dynamic>) -> bool) -> bool {
        self.find(is).is_some_and(|key| self.0.remove(&key))
    }

    fn clear(&self) {
        self.0.clear();
    }

    fn table(&self) -> Table<Option<Dynamic>, Option<Dynamic>> {
        let entries = self.0.table().into_entries();
        entries
            .map(|(key, value)| (key.to_dynamic(), value.to_dynamic()))
            .collect()
    }

    fn address(&self) -> *const () {
        self.0.address()
    }
}
