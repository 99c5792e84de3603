//! Conversions: between kinds of words, and those that HIR names.

use super::function::{Code, Register};
use crate::code::Op;
use crate::program::RuntimeType;
use hx2rs_compiler::hir::{Conversion, ExprId, Ty};
use hx2rs_heap::Kind;

impl Code<'_, '_> {
    /// Turns the word in a register from one kind into another, as a value of type `ty`. The count, if there is one, goes
    /// along.
    pub(super) fn convert(&mut self, register: Register, from: Kind, to: Kind, ty: Ty) {
        let can_fail = from == Kind::Any && to != Kind::Any;
        if can_fail {
            // What fails keeps its count until the exception releases it.
            self.hold(register);
        }
        self.convert_borrowed(register, from, to, ty);
        if can_fail {
            self.unhold();
        }
    }

    /// As [`Self::convert`], of a word whose count somebody else has.
    pub(super) fn convert_borrowed(&mut self, register: Register, from: Kind, to: Kind, ty: Ty) {
        match (from, to) {
            (Kind::Int, Kind::Int)
            | (Kind::Float, Kind::Float)
            | (Kind::Bool, Kind::Bool)
            | (Kind::Ref, Kind::Ref | Kind::Any)
            | (Kind::Any, Kind::Any) => {}
            (Kind::Int, Kind::Float) => self.asm.emit(Op::IntToFloat, register, register, 0),
            (Kind::Int, Kind::Any) => self.asm.emit(Op::IntToAny, register, register, 0),
            (Kind::Float, Kind::Any) => self.asm.emit(Op::FloatToAny, register, register, 0),
            (Kind::Bool, Kind::Any) => self.asm.emit(Op::BoolToAny, register, register, 0),
            (Kind::Any, Kind::Int) => self.asm.emit(Op::AnyToInt, register, register, 0),
            (Kind::Any, Kind::Float) => self.asm.emit(Op::AnyToFloat, register, register, 0),
            (Kind::Any, Kind::Bool) => self.asm.emit(Op::AnyToBool, register, register, 0),
            (Kind::Any, Kind::Ref) => {
                let number = self.lowering.runtime_type_number(ty);
                self.asm.emit(Op::AnyToRef, register, register, 0);
                self.asm.extra(number);
            }
            // Not between types that unify; by way of `any` it is at least a defined failure.
            (Kind::Int | Kind::Float | Kind::Bool | Kind::Ref, _) => {
                self.convert_borrowed(register, from, Kind::Any, ty);
                self.convert_borrowed(register, Kind::Any, to, ty);
            }
        }
    }

    /// Checks that the word in a register is null or of a type, where its kind does not say it.
    fn check(&mut self, register: Register, kind: Kind, ty: Ty) {
        let wanted = self.lowering.runtime_type(ty);
        match wanted {
            RuntimeType::Anything | RuntimeType::Structure => return,
            RuntimeType::Int
            | RuntimeType::Float
            | RuntimeType::Bool
            | RuntimeType::Text
            | RuntimeType::Int64
            | RuntimeType::Array
            | RuntimeType::Map(_)
            | RuntimeType::Function
            | RuntimeType::Class(_)
            | RuntimeType::Enum(_)
            | RuntimeType::TypeValue => {}
        }
        if kind.counts() {
            self.hold(register);
            let number = self.lowering.runtime_type_number(ty);
            self.asm.emit(Op::CheckAny, register, 0, 0);
            self.asm.extra(number);
            self.unhold();
        }
    }

    /// A number in an `any` as the kind of number that its nullable type says.
    fn number_of_kind(&mut self, register: Register, conversion: Conversion, ty: Ty) {
        match self.lowering.runtime_type(ty) {
            // A checked cast finds out whether there is a fraction.
            RuntimeType::Int if conversion != Conversion::CheckedCast => {
                self.asm.emit(Op::AnyFloatToInt, register, register, 0);
            }
            RuntimeType::Float => self.asm.emit(Op::AnyIntToFloat, register, register, 0),
            RuntimeType::Int
            | RuntimeType::Anything
            | RuntimeType::Structure
            | RuntimeType::Bool
            | RuntimeType::Text
            | RuntimeType::Int64
            | RuntimeType::Array
            | RuntimeType::Map(_)
            | RuntimeType::Function
            | RuntimeType::Class(_)
            | RuntimeType::Enum(_)
            | RuntimeType::TypeValue => {}
        }
    }

    /// A conversion that HIR names.
    pub(super) fn conversion(
        &mut self,
        expr: ExprId,
        kind: Conversion,
        operand: ExprId,
        to: Register,
    ) {
        let (wanted, ty) = (self.kind_of(expr), self.ty(expr));
        let from = match wanted {
            Kind::Any => self.evaluate_any(operand, to),
            Kind::Int | Kind::Float | Kind::Bool | Kind::Ref => {
                self.evaluate(operand, to);
                self.kind_of(operand)
            }
        };
        self.at(expr);
        match kind {
            Conversion::IntToFloat
            | Conversion::ToNull
            | Conversion::FromNull
            | Conversion::Upcast
            | Conversion::ToDynamic
            | Conversion::ToStructure
            | Conversion::FunctionAdapter
            | Conversion::Reinterpret => self.convert(to, from, wanted, ty),
            Conversion::NullIntToFloat => {
                self.convert(to, from, Kind::Any, ty);
                self.asm.emit(Op::AnyIntToFloat, to, to, 0);
                self.convert(to, Kind::Any, wanted, ty);
            }
            Conversion::FromDynamic | Conversion::UncheckedCast | Conversion::CheckedCast => {
                if from == Kind::Any && wanted == Kind::Int && kind == Conversion::CheckedCast {
                    // A Float with a fraction is no Int.
                    self.check(to, from, ty);
                    self.convert(to, from, wanted, ty);
                } else if from == Kind::Any && wanted != Kind::Any {
                    // The change of kind is the check.
                    self.convert(to, from, wanted, ty);
                } else {
                    self.convert(to, from, wanted, ty);
                    if from == Kind::Any && wanted == Kind::Any {
                        self.number_of_kind(to, kind, ty);
                    }
                    self.check(to, wanted, ty);
                }
            }
        }
    }
}
