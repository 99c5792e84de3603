//! The walk over expressions: into a register, or for the effect only. Operands are [`super::operand`]'s.

use super::control::Goal;
use super::function::{Code, Register};
use crate::code::Op;
use crate::program::{RuntimeType, Shared};
use hx2rs_compiler::Name;
use hx2rs_compiler::hir::{Const, Conversion, Expr, ExprId, Ty, TyKind};
use hx2rs_heap::Kind;
use std::sync::Arc;

impl Code<'_, '_> {
    /// Evaluates for the effect only.
    pub(super) fn discard(&mut self, expr: ExprId) {
        let mark = self.mark();
        match self.expr(expr) {
            Expr::Let { local, value } => {
                // The variable outlives the statement: its register stays.
                self.let_variable(expr, *local, *value);
                return;
            }
            Expr::Block(parts) => {
                parts.iter().for_each(|part| self.discard(*part));
            }
            Expr::If {
                condition,
                then,
                otherwise,
            } => self.if_else(*condition, *then, *otherwise, Goal::Unused),
            Expr::Switch { value, arms, cover } => {
                self.switch(expr, *value, arms, *cover, Goal::Unused)
            }
            Expr::While {
                condition,
                body,
                first_run,
            } => self.while_loop(*condition, *body, *first_run),
            Expr::ForRange {
                local,
                from,
                to,
                body,
            } => self.for_range(expr, *local, *from, *to, *body),
            Expr::ForArray {
                index,
                local,
                array,
                body,
            } => self.for_array(expr, *index, *local, *array, *body),
            Expr::ForMap {
                key,
                value,
                map,
                body,
            } => self.for_map(expr, *key, *value, *map, *body),
            Expr::Return(value) => self.return_value(*value),
            Expr::Break => self.leave_loop(true),
            Expr::Continue => self.leave_loop(false),
            Expr::Throw(value) => {
                let value = self.any_operand(*value, &[]);
                self.at(expr);
                self.asm.emit(Op::Throw, value, 0, 0);
            }
            Expr::Try { body, catches } => self.try_catch(expr, *body, catches, None),
            Expr::Trace(parts) => self.trace(expr, parts),
            Expr::Assign { place, value } => self.assign(expr, place, *value, None),
            Expr::Update {
                place, op, value, ..
            } => self.update(expr, place, *op, *value, None),
            Expr::Call { callee, arguments } if self.push_only(expr, callee, arguments) => {}
            Expr::Call { callee, arguments } => {
                let register = self.fresh();
                let kind = self.call(expr, callee, arguments, register);
                if kind.counts() && !self.is_void(expr) {
                    self.asm.emit(Op::Release, register, 0, 0);
                }
            }
            Expr::And { left, right } | Expr::Or { left, right } => {
                let end = self.asm.label();
                let wanted = matches!(self.expr(expr), Expr::Or { .. });
                self.jump_if(*left, wanted, end);
                self.discard(*right);
                self.asm.bind(end);
            }
            Expr::Const(_) | Expr::Local(_) | Expr::This | Expr::TypeValue(_) => {}
            Expr::Convert {
                kind:
                    Conversion::Upcast
                    | Conversion::ToNull
                    | Conversion::ToDynamic
                    | Conversion::ToStructure,
                operand,
            } => self.discard(*operand),
            Expr::Error
            | Expr::Field { .. }
            | Expr::StructureField { .. }
            | Expr::Static(_)
            | Expr::Index { .. }
            | Expr::EnumParameter { .. }
            | Expr::New { .. }
            | Expr::Closure(_)
            | Expr::FunctionValue(_)
            | Expr::BoundMethod { .. }
            | Expr::Array(_)
            | Expr::Map(_)
            | Expr::Structure(_)
            | Expr::Concat(_)
            | Expr::Unary { .. }
            | Expr::Binary { .. }
            | Expr::Coalesce { .. }
            | Expr::Convert { .. }
            | Expr::TypeTest { .. } => {
                self.operand(expr, &[]);
            }
        }
        self.release_to(mark);
    }

    pub(super) fn is_void(&self, expr: ExprId) -> bool {
        matches!(self.ty(expr).kind(), TyKind::Void)
    }

