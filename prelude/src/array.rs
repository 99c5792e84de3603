//! `Array<T>`: Haxe's array where it is aliased. And the two operations of an owned one that `Vec` lacks.
//!
//! One pointer to clone; every access is one short borrow, and whatever calls back (a comparator, a `toString`, a loop
//! body) runs while none is held. An array with one owner is a `Vec` and needs nothing from here but [`put`] and
//! [`remove`].

use std::cell::RefCell;
use std::fmt::{self, Write};
use std::rc::Rc;

use crate::show::show_list;
use crate::{Same, Show, Str, fault, live, text, try_sort};

/// `xs[index] = value` where `index` may lie past the end: the gap is filled with the default.
pub fn put<T: Default>(xs: &mut Vec<T>, index: i32, value: T) {
    let Ok(at) = usize::try_from(index) else {
        fault(&format!("Negative array index: {index}"), "");
    };
    match xs.get_mut(at) {
        Some(place) => *place = value,
        None => {
            xs.resize_with(at, T::default);
            xs.push(value);
        }
    }
}

/// `xs.remove(x)`: takes out the first element that is the same.
pub fn remove<T>(xs: &mut Vec<T>, same: impl FnMut(&T) -> bool) -> Option<T> {
    xs.iter().position(same).map(|at| xs.remove(at))
}

/// A position counted from the end if negative, moved into `0..=length`.
fn place(position: i32, length: usize) -> usize {
    let from_end = |back: i32| length.saturating_sub(back.unsigned_abs() as usize);
    match usize::try_from(position) {
        Ok(at) => at.min(length),
        Err(_) => from_end(position),
    }
}

/// An array that is aliased.
pub struct Array<T>(Rc<RefCell<Vec<T>>>);

impl<T> Array<T> {
    /// `[]`.
    pub fn new() -> Self {
        Self::from(Vec::new())
    }

