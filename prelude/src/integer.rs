//! Haxe's `Int` where Rust's operators differ: zero divisors, shift counts, conversion from Float, code points.
//!
//! Everything that wraps is std's `wrapping_*`, called directly by emitted code.

/// The character of a code point; what is none becomes U+FFFD.
pub fn char(code: i32) -> char {
    let code = u32::try_from(code).ok().and_then(char::from_u32);
    code.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// `Std.int(a / b)` where `b` may be 0 (gives 0) or -1 (wraps). Elsewhere it is plain `a / b`.
pub fn div(a: i32, b: i32) -> i32 {
    if b == 0 { 0 } else { a.wrapping_div(b) }
}

/// `a % b` on Int where `b` may be 0 (gives 0) or -1. Elsewhere it is plain `a % b`.
pub fn rem(a: i32, b: i32) -> i32 {
    if b == 0 { 0 } else { a.wrapping_rem(b) }
}

/// `a << b`: the count is taken modulo 32.
pub fn shift_left(a: i32, b: i32) -> i32 {
    a.wrapping_shl(b as u32)
}

/// `a >> b`: the count is taken modulo 32.
pub fn shift_right(a: i32, b: i32) -> i32 {
    a.wrapping_shr(b as u32)
}

/// `a >>> b`: the count is taken modulo 32.
pub fn shift_right_unsigned(a: i32, b: i32) -> i32 {
    (a as u32).wrapping_shr(b as u32) as i32
}

/// `Std.int`: towards zero, modulo 2^32 where the value does not fit; 0 for NaN and the infinities.
pub fn int(x: f64) -> i32 {
    let fast = x as i32;
    if fast != i32::MAX && fast != i32::MIN {
        return fast;
    }
    if !x.is_finite() {
        return 0;
    }
    (x.trunc() % 4_294_967_296.0) as i64 as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_float() {
        for (x, expected) in [
            (0.0, 0),
            (-0.5, 0),
            (1.9, 1),
            (-1.9, -1),
            (2_147_483_647.5, i32::MAX),
            (2_147_483_648.0, i32::MIN),
            (-2_147_483_648.0, i32::MIN),
            (-2_147_483_649.0, i32::MAX),
            (4_294_967_297.0, 1),
            (1e10, 1_410_065_408),
            (-1e10, -1_410_065_408),
            (1e20, 1_661_992_960),
            (1e300, 0),
            (f64::NAN, 0),
            (f64::INFINITY, 0),
            (f64::NEG_INFINITY, 0),
        ] {
            assert_eq!(int(x), expected, "{x}");
        }
    }

    #[test]
    fn never_traps() {
        assert_eq!(div(i32::MIN, -1), i32::MIN);
        assert_eq!(rem(i32::MIN, -1), 0);
        assert_eq!(div(7, 0), 0);
        assert_eq!(rem(7, 0), 0);
        assert_eq!(rem(-5, 3), -2);
        assert_eq!(shift_left(1, 33), 2);
        assert_eq!(shift_right(-8, 33), -4);
        assert_eq!(shift_right_unsigned(-1, 28), 15);
        assert_eq!(shift_right_unsigned(-1, -4), 15);
    }
}
