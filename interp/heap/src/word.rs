//! Eight-byte words, and `any`: the self-describing ones.
//!
//! Where the static type says what a word is, it is raw: an `i32` in the low half, the bits of an `f64`, 0 or 1, or the
//! address of a cell (0 for null). Where it does not (`Dynamic`, `Null<Int>`, type parameters), it is `any`:
//!
//! | bits | value |
//! |---|---|
//! | 0 | null |
//! | 2, 3 | false, true |
//! | `0000:pppp:pppp:pppp` from 16 on | a reference |
//! | `0002…` to `FFFC…` | the bits of an `f64` plus `0002:0000:0000:0000`; NaN is canonical |
//! | `FFFE:0000:iiii:iiii` | an `i32` |
//!
//! So a reference is the same word as `ref` and as `any`, and one test tells whether an `any` counts.

/// How a slot or register is to be read. Known statically.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// `i32`, zero-extended.
    Int,
    /// `f64`, by bits.
    Float,
    /// 0 or 1.
    Bool,
    /// A reference, or 0 for null.
    Ref,
    /// Self-describing.
    Any,
}

impl Kind {
    /// Whether words of this kind can hold a reference.
    pub fn counts(self) -> bool {
        match self {
            Self::Int | Self::Float | Self::Bool => false,
            Self::Ref | Self::Any => true,
        }
    }
}

/// Eight bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
#[repr(transparent)]
pub struct Word(u64);

const FLOAT_OFFSET: u64 = 0x0002_0000_0000_0000;
const INT_TAG: u64 = 0xFFFE_0000_0000_0000;
const FALSE: u64 = 2;
const TRUE: u64 = 3;
const FIRST_REFERENCE: u64 = 16;
const REFERENCE_END: u64 = 1 << 48;
const CANONICAL_NAN: u64 = 0x7FF8_0000_0000_0000;

/// What an `any` word is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Any {
    /// null
    Null,
    /// Bool
    Bool(bool),
    /// Int
    Int(i32),
    /// Float
    Float(f64),
    /// A reference to a cell.
    Ref(Word),
}

impl Word {
    /// Null: as a reference, as `any`; also 0, 0.0 and false as raw words.
    pub const NULL: Self = Self(0);

    /// A raw Int.
    #[inline]
    pub const fn int(value: i32) -> Self {
        Self(value as u32 as u64)
    }

    /// A raw Float.
    #[inline]
    pub const fn float(value: f64) -> Self {
        Self(value.to_bits())
    }

    /// A raw Bool.
    #[inline]
    pub const fn bool(value: bool) -> Self {
        Self(value as u64)
    }

    /// This word's bits as they stand.
    #[inline]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// A word of these bits. Harmless by itself: who reads it as a reference has to know that it is one.
    #[inline]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// A raw Int's value.
    #[inline]
    pub const fn as_int(self) -> i32 {
        self.0 as i32
    }

    /// A raw Float's value.
    #[inline]
    pub const fn as_float(self) -> f64 {
        f64::from_bits(self.0)
    }

    /// A raw Bool's value.
    #[inline]
    pub const fn as_bool(self) -> bool {
        self.0 != 0
    }

    /// Whether it is null, as a reference or as `any`.
    #[inline]
    pub const fn is_null(self) -> bool {
        self.0 == 0
    }

    /// Whether a `ref` or `any` word is a reference that counts.
    #[inline]
    pub const fn is_reference(self) -> bool {
        self.0.wrapping_sub(FIRST_REFERENCE) < REFERENCE_END - FIRST_REFERENCE
    }

    /// `any` of an Int.
    #[inline]
    pub const fn any_int(value: i32) -> Self {
        Self(INT_TAG | value as u32 as u64)
    }

    /// `any` of a Float.
    #[inline]
    pub const fn any_float(value: f64) -> Self {
        let bits = if value.is_nan() {
            CANONICAL_NAN
        } else {
            value.to_bits()
        };
        Self(bits + FLOAT_OFFSET)
    }

    /// `any` of a Bool.
    #[inline]
    pub const fn any_bool(value: bool) -> Self {
        Self(if value { TRUE } else { FALSE })
    }

