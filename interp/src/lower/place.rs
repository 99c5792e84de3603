//! Assignments, plain and compound. The parts of the place are evaluated first, then the value.

use super::expression::{element_ops, same_word};
use super::function::{Code, Register};
use crate::code::Op;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::Name;
use hx2rs_compiler::hir::{
    BinaryOp, Const, Expr, ExprId, LocalId, Place, Ty, TyKind, UpdateOp, UpdateResult,
};
use hx2rs_heap::Kind;

/// A place whose parts have been evaluated.
#[derive(Clone, Copy)]
enum Target {
    /// A variable in a register.
    Register(Register),
    /// A slot of a record: a field or a captured variable.
    Slot {
        record: Register,
        slot: u16,
        name: &'static str,
    },
    /// A field by name.
    Named {
        object: Register,
        name: u32,
    },
    Static(u32),
    Element {
        array: Register,
        index: Register,
    },
}

impl Code<'_, '_> {
    /// `place = value`; with `to`, the value goes there as well.
    pub(super) fn assign(
        &mut self,
        expr: ExprId,
        place: &Place,
        value: ExprId,
        to: Option<Register>,
    ) {
        let (target, kind, ty) = self.target(expr, place, &[value]);
        if let Target::Register(register) = target
            && !kind.counts()
            && self.kind_of(value) == kind
            && matches!(
                self.expr(value),
                Expr::Const(_) | Expr::Binary { .. } | Expr::Unary { .. } | Expr::Local(_)
            )
        {
            // These write the register as their last step.
            self.evaluate(value, register);
            if let Some(to) = to {
                self.asm.emit(Op::Move, to, register, 0);
                let (ty, wanted) = (self.ty(expr), self.kind_of(expr));
                self.convert(to, kind, wanted, ty);
            }
            return;
        }
        if to.is_none()
            && same_word(self.kind_of(value), kind)
            && let Some(variable) = self.movable(value)
        {
            self.at(expr);
            self.write_held(target, kind, variable);
            self.gone(variable);
            return;
        }
        if !kind.counts() && self.kind_of(value) == kind {
            let value = self.operand(value, &[]);
            self.at(expr);
            self.give(expr, value, kind, to);
            self.write(target, kind, value);
            return;
        }
        let new = self.fresh();
        self.evaluate_owned(value, new, kind, ty);
        self.at(expr);
        self.give(expr, new, kind, to);
        self.write(target, kind, new);
    }

    /// Writes a value that is held already; the count goes over.
    fn write_held(&mut self, target: Target, kind: Kind, value: Register) {
        match target {
            Target::Slot { record, slot, name } if kind.counts() => {
                self.asm.access(name);
                self.asm.emit(Op::StoreMove, record, slot, value);
            }
            Target::Element { array, index } if kind.counts() => {
                self.asm.access("[]");
                self.asm.emit(element_ops(kind).1, array, index, value);
            }
            Target::Register(_)
            | Target::Static(_)
            | Target::Slot { .. }
            | Target::Element { .. } => self.write(target, kind, value),
            Target::Named { .. } => {
                let copy = self.fresh();
                self.copy(value, copy, kind);
                self.write(target, kind, copy);
                self.asm.emit(Op::Release, value, 0, 0);
            }
        }
    }

    /// Copies the value of an assignment to where it is wanted.
    fn give(&mut self, expr: ExprId, value: Register, kind: Kind, to: Option<Register>) {
        if let Some(to) = to {
            // If the rest fails, nobody reads the copy.
            let (ty, wanted) = (self.ty(expr), self.kind_of(expr));
            self.hold_kind(value, kind);
            self.copy(value, to, kind);
            self.convert(to, kind, wanted, ty);
            if kind.counts() {
                self.unhold();
            }
        }
    }

