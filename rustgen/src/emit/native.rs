//! Calls of the prelude's functions, as their rows say.

use super::{Context, Hold, Value};
use crate::code::{Code, Level, ident, path};
use crate::marks::code;
use crate::native::{Native, Passing, Returning};
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{
    Expr, ExprId, FunctionKind, Implementation, NativeId, Ty, TyKind, known,
};
use proc_macro2::{TokenStream, TokenTree};

impl<'a> Context<'a> {
    /// The row of a function that the prelude implements.
    pub(crate) fn native_of(&self, function: MemberId) -> Option<NativeId> {
        match &self.function(function)?.implementation {
            Implementation::Native(id) | Implementation::BodyOrNative(_, id) => Some(*id),
            Implementation::Body(_) | Implementation::Abstract => None,
        }
    }

    /// Whether a function takes a function of the user.
    pub(crate) fn takes_function(&self, function: MemberId) -> bool {
        self.function(function).is_some_and(|function| {
            function
                .params
                .iter()
                .any(|param| matches!(self.world.kind(param.ty), Kind::Function(_)))
        })
    }

    /// A call of a native function.
    pub(crate) fn native_call(
        &mut self,
        expr: ExprId,
        function: MemberId,
        id: NativeId,
        receiver: Option<ExprId>,
        arguments: &[ExprId],
    ) -> Value {
        if let (NativeId::StdInt, [operand]) = (id, arguments)
            && let Some(quotient) = self.quotient(*operand)
        {
            return Value::new(quotient, self.natural(expr));
        }
        if let (NativeId::ReflectCopy, [operand]) = (id, arguments) {
            return self.copy(expr, *operand);
        }
        if id == NativeId::ReflectCompare {
            let types = arguments.iter().map(|argument| self.ty(*argument));
            if !types.clone().all(|ty| self.has_order(ty)) {
                let values = arguments.iter().map(|argument| self.value(*argument));
                let values = values.collect();
                return self.compared_as_dynamic(expr, values);
            }
        }
        let (row, arguments) = self.exception_row(id, arguments);
        let receiver_is_none = receiver.is_none();
        let receiver = receiver.map(|object| {
            let value = if self.is_user_exception(object) {
                let value = self.exception_base(object);
                self.some(object, value, function.accessed_name())
            } else {
                self.object(object, function.accessed_name())
            };
            (object, value)
        });
        self.native_needs(
            function,
            row,
            receiver.as_ref().map(|(object, _)| self.ty(*object)),
        );
        // What is only kept is not called.
        let before = usize::from(receiver.is_some() && !row.is_method);
        let mut taken = arguments.iter().zip(row.parameters.iter().skip(before));
        let callbacks = taken.any(|(argument, passing)| {
            matches!(passing, Passing::Callback | Passing::CallbackByReference)
                && self.callback_throws(*argument)
        });
        let mut passings = row.parameters.iter().copied();
        let mut codes = Vec::new();
        let mut object = None;
        if let Some((at, value)) = receiver {
            if row.is_method {
                object = Some(value);
            } else {
                let passing = passings.next().unwrap_or(Passing::Value);
                codes.push(self.pass_value(at, value, passing, false));
            }
        }
        let declared = self.function(function);
        let mut arguments = arguments;
        if row.is_method
            && object.is_none()
            && self
                .function(function)
                .is_some_and(|function| function.kind == FunctionKind::Static)
            && let Some((first, rest)) = arguments.split_first()
        {
            // A static function whose first argument is the object of a Rust method.
            let value = self.value(*first);
            object = Some(self.some(*first, value, function.accessed_name()));
            arguments = rest;
        }
        let skipped = usize::from(object.is_some() && receiver_is_none);
        for (at, argument) in arguments.iter().enumerate() {
            let at = at + skipped;
            let passing = passings.next().unwrap_or(Passing::Value);
            let param = declared
                .and_then(|function| function.params.get(at))
                .map(|param| param.ty);
            let elsewhere = object.as_ref().map(|value| value.repr.ty);
            codes.push(self.pass(*argument, passing, param, elsewhere));
        }
        if gives_dynamic(id) {
            return self.native_dynamic(expr, row, &codes);
        }
        self.native_finish(expr, function, id, object, codes, callbacks, self.ty(expr))
    }

