//! The code of one function in the making: registers, what they hold, variables, and the way out.

use super::{BodyOwner, Lowering};
use crate::code::assembler::{Assembler, Label};
use crate::code::function::{Function, SlotRange};
use crate::code::{Op, Signature};
use hx2rs_compiler::hir::{
    self, Body, BodySpans, ClosureId, ExprId, LocalId, Pattern, PatternId, Ty,
};
use hx2rs_heap::Kind;
use std::collections::HashMap;

/// A register.
pub(super) type Register = u16;

/// Registers of one function end here.
const LAST: u32 = 65_000;

/// The lowering of one function.
pub(super) struct Code<'a, 'p> {
    pub(super) lowering: &'a mut Lowering<'p>,
    pub(super) asm: Assembler,
    /// The body, for functions that have one.
    pub(super) source: Option<Source<'p>>,
    pub(super) closure: Option<ClosureId>,
    name: String,
    /// The next free register.
    top: u32,
    most: u32,
    /// Registers that hold counts, in order.
    held: Vec<Held>,
    /// Uses of variables that take the value with them.
    pub(super) moves: super::moves::Moves,
    /// Where callers enter that give the counts of owned parameters over.
    owning_entry: u32,
    variables: HashMap<LocalId, Variable>,
    /// Variables that alternatives of a pattern are about to fill.
    expected: HashMap<LocalId, Register>,
    /// Where `this` is.
    pub(super) this: Option<Register>,
    pub(super) loops: Vec<Loop>,
    pub(super) result: Kind,
}

/// A body and whose it is.
#[derive(Clone, Copy)]
pub(super) struct Source<'p> {
    pub(super) owner: BodyOwner,
    pub(super) body: &'p Body,
    pub(super) spans: &'p BodySpans,
}

/// A register that holds a count.
#[derive(Clone, Copy, Debug)]
struct Held {
    register: Register,
    /// What is held from here on.
    scope: u32,
    /// Its count has gone elsewhere; the entry stays, for marks count entries.
    gone: bool,
}

/// Where a variable is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variable {
    pub(super) register: Register,
    pub(super) kind: Kind,
    /// The register holds a cell, and the value is in it.
    pub(super) in_cell: bool,
    /// The register was made for this variable, and holds its count.
    pub(super) owns: bool,
}

/// A loop around what is being lowered.
#[derive(Clone, Copy)]
pub(super) struct Loop {
    pub(super) on_break: Label,
    pub(super) on_continue: Label,
    /// How many registers are held outside of its body.
    pub(super) held: usize,
}

/// A moment to go back to: registers and what they hold.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    top: u32,
    held: usize,
}

impl Mark {
    /// How many registers were held then.
    pub(super) fn held_before(self) -> usize {
        self.held
    }
}

impl<'a, 'p> Code<'a, 'p> {
    pub(super) fn new(lowering: &'a mut Lowering<'p>, name: String, signature: &Signature) -> Self {
        let params = signature.params.len() as u32;
        Self {
            asm: Assembler::new(lowering.wishes.sites),
            lowering,
            source: None,
            closure: None,
            name,
            top: params,
            most: params,
            held: Vec::new(),
            moves: super::moves::Moves::new(),
            owning_entry: 0,
            variables: HashMap::new(),
            expected: HashMap::new(),
            this: None,
            loops: Vec::new(),
            result: signature.result,
        }
    }

    /// The function, with what the caller gave as its signature.
    pub(super) fn finish(self, signature: Signature) -> Function {
        let assembled = self.asm.finish();
        if self.most >= LAST {
            let message = format!("{} needs more than {LAST} registers", self.name);
            self.lowering.refuse(message);
        }
        Function {
            name: self.name,
            member: self.source.map(|source| source.owner.member()),
            signature,
            code: assembled.code,
            owning_entry: self.owning_entry,
            registers: self.most + 1,
            handlers: assembled.handlers,
            scopes: assembled.scopes,
            scope_marks: assembled.scope_marks,
            positions: assembled.positions,
            accesses: assembled.accesses,
            slots: assembled.slots,
        }
    }

