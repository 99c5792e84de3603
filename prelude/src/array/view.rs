//! An array seen with elements of another form: `Array<Sub>` where `Array<Super>` is wanted, which Haxe leaves one array
//! although Rust has two types. The view holds no elements; it converts each one that passes.

use super::Array;

/// An array as another element type sees it.
pub(super) trait View<T> {
    /// The number of elements.
    fn len(&self) -> usize;
    /// An element; `None` outside, and for what is null.
    fn get(&self, at: usize) -> Option<T>;
    /// Writes an element that is there.
    fn set(&self, at: usize, value: T);
    /// Writes behind the last element.
    fn grow(&self, index: i32, value: T);
    /// Adds an element.
    fn push(&self, value: T);
    /// All elements.
    fn elements(&self) -> Vec<T>;
    /// Writes all elements.
    fn replace(&self, elements: Vec<T>);
    /// The identity of the array itself.
    fn address(&self) -> *const ();
}

/// The array itself and the ways between both forms.
pub(super) struct Seen<S, U, D> {
    pub source: Array<S>,
    pub up: U,
    pub down: D,
}

impl<S: Clone, T, U: Fn(S) -> T, D: Fn(T) -> S> View<T> for Seen<S, U, D> {
    fn len(&self) -> usize {
        self.source.len()
    }

    fn get(&self, at: usize) -> Option<T> {
        self.source.get(at as i32).map(&self.up)
    }

    fn set(&self, at: usize, value: T) {
        self.source.set_sparse(at as i32, (self.down)(value));
    }

    fn grow(&self, index: i32, value: T) {
        self.source.set_sparse(index, (self.down)(value));
    }

    fn push(&self, value: T) {
        self.source.push((self.down)(value));
    }

    fn elements(&self) -> Vec<T> {
        self.source.iter().map(&self.up).collect()
    }

    fn replace(&self, elements: Vec<T>) {
        let elements: Vec<S> = elements.into_iter().map(&self.down).collect();
        let old = self
            .source
            .write(|items| std::mem::replace(items, elements));
        drop(old);
    }

    fn address(&self) -> *const () {
        self.source.address()
    }
}