    /// Evaluates into a register as a word of another kind than the expression has.
    pub(super) fn evaluate_as(&mut self, expr: ExprId, to: Register, kind: Kind, ty: Ty) {
        let from = match kind {
            Kind::Any => self.evaluate_any(expr, to),
            Kind::Int | Kind::Float | Kind::Bool | Kind::Ref => {
                self.evaluate(expr, to);
                self.kind_of(expr)
            }
        };
        self.convert(to, from, kind, ty);
    }

    /// As [`Self::evaluate_as`]; a variable that is used for the last time gives its count away.
    pub(super) fn evaluate_owned(&mut self, expr: ExprId, to: Register, kind: Kind, ty: Ty) {
        let own = self.kind_of(expr);
        if same_word(own, kind)
            && let Some(variable) = self.movable(expr)
        {
            self.asm.emit(Op::Move, to, variable, 0);
            self.gone(variable);
            return;
        }
        self.evaluate_as(expr, to, kind, ty);
    }

    /// Evaluates into a register that holds nothing, and gives it the count of what it holds then. Temporaries are gone
    /// afterwards.
    pub(super) fn evaluate(&mut self, expr: ExprId, to: Register) {
        let from = self.evaluate_stored(expr, to);
        let (ty, kind) = (self.ty(expr), self.kind_of(expr));
        self.convert(to, from, kind, ty);
    }

    /// As [`Self::evaluate`], for what takes anything: a number out of a place that holds anything stays as it is, and may
    /// be null. Gives the kind.
    pub(super) fn evaluate_any(&mut self, expr: ExprId, to: Register) -> Kind {
        let from = self.evaluate_stored(expr, to);
        let (ty, kind) = (self.ty(expr), self.kind_of(expr));
        if from == Kind::Any && !kind.counts() {
            return from;
        }
        self.convert(to, from, kind, ty);
        kind
    }

