//! `Lent`: the elements of an array, borrowed for as long as a loop runs that changes no such array.

use super::{Array, Items, null_element};
use std::cell::Ref;

/// The elements of an array. Until it ends, the array is not changed.
pub struct Lent<'a, T> {
    /// As the array holds them; none where it has gaps or another form.
    own: Ref<'a, [T]>,
    /// Those of such an array, of the moment when they were asked for.
    copied: Vec<Option<T>>,
}

impl<T: Clone> Array<T> {
    /// The elements, to be looked at while nothing changes the array.
    #[inline]
    pub fn lend(&self) -> Lent<'_, T> {
        let mut items = self.0.borrow();
        if items.is_filled() {
            drop(items);
            self.close();
            items = self.0.borrow();
        }
        let copied = match &*items {
            Items::Own(_) => Vec::new(),
            other @ (Items::Gaps(_) | Items::Seen(_)) => other.copied(),
        };
        let own = Ref::map(items, |items| match items {
            Items::Own(items) => items.as_slice(),
            Items::Gaps(_) | Items::Seen(_) => &[],
        });
        Lent { own, copied }
    }
}

impl<T> Items<T> {
    /// Whether these are gaps that are all filled.
    fn is_filled(&self) -> bool {
        match self {
            Self::Gaps(gaps) => gaps.iter().all(Option::is_some),
            Self::Own(_) | Self::Seen(_) => false,
        }
    }
}

impl<T: Clone> Items<T> {
    /// The elements of this moment.
    #[cold]
    fn copied(&self) -> Vec<Option<T>> {
        match self {
            Self::Own(items) => items.iter().cloned().map(Some).collect(),
            Self::Gaps(items) => items.clone(),
            Self::Seen(source) => source.elements().into_iter().map(Some).collect(),
        }
    }
}

impl<T> Lent<'_, T> {
    /// `xs[index]`: null outside.
    #[inline]
    pub fn get(&self, index: i32) -> Option<&T> {
        match self.own.get(index as usize) {
            None => self.copied.get(index as usize)?.as_ref(),
            found => found,
        }
    }

    /// The elements in order. One that is not there is a fault: `T` has no value for it.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        let copied = self.copied.iter().map(Option::as_ref);
        self.own
            .iter()
            .chain(copied.map(|item| item.unwrap_or_else(|| null_element())))
    }
}
