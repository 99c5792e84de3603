//! Arguments: which one is for which parameter, and what stands for those that are left out. What is called is [`super::call`].

use super::access::Instance;
use super::{Lowering, Reason, Want};
use crate::{Callee, Const, Expr, ExprId, FunctionParam, Param, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, MemberId, Name, Space, Span, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};

/// What a parameter takes, for functions known by name and by type alike.
pub(super) struct Taken {
    name: Option<Name>,
    /// The type inside the function, or of the function type.
    ty: Ty,
    optional: bool,
    default: Option<Const>,
    rest: bool,
    /// Takes values of any type, each as it is: officially Dynamic, in our standard library a type parameter.
    any: bool,
    /// Takes what makes instances of a type parameter, which nobody writes.
    makes: Option<Ty>,
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
            makes: None,
        }
    }

    pub(super) fn of_type(param: &FunctionParam) -> Self {
        let rest = param.ty.arguments().first().copied();
        Self {
            name: param.name,
            ty: rest.filter(|_| param.rest).unwrap_or(param.ty),
            optional: param.optional,
            default: None,
            rest: param.rest,
            any: false,
            makes: None,
        }
    }
}

impl Lowering<'_> {
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
        let skipped = taken.len() - instance.made.len().min(taken.len());
        for (param, made) in taken.iter_mut().skip(skipped).zip(&instance.made) {
            param.makes = Some(*made);
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
    pub(super) fn arguments(
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
        // Whatever is not made here comes from somewhere.
        !matches!(self.body.exprs[value], Expr::Const(_) | Expr::Concat(_))
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
        if let Some(of) = param.makes {
            let is_function = matches!(self.expanded(param.ty).kind(), TyKind::Function(_));
            return if is_function {
                self.made(param.ty, place)
            } else {
                self.constant_argument(of, param.ty, place)
            };
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
}