    /// As [`Self::evaluate`], with the kind of the place that the value comes from.
    fn evaluate_stored(&mut self, expr: ExprId, to: Register) -> Kind {
        let mark = self.mark();
        let mut stored = self.kind_of(expr);
        match self.expr(expr) {
            Expr::Error => self.asm.emit(Op::LoadNull, to, 0, 0),
            Expr::Const(constant) => {
                let kind = self.kind_of(expr);
                self.constant(constant, to, kind);
            }
            Expr::Local(local) => {
                let variable = self.variable(*local);
                if variable.in_cell {
                    self.load_slot(to, variable.register, 0, variable.kind, false);
                } else {
                    self.copy(variable.register, to, variable.kind);
                }
            }
            Expr::This => match self.this {
                Some(register) => self.copy(register, to, Kind::Ref),
                None => self.asm.emit(Op::LoadNull, to, 0, 0),
            },
            Expr::TypeValue(def) => {
                let shared = self.lowering.type_value(*def);
                self.asm.emit_wide(Op::LoadShared, to, shared);
            }
            // Where a variable of an interface lies is different in each class.
            Expr::Field { object, field } if self.lowering.is_interface(field.owner()) => {
                self.load_by_name(expr, *object, field.name(), to);
                stored = Kind::Any;
            }
            Expr::Field { object, field } => {
                let (slot, kind) = self.lowering.field_slot(*field);
                let object = self.owner(*object, field.owner(), &[]);
                self.at(expr);
                self.asm.access(field.name().as_str());
                self.load_slot(to, object, slot, kind, false);
                stored = kind;
            }
            Expr::StructureField { object, field } => {
                self.load_by_name(expr, *object, *field, to);
                // A field that is gone reads as its type's default, also for what takes anything.
                let ty = self.ty(expr);
                self.convert(to, Kind::Any, stored, ty);
            }
            Expr::Static(member) => {
                let kind = self.lowering.field_kind(*member);
                let number = self.lowering.static_number(*member);
                let op = match kind {
                    Kind::Int => Op::StaticInt,
                    Kind::Float => Op::StaticFloat,
                    Kind::Bool => Op::StaticBool,
                    Kind::Ref => Op::StaticRef,
                    Kind::Any => Op::StaticAny,
                };
                self.asm.emit_wide(op, to, number);
                stored = kind;
            }
            Expr::Index { array, index } => {
                let array = self.borrowed(*array, &[*index]);
                self.check_before(expr, array, "element", &[*index]);
                let index = self.operand(*index, &[]);
                self.at(expr);
                self.asm.access("[]");
                let (op, _) = element_ops(self.kind_of(expr));
                self.asm.emit(op, to, array, index);
                let ty = self.ty(expr);
                self.release_to(mark);
                self.check_element(to, ty, true);
            }
            Expr::EnumParameter {
                value,
                constructor,
                index,
            } => {
                let declared = self.lowering.enum_constructor(*constructor);
                let declared = declared.and_then(|c| c.params.get(*index as usize));
                let kind = match declared {
                    Some(param) => self.lowering.kind(param.ty),
                    None => Kind::Any,
                };
                let value = self.borrowed(*value, &[]);
                self.load_slot(to, value, *index as u16, kind, false);
                stored = kind;
            }
            Expr::Call { callee, arguments } => {
                let result = if self.is_topmost(to) {
                    to
                } else {
                    self.fresh()
                };
                stored = self.call(expr, callee, arguments, result);
                if result != to {
                    self.asm.emit(Op::Move, to, result, 0);
                }
            }
            Expr::New {
                class,
                constructor,
                arguments,
            } => self.new_object(expr, *class, *constructor, arguments, to),
            Expr::Closure(closure) => self.new_closure(expr, *closure, to),
            Expr::FunctionValue(member) => self.function_value(expr, *member, to),
            Expr::BoundMethod { object, method } => self.bind_method(expr, *object, *method, to),
            Expr::Array(items) => self.array_literal(expr, items, to),
            Expr::Map(entries) => self.map_literal(expr, entries, to),
            Expr::Structure(fields) => self.structure_literal(expr, fields, to),
            Expr::Concat(parts) => self.concat(expr, parts, to),
            Expr::Unary { op, operand } => {
                let operand = self.operand(*operand, &[]);
                self.unary(*op, operand, to);
            }
            Expr::Binary { op, left, right } => self.binary(expr, *op, *left, *right, to),
            Expr::And { .. } | Expr::Or { .. } => {
                let (is_false, end) = (self.asm.label(), self.asm.label());
                self.jump_if(expr, false, is_false);
                self.asm.emit(Op::LoadBool, to, 1, 0);
                self.asm.jump(Op::Jump, 0, end);
                self.asm.bind(is_false);
                self.asm.emit(Op::LoadBool, to, 0, 0);
                self.asm.bind(end);
            }
            Expr::Coalesce { left, right } => self.coalesce(expr, *left, *right, to),
            Expr::Convert { kind, operand } => self.conversion(expr, *kind, *operand, to),
            Expr::TypeTest { operand, ty } => {
                let operand = self.any_operand(*operand, &[]);
                let number = self.lowering.runtime_type_number(*ty);
                self.asm.emit(Op::TypeTest, to, operand, 0);
                self.asm.extra(number);
            }
            Expr::Assign { place, value } => self.assign(expr, place, *value, Some(to)),
            Expr::Update {
                place, op, value, ..
            } => self.update(expr, place, *op, *value, Some(to)),
            Expr::Block(parts) => self.block(parts, to),
            Expr::If {
                condition,
                then,
                otherwise,
            } => self.if_else(*condition, *then, *otherwise, Goal::Into(to)),
            Expr::Switch { value, arms, cover } => {
                self.switch(expr, *value, arms, *cover, Goal::Into(to))
            }
            Expr::Try { body, catches } => self.try_catch(expr, *body, catches, Some(to)),
            Expr::Let { .. }
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::ForArray { .. }
            | Expr::ForMap { .. }
            | Expr::Return(_)
            | Expr::Break
            | Expr::Continue
            | Expr::Throw(_)
            | Expr::Trace(_) => {
                self.discard(expr);
                self.default_value(expr, to);
            }
        }
        self.release_to(mark);
        stored
    }

    /// A block as a value: its last part's.
    fn block(&mut self, parts: &[ExprId], to: Register) {
        let Some((last, before)) = parts.split_last() else {
            self.asm.emit(Op::LoadNull, to, 0, 0);
            return;
        };
        before.iter().for_each(|part| self.discard(*part));
        self.evaluate(*last, to);
    }

    /// What stands for a value that nothing reads: of statements, and after something that never ends normally.
    pub(super) fn default_value(&mut self, expr: ExprId, to: Register) {
        let kind = self.kind_of(expr);
        self.default_of(kind, to);
    }

