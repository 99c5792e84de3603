//! Function expressions and functions as values: closures with their captures.

use super::function::{Code, Register, Source, qualified};
use super::{BodyOwner, FunctionKey, Lowering};
use crate::code::{Function, Op, Signature};
use hx2rs_compiler::hir::{self, Body, Closure, ClosureId, Const, ExprId, LocalId, Ty};
use hx2rs_compiler::{Id, MemberId, Name};
use hx2rs_heap::Kind;

impl<'p> Lowering<'p> {
    /// Kinds of the parameters as a caller of the closure sees them: `Null<T>` where there is a default.
    pub(super) fn closure_param_kinds(&mut self, body: &Body, closure: &Closure) -> Vec<Kind> {
        let mut kinds = Vec::new();
        for (at, param) in closure.params.iter().enumerate() {
            let ty = body.locals[*param].ty;
            kinds.push(match closure.defaults.get(at) {
                Some(Some(_)) => self.nullable_kind(ty),
                Some(None) | None => self.kind(ty),
            });
        }
        kinds
    }

    /// A function expression: register 0 is the closure, the parameters follow; captures are borrowed from the closure,
    /// which outlives the call.
    pub(super) fn lower_closure(
        &mut self,
        owner: BodyOwner,
        id: ClosureId,
        signature: Signature,
    ) -> Function {
        let name = format!("{}.function{}", qualified(owner.member()), id.index());
        let typed = self.body(owner);
        let mut code = Code::new(self, name, &signature);
        let closure = typed.and_then(|typed| typed.body.closures.entry(id));
        let (Some(typed), Some(closure)) = (typed, closure) else {
            code.end_without_value();
            return code.finish(signature);
        };
        code.source = Some(Source {
            owner,
            body: &typed.body,
            spans: &typed.spans,
        });
        code.closure = Some(id);
        code.find_moves();
        code.enter_captures(closure);
        code.enter_closure_params(closure);
        code.safe_point(Some(closure.body));
        code.discard(closure.body);
        code.end_without_value();
        code.finish(signature)
    }

    /// Whether an enum has no type parameters: then its constructors take the same kinds of values everywhere.
    fn is_plain_enum(&self, def: hx2rs_compiler::DefId) -> bool {
        let found = self.program.types.get(&def);
        found.is_some_and(|found| found.header().type_params.is_empty())
    }

    /// The layout of a static function, or of an enum's constructor, as a value.
    pub(super) fn function_value_layout(&mut self, member: MemberId) -> u32 {
        let (function, types, result) = match self.enum_constructor(member) {
            Some(constructor) => {
                let types: Vec<Ty> = constructor.params.iter().map(|param| param.ty).collect();
                let function = self.function(FunctionKey::Constructor(member));
                (function, types, constructor.result)
            }
            None => {
                let types = self.param_types(member);
                let result = self.result_type(member);
                (self.function(FunctionKey::Value(member)), types, result)
            }
        };
        // Equal wherever it is named, as a bound method of no object is.
        self.closure_layout(function, &[], (&types, result), true)
    }
}

impl Code<'_, '_> {
    /// Variables that a closure captures: `this` first, then in order; its own name is not among them.
    fn captured(&self, closure: &Closure) -> Vec<LocalId> {
        let own = closure.name.filter(|local| !self.needs_cell(*local));
        let captures = closure.captures.iter().copied();
        captures.filter(|local| Some(*local) != own).collect()
    }

    /// Puts captures into registers, without counting: the closure holds them.
    fn enter_captures(&mut self, closure: &Closure) {
        let mut slot = 0;
        if closure.captures_this {
            let register = self.fresh();
            self.load_slot(register, 0, slot, Kind::Ref, true);
            self.this = Some(register);
            slot += 1;
        }
        for local in self.captured(closure) {
            let kind = self.local_kind(local);
            let in_cell = self.needs_cell(local);
            let register = self.fresh();
            let stored = if in_cell { Kind::Ref } else { kind };
            self.load_slot(register, 0, slot, stored, true);
            self.place_borrowed(local, register, kind, in_cell);
            slot += 1;
        }
        if let Some(own) = closure.name
            && !self.needs_cell(own)
        {
            self.place_borrowed(own, 0, Kind::Ref, false);
        }
    }

