//! `throw` and `try`. A `try` body is a closure whose `Result` is matched; jumps out of it travel in a `ControlFlow`.

use super::{Binding, Context, Exit, Form, Frame, Value};
use crate::code::{Code, Level, ident};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Catch, Expr, ExprId, LocalId, Ty, TyKind, known};
use proc_macro2::{Ident, TokenStream};

/// How a `try` body is left besides its end.
struct Jumps {
    returns: bool,
    breaks: bool,
    continues: bool,
}

impl Jumps {
    /// How many kinds of jumps.
    fn count(&self) -> usize {
        let all = [self.returns, self.breaks, self.continues];
        all.into_iter().filter(|jump| *jump).count()
    }
}

impl<'a> Context<'a> {
    /// The exception that a `throw` expression throws.
    pub(crate) fn thrown(&mut self, expr: ExprId) -> Code {
        let Expr::Throw(value) = self.body.exprs[expr] else {
            return Code::unit();
        };
        let thrown = self.calmly(value, |this| this.thrown_value(value));
        if !self.world.keeps_stacks {
            return thrown;
        }
        let owner = self.world.program.path(self.member.owner());
        let position = self.position(expr);
        let place = format!("{owner}.{} ({position})", self.member.name());
        thrown.method("thrown_at", &[crate::code::text(&place)])
    }

    fn thrown_value(&mut self, value: ExprId) -> Code {
        let value = self.peeled(value);
        if let Expr::Local(local) = self.body.exprs[value]
            && let Some(error) = self.caught.get(&local)
        {
            // The same exception goes on.
            let error = Code::ident(error);
            return if self.last_uses.contains(&value) {
                error
            } else {
                error.method("clone", &[])
            };
        }
        let natural = self.natural(value);
        match self.world.kind(natural.ty) {
            Kind::Exception => {
                let want = Repr {
                    null: false,
                    ..natural
                };
                self.owned(value, want)
            }
            Kind::Dynamic
            | Kind::String
            | Kind::Int
            | Kind::Bool
            | Kind::Int64
            | Kind::Float
            | Kind::Enum(..)
            | Kind::Array(_)
            | Kind::Map(..)
            | Kind::Structure(_)
            | Kind::Function(_)
            | Kind::Param(_)
            | Kind::Class(..) => {
                self.world.need(natural.ty, Bound::Dynamic);
                if let Some(text) = self.literal_text(value) {
                    let text = crate::code::text(text);
                    return Code::call(code!(hx::Exception::value), &[text]);
                }
                let held = self.open_value(value);
                let owned = self.own(&held);
                let owned = self.as_declared(owned, &held);
                Code::call(code!(hx::Exception::value), &[owned])
            }
            Kind::Void | Kind::Native(_) | Kind::Unsupported => {
                self.unsupported(value, "throwing a value of this type is")
            }
        }
    }

    /// A user's exception seen as a `haxe.Exception`.
    pub(crate) fn exception_of_object(&mut self, operand: ExprId) -> Value {
        let value = self.value(operand);
        self.as_exception(value)
    }

    /// As [`Self::exception_of_object`], of one that is already there.
    pub(crate) fn as_exception(&mut self, value: Value) -> Value {
        self.world.need(value.repr.ty, Bound::Dynamic);
        let repr = Repr {
            ty: self.world.exception_ty(),
            null: value.repr.null,
        };
        let owned = self.own(&value);
        if value.repr.null {
            let make = Code::tight(code!(hx::Exception::value));
            return Value::new(owned.method("map", &[make]), repr);
        }
        Value::new(Code::call(code!(hx::Exception::value), &[owned]), repr)
    }

    /// A call of a method of `haxe.Exception` that answers for the whole exception, which the fields that an object has of
    /// that class do not: what a class of the program overrides, and what gives the exception itself.
    pub(crate) fn whole_exception_call(
        &mut self,
        expr: ExprId,
        object: ExprId,
        method: MemberId,
        virtual_call: bool,
    ) -> Option<Value> {
        let overridden = virtual_call && self.has_own_in_exceptions(method);
        if !hx2rs_compiler::mir::assemble::asks_whole_exception(method)
            || !(overridden || self.is_user_exception(object))
        {
            return None;
        }
        let value = self.open_value(object);
        let value = self.some(object, value, method.accessed_name());
        Some(self.asked_whole(expr, value, method, overridden))
    }

