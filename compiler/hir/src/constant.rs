//! Constants as written: literals, negative numbers, `null`. What needs names (inline constants) is not here.

use crate::Const;
use hx2rs_syntax::ast::{Ast, ExprId, ExprKind, NumberSuffix, UnaryOp};
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
            op: UnaryOp::Not,
            postfix: false,
            operand,
        } => match constant(tree, operand)? {
            Const::Bool(value) => Some(Const::Bool(!value)),
            Const::Null | Const::Int(_) | Const::Float(_) | Const::String(_) => None,
        },
        _ => None,
    }
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
