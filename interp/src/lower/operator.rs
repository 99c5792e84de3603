//! Operators, and conditions that jump.

use super::expression;
use super::function::{Code, Register};
use crate::code::Op;
use crate::code::assembler::Label;
use hx2rs_compiler::hir::{
    BinaryOp, Comparison, Const, Conversion, DynamicOp, Equality, Expr, ExprId, UnaryOp,
};
use hx2rs_heap::Kind;

impl Code<'_, '_> {
    pub(super) fn unary(&mut self, op: UnaryOp, operand: Register, to: Register) {
        let op = match op {
            UnaryOp::IntNegate => Op::NegateInt,
            UnaryOp::FloatNegate => Op::NegateFloat,
            UnaryOp::IntNot => Op::NotInt,
            UnaryOp::BoolNot => Op::NotBool,
        };
        self.asm.emit(op, to, operand, 0);
    }

    /// An Int constant that fits into an operand.
    fn small_constant(&self, expr: ExprId) -> Option<i16> {
        if let Expr::Const(Const::Int(value)) = self.expr(expr) {
            return i16::try_from(*value).ok();
        }
        None
    }

    /// The number of a Float constant, where it fits into an operand. Int constants that are wanted as a Float are ones.
    fn float_operand(&mut self, expr: ExprId, negated: bool) -> Option<u16> {
        let value = if let Expr::Const(Const::Float(bits)) = self.expr(expr) {
            f64::from_bits(*bits)
        } else if let Expr::Convert {
            kind: Conversion::IntToFloat,
            operand,
        } = self.expr(expr)
            && let Expr::Const(Const::Int(value)) = self.expr(*operand)
        {
            f64::from(*value)
        } else {
            return None;
        };
        let value = if negated { -value } else { value };
        u16::try_from(self.float_number(value)).ok()
    }

    /// The operation of an operator with a Float constant behind it, and the constant's number.
    fn float_operation(&mut self, op: BinaryOp, right: ExprId) -> Option<(Op, u16)> {
        let operations = [
            (BinaryOp::FloatAdd, Op::AddFloatConstant),
            // `x - c` is `x + -c` for all numbers, zeros included.
            (BinaryOp::FloatSubtract, Op::AddFloatConstant),
            (BinaryOp::FloatMultiply, Op::MultiplyFloatConstant),
            (BinaryOp::FloatDivide, Op::DivideFloatConstant),
        ];
        let (_, operation) = operations.iter().find(|(own, _)| *own == op)?;
        let constant = self.float_operand(right, op == BinaryOp::FloatSubtract)?;
        Some((*operation, constant))
    }

    pub(super) fn binary(
        &mut self,
        expr: ExprId,
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
        to: Register,
    ) {
        let constant = self.small_constant(right);
        let constant = if op == BinaryOp::IntAdd {
            constant
        } else if op == BinaryOp::IntSubtract {
            constant.and_then(i16::checked_neg)
        } else {
            None
        };
        if let Some(constant) = constant {
            let left = self.operand(left, &[]);
            self.asm.emit(Op::AddIntConstant, to, left, constant as u16);
            return;
        }
        if let Some((op, constant)) = self.float_operation(op, right) {
            let left = self.operand(left, &[]);
            self.asm.emit(op, to, left, constant);
            return;
        }
        if matches!(op, BinaryOp::FloatAdd | BinaryOp::FloatMultiply)
            && let Some((op, constant)) = self.float_operation(op, left)
        {
            let right = self.operand(right, &[]);
            self.asm.emit(op, to, right, constant);
            return;
        }
        if let BinaryOp::Equal(Equality::Null) | BinaryOp::NotEqual(Equality::Null) = op {
            let operand = self.any_borrowed(left, &[]);
            self.asm.emit(Op::IsNull, to, operand, 0);
            if matches!(op, BinaryOp::NotEqual(_)) {
                self.asm.emit(Op::NotBool, to, to, 0);
            }
            return;
        }
        let is_any = matches!(
            op,
            BinaryOp::Equal(
                Equality::Nullable | Equality::Dynamic | Equality::Function | Equality::Enum
            ) | BinaryOp::NotEqual(
                Equality::Nullable | Equality::Dynamic | Equality::Function | Equality::Enum
            ) | BinaryOp::Dynamic(_)
                | BinaryOp::DynamicCompare(_)
        );
        let (a, b) = if is_any {
            (
                self.any_operand(left, &[right]),
                self.any_operand(right, &[]),
            )
        } else {
            (self.borrowed(left, &[right]), self.borrowed(right, &[]))
        };
        self.at(expr);
        self.apply(op, a, b, to);
    }

