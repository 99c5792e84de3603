//! Calls: what is called, and which argument is for which parameter.

use super::access::{Access, AccessKind, Instance};
use super::{Lowering, Reason, Want};
use crate::definition::{definition, replacement};
use crate::infer::assignable;
use crate::lookup;
use crate::{
    Callee, Const, Conversion, Expr, ExprId, FunctionParam, FunctionTy, Param, Ty, TyKind,
};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{DefId, Diagnostic, MemberId, Name, Space, Span, TextRange};
use hx2rs_syntax::ast::{self, ExprKind, List};

/// What a parameter takes, for functions known by name and by type alike.
struct Taken {
    name: Option<Name>,
    /// The type inside the function, or of the function type.
    ty: Ty,
    optional: bool,
    default: Option<Const>,
    rest: bool,
    /// Takes values of any type, each as it is: officially Dynamic, in our standard library a type parameter.
    any: bool,
    /// Takes what makes instances of a type parameter, which nobody writes.
    makes: bool,
}

impl Taken {
    fn declared(param: &Param) -> Self {
        let rest = param.ty.arguments().first().copied().filter(|_| param.rest);
        Self {
            name: Some(param.name),
            ty: rest.unwrap_or(param.ty),
            optional: param.optional,
            default: param.default.clone(),
            rest: param.rest,
            any: false,
            makes: false,
        }
    }

