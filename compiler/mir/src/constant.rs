//! Constants: expressions whose value is known while compiling. Only what comes out the same everywhere is evaluated;
//! the text of a Float, for one, is not.

use hx2rs_base::MemberId;
use hx2rs_hir::{
    BinaryOp, Body, Callee, Comparison, Const, Conversion, Equality, Expr, ExprId, UnaryOp,
};

/// A value that Rust can hold in a `const`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Constant {
    /// Null, a number, a text.
    Value(Const),
    /// A constructor without parameters.
    Constructor(MemberId),
}

/// The value of an expression, if it is constant. `statics` are those static variables that are constant.
pub fn evaluate(
    body: &Body,
    expr: ExprId,
    statics: &impl Fn(MemberId) -> Option<Constant>,
) -> Option<Constant> {
    if let Expr::Call {
        callee: Callee::Constructor(constructor),
        arguments,
    } = &body.exprs[expr]
    {
        return arguments
            .is_empty()
            .then_some(Constant::Constructor(*constructor));
    }
    if let Expr::Static(member) = &body.exprs[expr] {
        return statics(*member);
    }
    if let Expr::Convert {
        kind: Conversion::Reinterpret | Conversion::ToNull | Conversion::FromNull,
        operand,
    } = &body.exprs[expr]
    {
        return evaluate(body, *operand, statics);
    }
    value(body, expr, statics).map(Constant::Value)
}

fn value(
    body: &Body,
    expr: ExprId,
    statics: &impl Fn(MemberId) -> Option<Constant>,
) -> Option<Const> {
    let part = |expr: ExprId| match evaluate(body, expr, statics)? {
        Constant::Value(value) => Some(value),
        Constant::Constructor(_) => None,
    };
    if let Expr::Const(constant) = &body.exprs[expr] {
        Some(constant.clone())
    } else if let Expr::Unary { op, operand } = &body.exprs[expr] {
        unary(*op, &part(*operand)?)
    } else if let Expr::Binary { op, left, right } = &body.exprs[expr] {
        binary(*op, &part(*left)?, &part(*right)?)
    } else if let Expr::And { left, right } = &body.exprs[expr] {
        match (part(*left)?, part(*right)?) {
            (Const::Bool(left), Const::Bool(right)) => Some(Const::Bool(left && right)),
            _ => None,
        }
    } else if let Expr::Or { left, right } = &body.exprs[expr] {
        match (part(*left)?, part(*right)?) {
            (Const::Bool(left), Const::Bool(right)) => Some(Const::Bool(left || right)),
            _ => None,
        }
    } else if let Expr::Concat(parts) = &body.exprs[expr] {
        let mut text = String::new();
        for expr in parts {
            text.push_str(&part_text(&part(*expr)?)?);
        }
        Some(Const::String(text.into()))
    } else if let Expr::Convert {
        kind: Conversion::IntToFloat,
        operand,
    } = &body.exprs[expr]
    {
        match part(*operand)? {
            Const::Int(value) => Some(float(f64::from(value))),
            Const::Float(bits) => Some(Const::Float(bits)),
            Const::Null | Const::Bool(_) | Const::String(_) => None,
        }
    } else if let Expr::If {
        condition,
        then,
        otherwise: Some(otherwise),
    } = &body.exprs[expr]
    {
        match part(*condition)? {
            Const::Bool(true) => part(*then),
            Const::Bool(false) => part(*otherwise),
            Const::Null | Const::Int(_) | Const::Float(_) | Const::String(_) => None,
        }
    } else {
        None
    }
}

fn float(value: f64) -> Const {
    Const::Float(value.to_bits())
}

fn part_text(value: &Const) -> Option<String> {
    match value {
        Const::String(text) => Some(text.to_string()),
        Const::Int(value) => Some(value.to_string()),
        Const::Bool(value) => Some(value.to_string()),
        Const::Null => Some("null".to_owned()),
        Const::Float(_) => None,
    }
}