    fn any_borrowed(&mut self, expr: ExprId, later: &[ExprId]) -> Register {
        if self.kind_of(expr).counts() {
            return self.borrowed(expr, later);
        }
        self.any_operand(expr, later)
    }

    /// The operation on registers that have the kinds that it names.
    pub(super) fn apply(&mut self, op: BinaryOp, left: Register, right: Register, to: Register) {
        let simple = match op {
            BinaryOp::IntAdd => Op::AddInt,
            BinaryOp::IntSubtract => Op::SubtractInt,
            BinaryOp::IntMultiply => Op::MultiplyInt,
            BinaryOp::IntModulo => Op::ModuloInt,
            BinaryOp::IntAnd => Op::AndInt,
            BinaryOp::IntOr => Op::OrInt,
            BinaryOp::IntXor => Op::XorInt,
            BinaryOp::IntShiftLeft => Op::ShiftLeft,
            BinaryOp::IntShiftRight => Op::ShiftRight,
            BinaryOp::IntShiftRightUnsigned => Op::ShiftRightUnsigned,
            BinaryOp::FloatAdd => Op::AddFloat,
            BinaryOp::FloatSubtract => Op::SubtractFloat,
            BinaryOp::FloatMultiply => Op::MultiplyFloat,
            BinaryOp::FloatDivide => Op::DivideFloat,
            BinaryOp::FloatModulo => Op::ModuloFloat,
            BinaryOp::IntCompare(comparison) => {
                let (op, swap) = match comparison {
                    Comparison::Less => (Op::LessInt, false),
                    Comparison::LessOrEqual => (Op::LessOrEqualInt, false),
                    Comparison::Greater => (Op::LessInt, true),
                    Comparison::GreaterOrEqual => (Op::LessOrEqualInt, true),
                };
                self.ordered(op, left, right, to, swap);
                return;
            }
            BinaryOp::FloatCompare(comparison) => {
                let (op, swap) = match comparison {
                    Comparison::Less => (Op::LessFloat, false),
                    Comparison::LessOrEqual => (Op::LessOrEqualFloat, false),
                    Comparison::Greater => (Op::LessFloat, true),
                    Comparison::GreaterOrEqual => (Op::LessOrEqualFloat, true),
                };
                self.ordered(op, left, right, to, swap);
                return;
            }
            BinaryOp::StringCompare(comparison) => {
                let mark = self.mark();
                let (order, zero) = (self.fresh(), self.fresh());
                self.asm.emit(Op::CompareText, order, left, right);
                self.asm.emit_wide(Op::LoadInt, zero, 0);
                self.apply(BinaryOp::IntCompare(comparison), order, zero, to);
                self.release_to(mark);
                return;
            }
            BinaryOp::Dynamic(op) => match op {
                DynamicOp::Add => Op::AddAny,
                DynamicOp::Subtract => Op::SubtractAny,
                DynamicOp::Multiply => Op::MultiplyAny,
                DynamicOp::Divide => Op::DivideAny,
                DynamicOp::Modulo => Op::ModuloAny,
            },
            BinaryOp::DynamicCompare(comparison) => {
                let (op, swap) = match comparison {
                    Comparison::Less => (Op::LessAny, false),
                    Comparison::LessOrEqual => (Op::LessOrEqualAny, false),
                    Comparison::Greater => (Op::LessAny, true),
                    Comparison::GreaterOrEqual => (Op::LessOrEqualAny, true),
                };
                self.ordered(op, left, right, to, swap);
                return;
            }
            BinaryOp::Equal(equality) => equality_op(equality),
            BinaryOp::NotEqual(equality) => {
                self.asm.emit(equality_op(equality), to, left, right);
                self.asm.emit(Op::NotBool, to, to, 0);
                return;
            }
        };
        self.asm.emit(simple, to, left, right);
    }

    fn ordered(&mut self, op: Op, left: Register, right: Register, to: Register, swap: bool) {
        let (left, right) = if swap { (right, left) } else { (left, right) };
        self.asm.emit(op, to, left, right);
    }