    /// Evaluates the parts of a place; gives the kind and type of what is stored there.
    fn target(&mut self, expr: ExprId, place: &Place, later: &[ExprId]) -> (Target, Kind, Ty) {
        match place {
            Place::Local(local) => self.local_target(*local),
            Place::Field { object, field } if self.lowering.is_interface(field.owner()) => {
                self.named_target(expr, *object, field.name(), later)
            }
            Place::Field { object, field } => {
                let (slot, kind) = self.lowering.field_slot(*field);
                let record = self.owner(*object, field.owner(), later);
                let name = field.name().as_str();
                if *self.expr(*object) != Expr::This {
                    self.check_before(expr, record, name, later);
                }
                let target = Target::Slot { record, slot, name };
                let ty = self.field_ty(*field);
                (target, kind, ty)
            }
            Place::StructureField { object, field } => {
                self.named_target(expr, *object, *field, later)
            }
            Place::Static(member) => {
                let kind = self.lowering.field_kind(*member);
                let number = self.lowering.static_number(*member);
                let ty = self.field_ty(*member);
                (Target::Static(number), kind, ty)
            }
            Place::Index { array, index } => {
                let ty = self.ty(*array);
                let element = self.lowering.element_type(ty);
                let element = element.unwrap_or_else(|| Ty::new(TyKind::Dynamic(None)));
                let kind = self.lowering.kind(element);
                let mut behind = vec![*index];
                behind.extend_from_slice(later);
                let array = self.borrowed(*array, &behind);
                self.check_before(expr, array, "element", &behind);
                let index = self.operand(*index, later);
                (Target::Element { array, index }, kind, element)
            }
        }
    }

    fn field_ty(&self, field: MemberId) -> Ty {
        self.lowering
            .field_type(field)
            .unwrap_or_else(|| Ty::new(TyKind::Dynamic(None)))
    }

    fn named_target(
        &mut self,
        expr: ExprId,
        object: ExprId,
        field: Name,
        later: &[ExprId],
    ) -> (Target, Kind, Ty) {
        let object = self.operand(object, later);
        self.check_before(expr, object, field.as_str(), later);
        let name = self.lowering.name(field);
        (
            Target::Named { object, name },
            Kind::Any,
            Ty::new(TyKind::Dynamic(None)),
        )
    }

    fn local_target(&mut self, local: LocalId) -> (Target, Kind, Ty) {
        let variable = self.variable(local);
        let ty = self
            .local(local)
            .map_or_else(|| Ty::new(TyKind::Dynamic(None)), |local| local.ty);
        let target = if variable.in_cell {
            Target::Slot {
                record: variable.register,
                slot: 0,
                name: "value",
            }
        } else {
            Target::Register(variable.register)
        };
        (target, variable.kind, ty)
    }

    /// Reads a place into a register that then owns the count.
    fn read(&mut self, target: Target, kind: Kind, to: Register) {
        match target {
            Target::Register(register) => self.copy(register, to, kind),
            Target::Slot { record, slot, name } => {
                self.asm.access(name);
                self.load_slot(to, record, slot, kind, false);
            }
            Target::Named { object, name } => {
                self.asm.emit(Op::NamedGet, to, object, 0);
                self.asm.extra(name);
            }
            Target::Static(number) => {
                let op = match kind {
                    Kind::Int => Op::StaticInt,
                    Kind::Float => Op::StaticFloat,
                    Kind::Bool => Op::StaticBool,
                    Kind::Ref => Op::StaticRef,
                    Kind::Any => Op::StaticAny,
                };
                self.asm.emit_wide(op, to, number);
            }
            Target::Element { array, index } => {
                self.asm.access("[]");
                self.asm.emit(element_ops(kind).0, to, array, index);
            }
        }
    }

    /// Writes an owned value, which is not held, to a place; its count goes over.
    fn write(&mut self, target: Target, kind: Kind, value: Register) {
        match target {
            Target::Register(register) => {
                let op = if kind.counts() { Op::Replace } else { Op::Move };
                self.asm.emit(op, register, value, 0);
            }
            Target::Slot { record, slot, name } => {
                self.asm.access(name);
                if kind.counts() {
                    self.hold(value);
                    self.asm.emit(Op::StoreMove, record, slot, value);
                    self.unhold();
                } else {
                    self.asm.emit(Op::StoreRaw, record, slot, value);
                }
            }
            Target::Named { object, name } => {
                self.hold(value);
                self.asm.emit(Op::NamedSet, object, value, 0);
                self.asm.extra(name);
                self.unhold();
                self.asm.emit(Op::Release, value, 0, 0);
            }
            Target::Static(number) => {
                let op = if kind.counts() {
                    Op::SetStaticMove
                } else {
                    Op::SetStaticRaw
                };
                self.asm.emit_wide(op, value, number);
            }
            Target::Element { array, index } => {
                self.asm.access("[]");
                self.hold_kind(value, kind);
                self.asm.emit(element_ops(kind).1, array, index, value);
                if kind.counts() {
                    self.unhold();
                }
            }
        }
    }

