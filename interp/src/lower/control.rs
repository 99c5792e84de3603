//! Control flow: branches, loops, ways out, exceptions. Loops are inverted: the condition stands at the end.

use super::function::{Code, Loop, Register};
use crate::code::{Handler, Op};
use crate::program::RuntimeType;
use hx2rs_compiler::hir::{Catch, Cover, Expr, ExprId, LocalId, Ty, TyKind, known};
use hx2rs_heap::Kind;

/// What happens with the value of one of several ways.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// Nothing.
    Unused,
    /// It goes into a register.
    Into(Register),
    /// The function returns it.
    Return,
}

impl Code<'_, '_> {
    /// `if`; with `to` as a value.
    pub(super) fn if_else(
        &mut self,
        condition: ExprId,
        then: ExprId,
        otherwise: Option<ExprId>,
        goal: Goal,
    ) {
        let (is_false, end) = (self.asm.label(), self.asm.label());
        self.jump_if(condition, false, is_false);
        self.branch_value(then, goal);
        match otherwise {
            Some(otherwise) => {
                if goal != Goal::Return {
                    self.asm.jump(Op::Jump, 0, end);
                }
                self.asm.bind(is_false);
                self.branch_value(otherwise, goal);
            }
            None => self.asm.bind(is_false),
        }
        self.asm.bind(end);
    }

    /// One of several ways to a value, or to none.
    pub(super) fn branch_value(&mut self, expr: ExprId, goal: Goal) {
        let mark = self.mark();
        match goal {
            Goal::Into(to) => self.evaluate(expr, to),
            Goal::Unused => self.discard(expr),
            Goal::Return => self.return_value(Some(expr)),
        }
        // A declaration as the whole branch is seen by nobody.
        self.release_to(mark);
    }

    pub(super) fn while_loop(&mut self, condition: ExprId, body: ExprId, first_run: bool) {
        let (again, test, end) = (self.asm.label(), self.asm.label(), self.asm.label());
        if !first_run {
            self.jump_if(condition, false, end);
        }
        self.asm.bind(again);
        self.loop_body(body, end, test);
        self.asm.bind(test);
        self.jump_if(condition, true, again);
        self.asm.bind(end);
    }

    fn loop_body(
        &mut self,
        body: ExprId,
        on_break: crate::code::assembler::Label,
        on_continue: crate::code::assembler::Label,
    ) {
        let held = self.held_count();
        self.loops.push(Loop {
            on_break,
            on_continue,
            held,
        });
        self.safe_point(Some(body));
        self.branch_value(body, Goal::Unused);
        self.loops.pop();
    }

    /// `break`, `continue`
    pub(super) fn leave_loop(&mut self, is_break: bool) {
        let Some(around) = self.loops.last().copied() else {
            return;
        };
        self.release_on_way_out(around.held, None);
        let to = if is_break {
            around.on_break
        } else {
            around.on_continue
        };
        self.asm.jump(Op::Jump, 0, to);
    }

    pub(super) fn for_range(
        &mut self,
        expr: ExprId,
        local: LocalId,
        from: ExprId,
        to: ExprId,
        body: ExprId,
    ) {
        let counter = self.fresh();
        self.evaluate(from, counter);
        let limit = self.fresh();
        self.evaluate(to, limit);
        let (again, next, end) = (self.asm.label(), self.asm.label(), self.asm.label());
        self.at(expr);
        self.asm.branch(Op::JumpLessOrEqualInt, limit, counter, end);
        self.asm.bind(again);
        let mark = self.mark();
        let own = self
            .local(local)
            .is_some_and(|local| local.assigned || local.captured);
        if own {
            let value = self.fresh();
            self.asm.emit(Op::Move, value, counter, 0);
            self.declare_owned(local, value, Kind::Int);
        } else {
            self.place_variable(local, counter, Kind::Int, false);
        }
        // `continue` goes past the release of the variable's cell, which it does itself.
        let held = mark;
        self.loop_body_from(body, end, next, held);
        self.release_to(mark);
        self.asm.bind(next);
        self.asm.branch(Op::NextBelow, counter, limit, again);
        self.asm.bind(end);
    }

