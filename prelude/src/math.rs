//! The functions of Haxe's `Math`.
//!
//! `floor`, `ceil` and `round` give Int, modulo 2^32 like `Std.int`; `ffloor` and its like give Float.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

use crate::int;

/// `Math.PI`.
pub fn pi() -> f64 {
    std::f64::consts::PI
}

/// `Math.NaN`.
pub fn nan() -> f64 {
    f64::NAN
}

/// `Math.POSITIVE_INFINITY`.
pub fn positive_infinity() -> f64 {
    f64::INFINITY
}

/// `Math.NEGATIVE_INFINITY`.
pub fn negative_infinity() -> f64 {
    f64::NEG_INFINITY
}

/// `Math.abs`.
pub fn abs(x: f64) -> f64 {
    x.abs()
}

/// `Math.sin`.
pub fn sin(x: f64) -> f64 {
    x.sin()
}

/// `Math.cos`.
pub fn cos(x: f64) -> f64 {
    x.cos()
}

/// `Math.tan`.
pub fn tan(x: f64) -> f64 {
    x.tan()
}

/// `Math.asin`.
pub fn asin(x: f64) -> f64 {
    x.asin()
}

/// `Math.acos`.
pub fn acos(x: f64) -> f64 {
    x.acos()
}

/// `Math.atan`.
pub fn atan(x: f64) -> f64 {
    x.atan()
}

/// `Math.exp`.
pub fn exp(x: f64) -> f64 {
    x.exp()
}

/// `Math.sqrt`.
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// `Math.atan2`.
pub fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// `Math.log`: the natural one.
pub fn log(x: f64) -> f64 {
    x.ln()
}

/// `Math.pow`.
pub fn pow(x: f64, power: f64) -> f64 {
    x.powf(power)
}

/// `Math.min`: NaN if either is; -0 is less than 0.
pub fn min(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if a < b || (a == b && a.is_sign_negative()) {
        a
    } else {
        b
    }
}

/// `Math.max`: NaN if either is; 0 is greater than -0.
pub fn max(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if a > b || (a == b && a.is_sign_positive()) {
        a
    } else {
        b
    }
}

/// `Math.floor`.
pub fn floor(x: f64) -> i32 {
    int(x.floor())
}

/// `Math.ceil`.
pub fn ceil(x: f64) -> i32 {
    int(x.ceil())
}

/// `Math.round`: half goes up.
pub fn round(x: f64) -> i32 {
    int(fround(x))
}

/// `Math.ffloor`.
pub fn ffloor(x: f64) -> f64 {
    x.floor()
}

/// `Math.fceil`.
pub fn fceil(x: f64) -> f64 {
    x.ceil()
}

/// `Math.fround`: half goes up.
pub fn fround(x: f64) -> f64 {
    (x + 0.5).floor()
}

/// `Math.isNaN`.
pub fn is_nan(x: f64) -> bool {
    x.is_nan()
}

/// `Math.isFinite`.
pub fn is_finite(x: f64) -> bool {
    x.is_finite()
}

thread_local! {
    static STATE: Cell<u64> = Cell::new(RandomState::new().hash_one(std::process::id()));
}

/// The next 64 bits of the thread's generator (splitmix64, seeded by the system).
fn random_bits() -> u64 {
    let state = STATE.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
    STATE.set(state);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// `Math.random`: from 0 on, below 1.
pub fn random() -> f64 {
    (random_bits() >> 11) as f64 / (1_u64 << 53) as f64
}

/// `Std.random`: from 0 on, below `limit`; 0 where that is empty.
pub fn random_int(limit: i32) -> i32 {
    match u64::try_from(limit) {
        Ok(limit) if limit > 1 => (((random_bits() >> 32) * limit) >> 32) as i32,
        Ok(_) | Err(_) => 0,
    }
}

/// `FPHelper.i32ToFloat`: the number of 32 bits that these are.
pub fn single_of_bits(bits: i32) -> f64 {
    f64::from(f32::from_bits(bits as u32))
}

/// `FPHelper.floatToI32`.
pub fn bits_of_single(number: f64) -> i32 {
    (number as f32).to_bits() as i32
}

/// `FPHelper.i64ToDouble`: the number of 64 bits that these are.
pub fn double_of_bits(low: i32, high: i32) -> f64 {
    f64::from_bits(u64::from(high as u32) << 32 | u64::from(low as u32))
}

/// The lower half of `FPHelper.doubleToI64`.
pub fn low_bits_of_double(number: f64) -> i32 {
    number.to_bits() as i32
}

/// The upper half of `FPHelper.doubleToI64`.
pub fn high_bits_of_double(number: f64) -> i32 {
    (number.to_bits() >> 32) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding() {
        for (x, rounded, floored, ceiled) in [
            (0.5, 1, 0, 1),
            (-0.5, 0, -1, 0),
            (1.5, 2, 1, 2),
            (-1.5, -1, -2, -1),
            (2.5, 3, 2, 3),
            (-2.5, -2, -3, -2),
            (0.49999999999999994, 1, 0, 1),
            (1e10, 1_410_065_408, 1_410_065_408, 1_410_065_408),
            (f64::NAN, 0, 0, 0),
        ] {
            assert_eq!(
                (round(x), floor(x), ceil(x)),
                (rounded, floored, ceiled),
                "{x}"
            );
        }
        assert_eq!(fround(-2.5), -2.0);
        assert_eq!(ffloor(-2.5), -3.0);
        assert_eq!(fceil(1e20), 1e20);
    }

    #[test]
    fn extremes() {
        assert!(min(1.0, f64::NAN).is_nan());
        assert!(max(f64::NAN, 1.0).is_nan());
        assert_eq!(1.0 / min(0.0, -0.0), f64::NEG_INFINITY);
        assert_eq!(1.0 / min(-0.0, 0.0), f64::NEG_INFINITY);
        assert_eq!(1.0 / max(-0.0, 0.0), f64::INFINITY);
        assert_eq!(1.0 / max(0.0, -0.0), f64::INFINITY);
        assert_eq!(min(1.0, 2.0), 1.0);
        assert_eq!(max(1.0, 2.0), 2.0);
    }

    #[test]
    fn powers() {
        assert_eq!(pow(2.0, 10.0), 1024.0);
        assert_eq!(pow(0.0, 0.0), 1.0);
        assert!(pow(-8.0, 1.0 / 3.0).is_nan());
        assert!(sqrt(-1.0).is_nan());
        assert_eq!(log(0.0), f64::NEG_INFINITY);
        assert_eq!(atan2(0.0, -1.0), pi());
    }

    #[test]
    fn chance() {
        for _ in 0..1000 {
            assert!((0.0..1.0).contains(&random()));
            assert!((0..7).contains(&random_int(7)));
        }
        assert_eq!([random_int(0), random_int(1), random_int(-5)], [0, 0, 0]);
        assert_ne!(random(), random());
    }
}
