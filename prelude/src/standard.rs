//! The leaf functions of Haxe's `Std`. `Std.string` of a value with a type parameter is [`crate::text`].

use crate::float::{is_space, parse_float_prefix};

/// `Std.parseInt`: white space, sign, then decimal digits, or `0x` and hexadecimal ones; what follows is left. Null if
/// there is no digit, no text or the number does not fit; eight hexadecimal digits are taken as bits.
pub fn parse_int(text: Option<&str>) -> Option<i32> {
    let text = text?.trim_start_matches(is_space);
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, text) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(rest) => (16, rest),
        None => (10, text),
    };
    let digits = text
        .bytes()
        .take_while(|byte| char::from(*byte).is_digit(radix));
    let digits = text.get(..digits.count())?;
    let significant = digits.trim_start_matches('0');
    if digits.is_empty() || significant.len() > 10 {
        return None;
    }
    let size = match significant {
        "" => 0,
        some => i64::from_str_radix(some, radix).ok()?,
    };
    let value = if negative { -size } else { size };
    match radix {
        16 if size <= i64::from(u32::MAX) => Some(value as i32),
        _ => i32::try_from(value).ok(),
    }
}

/// `Std.parseFloat`: NaN where the text does not begin with a number, and of null.
pub fn parse_float(text: Option<&str>) -> f64 {
    text.map_or(f64::NAN, parse_float_prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers() {
        for (text, expected) in [
            ("12", Some(12)),
            ("  12", Some(12)),
            (" \t\n12", Some(12)),
            ("12abc", Some(12)),
            ("12 ", Some(12)),
            ("abc", None),
            ("", None),
            ("-5", Some(-5)),
            ("+5", Some(5)),
            ("- 5", None),
            ("-", None),
            ("--1", None),
            ("0x1F", Some(31)),
            ("0X1f", Some(31)),
            ("-0x10", Some(-16)),
            ("+0x10", Some(16)),
            ("0x", None),
            ("0xg", None),
            ("0b11", Some(0)),
            ("1e3", Some(1)),
            ("1.9", Some(1)),
            ("08", Some(8)),
            ("000000000000000007", Some(7)),
            ("1_000", Some(1)),
            ("2147483647", Some(i32::MAX)),
            ("2147483648", None),
            ("-2147483648", Some(i32::MIN)),
            ("-2147483649", None),
            ("99999999999", None),
            ("0xFFFFFFFF", Some(-1)),
            ("0x7fffffff", Some(i32::MAX)),
            ("0x1FFFFFFFF", None),
            ("0xFFFFFFFFFFFFFFFFF", None),
            ("\u{a0}12", None),
        ] {
            assert_eq!(parse_int(Some(text)), expected, "{text}");
        }
        assert_eq!(parse_int(None), None);
    }
}