    /// The Int in an `any`, if it is one.
    #[inline]
    pub const fn any_as_int(self) -> Option<i32> {
        if self.0 & INT_TAG == INT_TAG {
            Some(self.0 as i32)
        } else {
            None
        }
    }

    /// What an `any` is.
    #[inline]
    pub const fn any(self) -> Any {
        if self.0 & INT_TAG == INT_TAG {
            Any::Int(self.0 as i32)
        } else if self.0 >= FLOAT_OFFSET {
            Any::Float(f64::from_bits(self.0 - FLOAT_OFFSET))
        } else if self.is_reference() {
            Any::Ref(self)
        } else if self.0 == FALSE || self.0 == TRUE {
            Any::Bool(self.0 == TRUE)
        } else {
            Any::Null
        }
    }

    /// A word of `kind` as `any`.
    #[inline]
    pub const fn to_any(self, kind: Kind) -> Self {
        match kind {
            Kind::Int => Self::any_int(self.as_int()),
            Kind::Float => Self::any_float(self.as_float()),
            Kind::Bool => Self::any_bool(self.as_bool()),
            Kind::Ref | Kind::Any => self,
        }
    }

    /// An `any` as a word of `kind`: null gives the default of a basic kind, Int and Float convert into each other
    /// (a Float is cut off towards zero, as `Std.int`). `None` if it is something else.
    #[inline]
    pub const fn any_to(self, kind: Kind) -> Option<Self> {
        match (kind, self.any()) {
            (Kind::Any, _) => Some(self),
            (_, Any::Null) => Some(Self::NULL),
            (Kind::Int, Any::Int(value)) => Some(Self::int(value)),
            (Kind::Int, Any::Float(value)) => Some(Self::int(truncate(value))),
            (Kind::Float, Any::Int(value)) => Some(Self::float(value as f64)),
            (Kind::Float, Any::Float(value)) => Some(Self::float(value)),
            (Kind::Bool, Any::Bool(value)) => Some(Self::bool(value)),
            (Kind::Ref, Any::Ref(word)) => Some(word),
            (Kind::Int | Kind::Float | Kind::Bool | Kind::Ref, _) => None,
        }
    }
}

/// Cut off towards zero; out of range the low 32 bits, and 0 for what is no number.
#[inline]
pub const fn truncate(value: f64) -> i32 {
    if value > -2_147_483_649.0 && value < 2_147_483_648.0 {
        value as i32
    } else if value.is_finite() {
        (value % 4_294_967_296.0) as i64 as i32
    } else {
        0
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_survives_any() {
        for value in [0, 1, -1, i32::MAX, i32::MIN] {
            assert_eq!(Word::any_int(value).any(), Any::Int(value));
            assert_eq!(Word::any_int(value).any_as_int(), Some(value));
            assert!(!Word::any_int(value).is_reference());
        }
        for value in [
            0.0,
            -0.0,
            1.5,
            f64::MIN,
            f64::MAX,
            f64::INFINITY,
            f64::NEG_INFINITY,
            5e-324,
        ] {
            let word = Word::any_float(value);
            assert!(matches!(word.any(), Any::Float(back) if back.to_bits() == value.to_bits()));
            assert_eq!(word.any_as_int(), None);
            assert!(!word.is_reference());
        }
        let nan = Word::any_float(f64::from_bits(u64::MAX));
        assert!(matches!(nan.any(), Any::Float(value) if value.is_nan()));
        assert_eq!(Word::any_bool(true).any(), Any::Bool(true));
        assert_eq!(Word::any_bool(false).any(), Any::Bool(false));
        assert_eq!(Word::NULL.any(), Any::Null);
    }

    #[test]
    fn any_converts_to_kinds() {
        let to = |word: Word, kind| word.any_to(kind);
        assert_eq!(to(Word::NULL, Kind::Int), Some(Word::int(0)));
        assert_eq!(to(Word::any_int(3), Kind::Float), Some(Word::float(3.0)));
        assert_eq!(to(Word::any_float(-2.9), Kind::Int), Some(Word::int(-2)));
        assert_eq!(to(Word::any_int(3), Kind::Bool), None);
        assert_eq!(to(Word::any_bool(true), Kind::Ref), None);
    }
}
