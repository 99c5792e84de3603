//! Function values: closures, functions and methods as values, adapters between function types.

use super::{Binding, Context, Exit, Form, Frame, Hold, Receiver, Value};
use crate::code::{self, Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::hir::{ClosureId, Expr, ExprId, FunctionTy, LocalId, Place, Ty};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

impl<'a> Context<'a> {
    /// A function expression: `Rc::new(move |x| …)`, in a block that clones what it captures.
    pub(crate) fn closure(&mut self, expr: ExprId, closure: ClosureId) -> Value {
        let repr = Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        };
        let code = self.closure_code(expr, closure);
        if let Some(constructor) = self.body.closures[closure].constructor {
            return Value::new(self.known_function(constructor, code, repr.ty), repr);
        }
        Value::new(code, repr)
    }

    fn closure_code(&mut self, expr: ExprId, closure: ClosureId) -> Code {
        let declared = &self.body.closures[closure];
        let mut clones = TokenStream::new();
        let before = self.narrowed.clone();
        self.narrowed.forget_fields();
        let mut captures = declared.captures.clone();
        captures.retain(|local| self.is_used_in(*local, declared.body));
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

    /// Whether a function expression with this body does something with a variable of its surroundings.
    fn is_used_in(&self, local: LocalId, body: ExprId) -> bool {
        let mut found = false;
        self.body.for_each_below(body, true, &mut |part| {
            let part_of = &self.body.exprs[part];
            let written =
                matches!(part_of.written_place(), Some(Place::Local(written)) if *written == local);
            let is_read = *part_of == Expr::Local(local) && self.reads.contains(&part);
            found |= written || is_read;
        });
        found
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

    pub(super) fn function_ty_of(&self, ty: Ty) -> Option<&'static FunctionTy> {
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
            Form::Plain | Form::Reference | Form::Lent => {
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
            Form::Plain | Form::Reference | Form::Lent => {
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

/// `a::b` of `a::b(x, y)`, if `x , y` is what it is called with.
pub(super) fn called_path(body: &TokenStream, with: &str) -> Option<TokenStream> {
    let mut tokens: Vec<TokenTree> = body.clone().into_iter().collect();
    let Some(TokenTree::Group(arguments)) = tokens.pop() else {
        return None;
    };
    let is_path = tokens.iter().all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    });
    let is_call =
        arguments.delimiter() == Delimiter::Parenthesis && arguments.stream().to_string() == with;
    (is_path && is_call && !tokens.is_empty()).then(|| tokens.into_iter().collect())
}
