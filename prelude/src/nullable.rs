//! `Nullable`: what null is where the type is a parameter, since some of the types given for it have null among their
//! values and some have not. It never runs code of the program.

use std::rc::Rc;

use crate::{Array, Dynamic, Exception, Map, Str, null_access};

/// A type that may be given for a type parameter.
pub trait Nullable: Sized {
    /// `x == null`.
    fn is_null(&self) -> bool {
        false
    }

    /// Null, or the default that stands for it; nothing where it is a fault.
    fn null() -> Option<Self> {
        None
    }
}

impl<T: Nullable> Nullable for Option<T> {
    fn is_null(&self) -> bool {
        self.as_ref().is_none_or(T::is_null)
    }
    fn null() -> Option<Self> {
        Some(None)
    }
}

macro_rules! with_default {
    ($($type:ty)*) => {$(impl Nullable for $type {
        fn null() -> Option<Self> {
            Some(Self::default())
        }
    })*};
}
with_default!(i32 f64 bool);

impl Nullable for () {
    fn null() -> Option<Self> {
        Some(())
    }
}

impl Nullable for i64 {}
impl Nullable for Str {}
impl Nullable for &str {}
impl Nullable for Dynamic {}
impl Nullable for Exception {}
impl<T: ?Sized> Nullable for Rc<T> {}
impl<T> Nullable for Array<T> {}
impl<K, V> Nullable for Map<K, V> {}

/// `x == null`.
pub fn is_null<T: Nullable>(value: &T) -> bool {
    value.is_null()
}

/// Null as a `T`: a fault at a .hx position, if there is none.
pub fn null<T: Nullable>(name: &str, position: &'static str) -> T {
    T::null().unwrap_or_else(|| null_access(name, position))
}

/// What a type parameter with a constraint leads to: an object, or null.
pub trait Leads {
    /// The object.
    type Target: ?Sized;

    /// The object; a fault at a .hx position, if it is null.
    fn leads(&self, name: &str, position: &'static str) -> &Self::Target;
}

impl<T: ?Sized> Leads for Rc<T> {
    type Target = T;

    fn leads(&self, _name: &str, _position: &'static str) -> &T {
        self
    }
}

impl<T: ?Sized> Leads for Option<Rc<T>> {
    type Target = T;

    fn leads(&self, name: &str, position: &'static str) -> &T {
        self.as_ref().unwrap_or_else(|| null_access(name, position))
    }
}

/// The object that a value leads to: a fault at a .hx position, if it is null.
pub fn leads<'a, T: Leads>(value: &'a T, name: &str, position: &'static str) -> &'a T::Target {
    value.leads(name, position)
}

/// What is given for a type parameter whose values are seen as something else: an object, or null.
pub trait Present {
    /// The object.
    type Value;

    /// The object, if there is one.
    fn present(self) -> Option<Self::Value>;
}

impl<T> Present for Option<T> {
    type Value = T;

    fn present(self) -> Option<T> {
        self
    }
}

macro_rules! present {
    ($($({$($parameters:tt)*})? $type:ty;)*) => {$(impl $(<$($parameters)*>)? Present for $type {
        type Value = Self;

        fn present(self) -> Option<Self> {
            Some(self)
        }
    })*};
}
present! {
    i32; f64; bool; Str; Dynamic; Exception;
    {T: ?Sized} Rc<T>; {T} Array<T>; {K, V} Map<K, V>;
}

/// The object that a value is, if it is not null.
pub fn present<T: Present>(value: T) -> Option<T::Value> {
    value.present()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard;

    #[test]
    fn null_has_many_forms() {
        assert!(is_null(&None::<i32>) && is_null(&Some(None::<Str>)));
        assert!(!is_null(&Some(0)) && !is_null(&0) && !is_null(&Str::lit("")));
        assert_eq!(
            (null::<i32>("x", ""), null::<Option<Str>>("x", "")),
            (0, None)
        );
        assert!(guard(|| Ok(null::<Str>("x", ""))).is_err());
    }
}