    /// A loop body whose ways out release what is held beyond the mark.
    fn loop_body_from(
        &mut self,
        body: ExprId,
        on_break: crate::code::assembler::Label,
        on_continue: crate::code::assembler::Label,
        mark: super::function::Mark,
    ) {
        self.loops.push(Loop {
            on_break,
            on_continue,
            held: mark.held_before(),
        });
        self.safe_point(Some(body));
        self.branch_value(body, Goal::Unused);
        self.loops.pop();
    }

    pub(super) fn for_array(
        &mut self,
        expr: ExprId,
        index: Option<LocalId>,
        local: LocalId,
        array: ExprId,
        body: ExprId,
    ) {
        let ty = self.ty(array);
        let array = self.operand(array, &[body]);
        let kind = self.local_kind(local);
        let counter = self.fresh();
        // The step to the next element comes first.
        self.asm.emit_wide(Op::LoadInt, counter, -1_i32 as u32);
        let (again, next, end) = (self.asm.label(), self.asm.label(), self.asm.label());
        self.asm.jump(Op::Jump, 0, next);
        self.asm.bind(again);
        let mark = self.mark();
        let value = self.fresh();
        // The element's own type may have another kind than the variable, which the array shows.
        let element = self.lowering.element_type(ty);
        let element_kind = element.map_or(kind, |element| self.lowering.kind(element));
        self.element(array, counter, element_kind, value);
        if let Some(element) = element {
            self.check_element(value, element, true);
        }
        let variable_ty = self
            .local(local)
            .map_or_else(|| Ty::new(TyKind::Void), |local| local.ty);
        self.convert(value, element_kind, kind, variable_ty);
        self.declare_owned(local, value, kind);
        if let Some(index) = index {
            let value = self.fresh();
            self.asm.emit(Op::Move, value, counter, 0);
            self.declare_owned(index, value, Kind::Int);
        }
        self.loop_body_from(body, end, next, mark);
        self.release_to(mark);
        self.asm.bind(next);
        self.at(expr);
        self.asm.access("length");
        self.asm.branch(Op::NextBelowLength, counter, array, again);
        self.asm.bind(end);
    }

    pub(super) fn for_map(
        &mut self,
        expr: ExprId,
        key: Option<LocalId>,
        value: Option<LocalId>,
        map: ExprId,
        body: ExprId,
    ) {
        let map = self.operand(map, &[body]);
        let keys = self.fresh();
        self.at(expr);
        self.asm.access("iterator");
        self.asm.emit(Op::MapKeys, keys, map, 0);
        self.hold(keys);
        let (counter, length) = (self.fresh(), self.fresh());
        self.asm.emit_wide(Op::LoadInt, counter, 0);
        // The array of keys is nobody else's.
        self.asm.emit(Op::ArrayLength, length, keys, 0);
        let (again, next, end) = (self.asm.label(), self.asm.label(), self.asm.label());
        self.asm
            .branch(Op::JumpLessOrEqualInt, length, counter, end);
        self.asm.bind(again);
        let mark = self.mark();
        let current = self.fresh();
        self.asm.emit(Op::ElementAny, current, keys, counter);
        self.hold(current);
        let exists = self.fresh();
        self.asm.emit(Op::MapExists, exists, map, current);
        let present = self.asm.label();
        self.asm.jump(Op::JumpIf, exists, present);
        self.release_on_way_out(mark.held_before(), None);
        self.asm.jump(Op::Jump, 0, next);
        self.asm.bind(present);
        if let Some(value) = value {
            let register = self.fresh();
            self.asm.emit(Op::MapGet, register, map, current);
            self.declare_converted(value, register);
        }
        if let Some(key) = key {
            let register = self.fresh();
            self.asm.emit(Op::Copy, register, current, 0);
            self.declare_converted(key, register);
        }
        self.loop_body_from(body, end, next, mark);
        self.release_to(mark);
        self.asm.bind(next);
        self.asm.branch(Op::NextBelow, counter, length, again);
        self.asm.bind(end);
    }