    // ---- registers and counts ----------------------------------------------------------------------------------------

    /// A fresh register above all others.
    pub(super) fn fresh(&mut self) -> Register {
        let register = self.top;
        self.top += 1;
        self.most = self.most.max(self.top);
        // Beyond the limit the function is refused at its end.
        u16::try_from(register.min(LAST)).unwrap_or_default()
    }

    /// Whether a register is the topmost one, so that a call can take those above it.
    pub(super) fn is_topmost(&self, register: Register) -> bool {
        u32::from(register) + 1 == self.top
    }

    /// Where something is put together that shall come into `to`: there, if nothing lies above it.
    pub(super) fn site(&mut self, to: Register) -> Register {
        if self.is_topmost(to) {
            to
        } else {
            self.fresh()
        }
    }

    /// What was put together goes where it shall be.
    pub(super) fn deliver(&mut self, from: Register, to: Register) {
        if from != to {
            self.asm.emit(Op::Move, to, from, 0);
        }
    }

    /// The register holds a count from here on.
    pub(super) fn hold(&mut self, register: Register) {
        let parent = self.scope();
        let scope = self.asm.scope(parent, register);
        self.held.push(Held {
            register,
            scope,
            gone: false,
        });
        self.asm.mark_scope(scope);
    }

    /// Holds if words of that kind count.
    pub(super) fn hold_kind(&mut self, register: Register, kind: Kind) {
        if kind.counts() {
            self.hold(register);
        }
    }

    /// The register that began to hold last holds no more: its count has gone elsewhere.
    pub(super) fn unhold(&mut self) {
        self.held.pop();
        let scope = self.scope();
        self.asm.mark_scope(scope);
    }

    /// The count of a register has gone elsewhere, whatever began to hold after it.
    pub(super) fn gone(&mut self, register: Register) {
        let mut found = false;
        let mut parent = 0;
        // From the register on, the path of what is held is another one.
        let first = self
            .held
            .iter()
            .rposition(|held| held.register == register && !held.gone)
            .unwrap_or(self.held.len());
        for (at, held) in self.held.iter_mut().enumerate() {
            if at == first {
                held.gone = true;
                found = true;
            }
            if found {
                held.scope = if held.gone {
                    parent
                } else {
                    self.asm.scope(parent, held.register)
                };
            }
            parent = held.scope;
        }
        self.asm.mark_scope(parent);
    }