    /// Parameters; a missing or null one with a default gets it.
    fn enter_closure_params(&mut self, closure: &Closure) {
        for (at, local) in closure.params.iter().enumerate() {
            let kind = self.local_kind(*local);
            let register = u16::try_from(at + 1).unwrap_or(u16::MAX);
            match closure.defaults.get(at) {
                Some(Some(default)) => {
                    let ty = self
                        .local(*local)
                        .map_or_else(|| Ty::new(hir::TyKind::Void), |local| local.ty);
                    let value = self.fresh();
                    self.default_argument(register, default, value, kind, ty);
                    self.declare_owned(*local, value, kind);
                }
                Some(None) | None => self.declare_borrowed(*local, register, kind),
            }
        }
    }

    /// Takes an argument of `Null<T>`, or else a constant, as an owned word of `T`.
    pub(super) fn default_argument(
        &mut self,
        argument: Register,
        default: &Const,
        to: Register,
        kind: Kind,
        ty: Ty,
    ) {
        let (missing, end) = (self.asm.label(), self.asm.label());
        let from = self.lowering.nullable_kind(ty);
        self.asm.jump(Op::JumpIfNull, argument, missing);
        self.copy(argument, to, from);
        self.convert(to, from, kind, ty);
        self.asm.jump(Op::Jump, 0, end);
        self.asm.bind(missing);
        self.constant(default, to, kind);
        self.asm.bind(end);
    }

    /// A function expression as a value.
    pub(super) fn new_closure(&mut self, expr: ExprId, id: ClosureId, to: Register) {
        let Some(source) = self.source else {
            self.asm.emit(Op::LoadNull, to, 0, 0);
            return;
        };
        let Some(closure) = source.body.closures.entry(id) else {
            self.asm.emit(Op::LoadNull, to, 0, 0);
            return;
        };
        if let Some(constructor) = closure.constructor
            && self.lowering.is_plain_enum(constructor.owner())
        {
            return self.function_value(expr, constructor, to);
        }
        let captured = self.captured(closure);
        let mut slots = Vec::new();
        if closure.captures_this {
            slots.push((Name::new("this"), Kind::Ref));
        }
        for local in &captured {
            let kind = if self.needs_cell(*local) {
                Kind::Ref
            } else {
                self.local_kind(*local)
            };
            slots.push((source.body.locals[*local].name, kind));
        }
        let types: Vec<Ty> = closure
            .params
            .iter()
            .map(|param| source.body.locals[*param].ty)
            .collect();
        let function = self
            .lowering
            .function(FunctionKey::Closure(source.owner, id));
        let layout =
            self.lowering
                .closure_layout(function, &slots, (&types, closure.result), false);
        let object = self.site(to);
        self.at(expr);
        self.asm.emit_wide(Op::NewRecord, object, layout);
        let mut slot = 0;
        if closure.captures_this {
            if let Some(this) = self.this {
                self.asm.emit(Op::StoreCopy, object, slot, this);
            }
            slot += 1;
        }
        for local in captured {
            let variable = self.variable(local);
            let op = if variable.in_cell || variable.kind.counts() {
                Op::StoreCopy
            } else {
                Op::StoreRaw
            };
            self.asm.emit(op, object, slot, variable.register);
            slot += 1;
        }
        self.deliver(object, to);
    }

    /// A static function as a value: one closure without captures.
    pub(super) fn function_value(&mut self, expr: ExprId, member: MemberId, to: Register) {
        let layout = self.lowering.function_value_layout(member);
        self.at(expr);
        self.asm.emit_wide(Op::NewRecord, to, layout);
    }

    /// A method with its object.
    pub(super) fn bind_method(
        &mut self,
        expr: ExprId,
        object: ExprId,
        method: MemberId,
        to: Register,
    ) {
        let object = self.operand(object, &[]);
        self.at(expr);
        self.asm.access(method.accessed_name());
        self.asm.emit(Op::NullCheck, object, 0, 0);
        let layout = self.lowering.bound_layout(method);
        let closure = self.site(to);
        self.asm.emit_wide(Op::NewRecord, closure, layout);
        self.asm.emit(Op::StoreCopy, closure, 0, object);
        self.deliver(closure, to);
    }
}
