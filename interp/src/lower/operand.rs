//! Values as operands: where they are anyway, borrowed, or in a temporary of their own.

use super::expression::same_word;
use super::function::{Code, Register};
use crate::code::Op;
use crate::program::Shared;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Callee, Const, Conversion, Expr, ExprId, FunctionKind, Place, Ty};
use hx2rs_heap::Kind;
use std::sync::Arc;

impl Code<'_, '_> {
    /// The value of an expression in a register: that of a variable where nothing in `later`, evaluated before the value
    /// is used, can change it; else a temporary that is held.
    pub(super) fn operand(&mut self, expr: ExprId, later: &[ExprId]) -> Register {
        if let Some(register) = self.in_place(expr, later) {
            return register;
        }
        let register = self.fresh();
        if self.lasting(expr, later, register) {
            return register;
        }
        self.evaluate(expr, register);
        let kind = self.kind_of(expr);
        self.hold_kind(register, kind);
        register
    }

    /// Puts a value into a register without counting it, if somebody else keeps it alive until all of `later` has been
    /// evaluated and used: a constant, or a final field of such an object. `false`: nothing has been emitted.
    pub(super) fn lasting(&mut self, expr: ExprId, later: &[ExprId], to: Register) -> bool {
        let bare = self.stripped(expr);
        if let Expr::Const(Const::String(text)) = self.expr(bare) {
            let shared = self.lowering.shared(Shared::Text(Arc::clone(text)));
            self.asm.emit_wide(Op::BorrowShared, to, shared);
            return true;
        }
        let Expr::Field { object, field } = self.expr(bare) else {
            return false;
        };
        let (kind, wanted) = (self.lowering.field_kind(*field), self.kind_of(bare));
        if !same_word(kind, wanted) || !self.is_lasting_field(*object, *field, later) {
            return false;
        }
        let object = match self.in_place(*object, later) {
            Some(register) => register,
            // No further register: those behind may be arguments.
            None => {
                self.lasting(*object, later, to);
                to
            }
        };
        let (slot, kind) = self.lowering.field_slot(*field);
        self.at(bare);
        self.asm.access(field.name().as_str());
        self.load_slot(to, object, slot, kind, true);
        true
    }

    /// Whether a field that counts is never written again while its object lives, and the object lives on its own.
    fn is_lasting_field(&mut self, object: ExprId, field: MemberId, later: &[ExprId]) -> bool {
        let constructs = self.source.is_some_and(|source| {
            let function = self.lowering.program.functions.get(&source.owner.member());
            function.is_none_or(|function| matches!(function.kind, FunctionKind::Constructor))
        });
        if constructs
            || !self.lowering.is_final(field)
            || self.lowering.is_interface(field.owner())
            || self.kind_of(object) != Kind::Ref
            || !self.lowering.field_kind(field).counts()
        {
            return false;
        }
        let bare = self.stripped(object);
        if let Expr::Field { object, field } = self.expr(bare) {
            let kind = self.lowering.field_kind(*field);
            return kind == Kind::Ref && self.is_lasting_field(*object, *field, later);
        }
        self.in_place(object, later).is_some()
    }

    /// As [`Self::operand`], for a value that is only looked into: a field or element is not even counted, if what is
    /// evaluated before its use cannot write it.
    pub(super) fn borrowed(&mut self, expr: ExprId, later: &[ExprId]) -> Register {
        if let Some(register) = self.in_place(expr, later) {
            return register;
        }
        if later.iter().all(|later| self.is_inert(*later)) {
            let bare = self.stripped(expr);
            if let Expr::Field { object, field } = self.expr(bare)
                && !self.lowering.is_interface(field.owner())
            {
                let (slot, kind) = self.lowering.field_slot(*field);
                if kind == Kind::Ref {
                    let register = self.fresh();
                    let object = self.owner(*object, field.owner(), &[]);
                    self.at(expr);
                    self.asm.access(field.name().as_str());
                    self.load_slot(register, object, slot, kind, true);
                    return register;
                }
            }
            if let Expr::Index { array, index } = self.expr(bare)
                && self.kind_of(bare) == Kind::Ref
            {
                let register = self.fresh();
                let array = self.borrowed(*array, &[*index]);
                self.check_before(expr, array, "element", &[*index]);
                let index = self.operand(*index, &[]);
                self.at(expr);
                self.asm.access("[]");
                self.asm.emit(Op::BorrowElement, register, array, index);
                let ty = self.ty(bare);
                self.check_element(register, ty, false);
                return register;
            }
        }
        self.operand(expr, later)
    }

    /// Looks whether an object is null before what comes `later` is evaluated, where somebody could tell: the access
    /// itself looks only behind that.
    pub(super) fn check_before(
        &mut self,
        expr: ExprId,
        object: Register,
        accessed: &'static str,
        later: &[ExprId],
    ) {
        if later.iter().any(|later| self.runs_code(*later)) {
            self.at(expr);
            self.asm.access(accessed);
            self.asm.emit(Op::NullCheck, object, 0, 0);
        }
    }