    pub(super) fn scope(&self) -> u32 {
        self.held.last().map_or(0, |held| held.scope)
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            top: self.top,
            held: self.held.len(),
        }
    }

    pub(super) fn held_count(&self) -> usize {
        self.held.len()
    }

    /// Releases what has been held since the mark, and frees the registers.
    pub(super) fn release_to(&mut self, mark: Mark) {
        while self.held.len() > mark.held {
            if let Some(held) = self.held.pop() {
                // Release does not throw, so the order of the two lines is free.
                if !held.gone {
                    self.asm.emit(Op::Release, held.register, 0, 0);
                }
                let scope = self.scope();
                self.asm.mark_scope(scope);
            }
        }
        self.top = mark.top;
        self.asm.end_slots(mark.top);
    }

    /// Frees the registers since the mark without releasing: every way out of here has done that.
    pub(super) fn forget_to(&mut self, mark: Mark) {
        self.held.truncate(mark.held);
        self.top = mark.top;
        self.asm.end_slots(mark.top);
        let scope = self.scope();
        self.asm.mark_scope(scope);
    }

    /// Whether anything is held beyond the mark.
    pub(super) fn holds_since(&self, mark: Mark) -> bool {
        self.held.iter().skip(mark.held).any(|held| !held.gone)
    }

    /// Emits the releases of a way out down to `count` held registers; what follows still holds them.
    pub(super) fn release_on_way_out(&mut self, count: usize, except: Option<Register>) {
        let all = self.scope();
        let registers: Vec<Held> = self.held.iter().skip(count).copied().collect();
        for held in registers.into_iter().rev() {
            if Some(held.register) != except && !held.gone {
                self.asm.emit(Op::Release, held.register, 0, 0);
            }
        }
        self.asm.mark_scope(all);
    }

    /// Whether the function holds the count of a register, so that it may give it away.
    pub(super) fn holds(&self, register: Register) -> bool {
        self.held
            .iter()
            .any(|held| held.register == register && !held.gone)
    }

    // ---- the body ----------------------------------------------------------------------------------------------------

    pub(super) fn expr(&self, expr: ExprId) -> &'p hir::Expr {
        match self.source.and_then(|source| source.body.exprs.entry(expr)) {
            Some(expr) => expr,
            None => &hir::Expr::Error,
        }
    }

    pub(super) fn ty(&self, expr: ExprId) -> Ty {
        let ty = self.source.and_then(|source| source.body.types.entry(expr));
        ty.copied().unwrap_or_else(|| Ty::new(hir::TyKind::Void))
    }

    pub(super) fn kind_of(&mut self, expr: ExprId) -> Kind {
        let ty = self.ty(expr);
        self.lowering.kind(ty)
    }

    pub(super) fn local(&self, local: LocalId) -> Option<&'p hir::Local> {
        self.source
            .and_then(|source| source.body.locals.entry(local))
    }

    pub(super) fn local_kind(&mut self, local: LocalId) -> Kind {
        match self.local(local) {
            Some(local) => self.lowering.kind(local.ty),
            None => Kind::Any,
        }
    }

    pub(super) fn pattern_of(&self, pattern: PatternId) -> &'p Pattern {
        match self
            .source
            .and_then(|source| source.body.patterns.entry(pattern))
        {
            Some(pattern) => pattern,
            None => &Pattern::Wildcard,
        }
    }

    pub(super) fn pattern_ty(&self, pattern: PatternId) -> Ty {
        let ty = self
            .source
            .and_then(|source| source.body.pattern_types.entry(pattern));
        ty.copied()
            .unwrap_or_else(|| Ty::new(hir::TyKind::Dynamic(None)))
    }

    /// Where a variable waits to be filled by an alternative.
    pub(super) fn pending_binding(&self, local: LocalId) -> Option<Register> {
        self.expected.get(&local).copied()
    }

    pub(super) fn expect_binding(&mut self, local: LocalId, register: Register) {
        self.expected.insert(local, register);
    }

    pub(super) fn binding_done(&mut self, local: LocalId) {
        self.expected.remove(&local);
    }

    /// Others may stop the program here.
    pub(super) fn safe_point(&mut self, before: Option<ExprId>) {
        if self.lowering.wishes.safe_points {
            if let Some(before) = before {
                self.at(before);
            }
            self.asm.emit(Op::SafePoint, 0, 0, 0);
        }
    }

    /// What follows belongs to this expression.
    pub(super) fn at(&mut self, expr: ExprId) {
        if let Some(point) = self
            .source
            .and_then(|source| source.spans.points.entry(expr))
        {
            self.asm.position(*point);
        }
    }

    // ---- variables ---------------------------------------------------------------------------------------------------

    /// Where a variable is. One that nothing has declared is null: the HIR verifier excludes that.
    pub(super) fn variable(&mut self, local: LocalId) -> Variable {
        if let Some(variable) = self.variables.get(&local) {
            return *variable;
        }
        let register = self.fresh();
        self.asm.emit(Op::LoadNull, register, 0, 0);
        let kind = Kind::Any;
        let variable = Variable {
            register,
            kind,
            in_cell: false,
            owns: false,
        };
        self.variables.insert(local, variable);
        variable
    }

    /// Whether closures see the variable and somebody writes it, so that it lives in a cell.
    pub(super) fn needs_cell(&self, local: LocalId) -> bool {
        self.local(local)
            .is_some_and(|local| local.captured && local.assigned)
    }

    /// The variable is in a register from here on; if that counts, it is held.
    pub(super) fn place_variable(
        &mut self,
        local: LocalId,
        register: Register,
        kind: Kind,
        in_cell: bool,
    ) {
        self.place(local, register, kind, in_cell, kind.counts() || in_cell);
    }

    /// The variable is in a register from here on, and somebody else keeps it alive.
    pub(super) fn place_borrowed(
        &mut self,
        local: LocalId,
        register: Register,
        kind: Kind,
        in_cell: bool,
    ) {
        self.place(local, register, kind, in_cell, false);
    }

    fn place(
        &mut self,
        local: LocalId,
        register: Register,
        kind: Kind,
        in_cell: bool,
        is_held: bool,
    ) {
        let variable = Variable {
            register,
            kind,
            in_cell,
            owns: false,
        };
        self.variables.insert(local, variable);
        if let Some(local) = self.local(local) {
            let from = self.asm.here();
            self.asm.slot(SlotRange {
                register,
                name: local.name.as_str(),
                ty: local.ty,
                kind,
                in_cell,
                is_held,
                from,
                to: u32::MAX,
            });
        }
    }

    /// The variable is in a register that was made for it and holds its count.
    pub(super) fn place_owner(&mut self, local: LocalId, register: Register, kind: Kind) {
        self.place_variable(local, register, kind, false);
        if let Some(variable) = self.variables.get_mut(&local) {
            variable.owns = true;
        }
    }

    /// Declares a variable whose value is in a register that the function does not hold yet: takes over the count.
    /// Gives the variable another register if it lives in a cell.
    pub(super) fn declare_owned(&mut self, local: LocalId, register: Register, kind: Kind) {
        if !self.needs_cell(local) {
            self.hold_kind(register, kind);
            self.place_owner(local, register, kind);
            return;
        }
        self.hold_kind(register, kind);
        let cell = self.fresh();
        self.new_cell(cell, kind);
        let store = if kind.counts() {
            Op::StoreCopy
        } else {
            Op::StoreRaw
        };
        self.asm.emit(store, cell, 0, register);
        self.place_variable(local, cell, kind, true);
    }

    /// Declares a variable whose value somebody else keeps alive for as long as the variable lives. One that is written
    /// gets a register of its own.
    pub(super) fn declare_borrowed(&mut self, local: LocalId, register: Register, kind: Kind) {
        if self.needs_cell(local) {
            let cell = self.fresh();
            self.new_cell(cell, kind);
            let store = if kind.counts() {
                Op::StoreCopy
            } else {
                Op::StoreRaw
            };
            self.asm.emit(store, cell, 0, register);
            self.place_variable(local, cell, kind, true);
            return;
        }
        let assigned = self.local(local).is_some_and(|local| local.assigned);
        if assigned && kind.counts() {
            // The register of a parameter is one of the caller, who releases what it has put there.
            let own = self.fresh();
            self.copy(register, own, kind);
            self.hold(own);
            self.place_owner(local, own, kind);
            return;
        }
        self.place_borrowed(local, register, kind, false);
    }

    /// A new cell for a captured variable, held.
    pub(super) fn new_cell(&mut self, register: Register, kind: Kind) {
        let layout = self.lowering.variable_layout(kind);
        self.asm.emit_wide(Op::NewRecord, register, layout);
        self.hold(register);
    }

    /// Emits the load of a field, cell or capture. What counts is counted, unless it is `borrowed`.
    pub(super) fn load_slot(
        &mut self,
        to: Register,
        record: Register,
        slot: u16,
        kind: Kind,
        borrowed: bool,
    ) {
        let op = match (kind, borrowed) {
            (Kind::Int, _) => Op::FieldInt,
            (Kind::Float, _) => Op::FieldFloat,
            (Kind::Bool, _) => Op::FieldBool,
            (Kind::Ref, false) => Op::FieldRef,
            (Kind::Any, false) => Op::FieldAny,
            (Kind::Ref, true) => Op::BorrowRef,
            (Kind::Any, true) => Op::BorrowAny,
        };
        self.asm.emit(op, to, record, slot);
    }

    /// Emits a conditional jump to a label that is reached with what was held at the mark.
    pub(super) fn jump_releasing(
        &mut self,
        mark: Mark,
        to: Label,
        jump: impl FnOnce(&mut Self, Label, bool),
    ) {
        if !self.holds_since(mark) {
            jump(self, to, true);
            return;
        }
        let stay = self.asm.label();
        jump(self, stay, false);
        self.release_on_way_out(mark.held, None);
        self.asm.jump(Op::Jump, 0, to);
        self.asm.bind(stay);
    }

    /// Ends the function without a value.
    pub(super) fn end_without_value(&mut self) {
        self.release_on_way_out(0, None);
        self.asm.emit(Op::ReturnNothing, 0, 0, 0);
    }
}