    /// Jumps if a condition is `wanted`, else goes on. Nothing is held afterwards that was not before.
    pub(super) fn jump_if(&mut self, condition: ExprId, wanted: bool, target: Label) {
        let mark = self.mark();
        let test = self.expr(condition);
        if let Expr::Const(Const::Bool(value)) = test {
            if *value == wanted {
                self.asm.jump(Op::Jump, 0, target);
            }
            return;
        }
        if let Expr::Unary {
            op: UnaryOp::BoolNot,
            operand,
        } = test
        {
            self.jump_if(*operand, !wanted, target);
            return;
        }
        // `left || right` is wanted to be false as `left && right` is wanted to be true, with the parts turned.
        if let Expr::And { left, right } = test {
            self.jump_both(*left, *right, true, wanted, target);
            return;
        }
        if let Expr::Or { left, right } = test {
            self.jump_both(*left, *right, false, !wanted, target);
            return;
        }
        if let Expr::Binary { op, left, right } = test
            && self.jump_compare(condition, *op, *left, *right, wanted, target)
        {
            return;
        }
        let register = match self.in_place(condition, &[]) {
            Some(register) => register,
            None => {
                let register = self.fresh();
                self.evaluate(condition, register);
                register
            }
        };
        let op = if wanted { Op::JumpIf } else { Op::JumpIfNot };
        self.asm.jump(op, register, target);
        self.release_to(mark);
    }

    /// Jumps if it is `wanted` that both parts are `part`.
    fn jump_both(&mut self, left: ExprId, right: ExprId, part: bool, wanted: bool, target: Label) {
        if wanted {
            let end = self.asm.label();
            self.jump_if(left, !part, end);
            self.jump_if(right, part, target);
            self.asm.bind(end);
        } else {
            self.jump_if(left, !part, target);
            self.jump_if(right, !part, target);
        }
    }

    /// Comparisons that jump by themselves. `false`: this one does not.
    fn jump_compare(
        &mut self,
        condition: ExprId,
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
        wanted: bool,
        target: Label,
    ) -> bool {
        let mark = self.mark();
        if let BinaryOp::Equal(Equality::Null) | BinaryOp::NotEqual(Equality::Null) = op {
            if !self.kind_of(left).counts() {
                return false;
            }
            let operand = self.borrowed(left, &[]);
            let on_null = matches!(op, BinaryOp::Equal(_)) == wanted;
            let op = if on_null {
                Op::JumpIfNull
            } else {
                Op::JumpIfNotNull
            };
            if self.holds_since(mark) {
                // The jump has to leave the held operand behind on both ways.
                let flag = self.fresh();
                self.asm.emit(Op::IsNull, flag, operand, 0);
                self.release_keeping(mark, flag);
                let op = if on_null { Op::JumpIf } else { Op::JumpIfNot };
                self.asm.jump(op, flag, target);
            } else {
                self.asm.jump(op, operand, target);
            }
            self.release_to(mark);
            return true;
        }
        let Some((jump, constant_jump, swap)) = compare_ops(op, wanted) else {
            return false;
        };
        if let (Some(constant), Some(jump)) = (self.small_constant(right), constant_jump) {
            let left = self.operand(left, &[]);
            self.asm.branch(jump, left, constant as u16, target);
            self.release_to(mark);
            return true;
        }
        if let Some(jump) = float_jump(op, wanted)
            && let Some(constant) = self.float_operand(right, false)
        {
            let left = self.operand(left, &[]);
            self.asm.branch(jump, left, constant, target);
            self.release_to(mark);
            return true;
        }
        let a = self.operand(left, &[right]);
        let b = self.operand(right, &[]);
        if self.holds_since(mark) {
            // References that are held: compare first, let go, then jump.
            let flag = self.fresh();
            self.at(condition);
            self.apply(op, a, b, flag);
            self.release_keeping(mark, flag);
            let jump = if wanted { Op::JumpIf } else { Op::JumpIfNot };
            self.asm.jump(jump, flag, target);
        } else {
            let (a, b) = if swap { (b, a) } else { (a, b) };
            self.asm.branch(jump, a, b, target);
        }
        self.release_to(mark);
        true
    }

    /// Releases what is held since the mark while a raw register above it stays readable for the next instruction.
    fn release_keeping(&mut self, mark: super::function::Mark, _flag: Register) {
        self.release_to(mark);
    }

    /// `left ?? right`
    pub(super) fn coalesce(&mut self, expr: ExprId, left: ExprId, right: ExprId, to: Register) {
        let (ty, kind) = (self.ty(expr), self.kind_of(expr));
        let (otherwise, end) = (self.asm.label(), self.asm.label());
        let from = self.kind_of(left);
        // In a register of its own: `to` may have to change its kind.
        let value = self.fresh();
        self.evaluate(left, value);
        self.asm.jump(Op::JumpIfNull, value, otherwise);
        self.convert(value, from, kind, ty);
        self.asm.emit(Op::Move, to, value, 0);
        self.asm.jump(Op::Jump, 0, end);
        self.asm.bind(otherwise);
        let from = self.kind_of(right);
        self.evaluate(right, to);
        self.convert(to, from, kind, ty);
        self.asm.bind(end);
    }