    /// A call of a function that gives Dynamic, where its Haxe type says more.
    fn native_dynamic(&mut self, expr: ExprId, row: Native, codes: &[Code]) -> Value {
        let call = Code::call(native_path(row.path), codes);
        let call = if row.result == Returning::Fallible {
            call.question()
        } else {
            call
        };
        let repr = Repr {
            ty: self.world.bare(self.ty(expr)),
            null: true,
        };
        if matches!(self.world.kind(repr.ty), Kind::Dynamic) {
            return Value::new(call, repr);
        }
        if !self.scope.viewed(repr.ty) {
            let code = self.unsupported(expr, "a value of this type taken out of Dynamic is");
            return Value::new(code, repr);
        }
        let taken = self.taken(expr, call, repr.ty, code!(hx::take));
        Value::new(taken, repr)
    }

    /// Whether `hx::Compare` knows the order of a type's values.
    fn has_order(&self, ty: Ty) -> bool {
        matches!(
            self.world.kind(ty),
            Kind::Int | Kind::Float | Kind::Bool | Kind::Int64 | Kind::String | Kind::Dynamic
        )
    }

    /// `Reflect.compare` of values that have an order only as Dynamic, if they have one.
    fn compared_as_dynamic(&mut self, expr: ExprId, values: Vec<Value>) -> Value {
        let dynamic = Repr {
            ty: Ty::new(TyKind::Dynamic(None)),
            null: true,
        };
        let mut codes = Vec::new();
        for value in values {
            let seen = self.seen_as_dynamic(expr, value, dynamic);
            codes.push(self.own(&seen).reference());
        }
        let call = Code::call(code!(hx::compare), &codes);
        let int = Repr {
            ty: Ty::new(TyKind::Int),
            null: false,
        };
        Value::new(call, int)
    }

    /// A call of a native function with values that are already there.
    pub(crate) fn native_with(
        &mut self,
        expr: ExprId,
        function: MemberId,
        id: NativeId,
        values: Vec<Value>,
        ty: Ty,
    ) -> Value {
        if id == NativeId::ReflectCompare
            && !values.iter().all(|value| self.has_order(value.repr.ty))
        {
            return self.compared_as_dynamic(expr, values);
        }
        let mut values = values;
        let (row, kept) = self.exception_row(id, &values);
        values.truncate(kept.len());
        let mut values = values.into_iter();
        let object = if row.is_method { values.next() } else { None };
        let object = object.map(|object| self.exception_inside(object));
        let object = object.map(|object| match object.repr.null {
            true => self.some(expr, object, "value"),
            false => object,
        });
        self.native_needs(function, row, object.as_ref().map(|value| value.repr.ty));
        let mut codes = Vec::new();
        for (value, passing) in values.zip(row.parameters) {
            // No function of numbers takes null.
            let is_number = matches!(self.world.kind(value.repr.ty), Kind::Int64);
            let nullable = value.repr.null && !is_number;
            codes.push(self.pass_value(expr, value, *passing, nullable));
        }
        self.native_finish(expr, function, id, object, codes, false, ty)
    }

