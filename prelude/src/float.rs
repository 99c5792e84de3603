//! Float and text: the JS form in both directions.
//!
//! Rust's `{}` differs from it in exponents, in integral values and on ties between two shortest texts.

use std::fmt::{self, Write};

use crate::Str;

/// Writes the shortest text that reads back. Of two that are equally near, the even one: std's `{}` takes the upper
/// one there, its `{:.N}` the even one.
pub(crate) fn write_float(value: f64, out: &mut dyn Write) -> fmt::Result {
    let size = value.abs();
    if value.is_nan() {
        return out.write_str("NaN");
    }
    if value.is_infinite() {
        return out.write_str(if value > 0.0 { "Infinity" } else { "-Infinity" });
    }
    if size < 1e15 && size.fract() == 0.0 {
        return write!(out, "{}", value as i64);
    }
    let text = format!("{size:e}");
    let mantissa = text.bytes().take_while(|&byte| byte != b'e');
    let digits = mantissa.filter(|&byte| byte != b'.').count();
    // Two texts are equally near only where a digit more is finer than the number itself.
    let text = match digits >= 15 || size < f64::MIN_POSITIVE {
        true => format!("{size:.*e}", digits - 1),
        false => text,
    };
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    if value < 0.0 {
        out.write_char('-')?;
    }
    if !(-6..21).contains(&power) {
        let sign = if power < 0 { '-' } else { '+' };
        return write!(out, "{mantissa}e{sign}{}", power.abs());
    }
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    match usize::try_from(power + 1) {
        Ok(point) if point > 0 => match digits.split_at_checked(point) {
            Some((whole, "")) => out.write_str(whole),
            Some((whole, rest)) => write!(out, "{whole}.{rest}"),
            None => write!(out, "{digits}{}", "0".repeat(point - digits.len())),
        },
        Ok(_) | Err(_) => {
            let zeros = "0".repeat((power + 1).unsigned_abs() as usize);
            write!(out, "0.{zeros}{digits}")
        }
    }
}

/// `Std.string` of a Float.
pub fn float_text(value: f64) -> Str {
    let mut text = String::new();
    match write_float(value, &mut text) {
        Ok(()) | Err(fmt::Error) => Str::from(text),
    }
}

/// `Std.parseFloat`: what the text begins with, after white space, of the characters of numbers; NaN if that is not one
/// number.
pub(crate) fn parse_float_prefix(text: &str) -> f64 {
    let text = text.trim_start_matches(is_space);
    for (name, value) in [
        ("Infinity", f64::INFINITY),
        ("-Infinity", f64::NEG_INFINITY),
    ] {
        if text.starts_with(name) {
            return value;
        }
    }
    let of_numbers =
        |char: char| char.is_ascii_digit() || matches!(char, '+' | '-' | '.' | 'e' | 'E');
    let end = text.find(|char| !of_numbers(char)).unwrap_or(text.len());
    // Of such characters Rust reads the same numbers.
    let number = text.get(..end).unwrap_or_default();
    number.parse().unwrap_or(f64::NAN)
}

/// The white space that numbers may begin with: space and the five controls from tab on.
pub(crate) fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\t'..='\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-5.0, "-5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e15, "1000000000000000"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (-1e21, "-1e+21"),
            (1.5e-7, "1.5e-7"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (0.05, "0.05"),
            (-0.25, "-0.25"),
            (123_456_789_012_345_680.0, "123456789012345680"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (29.711380004882812, "29.711380004882812"),
            (1234.5, "1234.5"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(float_text(value), expected);
        }
    }

    #[test]
    fn reading() {
        for (text, expected) in [
            ("1", 1.0),
            ("  1.5", 1.5),
            (" \t\n1.5abc", 1.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("-.5", -0.5),
            ("+1.5", 1.5),
            ("1e5", 1e5),
            ("1e+5", 1e5),
            ("1E-2x", 0.01),
            ("Infinity", f64::INFINITY),
            ("-Infinityx", f64::NEG_INFINITY),
            ("0x10", 0.0),
            ("1,5", 1.0),
            ("1e400", f64::INFINITY),
            ("1e-400", 0.0),
            ("1_000", 1.0),
        ] {
            assert_eq!(parse_float_prefix(text), expected, "{text}");
        }
        for text in [
            "", "abc", "inf", "nan", "NaN", "--1", "e5", ".", "-", "- 1", "é1", "1e", "1e+",
            "1.5.5", "1-2", "1+",
        ] {
            assert!(parse_float_prefix(text).is_nan(), "{text}");
        }
    }
}
