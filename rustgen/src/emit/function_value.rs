//! Named functions and methods as values, and function values seen as other types of function.

use super::closure::called_path;
use super::{Context, Hold, Value};
use crate::code::{self, Code};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Expr, ExprId, FunctionTy, Ty};
use proc_macro2::{Ident, TokenStream};

/// Parameters of a function value, and what they are where they are handed on.
#[derive(Default)]
struct HandedOn {
    names: Vec<Ident>,
    params: Vec<TokenStream>,
    values: Vec<Value>,
}

impl<'a> Context<'a> {
    /// A static function as a value.
    pub(crate) fn function_value(&mut self, expr: ExprId, function: MemberId) -> Value {
        let repr = Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        };
        let Some(ty) = self.function_ty_of(self.ty(expr)) else {
            let code = self.unsupported(expr, "this function as a value is");
            return Value::new(code, repr);
        };
        let handed_on = self.handed_on(ty);
        let call = self.call_static_with(expr, function, handed_on.values, ty.result);
        let body = self.wrapped_result(expr, call, ty.result);
        let throws = self.world.plan.function_values_throw;
        let names: Vec<String> = handed_on.names.iter().map(ToString::to_string).collect();
        let is_generic = self
            .function(function)
            .is_none_or(|function| !function.type_params.is_empty())
            || !self.world.type_params(function.owner()).is_empty();
        let code = if let Some(path) = called_path(&body, &names.join(" , "))
            && (names.is_empty() || !is_generic)
            && !throws
        {
            code!(Rc::new(#path))
        } else {
            let closure = self.closure_of(&handed_on.params, body, ty.result, false);
            code!(Rc::new(#closure))
        };
        Value::new(
            self.known_function(function, Code::tight(code), repr.ty),
            repr,
        )
    }

    /// A function value that is the same wherever it is named, where the program compares such.
    pub(super) fn known_function(&self, function: MemberId, code: Code, ty: Ty) -> Code {
        let Some(ty) = self
            .function_ty_of(ty)
            .filter(|_| self.compares_functions())
        else {
            return code;
        };
        let name = self.function_name(function);
        let rust = self.scope.function_ty(ty);
        Code::tight(code!(hx::function(#name, || #code as Rc<#rust>)))
    }

    /// A static function for a function of the prelude that only calls it.
    pub(super) fn function_in_place(
        &mut self,
        expr: ExprId,
        function: MemberId,
        by_reference: bool,
    ) -> Option<Code> {
        let ty = self.function_ty_of(self.ty(expr))?;
        let mut handed_on = self.handed_on(ty);
        if by_reference {
            for value in &mut handed_on.values {
                value.hold = Hold::Reference;
            }
        }
        let names = &handed_on.names;
        let with: Vec<String> = names.iter().map(ToString::to_string).collect();
        let call = self.call_static_with(expr, function, handed_on.values, ty.result);
        let body = self.wrapped_result(expr, call, ty.result);
        if let Some(path) = called_path(&body, &with.join(" , ")) {
            return Some(Code::tight(path));
        }
        Some(Code::new(code::Level::Jump, code!(|#(#names),*| #body)))
    }

    fn compares_functions(&self) -> bool {
        self.world.needs.borrow().compares_functions
    }

    /// What tells a function from all others.
    fn function_name(&self, function: MemberId) -> TokenStream {
        let root = self.world.plan.families.root(function);
        code::text(&format!("{}.{}", root.owner().path(), root.name())).tokens
    }

    /// A call's value as the result of a function value.
    fn wrapped_result(&mut self, expr: ExprId, call: Value, result: Ty) -> TokenStream {
        let want = self.world.argument(result);
        let owned = self.own(&call);
        let code = match self.coerce(expr, owned, call.repr, want) {
            Some(code) => code,
            None => self.unsupported(expr, "this function with another result is"),
        };
        if self.world.plan.function_values_throw {
            self.ok_behind(code, want)
        } else {
            code!(#code)
        }
    }

    /// `Ok(code)`, and behind what has no value `Ok(())`.
    fn ok_behind(&self, code: Code, want: Repr) -> TokenStream {
        let is_void = matches!(self.world.kind(want.ty), Kind::Void);
        let text = code.tokens.to_string();
        if is_void && !text.ends_with('?') && text != "()" {
            return code!(#code; Ok(()));
        }
        self.ok_or_same(code)
    }

    /// A method of an object as a value.
    pub(crate) fn bound_method(&mut self, expr: ExprId, object: ExprId, method: MemberId) -> Value {
        let repr = Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        };
        let Some(ty) = self.function_ty_of(self.ty(expr)) else {
            let code = self.unsupported(expr, "this method as a value is");
            return Value::new(code, repr);
        };
        let value = self.value(object);
        let value = self.some(object, value, method.accessed_name());
        let is_dyn = self.is_dyn(value.repr) && self.this_is_dyn_for(object);
        let ty_of_object = value.repr;
        self.world.need(ty_of_object.ty, Bound::Static);
        let own = self.own(&value);
        let name = self.fresh("object");
        let handed_on = self.handed_on(ty);
        let object_value = Value::held(Code::ident(&name), ty_of_object, Hold::Place);
        let values = handed_on.values;
        let call = self.bound_call(
            expr,
            object,
            object_value,
            method,
            values,
            ty.result,
            is_dyn,
        );
        let body = self.wrapped_result(expr, call, ty.result);
        let closure = self.closure_of(&handed_on.params, body, ty.result, true);
        let known = self.known_bound(method, ty_of_object, &name, &closure, ty);
        let made = known.unwrap_or_else(|| code!(Rc::new(#closure)));
        Value::new(Code::block(code!({ let #name = #own; #made })), repr)
    }

    /// The call inside of a bound method, which may be a Haxe function beside a type of the prelude.
    #[allow(clippy::too_many_arguments)] // All of them are parts of one call.
    fn bound_call(
        &mut self,
        expr: ExprId,
        object: ExprId,
        held: Value,
        method: MemberId,
        values: Vec<Value>,
        result: Ty,
        is_dyn: bool,
    ) -> Value {
        if let Some(value) = self.whole_exception_bound(expr, &held, method) {
            return value;
        }
        if self.world.classes.is_type(method.owner()) || self.native_of(method).is_some() {
            return self.call_method_with(expr, object, held, method, values, result, is_dyn);
        }
        let path = self.scope.free(method);
        let this = if let Kind::Class(class, _) = self.world.kind(held.repr.ty)
            && self.world.is_exception(class)
        {
            self.as_exception(held).code
        } else {
            held.code.method("clone", &[])
        };
        let mut codes = vec![this];
        codes.extend(values.iter().map(|value| self.own(value)));
        let call = Code::call(path, &codes);
        self.extension_result(expr, method, call, result)
    }

    /// The parameters of a function value that hands its arguments on.
    fn handed_on(&mut self, ty: &FunctionTy) -> HandedOn {
        let mut made = HandedOn::default();
        for (at, param) in ty.params.iter().enumerate() {
            let name = self.fresh_in_block(&format!("a{at}"));
            let held = self.world.argument(param.ty);
            let rust = self.scope.argument_ty(param.ty);
            made.values.push(Value::new(Code::ident(&name), held));
            made.params.push(code!(#name: #rust));
            made.names.push(name);
        }
        made
    }

    /// `|a| body`, with the result that function values have.
    fn closure_of(
        &self,
        params: &[TokenStream],
        body: TokenStream,
        result: Ty,
        moves: bool,
    ) -> TokenStream {
        let moves = moves.then(|| code!(move));
        if self.world.plan.function_values_throw {
            let result = self.scope.function_result(result);
            code!(#moves |#(#params),*| -> #result { #body })
        } else {
            code!(#moves |#(#params),*| #body)
        }
    }

    /// A method of the object called `name` as a value that can be compared, where the program compares such.
    fn known_bound(
        &self,
        method: MemberId,
        object: Repr,
        name: &Ident,
        closure: &TokenStream,
        ty: &FunctionTy,
    ) -> Option<TokenStream> {
        if !self.compares_functions() || !self.is_counted(object) {
            return None;
        }
        let method = self.function_name(method);
        let rust = self.scope.function_ty(ty);
        Some(code!(hx::bound(#method, Rc::as_ptr(&#name), || Rc::new(#closure) as Rc<#rust>)))
    }

    /// Whether a value is behind an `Rc` of its own.
    fn is_counted(&self, repr: Repr) -> bool {
        matches!(
            self.world.kind(repr.ty),
            Kind::Class(..) | Kind::Structure(_)
        )
    }

    /// A method of an object that is already there, as a function of type `ty`; `None` where their types differ.
    pub(crate) fn bound_value(
        &mut self,
        expr: ExprId,
        object: ExprId,
        value: Value,
        method: MemberId,
        ty: Ty,
    ) -> Option<Code> {
        let ty = self.function_ty_of(ty)?;
        let is_dyn = self.is_dyn(value.repr);
        let actual = self.result_on(method, value.repr.ty).unwrap_or(ty.result);
        self.world.need(value.repr.ty, Bound::Static);
        let own = self.own(&value);
        let name = self.fresh("object");
        let handed_on = self.handed_on(ty);
        let held = Value::held(Code::ident(&name), value.repr, Hold::Place);
        let mut values = Vec::new();
        for (at, given) in handed_on.values.into_iter().enumerate() {
            let want = self.number_param(method, at).filter(|_| {
                let given = self.world.kind(given.repr.ty);
                matches!(given, Kind::Int)
            });
            values.push(match want {
                Some(want) => {
                    let own = self.own(&given);
                    Value::new(self.coerce(expr, own, given.repr, want)?, want)
                }
                None => given,
            });
        }
        let call = self.bound_call(expr, object, held, method, values, actual, is_dyn);
        let body = self.wrapped_result(expr, call, ty.result);
        let closure = self.closure_of(&handed_on.params, body, ty.result, true);
        let known = self.known_bound(method, value.repr, &name, &closure, ty);
        let rust = self.scope.function_ty(ty);
        let made = known.unwrap_or_else(|| code!(Rc::new(#closure) as Rc<#rust>));
        Some(Code::block(code!({ let #name = #own; #made })))
    }

    /// The parameter of a method that takes a Float, which may be given an Int by whoever sees it as a field.
    fn number_param(&self, method: MemberId, at: usize) -> Option<Repr> {
        let ty = self.function(method)?.params.get(at)?.ty;
        let repr = self.world.repr(ty, self.world.param_flag(method, at));
        matches!(self.world.kind(repr.ty), Kind::Float).then_some(repr)
    }

    /// What a method returns on a receiver of this type.
    fn result_on(&self, method: MemberId, receiver: Ty) -> Option<Ty> {
        use hx2rs_compiler::hir::TyKind;
        let declared = self.function(method)?;
        let (TyKind::Class(def, given) | TyKind::Abstract(def, given)) = receiver.kind() else {
            return None;
        };
        if *def != method.owner() {
            return None;
        }
        let params = self.world.type_params(*def).into_iter();
        let map: Vec<_> = params.zip(given.iter().copied()).collect();
        Some(declared.result.substitute(&map))
    }

    fn this_is_dyn_for(&self, object: ExprId) -> bool {
        !matches!(self.body.exprs[object], Expr::This) || self.this_is_trait()
    }

    /// A function value seen as another function type.
    pub(crate) fn adapter(&mut self, expr: ExprId, operand: ExprId) -> Value {
        let ty = self.ty(expr);
        let (Some(from), Some(to)) = (
            self.function_ty_of(self.ty(operand)),
            self.function_ty_of(ty),
        ) else {
            let code = self.unsupported(expr, "this function as another type is");
            return Value::new(code, self.natural(expr));
        };
        let value = self.value(operand);
        let repr = Repr {
            ty: self.world.bare(ty),
            null: value.repr.null,
        };
        let same = from.params.len() == to.params.len()
            && self.scope.function_ty(from).to_string() == self.scope.function_ty(to).to_string();
        if same {
            return Value { repr, ..value };
        }
        let own = self.own(&value);
        let code = match self.coerce(expr, own, value.repr, repr) {
            Some(code) => code,
            None => self.unsupported(expr, "this function as another type is"),
        };
        Value::new(code, repr)
    }

    /// A function that calls `own` with its arguments as they have to be; `None` where they cannot be made so.
    pub(crate) fn adapted_function(
        &mut self,
        expr: ExprId,
        own: Code,
        from: &'static FunctionTy,
        to: &'static FunctionTy,
    ) -> Option<Code> {
        let name = self.fresh("function");
        let names: Vec<_> = (0..to.params.len())
            .map(|at| self.fresh(&format!("a{at}")))
            .collect();
        let mut arguments = Vec::new();
        for (at, param) in from.params.iter().enumerate() {
            let want = self.world.argument(param.ty);
            let code = match (names.get(at), to.params.get(at)) {
                (Some(name), Some(given)) => {
                    let have = self.world.argument(given.ty);
                    self.coerce(expr, Code::ident(name), have, want)?
                }
                _ => Code::tight(code!(None)),
            };
            arguments.push(code);
        }
        let mut params = Vec::new();
        for (at, (name, param)) in names.iter().zip(&to.params).enumerate() {
            let ty = self.scope.argument_ty(param.ty);
            let used = at < from.params.len();
            params.push(if used {
                code!(#name: #ty)
            } else {
                code!(_: #ty)
            });
        }
        let throws = self.world.plan.function_values_throw;
        let call = Code::call(&name, &arguments);
        let call = if throws { call.question() } else { call };
        let want = self.world.argument(to.result);
        let have = self.world.argument(from.result);
        let void = matches!(self.world.kind(want.ty), Kind::Void);
        let ignores = void && !matches!(self.world.kind(have.ty), Kind::Void);
        let body = if ignores {
            if throws {
                code!(#call; Ok(()))
            } else {
                code!(#call;)
            }
        } else {
            let code = self.coerce(expr, call, have, want)?;
            if throws {
                self.ok_behind(code, want)
            } else {
                code!(#code)
            }
        };
        let result = self
            .scope
            .function_result(to.result)
            .map(|ty| code!(-> #ty));
        let ty = self.scope.function_ty(to);
        if self.compares_functions() {
            return Some(Code::block(code!({
                let #name = #own;
                hx::bound("", Rc::as_ptr(&#name), || {
                    Rc::new(move |#(#params),*| #result { #body }) as Rc<#ty>
                })
            })));
        }
        Some(Code::block(
            code!({ let #name = #own; Rc::new(move |#(#params),*| #result { #body }) as Rc<#ty> }),
        ))
    }
}
