//! Interning: equal values get equal 32-bit ids, for the whole process. Reading an id never locks.
//!
//! An interned value is never freed, and the number behind an id depends on the order of interning, which parallel
//! work does not fix: so ids are compared and hashed, but never ordered. Order by the value instead.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

const SHARDS: usize = 16;
/// Chunk `k` holds `FIRST << k` entries, so 27 chunks cover all of `u32`.
const FIRST: usize = 64;
const CHUNKS: usize = 27;

type Chunk<T> = OnceLock<Box<[OnceLock<&'static T>]>>;

/// A table of interned values of one type.
pub struct Interner<T: 'static> {
    shards: [Mutex<HashMap<&'static T, u32>>; SHARDS],
    hasher: RandomState,
    next: Mutex<u32>,
    chunks: [Chunk<T>; CHUNKS],
}

impl<T: Eq + Hash + 'static> Default for Interner<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Eq + Hash + 'static> Interner<T> {
    /// An empty table.
    pub fn new() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
            hasher: RandomState::new(),
            next: Mutex::new(0),
            chunks: std::array::from_fn(|_| OnceLock::new()),
        }
    }

    /// The id of `value`; the first call for a value stores it.
    pub fn intern(&self, value: T) -> u32 {
        let shard = self.hasher.hash_one(&value) as usize % SHARDS;
        let Some(shard) = self.shards.get(shard) else {
            return 0;
        };
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&id) = shard.get(&value) {
            return id;
        }
        let stored: &'static T = Box::leak(Box::new(value));
        let id = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let id = *next;
            *next += 1;
            id
        };
        let (chunk, offset) = locate(id);
        if let Some(chunk) = self.chunks.get(chunk) {
            let size = FIRST << locate(id).0;
            let chunk = chunk.get_or_init(|| (0..size).map(|_| OnceLock::new()).collect());
            if let Some(cell) = chunk.get(offset) {
                let _ = cell.set(stored);
            }
        }
        shard.insert(stored, id);
        id
    }

    /// The value behind an id that [`Self::intern`] of this table returned.
    ///
    /// # Panics
    /// If the id is from elsewhere; the id types below make that impossible.
    #[inline]
    pub fn get(&self, id: u32) -> &'static T {
        let (chunk, offset) = locate(id);
        let found = self.chunks.get(chunk).and_then(OnceLock::get);
        match found.and_then(|chunk| chunk.get(offset)?.get()) {
            Some(value) => value,
            None => unreachable!("an interned id is only made by its own table"),
        }
    }
}

#[inline]
fn locate(id: u32) -> (usize, usize) {
    let bucket = (id as usize + FIRST).ilog2() as usize - FIRST.ilog2() as usize;
    (bucket, id as usize + FIRST - (FIRST << bucket))
}

/// Declares a `Copy` id type over its own process-wide [`Interner`].
#[macro_export]
macro_rules! interned_id {
    ($(#[$meta:meta])* $vis:vis struct $id:ident => $value:ty) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        $vis struct $id(u32);

        impl $id {
            fn table() -> &'static $crate::intern::Interner<$value> {
                static TABLE: std::sync::LazyLock<$crate::intern::Interner<$value>> =
                    std::sync::LazyLock::new($crate::intern::Interner::new);
                &TABLE
            }

            /// The id of `value`.
            pub fn intern(value: $value) -> Self {
                Self(Self::table().intern(value))
            }

            /// The value behind this id.
            #[inline]
            pub fn data(self) -> &'static $value {
                Self::table().get(self.0)
            }
        }
    };
}

/// An interned identifier, keyword or other short text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(u32);

static NAMES: LazyLock<Interner<Box<str>>> = LazyLock::new(Interner::new);

impl Name {
    /// The name with this text.
    pub fn new(text: &str) -> Self {
        Self(NAMES.intern(text.into()))
    }

    /// Its number, the same as long as the process runs: for hashes.
    #[inline]
    pub fn number(self) -> u32 {
        self.0
    }

    /// The text.
    #[inline]
    pub fn as_str(self) -> &'static str {
        NAMES.get(self.0)
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// By text, so that sorted output does not depend on the order of interning.
impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        if self == other {
            return std::cmp::Ordering::Equal;
        }
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_text_is_one_name() {
        assert_eq!(Name::new("héllo"), Name::new("héllo"));
        assert_ne!(Name::new("a"), Name::new("b"));
        assert_eq!(Name::new("héllo").as_str(), "héllo");
    }

    #[test]
    fn ids_reach_past_the_first_chunks() {
        let table = Interner::new();
        let ids: Vec<u32> = (0..10_000).map(|n| table.intern(n)).collect();
        for (n, id) in ids.iter().enumerate() {
            assert_eq!(*table.get(*id), n as i32);
        }
    }
}
