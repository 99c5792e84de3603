//! Calls, and what makes objects: `new`, enum constructors, literals of arrays, maps and structures.
//!
//! A call has its result in a register and its receiver and arguments in those behind it. The caller keeps the arguments
//! alive: a variable's register is just copied, a temporary is held and released after the call.

use super::function::{Code, Register};
use super::{FunctionKey, Lowering};
use crate::code::{Op, Signature};
use crate::native::Implementation;
use crate::natives_generated;
use crate::program::{IntrinsicRow, LeafRow};
use hx2rs_compiler::hir::{self, Callee, Expr, ExprId, NativeId, Ty};
use hx2rs_compiler::{DefId, MemberId, Name};
use hx2rs_heap::Kind;

impl Code<'_, '_> {
    /// Calls, with the result in the topmost register; gives its kind, and its count.
    pub(super) fn call(
        &mut self,
        expr: ExprId,
        callee: &Callee,
        arguments: &[ExprId],
        result: Register,
    ) -> Kind {
        let mark = self.mark();
        let kind = match callee {
            Callee::Static(member) => {
                match self.static_as_operation(expr, *member, arguments, result) {
                    Some(kind) => kind,
                    None => self.call_member(expr, *member, None, arguments, result),
                }
            }
            Callee::Super(member) => {
                let this = self.this;
                self.pass_this(this);
                self.call_member(expr, *member, Some(Receiver::Passed), arguments, result)
            }
            Callee::Method {
                object,
                method,
                virtual_call,
            } => self.call_method(expr, *object, *method, *virtual_call, arguments, result),
            Callee::SuperConstructor { class, constructor } => {
                let this = self.this;
                self.initialise_between(*class, *constructor, this);
                if let Some(constructor) = constructor {
                    self.pass_this(this);
                    self.call_member(
                        expr,
                        *constructor,
                        Some(Receiver::Passed),
                        arguments,
                        result,
                    );
                } else {
                    arguments
                        .iter()
                        .for_each(|argument| self.discard(*argument));
                }
                self.asm.emit(Op::LoadNull, result, 0, 0);
                Kind::Any
            }
            Callee::Value(function) => self.call_value(expr, *function, arguments, result),
            Callee::Constructor(constructor) => {
                self.construct(expr, *constructor, arguments, result);
                Kind::Ref
            }
        };
        self.release_to(mark);
        kind
    }

    /// `this` as the first argument.
    fn pass_this(&mut self, this: Option<Register>) {
        let register = self.fresh();
        match this {
            Some(this) => self.asm.emit(Op::Move, register, this, 0),
            None => self.asm.emit(Op::LoadNull, register, 0, 0),
        }
    }

    /// An argument in the next register, whose count the function takes over.
    fn given_argument(&mut self, expr: ExprId, kind: Kind, ty: Ty) -> Register {
        let register = self.fresh();
        self.evaluate_owned(expr, register, kind, ty);
        self.hold_kind(register, kind);
        register
    }

    /// An argument in the next register.
    fn argument(&mut self, expr: ExprId, kind: Kind, ty: Ty, later: &[ExprId]) {
        let register = self.fresh();
        let own = self.kind_of(expr);
        let same = own == kind || (own == Kind::Ref && kind == Kind::Any);
        if same && let Some(variable) = self.in_place(expr, later) {
            self.asm.emit(Op::Move, register, variable, 0);
            return;
        }
        if same && self.lasting(expr, later, register) {
            return;
        }
        self.evaluate_as(expr, register, kind, ty);
        self.hold_kind(register, kind);
    }

    /// All arguments, with the kinds and types of the callee's parameters.
    pub(super) fn arguments(&mut self, arguments: &[ExprId], kinds: &[Kind], types: &[Ty]) {
        for (at, argument) in arguments.iter().enumerate() {
            let kind = match kinds.get(at) {
                Some(kind) => *kind,
                None => self.kind_of(*argument),
            };
            let own = self.ty(*argument);
            let ty = types.get(at).copied().unwrap_or(own);
            self.argument(
                *argument,
                kind,
                ty,
                arguments.get(at + 1..).unwrap_or_default(),
            );
        }
    }

