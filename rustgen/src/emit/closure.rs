//! Function values: closures, functions and methods as values, adapters between function types.

use super::{Binding, Context, Exit, Form, Frame, Hold, Receiver, Value};
use crate::code::{self, Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{ClosureId, Expr, ExprId, FunctionTy, LocalId, Ty};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

impl<'a> Context<'a> {
    /// A function expression: `Rc::new(move |x| …)`, in a block that clones what it captures.
    pub(crate) fn closure(&mut self, expr: ExprId, closure: ClosureId) -> Value {
        let repr = Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        };
        let code = self.closure_code(expr, closure);
        Value::new(code, repr)
    }

    fn closure_code(&mut self, expr: ExprId, closure: ClosureId) -> Code {
        let declared = &self.body.closures[closure];
        let mut clones = TokenStream::new();
        let before = self.narrowed.clone();
        let captures = declared.captures.clone();
        for local in &captures {
            clones.extend(self.captured(*local));
        }
        let receiver = self.receiver;
        if declared.captures_this {
            let this = self.this_for_closure(expr);
            if this.tokens.to_string() != "this" || receiver != Receiver::Local {
                clones.extend(code!(let this = #this;));
            }
            self.receiver = match receiver {
                Receiver::Trait
                | Receiver::Parameter
                | Receiver::CountedParameter
                | Receiver::LocalTrait => Receiver::LocalTrait,
                Receiver::Value => Receiver::Value,
                Receiver::Reference
                | Receiver::Counted
                | Receiver::Owned
                | Receiver::None
                | Receiver::Local
                | Receiver::Unborn => Receiver::Local,
            };
        }
        let function = self.function_ty_of(self.ty(expr));
        let moves = !captures.is_empty() || declared.captures_this;
        let code = self.closure_literal(closure, function, moves, false);
        self.receiver = receiver;
        self.restore(before);
        let made = Code::call(code!(Rc::new), &[code]);
        if clones.is_empty() {
            made
        } else {
            Code::block(code!({ #clones #made }))
        }
    }

    fn this_for_closure(&mut self, expr: ExprId) -> Code {
        let this = self.this_value(expr);
        let repr = Repr {
            ty: self.this_ty(),
            null: false,
        };
        self.world.need(repr.ty, Bound::Static);
        self.own(&Value { repr, ..this })
    }

    /// The type of `this`: the class applied to its own parameters.
    pub(crate) fn this_ty(&self) -> Ty {
        use hx2rs_compiler::hir::TyKind;
        let owner = self.member.owner();
        let params = self.world.type_params(owner).into_iter();
        let arguments = params.map(|param| Ty::new(TyKind::Param(param))).collect();
        Ty::new(TyKind::Class(owner, arguments))
    }

    fn function_ty_of(&self, ty: Ty) -> Option<&'static FunctionTy> {
        if let Kind::Function(function) = self.world.kind(ty) {
            Some(function)
        } else {
            None
        }
    }

    /// What a closure needs of a captured variable: a counted cell, or a copy of the value.
    fn captured(&mut self, local: LocalId) -> TokenStream {
        if let Some(cell) = self.recursive.get(&local) {
            return code!(let #cell = Rc::clone(&#cell););
        }
        let binding = self.binding(local);
        let name = self.name(local);
        let code = Code::ident(&name);
        match binding.form {
            Form::Cell | Form::RefCell => {
                self.world.need(binding.repr.ty, Bound::Static);
                code!(let #name = Rc::clone(&#name);)
            }
            Form::Plain | Form::Reference => {
                self.world.need(binding.repr.ty, Bound::Static);
                let hold = if binding.form == Form::Plain {
                    Hold::Place
                } else {
                    Hold::Reference
                };
                if self.world.is_copy(binding.repr) && hold == Hold::Place {
                    return TokenStream::new();
                }
                let own = self.own(&Value::held(code, binding.repr, hold));
                let own_name = if let Some(alias) = self.aliases.shift_remove(&local) {
                    let _ = alias;
                    self.name(local)
                } else {
                    name
                };
                if self.narrowed.contains_key(&local) {
                    self.narrowed.insert(
                        local,
                        Binding {
                            repr: binding.repr,
                            form: Form::Plain,
                        },
                    );
                }
                code!(let #own_name = #own;)
            }
        }
    }

    /// `|a, b| …` itself. `by_reference`: for a function of the prelude that passes references.
    pub(crate) fn closure_literal(
        &mut self,
        closure: ClosureId,
        function: Option<&'static FunctionTy>,
        moves: bool,
        by_reference: bool,
    ) -> Code {
        let declared = &self.body.closures[closure];
        let throws = if by_reference {
            self.plan
                .and_then(|plan| plan.closures.entry(closure))
                .is_some_and(|plan| plan.throws)
        } else {
            self.world.plan.function_values_throw
        };
        let frame = Frame {
            result: self.world.argument(declared.result),
            throws,
            exit: Exit::Function,
            loops: 0,
        };
        let outer = std::mem::replace(&mut self.frame, frame);
        let calm = std::mem::replace(&mut self.calm, false);
        let before = self.narrowed.clone();
        let mut params = Vec::new();
        let mut first = TokenStream::new();
        for (at, local) in declared.params.iter().enumerate() {
            let given = function
                .and_then(|function| function.params.get(at))
                .map(|param| param.ty);
            let given = given.unwrap_or(self.body.locals[*local].ty);
            let default = declared.defaults.get(at).cloned().flatten();
            params.push(self.closure_param(
                *local,
                given,
                default.as_ref(),
                by_reference,
                &mut first,
            ));
        }
        let inside = self.closure_inside(declared.body);
        let single = first
            .is_empty()
            .then(|| single_expression(&inside))
            .flatten();
        let result = self.scope.result_ty(self.frame.result, throws);
        self.restore(before);
        self.calm = calm;
        self.frame = outer;
        let moves = moves.then(|| code!(move));
        let annotated = throws;
        let code = match (single, annotated) {
            (Some(body), false) => code!(#moves |#(#params),*| #body),
            (Some(_), true) | (None, true) => {
                code!(#moves |#(#params),*| -> #result { #first #inside })
            }
            (None, false) => code!(#moves |#(#params),*| { #first #inside }),
        };
        Code::new(Level::Jump, code)
    }

    fn closure_inside(&mut self, body: ExprId) -> TokenStream {
        let inside = self.function_body(body);
        if inside.is_empty() && self.frame.throws {
            code!(Ok(()))
        } else {
            inside
        }
    }

    fn closure_param(
        &mut self,
        local: LocalId,
        given: Ty,
        default: Option<&hx2rs_compiler::hir::Const>,
        by_reference: bool,
        first: &mut TokenStream,
    ) -> TokenStream {
        let passed = self.world.argument(given);
        let ty = self.scope.ty(passed);
        if !self.is_read(local) {
            return if by_reference {
                code!(_)
            } else {
                code!(_: #ty)
            };
        }
        let declared = self.declared(local);
        let name = self.name(local);
        let written = self.writes.get(&local).copied().unwrap_or(0) > 0;
        let mutable = written.then(|| code!(mut));
        if by_reference {
            self.narrowed.insert(
                local,
                Binding {
                    repr: passed,
                    form: Form::Reference,
                },
            );
            let plain =
                !written && declared.form == Form::Plain && declared.repr.null == passed.null;
            if plain && self.world.is_copy(passed) {
                self.narrowed.insert(
                    local,
                    Binding {
                        repr: passed,
                        form: Form::Plain,
                    },
                );
                return code!(&#name);
            }
            if plain {
                return code!(#name);
            }
            let own = self.own(&Value::held(Code::ident(&name), passed, Hold::Reference));
            self.narrowed.shift_remove(&local);
            first.extend(self.parameter_start(local, own, passed, written));
            return code!(#name);
        }
        if let Some(default) = default {
            let value = self.default_argument(
                default,
                Repr {
                    null: false,
                    ..declared.repr
                },
            );
            let own = Code::ident(&name).method("unwrap_or", &[value]);
            let plain = Repr {
                null: false,
                ..passed
            };
            first.extend(self.parameter_start(local, own, plain, written));
            return code!(#name: #ty);
        }
        if declared.form == Form::Plain && declared.repr.null == passed.null {
            return code!(#mutable #name: #ty);
        }
        first.extend(self.parameter_start(local, Code::ident(&name), passed, written));
        code!(#name: #ty)
    }

    /// `let x = …;` where a parameter is held in another way than it is passed.
    pub(crate) fn parameter_start(
        &mut self,
        local: LocalId,
        own: Code,
        passed: Repr,
        written: bool,
    ) -> TokenStream {
        let declared = self.declared(local);
        let name = self.name(local);
        if !written && !passed.null && declared.form == Form::Plain {
            // Null never comes here: it is known better than its declaration says.
            let binding = Binding {
                repr: Repr {
                    null: false,
                    ..declared.repr
                },
                form: Form::Plain,
            };
            self.narrowed.insert(local, binding);
            return if name == own.tokens.to_string() {
                TokenStream::new()
            } else {
                code!(let #name = #own;)
            };
        }
        let own = match (passed.null, declared.repr.null) {
            (false, true) => Code::call(code!(Some), &[own]),
            (true, false)
                if self.world.has_default(Repr {
                    null: false,
                    ..declared.repr
                }) =>
            {
                own.method("unwrap_or_default", &[])
            }
            (true, false) => {
                let text = code::text(self.body.locals[local].name.as_str());
                let fault = Code::new(Level::Jump, code!(|| hx::null_access(#text, "")));
                own.method("unwrap_or_else", &[fault])
            }
            (true, true) | (false, false) => own,
        };
        match declared.form {
            Form::Plain | Form::Reference => {
                let mutable = written.then(|| code!(mut));
                code!(let #mutable #name = #own;)
            }
            Form::Cell => code!(let #name = Rc::new(Cell::new(#own));),
            Form::RefCell => code!(let #name = Rc::new(RefCell::new(#own));),
        }
    }

    /// A local function that calls itself: an inner `fn` where it captures nothing else, else a cell that is filled once.
    pub(crate) fn recursive_closure(
        &mut self,
        expr: ExprId,
        closure: ClosureId,
        local: LocalId,
    ) -> TokenStream {
        let name = self.name(local);
        let ty = self.scope.ty(Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        });
        let cell = self.fresh(&format!("{name}_cell").replace("r#", ""));
        let before = self.aliases.clone();
        let narrowed = self.narrowed.clone();
        // Inside, the function is read from the cell.
        self.recursive.insert(local, cell.clone());
        let code = self.closure_code(expr, closure);
        self.recursive.shift_remove(&local);
        self.aliases = before;
        self.narrowed = narrowed;
        code!(
            let #cell: Rc<OnceCell<#ty>> = Rc::default();
            let #name: #ty = #code;
            let _ = #cell.set(Rc::clone(&#name));
        )
    }

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
        let names: Vec<_> = (0..ty.params.len())
            .map(|at| self.fresh(&format!("a{at}")))
            .collect();
        let values: Vec<Value> = names
            .iter()
            .zip(&ty.params)
            .map(|(name, param)| Value::new(Code::ident(name), self.world.argument(param.ty)))
            .collect();
        let call = self.call_static_with(expr, function, values, ty.result);
        let params: Vec<_> = names
            .iter()
            .zip(&ty.params)
            .map(|(name, param)| {
                let ty = self.scope.argument_ty(param.ty);
                code!(#name: #ty)
            })
            .collect();
        let body = self.wrapped_result(expr, call, ty.result);
        let throws = self.world.plan.function_values_throw;
        let result = self.scope.function_result(ty.result);
        let code = if throws {
            code!(Rc::new(|#(#params),*| -> #result { #body }))
        } else if let Some(path) = called_path(&body)
            && params.is_empty()
        {
            code!(Rc::new(#path))
        } else {
            code!(Rc::new(|#(#params),*| #body))
        };
        if self.compares_functions() {
            let name = self.function_name(function);
            let rust = self.scope.function_ty(ty);
            let code = code!(hx::function(#name, || #code as Rc<#rust>));
            return Value::new(Code::tight(code), repr);
        }
        Value::new(Code::tight(code), repr)
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
            self.ok_or_same(code)
        } else {
            code!(#code)
        }
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
        let value = self.some(object, value, method.name().as_str());
        let is_dyn = self.is_dyn(value.repr) && self.this_is_dyn_for(object);
        let ty_of_object = value.repr;
        self.world.need(ty_of_object.ty, Bound::Static);
        let own = self.own(&value);
        let name = self.fresh("object");
        let names: Vec<_> = (0..ty.params.len())
            .map(|at| self.fresh(&format!("a{at}")))
            .collect();
        let values: Vec<Value> = names
            .iter()
            .zip(&ty.params)
            .map(|(name, param)| Value::new(Code::ident(name), self.world.argument(param.ty)))
            .collect();
        let object_value = Value::held(Code::ident(&name), ty_of_object, Hold::Place);
        let call = self.call_method_with(
            expr,
            object,
            object_value,
            method,
            values,
            ty.result,
            is_dyn,
        );
        let params: Vec<_> = names
            .iter()
            .zip(&ty.params)
            .map(|(name, param)| {
                let ty = self.scope.argument_ty(param.ty);
                code!(#name: #ty)
            })
            .collect();
        let body = self.wrapped_result(expr, call, ty.result);
        let result = self.scope.function_result(ty.result);
        let closure = if self.world.plan.function_values_throw {
            code!(move |#(#params),*| -> #result { #body })
        } else {
            code!(move |#(#params),*| #body)
        };
        let code = if self.compares_functions() && self.is_counted(ty_of_object) {
            let method = self.function_name(method);
            let rust = self.scope.function_ty(ty);
            code!({
                let #name = #own;
                hx::bound(#method, Rc::as_ptr(&#name), || Rc::new(#closure) as Rc<#rust>)
            })
        } else {
            code!({ let #name = #own; Rc::new(#closure) })
        };
        Value::new(Code::block(code), repr)
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
        let names: Vec<_> = (0..ty.params.len())
            .map(|at| self.fresh(&format!("a{at}")))
            .collect();
        let values: Vec<Value> = names
            .iter()
            .zip(&ty.params)
            .map(|(name, param)| Value::new(Code::ident(name), self.world.argument(param.ty)))
            .collect();
        let held = Value::held(Code::ident(&name), value.repr, Hold::Place);
        let call = if self.world.classes.is_type(method.owner()) || self.native_of(method).is_some()
        {
            self.call_method_with(expr, object, held, method, values, actual, is_dyn)
        } else {
            let path = self.scope.free(method);
            let receiver = Code::ident(&name).method("clone", &[]);
            let call = Code::call(path, &[receiver]);
            self.extension_result(expr, method, call, actual)
        };
        let params: Vec<_> = names
            .iter()
            .zip(&ty.params)
            .map(|(name, param)| {
                let ty = self.scope.argument_ty(param.ty);
                code!(#name: #ty)
            })
            .collect();
        let body = self.wrapped_result(expr, call, ty.result);
        let result = self.scope.function_result(ty.result);
        let closure = if self.world.plan.function_values_throw {
            code!(move |#(#params),*| -> #result { #body })
        } else {
            code!(move |#(#params),*| #body)
        };
        let rust = self.scope.function_ty(ty);
        if self.compares_functions() && self.is_counted(value.repr) {
            let method = self.function_name(method);
            return Some(Code::block(code!({
                let #name = #own;
                hx::bound(#method, Rc::as_ptr(&#name), || Rc::new(#closure) as Rc<#rust>)
            })));
        }
        Some(Code::block(
            code!({ let #name = #own; Rc::new(#closure) as Rc<#rust> }),
        ))
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
                self.ok_or_same(code)
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

/// The only expression of a body, if it is one.
fn single_expression(inside: &TokenStream) -> Option<TokenStream> {
    let block: syn::Block = syn::parse2(code!({ #inside })).ok()?;
    match block.stmts.as_slice() {
        [syn::Stmt::Expr(expr, None)] => {
            if let syn::Expr::If(_)
            | syn::Expr::Match(_)
            | syn::Expr::ForLoop(_)
            | syn::Expr::While(_) = expr
            {
                return Some(code!({ #inside }));
            }
            Some(inside.clone())
        }
        [] => Some(code!({})),
        _ => None,
    }
}

/// `a::b` of `a::b()`.
fn called_path(body: &TokenStream) -> Option<TokenStream> {
    let mut tokens: Vec<TokenTree> = body.clone().into_iter().collect();
    let Some(TokenTree::Group(arguments)) = tokens.pop() else {
        return None;
    };
    let is_path = tokens.iter().all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    });
    let is_call = arguments.delimiter() == Delimiter::Parenthesis && arguments.stream().is_empty();
    (is_path && is_call && !tokens.is_empty()).then(|| tokens.into_iter().collect())
}