impl<'p> Lowering<'p> {
    /// A function of the program with a body.
    pub(super) fn lower_member(
        &mut self,
        member: hx2rs_compiler::MemberId,
        signature: Signature,
    ) -> Function {
        let owner = BodyOwner::Function(member);
        let typed = self.body(owner);
        let function = self.program.functions.get(&member).cloned();
        let takes_this = self.takes_this(member);
        let name = qualified(member);
        let (Some(typed), Some(function)) = (typed, function) else {
            return self.lower_native_wrapper(member, signature);
        };
        let mut code = Code::new(self, name, &signature);
        code.source = Some(Source {
            owner,
            body: &typed.body,
            spans: &typed.spans,
        });
        let first = if takes_this {
            code.this = Some(0);
            1
        } else {
            0
        };
        code.find_moves();
        let owned = code.lowering.owned_params(member);
        code.count_owned_params(&owned, first);
        if matches!(function.kind, hir::FunctionKind::Constructor) {
            code.initialise_class(member.owner());
        }
        code.enter_params(&typed.body.params, &owned, first);
        code.safe_point(typed.body.root);
        if let Some(root) = typed.body.root {
            code.discard(root);
        }
        code.end_without_value();
        code.finish(signature)
    }

    /// An initialiser: its value is the root's.
    pub(super) fn lower_initialiser(&mut self, owner: BodyOwner, signature: Signature) -> Function {
        let typed = self.body(owner);
        let name = format!("{}.initialiser", qualified(owner.member()));
        let mut code = Code::new(self, name, &signature);
        let Some(typed) = typed else {
            code.end_without_value();
            return code.finish(signature);
        };
        code.source = Some(Source {
            owner,
            body: &typed.body,
            spans: &typed.spans,
        });
        code.this = matches!(owner, BodyOwner::Field(_)).then_some(0);
        let Some(root) = typed.body.root else {
            code.end_without_value();
            return code.finish(signature);
        };
        code.find_moves();
        let value = code.fresh();
        let kind = signature.result;
        let ty = code.ty(root);
        code.evaluate_as(root, value, kind, ty);
        code.asm.emit(Op::Return, value, 0, 0);
        code.finish(signature)
    }
}