    /// A function that is known. The receiver, if it has one, is in the next register or passed already.
    fn call_member(
        &mut self,
        expr: ExprId,
        member: MemberId,
        receiver: Option<Receiver>,
        arguments: &[ExprId],
        result: Register,
    ) -> Kind {
        let function = self.lowering.program.functions.get(&member).cloned();
        let types = self.lowering.param_types(member);
        let (kinds, declared) = self.lowering.member_kinds(member);
        let skip = usize::from(receiver.is_some());
        let owned = self.lowering.owned_params(member);
        let kinds_behind = kinds.get(skip..).unwrap_or_default();
        if let Some(Receiver::Checked(register)) = receiver {
            self.at(expr);
            self.asm.access(member.accessed_name());
            self.asm.emit(Op::NullCheck, register, 0, 0);
        }
        let mut given = Vec::new();
        if owned.is_empty() {
            self.arguments(arguments, kinds_behind, &types);
        } else {
            for (at, argument) in arguments.iter().enumerate() {
                let own = self.kind_of(*argument);
                let kind = kinds_behind.get(at).copied().unwrap_or(own);
                let own = self.ty(*argument);
                let ty = types.get(at).copied().unwrap_or(own);
                if owned.get(at) == Some(&true) {
                    given.push(self.given_argument(*argument, kind, ty));
                } else {
                    let later = arguments.get(at + 1..).unwrap_or_default();
                    self.argument(*argument, kind, ty, later);
                }
            }
        }
        self.at(expr);
        let native =
            function.and_then(
                |function| match (&function.implementation, function.body()) {
                    (hir::Implementation::Native(native), None) => Some(*native),
                    _other => None,
                },
            );
        match native {
            Some(native) => {
                let signature = Signature {
                    params: kinds.into(),
                    result: declared,
                };
                self.emit_native(native, signature, result);
            }
            None => {
                let number = self.lowering.function(FunctionKey::Member(member));
                let op = if given.is_empty() {
                    Op::Call
                } else {
                    Op::CallOwning
                };
                given.into_iter().for_each(|register| self.gone(register));
                self.asm.emit_wide(op, result, number);
            }
        }
        declared
    }

    /// The call of a native whose arguments are in place.
    pub(super) fn emit_native(&mut self, native: NativeId, signature: Signature, result: Register) {
        match self.lowering.native(native, signature) {
            NativeNumber::Leaf(number) => self.asm.emit_wide(Op::CallLeaf, result, number),
            NativeNumber::Intrinsic(number) => {
                self.asm.emit_wide(Op::CallIntrinsic, result, number)
            }
        }
    }

    fn call_method(
        &mut self,
        expr: ExprId,
        object: ExprId,
        method: MemberId,
        virtual_call: bool,
        arguments: &[ExprId],
        result: Register,
    ) -> Kind {
        if let Some(kind) = self.call_as_operation(expr, object, method, arguments, result) {
            return kind;
        }
        let receiver = self.fresh();
        let bare = self.stripped(object);
        let is_this = matches!(self.expr(bare), Expr::This);
        match self.in_place(object, arguments) {
            Some(register) => {
                self.asm.emit(Op::Move, receiver, register, 0);
                // A receiver whose type is a parameter with a constraint.
                let kind = self.kind_of(object);
                self.convert_borrowed(receiver, kind, Kind::Ref, class_type(method.owner()));
            }
            None if self.kind_of(object) == Kind::Ref
                && self.lasting(object, arguments, receiver) => {}
            None => {
                self.evaluate_as(object, receiver, Kind::Ref, class_type(method.owner()));
                self.hold(receiver);
            }
        }
        let is_interface = self.lowering.is_interface(method.owner());
        if !is_interface && (!virtual_call || self.lowering.is_direct(method)) {
            let receiver = if is_this {
                Receiver::Passed
            } else {
                Receiver::Checked(receiver)
            };
            return self.call_member(expr, method, Some(receiver), arguments, result);
        }
        if !is_this {
            self.check_before(expr, receiver, method.accessed_name(), arguments);
        }
        let types = self.lowering.param_types(method);
        let (slot, signature) = if is_interface {
            let (params, result) = self.lowering.member_kinds(method);
            let params = params.into();
            (0, Signature { params, result })
        } else {
            self.lowering.virtual_slot(method)
        };
        self.arguments(
            arguments,
            signature.params.get(1..).unwrap_or_default(),
            &types,
        );
        self.at(expr);
        self.asm.access(method.accessed_name());
        let declared = signature.result;
        let number = self.lowering.signature(signature);
        if is_interface {
            let selector = self.lowering.selector(method);
            self.asm.emit(Op::CallInterface, result, 0, number);
            self.asm.extra(selector);
        } else {
            self.asm.emit(Op::CallVirtual, result, slot, number);
        }
        declared
    }

