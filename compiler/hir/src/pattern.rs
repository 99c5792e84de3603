//! Patterns of `switch` arms, and constants.

use crate::{ExprId, LocalId, Ty};
use hx2rs_base::{MemberId, Name, typed_id};
use std::sync::Arc;

typed_id! {
    /// A pattern of a body.
    pub struct PatternId = "p"
}

/// A pattern. Names bound by an or-pattern are the same locals in each alternative.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Pattern {
    /// `_`, and `default`.
    Wildcard,
    /// `x`, or `x = inner`.
    Bind {
        /// The variable that receives the value.
        local: LocalId,
        /// What the value has to match as well.
        inner: Option<PatternId>,
    },
    /// A value to be equal to (`==` of the pattern's type); null included.
    Constant(Const),
    /// `Some(p)`: an enum constructor; as many patterns as the constructor has parameters.
    Constructor {
        /// The constructor.
        constructor: MemberId,
        /// Patterns of its parameters.
        arguments: Box<[PatternId]>,
    },
    /// `{x: p}`, by field; of an anonymous structure or of a class instance.
    Structure(Box<[(Name, PatternId)]>),
    /// `[a, b]`: exactly that many elements.
    Array(Box<[PatternId]>),
    /// `a | b`.
    Or(Box<[PatternId]>),
    /// `f(_) => p`: the value goes into `input`, and `value` has to match `inner`.
    Extractor {
        /// Stands for the value in `value`.
        input: LocalId,
        /// The expression.
        value: ExprId,
        /// What its result has to match.
        inner: PatternId,
    },
}

/// One `case` of a switch, in order of the source.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Arm {
    /// What the value has to match; several patterns of one `case` are an [`Pattern::Or`].
    pub pattern: PatternId,
    /// `if (…)`.
    pub guard: Option<ExprId>,
    /// Its value is the value of the switch, if that is used.
    pub body: ExprId,
}

/// A constant.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Const {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// 32 bits.
    Int(i32),
    /// By bits, so that constants can be compared and hashed.
    Float(u64),
    /// Text with escapes resolved.
    String(Arc<str>),
}

impl Const {
    /// A float constant.
    pub fn float(value: f64) -> Self {
        Self::Float(value.to_bits())
    }

    /// The type that the constant has by itself; `None` for null.
    pub fn ty(&self) -> Option<Ty> {
        use crate::TyKind;
        match self {
            Self::Null => None,
            Self::Bool(_) => Some(Ty::new(TyKind::Bool)),
            Self::Int(_) => Some(Ty::new(TyKind::Int)),
            Self::Float(_) => Some(Ty::new(TyKind::Float)),
            Self::String(_) => Some(Ty::string()),
        }
    }
}
