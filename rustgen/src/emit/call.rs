//! Calls of the program's own functions and methods, constructors, and function values.

use super::double_null::Null;
use super::generic_method::GenericCall;
use super::{Context, Hold, Receiver, Value};
use crate::code::{Code, Level, ident};
use crate::hierarchy::{Placement, class_def};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::reserved::OBJECT_METHODS;
use crate::world::Bound;
use hx2rs_compiler::hir::{Callee, Const, Expr, ExprId, Function, Ty};
use hx2rs_compiler::{DefId, MemberId};
use proc_macro2::TokenStream;

/// A call of a method.
struct Called {
    /// The method that the call names.
    method: MemberId,
    /// The declaration whose parameters the arguments have.
    signature: MemberId,
    /// What has to be said of its type parameters.
    given: Option<TokenStream>,
    /// The arguments, in the forms of the parameters.
    codes: Vec<Code>,
}

impl<'a> Context<'a> {
    /// A call.
    pub(crate) fn call(&mut self, expr: ExprId, callee: &Callee, arguments: &[ExprId]) -> Value {
        match callee {
            Callee::Static(function) => {
                if let Some(native) = self.native_of(*function) {
                    return self.native_call(expr, *function, native, None, arguments);
                }
                let given = self.type_arguments_of(expr, *function, arguments, self.ty(expr));
                let values = self.arguments(*function, arguments);
                self.call_static_codes(expr, *function, values, given, self.ty(expr))
            }
            Callee::Method {
                object,
                method,
                virtual_call,
            } => self.method_call(expr, *object, *method, *virtual_call, arguments),
            Callee::Super(method) => self.super_call(expr, *method, arguments),
            Callee::SuperConstructor { .. } => {
                let code = self.unsupported(expr, "`super(…)` at this place is");
                Value::new(code, self.natural(expr))
            }
            Callee::Value(function) => self.call_value(expr, *function, arguments),
            Callee::Constructor(constructor) => self.construct(expr, *constructor, arguments),
        }
    }