    /// Reads an element of an array that is in a register.
    pub(super) fn element(&mut self, array: Register, index: Register, kind: Kind, to: Register) {
        let (op, _) = expression::element_ops(kind);
        self.asm.emit(op, to, array, index);
    }
}

fn equality_op(equality: Equality) -> Op {
    match equality {
        Equality::Int => Op::EqualInt,
        Equality::Float => Op::EqualFloat,
        Equality::Bool => Op::EqualBool,
        Equality::String => Op::EqualText,
        Equality::Reference => Op::EqualRef,
        Equality::Function
        | Equality::Enum
        | Equality::Nullable
        | Equality::Dynamic
        | Equality::Null => Op::EqualAny,
    }
}

/// The operation that jumps on a comparison with a Float constant on the right.
fn float_jump(op: BinaryOp, wanted: bool) -> Option<Op> {
    let BinaryOp::FloatCompare(comparison) = op else {
        return None;
    };
    match (comparison, wanted) {
        (Comparison::Less, true) => Some(Op::JumpLessFloatConstant),
        (Comparison::Less, false) => Some(Op::JumpNotLessFloatConstant),
        (Comparison::Greater, true) => Some(Op::JumpGreaterFloatConstant),
        (Comparison::Greater, false) => Some(Op::JumpNotGreaterFloatConstant),
        (Comparison::LessOrEqual | Comparison::GreaterOrEqual, _) => None,
    }
}

/// The operations that jump on a comparison: with a register, with a constant on the right, and whether the registers
/// are to be swapped.
fn compare_ops(op: BinaryOp, wanted: bool) -> Option<(Op, Option<Op>, bool)> {
    use Comparison::{Greater, GreaterOrEqual, Less, LessOrEqual};
    if let BinaryOp::IntCompare(comparison) = op {
        let comparison = match (comparison, wanted) {
            (comparison, true) => comparison,
            (Less, false) => GreaterOrEqual,
            (LessOrEqual, false) => Greater,
            (Greater, false) => LessOrEqual,
            (GreaterOrEqual, false) => Less,
        };
        let (jump, constant, swap) = match comparison {
            Less => (Op::JumpLessInt, Op::JumpLessIntConstant, false),
            LessOrEqual => (
                Op::JumpLessOrEqualInt,
                Op::JumpLessOrEqualIntConstant,
                false,
            ),
            Greater => (Op::JumpLessInt, Op::JumpGreaterIntConstant, true),
            GreaterOrEqual => (
                Op::JumpLessOrEqualInt,
                Op::JumpGreaterOrEqualIntConstant,
                true,
            ),
        };
        return Some((jump, Some(constant), swap));
    }
    if let BinaryOp::FloatCompare(comparison) = op {
        let (jump, swap) = match (comparison, wanted) {
            (Less, true) => (Op::JumpLessFloat, false),
            (Less, false) => (Op::JumpNotLessFloat, false),
            (LessOrEqual, true) => (Op::JumpLessOrEqualFloat, false),
            (LessOrEqual, false) => (Op::JumpNotLessOrEqualFloat, false),
            (Greater, true) => (Op::JumpLessFloat, true),
            (Greater, false) => (Op::JumpNotLessFloat, true),
            (GreaterOrEqual, true) => (Op::JumpLessOrEqualFloat, true),
            (GreaterOrEqual, false) => (Op::JumpNotLessOrEqualFloat, true),
        };
        return Some((jump, None, swap));
    }
    let (BinaryOp::Equal(equality) | BinaryOp::NotEqual(equality)) = op else {
        return None;
    };
    let equal = matches!(op, BinaryOp::Equal(_)) == wanted;
    match (equality, equal) {
        (Equality::Int, true) => Some((Op::JumpEqualInt, Some(Op::JumpEqualIntConstant), false)),
        (Equality::Int, false) => Some((
            Op::JumpNotEqualInt,
            Some(Op::JumpNotEqualIntConstant),
            false,
        )),
        (Equality::Float, true) => Some((Op::JumpEqualFloat, None, false)),
        (Equality::Float, false) => Some((Op::JumpNotEqualFloat, None, false)),
        (Equality::Reference, true) => Some((Op::JumpEqualRef, None, false)),
        (Equality::Reference, false) => Some((Op::JumpNotEqualRef, None, false)),
        (
            Equality::Bool
            | Equality::String
            | Equality::Function
            | Equality::Enum
            | Equality::Nullable
            | Equality::Dynamic
            | Equality::Null,
            _,
        ) => None,
    }
}
