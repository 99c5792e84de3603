//! `Compare`: what `Reflect.compare` sees in values whose type is a parameter.

use std::cmp::Ordering;

use crate::Str;

/// A value that `Reflect.compare` can order.
pub trait Compare {
    /// -1, 0 or 1; 0 for numbers of which one is NaN.
    fn compare(&self, other: &Self) -> i32;
}

/// `Reflect.compare`.
pub fn compare<T: Compare + ?Sized>(a: &T, b: &T) -> i32 {
    a.compare(b)
}

macro_rules! compare_by_order {
    ($($type:ty)*) => {$(impl Compare for $type {
        fn compare(&self, other: &Self) -> i32 {
            self.partial_cmp(other).unwrap_or(Ordering::Equal) as i32
        }
    })*};
}
compare_by_order!(i32 i64 f64 bool char str String Str);

impl<T: Compare + ?Sized> Compare for &T {
    fn compare(&self, other: &Self) -> i32 {
        (**self).compare(other)
    }
}

/// Null goes first.
impl<T: Compare> Compare for Option<T> {
    fn compare(&self, other: &Self) -> i32 {
        match (self, other) {
            (None, None) => 0,
            (None, Some(_)) => -1,
            (Some(_), None) => 1,
            (Some(a), Some(b)) => a.compare(b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order() {
        assert_eq!(
            (compare(&1, &2), compare("b", "a"), compare(&1.5, &1.5)),
            (-1, 1, 0)
        );
        assert_eq!(
            (compare(&None, &Some(1)), compare(&Some(1), &None)),
            (-1, 1)
        );
        assert_eq!(
            (
                compare(&true, &false),
                compare("a", "abc"),
                compare("é", "z")
            ),
            (1, -1, 1)
        );
    }
}
