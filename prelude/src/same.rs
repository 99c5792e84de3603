//! `Same`: Haxe's `==` where the type is a parameter.
//!
//! Strings and basic types compare by value, objects and containers by identity. Emitted enums implement it: a
//! constructor without arguments by constructor, one with arguments by identity. It never runs code of the program.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::{KeyHash, Str};

/// Haxe's `==`.
pub trait Same {
    /// Whether `self == other` in Haxe.
    fn same(&self, other: &Self) -> bool;
}

/// `a == b` in Haxe.
pub fn same<T: Same + ?Sized>(a: &T, b: &T) -> bool {
    a.same(b)
}

macro_rules! same_by_value {
    ($($type:ty)*) => {$(impl Same for $type {
        fn same(&self, other: &Self) -> bool {
            self == other
        }
    })*};
}
same_by_value!(i32 i64 u32 f64 bool char str String Str);

impl<T: Same + ?Sized> Same for &T {
    fn same(&self, other: &Self) -> bool {
        (**self).same(other)
    }
}

impl<T: Same> Same for Option<T> {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.same(b),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

/// What is the same one, and what is the same key, for objects behind an `Rc`: by address, unless the type knows better,
/// as enums do.
pub trait Identity {
    /// `a == b`.
    fn identical(&self, other: &Self) -> bool {
        std::ptr::addr_eq(std::ptr::from_ref(self), std::ptr::from_ref(other))
    }
    /// What [`Self::same_key`] looks at.
    fn feed(&self, hash: &mut KeyHash) {
        hash.address(std::ptr::from_ref(self));
    }
    /// One key of a map.
    fn same_key(&self, other: &Self) -> bool {
        self.identical(other)
    }
    /// Whether it is a value of an enum.
    fn is_enum_value(&self) -> bool {
        false
    }
}

macro_rules! functions {
    ($($name:ident)*) => {
        impl<R, $($name),*> Identity for dyn Fn($($name),*) -> R {}
    };
}
functions!();
functions!(A);
functions!(A B);
functions!(A B C);
functions!(A B C D);
functions!(A B C D E);
functions!(A B C D E F);

impl<T: Identity + ?Sized> Same for Rc<T> {
    fn same(&self, other: &Self) -> bool {
        (**self).identical(other)
    }
}

impl<T: Same + Copy> Same for Cell<T> {
    fn same(&self, other: &Self) -> bool {
        self.get().same(&other.get())
    }
}

impl<T: Same> Same for RefCell<T> {
    fn same(&self, other: &Self) -> bool {
        self.borrow().same(&other.borrow())
    }
}
