//! `Array<T>`: Haxe's array where it is aliased. And the two operations of an owned one that `Vec` lacks.
//!
//! One pointer to clone; every access is one short borrow, and whatever calls back (a comparator, a `toString`, a loop
//! body) runs while none is held. An array with one owner is a `Vec` and needs nothing from here but [`put`] and
//! [`remove`].
//!
//! What programs do most is written twice: inline for the form that arrays are made in, and apart for the others. In the inline
//! part, `index as usize` makes a negative index larger than every length.

use std::cell::RefCell;
use std::fmt::{self, Write};
use std::rc::Rc;

use crate::show::show_list;
use crate::{Same, Show, Str, fault, text, try_sort};
pub use lent::Lent;
use view::{Seen, View};

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
pub struct Array<T>(Rc<RefCell<Items<T>>>);

/// What an array holds. The first form is the one that all are made in; a `Vec` has room for the mark of the others.
enum Items<T> {
    Own(Vec<T>),
    /// A store past the end left places that hold nothing, in code that knows no default of its elements.
    Gaps(Vec<Option<T>>),
    /// Another array, whose elements have another form in Rust.
    Seen(Rc<dyn View<T>>),
}

impl<T> Array<T> {
    /// `[]`.
    pub fn new() -> Self {
        Self::from(Vec::new())
    }

    /// Runs `inside` on the elements. No code of the program runs meanwhile.
    fn read<R>(&self, inside: impl FnOnce(&[T]) -> R) -> R {
        if let Items::Own(items) = &*self.0.borrow() {
            return inside(items);
        }
        self.close();
        if let Items::Own(items) = &*self.0.borrow() {
            return inside(items);
        }
        inside(&self.seen_elements())
    }

    /// Runs `inside` on the elements, to be changed. No code of the program runs meanwhile.
    fn write<R>(&self, inside: impl FnOnce(&mut Vec<T>) -> R) -> R {
        if let Items::Own(items) = &mut *self.0.borrow_mut() {
            return inside(items);
        }
        self.close();
        if let Items::Own(items) = &mut *self.0.borrow_mut() {
            return inside(items);
        }
        let mut items = self.seen_elements();
        let result = inside(&mut items);
        if let Some(source) = self.source() {
            source.replace(items);
        }
        result
    }

    /// The array that this one is another view of.
    fn source(&self) -> Option<Rc<dyn View<T>>> {
        match &*self.0.borrow() {
            Items::Seen(source) => Some(Rc::clone(source)),
            Items::Own(_) | Items::Gaps(_) => None,
        }
    }

    fn seen_elements(&self) -> Vec<T> {
        self.source()
            .map_or_else(Vec::new, |source| source.elements())
    }

    /// Takes the form without gaps. Elements that are not there are a fault: `T` has no value for them.
    fn close(&self) {
        let is_open = match &*self.0.borrow() {
            Items::Gaps(gaps) => gaps.iter().any(Option::is_none),
            Items::Own(_) | Items::Seen(_) => return,
        };
        if is_open {
            null_element();
        }
        // Nothing lends what has gaps that are all filled: `lend` closes it first.
        let mut items = self.0.borrow_mut();
        if let Items::Gaps(gaps) = &mut *items {
            let elements = gaps.drain(..).flatten().collect();
            *items = Items::Own(elements);
        }
    }

    /// The number of elements, as Rust counts.
    #[inline]
    pub fn len(&self) -> usize {
        match &*self.0.borrow() {
            Items::Own(items) => items.len(),
            Items::Gaps(items) => items.len(),
            Items::Seen(source) => source.len(),
        }
    }

