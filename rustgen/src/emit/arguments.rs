//! The arguments of calls, in the form that the parameters want.

use super::double_null::Null;
use super::{Context, Value};
use crate::code::{self, Code};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Const, Conversion, Expr, ExprId, Function, Ty, TyKind};
use hx2rs_compiler::mir::sources::takes_anything;

impl Context<'_> {
    /// Arguments in the forms that the parameters have.
    pub(super) fn arguments(&mut self, function: MemberId, arguments: &[ExprId]) -> Vec<Code> {
        self.arguments_of(function, arguments, None)
    }

    /// The arguments of a call of a method of `object`.
    pub(super) fn arguments_of(
        &mut self,
        function: MemberId,
        arguments: &[ExprId],
        object: Option<ExprId>,
    ) -> Vec<Code> {
        let object = object.map(|object| (object, function));
        let Some(declared) = self.function(function) else {
            return Vec::new();
        };
        let mut codes = Vec::new();
        let count = self.world.parameter_count(declared);
        for (at, argument) in arguments.iter().enumerate().take(count) {
            let actual = self.ty(*argument);
            let Some(param) = declared.params.get(at) else {
                continue;
            };
            // Null where any type goes: nothing but the constant itself can say what would be missing.
            if self.body.exprs[*argument] == Expr::Const(Const::Null)
                && is_own_parameter(declared, param.ty)
            {
                let flag = self.world.param_flag(function, at);
                let (want, twice) = self.world.instance(param.ty, flag, actual);
                if twice || self.gives_null(declared, param.ty, arguments, object) {
                    let ty = self.scope.ty(want);
                    codes.push(Code::tight(code!(None::<#ty>)));
                } else {
                    codes.push(self.value(*argument).code);
                }
                continue;
            }
            self.world.instantiate(param.ty, actual);
            let flag = self.world.param_flag(function, at);
            let (mut want, twice) = self.world.instance(param.ty, flag, actual);
            let twice = twice || self.gives_null(declared, param.ty, arguments, object);
            if self.is_open(function, at) {
                want = self.natural(*argument);
            }
            let code = if let Expr::Const(Const::Int(number)) = self.body.exprs[*argument]
                && is_own_parameter(declared, param.ty)
                && mentions(declared.result, param.ty)
            {
                // Rust looks for a method of the result before it settles what kind of number the literal is.
                let plain = Repr {
                    null: false,
                    ..want
                };
                let typed = Value::new(code::typed_int(number), plain);
                self.fit(*argument, typed, want)
            } else {
                let is_unsaid = self.is_empty_container(*argument)
                    || is_own_parameter(declared, param.ty) && self.leaves_class_open(*argument);
                let open = is_unsaid && is_generic(declared, param.ty);
                let is_bare = self.is_bare_closure(*argument, declared, param.ty);
                let plain = Repr {
                    null: want.null && !is_bare,
                    ..want
                };
                let code = self.guarded(|this| {
                    this.open = open;
                    this.argument(*argument, plain)
                });
                if is_bare {
                    let code = code.cast(self.scope.ty(plain));
                    self.fit_null(*argument, code, plain, want)
                } else {
                    code
                }
            };
            let code = if self.doubles(param.ty, actual) {
                let value = Value::new(code, want);
                let types = (param.ty, actual);
                self.other_null(*argument, types, value, Null::Twice).code
            } else {
                code
            };
            let code = if let ([_], Some(text)) = (arguments, super::text::borrowed(&code))
                && takes_anything(declared, at)
                && self.only_shows(param.ty)
                && !super::text::guards(&text.tokens)
            {
                text
            } else if twice {
                Code::call(code!(Some), &[code])
            } else {
                code
            };
            codes.push(code);
        }
        codes
    }

    /// Whether each call of a function says for itself if null goes into a parameter.
    fn is_open(&self, function: MemberId, at: usize) -> bool {
        let param = self.function(function).map(|function| (function, at));
        let param = param.filter(|(function, at)| takes_anything(function, *at));
        let ty = param.and_then(|(function, at)| function.params.get(at));
        !self.world.param_flag(function, at) && ty.is_some_and(|param| !self.world.is_led(param.ty))
    }

    /// Whether a function expression goes where any type does, and Rust cannot tell that it is to be a function value: it can
    /// become Dynamic, there is another one of the type, or the class of the new object is not written.
    fn is_bare_closure(&self, argument: ExprId, function: &Function, param: Ty) -> bool {
        let ty = param.without_null();
        let TyKind::Param(param) = ty.kind() else {
            return false;
        };
        let has_twin = || {
            let params = function.params.iter();
            params.filter(|other| mentions(other.ty, ty)).count() > 1
        };
        let is_of_trait = || {
            let owner = function.id.owner();
            self.world.classes.is_trait(owner) && self.world.type_params(owner).contains(param)
        };
        matches!(self.body.exprs[argument], Expr::Closure(_))
            && (self.world.bounds(*param).contains(&Bound::Dynamic) || has_twin() || is_of_trait())
    }

    /// Whether a function does nothing with values of its type parameter but ask for their text, for which a `&str` is
    /// as good as a string.
    fn only_shows(&self, param: Ty) -> bool {
        let TyKind::Param(param) = param.kind() else {
            return false;
        };
        let bounds = self.world.bounds(*param);
        let mut bounds = bounds.iter();
        bounds.all(|bound| matches!(bound, Bound::Show | Bound::Clone))
    }

    /// Whether nothing in a new array or map shows what it holds.
    pub(crate) fn is_empty_container(&self, expr: ExprId) -> bool {
        if let Expr::Convert {
            kind: Conversion::Reinterpret,
            operand,
        } = self.body.exprs[expr]
        {
            return self.is_empty_container(operand);
        }
        let is_container = matches!(
            self.world.kind(self.ty(expr)),
            Kind::Array(_) | Kind::Map(..)
        );
        let expr = &self.body.exprs[expr];
        let is_empty = matches!(expr, Expr::Array(items) if items.is_empty())
            || matches!(expr, Expr::Map(entries) if entries.is_empty())
            || matches!(expr, Expr::New { .. });
        is_container && is_empty
    }

    /// Whether an expression makes an object of a class whose type arguments what the constructor is given does not say.
    fn leaves_class_open(&self, expr: ExprId) -> bool {
        let Expr::New {
            class, constructor, ..
        } = &self.body.exprs[expr]
        else {
            return false;
        };
        let params = self.world.type_params(*class);
        let constructor = constructor.and_then(|constructor| self.function(constructor));
        let own = constructor.filter(|constructor| constructor.id.owner() == *class);
        !params.iter().all(|param| {
            let ty = Ty::new(TyKind::Param(*param));
            own.is_some_and(|own| own.params.iter().any(|given| mentions(given.ty, ty)))
        })
    }

    /// One argument: a place where Rust itself makes `Rc<dyn T>` of `Rc<C>`.
    pub(super) fn argument(&mut self, argument: ExprId, want: Repr) -> Code {
        self.owned(argument, want)
    }

    /// The type of an argument; of a class that is named, that class.
    pub(super) fn class_value_ty(&self, argument: ExprId) -> Ty {
        if let Expr::Convert {
            kind: Conversion::Reinterpret | Conversion::ToNull,
            operand,
        } = self.body.exprs[argument]
            && matches!(self.ty(operand).kind(), TyKind::TypeOf(_))
        {
            return self.ty(operand);
        }
        self.ty(argument)
    }

    pub(super) fn fitted(
        &mut self,
        expr: ExprId,
        function: MemberId,
        values: Vec<Value>,
    ) -> Vec<Code> {
        let Some(declared) = self.function(function) else {
            return Vec::new();
        };
        let mut codes = Vec::new();
        for (at, value) in values.into_iter().enumerate() {
            let Some(param) = declared.params.get(at) else {
                continue;
            };
            let flag = self.world.param_flag(function, at);
            let (mut want, twice) = self.world.instance(param.ty, flag, value.repr.ty);
            if self.is_open(function, at) {
                want = value.repr;
            }
            let value = match &param.default {
                Some(default) if value.repr.null && *default != Const::Null => {
                    let plain = Repr {
                        null: false,
                        ..value.repr
                    };
                    let default = self.default_argument(default, plain);
                    let own = self.own(&value);
                    Value::new(own.method("unwrap_or", &[default]), plain)
                }
                Some(_) | None => value,
            };
            let code = self.fit(expr, value, want);
            codes.push(if twice {
                Code::call(code!(Some), &[code])
            } else {
                code
            });
        }
        codes
    }
}

/// Whether a call says what part of a type is.
fn is_generic(function: &Function, ty: Ty) -> bool {
    let mut found = false;
    ty.map(&mut |part| {
        found |= is_own_parameter(function, part);
        None
    });
    found
}

/// Whether a type is a type parameter of a function, which each call chooses anew.
fn is_own_parameter(function: &Function, ty: Ty) -> bool {
    let TyKind::Param(param) = ty.without_null().kind() else {
        return false;
    };
    function.type_params.iter().any(|own| own.id == *param)
}

/// Whether a type is another one or made of it.
fn mentions(ty: Ty, part: Ty) -> bool {
    let mut found = false;
    ty.map(&mut |inner| {
        found |= inner == part;
        None
    });
    found
}