    /// Whether evaluating an expression does something that can be told from outside.
    fn runs_code(&self, expr: ExprId) -> bool {
        let mut found = false;
        if let Some(source) = self.source {
            source.body.for_each_below(expr, false, &mut |part| {
                let part = &source.body.exprs[part];
                found |= if let Expr::Call { callee, .. } = part {
                    !matches!(callee, Callee::Constructor(_))
                } else {
                    matches!(
                        part,
                        Expr::New { .. }
                            | Expr::Assign { .. }
                            | Expr::Update { .. }
                            | Expr::Throw(_)
                            | Expr::Trace(_)
                            | Expr::Concat(_)
                    )
                };
            });
        }
        found
    }

    /// The object of a field, as an instance of the class that declares it: its type may be a parameter with a constraint.
    pub(super) fn owner(
        &mut self,
        object: ExprId,
        class: hx2rs_compiler::DefId,
        later: &[ExprId],
    ) -> Register {
        let kind = self.kind_of(object);
        if kind == Kind::Ref {
            return self.borrowed(object, later);
        }
        let value = self.operand(object, later);
        let register = self.fresh();
        self.asm.emit(Op::Move, register, value, 0);
        self.convert_borrowed(register, kind, Kind::Ref, super::call::class_type(class));
        register
    }

    /// The register of a variable or `this`, if the expression is one that need not be copied.
    pub(super) fn in_place(&mut self, expr: ExprId, later: &[ExprId]) -> Option<Register> {
        let bare = self.stripped(expr);
        if let Expr::This = self.expr(bare) {
            return self.this;
        }
        let Expr::Local(local) = self.expr(bare) else {
            return None;
        };
        let variable = self.variable(*local);
        if variable.in_cell {
            return None;
        }
        let assigned = self.local(*local).is_some_and(|local| local.assigned);
        if assigned && later.iter().any(|later| self.writes(*later, *local)) {
            return None;
        }
        if variable.owns && later.iter().any(|later| self.moves_away(*later, *local)) {
            return None;
        }
        Some(variable.register)
    }

    /// The expression under conversions that change nothing in a register.
    pub(super) fn stripped(&mut self, expr: ExprId) -> ExprId {
        let mut expr = expr;
        while let Expr::Convert { kind, operand } = self.expr(expr) {
            let (from, to) = (self.kind_of(*operand), self.kind_of(expr));
            let same = from == to || (from == Kind::Ref && to == Kind::Any);
            let free = match kind {
                Conversion::Upcast
                | Conversion::ToStructure
                | Conversion::FunctionAdapter
                | Conversion::Reinterpret
                | Conversion::ToNull
                | Conversion::FromNull
                | Conversion::ToDynamic => same,
                Conversion::IntToFloat
                | Conversion::NullIntToFloat
                | Conversion::UncheckedCast
                | Conversion::CheckedCast
                | Conversion::FromDynamic => false,
            };
            if !free {
                break;
            }
            expr = *operand;
        }
        expr
    }

    /// Whether evaluating an expression may write a variable that is in a register.
    pub(super) fn writes(&self, expr: ExprId, local: hx2rs_compiler::hir::LocalId) -> bool {
        let Some(source) = self.source else {
            return true;
        };
        let mut writes = false;
        source.body.for_each_below(expr, false, &mut |part| {
            if let Some(Place::Local(written)) = source.body.exprs[part].written_place() {
                writes |= *written == local;
            }
        });
        writes
    }

    /// Whether evaluating an expression runs no code of the program and writes nothing.
    pub(super) fn is_inert(&mut self, expr: ExprId) -> bool {
        let inert = self.expr(expr);
        if let Expr::Unary { operand, .. }
        | Expr::Field {
            object: operand, ..
        }
        | Expr::Convert { operand, .. } = inert
        {
            return self.is_inert(*operand);
        }
        if let Expr::Binary { left, right, .. }
        | Expr::Index {
            array: left,
            index: right,
        } = inert
        {
            return self.is_inert(*left) && self.is_inert(*right);
        }
        matches!(
            inert,
            Expr::Const(_) | Expr::Local(_) | Expr::This | Expr::TypeValue(_) | Expr::Static(_)
        )
    }

    /// A value that an instruction is about to keep: the register, and whether its count can be given away, by
    /// [`Self::gone`] behind the instruction. Then it is held until there.
    pub(super) fn kept_operand(&mut self, expr: ExprId, kind: Kind, ty: Ty) -> (Register, bool) {
        let own = self.kind_of(expr);
        if same_word(own, kind) {
            if let Some(variable) = self.movable(expr) {
                return (variable, true);
            }
            if let Some(variable) = self.in_place(expr, &[]) {
                return (variable, false);
            }
        }
        let register = self.fresh();
        self.evaluate_as(expr, register, kind, ty);
        self.hold_kind(register, kind);
        (register, kind.counts())
    }

    /// The value as `any`, in place or held.
    pub(super) fn any_operand(&mut self, expr: ExprId, later: &[ExprId]) -> Register {
        if self.kind_of(expr).counts() {
            return self.operand(expr, later);
        }
        let register = self.fresh();
        let ty = self.ty(expr);
        self.evaluate_as(expr, register, Kind::Any, ty);
        // Never a reference, but whoever reads it as `any` may take it for one.
        register
    }
}
