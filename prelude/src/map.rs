//! `Map<K, V>`: Haxe's map where it is aliased: one pointer to clone, in order of insertion.
//!
//! Every access is one short borrow. A loop walks the keys of the moment it began, so its body may change the map. The
//! table behind it, which is also the map with one owner, stands in `table.rs`.

use std::cell::RefCell;
use std::fmt::{self, Write};
use std::rc::Rc;

use crate::table::show_entries;
use crate::{Array, AsDynamic, Dynamic, Key, KeyHash, Same, Show, Table};
use view::{Seen, SeenAsDynamic, View};

/// A map that is aliased.
pub struct Map<K, V>(Rc<RefCell<Entries<K, V>>>);

/// What a map holds. The first form is the one that all are made in.
enum Entries<K, V> {
    Own(Table<K, V>),
    /// Another map, whose values have another form in Rust.
    Seen(Rc<dyn View<K, V>>),
}

impl<K, V> Map<K, V> {
    /// `[]`.
    pub fn new() -> Self {
        Self::from(Table::new())
    }

    /// The map that this one is another view of.
    fn source(&self) -> Option<Rc<dyn View<K, V>>> {
        match &*self.0.borrow() {
            Entries::Seen(source) => Some(Rc::clone(source)),
            Entries::Own(_) => None,
        }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        match &*self.0.borrow() {
            Entries::Own(table) => table.len(),
            Entries::Seen(source) => source.len(),
        }
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `clear`.
    pub fn clear(&self) {
        match self.source() {
            Some(source) => source.clear(),
            None => drop(self.0.replace(Entries::Own(Table::new()))),
        }
    }

    /// `a == b`: the same map.
    pub fn same(&self, other: &Self) -> bool {
        self.address() == other.address()
    }

    /// What [`Map::same`] compares.
    pub(crate) fn address(&self) -> *const () {
        match self.source() {
            Some(source) => source.address(),
            None => Rc::as_ptr(&self.0).cast(),
        }
    }
}

impl<K: Key, V> Map<K, V> {
    /// `map[key] = value`.
    pub fn set(&self, key: K, value: V) {
        if let Some(source) = self.source() {
            source.set(key, value);
            return;
        }
        // The old value dies after the borrow has ended.
        let former = match &mut *self.0.borrow_mut() {
            Entries::Own(table) => table.insert(key, value),
            Entries::Seen(_) => None,
        };
        drop(former);
    }

    /// `exists`.
    pub fn exists<Q: Key + ?Sized>(&self, key: &Q) -> bool
    where
        K: std::borrow::Borrow<Q>,
    {
        match &*self.0.borrow() {
            Entries::Own(table) => table.contains_key(key),
            Entries::Seen(source) => {
                let is = |found: &K| found.borrow().same_key(key);
                source.get(KeyHash::of(key), &is).is_some()
            }
        }
    }

    /// `remove`: whether there was one.
    pub fn remove<Q: Key + ?Sized>(&self, key: &Q) -> bool
    where
        K: std::borrow::Borrow<Q>,
    {
        let is = |found: &K| found.borrow().same_key(key);
        self.remove_where(KeyHash::of(key), &is)
    }

    fn remove_where(&self, hash: u32, is: &dyn Fn(&K) -> bool) -> bool {
        if let Some(source) = self.source() {
            return source.remove(hash, is);
        }
        let removed = match &mut *self.0.borrow_mut() {
            Entries::Own(table) => table.remove_where(hash, is),
            Entries::Seen(_) => None,
        };
        removed.is_some()
    }
}

impl<K: Key, V: Clone> Map<K, V> {
    /// `map[key]`: null if there is none.
    pub fn get<Q: Key + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
    {
        match &*self.0.borrow() {
            Entries::Own(table) => table.get(key).cloned(),
            Entries::Seen(source) => {
                let is = |found: &K| found.borrow().same_key(key);
                source.get(KeyHash::of(key), &is)
            }
        }
    }