    /// The row of a function, and its arguments: those of a constructor of exceptions without what the platform threw, if
    /// nothing in the program tells it that.
    fn exception_row<'v, T>(&self, id: NativeId, arguments: &'v [T]) -> (Native, &'v [T]) {
        let row = crate::natives_generated::native(id);
        let path = if id == NativeId::ExceptionNew {
            "hx::Exception::new"
        } else if id == NativeId::ValueExceptionNew {
            "hx::Exception::wrapped"
        } else {
            return (row, arguments);
        };
        if self.world.gives_native {
            return (row, arguments);
        }
        let kept = arguments.get(..crate::world::NATIVE).unwrap_or(arguments);
        (Native { path, ..row }, kept)
    }

    /// `super.method(…)` of a method that the prelude implements: exceptions.
    pub(crate) fn native_super(
        &mut self,
        expr: ExprId,
        function: MemberId,
        id: NativeId,
        arguments: &[ExprId],
    ) -> Value {
        let row = crate::natives_generated::native(id);
        let object = self.this_exception_base();
        let mut codes = Vec::new();
        for (argument, passing) in arguments.iter().zip(row.parameters) {
            codes.push(self.pass(*argument, *passing, None, None));
        }
        self.native_finish(
            expr,
            function,
            id,
            Some(object),
            codes,
            false,
            self.ty(expr),
        )
    }

    pub(super) fn is_user_exception(&self, object: ExprId) -> bool {
        self.class_of_expr(object)
            .is_some_and(|class| self.world.is_exception(class))
    }

    /// The `hx::Exception` inside a user's exception.
    fn exception_base(&mut self, object: ExprId) -> Value {
        let class = self.class_of_expr(object);
        let is_this = matches!(self.body.exprs[object], Expr::This);
        let through_trait = !is_this || self.this_is_trait();
        let code = self.receiver_code(object, "message");
        let Some(class) = class else {
            return Value::new(code, self.natural(object));
        };
        let root = self.world.exception_top(class);
        let path = self.base_path(code, class, root, through_trait);
        let repr = Repr {
            null: false,
            ty: self.world.exception_ty(),
        };
        Value::held(path.field(&ident("base")), repr, Hold::Place)
    }

    /// As [`Self::exception_base`], of an object that is already there; other values as they are.
    fn exception_inside(&mut self, object: Value) -> Value {
        let Kind::Class(class, _) = self.world.kind(object.repr.ty) else {
            return object;
        };
        if !self.world.is_exception(class) {
            return object;
        }
        let root = self.world.exception_top(class);
        let is_dyn = self.is_dyn(object.repr);
        let path = self.base_path(object.code, class, root, is_dyn);
        let repr = Repr {
            null: false,
            ty: self.world.exception_ty(),
        };
        Value::held(path.field(&ident("base")), repr, Hold::Place)
    }

    fn this_exception_base(&mut self) -> Value {
        let class = self.member.owner();
        let root = self.world.exception_top(class);
        let path = self.base_path(self.this_receiver(), class, root, self.this_is_trait());
        let repr = Repr {
            null: false,
            ty: self.world.exception_ty(),
        };
        Value::held(path.field(&ident("base")), repr, Hold::Place)
    }

    /// What the values of a native container have to be able to do.
    fn native_needs(&self, function: MemberId, row: Native, receiver: Option<Ty>) {
        let Some(receiver) = receiver else { return };
        let kind = self.world.kind(receiver);
        if let Kind::Array(element) = kind {
            self.world.need(element, Bound::Clone);
            let name = row.path.rsplit("::").next().unwrap_or_default();
            if matches!(name, "contains" | "remove" | "index_of" | "last_index_of") {
                self.world.need(element, Bound::Same);
            }
            if matches!(name, "join" | "text") {
                self.world.need(element, Bound::Show);
            }
        } else if let Kind::Map(key, value) = kind {
            self.world.need(key, Bound::Key);
            self.world.need(key, Bound::Clone);
            self.world.need(value, Bound::Clone);
            if row.path.ends_with("text") {
                self.world.need(key, Bound::Show);
                self.world.need(value, Bound::Show);
            }
        } else {
            let _ = function;
        }
    }

    /// Whether a function argument can throw.
    fn callback_throws(&self, argument: ExprId) -> bool {
        if !matches!(self.world.kind(self.ty(argument)), Kind::Function(_)) {
            return false;
        }
        if let Expr::Closure(closure) = &self.body.exprs[argument] {
            self.plan
                .and_then(|plan| plan.closures.entry(*closure))
                .is_some_and(|plan| plan.throws)
        } else {
            self.world.plan.function_values_throw
        }
    }

    /// One argument.
    fn pass(
        &mut self,
        argument: ExprId,
        passing: Passing,
        param: Option<Ty>,
        receiver: Option<Ty>,
    ) -> Code {
        match passing {
            Passing::Shown => self.shown_reference(argument),
            Passing::Text => {
                if let Some(text) = self.literal_text(argument) {
                    return crate::code::text(text);
                }
                let value = self.value(argument);
                let value = self.some(argument, value, "");
                self.pass_value(argument, value, passing, false)
            }
            Passing::IntoText => {
                if let Some(text) = self.literal_text(argument) {
                    let literal = crate::code::text(text);
                    return Code::call(code!(Str::lit), &[literal]);
                }
                let want = Repr {
                    null: false,
                    ty: self.world.bare(self.ty(argument)),
                };
                self.owned(argument, want)
            }
            Passing::CallbackByReference | Passing::Callback => self.callback(argument, passing),
            Passing::Value => {
                let want = self.native_want(argument, param, receiver);
                if self.natural(argument).null && self.is_text_key(argument, param, receiver) {
                    let value = self.value(argument);
                    let key = self.some(argument, value, "");
                    return self.fit(argument, key, want);
                }
                self.owned(argument, want)
            }
            Passing::Reference => {
                let want = self.native_want(argument, param, receiver);
                let value = self.value(argument);
                let value = if self.is_text_key(argument, param, receiver) {
                    self.some(argument, value, "")
                } else {
                    value
                };
                if value.repr.null == want.null {
                    if let (Kind::String, Some(text)) =
                        (self.world.kind(want.ty), self.literal_text(argument))
                        && !want.null
                    {
                        let literal = crate::code::text(text);
                        return Code::call(code!(Str::lit), &[literal]).reference();
                    }
                    return match self.world.kind(want.ty) {
                        Kind::Dynamic => self.borrowed(&value),
                        Kind::Void
                        | Kind::Int
                        | Kind::Float
                        | Kind::Bool
                        | Kind::Int64
                        | Kind::String
                        | Kind::Array(_)
                        | Kind::Map(..)
                        | Kind::Exception
                        | Kind::Native(_)
                        | Kind::Class(..)
                        | Kind::Enum(..)
                        | Kind::Function(_)
                        | Kind::Structure(_)
                        | Kind::Param(_)
                        | Kind::Unsupported => self.reference(&value),
                    };
                }
                if value.repr.null {
                    let value = self.some(argument, value, "");
                    return self.reference(&value);
                }
                let code = self.fit(argument, value, want);
                code.reference()
            }
            Passing::OptionalReference => {
                let value = self.value(argument);
                self.pass_value(argument, value, passing, true)
            }
        }
    }

    /// Whether an argument is the key of a map whose keys are strings, which null is none of.
    fn is_text_key(&self, argument: ExprId, param: Option<Ty>, receiver: Option<Ty>) -> bool {
        let is_map = receiver.is_some_and(|ty| matches!(self.world.kind(ty), Kind::Map(..)));
        let keys = self.world.type_params(known::map()).into_iter().next();
        let is_key = param.zip(keys);
        let is_key = is_key.is_some_and(|(param, key)| *param.kind() == TyKind::Param(key));
        is_map && is_key && matches!(self.world.kind(self.ty(argument)), Kind::String)
    }

    /// The form of an argument: that of an element where the parameter's type is one of the container's.
    fn native_want(&self, argument: ExprId, param: Option<Ty>, receiver: Option<Ty>) -> Repr {
        let ty = self.ty(argument);
        let is_element =
            param.is_some_and(|param| self.is_parameter(param) && !self.world.says_null(param));
        if is_element && receiver.is_some() {
            let element = self.world.argument(ty);
            return element;
        }
        self.world.repr(ty, false)
    }

    fn pass_value(&mut self, expr: ExprId, value: Value, passing: Passing, nullable: bool) -> Code {
        match passing {
            Passing::Value | Passing::IntoText => {
                if nullable || !value.repr.null {
                    return self.own(&value);
                }
                let value = self.some(expr, value, "");
                self.own(&value)
            }
            Passing::Text if value.repr.null => {
                let value = self.some(expr, value, "");
                self.reference(&value)
            }
            Passing::Reference
                if value.repr.null
                    && matches!(
                        self.world.kind(value.repr.ty),
                        Kind::Array(_) | Kind::Map(..)
                    ) =>
            {
                let value = self.some(expr, value, "value");
                self.reference(&value)
            }
            Passing::Reference | Passing::Text | Passing::Shown => self.reference(&value),
            Passing::OptionalReference => {
                if value.repr.null {
                    let is_text = matches!(self.world.kind(value.repr.ty), Kind::String);
                    let method = if is_text { "as_deref" } else { "as_ref" };
                    return value.code.method(method, &[]);
                }
                let reference = self.reference(&value);
                Code::call(code!(Some), &[reference])
            }
            Passing::CallbackByReference => {
                let Kind::Function(function) = self.world.kind(value.repr.ty) else {
                    return value.code;
                };
                self.forwarding(value, function.params.len(), true)
            }
            Passing::Callback => {
                let Kind::Function(function) = self.world.kind(value.repr.ty) else {
                    return value.code;
                };
                self.forwarding(value, function.params.len(), false)
            }
        }
    }

    /// A function for the prelude: a closure in place, or one that calls the value.
    fn callback(&mut self, argument: ExprId, passing: Passing) -> Code {
        let by_reference = passing == Passing::CallbackByReference;
        if let (Expr::Closure(closure), Kind::Function(function)) = (
            &self.body.exprs[argument],
            self.world.kind(self.ty(argument)),
        ) {
            return self.at(argument, |this| {
                this.closure_literal(*closure, Some(function), false, by_reference)
            });
        }
        if let Expr::FunctionValue(function) = self.body.exprs[argument]
            && !self.world.plan.function_values_throw
            && let Some(code) = self.at(argument, |this| {
                this.function_in_place(argument, function, by_reference)
            })
        {
            return code;
        }
        let value = self.guarded(|this| this.value(argument));
        let value = self.some(argument, value, "call");
        self.pass_value(argument, value, passing, false)
    }

    /// `|a, b| f(a.clone(), b.clone())`, with `f` evaluated once.
    fn forwarding(&mut self, value: Value, count: usize, by_reference: bool) -> Code {
        // A function that a bound method hands on has such a name itself.
        let text = value.code.tokens.to_string();
        let is_handed_on = text
            .strip_prefix('a')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let stem = if is_handed_on { "b" } else { "a" };
        let names: Vec<_> = (0..count)
            .map(|at| self.fresh(&format!("{stem}{at}")))
            .collect();
        let Kind::Function(function) = self.world.kind(value.repr.ty) else {
            return value.code;
        };
        let arguments: Vec<Code> = names
            .iter()
            .zip(&function.params)
            .map(|(name, param)| {
                let repr = self.world.argument(param.ty);
                let hold = if by_reference {
                    Hold::Reference
                } else {
                    Hold::Owned
                };
                self.own(&Value::held(Code::ident(name), repr, hold))
            })
            .collect();
        let path = value.code.tokens.clone().into_iter();
        let is_path = path.clone().all(|token| match token {
            TokenTree::Ident(_) => true,
            TokenTree::Punct(punct) => punct.as_char() == '.',
            TokenTree::Group(_) | TokenTree::Literal(_) => false,
        });
        if is_path {
            let callee = value.code.tokens;
            let is_name = path.count() == 1;
            let callee = if is_name { callee } else { code!((#callee)) };
            let call = Code::call(callee, &arguments);
            return Code::new(Level::Jump, code!(|#(#names),*| #call));
        }
        let name = self.fresh("call");
        let owned = self.own(&value);
        let call = Code::call(code!(#name), &arguments);
        let ty = self.scope.ty(value.repr);
        Code::block(code!({ let #name: #ty = #owned; move |#(#names),*| #call }))
    }

    #[allow(clippy::too_many_arguments)] // All of them are parts of one call.
    fn native_finish(
        &mut self,
        expr: ExprId,
        function: MemberId,
        id: NativeId,
        object: Option<Value>,
        codes: Vec<Code>,
        fallible_callback: bool,
        ty: Ty,
    ) -> Value {
        let (row, _) = self.exception_row::<Code>(id, &[]);
        let last = row.path.rsplit("::").next().unwrap_or_default();
        let sparse = self.native_of(function) == Some(NativeId::ArrayResize)
            && object.as_ref().is_some_and(|object| {
                let element = self.world.element(object.repr.ty);
                element.is_some_and(|element| !self.world.has_default(self.world.argument(element)))
            });
        let name = if sparse {
            format!("{last}_sparse")
        } else if fallible_callback {
            format!("try_{last}")
        } else {
            last.to_owned()
        };
        let held = object
            .as_ref()
            .and_then(|object| self.held_type(object.repr.ty, function));
        let operation = match object {
            None => super::int64::operation(id, &codes),
            Some(_) => None,
        };
        let call = match (&object, operation) {
            (_, Some(operation)) => operation,
            (Some(value), None) => value.code.method(&name, &codes),
            (None, None) => {
                let full = match row.path.rsplit_once("::") {
                    Some((start, _)) => format!("{start}::{name}"),
                    None => name,
                };
                Code::call(native_path(&full), &codes)
            }
        };
        let owner = self.world.kind(declared_owner(self.world, function));
        let call = if matches!(owner, Kind::Array(_) | Kind::Map(..)) {
            // A container's own elements are what they are.
            call
        } else {
            self.nullable_elements(call, self.world.repr(ty, false))
        };
        let call = if fallible_callback {
            call.question()
        } else {
            call
        };
        let declared = self.function(function);
        let says_null = declared.is_some_and(|function| self.world.says_null(function.result));
        let element = declared.is_some_and(|function| self.is_parameter(function.result));
        let dynamic = declared
            .is_some_and(|function| matches!(self.world.kind(function.result), Kind::Dynamic));
        let plain = Repr {
            ty: self.world.bare(ty),
            null: says_null || dynamic,
        };
        match row.result {
            Returning::Unit | Returning::Never => Value::new(call, self.world.repr(ty, false)),
            Returning::Value => self.native_value(call, plain, (ty, held), element),
            Returning::Text => Value::new(
                Code::call(code!(Str::from), &[call]),
                Repr {
                    null: false,
                    ..plain
                },
            ),
            Returning::Reference => Value::held(call, plain, Hold::Reference),
            Returning::OptionalReference => {
                let call = call.method("cloned", &[]);
                self.native_value(call, plain, (ty, held), element)
            }
            Returning::Fallible => self.native_value(call.question(), plain, (ty, held), element),
            Returning::FallibleText => {
                let throw = Code::new(Level::Jump, code!(|error| hx::Exception::new(error, None)));
                let call = call.method("map_err", &[throw]).question();
                self.native_value(call, plain, (ty, held), element)
            }
            Returning::Iterator => {
                let code = self.unsupported(expr, "an iterator of the prelude as a value is");
                Value::new(code, plain)
            }
        }
    }

    /// An array of texts of the prelude, whose elements are never null, where the program's can be.
    fn nullable_elements(&self, call: Code, plain: Repr) -> Code {
        if let Kind::Array(element) = self.world.kind(plain.ty)
            && self.world.argument(element).null
            && matches!(self.world.kind(element), Kind::String)
            && !plain.null
        {
            let each = Code::new(Level::Jump, code!(|text| Some(text.clone())));
            call.method("map", &[each])
        } else {
            call
        }
    }

    /// The type argument of a container that the result of a function is.
    fn held_type(&self, container: Ty, function: MemberId) -> Option<Ty> {
        let result = self.function(function)?.result;
        let TyKind::Param(param) = *self.world.bare(result).kind() else {
            return None;
        };
        match (self.world.kind(container), param.data().index) {
            (Kind::Array(element), 0) | (Kind::Map(element, _), 0) => Some(element),
            (Kind::Map(_, value), 1) => Some(value),
            _ => None,
        }
    }

    /// A result whose type may be that of a container's elements, which can be nullable themselves.
    /// `held`: what the container holds; its type says of null what that of the result does not, `Null<Null<T>>`
    /// being `Null<T>`.
    fn native_value(
        &mut self,
        call: Code,
        plain: Repr,
        (ty, held): (Ty, Option<Ty>),
        element: bool,
    ) -> Value {
        if !element {
            return Value::new(call, plain);
        }
        let held = held.map(|held| self.world.argument(held));
        let argument = match held.filter(|held| held.null) {
            Some(held) => held,
            None => self.world.argument(ty.without_null()),
        };
        match (argument.null, plain.null) {
            (true, true) => Value::new(call.method("flatten", &[]), argument),
            (true, false) | (false, false) => Value::new(call, argument),
            (false, true) => Value::new(
                call,
                Repr {
                    null: true,
                    ..argument
                },
            ),
        }
    }
}

/// Whether the result is a value of Dynamic in Rust, whatever its type in Haxe.
fn gives_dynamic(native: NativeId) -> bool {
    matches!(
        native,
        NativeId::TypeAllEnums
            | NativeId::TypeCreateEnum
            | NativeId::TypeCreateEnumIndex
            | NativeId::TypeCreateInstance
            | NativeId::TypeCreateEmptyInstance
    )
}

/// The type that declares a function, with its own parameters as arguments.
pub(super) fn declared_owner(world: &crate::world::World<'_>, function: MemberId) -> Ty {
    use hx2rs_compiler::hir::TyKind;
    let params = world.type_params(function.owner()).into_iter();
    let arguments = params.map(|param| Ty::new(TyKind::Param(param))).collect();
    Ty::new(TyKind::Class(function.owner(), arguments))
}

/// A path of the prelude; `Str` is imported by name.
fn native_path(full: &str) -> TokenStream {
    match full.strip_prefix("hx::Str::") {
        Some(rest) => path(&format!("Str::{rest}")),
        None => path(full),
    }
}
