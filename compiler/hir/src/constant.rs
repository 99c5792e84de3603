//! Constants as written: literals, negative numbers, `null`, whole numbers that are computed from others. What needs names (inline constants) is not here.

use crate::Const;
use hx2rs_syntax::ast::{Ast, BinaryOp, ExprId, ExprKind, NumberSuffix, UnaryOp};
use std::sync::Arc;

/// The value of an expression that is a literal.
pub fn constant(tree: &Ast, expr: ExprId) -> Option<Const> {
    #[allow(clippy::wildcard_enum_match_arm)] // Syntax has fifty forms; these are the literals.
    match tree.expr(expr).kind {
        ExprKind::Null => Some(Const::Null),
        ExprKind::Bool(value) => Some(Const::Bool(value)),
        ExprKind::Int {
            digits,
            suffix: None | Some(NumberSuffix::I32),
        } => int(digits.as_str()).map(Const::Int),
        ExprKind::Int {
            digits,
            suffix: Some(NumberSuffix::F64),
        }
        | ExprKind::Float { digits, .. } => digits.as_str().parse().ok().map(Const::float),
        ExprKind::String { value, .. } => Some(Const::String(Arc::from(value.as_str()))),
        ExprKind::Parenthesis(inner) => constant(tree, inner),
        ExprKind::CheckType { expr, .. } => constant(tree, expr),
        ExprKind::Unary {
            op: UnaryOp::Negate,
            postfix: false,
            operand,
        } => match constant(tree, operand)? {
            Const::Int(value) => Some(Const::Int(value.wrapping_neg())),
            Const::Float(bits) => Some(Const::float(-f64::from_bits(bits))),
            Const::Null | Const::Bool(_) | Const::String(_) => None,
        },
        ExprKind::Unary {
            op: UnaryOp::BitNot,
            postfix: false,
            operand,
        } => match constant(tree, operand)? {
            Const::Int(value) => Some(Const::Int(!value)),
            Const::Null | Const::Bool(_) | Const::Float(_) | Const::String(_) => None,
        },
        ExprKind::Unary {
            op: UnaryOp::Not,
            postfix: false,
            operand,
        } => match constant(tree, operand)? {
            Const::Bool(value) => Some(Const::Bool(!value)),
            Const::Null | Const::Int(_) | Const::Float(_) | Const::String(_) => None,
        },
        ExprKind::Binary {
            op, left, right, ..
        } => match (constant(tree, left)?, constant(tree, right)?) {
            (Const::Int(left), Const::Int(right)) => folded(op, left, right).map(Const::Int),
            _ => None,
        },
        _ => None,
    }
}

/// An operation of two Ints that is an Int.
fn folded(op: BinaryOp, left: i32, right: i32) -> Option<i32> {
    let count = right as u32;
    Some(match op {
        BinaryOp::Add => left.wrapping_add(right),
        BinaryOp::Sub => left.wrapping_sub(right),
        BinaryOp::Mul => left.wrapping_mul(right),
        BinaryOp::Shl => left.wrapping_shl(count),
        BinaryOp::Shr => left.wrapping_shr(count),
        BinaryOp::UShr => (left as u32).wrapping_shr(count) as i32,
        BinaryOp::Or => left | right,
        BinaryOp::And => left & right,
        BinaryOp::Xor => left ^ right,
        BinaryOp::Mod
        | BinaryOp::Div
        | BinaryOp::NullCoalesce
        | BinaryOp::Equal
        | BinaryOp::NotEqual
        | BinaryOp::Greater
        | BinaryOp::Less
        | BinaryOp::GreaterEqual
        | BinaryOp::LessEqual
        | BinaryOp::Interval
        | BinaryOp::BoolAnd
        | BinaryOp::BoolOr
        | BinaryOp::MapArrow
        | BinaryOp::In => return None,
    })
}

/// The value of the digits of an Int literal: decimal ones up to 2147483648 (negated it is the least Int),
/// hexadecimal ones up to 32 bits.
pub fn int(digits: &str) -> Option<i32> {
    let (digits, radix) = match digits.strip_prefix("0x").or(digits.strip_prefix("0X")) {
        Some(rest) => (rest, 16),
        None => (digits, 10),
    };
    let value = u32::from_str_radix(digits, radix).ok()?;
    (radix == 16 || value <= 1 << 31).then_some(value as i32)
}
