//! Operators. Ints wrap; comparison of references is by identity.

use super::{Context, Hold, Value};
use crate::code::{self, Code, Level};
use crate::marks::code;
use crate::represent::Repr;
use crate::world::Bound;
use hx2rs_compiler::hir::{
    BinaryOp, Comparison, Const, DynamicOp, Expr, ExprId, Ty, TyKind, UnaryOp,
};
use hx2rs_compiler::mir::constant::{self, Constant};
use proc_macro2::TokenStream;

impl Context<'_> {
    /// A unary operation.
    pub(crate) fn unary(&mut self, expr: ExprId, op: UnaryOp, operand: ExprId) -> Value {
        let repr = self.natural(expr);
        if let Some(value) = self.bool_constant(expr) {
            return Value::new(code::bool(value), repr);
        }
        let code = match op {
            UnaryOp::IntNegate => match self.int_constant(operand) {
                Some(value) => code::int(value.wrapping_neg()),
                None => self.int_receiver(operand).method("wrapping_neg", &[]),
            },
            UnaryOp::FloatNegate => self.plain(operand).negate(),
            UnaryOp::IntNot => self.plain(operand).not(),
            UnaryOp::BoolNot => self.negated(operand),
        };
        Value::new(code, repr)
    }

    /// An operand of a basic type.
    pub(crate) fn plain(&mut self, expr: ExprId) -> Code {
        let want = Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        };
        self.owned(expr, want)
    }

    /// The value of a condition that is known while compiling.
    pub(crate) fn bool_constant(&self, expr: ExprId) -> Option<bool> {
        match constant::evaluate(self.body, expr, &|_| None)? {
            Constant::Value(Const::Bool(value)) => Some(value),
            Constant::Value(Const::Null | Const::Int(_) | Const::Float(_) | Const::String(_))
            | Constant::Constructor(_) => None,
        }
    }

    /// The value of a comparison of constants.
    fn bool_constant_of(&self, op: BinaryOp, left: ExprId, right: ExprId) -> Option<bool> {
        let value = |expr: ExprId| match constant::evaluate(self.body, expr, &|_| None)? {
            Constant::Value(value) => Some(value),
            Constant::Constructor(_) => None,
        };
        match constant::binary(op, &value(left)?, &value(right)?)? {
            Const::Bool(value) => Some(value),
            Const::Null | Const::Int(_) | Const::Float(_) | Const::String(_) => None,
        }
    }

    /// Whether it is the constant 0 or 0.0.
    fn is_zero(&self, expr: ExprId) -> bool {
        let constant = constant::evaluate(self.body, expr, &|_| None);
        let zero = Const::Float(0);
        constant.is_some_and(|constant| {
            constant == Constant::Value(Const::Int(0)) || constant == Constant::Value(zero)
        })
    }

    pub(crate) fn int_constant(&self, expr: ExprId) -> Option<i32> {
        if let Expr::Const(Const::Int(value)) = &self.body.exprs[expr] {
            Some(*value)
        } else if let Expr::Binary { op, left, right } = &self.body.exprs[expr] {
            fold(*op, self.int_constant(*left)?, self.int_constant(*right)?)
        } else if let Expr::Unary {
            op: UnaryOp::IntNegate,
            operand,
        } = &self.body.exprs[expr]
        {
            Some(self.int_constant(*operand)?.wrapping_neg())
        } else {
            None
        }
    }

    /// An Int that a method is called on: a literal carries its type.
    fn int_receiver(&mut self, expr: ExprId) -> Code {
        match self.int_constant(expr) {
            Some(value) => code::typed_int(value),
            // `(c ? 3 : 4) - x`: of a choice of literals alone, Rust does not know what kind of number it is.
            None if self.is_choice_of_literals(expr) => {
                let Expr::If {
                    condition,
                    then,
                    otherwise,
                } = self.body.exprs[expr]
                else {
                    return self.plain(expr);
                };
                let mut typed = |this: &mut Self, branch: ExprId| this.int_receiver(branch).tokens;
                Code::block(self.if_with(condition, then, otherwise, &mut typed))
            }
            None => {
                let source = self.source_of_number(expr);
                self.number_sources.insert(source);
                self.plain(expr)
            }
        }
    }

    /// Whether all that an expression can give are literals.
    fn is_choice_of_literals(&self, expr: ExprId) -> bool {
        let Expr::If {
            then,
            otherwise: Some(otherwise),
            ..
        } = &self.body.exprs[expr]
        else {
            return false;
        };
        [then, otherwise].into_iter().all(|branch| {
            self.int_constant(*branch).is_some() || self.is_choice_of_literals(*branch)
        })
    }

    /// A binary operation.
    pub(crate) fn binary(
        &mut self,
        expr: ExprId,
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
    ) -> Value {
        let repr = self.natural(expr);
        if let Some(value) = self.bool_constant_of(op, left, right) {
            return Value::new(code::bool(value), repr);
        }
        let code = if let BinaryOp::Equal(equality) = op {
            self.equality(expr, equality, left, right, true)
        } else if let BinaryOp::NotEqual(equality) = op {
            self.equality(expr, equality, left, right, false)
        } else if let BinaryOp::StringCompare(comparison) = op {
            let literals = [left, right].map(|side| self.literal_text(side).map(code::text));
            let (first, second) = match literals {
                [None, None] | [Some(_), Some(_)] => {
                    (self.text_operand(left), self.text_operand(right))
                }
                [None, Some(text)] => (self.compared_operand(left), text),
                [Some(text), None] => (text, self.compared_operand(right)),
            };
            Code::binary(
                Level::Compare,
                &first,
                comparison_token(comparison),
                &second,
            )
        } else if let BinaryOp::Dynamic(op) = op {
            let want = Repr { null: true, ..repr };
            let left = self.owned(left, want);
            let right = self.owned(right, want);
            let position = code::text(&self.position(expr));
            let code = Code::call(dynamic_function(op), &[left, right, position]);
            return Value::new(code, want);
        } else if let BinaryOp::DynamicCompare(comparison) = op {
            let test = match comparison {
                Comparison::Less => code!(std::cmp::Ordering::is_lt),
                Comparison::LessOrEqual => code!(std::cmp::Ordering::is_le),
                Comparison::Greater => code!(std::cmp::Ordering::is_gt),
                Comparison::GreaterOrEqual => code!(std::cmp::Ordering::is_ge),
            };
            let (left, right) = (self.any_value(left), self.any_value(right));
            let operands = [self.borrowed(&left), self.borrowed(&right)];
            Code::call(code!(hx::order), &operands).method("is_some_and", &[Code::tight(test)])
        } else {
            let receives = is_wrapping(op) || op == BinaryOp::IntModulo;
            let constants = (self.int_constant(left), self.int_constant(right));
            if let (Some(left), Some(right)) = constants
                && let Some(folded) = fold(op, left, right)
            {
                return Value::new(code::int(folded), repr);
            }
            let first = if receives {
                self.int_receiver(left)
            } else {
                self.plain(left)
            };
            let second = self.plain(right);
            if let (BinaryOp::FloatDivide, true, true) =
                (op, self.is_zero(left), self.is_zero(right))
            {
                return Value::new(Code::tight(code!(f64::NAN)), repr);
            }
            arithmetic(op, &first, &second, constants.1)
        };
        Value::new(code, repr)
    }

    /// A string for a comparison with an operator.
    pub(super) fn text_operand(&mut self, expr: ExprId) -> Code {
        let value = self.value(expr);
        let value = self.some(expr, value, "");
        match value.hold {
            Hold::Owned | Hold::Place => value.code,
            Hold::Reference | Hold::Guard => value.code.dereference(),
        }
    }

    /// `Std.int(a / b)` of two Ints is a division of Ints.
    pub(super) fn quotient(&mut self, expr: ExprId) -> Option<Code> {
        let Expr::Binary {
            op: BinaryOp::FloatDivide,
            left,
            right,
        } = self.body.exprs[expr]
        else {
            return None;
        };
        let whole = |expr: ExprId| {
            if let Expr::Convert {
                kind: hx2rs_compiler::hir::Conversion::IntToFloat,
                operand,
            } = self.body.exprs[expr]
            {
                Some(operand)
            } else {
                None
            }
        };
        let left = whole(left)?;
        let right = if let Expr::Const(Const::Float(bits)) = self.body.exprs[right] {
            let value = f64::from_bits(bits);
            let is_whole = value.fract() == 0.0 && value.abs() < f64::from(i32::MAX);
            Err(is_whole.then_some(value as i32)?)
        } else {
            let right = whole(right)?;
            self.int_constant(right).map_or(Ok(right), Err)
        };
        if let Err(0 | -1) = right {
            return None;
        }
        let first = self.plain(left);
        Some(match right {
            Err(1) => first,
            Err(count) => Code::binary(Level::Product, &first, code!(/), &code::int(count)),
            Ok(right) => {
                let second = self.plain(right);
                Code::call(code!(hx::div), &[first, second])
            }
        })
    }

    /// `a ?? b`.
    pub(crate) fn coalesce(&mut self, expr: ExprId, left: ExprId, right: ExprId) -> Value {
        let repr = self.natural(expr);
        if self.body.exprs[left] == Expr::Const(Const::Null) {
            return Value::new(self.owned(right, repr), repr);
        }
        let value = self.value(left);
        if self.world.may_hold_null(value.repr.ty) {
            self.world.need(value.repr.ty, Bound::Null);
            let name = self.fresh_in_block("value");
            let own = self.own(&value);
            let other = self.guarded(|this| this.owned(right, repr));
            let fits = self.fit_null(left, Code::ident(&name), value.repr, repr);
            let code = code!({
                let #name = #own;
                if hx::is_null(&#name) { #other } else { #fits }
            });
            return Value::new(Code::block(code), repr);
        }
        if !value.repr.null {
            return value;
        }
        let left_owned = self.own(&value);
        let simple = matches!(self.body.exprs[right], Expr::Const(_) | Expr::Local(_));
        if repr.null {
            let other = self.guarded(|this| this.owned(right, repr));
            if super::comprehension::leaves(&other.tokens) {
                // A closure would keep the jump to itself.
                let name = self.fresh_in_block("value");
                let name = Code::ident(&name);
                let code = code!(match #left_owned { Some(#name) => Some(#name), None => #other });
                return Value::new(Code::block(code), repr);
            }
            let closure = Code::new(Level::Jump, code!(|| #other));
            return Value::new(left_owned.method("or_else", &[closure]), repr);
        }
        if simple {
            let other = self.owned(right, repr);
            return Value::new(left_owned.method("unwrap_or", &[other]), repr);
        }
        if matches!(&self.body.exprs[right], Expr::Array(list) if list.is_empty()) {
            return Value::new(left_owned.method("unwrap_or_default", &[]), repr);
        }
        let other = self.guarded(|this| this.owned(right, repr));
        let code = code!(match #left_owned { Some(value) => value, None => #other });
        Value::new(Code::block(code), repr)
    }

    /// Whether a type is a bare type parameter.
    pub(crate) fn is_parameter(&self, ty: Ty) -> bool {
        matches!(self.world.bare(ty).kind(), TyKind::Param(_))
    }
}

fn is_wrapping(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::IntAdd
            | BinaryOp::IntSubtract
            | BinaryOp::IntMultiply
            | BinaryOp::IntShiftLeft
            | BinaryOp::IntShiftRight
    )
}

/// The value of an operation of constants, where Rust would see an overflow at compile time.
fn fold(op: BinaryOp, left: i32, right: i32) -> Option<i32> {
    match op {
        BinaryOp::IntAdd => Some(left.wrapping_add(right)),
        BinaryOp::IntSubtract => Some(left.wrapping_sub(right)),
        BinaryOp::IntMultiply => Some(left.wrapping_mul(right)),
        BinaryOp::IntShiftLeft => Some(left.wrapping_shl(right as u32)),
        BinaryOp::IntShiftRight => Some(left.wrapping_shr(right as u32)),
        BinaryOp::IntShiftRightUnsigned => Some((left as u32).wrapping_shr(right as u32) as i32),
        BinaryOp::IntModulo => Some(if right == 0 {
            0
        } else {
            left.wrapping_rem(right)
        }),
        BinaryOp::IntAnd => Some(left & right),
        BinaryOp::IntOr => Some(left | right),
        BinaryOp::IntXor => Some(left ^ right),
        BinaryOp::FloatAdd
        | BinaryOp::FloatSubtract
        | BinaryOp::FloatMultiply
        | BinaryOp::FloatDivide
        | BinaryOp::FloatModulo
        | BinaryOp::IntCompare(_)
        | BinaryOp::FloatCompare(_)
        | BinaryOp::StringCompare(_)
        | BinaryOp::Dynamic(_)
        | BinaryOp::DynamicCompare(_)
        | BinaryOp::Equal(_)
        | BinaryOp::NotEqual(_) => None,
    }
}

/// The function of the prelude that does an operation on values of any type.
fn dynamic_function(op: DynamicOp) -> TokenStream {
    match op {
        DynamicOp::Add => code!(hx::add),
        DynamicOp::Subtract => code!(hx::subtract),
        DynamicOp::Multiply => code!(hx::multiply),
        DynamicOp::Divide => code!(hx::divide),
        DynamicOp::Modulo => code!(hx::modulo),
    }
}

/// An operation on two operands of a basic type; `constant` is the right one, if it is known.
pub(crate) fn arithmetic(op: BinaryOp, left: &Code, right: &Code, constant: Option<i32>) -> Code {
    let method = |name: &str| left.method(name, std::slice::from_ref(right));
    let operator = |level: Level, token: TokenStream| Code::binary(level, left, token, right);
    let in_word = constant.is_some_and(|count| (0..32).contains(&count));
    if let (
        Some(count),
        BinaryOp::IntShiftLeft | BinaryOp::IntShiftRight | BinaryOp::IntShiftRightUnsigned,
        false,
    ) = (constant, op, in_word)
    {
        return arithmetic(op, left, &code::int(count & 31), Some(count & 31));
    }
    match op {
        BinaryOp::IntAdd => method("wrapping_add"),
        BinaryOp::IntSubtract => method("wrapping_sub"),
        BinaryOp::IntMultiply => method("wrapping_mul"),
        BinaryOp::IntModulo => match constant {
            Some(0 | -1) | None => Code::call(code!(hx::rem), &[left.clone(), right.clone()]),
            Some(_) => operator(Level::Product, code!(%)),
        },
        BinaryOp::IntAnd => operator(Level::BitAnd, code!(&)),
        BinaryOp::IntOr => operator(Level::BitOr, code!(|)),
        BinaryOp::IntXor => operator(Level::BitXor, code!(^)),
        BinaryOp::IntShiftLeft if in_word => operator(Level::Shift, code!(<<)),
        BinaryOp::IntShiftRight if in_word => operator(Level::Shift, code!(>>)),
        BinaryOp::IntShiftLeft => left.method("wrapping_shl", &[right.cast(code!(u32))]),
        BinaryOp::IntShiftRight => left.method("wrapping_shr", &[right.cast(code!(u32))]),
        BinaryOp::IntShiftRightUnsigned => {
            let unsigned = left.cast(code!(u32));
            let shifted = if in_word {
                Code::binary(Level::Shift, &unsigned, code!(>>), right)
            } else {
                unsigned.method("wrapping_shr", &[right.cast(code!(u32))])
            };
            shifted.cast(code!(i32))
        }
        BinaryOp::FloatAdd => operator(Level::Sum, code!(+)),
        BinaryOp::FloatSubtract => operator(Level::Sum, code!(-)),
        BinaryOp::FloatMultiply => operator(Level::Product, code!(*)),
        BinaryOp::FloatDivide => operator(Level::Product, code!(/)),
        BinaryOp::FloatModulo => operator(Level::Product, code!(%)),
        BinaryOp::Dynamic(op) => {
            let nowhere = code::text("");
            Code::call(
                dynamic_function(op),
                &[left.clone(), right.clone(), nowhere],
            )
        }
        BinaryOp::IntCompare(comparison)
        | BinaryOp::FloatCompare(comparison)
        | BinaryOp::DynamicCompare(comparison)
        | BinaryOp::StringCompare(comparison) => {
            operator(Level::Compare, comparison_token(comparison))
        }
        BinaryOp::Equal(_) => operator(Level::Compare, code!(==)),
        BinaryOp::NotEqual(_) => operator(Level::Compare, code!(!=)),
    }
}

fn comparison_token(comparison: Comparison) -> TokenStream {
    match comparison {
        Comparison::Less => code!(<),
        Comparison::LessOrEqual => code!(<=),
        Comparison::Greater => code!(>),
        Comparison::GreaterOrEqual => code!(>=),
    }
}
