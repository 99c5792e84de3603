//! Natives that are operations of their own: the primitives of arrays and maps, and `Std.string`.

use super::call::{kind_number, push_op};
use super::function::{Code, Register};
use crate::code::{Op, Signature};
use crate::native::Implementation;
use crate::natives_generated::{self, Intrinsic};
use hx2rs_compiler::hir::{self, ExprId, NativeId, known};
use hx2rs_compiler::{DefId, MemberId, Space};
use hx2rs_heap::Kind;

impl Code<'_, '_> {
    /// The intrinsic behind a function of the program, if it is one.
    pub(super) fn intrinsic(&self, member: MemberId) -> Option<Intrinsic> {
        let function = self.lowering.program.functions.get(&member)?;
        let hir::Implementation::Native(native) = &function.implementation else {
            return None;
        };
        match natives_generated::implementation(*native) {
            Some(Implementation::Intrinsic(intrinsic)) => Some(intrinsic),
            Some(Implementation::Leaf(_)) | None => None,
        }
    }

    /// Calls of methods that an operation does better. Nothing is emitted for others.
    pub(super) fn call_as_operation(
        &mut self,
        expr: ExprId,
        object: ExprId,
        method: MemberId,
        arguments: &[ExprId],
        result: Register,
    ) -> Option<Kind> {
        let intrinsic = self.intrinsic(method)?;
        if intrinsic == Intrinsic::ArrayGetLength {
            let array = self.borrowed(object, &[]);
            self.at(expr);
            self.asm.access("length");
            self.asm.emit(Op::ArrayLength, result, array, 0);
            return Some(Kind::Int);
        }
        if intrinsic == Intrinsic::ArrayPush {
            self.push(expr, object, *arguments.first()?, Some(result))?;
            return Some(Kind::Int);
        }
        if intrinsic == Intrinsic::MapSet {
            let (key, value) = (*arguments.first()?, *arguments.get(1)?);
            let map = self.borrowed(object, &[key, value]);
            self.check_before(expr, map, "set", &[key, value]);
            let key = self.any_operand(key, &[value]);
            let value = self.any_operand(value, &[]);
            self.at(expr);
            self.asm.access("set");
            self.asm.emit(Op::MapSet, map, key, value);
            self.asm.emit(Op::LoadNull, result, 0, 0);
            return Some(Kind::Any);
        }
        let (op, name, kind) = if intrinsic == Intrinsic::MapGet {
            (Op::MapGet, "get", Kind::Any)
        } else if intrinsic == Intrinsic::MapExists {
            (Op::MapExists, "exists", Kind::Bool)
        } else {
            return None;
        };
        let key = *arguments.first()?;
        let map = self.borrowed(object, &[key]);
        self.check_before(expr, map, name, &[key]);
        let key = self.any_operand(key, &[]);
        self.at(expr);
        self.asm.access(name);
        self.asm.emit(op, result, map, key);
        Some(kind)
    }

    /// `array.push(value)`
    fn push(
        &mut self,
        expr: ExprId,
        object: ExprId,
        value: ExprId,
        result: Option<Register>,
    ) -> Option<()> {
        let ty = self.ty(object);
        let element = self.lowering.element_type(ty)?;
        let kind = self.lowering.kind(element);
        let array = self.borrowed(object, &[value]);
        self.check_before(expr, array, "push", &[value]);
        let (item, given) = self.kept_operand(value, kind, element);
        self.at(expr);
        self.asm.access("push");
        self.asm.emit(push_op(kind, given), array, item, 0);
        if given {
            self.gone(item);
        }
        if let Some(result) = result {
            self.asm.emit(Op::ArrayLength, result, array, 0);
        }
        Some(())
    }

    /// A call of `push` whose result nobody uses. `false`: it is another call, and nothing has been emitted.
    pub(super) fn push_only(
        &mut self,
        expr: ExprId,
        callee: &hir::Callee,
        arguments: &[ExprId],
    ) -> bool {
        let hir::Callee::Method { object, method, .. } = callee else {
            return false;
        };
        let [value] = arguments else { return false };
        self.intrinsic(*method) == Some(Intrinsic::ArrayPush)
            && self.push(expr, *object, *value, None).is_some()
    }

