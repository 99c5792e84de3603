//! Function expressions and local functions; enum constructors as functions.

use super::access::Instance;
use super::{Frame, Lowering, Reason, Want};
use crate::infer::assignable;
use crate::{
    Callee, Closure, ClosureId, Const, Expr, ExprId, FunctionParam, FunctionTy, LocalId, LocalKind,
    Ty, TyKind,
};
use hx2rs_base::{Name, TextRange};
use hx2rs_syntax::ast::{self, FunctionForm, FunctionId};

/// The parameters of a function expression.
struct Params {
    locals: Vec<LocalId>,
    defaults: Vec<Option<Const>>,
    ty: Box<[FunctionParam]>,
    /// What the code of the function does first.
    prologue: Vec<ExprId>,
}

impl Lowering<'_> {
    /// `function …`, `x -> …`.
    pub(super) fn function_expr(&mut self, id: FunctionId, want: Want, range: TextRange) -> ExprId {
        let function = *self.ast.function(id);
        let is_polymorphic = !function.type_params.is_empty();
        if is_polymorphic && function.name.is_none() {
            return self.unsupported(range, "a function with type parameters and without a name");
        }
        let expected = want.hint().and_then(|hint| self.expected_function(hint));
        let expected = expected
            .filter(|expected| expected.params.len() == self.ast.list(function.params).len());
        let name = function.name.map(|name| {
            let ty = self.fresh();
            let local = self.declare(name.name, ty, LocalKind::Variable, name.range);
            self.bind(local);
            local
        });
        let closure = self.open_closure(name);
        let (type_params, template) = self.enter_type_params(id);
        if let Some(name) = name.filter(|_| is_polymorphic) {
            self.note_template(name, template, closure);
        }
        let result = match function.result {
            Some(result) => self.annotated(result),
            None => expected
                .as_ref()
                .map(|expected| expected.result)
                .filter(|result| function.form == FunctionForm::Arrow || !self.is_void(*result))
                .unwrap_or_else(|| self.fresh()),
        };
        let result_reason = function.result.map_or(Reason::Plain, |ty| {
            Reason::Result(self.span(self.ast.ty(ty).range))
        });
        self.frames.push(Frame {
            closure: Some(closure),
            result,
            result_reason,
            returns_value: false,
            loops: 0,
            captures: Vec::new(),
            captures_this: false,
        });
        self.scopes.push(Vec::new());
        let params = self.closure_params(function.params, expected.as_ref());
        let ty = Ty::new(TyKind::Function(FunctionTy {
            params: params.ty,
            result,
        }));
        if let Some(name) = name {
            self.body.locals[name].ty = ty;
        }
        let body = match function.form {
            FunctionForm::Arrow => self.arrow_body(function.body, result),
            FunctionForm::Function => self.expr(function.body, Want::Unused),
        };
        let body = self.behind_prologue(params.prologue, body);
        self.scopes.pop();
        self.leave_type_params(type_params);
        self.close_closure(closure, params.locals, params.defaults, body);
        let value = self.push(Expr::Closure(closure), ty, range);
        match name {
            Some(name) => {
                let declaration = self.let_expr(name, Some(value), range);
                if want == Want::Unused {
                    return declaration;
                }
                let read = self.local(name, range);
                self.push(Expr::Block(Box::new([declaration, read])), ty, range)
            }
            None => value,
        }
    }

    /// The function type that is asked for.
    fn expected_function(&self, hint: Ty) -> Option<FunctionTy> {
        let wide = self.expanded(hint).without_null();
        let wide = self.expanded(wide);
        if let TyKind::Function(function) = wide.kind() {
            Some(function.clone())
        } else {
            None
        }
    }

    /// Reserves the id of a function expression: its variables name it as their owner.
    fn open_closure(&mut self, name: Option<LocalId>) -> ClosureId {
        // No body yet; `close_closure` sets it before anybody looks.
        let nothing = self.error_expr(TextRange::default());
        let parent = self.frames.last().and_then(|frame| frame.closure);
        self.body.closures.push(Closure {
            params: Vec::new(),
            defaults: Vec::new(),
            result: Ty::new(TyKind::Error),
            body: nothing,
            captures: Vec::new(),
            captures_this: false,
            parent,
            name,
            constructor: None,
        })
    }

    /// Ends a function expression.
    fn close_closure(
        &mut self,
        id: ClosureId,
        params: Vec<LocalId>,
        defaults: Vec<Option<Const>>,
        body: ExprId,
    ) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if !frame.returns_value && self.expanded(frame.result).infer_number().is_some() {
            // No `return` gave a value.
            let void = Ty::new(TyKind::Void);
            assignable(&mut self.table, self.env, void, frame.result);
        }
        let closure = &mut self.body.closures[id];
        closure.params = params;
        closure.defaults = defaults;
        closure.result = frame.result;
        closure.body = body;
        closure.captures = frame.captures;
        closure.captures_this = frame.captures_this;
    }

    fn closure_params(
        &mut self,
        params: ast::List<ast::Parameter>,
        expected: Option<&FunctionTy>,
    ) -> Params {
        let mut locals = Vec::new();
        let mut defaults = Vec::new();
        let mut types = Vec::new();
        let mut prologue = Vec::new();
        for (at, param) in self.ast.list(params).iter().enumerate() {
            let expected = expected.and_then(|expected| expected.params.get(at));
            let written = param.ty.map(|ty| self.annotated(ty));
            let constant = param.default.and_then(|default| {
                let literal = crate::constant::constant(self.ast, default);
                literal.map(|literal| (literal, None)).or_else(|| {
                    let scope = &self.env.scope;
                    crate::signature::inline_constant(scope, self.ast, default, written)
                })
            });
            let (constant, of_constant) = constant.unzip();
            let written = written.or(of_constant.flatten());
            let computed = param.default.filter(|_| constant.is_none());
            let default = constant.filter(|constant| *constant != Const::Null);
            let inner = match (written, &default, expected) {
                (Some(ty), _, _) => ty,
                (None, Some(default), _) => default.ty().unwrap_or_else(|| self.fresh()),
                (None, None, Some(expected)) => expected.ty,
                (None, None, None) => self.fresh(),
            };
            let inner = if param.rest && !inner.is_rest() {
                Ty::rest(inner)
            } else {
                inner
            };
            let is_loose = param.ty.is_none()
                && default.is_none()
                && matches!(self.expanded(inner).kind(), TyKind::Dynamic(_));
            let optional = param.optional || param.default.is_some();
            let inner = if optional && default.is_none() {
                Ty::null(inner)
            } else {
                inner
            };
            let default = match default {
                Some(Const::Int(value)) if self.expanded(inner).is(&TyKind::Float) => {
                    Some(Const::float(f64::from(value)))
                }
                other => other,
            };
            let local = self.declare(
                param.name.name,
                inner,
                LocalKind::Parameter,
                param.name.range,
            );
            self.bind(local);
            if is_loose {
                self.loose_locals.insert(local);
            }
            if let Some(computed) = computed {
                prologue.push(self.default_in_place_of_null(local, computed));
            }
            locals.push(local);
            types.push(FunctionParam {
                name: Some(param.name.name),
                optional,
                rest: inner.is_rest(),
                ty: if optional { Ty::null(inner) } else { inner },
            });
            defaults.push(default);
        }
        Params {
            locals,
            defaults,
            ty: types.into(),
            prologue,
        }
    }

    /// A parameter whose default value is no literal: the variable that the code sees.
    fn default_in_place_of_null(&mut self, param: LocalId, default: ast::ExprId) -> ExprId {
        let range = self.spans.locals[param];
        let (name, ty) = (self.body.locals[param].name, self.body.locals[param].ty);
        let ty = ty.without_null();
        let left = self.local(param, range);
        let right = self.value_as(default, ty, Reason::Plain);
        let mut plain = right;
        while let Expr::Convert { operand, .. } = self.body.exprs[plain] {
            plain = operand;
        }
        #[allow(clippy::wildcard_enum_match_arm)] // Nothing else is known before the program runs.
        let is_constant = match &self.body.exprs[plain] {
            Expr::Const(_) | Expr::Error => true,
            Expr::Call {
                callee: Callee::Constructor(_),
                arguments,
            } => arguments.is_empty(),
            _ => false,
        };
        if !is_constant {
            let span = self.span(self.range(default));
            self.report(crate::signature::not_constant(span));
        }
        let value = self.push(Expr::Coalesce { left, right }, ty, range);
        let local = self.declare(name, ty, LocalKind::Variable, range);
        self.bind(local);
        self.let_expr(local, Some(value), range)
    }

    /// The body of `x -> e`: its value is returned, if it has one and the result is not Void.
    fn arrow_body(&mut self, body: ast::ExprId, result: Ty) -> ExprId {
        if self.is_void(result) {
            return self.expr(body, Want::Unused);
        }
        // `() -> {}` has no value: the braces are a block there, and no structure.
        let is_empty =
            matches!(self.ast.expr(body).kind, ast::ExprKind::Block(items) if items.is_empty());
        let want = if is_empty {
            Want::Unused
        } else {
            Want::Value(Some(result))
        };
        let value = self.expr(body, want);
        let range = self.spans.exprs[value];
        if self.is_void(self.ty(value)) {
            let void = Ty::new(TyKind::Void);
            if assignable(&mut self.table, self.env, void, result) {
                return value;
            }
            // `x -> { if (x) return 1; … }`: whether every way ends in a return, `flow` checks.
            return value;
        }
        if self.never_ends(value) {
            // `() -> throw e` is a function of whatever result is asked for.
            if let Some(frame) = self.frames.last_mut() {
                frame.returns_value = true;
            }
            return value;
        }
        self.return_value(value, range)
    }

    /// Whether the value is a jump, such as the `return` at the end of a block.
    fn never_ends(&self, value: ExprId) -> bool {
        let expr = &self.body.exprs[value];
        if let Expr::Block(items) = expr {
            return items.last().is_some_and(|last| self.never_ends(*last));
        }
        matches!(expr, Expr::Return(_) | Expr::Throw(_))
    }

    /// An enum constructor with parameters as a function value.
    pub(super) fn constructor_value(&mut self, instance: &Instance, range: TextRange) -> ExprId {
        let id = instance.id;
        let value = self.wrapped(instance, range, |_, arguments| Expr::Call {
            callee: Callee::Constructor(id),
            arguments: arguments.into(),
        });
        if let Expr::Closure(closure) = self.body.exprs[value] {
            self.body.closures[closure].constructor = Some(id);
        }
        value
    }

    /// A function expression with the parameters of `instance` that returns what `make` makes of them.
    pub(super) fn wrapped(
        &mut self,
        instance: &Instance,
        range: TextRange,
        make: impl FnOnce(&mut Self, Vec<ExprId>) -> Expr,
    ) -> ExprId {
        let closure = self.open_closure(None);
        self.frames.push(Frame {
            closure: Some(closure),
            result: instance.result,
            result_reason: Reason::Plain,
            returns_value: true,
            loops: 0,
            captures: Vec::new(),
            captures_this: false,
        });
        let mut locals = Vec::new();
        let mut defaults = Vec::new();
        let mut arguments = Vec::new();
        for param in &instance.params {
            let local = self.declare(param.name, param.ty, LocalKind::Parameter, range);
            locals.push(local);
            defaults.push(param.default.clone().filter(|it| *it != Const::Null));
            arguments.push(self.local(local, range));
        }
        let call = make(self, arguments);
        let call = self.push(call, instance.result, range);
        let body = if self.is_void(instance.result) {
            call
        } else {
            self.diverging(Expr::Return(Some(call)), range)
        };
        self.close_closure(closure, locals, defaults, body);
        let ty = Ty::new(TyKind::Function(instance.function_ty()));
        self.push(Expr::Closure(closure), ty, range)
    }

    /// A name that stands for nothing that is written.
    pub(super) fn unnamed() -> Name {
        Name::new("_")
    }
}