    /// Haxe's `length`.
    #[inline]
    pub fn length(&self) -> i32 {
        self.len() as i32
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `xs[index] = value`; past the end it grows, the gap filled with the default.
    #[inline]
    pub fn set(&self, index: i32, value: T)
    where
        T: Default,
    {
        if let Err(value) = self.exchange(index, value) {
            self.set_elsewhere(index, value);
        }
    }

    #[cold]
    #[inline(never)]
    fn set_elsewhere(&self, index: i32, value: T)
    where
        T: Default,
    {
        let Some(value) = self.replace(index, value) else {
            return;
        };
        match self.source() {
            Some(source) => source.grow(index, value),
            None => self.write(|items| put(items, index, value)),
        }
    }

    /// `xs[index] = value` where the elements have no default: what lies between is a gap, which reads as null.
    #[inline]
    pub fn set_sparse(&self, index: i32, value: T) {
        if let Err(value) = self.exchange(index, value) {
            self.set_sparse_elsewhere(index, value);
        }
    }

    #[cold]
    #[inline(never)]
    fn set_sparse_elsewhere(&self, index: i32, value: T) {
        let Some(value) = self.replace(index, value) else {
            return;
        };
        let Ok(at) = usize::try_from(index) else {
            fault(&format!("Negative array index: {index}"), "");
        };
        if self.len() == at {
            self.push(value);
            return;
        }
        if let Some(source) = self.source() {
            source.grow(index, value);
            return;
        }
        let mut items = self.0.borrow_mut();
        if let Items::Own(own) = &mut *items {
            let own = std::mem::take(own);
            *items = Items::Gaps(own.into_iter().map(Some).collect());
        }
        if let Items::Gaps(gaps) = &mut *items {
            put(gaps, index, Some(value));
        }
    }

    /// Writes an element that is there, and gives the former one, so that it dies after the borrow has ended: its end may use
    /// this array. Gives the value back where there is none or the array has another form.
    #[inline]
    fn exchange(&self, index: i32, value: T) -> Result<T, T> {
        if let Items::Own(items) = &mut *self.0.borrow_mut()
            && let Some(place) = items.get_mut(index as usize)
        {
            return Ok(std::mem::replace(place, value));
        }
        Err(value)
    }

    /// Writes an element that is there; gives the value back where there is none.
    fn replace(&self, index: i32, value: T) -> Option<T> {
        let at = usize::try_from(index).ok();
        let mut value = Some(value);
        // The old element dies after the borrow has ended: its end may use this array.
        let old = match &mut *self.0.borrow_mut() {
            Items::Own(items) => {
                let place = at.and_then(|at| items.get_mut(at));
                place.and_then(|place| Some(std::mem::replace(place, value.take()?)))
            }
            Items::Gaps(items) => {
                let place = at.and_then(|at| items.get_mut(at));
                place.and_then(|place| place.replace(value.take()?))
            }
            Items::Seen(_) => None,
        };
        drop(old);
        match (value, at, self.source()) {
            (Some(value), Some(at), Some(source)) if at < source.len() => {
                source.set(at, value);
                None
            }
            (value, ..) => value,
        }
    }

    /// `push`: gives the new length.
    #[inline]
    pub fn push(&self, value: T) -> i32 {
        if let Items::Own(items) = &mut *self.0.borrow_mut() {
            items.push(value);
            return items.len() as i32;
        }
        self.push_elsewhere(value)
    }

    #[cold]
    #[inline(never)]
    fn push_elsewhere(&self, value: T) -> i32 {
        match &mut *self.0.borrow_mut() {
            Items::Own(items) => {
                items.push(value);
                return items.len() as i32;
            }
            Items::Gaps(items) => {
                items.push(Some(value));
                return items.len() as i32;
            }
            Items::Seen(_) => {}
        }
        if let Some(source) = self.source() {
            source.push(value);
        }
        self.length()
    }

    /// `pop`: null if empty.
    #[inline]
    pub fn pop(&self) -> Option<T> {
        if let Items::Own(items) = &mut *self.0.borrow_mut() {
            return items.pop();
        }
        self.pop_elsewhere()
    }

    #[cold]
    #[inline(never)]
    fn pop_elsewhere(&self) -> Option<T> {
        if let Items::Gaps(items) = &mut *self.0.borrow_mut() {
            return items.pop().flatten();
        }
        self.write(Vec::pop)
    }

    /// `shift`: null if empty.
    pub fn shift(&self) -> Option<T> {
        if let Items::Gaps(items) = &mut *self.0.borrow_mut()
            && !items.is_empty()
        {
            return items.remove(0);
        }
        self.write(|items| match items.is_empty() {
            true => None,
            false => Some(items.remove(0)),
        })
    }

    /// `unshift`.
    pub fn unshift(&self, value: T) {
        self.write(|items| items.insert(0, value));
    }

    /// `insert`: a negative position counts from the end.
    pub fn insert(&self, position: i32, value: T) {
        self.write(|items| {
            let at = place(position, items.len());
            items.insert(at, value);
        });
    }

    /// `reverse`, in place.
    pub fn reverse(&self) {
        if let Items::Gaps(items) = &mut *self.0.borrow_mut() {
            items.reverse();
            return;
        }
        self.write(|items| items.reverse());
    }

    /// Takes all elements out.
    pub fn clear(&self) {
        match self.source() {
            Some(source) => source.replace(Vec::new()),
            None => drop(self.0.replace(Items::Own(Vec::new()))),
        }
    }

    /// `resize`: shorter, or filled with the default; a negative length is 0.
    pub fn resize(&self, length: i32)
    where
        T: Default,
    {
        let length = usize::try_from(length).unwrap_or(0);
        let rest = self.write(|items| match length < items.len() {
            true => items.split_off(length),
            false => {
                items.resize_with(length, T::default);
                Vec::new()
            }
        });
        drop(rest);
    }

    /// `resize` where the elements have no default: what is added is a gap, which reads as null.
    pub fn resize_sparse(&self, length: i32) {
        let length = usize::try_from(length).unwrap_or(0);
        if length <= self.len() || self.source().is_some() {
            let rest = self.write(|items| items.split_off(length.min(items.len())));
            drop(rest);
            return;
        }
        let mut items = self.0.borrow_mut();
        if let Items::Own(own) = &mut *items {
            let own = std::mem::take(own);
            *items = Items::Gaps(own.into_iter().map(Some).collect());
        }
        if let Items::Gaps(gaps) = &mut *items {
            gaps.resize_with(length, || None);
        }
    }

    /// `splice`: takes out `len` elements from `position` on, which counts from the end if negative.
    pub fn splice(&self, position: i32, len: i32) -> Self {
        self.write(|items| {
            let start = place(position, items.len());
            let end = start + usize::try_from(len).unwrap_or(0).min(items.len() - start);
            Self::from(items.drain(start..end).collect::<Vec<T>>())
        })
    }

    /// `a == b`: the same array.
    pub fn same(&self, other: &Self) -> bool {
        self.address() == other.address()
    }

    /// What [`Array::same`] compares.
    pub(crate) fn address(&self) -> *const () {
        match self.source() {
            Some(source) => source.address(),
            None => Rc::as_ptr(&self.0).cast(),
        }
    }

    /// `contains`.
    pub fn contains(&self, value: &T) -> bool
    where
        T: Same,
    {
        self.position(|item| item.same(value), 0).is_some()
    }

    /// `remove`: the first element that is the same; whether there was one.
    pub fn remove(&self, value: &T) -> bool
    where
        T: Same,
    {
        if let Items::Gaps(items) = &mut *self.0.borrow_mut() {
            let same = |item: &Option<T>| item.as_ref().is_some_and(|item| item.same(value));
            let removed = remove(items, same);
            return removed.is_some();
        }
        let removed = self.write(|items| remove(items, |item| item.same(value)));
        removed.is_some()
    }

    /// The first place from `start` on whose element `is` right.
    fn position(&self, is: impl Fn(&T) -> bool, start: usize) -> Option<usize> {
        let found = match &*self.0.borrow() {
            Items::Gaps(items) => {
                let mut rest = items.iter().skip(start);
                rest.position(|item| item.as_ref().is_some_and(&is))
            }
            Items::Own(items) => items.iter().skip(start).position(is),
            Items::Seen(source) => source.elements().iter().skip(start).position(is),
        };
        found.map(|at| start + at)
    }

    /// `indexOf`, from `start` on, which counts from the end if negative.
    pub fn index_of(&self, value: &T, start: Option<i32>) -> i32
    where
        T: Same,
    {
        let start = place(start.unwrap_or(0), self.len());
        let found = self.position(|item| item.same(value), start);
        found.map_or(-1, |at| at as i32)
    }

    /// `lastIndexOf`, from `start` backwards, which counts from the end if negative.
    pub fn last_index_of(&self, value: &T, start: Option<i32>) -> i32
    where
        T: Same,
    {
        self.read(|items| {
            let length = items.len() as i32;
            let start = match start {
                None => length - 1,
                Some(start) if start < 0 => start.saturating_add(length),
                Some(start) => start.min(length - 1),
            };
            let head = items.get(..usize::try_from(start + 1).unwrap_or(0));
            let found = head.and_then(|head| head.iter().rposition(|item| item.same(value)));
            found.map_or(-1, |at| at as i32)
        })
    }
}

/// What an element without a value is, where its type has none.
#[cold]
fn null_element() -> ! {
    crate::null_access("element", "")
}

impl<T: Clone> Array<T> {
    /// `xs[index]`: null outside.
    #[inline]
    pub fn get(&self, index: i32) -> Option<T> {
        if let Items::Own(items) = &*self.0.borrow() {
            return items.get(index as usize).cloned();
        }
        self.get_elsewhere(index)
    }