    /// A declared function.
    pub(crate) fn function(&self, member: MemberId) -> Option<&'a Function> {
        self.world
            .program
            .functions
            .get(&member)
            .map(|function| &**function)
    }

    /// The result of a call as a value.
    fn result(&mut self, expr: ExprId, function: MemberId, call: Code, ty: Ty) -> Value {
        let throws = self.world.throws(function);
        let call = if throws { call.question() } else { call };
        let Some(declared) = self.function(function) else {
            return Value::new(call, self.natural(expr));
        };
        self.world.instantiate(declared.result, ty);
        let (repr, twice) =
            self.world
                .instance(declared.result, self.world.result_flag(function), ty);
        let mut twice = twice;
        if let Expr::Call { callee, arguments } = &self.body.exprs[expr] {
            let object = if let Callee::Method { object, method, .. } = callee {
                Some((*object, *method))
            } else {
                None
            };
            twice |= self.gives_null(declared, declared.result, arguments, object);
        }
        let value = self.flatten(Value::new(call, repr), twice);
        if !self.doubles(declared.result, ty) {
            return value;
        }
        self.other_null(expr, (declared.result, ty), value, Null::Once)
    }

    /// The result of a call of a method of a trait, which may be less special than the method that is called.
    pub(crate) fn result_as(
        &mut self,
        expr: ExprId,
        signature: MemberId,
        call: Code,
        ty: Ty,
    ) -> Value {
        let Some(declared) = self.function(signature) else {
            return self.result(expr, signature, call, ty);
        };
        let narrowed = matches!(self.world.kind(declared.result), Kind::Class(..))
            && !self.same_class(declared.result, ty)
            && !matches!(self.world.kind(ty), Kind::Void);
        if !narrowed {
            return self.result(expr, signature, call, ty);
        }
        let value = self.result(expr, signature, call, declared.result);
        let have = value.repr;
        let want = Repr {
            ty: self.world.bare(ty),
            null: have.null,
        };
        let own = self.own(&value);
        let code = match self.coerce(expr, own, have, want) {
            Some(code) => code,
            None => self.unsupported(expr, "an override that returns this subtype is"),
        };
        Value::new(code, want)
    }

    fn same_class(&self, one: Ty, other: Ty) -> bool {
        match (self.world.kind(one), self.world.kind(other)) {
            (Kind::Class(one, _), Kind::Class(other, _)) => one == other,
            _ => false,
        }
    }

    /// The result of a call of a method with a Haxe body of a class of the prelude.
    pub(crate) fn extension_result(
        &mut self,
        expr: ExprId,
        method: MemberId,
        call: Code,
        ty: Ty,
    ) -> Value {
        self.result(expr, method, call, ty)
    }

    fn call_static_codes(
        &mut self,
        expr: ExprId,
        function: MemberId,
        codes: Vec<Code>,
        given: Option<TokenStream>,
        ty: Ty,
    ) -> Value {
        let path = self.scope.member(function);
        let call = Code::call(code!(#path #given), &codes);
        self.result(expr, function, call, ty)
    }

    /// A call of a static function with values that are already there.
    pub(crate) fn call_static_with(
        &mut self,
        expr: ExprId,
        function: MemberId,
        values: Vec<Value>,
        ty: Ty,
    ) -> Value {
        if let Some(native) = self.native_of(function) {
            return self.native_with(expr, function, native, values, ty);
        }
        let types: Vec<Ty> = values.iter().map(|value| value.repr.ty).collect();
        let codes = self.fitted(expr, function, values);
        let given = self.type_arguments(function, &types, &[], ty);
        self.call_static_codes(expr, function, codes, given, ty)
    }

    fn type_arguments_of(
        &self,
        call: ExprId,
        function: MemberId,
        arguments: &[ExprId],
        result: Ty,
    ) -> Option<TokenStream> {
        let types: Vec<Ty> = arguments
            .iter()
            .map(|it| self.class_value_ty(*it))
            .collect();
        let is_receiver = self.number_sources.contains(&call);
        let silent = arguments.iter();
        let silent: Vec<bool> = silent
            .map(|it| {
                // A literal itself has its type already: see `arguments`.
                if let Expr::Const(constant) = &self.body.exprs[*it] {
                    *constant == Const::Null
                } else {
                    is_receiver && self.is_open_number(*it) || self.returns_null_only(*it)
                }
            })
            .collect();
        self.type_arguments(function, &types, &silent, result)
    }

    /// `object.method(…)`.
    fn method_call(
        &mut self,
        expr: ExprId,
        object: ExprId,
        method: MemberId,
        virtual_call: bool,
        arguments: &[ExprId],
    ) -> Value {
        if let Some(value) = self.whole_exception_call(expr, object, method, virtual_call) {
            return value;
        }
        if let Some(native) = self.native_of(method) {
            return self.native_call(expr, method, native, Some(object), arguments);
        }
        let owner_is_native = !self.world.classes.is_type(method.owner());
        if owner_is_native {
            return self.extension_call(expr, object, method, arguments);
        }
        let class = self.class_of_expr(object).unwrap_or_else(|| method.owner());
        self.instantiate_owner(method, self.ty(object));
        if self.is_parameter(self.ty(object)) {
            self.world.need(self.ty(object), Bound::Leads(class));
        }
        let is_this = matches!(self.body.exprs[object], Expr::This);
        let (receiver, is_dyn) = if is_this {
            (None, self.this_is_trait())
        } else {
            let value = self.object(object, method.accessed_name());
            let is_dyn = self.is_dyn(value.repr);
            (Some(value), is_dyn)
        };
        let signature = self.world.signature_of(class, method, is_dyn);
        let codes = self.arguments_of(signature, arguments, Some(object));
        let given = self.type_arguments_of(expr, method, arguments, self.ty(expr));
        let called = Called {
            method,
            signature,
            given,
            codes,
        };
        let ty = self.ty(expr);
        self.finish_method(expr, class, receiver, called, virtual_call, ty, is_dyn)
    }

    /// A call of a method on a value that is already there.
    #[allow(clippy::too_many_arguments)] // One call site, and all of them are parts of a call.
    pub(crate) fn call_method_with(
        &mut self,
        expr: ExprId,
        object: ExprId,
        receiver: Value,
        method: MemberId,
        values: Vec<Value>,
        ty: Ty,
        is_dyn: bool,
    ) -> Value {
        if let Some(native) = self.native_of(method) {
            let mut all = vec![receiver];
            all.extend(values);
            return self.native_with(expr, method, native, all, ty);
        }
        let class = self.class_of_expr(object).unwrap_or_else(|| method.owner());
        let signature = self.world.signature_of(class, method, is_dyn);
        let types: Vec<Ty> = values.iter().map(|value| value.repr.ty).collect();
        let codes = self.fitted(expr, signature, values);
        let called = Called {
            method,
            signature,
            given: self.type_arguments(method, &types, &[], ty),
            codes,
        };
        self.finish_method(expr, class, Some(receiver), called, true, ty, is_dyn)
    }

    /// The class's own parameters, as the receiver has them.
    fn instantiate_owner(&self, method: MemberId, ty: Ty) {
        if let Kind::Class(def, arguments) = self.world.kind(ty)
            && def == method.owner()
        {
            for (param, argument) in self.world.type_params(def).iter().zip(arguments) {
                self.world.bound_edge(*param, *argument);
            }
        }
    }

    #[allow(clippy::too_many_arguments)] // As above.
    fn finish_method(
        &mut self,
        expr: ExprId,
        class: DefId,
        receiver: Option<Value>,
        called: Called,
        virtual_call: bool,
        ty: Ty,
        is_dyn: bool,
    ) -> Value {
        let Called {
            method,
            signature,
            given,
            codes,
        } = called;
        let name = method.name();
        let homes = self.world.classes.homes(class, name);
        let escapes = self
            .world
            .plan
            .functions
            .get(&method)
            .is_some_and(|plan| plan.this_escapes);
        let rust = ident(&self.world.names.member(method));
        // Accesses by name are written into methods of `hx::Object`, whose own come first there.
        let is_hidden = self.world.plan.reflection.bodies.contains_key(&self.member)
            && OBJECT_METHODS.contains(&rust.to_string().as_str());
        let rust = code!(#rust #given);
        let found = self
            .world
            .plan
            .families
            .method(class, name)
            .unwrap_or(method);
        let generic = self
            .function(method)
            .is_some_and(|function| !function.type_params.is_empty());
        let is_dyn_call = is_dyn && virtual_call && self.world.classes.is_trait(method.owner());
        if generic && (is_dyn_call || self.world.classes.is_trait(found.owner())) {
            let call = GenericCall {
                receiver,
                method,
                found,
                is_dyn: is_dyn_call,
                given,
                codes,
            };
            return self.generic_method(expr, call, ty);
        }
        if signature != method && self.world.classes.widened.contains(&method) {
            let code = self.unsupported(expr, "an override that takes other types is");
            return Value::new(code, self.natural(expr));
        }
        let object = match &receiver {
            None => self.this_receiver(),
            Some(value) => value.code.clone(),
        };
        if homes.is_empty() {
            // A struct's own method, or one of a struct that it embeds.
            let path = self.base_path(object, class, found.owner(), is_dyn);
            let call = if is_hidden {
                let item = self.scope.struct_item(found.owner());
                let mut all = vec![path.reference()];
                all.extend(codes);
                Code::call(code!(#item::#rust), &all)
            } else {
                path.call_method(&rust, &codes)
            };
            return self.result_as(expr, signature, call, ty);
        }
        let inherent =
            !is_dyn && self.world.classes.placement(self.world.plan, found) == Placement::Inherent;
        if inherent && escapes && found.owner() == class {
            // By its type: a method of the trait, which takes the `Rc` itself, would come first.
            let item = self.scope.struct_item(class);
            let this = match &receiver {
                Some(value) => self.reference(value),
                None if self.receiver == Receiver::Counted => object,
                None => object.reference(),
            };
            let mut all = vec![this];
            all.extend(codes);
            let call = Code::call(code!(#item::#rust), &all);
            return self.result_as(expr, signature, call, ty);
        }
        let object = if escapes {
            self.counted_receiver(expr, receiver.as_ref())
        } else {
            object
        };
        if let [home] = homes.as_slice()
            && !is_hidden
        {
            if is_dyn || self.world.classes.is_trait(class) && receiver.is_some() {
                self.scope.mention(*home);
            } else {
                self.scope.bring(*home);
            }
            let call = object.call_method(&rust, &codes);
            return self.result_as(expr, signature, call, ty);
        }
        if inherent {
            let path = self.base_path(object, class, found.owner(), false);
            let call = path.call_method(&rust, &codes);
            return self.result_as(expr, signature, call, ty);
        }
        // Several traits have it: one of them is named.
        let Some(home) = homes.first() else {
            return Value::new(object, self.natural(expr));
        };
        let item = self.scope.item(*home);
        let this = if escapes || receiver.is_none() {
            object
        } else {
            match receiver.as_ref().map(|value| value.hold) {
                Some(Hold::Reference | Hold::Guard) => {
                    object.dereference().dereference().reference()
                }
                Some(Hold::Owned | Hold::Place) | None => object.dereference().reference(),
            }
        };
        let mut all = vec![this];
        all.extend(codes);
        let call = Code::call(code!(#item::#rust), &all);
        self.result_as(expr, signature, call, ty)
    }

    /// A receiver that a method may keep: `Rc<C>` of its own.
    fn counted_receiver(&mut self, expr: ExprId, receiver: Option<&Value>) -> Code {
        match receiver {
            Some(value) => match value.hold {
                Hold::Owned => value.code.clone(),
                Hold::Place | Hold::Reference | Hold::Guard => value.code.method("clone", &[]),
            },
            None => {
                let this = self.this_value(expr);
                this.code.method("clone", &[])
            }
        }
    }

    /// A method with a Haxe body of a class of the prelude: a function whose first argument is the object.
    fn extension_call(
        &mut self,
        expr: ExprId,
        object: ExprId,
        method: MemberId,
        arguments: &[ExprId],
    ) -> Value {
        let value = self.open_value(object);
        let value = self.some(object, value, method.accessed_name());
        let value = if let Kind::Class(class, _) = self.world.kind(value.repr.ty)
            && self.world.is_exception(class)
        {
            self.as_exception(value)
        } else {
            value
        };
        let own = self.own(&value);
        let mut codes = vec![own];
        codes.extend(self.arguments(method, arguments));
        self.instantiate_native_owner(method, self.ty(object));
        let path = self.scope.free(method);
        let call = Code::call(path, &codes);
        self.result(expr, method, call, self.ty(expr))
    }

    fn instantiate_native_owner(&self, method: MemberId, ty: Ty) {
        let arguments: Vec<Ty> = if let Kind::Array(element) = self.world.kind(ty) {
            vec![element]
        } else if let Kind::Map(key, value) = self.world.kind(ty) {
            vec![key, value]
        } else {
            return;
        };
        for (param, argument) in self.world.type_params(method.owner()).iter().zip(arguments) {
            self.world.bound_edge(*param, argument);
        }
    }

    /// `super.method(…)`.
    fn super_call(&mut self, expr: ExprId, method: MemberId, arguments: &[ExprId]) -> Value {
        let owner = method.owner();
        let rust = ident(&self.world.names.member(method));
        if let Some(value) = self.whole_exception_super(expr, method) {
            return value;
        }
        if let Some(native) = self.native_of(method) {
            return self.native_super(expr, method, native, arguments);
        }
        let codes = self.arguments(method, arguments);
        if !self.world.classes.is_trait(owner) {
            let own = self.member.owner();
            let path = self.base_path(self.this_receiver(), own, owner, self.this_is_trait());
            let call = path.call_method(&rust, &codes);
            return self.result(expr, method, call, self.ty(expr));
        }
        let item = self.scope.struct_item(owner);
        let escapes = self
            .world
            .plan
            .functions
            .get(&method)
            .is_some_and(|plan| plan.this_escapes);
        let this = if escapes {
            let this = self.this_value(expr);
            let class = class_def(self.world.program, self.member.owner());
            let given =
                class.and_then(|class| crate::items::arguments_above(self.scope, class, owner));
            let trait_ty = self.scope.class_ty(owner, &given.unwrap_or_default());
            let counted = this.code.method("clone", &[]);
            counted.cast(code!(Rc<#trait_ty>)).reference()
        } else {
            match self.receiver {
                Receiver::Owned | Receiver::Local | Receiver::LocalTrait | Receiver::Value => {
                    self.this_receiver().dereference().reference()
                }
                Receiver::Counted | Receiver::CountedParameter => {
                    self.this_receiver().dereference().dereference().reference()
                }
                Receiver::Reference
                | Receiver::Trait
                | Receiver::Parameter
                | Receiver::None
                | Receiver::Unborn => self.this_receiver(),
            }
        };
        let mut all = vec![this];
        all.extend(codes);
        let call = Code::call(code!(#item::#rust), &all);
        self.result(expr, method, call, self.ty(expr))
    }

    /// A call of a function value.
    fn call_value(&mut self, expr: ExprId, function: ExprId, arguments: &[ExprId]) -> Value {
        let ty = self.ty(function);
        let Kind::Function(declared) = self.world.kind(ty) else {
            let code = self.unsupported(expr, "calling a value of this type is");
            return Value::new(code, self.natural(expr));
        };
        let name = self.body.called_name(function);
        let lent = self.guarded(|this| this.lent_object(function, name));
        let value = match lent {
            Some(value) => value,
            None => {
                let value = self.guarded(|this| this.value(function));
                self.some(function, value, name)
            }
        };
        let mut codes = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let Some(param) = declared.params.get(at) else {
                continue;
            };
            let want = self.world.argument(param.ty);
            codes.push(self.guarded(|this| this.owned(*argument, want)));
        }
        // A block in front of a call would be a statement of its own.
        let (first, callee) = if value.code.level == Level::Block {
            let name = self.fresh("function");
            let ty = self.scope.ty(value.repr);
            let inner = &value.code.tokens;
            (code!(let #name: #ty = #inner;), code!(#name))
        } else if value.code.tokens.clone().into_iter().count() == 1 {
            (TokenStream::new(), value.code.tokens)
        } else {
            let inner = value.code.tokens;
            (TokenStream::new(), code!((#inner)))
        };
        let call = Code::call(callee, &codes);
        let call = if self.world.plan.function_values_throw {
            call.question()
        } else {
            call
        };
        let call = if first.is_empty() {
            call
        } else {
            Code::block(code!({ #first #call }))
        };
        let repr = self.world.argument(declared.result);
        Value::new(
            call,
            Repr {
                ty: self.world.bare(self.ty(expr)),
                ..repr
            },
        )
    }
}

/// A value behind the statements that have to run before it.
pub(crate) fn after(before: TokenStream, value: Code) -> Code {
    if before.is_empty() {
        value
    } else {
        Code::block(code!({ #before #value }))
    }
}