    fn get_where(&self, hash: u32, is: &dyn Fn(&K) -> bool) -> Option<V> {
        match &*self.0.borrow() {
            Entries::Own(table) => table.get_where(hash, is).cloned(),
            Entries::Seen(source) => source.get(hash, is),
        }
    }
}

impl<K: Key + Clone, V: Clone> Map<K, V> {
    /// The same map whose values have another form: `up` makes it, `down` goes back.
    pub fn view<W>(
        &self,
        up: impl Fn(V) -> W + 'static,
        down: impl Fn(W) -> V + 'static,
    ) -> Map<K, W>
    where
        K: 'static,
        V: 'static,
        W: 'static,
    {
        let source = self.clone();
        let seen: Rc<dyn View<K, W>> = Rc::new(Seen { source, up, down });
        Map(Rc::new(RefCell::new(Entries::Seen(seen))))
    }

    /// The same map as Dynamic sees it: with keys and values of any type.
    pub(crate) fn as_dynamic(&self) -> Map<Option<Dynamic>, Option<Dynamic>>
    where
        K: AsDynamic + 'static,
        V: AsDynamic + 'static,
    {
        let seen = Rc::new(SeenAsDynamic(self.clone()));
        Map(Rc::new(RefCell::new(Entries::Seen(seen))))
    }

    /// A table of the entries of this moment.
    fn table(&self) -> Table<K, V> {
        match &*self.0.borrow() {
            Entries::Own(table) => table.clone(),
            Entries::Seen(source) => source.table(),
        }
    }

    /// `copy`: another map of the same entries.
    pub fn copy(&self) -> Self {
        Self::from(self.table())
    }

    /// `keys`, of this moment.
    pub fn keys(&self) -> impl Iterator<Item = K> + use<K, V> {
        let keys: Vec<K> = match &*self.0.borrow() {
            Entries::Own(table) => table.keys().cloned().collect(),
            Entries::Seen(source) => source.table().keys().cloned().collect(),
        };
        keys.into_iter()
    }

    /// The keys of this moment as an array.
    pub fn key_array(&self) -> Array<K> {
        self.keys().collect()
    }

    /// `iterator`: the values of this moment.
    pub fn values(&self) -> impl Iterator<Item = V> + use<K, V> {
        let values: Vec<V> = match &*self.0.borrow() {
            Entries::Own(table) => table.values().cloned().collect(),
            Entries::Seen(source) => source.table().values().cloned().collect(),
        };
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
        Self(Rc::new(RefCell::new(Entries::Own(table))))
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
        Self::same(self, other)
    }
}

impl<K, V> Key for Map<K, V> {
    fn feed(&self, hash: &mut KeyHash) {
        hash.address(self.address());
    }
    fn same_key(&self, other: &Self) -> bool {
        Self::same(self, other)
    }
}

impl<K: Key + Clone + Show, V: Clone + Show> Show for Map<K, V> {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        let table = self.table();
        show_entries(table.iter(), out)
    }
}

mod view;

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

    #[test]
    fn a_view_is_the_same_map() {
        let map = Map::from([(Str::lit("a"), 1)]);
        let texts: Map<Str, Str> =
            map.view(|value| text(&value), |value| value.parse().unwrap_or(-1));
        texts.set(Str::lit("b"), Str::lit("2"));
        assert_eq!(
            (text(&map), text(&texts)),
            (Str::lit("[a => 1,b => 2]"), text(&map))
        );
        assert_eq!(
            (texts.get("a"), texts.exists("c")),
            (Some(Str::lit("1")), false)
        );
        assert!(texts.remove("a") && !texts.remove("a") && map.len() == 1);
        assert!(texts.view(|it| it, |it| it).same(&texts) && !texts.copy().same(&texts));
        texts.clear();
        assert!(map.is_empty());
    }
}