    /// 0, 0.0, false or null.
    pub(super) fn default_of(&mut self, kind: Kind, to: Register) {
        match kind {
            Kind::Int => self.asm.emit_wide(Op::LoadInt, to, 0),
            Kind::Float => self.float_constant(0.0, to),
            Kind::Bool => self.asm.emit(Op::LoadBool, to, 0, 0),
            Kind::Ref | Kind::Any => self.asm.emit(Op::LoadNull, to, 0, 0),
        }
    }

    /// A variable's value for a register that shall own it.
    pub(super) fn copy(&mut self, from: Register, to: Register, kind: Kind) {
        let op = if kind.counts() { Op::Copy } else { Op::Move };
        self.asm.emit(op, to, from, 0);
    }

    /// A constant as a word of a kind.
    pub(super) fn constant(&mut self, constant: &Const, to: Register, kind: Kind) {
        let own = match constant {
            Const::Null => {
                self.default_of(kind, to);
                return;
            }
            Const::Bool(value) => {
                self.asm.emit(Op::LoadBool, to, u16::from(*value), 0);
                Kind::Bool
            }
            Const::Int(value) if kind == Kind::Float => {
                self.float_constant(f64::from(*value), to);
                Kind::Float
            }
            Const::Int(value) => {
                self.asm.emit_wide(Op::LoadInt, to, *value as u32);
                Kind::Int
            }
            Const::Float(bits) => {
                self.float_constant(f64::from_bits(*bits), to);
                Kind::Float
            }
            Const::String(text) => {
                let shared = self.lowering.shared(Shared::Text(Arc::clone(text)));
                self.asm.emit_wide(Op::LoadShared, to, shared);
                Kind::Ref
            }
        };
        let ty = constant
            .ty()
            .unwrap_or_else(|| Ty::new(TyKind::Dynamic(None)));
        self.convert(to, own, kind, ty);
    }

    fn float_constant(&mut self, value: f64, to: Register) {
        let number = self.float_number(value);
        self.asm.emit_wide(Op::LoadFloat, to, number);
    }

    /// The number of a Float in the pool.
    pub(super) fn float_number(&mut self, value: f64) -> u32 {
        let (number, _) = self.lowering.image.floats.insert_full(value.to_bits());
        number as u32
    }

    fn load_by_name(&mut self, expr: ExprId, object: ExprId, field: Name, to: Register) {
        let object = self.operand(object, &[]);
        let name = self.lowering.name(field);
        self.at(expr);
        self.asm.emit(Op::NamedGet, to, object, 0);
        self.asm.extra(name);
    }

    /// After a load of an element, which the register owns or not: an array that has been seen under several types may hold
    /// something else than this type says.
    pub(super) fn check_element(&mut self, register: Register, ty: Ty, owned: bool) {
        if !self.lowering.mixes_elements {
            return;
        }
        if let RuntimeType::Class(_) | RuntimeType::Enum(_) = self.lowering.runtime_type(ty) {
            let number = self.lowering.runtime_type_number(ty);
            if owned {
                self.hold(register);
            }
            self.asm.emit(Op::CheckAny, register, 0, 0);
            self.asm.extra(number);
            if owned {
                self.unhold();
            }
        }
    }

    /// `var x = value;`
    fn let_variable(
        &mut self,
        expr: ExprId,
        local: hx2rs_compiler::hir::LocalId,
        value: Option<ExprId>,
    ) {
        let kind = self.local_kind(local);
        if self.needs_cell(local) {
            // The cell comes first: a local function may capture its own variable.
            self.at(expr);
            let cell = self.fresh();
            self.new_cell(cell, kind);
            self.place_variable(local, cell, kind, true);
            if let Some(value) = value {
                let mark = self.mark();
                let ty = self.ty(value);
                let temporary = self.fresh();
                self.evaluate_as(value, temporary, kind, ty);
                let store = if kind.counts() {
                    Op::StoreMove
                } else {
                    Op::StoreRaw
                };
                self.asm.emit(store, cell, 0, temporary);
                self.release_to(mark);
            }
            return;
        }
        let register = self.fresh();
        match value {
            Some(value) => {
                let ty = self.ty(value);
                self.evaluate_owned(value, register, kind, ty);
            }
            None => self.default_of(kind, register),
        }
        self.hold_kind(register, kind);
        self.place_owner(local, register, kind);
    }

    /// `trace(…)`
    fn trace(&mut self, expr: ExprId, parts: &[ExprId]) {
        let first = match parts {
            [] | [_] => self.text_parts(parts),
            _several => self.traced_parts(parts),
        };
        self.at(expr);
        self.asm.emit(Op::Trace, first, parts.len() as u16, 0);
    }