    /// `Std.string`, so that a `toString` of the program runs as an ordinary call.
    pub(super) fn static_as_operation(
        &mut self,
        expr: ExprId,
        member: MemberId,
        arguments: &[ExprId],
        result: Register,
    ) -> Option<Kind> {
        if self.intrinsic(member)? != Intrinsic::StdString {
            return None;
        }
        let value = *arguments.first()?;
        let register = self.fresh();
        match self.in_place(value, &[]) {
            Some(variable) if self.kind_of(value).counts() => {
                self.asm.emit(Op::Move, register, variable, 0);
            }
            Some(_) | None => {
                let ty = self.ty(value);
                self.evaluate_as(value, register, Kind::Any, ty);
                self.hold(register);
            }
        }
        self.at(expr);
        self.asm.emit(Op::ToText, result, 0, 0);
        Some(Kind::Ref)
    }

    /// `new` of a type of the prelude whose constructor is native.
    pub(super) fn make_native(
        &mut self,
        expr: ExprId,
        class: DefId,
        constructor: MemberId,
        arguments: &[ExprId],
        result: Register,
    ) {
        self.at(expr);
        if class == known::array() {
            let ty = self.ty(expr);
            let element = self.lowering.element_type(ty);
            let kind = element.map_or(Kind::Any, |element| self.lowering.kind(element));
            self.asm.emit(Op::NewArray, result, kind_number(kind), 0);
            return;
        }
        if class == known::map() {
            let keys = self.lowering.map_keys(self.ty(expr)) as u16;
            self.asm.emit(Op::NewMap, result, keys, 0);
            return;
        }
        let native: Option<NativeId> =
            self.lowering
                .program
                .functions
                .get(&constructor)
                .and_then(|function| match &function.implementation {
                    hir::Implementation::Native(native) => Some(*native),
                    hir::Implementation::Body(_)
                    | hir::Implementation::BodyOrNative(..)
                    | hir::Implementation::Abstract => None,
                });
        let types = self.lowering.param_types(constructor);
        let kinds: Vec<Kind> = types.iter().map(|ty| self.lowering.kind(*ty)).collect();
        self.arguments(arguments, &kinds, &types);
        match native {
            Some(native) => {
                let signature = Signature {
                    params: kinds.into(),
                    result: Kind::Ref,
                };
                self.emit_native(native, signature, result);
            }
            None => self.asm.emit(Op::LoadNull, result, 0, 0),
        }
    }

    /// A value that is no exception as a `haxe.ValueException`, made by its constructor.
    pub(super) fn wrap_exception(&mut self, thrown: Register, to: Register) {
        let class = known::value_exception();
        let constructor = MemberId::new(class, "new", Space::Instance);
        if self.lowering.class(class).is_none()
            || !self.lowering.program.functions.contains_key(&constructor)
        {
            // The program has no such class: then nothing in it can name the value's type either.
            self.asm.emit(Op::LoadNull, to, 0, 0);
            return;
        }
        let mark = self.mark();
        let layout = self.lowering.class_layout(class);
        let object = self.fresh();
        self.asm.emit_wide(Op::NewRecord, object, layout);
        self.hold(object);
        let inner = self.mark();
        let result = self.fresh();
        let (this, value) = (self.fresh(), self.fresh());
        let (previous, native) = (self.fresh(), self.fresh());
        self.asm.emit(Op::Move, this, object, 0);
        self.asm.emit(Op::Move, value, thrown, 0);
        self.asm.emit(Op::LoadNull, previous, 0, 0);
        self.asm.emit(Op::LoadNull, native, 0, 0);
        let function = self
            .lowering
            .function(super::FunctionKey::Member(constructor));
        self.asm.emit_wide(Op::Call, result, function);
        self.release_to(inner);
        self.unhold();
        self.asm.emit(Op::Move, to, object, 0);
        self.release_to(mark);
    }
}
