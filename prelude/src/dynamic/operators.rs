//! Operators of values whose types only the program knows: what they do is decided by what the values are.

use std::cmp::Ordering;
use std::fmt::Write;

use super::Dynamic;
use crate::{Same, Show, Str, fault, show};

/// `a + b`: the sum of two numbers; with a string, the texts of both.
pub fn add(a: Option<Dynamic>, b: Option<Dynamic>, position: &'static str) -> Option<Dynamic> {
    match (a, b) {
        (Some(Dynamic::Int(a)), Some(Dynamic::Int(b))) => Some(Dynamic::Int(a.wrapping_add(b))),
        (Some(Dynamic::Int(a)), Some(Dynamic::Float(b))) => Some(Dynamic::Float(f64::from(a) + b)),
        (Some(Dynamic::Float(a)), Some(Dynamic::Int(b))) => Some(Dynamic::Float(a + f64::from(b))),
        (Some(Dynamic::Float(a)), Some(Dynamic::Float(b))) => Some(Dynamic::Float(a + b)),
        (Some(Dynamic::String(mut a)), b) => {
            let mut text = String::new();
            if b.show(&mut text).is_ok() {
                a += &text;
            }
            Some(Dynamic::String(a))
        }
        (a, Some(Dynamic::String(b))) => {
            let mut text = String::new();
            let written = a.show(&mut text).and_then(|()| text.write_str(&b));
            Some(Dynamic::String(written.map_or(b, |()| Str::from(text))))
        }
        (a, b) => {
            let text = format!("Invalid operation: {} + {}", show(&a), show(&b));
            fault(&text, position)
        }
    }
}

/// How two values compare: numbers by size, strings by code points, false before true, and what is the same
/// is equal. Nothing where neither comes first: with NaN, and for values that have no order.
pub fn order(a: &Option<Dynamic>, b: &Option<Dynamic>) -> Option<Ordering> {
    match (a.as_ref(), b.as_ref()) {
        (Some(Dynamic::Int(a)), Some(Dynamic::Int(b))) => Some(a.cmp(b)),
        (Some(Dynamic::Int(a)), Some(Dynamic::Float(b))) => f64::from(*a).partial_cmp(b),
        (Some(Dynamic::Float(a)), Some(Dynamic::Int(b))) => a.partial_cmp(&f64::from(*b)),
        (Some(Dynamic::Float(a)), Some(Dynamic::Float(b))) => a.partial_cmp(b),
        (Some(Dynamic::Bool(a)), Some(Dynamic::Bool(b))) => Some(a.cmp(b)),
        (Some(Dynamic::String(a)), Some(Dynamic::String(b))) => Some(a.cmp(b)),
        (Some(a), Some(b)) => a.same(b).then_some(Ordering::Equal),
        (None, None) => Some(Ordering::Equal),
        (None, Some(_)) | (Some(_), None) => None,
    }
}
