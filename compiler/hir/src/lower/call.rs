//! Calls: what is called, by name or as a value. Which argument is for which parameter is [`super::arguments`], `super(…)`
//! [`super::base_call`].

use super::access::{Access, AccessKind};
use super::arguments::Taken;
use super::known_call::{is_downcast, is_text, is_type_test};
use super::{Lowering, Reason, Want};
use crate::definition::{definition, replacement};
use crate::infer::assignable;
use crate::lookup;
use crate::{Callee, Expr, ExprId, FunctionParam, FunctionTy, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, TextRange};
use hx2rs_syntax::ast::{self, ExprKind, List};

impl Lowering<'_> {
    /// `callee(args)`.
    pub(super) fn call(
        &mut self,
        callee: ast::ExprId,
        args: List<ast::ExprId>,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let args = self.ast.list(args);
        if let ExprKind::Ident(name) = self.ast.expr(callee).kind {
            if name.as_str() == "trace" {
                if args.is_empty() {
                    let what = "`trace` needs a value to print".to_owned();
                    self.report_at(codes::ARGUMENT_COUNT, range, what);
                    return self.error_expr(range);
                }
                // Values of any type: they stay what they are, but for abstracts with a text of their own.
                let any = Some(Ty::new(TyKind::Dynamic(None)));
                let values = args.iter().map(|arg| {
                    let value = self.value(*arg, any);
                    self.own_text(value).unwrap_or(value)
                });
                let values = values.collect();
                return self.trace(values, range);
            }
            if name.as_str() == "super" {
                return self.super_call(args, range);
            }
            if name.as_str() == "$type"
                && let [value] = args
            {
                return self.shown_type(*value);
            }
        }
        if let ExprKind::Field {
            receiver,
            name,
            safe: false,
        } = self.ast.expr(callee).kind
            && name.as_str() == "match"
            && let [pattern] = args
        {
            return self.match_call(receiver, callee, *pattern, want, range);
        }
        if let ExprKind::Field {
            receiver,
            name,
            safe,
        } = self.ast.expr(callee).kind
            && name.as_str() == "bind"
        {
            // `f?.bind(…)` as well makes a function, also of null, which only calling it finds out.
            return match self.bind_call(receiver, args, range) {
                Ok(bound) => bound,
                Err(left) => {
                    let place = self.range(callee);
                    let access = self.field_of(left, name, safe, place);
                    self.call_access(access, args, want, range)
                }
            };
        }
        // What the call is to give says which enum a constructor is of, and nothing of a function that is computed.
        let is_name = matches!(self.ast.expr(callee).kind, ExprKind::Ident(_));
        let wanted = if is_name { want } else { Want::Value(None) };
        let access = self.access_with(callee, wanted);
        self.call_access(access, args, want, range)
    }

    /// `$type(value)`: the value, and a warning that shows its type as far as it is known there.
    fn shown_type(&mut self, value: ast::ExprId) -> ExprId {
        let range = self.ast.expr(value).range;
        // Also Void, which is no value.
        let value = self.expr(value, Want::Value(None));
        let ty = self.show(self.ty(value));
        let message = format!("the type here is `{ty}`");
        let diagnostic = Diagnostic::new(codes::SHOWN_TYPE, self.span(range), message);
        self.report(diagnostic.help("`$type` shows the type of a value, and is the value"));
        value
    }

    /// Calls what an access names.
    pub(super) fn call_access(
        &mut self,
        access: Access,
        args: &[ast::ExprId],
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let point = access.point;
        match access.kind {
            AccessKind::Error => {
                self.look_at(args);
                self.error_expr(range)
            }
            AccessKind::Function {
                object,
                is_super,
                instance,
            } => {
                if object.is_none() && is_type_test(instance.id) {
                    return self.type_test_call(args, range);
                }
                if object.is_none() && is_downcast(instance.id) {
                    let arguments = self.arguments_of(&instance, &instance.params, args, range);
                    return self.downcast(&arguments, instance.result, range);
                }
                if !is_super && replacement(self.env.db, instance.id).is_some() {
                    let kind = AccessKind::Function {
                        object,
                        is_super,
                        instance,
                    };
                    let function = self.read(Access { kind, range, point });
                    return self.call_value(function, args, range);
                }
                let instance = match self.chosen(object, is_super, instance, args, (range, point)) {
                    Ok(instance) => instance,
                    Err(error) => return error,
                };
                let arguments = self.arguments_of(&instance, &instance.params, args, range);
                if is_text(instance.id)
                    && let Some(text) = self.text_of_only(&arguments)
                {
                    return text;
                }
                if let Some(object) = object.filter(|_| !is_super)
                    && super::changes_this(self.env.db, instance.id)
                {
                    let (callee, arguments) =
                        self.member_callee(Some(object), instance.id, arguments);
                    let place = (range, point);
                    return self.write_back(callee, arguments, object, instance.result, place);
                }
                let (callee, arguments) = if is_super {
                    (Callee::Super(instance.id), arguments)
                } else {
                    self.member_callee(object, instance.id, arguments)
                };
                let call = Expr::Call {
                    callee,
                    arguments: arguments.into(),
                };
                self.push_at(call, instance.result, range, point)
            }
            AccessKind::Extension { receiver, instance } => {
                let place = (range, point);
                let instance = match self.chosen_extension(receiver, instance, args, place) {
                    Ok(instance) => instance,
                    Err(error) => return error,
                };
                let Some((first, rest)) = instance.params.split_first() else {
                    return self.error_expr(range);
                };
                let reason = Reason::Argument(first.name, None);
                let receiver = self.coerce(receiver, first.ty, reason);
                let mut arguments = self.arguments_of(&instance, rest, args, range);
                arguments.insert(0, receiver);
                if is_text(instance.id)
                    && let Some(text) = self.text_of_only(&arguments)
                {
                    return text;
                }
                let call = Expr::Call {
                    callee: Callee::Static(instance.id),
                    arguments: arguments.into(),
                };
                self.push_at(call, instance.result, range, point)
            }
            AccessKind::EnumConstructor {
                instance,
                has_params,
            } => {
                if !has_params {
                    self.look_at(args);
                    let name = instance.id.name();
                    self.report_at(
                        codes::ARGUMENT_COUNT,
                        range,
                        format!("`{name}` has no parameters: write it without parentheses"),
                    );
                    return self.error_expr(range);
                }
                if let Some(hint) = want.hint() {
                    let hint = self.expanded(hint).without_null();
                    assignable(&mut self.table, self.env, instance.result, hint);
                }
                let arguments = self.arguments_of(&instance, &instance.params, args, range);
                let call = Expr::Call {
                    callee: Callee::Constructor(instance.id),
                    arguments: arguments.into(),
                };
                self.push_at(call, instance.result, range, point)
            }
            AccessKind::Type(def) => {
                self.look_at(args);
                let diagnostic = Diagnostic::new(
                    codes::NOT_CALLABLE,
                    self.span(access.range),
                    format!("`{}` is a type and cannot be called", def.path()),
                )
                .help(format!("`new {}(…)` makes an instance", def.name()));
                self.report(diagnostic);
                self.error_expr(range)
            }
            AccessKind::Path(names) => {
                self.look_at(args);
                self.unknown_path(&names, access.range)
            }
            AccessKind::ByName { object, name, ty } => {
                let any = Some(Ty::new(TyKind::Dynamic(None)));
                let arguments = args.iter().map(|arg| self.value(*arg, any)).collect();
                self.call_by_name(object, name, arguments, ty, (range, point))
            }
            AccessKind::Value(_)
            | AccessKind::Local(_)
            | AccessKind::Variable { .. }
            | AccessKind::StructureField { .. }
            | AccessKind::Index { .. }
            | AccessKind::Entry { .. }
            | AccessKind::Element { .. }
            | AccessKind::Super => {
                let function = self.read(access);
                self.call_value(function, args, range)
            }
        }
    }

    /// Lowers arguments for their own mistakes only.
    pub(super) fn look_at(&mut self, args: &[ast::ExprId]) {
        for arg in args {
            self.expr(*arg, Want::Value(None));
        }
    }

    /// Calls a function value.
    pub(super) fn call_value(
        &mut self,
        function: ExprId,
        args: &[ast::ExprId],
        range: TextRange,
    ) -> ExprId {
        let wide = self.expanded(self.ty(function)).without_null();
        let candidates = self.call_functions(wide);
        if !candidates.is_empty() {
            return self.call_of_abstract(function, &candidates, args, range);
        }
        if let Some(below) = self.callable(wide) {
            let function = self.reinterpret(function, below);
            return self.call_value(function, args, range);
        }
        match wide.kind() {
            TyKind::Function(ty) => {
                let taken: Vec<Taken> = ty.params.iter().map(Taken::of_type).collect();
                let arguments = self.arguments(&taken, args, "the function", None, range);
                self.value_call(function, arguments, ty.result, range)
            }
            TyKind::Infer(_) => {
                let arguments: Vec<ExprId> =
                    args.iter().map(|arg| self.value(*arg, None)).collect();
                let params = arguments.iter().map(|argument| FunctionParam {
                    name: None,
                    optional: false,
                    rest: false,
                    ty: self.ty(*argument),
                });
                let params = params.collect();
                let result = self.fresh();
                let ty = Ty::new(TyKind::Function(FunctionTy { params, result }));
                assignable(&mut self.table, self.env, wide, ty);
                self.value_call(function, arguments, result, range)
            }
            TyKind::Error => {
                self.look_at(args);
                self.error_expr(range)
            }
            TyKind::Dynamic(_) => {
                let any = Some(Ty::new(TyKind::Dynamic(None)));
                let arguments = args.iter().map(|arg| self.value(*arg, any)).collect();
                self.call_dynamic(function, arguments, range)
            }
            TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_) => {
                self.look_at(args);
                let shown = self.show(self.ty(function));
                let diagnostic = Diagnostic::new(
                    codes::NOT_CALLABLE,
                    self.span(self.spans.exprs[function]),
                    format!("`{shown}` cannot be called"),
                )
                .label("this is no function");
                self.report(diagnostic);
                self.error_expr(range)
            }
        }
    }

    /// What an abstract is at run time, if it is called as that: `@:callable`.
    fn callable(&self, ty: Ty) -> Option<Ty> {
        let (def, _) = self.abstract_of(ty)?;
        let definition = definition(self.env.db, def).as_ref()?;
        let callable = definition.has_metadata(":callable");
        callable.then(|| self.underlying(ty)).flatten()
    }

    /// Calls a value of an abstract that says what that is.
    fn call_of_abstract(
        &mut self,
        object: ExprId,
        candidates: &[lookup::FoundMember<'_>],
        args: &[ast::ExprId],
        range: TextRange,
    ) -> ExprId {
        let place = (range, range.start);
        let instance = match candidates {
            [only] => self.instance(only.id, &only.map, range),
            [..] => match self.choose(None, candidates, args, place) {
                Ok(instance) => instance,
                Err(error) => return error,
            },
        };
        let kind = AccessKind::Function {
            object: Some(object),
            is_super: false,
            instance,
        };
        let access = Access {
            kind,
            range,
            point: range.start,
        };
        self.call_access(access, args, Want::Value(None), range)
    }

    pub(super) fn value_call(
        &mut self,
        function: ExprId,
        arguments: Vec<ExprId>,
        result: Ty,
        range: TextRange,
    ) -> ExprId {
        let call = Expr::Call {
            callee: Callee::Value(function),
            arguments: arguments.into(),
        };
        self.push(call, result, range)
    }
}