impl Code<'_, '_> {
    /// Counts and holds the parameters that the function owns. Who gives the counts over enters behind that.
    fn count_owned_params(&mut self, owned: &[bool], first: usize) {
        let registers: Vec<Register> = (first..)
            .zip(owned)
            .filter(|(_, owned)| **owned)
            .map(|(register, _)| u16::try_from(register).unwrap_or(u16::MAX))
            .collect();
        for register in &registers {
            self.asm.emit(Op::Retain, *register, 0, 0);
        }
        self.owning_entry = self.asm.here();
        for register in registers {
            self.hold(register);
        }
    }

    /// Makes variables of the parameters in the registers from `first` on.
    pub(super) fn enter_params(&mut self, params: &[LocalId], owned: &[bool], first: usize) {
        for (at, local) in params.iter().enumerate() {
            let kind = self.local_kind(*local);
            let register = u16::try_from(first + at).unwrap_or(u16::MAX);
            if owned.get(at) == Some(&true) {
                self.place_owner(*local, register, kind);
            } else {
                self.declare_borrowed(*local, register, kind);
            }
        }
    }
}

/// `Main.main`, for stacks and dumps.
pub(crate) fn qualified(member: hx2rs_compiler::MemberId) -> String {
    let owner = member.owner();
    if owner.name().as_str().is_empty() {
        return format!("{}.{}", owner.module(), member.source_name());
    }
    format!("{}.{}", owner.path(), member.source_name())
}