    /// As [`Self::whole_exception_call`], inside of `object.method` as a value.
    pub(crate) fn whole_exception_bound(
        &mut self,
        expr: ExprId,
        held: &Value,
        method: MemberId,
    ) -> Option<Value> {
        if !hx2rs_compiler::mir::assemble::asks_whole_exception(method) {
            return None;
        }
        let overridden = self.has_own_in_exceptions(method);
        Some(self.asked_whole(expr, held.clone(), method, overridden))
    }

    /// As [`Self::whole_exception_call`]: `super.method()`.
    pub(crate) fn whole_exception_super(
        &mut self,
        expr: ExprId,
        method: MemberId,
    ) -> Option<Value> {
        if !hx2rs_compiler::mir::assemble::asks_whole_exception(method) {
            return None;
        }
        let ty = super::native::declared_owner(self.world, self.member);
        let this = self.this_value(expr);
        let repr = Repr { ty, null: false };
        let value = Value { repr, ..this };
        Some(self.asked_whole(expr, value, method, false))
    }

    fn asked_whole(
        &mut self,
        expr: ExprId,
        value: Value,
        method: MemberId,
        overridden: bool,
    ) -> Value {
        let value = if let Kind::Class(class, _) = self.world.kind(value.repr.ty)
            && self.world.is_exception(class)
        {
            self.as_exception(value)
        } else {
            value
        };
        let throws = self.world.throws(method);
        let name = match (method.name().as_str(), overridden, throws) {
            ("details", false, _) => "details",
            ("details", true, false) => "own_details",
            ("details", true, true) => "try_own_details",
            ("unwrap", true, false) => "own_unwrap",
            ("unwrap", true, true) => "try_own_unwrap",
            ("unwrap", false, _) => "caught",
            _ => "native",
        };
        let call = value.code.method(name, &[]);
        let call = if overridden && throws {
            call.question()
        } else {
            call
        };
        let result = self.function(method).map(|it| it.result);
        let ty = result.unwrap_or_else(|| self.ty(expr));
        let repr = Repr {
            ty: self.world.bare(ty),
            null: matches!(self.world.kind(ty), Kind::Dynamic),
        };
        Value::new(call, repr)
    }

    /// Whether some class overrides a method of `haxe.Exception`.
    fn has_own_in_exceptions(&self, function: MemberId) -> bool {
        let families = &self.world.plan.families;
        let mut classes = self.world.plan.classes.keys();
        classes.any(|def| {
            self.world.is_exception(*def)
                && self.world.classes.is_instantiated(*def)
                && families
                    .method(*def, function.name())
                    .is_some_and(|own| own != function)
        })
    }

    /// As a statement.
    pub(crate) fn try_statement(&mut self, expr: ExprId) -> TokenStream {
        self.try_code(expr, None)
    }

    /// As a value.
    pub(crate) fn try_value(&mut self, expr: ExprId, want: Repr) -> Code {
        if matches!(self.world.kind(want.ty), Kind::Void) && !want.null {
            return Code::block(self.try_code(expr, None));
        }
        Code::block(self.try_code(expr, Some(want)))
    }

