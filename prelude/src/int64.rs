//! `haxe.Int64`: an `i64`, and what Haxe asks of it. The operators that Rust has are written by emitted code itself;
//! the interpreter calls them here. Division is in Haxe (`haxe/Int64.hx`), which throws where the divisor is 0.
//!
//! A value of type Dynamic that is one is an object of the class `haxe._Int64.___Int64`, as it is officially.

use std::any::Any;
use std::rc::Rc;

use crate::dynamic::{AsDynamic, Object, View};
use crate::reflect::TypeInfo;
use crate::{Dynamic, Str};

/// The number of these halves.
pub fn make(high: i32, low: i32) -> i64 {
    i64::from(high) << 32 | i64::from(low as u32)
}

/// The upper 32 bits.
pub fn high(value: i64) -> i32 {
    (value >> 32) as i32
}

/// The lower 32 bits.
pub fn low(value: i64) -> i32 {
    value as i32
}

/// An Int with its sign.
pub fn of_int(value: i32) -> i64 {
    i64::from(value)
}

/// The decimal digits.
pub fn text(value: i64) -> Str {
    Str::from(value.to_string())
}

/// Which one is larger: -1, 0, 1.
pub fn compare(a: i64, b: i64) -> i32 {
    a.cmp(&b) as i32
}

/// As [`compare`], of the bits without sign.
pub fn compare_unsigned(a: i64, b: i64) -> i32 {
    (a as u64).cmp(&(b as u64)) as i32
}

/// `a + b`, which wraps.
pub fn add(a: i64, b: i64) -> i64 {
    a.wrapping_add(b)
}

/// `a - b`, which wraps.
pub fn sub(a: i64, b: i64) -> i64 {
    a.wrapping_sub(b)
}

/// `a * b`, which wraps.
pub fn mul(a: i64, b: i64) -> i64 {
    a.wrapping_mul(b)
}

/// `a / b`; 0 where `b` is 0.
pub fn div(a: i64, b: i64) -> i64 {
    if b == 0 { 0 } else { a.wrapping_div(b) }
}

/// `a % b`; 0 where `b` is 0.
pub fn rem(a: i64, b: i64) -> i64 {
    if b == 0 { 0 } else { a.wrapping_rem(b) }
}

/// `a & b`.
pub fn and(a: i64, b: i64) -> i64 {
    a & b
}

/// `a | b`.
pub fn or(a: i64, b: i64) -> i64 {
    a | b
}

/// `a ^ b`.
pub fn xor(a: i64, b: i64) -> i64 {
    a ^ b
}

/// `a == b`.
pub fn equal(a: i64, b: i64) -> bool {
    a == b
}

/// `a != b`.
pub fn unequal(a: i64, b: i64) -> bool {
    a != b
}

/// `a < b`.
pub fn less(a: i64, b: i64) -> bool {
    a < b
}

/// `a <= b`.
pub fn less_or_equal(a: i64, b: i64) -> bool {
    a <= b
}

/// `a > b`.
pub fn greater(a: i64, b: i64) -> bool {
    a > b
}

/// `a >= b`.
pub fn greater_or_equal(a: i64, b: i64) -> bool {
    a >= b
}

/// `-value`, which wraps.
pub fn negate(value: i64) -> i64 {
    value.wrapping_neg()
}

/// `~value`.
pub fn complement(value: i64) -> i64 {
    !value
}

/// `a << b`: the count is taken modulo 64.
pub fn shift_left(a: i64, b: i32) -> i64 {
    a.wrapping_shl(b as u32)
}

/// `a >> b`: the count is taken modulo 64.
pub fn shift_right(a: i64, b: i32) -> i64 {
    a.wrapping_shr(b as u32)
}

/// `a >>> b`: the count is taken modulo 64.
pub fn shift_right_unsigned(a: i64, b: i32) -> i64 {
    (a as u64).wrapping_shr(b as u32) as i64
}

impl AsDynamic for i64 {
    const NAME: &'static str = "haxe._Int64.___Int64";
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::object(self))
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        value.downcast()
    }
}

impl Object for i64 {
    fn class(&self) -> &'static str {
        Self::NAME
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer(|| *self);
    }
    fn type_info(&self) -> Option<&'static TypeInfo> {
        static CLASS: TypeInfo = TypeInfo::of(i64::NAME);
        Some(&CLASS)
    }
    fn field(self: Rc<Self>, name: &str) -> Option<Option<Dynamic>> {
        match name {
            "high" => Some(Some(Dynamic::Int(high(*self)))),
            "low" => Some(Some(Dynamic::Int(low(*self)))),
            _ => None,
        }
    }
    fn field_names(&self) -> Vec<Str> {
        ["high", "low"].map(Str::lit).into()
    }
    fn identical(&self, other: &dyn Object) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves() {
        for value in [0, 1, -1, i64::MAX, i64::MIN, 0x1234_5678_9abc_def0] {
            assert_eq!(make(high(value), low(value)), value);
        }
        assert_eq!(make(0, -1), 0xFFFF_FFFF);
        assert_eq!(compare_unsigned(-1, 1), 1);
        assert_eq!(compare(-1, 1), -1);
    }

    #[test]
    fn never_traps() {
        assert_eq!(div(i64::MIN, -1), i64::MIN);
        assert_eq!(rem(i64::MIN, -1), 0);
        assert_eq!(div(1, 0), 0);
        assert_eq!(shift_left(1, 65), 2);
        assert_eq!(shift_right_unsigned(-1, 60), 15);
        assert_eq!(negate(i64::MIN), i64::MIN);
    }

    #[test]
    fn equal_in_dynamic() {
        let value = 5_i64.to_dynamic();
        assert!(crate::same(&value, &5_i64.to_dynamic()));
        assert_eq!(value.and_then(|value| i64::from_dynamic(&value)), Some(5));
    }
}