    /// A function value.
    fn call_value(
        &mut self,
        expr: ExprId,
        function: ExprId,
        arguments: &[ExprId],
        result: Register,
    ) -> Kind {
        let closure = self.fresh();
        match self.in_place(function, arguments) {
            Some(register) => self.asm.emit(Op::Move, closure, register, 0),
            None if self.lasting(function, arguments, closure) => {}
            None => {
                self.evaluate(function, closure);
                self.hold(closure);
            }
        }
        let name = self.called_name(function);
        self.check_before(expr, closure, name, arguments);
        let kinds: Vec<Kind> = arguments
            .iter()
            .map(|argument| self.kind_of(*argument))
            .collect();
        self.arguments(arguments, &kinds, &[]);
        let declared = self.kind_of(expr);
        // The function's own type, rather than those of these arguments, is what others of its kind have.
        let mut params: Vec<Ty> = arguments
            .iter()
            .map(|argument| self.ty(*argument))
            .collect();
        let ty = self.lowering.bare(self.ty(function));
        if let hir::TyKind::Function(ty) = ty.kind()
            && ty.params.iter().all(|param| !param.rest)
        {
            params = ty.params.iter().map(|param| param.ty).collect();
        }
        let signature = Signature {
            params: kinds.into(),
            result: declared,
        };
        let given = self.ty(expr);
        let number = self.lowering.function_type(signature, &params, given);
        self.at(expr);
        self.asm.access(self.called_name(function));
        self.asm
            .emit(Op::CallValue, result, arguments.len() as u16, number);
        declared
    }