    #[cold]
    #[inline(never)]
    fn get_elsewhere(&self, index: i32) -> Option<T> {
        let at = usize::try_from(index).ok()?;
        match &*self.0.borrow() {
            Items::Own(items) => items.get(at).cloned(),
            Items::Gaps(items) => items.get(at).cloned().flatten(),
            Items::Seen(source) => source.get(at),
        }
    }

    /// `xs[index]` where the element type is not nullable: its default outside.
    #[inline]
    pub fn at(&self, index: i32) -> T
    where
        T: Default,
    {
        if let Items::Own(items) = &*self.0.borrow() {
            return items.get(index as usize).cloned().unwrap_or_default();
        }
        self.get_elsewhere(index).unwrap_or_default()
    }

    /// The element of a walk: `None` behind the last one.
    #[inline]
    fn step(&self, at: usize) -> Option<T> {
        if let Items::Own(items) = &*self.0.borrow() {
            return items.get(at).cloned();
        }
        self.step_elsewhere(at)
    }

    #[cold]
    #[inline(never)]
    fn step_elsewhere(&self, at: usize) -> Option<T> {
        if let Items::Gaps(items) = &*self.0.borrow() {
            let item = items.get(at).cloned()?;
            return item.or_else(|| null_element());
        }
        self.get(at as i32)
    }

