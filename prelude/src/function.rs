//! Function values that are made anew at each use and yet are the same one: a named function, a method of an object, a
//! function seen as another type. Only programs that compare functions ask for them here.
//!
//! What is made is remembered as long as somebody holds it. Then its object lives as well, so that no other one can
//! have its address.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

trait Made: Any {
    fn is_alive(&self) -> bool;
}

impl<F: ?Sized + 'static> Made for Weak<F> {
    fn is_alive(&self) -> bool {
        self.strong_count() > 0
    }
}

#[derive(Default)]
struct Table {
    made: HashMap<(&'static str, usize, TypeId), Box<dyn Made>>,
    /// So many entries are looked through for dead ones.
    limit: usize,
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::default();
}

/// A named function as a value.
pub fn function<F: ?Sized + 'static>(name: &'static str, make: impl FnOnce() -> Rc<F>) -> Rc<F> {
    bound(name, std::ptr::null::<()>(), make)
}

/// A method of an object as a value; or another function as one of this type.
pub fn bound<F: ?Sized + 'static, O: ?Sized>(
    name: &'static str,
    object: *const O,
    make: impl FnOnce() -> Rc<F>,
) -> Rc<F> {
    let key = (name, object.cast::<()>().addr(), TypeId::of::<Weak<F>>());
    let known = TABLE.with_borrow(|table| {
        let made: &dyn Any = table.made.get(&key)?.as_ref();
        made.downcast_ref::<Weak<F>>()?.upgrade()
    });
    if let Some(known) = known {
        return known;
    }
    let made = make();
    let weak = Rc::downgrade(&made);
    // What is forgotten dies after the borrow has ended.
    let dead = TABLE.with_borrow_mut(|table| {
        let mut dead = Vec::new();
        if table.made.len() > table.limit {
            let all = table.made.extract_if(|_, made| !made.is_alive());
            dead.extend(all.map(|(_, made)| made));
            table.limit = table.made.len() * 2 + 64;
        }
        dead.extend(table.made.insert(key, Box::new(weak)));
        dead
    });
    drop(dead);
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::same;

    fn add(object: &Rc<i32>, name: &'static str) -> Rc<dyn Fn(i32) -> i32> {
        let object = Rc::clone(object);
        bound(name, Rc::as_ptr(&object), || {
            Rc::new(move |n| *object + n) as Rc<dyn Fn(i32) -> i32>
        })
    }

    #[test]
    fn the_same_method_of_the_same_object_is_one_function() {
        let (one, two) = (Rc::new(1), Rc::new(1));
        let first = add(&one, "add");
        assert!(same(&first, &add(&one, "add")));
        assert!(!same(&first, &add(&two, "add")));
        assert!(!same(&first, &add(&one, "other")));
        assert_eq!(first(2), 3);
        let named = || function("f", || Rc::new(|| 1) as Rc<dyn Fn() -> i32>);
        let held = named();
        assert!(same(&held, &named()));
        for n in 0..1000 {
            drop(add(&Rc::new(n), "add"));
        }
        assert!(TABLE.with_borrow(|table| table.made.len()) < 200);
        assert!(same(&first, &add(&one, "add")));
    }
}
