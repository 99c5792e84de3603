//! The conditions of `#if` and `#elseif`: values and how they compare. Reading their text is in `conditional.rs`.

use std::cmp::Ordering;

/// What a part of a condition is worth.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Value {
    /// A name that is not defined.
    Undefined,
    Bool(bool),
    Number(f64),
    Text(String),
    Version(Version),
}

/// A semantic version: numbers, then the parts of the pre-release.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Version {
    numbers: [u64; 3],
    pre: Vec<PrePart>,
}

#[derive(Clone, PartialEq, PartialOrd, Debug)]
enum PrePart {
    Number(u64),
    Text(String),
}

impl Version {
    /// `1.2.3`, `1.2.3-rc.1`, `1.2`; build metadata after `+` does not count.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.split('+').next().unwrap_or_default();
        let (core, pre) = match text.split_once('-') {
            Some((core, pre)) => (core, Some(pre)),
            None => (text, None),
        };
        let mut numbers = [0; 3];
        let mut parts = core.split('.');
        for number in &mut numbers {
            if let Some(part) = parts.next() {
                *number = part.trim().parse().ok()?;
            }
        }
        if parts.next().is_some() {
            return None;
        }
        let pre = pre.map_or_else(Vec::new, |pre| {
            pre.split('.')
                .map(|part| match part.parse() {
                    Ok(number) => PrePart::Number(number),
                    Err(_) => PrePart::Text(part.to_owned()),
                })
                .collect()
        });
        Some(Self { numbers, pre })
    }

    fn compare(&self, other: &Self) -> Option<Ordering> {
        let pre = match (self.pre.is_empty(), other.pre.is_empty()) {
            (true, true) => Some(Ordering::Equal),
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            (false, false) => self.pre.partial_cmp(&other.pre),
        };
        Some(self.numbers.cmp(&other.numbers).then(pre?))
    }
}

/// Comparisons and connectives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Operator {
    /// Binds tighter than what has a smaller number.
    pub(super) fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessEqual
            | Self::Greater
            | Self::GreaterEqual => 3,
        }
    }

    pub(super) fn apply(self, left: &Value, right: &Value) -> Value {
        let ordering = left.compare(right);
        let holds = |test: fn(Ordering) -> bool| ordering.is_some_and(test);
        Value::Bool(match self {
            Self::Or => left.holds() || right.holds(),
            Self::And => left.holds() && right.holds(),
            Self::Equal => holds(Ordering::is_eq),
            Self::NotEqual => !holds(Ordering::is_eq),
            Self::Less => holds(Ordering::is_lt),
            Self::LessEqual => holds(Ordering::is_le),
            Self::Greater => holds(Ordering::is_gt),
            Self::GreaterEqual => holds(Ordering::is_ge),
        })
    }
}

impl Value {
    /// Whether a branch with this condition exists.
    pub(super) fn holds(&self) -> bool {
        match self {
            Self::Undefined => false,
            Self::Bool(value) => *value,
            Self::Number(value) => *value != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::Version(_) => true,
        }
    }

    fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.partial_cmp(b),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            (Self::Version(a), Self::Version(b)) => a.compare(b),
            (Self::Text(a), Self::Number(b)) => a.parse::<f64>().ok()?.partial_cmp(b),
            (Self::Number(a), Self::Text(b)) => a.partial_cmp(&b.parse::<f64>().ok()?),
            (Self::Text(a), Self::Version(b)) => Version::parse(a)?.compare(b),
            (Self::Version(a), Self::Text(b)) => a.compare(&Version::parse(b)?),
            (Self::Undefined | Self::Bool(_), _)
            | (_, Self::Undefined | Self::Bool(_))
            | (Self::Number(_), Self::Version(_))
            | (Self::Version(_), Self::Number(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Value {
        Value::Version(Version::parse(text).unwrap())
    }

    #[test]
    fn versions_compare_by_number_and_then_by_pre_release() {
        let less = |a: &str, b: &str| {
            assert_eq!(
                Operator::Less.apply(&version(a), &version(b)),
                Value::Bool(true),
                "{a} < {b}"
            );
        };
        less("4.2.5", "4.3.0");
        less("4.9.0", "4.10.0");
        less("4.3.0-rc.1", "4.3.0");
        less("4.3.0-alpha", "4.3.0-beta");
    }

    #[test]
    fn nothing_compares_with_what_is_not_defined() {
        let one = Value::Number(1.0);
        assert!(!Operator::Less.apply(&Value::Undefined, &one).holds());
        assert!(
            !Operator::GreaterEqual
                .apply(&Value::Undefined, &one)
                .holds()
        );
    }
}
