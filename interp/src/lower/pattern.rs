//! `switch`: arms are tried in order; a pattern is a row of tests that jump away, with bindings on the way.
//!
//! Parts of enum values are borrowed from the value, which the switch holds and which never changes. Parts of arrays and
//! structures are counted, since the arm may change those.

use super::control::Goal;
use super::function::{Code, Mark, Register};
use crate::code::Op;
use crate::code::assembler::Label;
use crate::program::Shared;
use hx2rs_compiler::Name;
use hx2rs_compiler::hir::{
    Arm, Const, Cover, Equality, ExprId, LocalId, Pattern, PatternId, Ty, TyKind,
};
use hx2rs_heap::Kind;
use std::sync::Arc;

/// The value that a pattern is matched against.
#[derive(Clone, Copy)]
struct Subject {
    register: Register,
    kind: Kind,
    ty: Ty,
    /// The register that holds which constructor it has, if that has been asked.
    index: Option<Register>,
}

/// Where to go if a test fails, and what is held there.
#[derive(Clone, Copy)]
struct Failure {
    label: Label,
    mark: Mark,
}

impl Code<'_, '_> {
    /// `switch`; with `to` as a value.
    pub(super) fn switch(
        &mut self,
        expr: ExprId,
        value: ExprId,
        arms: &[Arm],
        cover: Cover,
        goal: Goal,
    ) {
        let ty = self.ty(value);
        let kind = self.kind_of(value);
        // The arms may write the variable, so the switch looks at a copy of its own unless nobody does.
        let inside: Vec<ExprId> = arms
            .iter()
            .flat_map(|arm| arm.guard.into_iter().chain([arm.body]))
            .collect();
        let register = self.operand(value, &inside);
        let mut subject = Subject {
            register,
            kind,
            ty,
            index: None,
        };
        if arms
            .iter()
            .filter(|arm| self.asks_constructor(arm.pattern))
            .count()
            > 1
        {
            let index = self.fresh();
            self.asm.emit(Op::EnumIndex, index, register, 0);
            subject.index = Some(index);
        }
        let end = self.asm.label();
        let mut falls = true;
        for arm in arms {
            let mark = self.mark();
            let next = self.asm.label();
            let failure = Failure { label: next, mark };
            self.test(arm.pattern, subject, failure);
            if let Some(guard) = arm.guard {
                self.jump_releasing(mark, next, |code, to, direct| {
                    code.jump_if(guard, !direct, to)
                });
            }
            self.branch_value(arm.body, goal);
            self.release_to(mark);
            if goal != Goal::Return {
                self.asm.jump(Op::Jump, 0, end);
            }
            self.asm.bind(next);
            falls = arm.guard.is_some() || !self.is_irrefutable(arm.pattern);
        }
        if falls {
            if cover.passes() {
                match goal {
                    Goal::Unused => {}
                    Goal::Into(to) => self.default_value(expr, to),
                    Goal::Return => self.end_without_value(),
                }
            } else {
                self.at(expr);
                let listed = matches!(cover, Cover::Listed { .. });
                self.asm.emit(Op::Unmatched, u16::from(listed), 0, 0);
            }
        }
        self.asm.bind(end);
    }

    fn asks_constructor(&self, pattern: PatternId) -> bool {
        match self.pattern_of(pattern) {
            Pattern::Constructor { .. } => true,
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.asks_constructor(*inner),
            Pattern::Or(parts) => parts.iter().any(|part| self.asks_constructor(*part)),
            Pattern::Wildcard
            | Pattern::Bind { inner: None, .. }
            | Pattern::Constant(_)
            | Pattern::Structure(_)
            | Pattern::Array(_)
            | Pattern::Extractor { .. } => false,
        }
    }

    fn is_irrefutable(&self, pattern: PatternId) -> bool {
        match self.pattern_of(pattern) {
            Pattern::Wildcard | Pattern::Bind { inner: None, .. } => true,
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.is_irrefutable(*inner),
            Pattern::Or(parts) => parts.iter().any(|part| self.is_irrefutable(*part)),
            Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Structure(_)
            | Pattern::Array(_)
            | Pattern::Extractor { .. } => false,
        }
    }