    /// The number of elements, as Rust counts.
    pub fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Haxe's `length`.
    pub fn length(&self) -> i32 {
        self.len() as i32
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// `xs[index] = value`; past the end it grows, the gap filled with the default.
    pub fn set(&self, index: i32, value: T)
    where
        T: Default,
    {
        // The old element dies after the borrow has ended: its end may use this array.
        let mut value = value;
        let replaced = usize::try_from(index).is_ok_and(|at| {
            let mut items = self.0.borrow_mut();
            match items.get_mut(at) {
                Some(place) => {
                    std::mem::swap(place, &mut value);
                    true
                }
                None => false,
            }
        });
        if !replaced {
            put(&mut self.0.borrow_mut(), index, value);
        }
    }

    /// `xs[index] = value` where nothing can fill a gap: inside, or right behind the last element. Elsewhere it faults.
    pub fn set_within(&self, index: i32, value: T) {
        let mut value = Some(value);
        {
            let mut items = self.0.borrow_mut();
            let at = usize::try_from(index).unwrap_or(usize::MAX);
            let length = items.len();
            match items.get_mut(at) {
                Some(place) => {
                    // The old element dies after the borrow has ended: its end may use this array.
                    value = value.map(|value| std::mem::replace(place, value));
                }
                None if at == length => items.extend(value.take()),
                None => {
                    drop(items);
                    fault(&format!("Array index out of bounds: {index}"), "");
                }
            }
        }
        drop(value);
    }

    /// `push`: gives the new length.
    pub fn push(&self, value: T) -> i32 {
        let mut items = self.0.borrow_mut();
        items.push(value);
        items.len() as i32
    }

    /// `pop`: null if empty.
    pub fn pop(&self) -> Option<T> {
        self.0.borrow_mut().pop()
    }

    /// `shift`: null if empty.
    pub fn shift(&self) -> Option<T> {
        let mut items = self.0.borrow_mut();
        match items.is_empty() {
            true => None,
            false => Some(items.remove(0)),
        }
    }

    /// `unshift`.
    pub fn unshift(&self, value: T) {
        self.0.borrow_mut().insert(0, value);
    }

    /// `insert`: a negative position counts from the end.
    pub fn insert(&self, position: i32, value: T) {
        let mut items = self.0.borrow_mut();
        let at = place(position, items.len());
        items.insert(at, value);
    }

    /// `reverse`, in place.
    pub fn reverse(&self) {
        self.0.borrow_mut().reverse();
    }

    /// Takes all elements out.
    pub fn clear(&self) {
        drop(self.0.take());
    }

    /// `resize`: shorter, or filled with the default; a negative length is 0.
    pub fn resize(&self, length: i32)
    where
        T: Default,
    {
        let length = usize::try_from(length).unwrap_or(0);
        let rest = {
            let mut items = self.0.borrow_mut();
            match length < items.len() {
                true => items.split_off(length),
                false => {
                    items.resize_with(length, T::default);
                    Vec::new()
                }
            }
        };
        drop(rest);
    }

    /// `splice`: takes out `len` elements from `position` on, which counts from the end if negative.
    pub fn splice(&self, position: i32, len: i32) -> Self {
        let mut items = self.0.borrow_mut();
        let start = place(position, items.len());
        let end = start + usize::try_from(len).unwrap_or(0).min(items.len() - start);
        Self::from(items.drain(start..end).collect::<Vec<T>>())
    }

    /// `a == b`: the same array.
    pub fn same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// What [`Array::same`] compares.
    pub(crate) fn address(&self) -> *const () {
        Rc::as_ptr(&self.0).cast()
    }

    /// `contains`.
    pub fn contains(&self, value: &T) -> bool
    where
        T: Same,
    {
        self.0.borrow().iter().any(|item| item.same(value))
    }

    /// `remove`: the first element that is the same; whether there was one.
    pub fn remove(&self, value: &T) -> bool
    where
        T: Same,
    {
        let removed = remove(&mut self.0.borrow_mut(), |item| item.same(value));
        removed.is_some()
    }

    /// `indexOf`, from `start` on, which counts from the end if negative.
    pub fn index_of(&self, value: &T, start: Option<i32>) -> i32
    where
        T: Same,
    {
        let items = self.0.borrow();
        let start = place(start.unwrap_or(0), items.len());
        let mut rest = items.iter().skip(start);
        match rest.position(|item| item.same(value)) {
            Some(at) => (start + at) as i32,
            None => -1,
        }
    }

    /// `lastIndexOf`, from `start` backwards, which counts from the end if negative.
    pub fn last_index_of(&self, value: &T, start: Option<i32>) -> i32
    where
        T: Same,
    {
        let items = self.0.borrow();
        let length = items.len() as i32;
        let start = match start {
            None => length - 1,
            Some(start) if start < 0 => start.saturating_add(length),
            Some(start) => start.min(length - 1),
        };
        let head = items.get(..usize::try_from(start + 1).unwrap_or(0));
        let found = head.and_then(|head| head.iter().rposition(|item| item.same(value)));
        found.map_or(-1, |at| at as i32)
    }
}

impl<T: Clone> Array<T> {
    /// `xs[index]`: null outside.
    pub fn get(&self, index: i32) -> Option<T> {
        let items = self.0.borrow();
        items.get(usize::try_from(index).ok()?).cloned()
    }

    /// `xs[index]` where the element type is not nullable: its default outside.
    pub fn at(&self, index: i32) -> T
    where
        T: Default,
    {
        self.get(index).unwrap_or_default()
    }

    /// `copy`: another array of the same elements.
    pub fn copy(&self) -> Self {
        Self::from(self.to_vec())
    }

    /// The elements of this moment.
    pub fn to_vec(&self) -> Vec<T> {
        self.0.borrow().clone()
    }

    /// `concat`: another array, of both.
    pub fn concat(&self, other: &Self) -> Self {
        let mut items = self.to_vec();
        items.extend_from_slice(&other.0.borrow());
        Self::from(items)
    }

