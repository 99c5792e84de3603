//! Operators of values whose types only the program knows: what they do is decided by what the values are.
//!
//! [`arithmetic`] is what interpreter and emitted programs share. Null counts as 0 there.

use std::cmp::Ordering;
use std::fmt::Write;

use super::Dynamic;
use crate::{Compare, Same, Show, Str, fault, rem, show};

/// A number of either type.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Number {
    /// An Int.
    Int(i32),
    /// A Float.
    Float(f64),
}

impl Number {
    fn float(self) -> f64 {
        match self {
            Self::Int(value) => f64::from(value),
            Self::Float(value) => value,
        }
    }
}

/// An operator of numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}

/// `a op b`: two Ints give an Int, but for `/`.
pub fn arithmetic(operator: Operator, a: Number, b: Number) -> Number {
    if let (Number::Int(a), Number::Int(b)) = (a, b) {
        match operator {
            Operator::Add => return Number::Int(a.wrapping_add(b)),
            Operator::Subtract => return Number::Int(a.wrapping_sub(b)),
            Operator::Multiply => return Number::Int(a.wrapping_mul(b)),
            Operator::Modulo => return Number::Int(rem(a, b)),
            Operator::Divide => {}
        }
    }
    let (a, b) = (a.float(), b.float());
    Number::Float(match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        Operator::Modulo => a % b,
    })
}

/// The message where an operator has nothing to do with its operands.
pub fn invalid_operation(a: &str, operator: Operator, b: &str) -> String {
    let symbol = match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::Modulo => "%",
    };
    format!("Invalid operation: {a} {symbol} {b}")
}

fn number(value: &Option<Dynamic>) -> Option<Number> {
    match value {
        None => Some(Number::Int(0)),
        Some(Dynamic::Int(value)) => Some(Number::Int(*value)),
        Some(Dynamic::Float(value)) => Some(Number::Float(*value)),
        Some(
            Dynamic::Bool(_)
            | Dynamic::String(_)
            | Dynamic::Type(_)
            | Dynamic::Exception(_)
            | Dynamic::Object(_),
        ) => None,
    }
}

fn operate(
    operator: Operator,
    a: &Option<Dynamic>,
    b: &Option<Dynamic>,
    position: &'static str,
) -> Option<Dynamic> {
    let (Some(one), Some(other)) = (number(a), number(b)) else {
        let (a, b) = (show(a).to_string(), show(b).to_string());
        fault(&invalid_operation(&a, operator, &b), position)
    };
    Some(match arithmetic(operator, one, other) {
        Number::Int(value) => Dynamic::Int(value),
        Number::Float(value) => Dynamic::Float(value),
    })
}

/// `a + b`: the sum of two numbers; with a string, the texts of both.
pub fn add(a: Option<Dynamic>, b: Option<Dynamic>, position: &'static str) -> Option<Dynamic> {
    match (a, b) {
        (Some(Dynamic::String(mut a)), b) => {
            let mut text = String::new();
            if b.show_on(&mut text).is_ok() {
                a += &text;
            }
            Some(Dynamic::String(a))
        }
        (a, Some(Dynamic::String(b))) => {
            let mut text = String::new();
            let written = a.show_on(&mut text).and_then(|()| text.write_str(&b));
            Some(Dynamic::String(written.map_or(b, |()| Str::from(text))))
        }
        (a, b) => operate(Operator::Add, &a, &b, position),
    }
}

macro_rules! operators {
    ($($text:literal $name:ident $operator:ident;)*) => {$(
        #[doc = $text]
        pub fn $name(
            a: Option<Dynamic>,
            b: Option<Dynamic>,
            position: &'static str,
        ) -> Option<Dynamic> {
            operate(Operator::$operator, &a, &b, position)
        }
    )*};
}
operators! {
    "`a - b`." subtract Subtract;
    "`a * b`." multiply Multiply;
    "`a / b`." divide Divide;
    "`a % b`." modulo Modulo;
}

/// How two values compare: numbers by size, strings by code points, false before true, and what is the same is equal.
/// Nothing where neither comes first: with NaN, and for values that have no order.
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

/// `Reflect.compare`: 0 for values that have no order.
impl Compare for Dynamic {
    fn compare(&self, other: &Self) -> i32 {
        let order = order(&Some(self.clone()), &Some(other.clone()));
        order.map_or(0, |order| order as i32)
    }
}