    /// Goes on if the subject matches, with the pattern's variables declared; else jumps to the failure.
    fn test(&mut self, pattern: PatternId, subject: Subject, failure: Failure) {
        match self.pattern_of(pattern) {
            Pattern::Wildcard => {}
            Pattern::Bind { local, inner } => {
                if let Some(inner) = inner {
                    self.test(*inner, subject, failure);
                }
                self.bind(*local, subject);
            }
            Pattern::Constant(constant) => self.test_constant(constant, subject, failure),
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                let wanted = self.lowering.constructor_index(*constructor);
                if i16::try_from(wanted).is_err() {
                    self.lowering
                        .refuse("an enum has more than 32,767 constructors");
                }
                let mut subject = subject;
                if subject.kind == Kind::Any {
                    // A value of a constructor's own type parameter.
                    let register = self.fresh();
                    self.asm.emit(Op::Move, register, subject.register, 0);
                    let ty = Ty::new(TyKind::Enum(constructor.owner(), Box::default()));
                    self.convert_borrowed(register, Kind::Any, Kind::Ref, ty);
                    subject = Subject {
                        register,
                        kind: Kind::Ref,
                        ..subject
                    };
                }
                let index = match subject.index {
                    Some(index) => index,
                    None => {
                        let index = self.fresh();
                        self.asm.emit(Op::EnumIndex, index, subject.register, 0);
                        index
                    }
                };
                self.jump_releasing(failure.mark, failure.label, |code, to, direct| {
                    let (equal, not_equal) =
                        (Op::JumpEqualIntConstant, Op::JumpNotEqualIntConstant);
                    code.asm.branch(
                        if direct { not_equal } else { equal },
                        index,
                        wanted as u16,
                        to,
                    );
                });
                let declared = self.lowering.enum_constructor(*constructor);
                let params = declared.map_or(&[][..], |constructor| &constructor.params);
                let arguments = arguments.iter().copied().enumerate();
                for (at, argument) in self.constants_first(arguments) {
                    let Some(param) = params.get(at) else {
                        continue;
                    };
                    let kind = self.lowering.kind(param.ty);
                    let register = self.fresh();
                    self.load_slot(register, subject.register, at as u16, kind, true);
                    let part = self.part(argument, register, kind, false);
                    self.test(argument, part, failure);
                }
            }
            Pattern::Structure(fields) => self.test_structure(fields, subject, failure),
            Pattern::Array(items) => self.test_array(items, subject, failure),
            Pattern::Or(parts) => self.test_any(pattern, parts, subject, failure),
            Pattern::Extractor {
                input,
                value,
                inner,
            } => {
                self.bind(*input, subject);
                let register = self.operand(*value, &[]);
                let part = Subject {
                    register,
                    kind: self.kind_of(*value),
                    ty: self.ty(*value),
                    index: None,
                };
                self.test(*inner, part, failure);
            }
        }
    }

    /// A part of a value as the subject of a pattern, with the kind that the pattern's type has.
    fn part(&mut self, pattern: PatternId, register: Register, kind: Kind, owned: bool) -> Subject {
        let ty = self.pattern_ty(pattern);
        let wanted = self.lowering.kind(ty);
        if owned {
            self.convert(register, kind, wanted, ty);
            self.hold_kind(register, wanted);
        } else {
            self.convert_borrowed(register, kind, wanted, ty);
        }
        Subject {
            register,
            kind: wanted,
            ty,
            index: None,
        }
    }

    fn bind(&mut self, local: LocalId, subject: Subject) {
        let kind = self.local_kind(local);
        if let Some(place) = self.pending_binding(local) {
            // One of several alternatives: the variable has its place already.
            let register = self.fresh();
            self.copy(subject.register, register, subject.kind);
            self.convert(register, subject.kind, kind, subject.ty);
            let op = if kind.counts() { Op::Replace } else { Op::Move };
            self.asm.emit(op, place, register, 0);
            return;
        }
        if kind == subject.kind || (subject.kind == Kind::Ref && kind == Kind::Any) {
            let assigned = self.local(local).is_some_and(|local| local.assigned);
            if !assigned {
                self.place_variable(local, subject.register, kind, false);
                return;
            }
        }
        let register = self.fresh();
        self.copy(subject.register, register, subject.kind);
        self.convert(register, subject.kind, kind, subject.ty);
        self.declare_owned(local, register, kind);
    }

    fn test_constant(&mut self, constant: &Const, subject: Subject, failure: Failure) {
        if let Const::Null = constant {
            if subject.kind.counts() {
                self.jump_releasing(failure.mark, failure.label, |code, to, direct| {
                    let op = if direct {
                        Op::JumpIfNotNull
                    } else {
                        Op::JumpIfNull
                    };
                    code.asm.jump(op, subject.register, to);
                });
            } else {
                self.jump_releasing(failure.mark, failure.label, |code, to, direct| {
                    if direct {
                        code.asm.jump(Op::Jump, 0, to);
                    }
                });
            }
            return;
        }
        if let (Const::Int(value), Kind::Int) = (constant, subject.kind)
            && let Ok(value) = i16::try_from(*value)
        {
            self.jump_releasing(failure.mark, failure.label, |code, to, direct| {
                let (equal, not_equal) = (Op::JumpEqualIntConstant, Op::JumpNotEqualIntConstant);
                code.asm.branch(
                    if direct { not_equal } else { equal },
                    subject.register,
                    value as u16,
                    to,
                );
            });
            return;
        }
        let mark = self.mark();
        let (expected, is) = (self.fresh(), self.fresh());
        if let (Const::String(text), true) = (constant, subject.kind.counts()) {
            let shared = self.lowering.shared(Shared::Text(Arc::clone(text)));
            self.asm.emit_wide(Op::BorrowShared, expected, shared);
        } else {
            self.constant(constant, expected, subject.kind);
            self.hold_kind(expected, subject.kind);
        }
        let equality = match (subject.kind, constant) {
            (Kind::Int, _) => Equality::Int,
            (Kind::Float, _) => Equality::Float,
            (Kind::Bool, _) => Equality::Bool,
            (Kind::Ref, Const::String(_)) => Equality::String,
            (Kind::Ref | Kind::Any, _) => Equality::Dynamic,
        };
        self.apply(
            hx2rs_compiler::hir::BinaryOp::Equal(equality),
            subject.register,
            expected,
            is,
        );
        self.release_to(mark);
        self.jump_releasing(failure.mark, failure.label, |code, to, direct| {
            let op = if direct { Op::JumpIfNot } else { Op::JumpIf };
            code.asm.jump(op, is, to);
        });
    }

    fn test_structure(&mut self, fields: &[(Name, PatternId)], subject: Subject, failure: Failure) {
        self.jump_if_null(subject, failure);
        for (name, pattern) in self.constants_first(fields.iter().copied()) {
            let register = self.fresh();
            let kind = self.load_named(subject.register, subject.ty, name, register);
            let part = self.part(pattern, register, kind, true);
            self.test(pattern, part, failure);
        }
    }

    /// The parts of a pattern that ask something, in the order in which they are asked: extractors call functions, which
    /// may not take what the other parts exclude.
    fn constants_first<T>(
        &self,
        parts: impl Iterator<Item = (T, PatternId)>,
    ) -> Vec<(T, PatternId)> {
        let mut asking: Vec<(T, PatternId)> = parts
            .filter(|(_, part)| !matches!(self.pattern_of(*part), Pattern::Wildcard))
            .collect();
        asking.sort_by_key(|(_, part)| self.has_extractor(*part));
        asking
    }

    fn has_extractor(&self, pattern: PatternId) -> bool {
        let mut found = false;
        if let Some(source) = self.source {
            source.body.for_each_pattern(pattern, &mut |part| {
                found |= matches!(part, Pattern::Extractor { .. });
            });
        }
        found
    }

    fn jump_if_null(&mut self, subject: Subject, failure: Failure) {
        if subject.kind.counts() {
            self.jump_releasing(failure.mark, failure.label, |code, to, direct| {
                let op = if direct {
                    Op::JumpIfNull
                } else {
                    Op::JumpIfNotNull
                };
                code.asm.jump(op, subject.register, to);
            });
        }
    }

    /// A field by name, of a class instance by slot; gives the kind of what it loaded.
    fn load_named(&mut self, object: Register, ty: Ty, name: Name, to: Register) -> Kind {
        if let TyKind::Class(def, _) = self.lowering.bare(ty).kind()
            && !self.lowering.is_interface(*def)
            && let Some(field) = self.lowering.field_named(*def, name)
        {
            let (slot, kind) = self.lowering.field_slot(field);
            self.asm.access(name.as_str());
            self.load_slot(to, object, slot, kind, false);
            return kind;
        }
        let number = self.lowering.name(name);
        self.asm.emit(Op::NamedGet, to, object, 0);
        self.asm.extra(number);
        Kind::Any
    }

    fn test_array(&mut self, items: &[PatternId], subject: Subject, failure: Failure) {
        self.jump_if_null(subject, failure);
        let (length, wanted) = (self.fresh(), self.fresh());
        self.asm.emit(Op::ArrayLength, length, subject.register, 0);
        self.asm.emit_wide(Op::LoadInt, wanted, items.len() as u32);
        self.jump_releasing(failure.mark, failure.label, |code, to, direct| {
            let op = if direct {
                Op::JumpNotEqualInt
            } else {
                Op::JumpEqualInt
            };
            code.asm.branch(op, length, wanted, to);
        });
        for (at, item) in self.constants_first(items.iter().copied().enumerate()) {
            let ty = self.pattern_ty(item);
            let kind = self.lowering.kind(ty);
            let (index, register) = (self.fresh(), self.fresh());
            self.asm.emit_wide(Op::LoadInt, index, at as u32);
            self.element(subject.register, index, kind, register);
            self.check_element(register, ty, true);
            let part = self.part(item, register, kind, true);
            self.test(item, part, failure);
        }
    }

    /// Alternatives: the variables that they bind get their places first, so that each one fills the same.
    fn test_any(
        &mut self,
        pattern: PatternId,
        parts: &[PatternId],
        subject: Subject,
        failure: Failure,
    ) {
        let bound = self
            .source
            .map_or_else(Vec::new, |source| source.body.bound_by(pattern));
        let mut declared = Vec::new();
        for local in bound {
            if self.pending_binding(local).is_some() || self.is_extractor_input(pattern, local) {
                continue;
            }
            let kind = self.local_kind(local);
            let register = self.fresh();
            self.default_of(kind, register);
            self.hold_kind(register, kind);
            self.expect_binding(local, register);
            declared.push((local, register, kind));
        }
        let matched = self.asm.label();
        for (at, part) in parts.iter().enumerate() {
            let mark = self.mark();
            if at + 1 == parts.len() {
                // What the last alternative holds is let go on both ways, as for the others.
                let next = self.asm.label();
                let end = self.asm.label();
                self.test(*part, subject, Failure { label: next, mark });
                self.release_to(mark);
                self.asm.jump(Op::Jump, 0, end);
                self.asm.bind(next);
                self.release_on_way_out(failure.mark.held_before(), None);
                self.asm.jump(Op::Jump, 0, failure.label);
                self.asm.bind(end);
            } else {
                let next = self.asm.label();
                self.test(*part, subject, Failure { label: next, mark });
                self.release_to(mark);
                self.asm.jump(Op::Jump, 0, matched);
                self.asm.bind(next);
            }
        }
        self.asm.bind(matched);
        for (local, register, kind) in declared {
            self.binding_done(local);
            if self.needs_cell(local) {
                self.declare_borrowed(local, register, kind);
            } else {
                self.place_variable(local, register, kind, false);
            }
        }
    }

    fn is_extractor_input(&self, pattern: PatternId, local: LocalId) -> bool {
        let mut is_input = false;
        if let Some(source) = self.source {
            source.body.for_each_pattern(pattern, &mut |pattern| {
                if let Pattern::Extractor { input, .. } = pattern {
                    is_input |= *input == local;
                }
            });
        }
        is_input
    }
}
