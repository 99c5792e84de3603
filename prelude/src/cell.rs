//! Fields behind cells: reads that hold no borrow while the program goes on.

use std::cell::RefCell;

/// Haxe's `for (x in xs)` over an array behind a cell: looks at the length anew at each step and holds no borrow in
/// between. An element that is removed behind the walk makes it skip one, as everywhere in Haxe.
pub fn live<T: Clone>(xs: &RefCell<Vec<T>>) -> impl Iterator<Item = T> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let item = xs.borrow().get(next).cloned();
        next += 1;
        item
    })
}

/// The value of a field, without holding its cell: for a `match` or a call that may come back to it.
pub fn get<T: Clone>(cell: &RefCell<T>) -> T {
    cell.borrow().clone()
}