    /// `place op= value`
    pub(super) fn update(
        &mut self,
        expr: ExprId,
        place: &Place,
        op: UpdateOp,
        value: ExprId,
        to: Option<Register>,
    ) {
        let wanted = if let Expr::Update { result, .. } = self.expr(expr) {
            *result
        } else {
            UpdateResult::Unused
        };
        let (target, kind, ty) = self.target(expr, place, &[value]);
        match op {
            UpdateOp::Binary(op) => {
                if !self.update_in_place(expr, target, kind, op, value, wanted, to) {
                    self.update_through(expr, target, kind, ty, op, value, wanted, to);
                }
            }
            UpdateOp::Append => self.append(expr, target, kind, value, wanted, to),
            UpdateOp::Coalesce => self.coalesce_into(expr, target, kind, ty, value, to),
        }
    }

    /// The short forms: an Int or Float variable, and an Int field with a small constant.
    #[allow(clippy::too_many_arguments)] // The parts of one expression.
    fn update_in_place(
        &mut self,
        expr: ExprId,
        target: Target,
        kind: Kind,
        op: BinaryOp,
        value: ExprId,
        wanted: UpdateResult,
        to: Option<Register>,
    ) -> bool {
        if operand_kind(op) != kind {
            return false;
        }
        let constant = match (op, self.expr(value)) {
            (BinaryOp::IntAdd, Expr::Const(Const::Int(value))) => i16::try_from(*value).ok(),
            (BinaryOp::IntSubtract, Expr::Const(Const::Int(value))) => value
                .checked_neg()
                .and_then(|value| i16::try_from(value).ok()),
            _other => None,
        };
        match target {
            Target::Register(register) => {
                if let Expr::Update {
                    place: Place::Local(local),
                    ..
                } = self.expr(expr)
                    && self.writes(value, *local)
                {
                    return false;
                }
                if let (Some(to), UpdateResult::Old) = (to, wanted) {
                    self.asm.emit(Op::Move, to, register, 0);
                }
                match constant {
                    Some(constant) => {
                        self.asm
                            .emit(Op::AddIntConstant, register, register, constant as u16)
                    }
                    None => {
                        let value = self.operand(value, &[]);
                        self.at(expr);
                        self.apply(op, register, value, register);
                    }
                }
                if let (Some(to), UpdateResult::New | UpdateResult::Unused) = (to, wanted) {
                    self.asm.emit(Op::Move, to, register, 0);
                }
                if let Some(to) = to {
                    let (ty, wanted) = (self.ty(expr), self.kind_of(expr));
                    self.convert(to, kind, wanted, ty);
                }
                true
            }
            Target::Slot { record, slot, name } => {
                let (Some(constant), None) = (constant, to) else {
                    return false;
                };
                self.at(expr);
                self.asm.access(name);
                self.asm.emit(Op::AddToField, record, slot, constant as u16);
                true
            }
            Target::Named { .. } | Target::Static(_) | Target::Element { .. } => false,
        }
    }

    /// The general form: read, evaluate, compute, write.
    #[allow(clippy::too_many_arguments)] // The parts of one expression.
    fn update_through(
        &mut self,
        expr: ExprId,
        target: Target,
        kind: Kind,
        ty: Ty,
        op: BinaryOp,
        value: ExprId,
        wanted: UpdateResult,
        to: Option<Register>,
    ) {
        let operand = operand_kind(op);
        let old = self.fresh();
        self.at(expr);
        self.read(target, kind, old);
        let left = if kind == operand {
            old
        } else {
            let left = self.fresh();
            self.asm.emit(Op::Move, left, old, 0);
            self.convert(left, kind, operand, ty);
            left
        };
        let right = self.operand(value, &[]);
        let new = self.fresh();
        self.at(expr);
        self.apply(op, left, right, new);
        if let Some(to) = to {
            let source = match wanted {
                UpdateResult::Old => left,
                UpdateResult::New | UpdateResult::Unused => new,
            };
            self.asm.emit(Op::Move, to, source, 0);
            let (ty, wanted) = (self.ty(expr), self.kind_of(expr));
            self.convert(to, operand, wanted, ty);
        }
        self.convert(new, operand, kind, ty);
        self.write(target, kind, new);
    }