    /// Declares a variable from an owned `any`.
    fn declare_converted(&mut self, local: LocalId, register: Register) {
        let kind = self.local_kind(local);
        let ty = self
            .local(local)
            .map_or_else(|| Ty::new(TyKind::Void), |local| local.ty);
        self.convert(register, Kind::Any, kind, ty);
        self.declare_owned(local, register, kind);
    }

    /// `return`
    pub(super) fn return_value(&mut self, value: Option<ExprId>) {
        let Some(value) = value else {
            self.end_without_value();
            return;
        };
        if self.is_void(value) {
            self.discard(value);
            self.end_without_value();
            return;
        }
        let (kind, result) = (self.kind_of(value), self.result);
        if kind == result && self.return_branches(value) {
            return;
        }
        if kind == result
            && let Some(register) = self.in_place(value, &[])
        {
            // A variable that dies here gives its count away; what is borrowed needs one.
            let gives = self.holds(register) || !kind.counts();
            if !gives {
                self.asm.emit(Op::Retain, register, 0, 0);
            }
            self.release_on_way_out(0, Some(register));
            self.asm.emit(Op::Return, register, 0, 0);
            return;
        }
        let register = self.fresh();
        let ty = self.ty(value);
        self.evaluate_as(value, register, result, ty);
        self.release_on_way_out(0, None);
        self.asm.emit(Op::Return, register, 0, 0);
    }

    /// `return` of an expression of several ways: each of them returns. Whether it is such an expression.
    fn return_branches(&mut self, value: ExprId) -> bool {
        let expr = self.expr(value);
        if let Expr::If {
            condition,
            then,
            otherwise: Some(otherwise),
        } = expr
        {
            self.if_else(*condition, *then, Some(*otherwise), Goal::Return);
        } else if let Expr::Switch {
            value: subject,
            arms,
            cover: cover @ (Cover::Listed { .. } | Cover::Whole),
        } = expr
        {
            self.switch(value, *subject, arms, *cover, Goal::Return);
        } else if let Expr::Block(parts) = expr
            && let Some((last, before)) = parts.split_last()
        {
            before.iter().for_each(|part| self.discard(*part));
            self.return_value(Some(*last));
        } else if let Expr::Throw(_) | Expr::Return(_) = expr {
            self.discard(value);
        } else {
            return false;
        }
        true
    }

    /// `try`; with `to` as a value.
    pub(super) fn try_catch(
        &mut self,
        expr: ExprId,
        body: ExprId,
        catches: &[Catch],
        to: Option<Register>,
    ) {
        let end = self.asm.label();
        let thrown = self.fresh();
        let scope = self.scope();
        let start = self.asm.here();
        let goal = to.map_or(Goal::Unused, Goal::Into);
        self.branch_value(body, goal);
        let stop = self.asm.here();
        self.asm.jump(Op::Jump, 0, end);
        let mark = self.mark();
        self.asm.handler(Handler {
            start,
            end: stop,
            target: self.asm.here(),
            register: thrown,
            scope,
        });
        self.asm.mark_scope(scope);
        self.hold(thrown);
        self.at(expr);
        let unwraps = catches.iter().any(|catch| !self.is_exception(catch.ty));
        let value = if unwraps {
            let value = self.fresh();
            self.asm.emit(Op::Unwrap, value, thrown, 0);
            self.hold(value);
            value
        } else {
            thrown
        };
        let inside = self.mark();
        let mut takes_all = false;
        for catch in catches {
            let next = self.asm.label();
            takes_all = self.catch(catch, thrown, value, next);
            self.branch_value(catch.body, goal);
            self.release_to(inside);
            self.release_on_way_out(mark.held_before(), None);
            self.asm.jump(Op::Jump, 0, end);
            self.asm.bind(next);
            if takes_all {
                break;
            }
        }
        if !takes_all {
            self.asm.emit(Op::Rethrow, thrown, 0, 0);
        }
        // What is held here has been released on each way out.
        self.forget_to(mark);
        self.asm.bind(end);
    }