    fn try_code(&mut self, expr: ExprId, want: Option<Repr>) -> TokenStream {
        let Expr::Try { body, catches } = &self.body.exprs[expr] else {
            return TokenStream::new();
        };
        let (body, catches) = (*body, catches.to_vec());
        let effect = self.plan.and_then(|plan| plan.tries.get(&expr)).copied();
        let (throws, faults) = effect.map_or((true, true), |effect| (effect.throws, effect.faults));
        if !throws && !faults {
            return match want {
                Some(want) => {
                    let inside = self.value_inside(body, want);
                    code!({ #inside })
                }
                None => {
                    let inside = self.statement_block(body);
                    code!({ #inside })
                }
            };
        }
        let jumps = Jumps {
            returns: self.returns(body),
            breaks: self.has_jump(body, &Expr::Break),
            continues: self.has_jump(body, &Expr::Continue),
        };
        let count = jumps.count();
        let diverges = self.diverges(body);
        let exit = match count {
            1 if jumps.returns && diverges => Exit::Direct,
            0 | 1 => Exit::Flow,
            _ => Exit::Jump,
        };
        let result = self.frame.result;
        let inner = Frame {
            result,
            throws: true,
            exit,
            loops: 0,
        };
        let outer = std::mem::replace(&mut self.frame, inner);
        let before = self.narrowed.clone();
        let (inside, annotation) = self.tried_body(body, want, exit, &jumps, diverges);
        self.restore(before);
        self.frame = outer;
        let run = if faults {
            ident("guard")
        } else {
            ident("attempt")
        };
        let annotation = annotation.map(|ty| code!(-> Result<#ty, hx::Exception>));
        let tried = code!(hx::#run(|| #annotation { #inside }));
        let error = self.error_name(&catches);
        let caught = self.catches(&catches, &error, want);
        let error_pattern = if caught.uses_error {
            code!(#error)
        } else {
            code!(_)
        };
        let handler = caught.code;
        if exit == Exit::Direct {
            let void = matches!(self.world.kind(result.ty), Kind::Void);
            let value = self.fresh("value");
            if void {
                let leave = self.leave(None);
                return code!(match #tried { Ok(()) => #leave, Err(#error_pattern) => { #handler } });
            }
            let leave = self.leave(Some(Code::ident(&value)));
            return code!(match #tried { Ok(#value) => #leave, Err(#error_pattern) => { #handler } });
        }
        if count == 0 {
            if diverges {
                let never = self.fresh("never");
                return code!(match #tried { Ok(#never) => match #never {}, Err(#error_pattern) => { #handler } });
            }
            return match want {
                None if !caught.uses_error && handler.is_empty() => code!(let _ = #tried;),
                None if !caught.uses_error => code!(if #tried.is_err() { #handler }),
                None => code!(if let Err(#error_pattern) = #tried { #handler }),
                Some(_) if !caught.uses_error && self.is_plain_constant(&catches) => {
                    code!(#tried.unwrap_or(#handler))
                }
                Some(_) => {
                    let value = self.fresh("value");
                    code!(match #tried { Ok(#value) => #value, Err(#error_pattern) => { #handler } })
                }
            };
        }
        let arms = self.jump_arms(&jumps, exit, want, diverges);
        code!(match #tried { #arms Err(#error_pattern) => { #handler } })
    }

    /// Whether the value of all that is caught is a constant.
    fn is_plain_constant(&self, catches: &[Catch]) -> bool {
        let [only] = catches else { return false };
        let mut body = only.body;
        while let Expr::Block(list) = &self.body.exprs[body]
            && let [inner] = &**list
        {
            body = *inner;
        }
        matches!(self.body.exprs[body], Expr::Const(_)) || self.int_constant(body).is_some()
    }

    /// The inside of the closure, and its result type where Rust cannot find it.
    fn tried_body(
        &mut self,
        body: ExprId,
        want: Option<Repr>,
        exit: Exit,
        jumps: &Jumps,
        diverges: bool,
    ) -> (TokenStream, Option<TokenStream>) {
        let count = jumps.count();
        if exit == Exit::Direct {
            let inside = self.function_body(body);
            let void = matches!(self.world.kind(self.frame.result.ty), Kind::Void);
            let ty = self.scope.ty(self.frame.result);
            return (inside, (!void).then_some(ty));
        }
        if diverges {
            let inside = self.statement_block(body);
            let ty = if count == 0 {
                code!(std::convert::Infallible)
            } else {
                let exit = self.exit_ty(exit, jumps);
                code!(ControlFlow<#exit>)
            };
            return (inside, Some(ty));
        }
        // Nothing tells Rust what a `return` would carry where there is none.
        let annotation = (exit == Exit::Jump && !jumps.returns).then(|| {
            let value = want.map(|want| self.scope.ty(want));
            let value = value.map(|value| code!(, #value));
            code!(ControlFlow<hx::Jump #value>)
        });
        let ok = |value: TokenStream| {
            if count == 0 {
                code!(Ok(#value))
            } else {
                code!(Ok(ControlFlow::Continue(#value)))
            }
        };
        match want {
            None => {
                let inside = self.statement_block(body);
                let end = ok(code!(()));
                (code!(#inside #end), annotation)
            }
            Some(want) => {
                if let Expr::Block(list) = &self.body.exprs[body]
                    && let Some((last, rest)) = list.split_last()
                {
                    let inside = self.statements(rest);
                    let value = self.at(*last, |this| this.guarded(|this| this.owned(*last, want)));
                    let end = if count == 0 {
                        self.ok_or_same(value)
                    } else {
                        ok(code!(#value))
                    };
                    return (code!(#inside #end), annotation);
                }
                let value = self.guarded(|this| this.owned(body, want));
                let end = if count == 0 {
                    self.ok_or_same(value)
                } else {
                    ok(code!(#value))
                };
                (end, annotation)
            }
        }
    }

    fn exit_ty(&self, exit: Exit, jumps: &Jumps) -> TokenStream {
        let result = self.scope.ty(self.frame.result);
        match (exit, jumps.returns) {
            (Exit::Jump, true) => code!(hx::Jump<#result>),
            (Exit::Jump, false) => code!(hx::Jump),
            (Exit::Function | Exit::Direct | Exit::Flow | Exit::Done, true) => result,
            (Exit::Function | Exit::Direct | Exit::Flow | Exit::Done, false) => code!(()),
        }
    }

    /// The arms for the end of the body and for its jumps.
    fn jump_arms(
        &mut self,
        jumps: &Jumps,
        exit: Exit,
        want: Option<Repr>,
        diverges: bool,
    ) -> TokenStream {
        let mut arms = TokenStream::new();
        match want {
            Some(_) if !diverges => {
                let value = self.fresh("value");
                arms.extend(code!(Ok(ControlFlow::Continue(#value)) => #value,));
            }
            Some(_) | None => arms.extend(code!(Ok(ControlFlow::Continue(())) => {})),
        }
        let void = matches!(self.world.kind(self.frame.result.ty), Kind::Void);
        let value = self.fresh("value");
        let leave = if void {
            self.leave(None)
        } else {
            self.leave(Some(Code::ident(&value)))
        };
        let pattern = if void { code!(()) } else { code!(#value) };
        let continues = if self.frame.loops == 0 && jumps.continues {
            self.outer_jump("Continue")
        } else {
            code!(continue)
        };
        let breaks = if self.frame.loops == 0 && jumps.breaks {
            self.outer_jump("Break")
        } else {
            code!(break)
        };
        match exit {
            Exit::Jump => {
                if jumps.returns {
                    arms.extend(
                        code!(Ok(ControlFlow::Break(hx::Jump::Return(#pattern))) => #leave,),
                    );
                }
                if jumps.breaks {
                    arms.extend(code!(Ok(ControlFlow::Break(hx::Jump::Break)) => #breaks,));
                }
                if jumps.continues {
                    arms.extend(code!(Ok(ControlFlow::Break(hx::Jump::Continue)) => #continues,));
                }
                if jumps.returns && !(jumps.breaks && jumps.continues) {
                    arms.extend(code!(Ok(ControlFlow::Break(_)) => unreachable!(),));
                }
            }
            Exit::Function | Exit::Direct | Exit::Flow | Exit::Done => {
                if jumps.returns {
                    arms.extend(code!(Ok(ControlFlow::Break(#pattern)) => #leave,));
                } else if jumps.breaks {
                    arms.extend(code!(Ok(ControlFlow::Break(())) => #breaks,));
                } else {
                    arms.extend(code!(Ok(ControlFlow::Break(())) => #continues,));
                }
            }
        }
        arms
    }

    fn outer_jump(&mut self, kind: &str) -> TokenStream {
        match self.frame.exit {
            Exit::Jump => {
                let kind = ident(kind);
                code!(return Ok(ControlFlow::Break(hx::Jump::#kind)))
            }
            Exit::Function | Exit::Direct | Exit::Flow | Exit::Done => {
                code!(return Ok(ControlFlow::Break(())))
            }
        }
    }

    fn error_name(&mut self, catches: &[Catch]) -> Ident {
        match catches {
            [only] if self.catches_all(only) && self.is_read(only.local) => {
                if matches!(self.world.kind(only.ty), Kind::Dynamic) {
                    self.fresh("error")
                } else {
                    self.name(only.local)
                }
            }
            _ => self.fresh("error"),
        }
    }

    fn catches_all(&self, catch: &Catch) -> bool {
        matches!(self.world.kind(catch.ty), Kind::Exception | Kind::Dynamic)
            && !self.is_value_exception(self.world.bare(catch.ty))
    }

    fn catches(&mut self, catches: &[Catch], error: &Ident, want: Option<Repr>) -> Caught {
        let Some((first, rest)) = catches.split_first() else {
            return Caught {
                code: code!(return Err(#error);),
                uses_error: true,
            };
        };
        if self.scope.is_never(first.ty) {
            return self.catches(rest, error, want);
        }
        let before = self.narrowed.clone();
        let name = self.name(first.local);
        let read = self.is_read(first.local);
        let dynamic = matches!(self.world.kind(first.ty), Kind::Dynamic);
        let repr = Repr {
            ty: self.world.bare(first.ty),
            null: dynamic,
        };
        let caught = if self.catches_all(first) {
            self.narrowed.insert(
                first.local,
                Binding {
                    repr,
                    form: Form::Plain,
                },
            );
            if dynamic && !self.is_written(first.local) && !self.body.locals[first.local].captured {
                self.caught.insert(first.local, error.clone());
            }
            let start = if read && dynamic {
                if self.is_only_thrown(first.local) {
                    TokenStream::new()
                } else {
                    code!(let #name = #error.caught();)
                }
            } else if read && name != *error {
                code!(let #name = #error;)
            } else {
                TokenStream::new()
            };
            let start = self.catch_start(first, start);
            let body = self.catch_body(first, want);
            Caught {
                code: code!(#start #body),
                uses_error: read,
            }
        } else {
            let test = self.caught_value(first, error, read);
            self.narrowed.insert(
                first.local,
                Binding {
                    repr,
                    form: Form::Plain,
                },
            );
            let start = self.catch_start(first, TokenStream::new());
            let body = self.catch_body(first, want);
            self.restore(before.clone());
            let other = self.catches(rest, error, want);
            let other = other.code;
            Caught {
                code: code!(if #test { #start #body } else { #other }),
                uses_error: true,
            }
        };
        self.restore(before);
        caught
    }

    /// Whether all that is done with a caught variable is to throw it again.
    fn is_only_thrown(&self, local: LocalId) -> bool {
        if !self.caught.contains_key(&local) {
            return false;
        }
        let exprs = || self.body.exprs.iter();
        let is_use = |id: ExprId| self.body.exprs[id] == Expr::Local(local);
        let uses = exprs().filter(|(id, _)| is_use(*id)).count();
        let thrown = exprs()
            .filter(|(_, expr)| {
                if let Expr::Throw(value) = expr {
                    is_use(self.peeled(*value))
                } else {
                    false
                }
            })
            .count();
        uses == thrown
    }

    /// A caught variable that is written or nullable gets its own form.
    fn catch_start(&mut self, catch: &Catch, start: TokenStream) -> TokenStream {
        let declared = self.declared(catch.local);
        let written = self.writes.get(&catch.local).copied().unwrap_or(0) > 0;
        let known = !written && declared.form == Form::Plain;
        if !self.is_read(catch.local) || known {
            return start;
        }
        let name = self.name(catch.local);
        let dynamic = matches!(self.world.kind(catch.ty), Kind::Dynamic);
        let value = if declared.repr.null && !dynamic {
            code!(Some(#name))
        } else {
            code!(#name)
        };
        self.narrowed.shift_remove(&catch.local);
        match declared.form {
            Form::Plain | Form::Reference | Form::Lent => {
                let mutable = written.then(|| code!(mut));
                code!(#start let #mutable #name = #value;)
            }
            Form::Cell => code!(#start let #name = Rc::new(Cell::new(#value));),
            Form::RefCell => code!(#start let #name = Rc::new(RefCell::new(#value));),
        }
    }

    fn catch_body(&mut self, catch: &Catch, want: Option<Repr>) -> TokenStream {
        match want {
            Some(want) => self.value_inside(catch.body, want),
            None => self.statement_block(catch.body),
        }
    }

    /// `let Some(e) = error.downcast::<T>()`, or the test alone.
    fn caught_value(&mut self, catch: &Catch, error: &Ident, read: bool) -> Code {
        let bare = self.world.bare(catch.ty);
        let name = self.name(catch.local);
        if self.is_value_exception(bare) {
            if read {
                let code = code!(let Some(#name) = Some(&#error).filter(|error| error.is_value()).cloned());
                return Code::new(Level::Compare, code);
            }
            return Code::tight(code!(#error.is_value()));
        }
        if !self.scope.viewed(bare) {
            return self.unsupported(catch.body, "catching values of this type is");
        }
        let rust = self.scope.ty(Repr {
            ty: bare,
            null: false,
        });
        if read {
            let code = code!(let Some(#name) = #error.downcast::<#rust>());
            return Code::new(Level::Compare, code);
        }
        Code::tight(code!(#error.is::<#rust>()))
    }

    fn is_value_exception(&self, ty: Ty) -> bool {
        matches!(ty.kind(), TyKind::Class(def, _) if *def == known::value_exception())
    }
}

/// The handler of an error.
struct Caught {
    code: TokenStream,
    uses_error: bool,
}
