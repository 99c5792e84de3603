//! Two elements that change places: one borrow where both are there, else what the three statements of Haxe do.

use super::{Array, Items, null_element, put};
use crate::fault;

impl<T: Clone> Array<T> {
    /// Two elements change places, as by `let item = xs[a]; xs[a] = xs[b]; xs[b] = item;`.
    #[inline]
    pub fn swap(&self, first: i32, second: i32)
    where
        T: Default,
    {
        if !self.swap_inside(first, second) {
            let item = self.at(first);
            self.set(first, self.at(second));
            self.set(second, item);
        }
    }

    /// [`Array::swap`] where the elements have no default: one that is not there leaves a gap, which reads as null.
    #[inline]
    pub fn swap_sparse(&self, first: i32, second: i32) {
        if !self.swap_inside(first, second) {
            let item = self.get(first);
            self.set_or_gap(first, self.get(second));
            self.set_or_gap(second, item);
        }
    }

    /// Whether both elements are there, in the form that arrays are made in; then they have changed places.
    #[inline]
    fn swap_inside(&self, first: i32, second: i32) -> bool {
        if let Items::Own(items) = &mut *self.0.borrow_mut() {
            let (first, second) = (first as usize, second as usize);
            let inside = first < items.len() && second < items.len();
            if inside {
                items.swap(first, second);
            }
            return inside;
        }
        false
    }

    /// `xs[index] = value`, where null is a gap.
    fn set_or_gap(&self, index: i32, value: Option<T>) {
        if let Some(value) = value {
            self.set_sparse(index, value);
            return;
        }
        let Ok(at) = usize::try_from(index) else {
            fault(&format!("Negative array index: {index}"), "");
        };
        if self.source().is_some() {
            null_element();
        }
        let mut items = self.0.borrow_mut();
        if let Items::Own(own) = &mut *items {
            let own = std::mem::take(own);
            *items = Items::Gaps(own.into_iter().map(Some).collect());
        }
        if let Items::Gaps(gaps) = &mut *items {
            let former = gaps.get_mut(at).map(Option::take);
            if former.is_none() {
                put(gaps, index, None);
            }
            drop(items);
            drop(former);
        }
    }
}