    /// `slice`: another array of the elements `position..end`, both counted from the end if negative.
    pub fn slice(&self, position: i32, end: Option<i32>) -> Self {
        let items = self.0.borrow();
        let start = place(position, items.len());
        let end = end.map_or(items.len(), |end| place(end, items.len()));
        Self::from(items.get(start..end).unwrap_or_default().to_vec())
    }

    /// Live, see [`live`].
    pub fn iter(&self) -> impl Iterator<Item = T> + use<'_, T> {
        live(&self.0)
    }

    /// Live as [`Array::iter`], with its own hold of the array: for iterators that are stored or returned.
    pub fn walk(&self) -> impl Iterator<Item = T> + use<T> {
        let array = self.clone();
        let mut next = 0;
        std::iter::from_fn(move || {
            let item = array.0.borrow().get(next).cloned();
            next += 1;
            item
        })
    }

    /// `keyValueIterator`, live.
    pub fn pairs(&self) -> impl Iterator<Item = (i32, T)> + use<'_, T> {
        (0..).zip(self.iter())
    }

    /// `map`.
    pub fn map<U>(&self, f: impl FnMut(&T) -> U) -> Array<U> {
        let mut f = f;
        self.iter().map(|item| f(&item)).collect()
    }

    /// `map` with a function that can throw.
    pub fn try_map<U, E>(&self, mut f: impl FnMut(&T) -> Result<U, E>) -> Result<Array<U>, E> {
        self.iter().map(|item| f(&item)).collect()
    }

    /// `filter`.
    pub fn filter(&self, f: impl FnMut(&T) -> bool) -> Self {
        self.iter().filter(f).collect()
    }

    /// `filter` with a function that can throw.
    pub fn try_filter<E>(&self, mut f: impl FnMut(&T) -> Result<bool, E>) -> Result<Self, E> {
        let mut kept = Vec::new();
        for item in self.iter() {
            if f(&item)? {
                kept.push(item);
            }
        }
        Ok(Self::from(kept))
    }

    /// `sort`: sorts a copy and writes its elements back, so `compare` may use the array, and what it adds stays.
    pub fn sort(&self, compare: impl FnMut(&T, &T) -> i32) {
        let mut copy = self.to_vec();
        crate::sort(&mut copy, compare);
        self.write_back(copy);
    }

    /// `sort` with a comparator that can throw; then the order stays as it was.
    pub fn try_sort<E>(&self, compare: impl FnMut(&T, &T) -> Result<i32, E>) -> Result<(), E> {
        let mut copy = self.to_vec();
        try_sort(&mut copy, compare)?;
        self.write_back(copy);
        Ok(())
    }

    fn write_back(&self, sorted: Vec<T>) {
        let mut items = self.0.borrow_mut();
        let kept = sorted.len().min(items.len());
        let rest = items.split_off(kept);
        let old = std::mem::replace(&mut *items, sorted);
        items.extend(rest);
        drop(items);
        drop(old);
    }

    /// `join`.
    pub fn join(&self, separator: &str) -> Str
    where
        T: Show,
    {
        let mut joined = String::new();
        for (at, item) in self.iter().enumerate() {
            if at > 0 {
                joined.push_str(separator);
            }
            joined.push_str(&text(&item));
        }
        Str::from(joined)
    }
}

impl<T> Clone for Array<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Default for Array<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Rc::new(RefCell::new(items)))
    }
}

impl<T, const N: usize> From<[T; N]> for Array<T> {
    fn from(items: [T; N]) -> Self {
        Self::from(Vec::from(items))
    }
}

impl<T> FromIterator<T> for Array<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(items.into_iter().collect::<Vec<T>>())
    }
}

impl<T> Same for Array<T> {
    fn same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: Clone + Show> Show for Array<T> {
    fn show(&self, out: &mut dyn Write) -> fmt::Result {
        show_list(self.iter(), out)
    }
}

impl<T: Clone + fmt::Debug> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests;