    fn is_exception(&self, ty: Ty) -> bool {
        match self.lowering.runtime_type(ty) {
            RuntimeType::Class(def) => self.lowering.lineage(def).contains(&known::exception()),
            RuntimeType::Anything
            | RuntimeType::Int
            | RuntimeType::Float
            | RuntimeType::Bool
            | RuntimeType::Text
            | RuntimeType::Int64
            | RuntimeType::Array
            | RuntimeType::Map(_)
            | RuntimeType::Function
            | RuntimeType::Structure
            | RuntimeType::Enum(_)
            | RuntimeType::TypeValue => false,
        }
    }

    /// Tests one catch and declares its variable; jumps to `next` if it does not take the value. Whether it takes all.
    fn catch(
        &mut self,
        catch: &Catch,
        thrown: Register,
        value: Register,
        next: crate::code::assembler::Label,
    ) -> bool {
        let kind = self.local_kind(catch.local);
        let wanted = self.lowering.runtime_type(catch.ty);
        if wanted == RuntimeType::Class(known::exception()) {
            let exception = self.fresh();
            self.as_exception(thrown, exception);
            self.declare_owned(catch.local, exception, kind);
            return true;
        }
        if wanted == RuntimeType::Class(known::value_exception()) {
            // Whatever is no exception reaches such a catch wrapped.
            let exception = Ty::new(TyKind::Class(known::exception(), Box::default()));
            let (is, take) = (self.fresh(), self.asm.label());
            self.test_type(is, thrown, exception);
            self.asm.jump(Op::JumpIfNot, is, take);
            self.test_type(is, thrown, catch.ty);
            self.asm.jump(Op::JumpIfNot, is, next);
            self.asm.bind(take);
            let wrapped = self.fresh();
            self.as_exception(thrown, wrapped);
            self.declare_owned(catch.local, wrapped, kind);
            return false;
        }
        let all = wanted == RuntimeType::Anything;
        let source = if self.is_exception(catch.ty) {
            thrown
        } else {
            value
        };
        if !all {
            let is = self.fresh();
            let number = self.lowering.runtime_type_number(catch.ty);
            self.asm.emit(Op::TypeTest, is, source, 0);
            self.asm.extra(number);
            self.asm.jump(Op::JumpIfNot, is, next);
        }
        let caught = self.fresh();
        self.asm.emit(Op::Copy, caught, source, 0);
        self.convert(caught, Kind::Any, kind, catch.ty);
        self.declare_owned(catch.local, caught, kind);
        all
    }

    fn test_type(&mut self, to: Register, value: Register, ty: Ty) {
        let number = self.lowering.runtime_type_number(ty);
        self.asm.emit(Op::TypeTest, to, value, 0);
        self.asm.extra(number);
    }

    /// What was thrown as a `haxe.Exception`: itself if it is one, else wrapped.
    fn as_exception(&mut self, thrown: Register, to: Register) {
        let exception = Ty::new(TyKind::Class(known::exception(), Box::default()));
        let number = self.lowering.runtime_type_number(exception);
        let (wrap, end) = (self.asm.label(), self.asm.label());
        let is = self.fresh();
        self.asm.emit(Op::TypeTest, is, thrown, 0);
        self.asm.extra(number);
        self.asm.jump(Op::JumpIfNot, is, wrap);
        let same = self.fresh();
        self.asm.emit(Op::Copy, same, thrown, 0);
        self.convert(same, Kind::Any, Kind::Ref, exception);
        self.asm.emit(Op::Move, to, same, 0);
        self.asm.jump(Op::Jump, 0, end);
        self.asm.bind(wrap);
        self.wrap_exception(thrown, to);
        self.asm.bind(end);
    }
}