fn unary(op: UnaryOp, operand: &Const) -> Option<Const> {
    match (op, operand) {
        (UnaryOp::IntNegate, Const::Int(value)) => Some(Const::Int(value.wrapping_neg())),
        (UnaryOp::IntNot, Const::Int(value)) => Some(Const::Int(!value)),
        (UnaryOp::FloatNegate, Const::Float(bits)) => Some(float(-f64::from_bits(*bits))),
        (UnaryOp::BoolNot, Const::Bool(value)) => Some(Const::Bool(!value)),
        (
            UnaryOp::IntNegate | UnaryOp::IntNot | UnaryOp::FloatNegate | UnaryOp::BoolNot,
            Const::Null | Const::Bool(_) | Const::Int(_) | Const::Float(_) | Const::String(_),
        ) => None,
    }
}

/// The value of an operation on constants.
pub fn binary(op: BinaryOp, left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Int(left), Const::Int(right)) => ints(op, *left, *right),
        (Const::Float(left), Const::Float(right)) => {
            floats(op, f64::from_bits(*left), f64::from_bits(*right))
        }
        (Const::Bool(left), Const::Bool(right)) => same(op, left == right),
        (Const::String(left), Const::String(right)) => same(op, left == right),
        _ => None,
    }
}

fn same(op: BinaryOp, same: bool) -> Option<Const> {
    if matches!(op, BinaryOp::Equal(Equality::Bool | Equality::String)) {
        Some(Const::Bool(same))
    } else if matches!(op, BinaryOp::NotEqual(Equality::Bool | Equality::String)) {
        Some(Const::Bool(!same))
    } else {
        None
    }
}

fn ints(op: BinaryOp, left: i32, right: i32) -> Option<Const> {
    let count = (right & 31).cast_unsigned();
    let value = match op {
        BinaryOp::IntAdd => left.wrapping_add(right),
        BinaryOp::IntSubtract => left.wrapping_sub(right),
        BinaryOp::IntMultiply => left.wrapping_mul(right),
        BinaryOp::IntModulo => left.checked_rem(right)?,
        BinaryOp::IntAnd => left & right,
        BinaryOp::IntOr => left | right,
        BinaryOp::IntXor => left ^ right,
        BinaryOp::IntShiftLeft => left.wrapping_shl(count),
        BinaryOp::IntShiftRight => left.wrapping_shr(count),
        BinaryOp::IntShiftRightUnsigned => left.cast_unsigned().wrapping_shr(count).cast_signed(),
        BinaryOp::IntCompare(comparison) => {
            return Some(Const::Bool(compares(comparison, &left, &right)));
        }
        BinaryOp::Equal(_) => return Some(Const::Bool(left == right)),
        BinaryOp::NotEqual(_) => return Some(Const::Bool(left != right)),
        BinaryOp::FloatAdd
        | BinaryOp::FloatSubtract
        | BinaryOp::FloatMultiply
        | BinaryOp::FloatDivide
        | BinaryOp::FloatModulo
        | BinaryOp::FloatCompare(_)
        | BinaryOp::StringCompare(_)
        | BinaryOp::Dynamic(_)
        | BinaryOp::DynamicCompare(_) => return None,
    };
    Some(Const::Int(value))
}

fn floats(op: BinaryOp, left: f64, right: f64) -> Option<Const> {
    let value = if op == BinaryOp::FloatAdd {
        left + right
    } else if op == BinaryOp::FloatSubtract {
        left - right
    } else if op == BinaryOp::FloatMultiply {
        left * right
    } else if op == BinaryOp::FloatDivide {
        left / right
    } else if let BinaryOp::FloatCompare(comparison) = op {
        return Some(Const::Bool(compares(comparison, &left, &right)));
    } else {
        return None;
    };
    // What is no number has no literal.
    value.is_finite().then(|| float(value))
}

fn compares<T: PartialOrd>(comparison: Comparison, left: &T, right: &T) -> bool {
    match comparison {
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
    }
}