    /// The same array whose elements have another form: `up` makes it, `down` goes back.
    pub fn view<U>(
        &self,
        up: impl Fn(T) -> U + 'static,
        down: impl Fn(U) -> T + 'static,
    ) -> Array<U>
    where
        T: 'static,
        U: 'static,
    {
        let source = self.clone();
        let seen: Rc<dyn View<U>> = Rc::new(Seen { source, up, down });
        Array(Rc::new(RefCell::new(Items::Seen(seen))))
    }

    /// `copy`: another array of the same elements.
    pub fn copy(&self) -> Self {
        if let Items::Gaps(items) = &*self.0.borrow() {
            return Self(Rc::new(RefCell::new(Items::Gaps(items.clone()))));
        }
        Self::from(self.to_vec())
    }

    /// The elements of this moment.
    pub fn to_vec(&self) -> Vec<T> {
        self.read(<[T]>::to_vec)
    }

    /// `concat`: another array, of both.
    pub fn concat(&self, other: &Self) -> Self {
        let mut items = self.to_vec();
        items.extend(other.to_vec());
        Self::from(items)
    }

    /// `slice`: another array of the elements `position..end`, both counted from the end if negative.
    pub fn slice(&self, position: i32, end: Option<i32>) -> Self {
        self.read(|items| {
            let start = place(position, items.len());
            let end = end.map_or(items.len(), |end| place(end, items.len()));
            Self::from(items.get(start..end).unwrap_or_default().to_vec())
        })
    }

    /// Live: looks at the length anew at each step and holds no borrow in between. An element that is removed behind
    /// the walk makes it skip one, as everywhere in Haxe.
    pub fn iter(&self) -> impl Iterator<Item = T> + use<'_, T> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let item = self.step(next);
            next += 1;
            item
        })
    }

    /// Live as [`Array::iter`], with its own hold of the array: for iterators that are stored or returned.
    pub fn walk(&self) -> impl Iterator<Item = T> + use<T> {
        let array = self.clone();
        let mut next = 0;
        std::iter::from_fn(move || {
            let item = array.step(next);
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
        let old = self.write(|items| {
            let kept = sorted.len().min(items.len());
            let rest = items.split_off(kept);
            let old = std::mem::replace(items, sorted);
            items.extend(rest);
            old
        });
        drop(old);
    }

    /// The elements, null where there is none.
    fn slots(&self) -> impl Iterator<Item = Option<T>> + use<'_, T> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let at = next;
            next += 1;
            (at < self.len()).then(|| self.get(at as i32))
        })
    }

    /// `join`.
    pub fn join(&self, separator: &str) -> Str
    where
        T: Show,
    {
        let mut joined = String::new();
        for (at, item) in self.slots().enumerate() {
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
        Self(Rc::new(RefCell::new(Items::Own(items))))
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
        Self::same(self, other)
    }
}

impl<T: Clone + Show> Show for Array<T> {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        show_list(self.slots(), out)
    }
}

impl<T: Clone + fmt::Debug> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_list().entries(self.slots()).finish()
    }
}

mod lent;
mod swap;
#[cfg(test)]
mod tests;
mod view;