    fn of_type(param: &FunctionParam) -> Self {
        let rest = param.ty.arguments().first().copied();
        Self {
            name: param.name,
            ty: rest.filter(|_| param.rest).unwrap_or(param.ty),
            optional: param.optional,
            default: None,
            rest: param.rest,
            any: false,
            makes: false,
        }
    }
}

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
            safe: false,
        } = self.ast.expr(callee).kind
            && name.as_str() == "bind"
        {
            return match self.bind_call(receiver, args, range) {
                Ok(bound) => bound,
                Err(left) => {
                    let place = self.range(callee);
                    let access = self.field_of(left, name, false, place);
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
    fn look_at(&mut self, args: &[ast::ExprId]) {
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

    /// The arguments of a declared function.
    pub(super) fn arguments_of(
        &mut self,
        instance: &Instance,
        params: &[Param],
        args: &[ast::ExprId],
        range: TextRange,
    ) -> Vec<ExprId> {
        let mut taken: Vec<Taken> = params.iter().map(Taken::declared).collect();
        if crate::scope::is_standard(self.env.db, instance.id.owner()) {
            let types = instance.params.iter().map(|param| param.ty);
            let types: Vec<Ty> = types.chain([instance.result]).collect();
            for param in &mut taken {
                let uses = types.iter().filter(|ty| self.mentions(**ty, param.ty));
                param.any =
                    self.table.follow(param.ty).infer_number().is_some() && uses.count() == 1;
            }
        }
        self.mark_makers(instance, &mut taken);
        let name = if instance.id.name().as_str() == "new" {
            format!("`new {}`", instance.id.owner().name())
        } else {
            format!("`{}`", instance.id.source_name())
        };
        let declared = self.declaration(instance.id);
        self.arguments(&taken, args, &name, declared, range)
    }

    /// The last parameters of a function that makes instances of type parameters take what makes them.
    fn mark_makers(&self, instance: &Instance, taken: &mut [Taken]) {
        let count = crate::maker::made_by_function(self.env.db, instance.id).len();
        let skipped = taken.len() - count.min(taken.len());
        for param in taken.iter_mut().skip(skipped) {
            param.makes = true;
        }
    }

    /// Whether a monomorph is part of a type.
    fn mentions(&self, ty: Ty, monomorph: Ty) -> bool {
        let mut found = false;
        ty.map(&mut |part| {
            found |= part == monomorph;
            None
        });
        found
    }

    /// One argument per parameter: an optional parameter that an argument does not fit is left out.
    fn arguments(
        &mut self,
        params: &[Taken],
        args: &[ast::ExprId],
        function: &str,
        declared: Option<Span>,
        range: TextRange,
    ) -> Vec<ExprId> {
        let mut offered = self.choice.take_offered();
        let mut filled = Vec::with_capacity(params.len());
        let mut params = params.iter();
        let mut given = args.iter().copied();
        let mut skipped: Option<Name> = None;
        while let Some(arg) = given.next() {
            let Some(mut param) = params.next() else {
                self.value(arg, None);
                let extra: Vec<ast::ExprId> = given.collect();
                self.look_at(&extra);
                self.argument_count(args.len(), &filled, function, declared, self.range(arg));
                return filled;
            };
            if param.rest {
                let rest: Vec<ast::ExprId> = std::iter::once(arg).chain(given.by_ref()).collect();
                if let Some(offered) = &mut offered {
                    // Farther than a parameter of its own.
                    let pair = (Ty::array(param.ty), param.ty);
                    offered.given.extend(rest.iter().map(|_| pair));
                }
                filled.push(self.rest_argument(param, &rest, range));
                continue;
            }
            let hint = if param.any {
                Ty::new(TyKind::Dynamic(None))
            } else {
                self.table.follow(param.ty)
            };
            let value = self.expr(arg, Want::Value(Some(hint)));
            while param.optional && !self.fits(value, param.ty) {
                let Some(next) = params.as_slice().first().filter(|next| !next.rest) else {
                    break;
                };
                skipped = skipped.or(param.name);
                let missing = self.missing_argument(param, range);
                filled.push(missing);
                params.next();
                param = next;
            }
            if let Some(offered) = &mut offered {
                offered.given.push((param.ty, self.ty(value)));
                offered.left_out = filled.len() + 1 - offered.given.len();
            }
            let value = self.argument(value, param, declared);
            filled.push(value);
        }
        if let Some(mut offered) = offered {
            offered.left_out += params.len();
            self.choice.set_offered(offered);
        }
        for param in params {
            if param.rest {
                filled.push(self.rest_argument(param, &[], range));
            } else if param.optional {
                let missing = self.missing_argument(param, range);
                filled.push(missing);
            } else {
                let name = match param.name {
                    Some(name) => format!("`{name}`"),
                    None => format!("number {}", filled.len() + 1),
                };
                let mut diagnostic = Diagnostic::new(
                    codes::ARGUMENT_COUNT,
                    self.span(range),
                    format!("not enough arguments for {function}: {name} is missing"),
                )
                .label(format!("expected {name} of type `{}`", self.show(param.ty)));
                if let Some(span) = declared {
                    diagnostic = diagnostic.secondary(span, "declared here");
                }
                self.report(diagnostic);
                break;
            }
        }
        filled
    }

    fn fits(&mut self, value: ExprId, ty: Ty) -> bool {
        let mark = self.table.mark();
        let fits = self.converts(value, ty);
        self.table.undo(mark);
        fits
    }

    /// An argument that was given. A null for a parameter with a default is that default.
    fn argument(&mut self, value: ExprId, param: &Taken, declared: Option<Span>) -> ExprId {
        let name = param.name.unwrap_or(Name::new("?"));
        let reason = Reason::Argument(name, declared);
        let Some(default) = param
            .default
            .clone()
            .filter(|default| *default != Const::Null)
        else {
            return self.coerce(value, param.ty, reason);
        };
        let range = self.spans.exprs[value];
        if self.body.exprs[value] == Expr::Const(Const::Null) {
            return self.constant_as(default, param.ty, range);
        }
        let mut value = value;
        if self.expanded(self.ty(value)).infer_number().is_some() {
            // The parameter says what it is.
            value = self.coerce(value, param.ty, reason);
        }
        let ty = self.expanded(self.ty(value));
        let may_be_null = matches!(ty.kind(), TyKind::Null(_) | TyKind::Dynamic(_))
            || (ty == Ty::string() && self.may_be_no_text(value));
        if !may_be_null {
            return self.coerce(value, param.ty, reason);
        }
        let left = self.coerce(value, Ty::null(param.ty), reason);
        if self.is_error(self.ty(left)) {
            return left;
        }
        let right = self.constant_as(default, param.ty, range);
        self.push(Expr::Coalesce { left, right }, param.ty, range)
    }

    /// Whether a value of type String may turn out to be null.
    fn may_be_no_text(&self, value: ExprId) -> bool {
        #[allow(clippy::wildcard_enum_match_arm)] // Whatever is not made here comes from somewhere.
        match &self.body.exprs[value] {
            Expr::Const(_) | Expr::Concat(_) => false,
            _ => true,
        }
    }

    /// What stands for the arguments of the last parameters of a function, all of which may be left out.
    pub(super) fn left_out_of(
        &mut self,
        instance: &Instance,
        params: &[Param],
        range: TextRange,
    ) -> Vec<ExprId> {
        let mut taken: Vec<Taken> = params.iter().map(Taken::declared).collect();
        self.mark_makers(instance, &mut taken);
        let mut filled = Vec::with_capacity(taken.len());
        for param in &taken {
            filled.push(if param.rest {
                self.rest_argument(param, &[], range)
            } else {
                self.missing_argument(param, range)
            });
        }
        filled
    }

    /// What stands for an argument that is left out.
    fn missing_argument(&mut self, param: &Taken, range: TextRange) -> ExprId {
        let place = TextRange::new(range.end, range.end);
        if param.makes {
            return self.made(param.ty, place);
        }
        match &param.default {
            Some(default) => self.constant_as(default.clone(), param.ty, place),
            None if self.takes_place(param.ty) => {
                let place = self.place_of_call(Vec::new(), range);
                self.coerce(place, param.ty, Reason::Plain)
            }
            None => self.push(Expr::Const(Const::Null), Ty::null(param.ty), place),
        }
    }

    /// A constant as a value of a type, which it fits.
    pub(super) fn constant_as(&mut self, constant: Const, ty: Ty, range: TextRange) -> ExprId {
        let wide = self.expanded(ty.without_null());
        if matches!(wide.kind(), TyKind::Abstract(..)) && constant != Const::Null {
            return self.constant_of(constant, ty, range);
        }
        let own = constant.ty().unwrap_or(Ty::null(ty));
        let value = self.push(Expr::Const(constant), own, range);
        self.coerce(value, ty, Reason::Plain)
    }

    /// `...rest`: an array.
    fn rest_argument(&mut self, param: &Taken, args: &[ast::ExprId], range: TextRange) -> ExprId {
        let name = param.name.unwrap_or(Name::new("?"));
        if let [only] = args
            && let ExprKind::Unary {
                op: ast::UnaryOp::Spread,
                operand,
                ..
            } = self.ast.expr(*only).kind
        {
            let array = Ty::array(param.ty);
            let value = self.expr(operand, Want::Value(Some(array)));
            if self.expanded(self.ty(value)).is_rest() {
                return self.coerce(value, Ty::rest(param.ty), Reason::Argument(name, None));
            }
            // The callee gets an array of its own.
            let value = self.coerce(value, array, Reason::Argument(name, None));
            let value = self.copied(value, array);
            return self.reinterpret(value, Ty::rest(param.ty));
        }
        let values = args
            .iter()
            .map(|arg| self.value_as(*arg, param.ty, Reason::Argument(name, None)))
            .collect();
        let place = TextRange::new(range.end, range.end);
        let array = self.push(Expr::Array(values), Ty::array(param.ty), place);
        self.reinterpret(array, Ty::rest(param.ty))
    }

    /// `array.copy()`.
    fn copied(&mut self, array: ExprId, ty: Ty) -> ExprId {
        let range = self.spans.exprs[array];
        let callee = Callee::Method {
            object: array,
            method: MemberId::new(crate::known::array(), "copy", Space::Instance),
            virtual_call: true,
        };
        let call = Expr::Call {
            callee,
            arguments: Box::default(),
        };
        self.push(call, ty, range)
    }

    fn argument_count(
        &mut self,
        given: usize,
        filled: &[ExprId],
        function: &str,
        declared: Option<Span>,
        range: TextRange,
    ) {
        let taken = match filled.len() {
            0 => "no arguments".to_owned(),
            1 => "1 argument".to_owned(),
            more => format!("{more} arguments"),
        };
        let mut diagnostic = Diagnostic::new(
            codes::ARGUMENT_COUNT,
            self.span(range),
            format!("too many arguments: {function} takes {taken}, {given} given"),
        )
        .label("one too many");
        if let Some(span) = declared {
            diagnostic = diagnostic.secondary(span, "declared here");
        }
        self.report(diagnostic);
    }

    /// `super(…)`.
    fn super_call(&mut self, args: &[ast::ExprId], range: TextRange) -> ExprId {
        let own = lookup::self_type(self.env.db, self.env.owner());
        let in_constructor = self.env.member.name().as_str() == "new" && self.env.has_this;
        let Some(above) = lookup::superclass(self.env.db, own).filter(|_| in_constructor) else {
            self.look_at(args);
            let why = if in_constructor {
                format!("`{}` has no base class", self.env.owner().path())
            } else {
                "super(…) is only possible in a constructor".to_owned()
            };
            self.report_at(codes::NO_SUPER, range, why);
            return self.error_expr(range);
        };
        let Some(class) = above.def() else {
            return self.error_expr(range);
        };
        self.note_this();
        let constructor = lookup::lookup_constructor(self.env.db, above);
        let (constructor, arguments) = match constructor {
            Some(found) => {
                let instance = self.instance(found.id, &found.map, range);
                let arguments = self.arguments_of(&instance, &instance.params, args, range);
                (Some(found.id), arguments)
            }
            None => (None, self.arguments(&[], args, "super", None, range)),
        };
        let call = Expr::Call {
            callee: Callee::SuperConstructor { class, constructor },
            arguments: arguments.into(),
        };
        self.push(call, Ty::new(TyKind::Void), range)
    }

    /// The body of a constructor. A base class without a constructor is not called in the source; the initialisers of
    /// its variables run first all the same.
    pub(super) fn after_bare_base(&mut self, root: ExprId) -> ExprId {
        let own = lookup::self_type(self.env.db, self.env.owner());
        let above = lookup::superclass(self.env.db, own).filter(|_| self.env.has_this);
        let Some((above, class)) = above.and_then(|above| Some((above, above.def()?))) else {
            return root;
        };
        let mut called = lookup::lookup_constructor(self.env.db, above).is_some();
        self.body.for_each_below(root, true, &mut |part| {
            called |= matches!(
                self.body.exprs[part],
                Expr::Call {
                    callee: Callee::SuperConstructor { .. },
                    ..
                }
            );
        });
        if called {
            return root;
        }
        self.note_this();
        let range = TextRange::new(self.spans.exprs[root].start, self.spans.exprs[root].start);
        let call = Expr::Call {
            callee: Callee::SuperConstructor {
                class,
                constructor: None,
            },
            arguments: Box::default(),
        };
        let void = Ty::new(TyKind::Void);
        let call = self.push(call, void, range);
        let mut list = vec![call];
        list.extend(self.body.exprs[root].statements(root));
        let range = self.spans.exprs[root];
        self.push(Expr::Block(list.into()), void, range)
    }

    /// `Std.string(value)` of an abstract with a `toString`: what that gives.
    fn text_of_only(&mut self, arguments: &[ExprId]) -> Option<ExprId> {
        match *arguments {
            [value] => self.own_text(value),
            [] | [..] => None,
        }
    }

    /// `Std.isOfType(value, T)`.
    fn type_test_call(&mut self, args: &[ast::ExprId], range: TextRange) -> ExprId {
        let [value, ty] = args else {
            self.look_at(args);
            self.report_at(
                codes::ARGUMENT_COUNT,
                range,
                "isOfType takes a value and a type",
            );
            return self.error_expr(range);
        };
        let operand = self.value(*value, None);
        let access = self.access(*ty);
        let AccessKind::Type(def) = access.kind else {
            let class = self.read(access);
            if self.is_error(self.ty(class)) {
                return self.error_expr(range);
            }
            return self.test_of_value(operand, class, range);
        };
        let ty = self.open_type(def);
        self.tested(operand, ty, range)
    }

    /// `Std.downcast(value, C)`: the value if it is a `C`, else null.
    fn downcast(&mut self, arguments: &[ExprId], result: Ty, range: TextRange) -> ExprId {
        let [value, class] = arguments else {
            return self.error_expr(range);
        };
        let mut named = *class;
        while let Expr::Convert { operand, .. } = self.body.exprs[named] {
            named = operand;
        }
        if self.is_error(self.ty(*class)) {
            return self.error_expr(range);
        }
        let (keep, held) = self.hold(*value);
        let operand = self.local(held, range);
        let condition = if let Expr::TypeValue(def) = self.body.exprs[named] {
            let ty = self.open_type(def);
            let test = Expr::TypeTest { operand, ty };
            self.push(test, Ty::new(TyKind::Bool), range)
        } else {
            self.test_of_value(operand, *class, range)
        };
        let operand = self.local(held, range);
        let then = self.push(
            Expr::Convert {
                kind: Conversion::UncheckedCast,
                operand,
            },
            result,
            range,
        );
        let otherwise = Some(self.push(Expr::Const(Const::Null), result, range));
        let choice = Expr::If {
            condition,
            then,
            otherwise,
        };
        let choice = self.push(choice, result, range);
        self.push(Expr::Block(Box::new([keep, choice])), result, range)
    }

    /// A declared type whose parameters, if it has any, nobody knows: `Dynamic`.
    pub(super) fn open_type(&mut self, def: DefId) -> Ty {
        crate::infer::Facts::named(self.env, def)
    }
}

/// Whether it is `Std.string`.
fn is_text(id: MemberId) -> bool {
    id == MemberId::new(DefId::new("Std", "Std"), "string", Space::Static)
}

/// Whether it is `Std.downcast` or its old name `Std.instance`.
fn is_downcast(id: MemberId) -> bool {
    let std = DefId::new("Std", "Std");
    id == MemberId::new(std, "downcast", Space::Static)
        || id == MemberId::new(std, "instance", Space::Static)
}

/// Whether it is `Std.isOfType` or its old name `Std.is`: the operator `is` written as a function.
fn is_type_test(id: MemberId) -> bool {
    let std = DefId::new("Std", "Std");
    id == MemberId::new(std, "isOfType", Space::Static)
        || id == MemberId::new(std, "is", Space::Static)
}