    fn called_name(&self, function: ExprId) -> &'static str {
        self.source
            .map_or("call", |source| source.body.called_name(function))
    }

    // ---- what makes objects ------------------------------------------------------------------------------------------

    /// An enum value.
    fn construct(
        &mut self,
        expr: ExprId,
        constructor: MemberId,
        arguments: &[ExprId],
        result: Register,
    ) {
        let Some(declared) = self.lowering.enum_constructor(constructor) else {
            self.asm.emit(Op::LoadNull, result, 0, 0);
            return;
        };
        if declared.params.is_empty() {
            let shared = self.lowering.constant_constructor(constructor);
            self.asm.emit_wide(Op::LoadShared, result, shared);
            return;
        }
        let types: Vec<Ty> = declared.params.iter().map(|param| param.ty).collect();
        let kinds: Vec<Kind> = types.iter().map(|ty| self.lowering.kind(*ty)).collect();
        let layout = self.lowering.constructor_layout(constructor);
        let first = self.mark();
        let mut row = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let kind = kinds.get(at).copied().unwrap_or(Kind::Any);
            let own = self.ty(*argument);
            let ty = types.get(at).copied().unwrap_or(own);
            row.push(self.given_argument(*argument, kind, ty));
        }
        self.at(expr);
        self.asm.emit_wide(Op::NewRecord, result, layout);
        for ((at, kind), register) in kinds.iter().enumerate().zip(&row) {
            let op = if kind.counts() {
                Op::StoreMove
            } else {
                Op::StoreRaw
            };
            self.asm.emit(op, result, at as u16, *register);
            if kind.counts() {
                self.gone(*register);
            }
        }
        self.release_to(first);
    }

    /// `new C(…)`
    pub(super) fn new_object(
        &mut self,
        expr: ExprId,
        class: DefId,
        constructor: Option<MemberId>,
        arguments: &[ExprId],
        to: Register,
    ) {
        let native = constructor.and_then(|constructor| {
            let function = self.lowering.program.functions.get(&constructor)?;
            function.body().is_none().then_some(constructor)
        });
        if let Some(native) = native {
            let result = if self.is_topmost(to) {
                to
            } else {
                self.fresh()
            };
            let mark = self.mark();
            self.make_native(expr, class, native, arguments, result);
            self.release_to(mark);
            if result != to {
                self.asm.emit(Op::Move, to, result, 0);
            }
            return;
        }
        let layout = self.lowering.class_layout(class);
        let object = self.site(to);
        self.at(expr);
        self.asm.emit_wide(Op::NewRecord, object, layout);
        self.hold(object);
        self.initialise_between(class, constructor, Some(object));
        let result = self.fresh();
        let mark = self.mark();
        match constructor {
            Some(constructor) => {
                self.pass_this(Some(object));
                self.call_member(expr, constructor, Some(Receiver::Passed), arguments, result);
            }
            None => arguments
                .iter()
                .for_each(|argument| self.discard(*argument)),
        }
        self.release_to(mark);
        self.unhold();
        self.deliver(object, to);
    }

    /// The initialisers of `class` and the classes up to the owner of the constructor, which runs its own.
    pub(super) fn initialise_between(
        &mut self,
        class: DefId,
        constructor: Option<MemberId>,
        this: Option<Register>,
    ) {
        for def in self.lowering.lineage(class) {
            if constructor.is_some_and(|constructor| constructor.owner() == def) {
                break;
            }
            let this = this.unwrap_or_default();
            self.initialise(def, this);
        }
    }

    /// The initialisers of a class's own variables, for `this`.
    pub(super) fn initialise_class(&mut self, class: DefId) {
        if let Some(this) = self.this {
            self.initialise(class, this);
        }
    }

    fn initialise(&mut self, class: DefId, this: Register) {
        let class_def = self.lowering.class(class);
        let has_any = class_def
            .is_some_and(|class| class.fields.iter().any(|field| field.initialiser.is_some()));
        if !has_any {
            return;
        }
        let mark = self.mark();
        let function = self.lowering.function(FunctionKey::Initialise(class));
        let result = self.fresh();
        let argument = self.fresh();
        self.asm.emit(Op::Move, argument, this, 0);
        self.asm.emit_wide(Op::Call, result, function);
        self.release_to(mark);
    }

    /// `[a, b]`
    pub(super) fn array_literal(&mut self, expr: ExprId, items: &[ExprId], to: Register) {
        let ty = self.ty(expr);
        let element = self.lowering.element_type(ty);
        let kind = match element {
            Some(element) => self.lowering.kind(element),
            None => Kind::Any,
        };
        self.at(expr);
        let capacity = u16::try_from(items.len()).unwrap_or(u16::MAX);
        let array = self.site(to);
        self.asm
            .emit(Op::NewArray, array, kind_number(kind), capacity);
        self.hold(array);
        for item in items {
            let mark = self.mark();
            let own = self.ty(*item);
            let (value, given) = self.kept_operand(*item, kind, element.unwrap_or(own));
            self.asm.emit(push_op(kind, given), array, value, 0);
            if given {
                self.gone(value);
            }
            self.release_to(mark);
        }
        self.unhold();
        self.deliver(array, to);
    }

    /// `[k => v]`
    pub(super) fn map_literal(&mut self, expr: ExprId, entries: &[(ExprId, ExprId)], to: Register) {
        self.at(expr);
        let map = self.site(to);
        let keys = self.lowering.map_keys(self.ty(expr)) as u16;
        self.asm.emit(Op::NewMap, map, keys, 0);
        self.hold(map);
        for (key, value) in entries {
            let mark = self.mark();
            let key = self.any_operand(*key, &[*value]);
            let value = self.any_operand(*value, &[]);
            self.asm.emit(Op::MapSet, map, key, value);
            self.release_to(mark);
        }
        self.unhold();
        self.deliver(map, to);
    }

    /// `{x: a}`
    pub(super) fn structure_literal(
        &mut self,
        expr: ExprId,
        fields: &[(Name, ExprId)],
        to: Register,
    ) {
        let names = fields
            .iter()
            .map(|(name, _)| self.lowering.name(*name))
            .collect();
        let layout = self.lowering.shape_layout(names);
        let object = self.site(to);
        self.at(expr);
        self.asm.emit_wide(Op::NewRecord, object, layout);
        self.hold(object);
        for (at, (_, value)) in fields.iter().enumerate() {
            let mark = self.mark();
            let own = self.ty(*value);
            let (value, given) = self.kept_operand(*value, Kind::Any, own);
            let store = if given { Op::StoreMove } else { Op::StoreCopy };
            self.asm.emit(store, object, at as u16, value);
            if given {
                self.gone(value);
            }
            self.release_to(mark);
        }
        self.unhold();
        self.deliver(object, to);
    }
}