    /// `s += x`: linear in total, so nobody else may hold the string at the moment when it grows.
    fn append(
        &mut self,
        expr: ExprId,
        target: Target,
        kind: Kind,
        value: ExprId,
        wanted: UpdateResult,
        to: Option<Register>,
    ) {
        if let Target::Register(register) = target
            && let Expr::Update {
                place: Place::Local(local),
                ..
            } = self.expr(expr)
            && !self.writes(value, *local)
            && wanted != UpdateResult::Old
        {
            let part = self.fresh();
            self.text_part(value, &[], part);
            self.at(expr);
            self.asm.emit(Op::Append, register, part, 0);
            self.give_text(expr, register, kind, to);
            return;
        }
        // Old value and part stand side by side.
        let (old, part) = (self.fresh(), self.fresh());
        self.at(expr);
        self.read(target, kind, old);
        self.hold(old);
        self.text_part(value, &[], part);
        self.at(expr);
        if let (Some(to), UpdateResult::Old) = (to, wanted) {
            self.copy(old, to, kind);
        }
        match target {
            Target::Slot { record, slot, name } => {
                self.asm.access(name);
                self.asm.emit(Op::AppendField, record, slot, old);
                if let (Some(to), UpdateResult::New | UpdateResult::Unused) = (to, wanted) {
                    self.load_slot(to, record, slot, kind, false);
                }
            }
            Target::Register(_)
            | Target::Named { .. }
            | Target::Static(_)
            | Target::Element { .. } => {
                if let Target::Static(_) | Target::Element { .. } = target {
                    let nothing = self.fresh();
                    self.asm.emit(Op::LoadNull, nothing, 0, 0);
                    self.write(target, kind, nothing);
                }
                self.asm.emit(Op::Append, old, part, 0);
                if let (Some(to), UpdateResult::New | UpdateResult::Unused) = (to, wanted) {
                    self.copy(old, to, kind);
                }
                let new = self.fresh();
                self.asm.emit(Op::Copy, new, old, 0);
                self.write(target, kind, new);
            }
        }
        if let Some(to) = to {
            let (ty, wanted) = (self.ty(expr), self.kind_of(expr));
            self.convert(to, kind, wanted, ty);
        }
    }

    fn give_text(&mut self, expr: ExprId, register: Register, kind: Kind, to: Option<Register>) {
        if let Some(to) = to {
            self.copy(register, to, kind);
            let (ty, wanted) = (self.ty(expr), self.kind_of(expr));
            self.convert(to, kind, wanted, ty);
        }
    }

    /// `x ??= y`
    fn coalesce_into(
        &mut self,
        expr: ExprId,
        target: Target,
        kind: Kind,
        ty: Ty,
        value: ExprId,
        to: Option<Register>,
    ) {
        let (present, end) = (self.asm.label(), self.asm.label());
        let old = self.fresh();
        self.at(expr);
        self.read(target, kind, old);
        self.asm.jump(Op::JumpIfNotNull, old, present);
        let new = self.fresh();
        self.evaluate_as(value, new, kind, ty);
        self.at(expr);
        self.give(expr, new, kind, to);
        self.write(target, kind, new);
        self.asm.jump(Op::Jump, 0, end);
        self.asm.bind(present);
        match to {
            Some(to) => {
                let (ty, wanted) = (self.ty(expr), self.kind_of(expr));
                self.convert(old, kind, wanted, ty);
                self.asm.emit(Op::Move, to, old, 0);
            }
            None => self.asm.emit(Op::Release, old, 0, 0),
        }
        self.asm.bind(end);
    }
}

/// The kind that an operation takes on its left, and gives.
fn operand_kind(op: BinaryOp) -> Kind {
    match op {
        BinaryOp::IntAdd
        | BinaryOp::IntSubtract
        | BinaryOp::IntMultiply
        | BinaryOp::IntModulo
        | BinaryOp::IntAnd
        | BinaryOp::IntOr
        | BinaryOp::IntXor
        | BinaryOp::IntShiftLeft
        | BinaryOp::IntShiftRight
        | BinaryOp::IntShiftRightUnsigned => Kind::Int,
        BinaryOp::FloatAdd
        | BinaryOp::FloatSubtract
        | BinaryOp::FloatMultiply
        | BinaryOp::FloatDivide
        | BinaryOp::FloatModulo => Kind::Float,
        BinaryOp::Dynamic(_) => Kind::Any,
        BinaryOp::IntCompare(_)
        | BinaryOp::FloatCompare(_)
        | BinaryOp::StringCompare(_)
        | BinaryOp::DynamicCompare(_)
        | BinaryOp::Equal(_)
        | BinaryOp::NotEqual(_) => Kind::Bool,
    }
}
