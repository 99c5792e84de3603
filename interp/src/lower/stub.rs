//! Functions that stand for others: static functions and constructors as values, bound methods, bridges between
//! signatures, and the initialisers of a class.

use super::function::{Code, qualified};
use super::{FunctionKey, Lowering};
use crate::code::{Function, Op, Signature};
use hx2rs_compiler::hir::{Implementation, Ty, TyKind};
use hx2rs_compiler::{DefId, MemberId};
use hx2rs_heap::Kind;

impl Lowering<'_> {
    /// Runs the initialisers of a class's own variables on `this`: the last one first, as all official targets do.
    pub(super) fn lower_class_initialisers(
        &mut self,
        class: DefId,
        signature: Signature,
    ) -> Function {
        let fields = self.class(class).map_or(&[][..], |class| &class.fields);
        let mut code = Code::new(self, format!("{}.initialise", class.path()), &signature);
        let initialised = fields.iter().filter(|field| field.initialiser.is_some());
        for field in initialised.rev() {
            let mark = code.mark();
            let (slot, kind) = code.lowering.field_slot(field.id);
            let function = code.lowering.function(FunctionKey::Field(field.id));
            let result = code.fresh();
            let this = code.fresh();
            code.asm.emit(Op::Move, this, 0, 0);
            code.asm.emit_wide(Op::Call, result, function);
            let op = if kind.counts() {
                Op::StoreMove
            } else {
                Op::StoreRaw
            };
            code.asm.emit(op, 0, slot, result);
            code.release_to(mark);
        }
        code.end_without_value();
        code.finish(signature)
    }

    /// A native as a function of its own, for tables and values.
    pub(super) fn lower_native_wrapper(
        &mut self,
        member: MemberId,
        signature: Signature,
    ) -> Function {
        let function = self.program.functions.get(&member);
        let native = function.and_then(|function| match &function.implementation {
            Implementation::Native(native) => Some(*native),
            Implementation::Body(_)
            | Implementation::BodyOrNative(..)
            | Implementation::Abstract => None,
        });
        let mut code = Code::new(self, qualified(member), &signature);
        let result = code.fresh();
        for (at, _) in signature.params.iter().enumerate() {
            let argument = code.fresh();
            code.asm.emit(Op::Move, argument, at as u16, 0);
        }
        match native {
            Some(native) => {
                code.emit_native(native, signature.clone(), result);
                code.asm.emit(Op::Return, result, 0, 0);
            }
            // Never called: an abstract function has no place in a table.
            None => code.asm.emit(Op::Unmatched, 0, 0, 0),
        }
        code.finish(signature)
    }

    /// A static function behind a closure: parameters with defaults take null.
    pub(super) fn lower_value_stub(&mut self, member: MemberId, signature: Signature) -> Function {
        self.lower_forward(member, signature, None)
    }

    /// A method behind a closure that holds its object; the object's class decides.
    pub(super) fn lower_bound_stub(&mut self, member: MemberId, signature: Signature) -> Function {
        self.lower_forward(member, signature, Some(member))
    }

    fn lower_forward(
        &mut self,
        member: MemberId,
        signature: Signature,
        bound: Option<MemberId>,
    ) -> Function {
        let Some(function) = self.program.functions.get(&member).cloned() else {
            self.refuse(format!("{member:?} is no function"));
            return Code::new(self, qualified(member), &signature).finish(signature);
        };
        let (kinds, declared) = self.member_kinds(member);
        let mut code = Code::new(
            self,
            format!("{} as a value", qualified(member)),
            &signature,
        );
        let result = code.fresh();
        let mut target = None;
        let mut kinds = kinds.as_slice();
        let mut result_kind = declared;
        let virtual_signature;
        if bound.is_some() {
            let this = code.fresh();
            code.load_slot(this, 0, 0, Kind::Ref, true);
            let is_native = function.body().is_none()
                && !matches!(function.implementation, Implementation::Abstract);
            if !is_native && !code.lowering.is_direct(member) {
                let (slot, found) = if code.lowering.is_interface(member.owner()) {
                    let selector = code.lowering.selector(member);
                    let params = kinds.to_vec().into();
                    let found = Signature {
                        params,
                        result: declared,
                    };
                    (Target::Interface(selector), found)
                } else {
                    let (slot, found) = code.lowering.virtual_slot(member);
                    (Target::Virtual(slot), found)
                };
                virtual_signature = found.clone();
                kinds = &virtual_signature.params;
                result_kind = virtual_signature.result;
                target = Some((slot, found));
            }
            kinds = kinds.get(1..).unwrap_or_default();
        }
        for (at, param) in function.params.iter().enumerate() {
            let argument = code.fresh();
            let source = u16::try_from(at + 1).unwrap_or(u16::MAX);
            let kind = kinds.get(at).copied().unwrap_or(Kind::Any);
            match &param.default {
                Some(default) => {
                    code.default_argument(source, default, argument, kind, param.ty);
                    code.hold_kind(argument, kind);
                }
                None => {
                    let from = code.lowering.kind(param.ty);
                    code.asm.emit(Op::Move, argument, source, 0);
                    code.convert_borrowed(argument, from, kind, param.ty);
                }
            }
        }
        match target {
            Some((Target::Virtual(slot), found)) => {
                let number = code.lowering.signature(found);
                code.asm.access(member.accessed_name());
                code.asm.emit(Op::CallVirtual, result, slot, number);
            }
            Some((Target::Interface(selector), found)) => {
                let number = code.lowering.signature(found);
                code.asm.access(member.accessed_name());
                code.asm.emit(Op::CallInterface, result, 0, number);
                code.asm.extra(selector);
            }
            None => {
                let number = code.lowering.function(FunctionKey::Member(member));
                code.asm.emit_wide(Op::Call, result, number);
            }
        }
        code.convert(result, result_kind, signature.result, function.result);
        code.release_on_way_out(0, None);
        code.asm.emit(Op::Return, result, 0, 0);
        code.finish(signature)
    }

    /// A constructor of an enum behind a closure.
    pub(super) fn lower_constructor_stub(
        &mut self,
        member: MemberId,
        signature: Signature,
    ) -> Function {
        let layout = self.constructor_layout(member);
        let mut code = Code::new(
            self,
            format!("{} as a value", qualified(member)),
            &signature,
        );
        let result = code.fresh();
        code.asm.emit_wide(Op::NewRecord, result, layout);
        for (at, kind) in signature.params.iter().enumerate().skip(1) {
            let op = if kind.counts() {
                Op::StoreCopy
            } else {
                Op::StoreRaw
            };
            code.asm.emit(op, result, at as u16 - 1, at as u16);
        }
        code.asm.emit(Op::Return, result, 0, 0);
        code.finish(signature)
    }

    /// `new` behind a closure, which is not looked at: parameters with defaults take null.
    pub(super) fn lower_make_stub(&mut self, class: DefId, signature: Signature) -> Function {
        let layout = self.class_layout(class);
        let constructor = self.constructor_of(class);
        let mut code = Code::new(self, format!("new {}", class.path()), &signature);
        let object = code.fresh();
        code.asm.emit_wide(Op::NewRecord, object, layout);
        code.hold(object);
        code.initialise_between(class, constructor, Some(object));
        if let Some(constructor) = constructor {
            let result = code.fresh();
            let this = code.fresh();
            code.asm.emit(Op::Move, this, object, 0);
            let (kinds, _) = code.lowering.member_kinds(constructor);
            let function = code.lowering.program.functions.get(&constructor).cloned();
            let params = function.map_or_else(Vec::new, |function| function.params.clone());
            for (at, param) in params.iter().enumerate() {
                let argument = code.fresh();
                let source = u16::try_from(at + 1).unwrap_or(u16::MAX);
                let kind = kinds.get(at + 1).copied().unwrap_or(Kind::Any);
                match &param.default {
                    Some(default) => {
                        code.default_argument(source, default, argument, kind, param.ty);
                        code.hold_kind(argument, kind);
                    }
                    None => {
                        let from = code.lowering.kind(param.ty);
                        code.asm.emit(Op::Move, argument, source, 0);
                        code.convert_borrowed(argument, from, kind, param.ty);
                    }
                }
            }
            let number = code.lowering.function(FunctionKey::Member(constructor));
            code.asm.emit_wide(Op::Call, result, number);
            code.release_on_way_out(0, Some(object));
        }
        code.asm.emit(Op::Return, object, 0, 0);
        code.finish(signature)
    }

    /// A function under another signature: of the declaration that it implements.
    pub(super) fn lower_bridge(&mut self, target: u32, signature: Signature) -> Function {
        let own = self.signature_of(target);
        let dynamic = Ty::new(TyKind::Dynamic(None));
        let member = self
            .keys
            .get_index(target as usize)
            .and_then(|key| match key {
                FunctionKey::Member(member) => Some(*member),
                FunctionKey::Static(_)
                | FunctionKey::Field(_)
                | FunctionKey::Initialise(_)
                | FunctionKey::Closure(..)
                | FunctionKey::Value(_)
                | FunctionKey::Constructor(_)
                | FunctionKey::Make(_)
                | FunctionKey::Bound(_)
                | FunctionKey::Bridge(..) => None,
            });
        let types = member.map_or_else(Vec::new, |member| self.param_types(member));
        let name = member.map_or_else(
            || String::from("bridge"),
            |member| format!("{} as declared", qualified(member)),
        );
        let mut code = Code::new(self, name, &signature);
        let result = code.fresh();
        for (at, wanted) in own.params.iter().enumerate() {
            let argument = code.fresh();
            match signature.params.get(at) {
                Some(given) => {
                    code.asm.emit(Op::Move, argument, at as u16, 0);
                    let ty = at
                        .checked_sub(1)
                        .and_then(|at| types.get(at))
                        .copied()
                        .unwrap_or(dynamic);
                    code.convert_borrowed(argument, *given, *wanted, ty);
                }
                None => code.default_of(*wanted, argument),
            }
        }
        code.asm.emit_wide(Op::Call, result, target);
        code.convert(result, own.result, signature.result, dynamic);
        code.asm.emit(Op::Return, result, 0, 0);
        code.finish(signature)
    }
}

/// How a bound method is called.
enum Target {
    Virtual(u16),
    Interface(u32),
}