/// A class or interface as a type, whatever its arguments.
pub(super) fn class_type(def: DefId) -> Ty {
    Ty::new(hir::TyKind::Class(def, Box::default()))
}

/// Where the receiver of a call is.
#[derive(Clone, Copy)]
enum Receiver {
    /// In its place, and not null.
    Passed,
    /// In its place, and to be checked.
    Checked(Register),
}

/// The number of a native in its pool.
pub(super) enum NativeNumber {
    Leaf(u32),
    Intrinsic(u32),
}

/// A kind as an operand of `NewArray`.
pub(super) fn kind_number(kind: Kind) -> u16 {
    match kind {
        Kind::Int => 0,
        Kind::Float => 1,
        Kind::Bool => 2,
        Kind::Ref => 3,
        Kind::Any => 4,
    }
}

/// The operation that adds a value of a kind to an array, and takes its count over if it is given.
pub(super) fn push_op(kind: Kind, given: bool) -> Op {
    match kind {
        Kind::Int => Op::PushInt,
        Kind::Float => Op::PushFloat,
        Kind::Bool => Op::PushBool,
        Kind::Ref | Kind::Any if given => Op::PushMove,
        Kind::Ref | Kind::Any => Op::PushCopy,
    }
}

impl Lowering<'_> {
    /// The element type of an array type.
    pub(super) fn element_type(&self, ty: Ty) -> Option<Ty> {
        if let hir::TyKind::Class(def, arguments) = self.bare(ty).kind()
            && *def == hir::known::array()
        {
            return arguments.first().copied();
        }
        None
    }

    /// The number of a native.
    pub(super) fn native(&mut self, id: NativeId, signature: Signature) -> NativeNumber {
        let Some(implementation) = natives_generated::implementation(id) else {
            self.refuse(format!("{id:?} has neither a body nor a native"));
            return NativeNumber::Leaf(0);
        };
        let known = self.natives.get(&id).copied();
        match implementation {
            Implementation::Leaf(leaf) => {
                let number = known.unwrap_or_else(|| {
                    self.image.leaves.push(LeafRow { leaf, signature });
                    self.image.leaves.len() as u32 - 1
                });
                self.natives.insert(id, number);
                NativeNumber::Leaf(number)
            }
            Implementation::Intrinsic(intrinsic) => {
                let number = known.unwrap_or_else(|| {
                    self.image.intrinsics.push(IntrinsicRow {
                        intrinsic,
                        signature,
                    });
                    self.image.intrinsics.len() as u32 - 1
                });
                self.natives.insert(id, number);
                NativeNumber::Intrinsic(number)
            }
        }
    }
}