    /// Strings joined.
    fn concat(&mut self, expr: ExprId, parts: &[ExprId], to: Register) {
        let first = self.text_parts(parts);
        self.at(expr);
        self.asm.emit(Op::Concat, to, first, parts.len() as u16);
    }

    /// The values of all parts first, as the arguments of a call; then their texts in a row of registers.
    fn traced_parts(&mut self, parts: &[ExprId]) -> Register {
        let row: Vec<Register> = parts.iter().map(|_| self.fresh()).collect();
        let mut objects = Vec::new();
        for (at, (part, register)) in parts.iter().zip(&row).enumerate() {
            if self.is_own_text(*part) {
                let later = parts.get(at + 1..).unwrap_or_default();
                self.text_part(*part, later, *register);
            } else {
                let value = self.fresh();
                self.evaluate(*part, value);
                self.hold(value);
                objects.push((*part, *register, value));
            }
        }
        for (part, register, object) in objects {
            let mark = self.mark();
            let (result, value) = (self.fresh(), self.fresh());
            self.asm.emit(Op::Move, value, object, 0);
            self.text_of(part, result, register);
            self.release_to(mark);
            self.hold(register);
        }
        row.first().copied().unwrap_or_default()
    }

    /// Whether a value is put into a text as it is.
    fn is_own_text(&mut self, part: ExprId) -> bool {
        let ty = self.ty(part);
        !self.kind_of(part).counts()
            || matches!(
                self.lowering.runtime_type(ty),
                RuntimeType::Text | RuntimeType::Int64
            )
    }

    /// The text of the value beside `result`.
    fn text_of(&mut self, part: ExprId, result: Register, to: Register) {
        self.at(part);
        self.asm.emit(Op::ToText, result, 0, 0);
        self.asm.emit(Op::Move, to, result, 0);
    }

    /// The values of parts of a text in a row of registers; objects are asked for their text in turn, so that a
    /// `toString` of the program runs as an ordinary call.
    fn text_parts(&mut self, parts: &[ExprId]) -> Register {
        if u16::try_from(parts.len()).is_err() {
            self.lowering.refuse("a text has more than 65,535 parts");
        }
        let row: Vec<Register> = parts.iter().map(|_| self.fresh()).collect();
        for (at, (part, register)) in parts.iter().zip(&row).enumerate() {
            let later = parts.get(at + 1..).unwrap_or_default();
            self.text_part(*part, later, *register);
        }
        row.first().copied().unwrap_or_default()
    }

    /// One part of a text, as `any`: a basic value or string as it is, everything else as its text.
    pub(super) fn text_part(&mut self, part: ExprId, later: &[ExprId], to: Register) {
        let ty = self.ty(part);
        let kind = self.kind_of(part);
        if self.is_own_text(part) {
            if let (true, Some(register)) = (kind.counts(), self.in_place(part, later)) {
                self.asm.emit(Op::Move, to, register, 0);
                return;
            }
            if kind.counts() && self.lasting(part, later, to) {
                return;
            }
            let from = self.evaluate_any(part, to);
            self.convert(to, from, Kind::Any, ty);
            self.hold_kind(to, from);
            return;
        }
        let mark = self.mark();
        let (result, value) = (self.fresh(), self.fresh());
        match self.in_place(part, &[]) {
            Some(register) => self.asm.emit(Op::Move, value, register, 0),
            None => {
                self.evaluate(part, value);
                self.hold(value);
            }
        }
        self.text_of(part, result, to);
        self.release_to(mark);
        self.hold(to);
    }
}

/// Whether a word of a kind is one of another kind as it stands.
pub(super) fn same_word(from: Kind, to: Kind) -> bool {
    from == to || (from == Kind::Ref && to == Kind::Any)
}

/// The operations that read and write an element of a kind; a write of what counts takes the count over.
pub(super) fn element_ops(kind: Kind) -> (Op, Op) {
    match kind {
        Kind::Int => (Op::ElementInt, Op::SetElementInt),
        Kind::Float => (Op::ElementFloat, Op::SetElementFloat),
        Kind::Bool => (Op::ElementBool, Op::SetElementBool),
        Kind::Ref => (Op::ElementRef, Op::SetElementMove),
        Kind::Any => (Op::ElementAny, Op::SetElementMove),
    }
}
