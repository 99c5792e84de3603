//! The dispatch over all forms of expressions, and chains of `?.`.

use super::access::{Access, AccessKind, Bypass};
use super::{Lowering, Want};
use crate::scope::Identifier;
use crate::{BinaryOp, Const, Conversion, Equality, Expr, ExprId, LocalId, Ty, TyKind};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::types as codes;
use hx2rs_syntax::ast::{self, ExprKind};

impl Lowering<'_> {
    /// Lowers an expression. Its type is its own: it is up to the caller to [`Self::coerce`] it.
    pub(super) fn expr(&mut self, id: ast::ExprId, want: Want) -> ExprId {
        if let Some(value) = self.choice.lowered(id) {
            return value;
        }
        let outer = std::mem::take(&mut self.guards);
        let value = self.chain(id, want);
        let guards = std::mem::replace(&mut self.guards, outer);
        self.close_guards(value, guards, want)
    }

    /// Lowers an expression whose value is used, and is no Void.
    pub(super) fn value(&mut self, id: ast::ExprId, hint: Option<Ty>) -> ExprId {
        let value = self.expr(id, Want::Value(hint));
        if self.is_void(self.ty(value)) {
            return self.void_value(self.range(id));
        }
        value
    }

    /// Lowers an expression to a value of a type.
    pub(super) fn value_as(&mut self, id: ast::ExprId, ty: Ty, reason: super::Reason) -> ExprId {
        let value = self.expr(id, Want::Value(Some(ty)));
        self.coerce(value, ty, reason)
    }

    /// As [`Self::expr`], inside a chain `a?.b.c`, where a null of an earlier part ends the whole chain.
    fn chain(&mut self, id: ast::ExprId, want: Want) -> ExprId {
        let ast::Expr { kind, range } = *self.ast.expr(id);
        let want = self.want_below(kind, want);
        match kind {
            ExprKind::Missing => self.error_expr(range),
            ExprKind::Ident(_) | ExprKind::Field { .. } | ExprKind::Index { .. } => {
                let access = self.access_with(id, want);
                self.read(access)
            }
            ExprKind::This => self.this(range),
            ExprKind::Null => {
                let ty = Ty::null(self.fresh());
                self.push(Expr::Const(Const::Null), ty, range)
            }
            ExprKind::Bool(value) => {
                let constant = Expr::Const(Const::Bool(value));
                self.push(constant, Ty::new(TyKind::Bool), range)
            }
            ExprKind::Int { digits, suffix } => self.int(digits, suffix, false, range),
            ExprKind::Float { digits, suffix } => self.float(digits, suffix, range),
            ExprKind::String { value, .. } => {
                let constant = Const::String(value.as_str().into());
                self.push(Expr::Const(constant), Ty::string(), range)
            }
            ExprKind::Interpolated(parts) => self.interpolated(parts, range),
            ExprKind::Regex { pattern, flags } => self.regex(pattern, flags, range),
            ExprKind::Markup(_) => self.unsupported(range, "inline markup"),
            ExprKind::Array(items) => self.array_literal(items, want, range),
            ExprKind::Object(fields) => self.object_literal(fields, want, range),
            ExprKind::Block(items) => self.block(items, want, range),
            ExprKind::Parenthesis(inner) => self.expr(inner, want),
            ExprKind::CheckType { expr, ty } => self.check_type(expr, ty),
            ExprKind::Call { callee, args } => self.call(callee, args, want, range),
            ExprKind::New { ty, args } => self.construct(ty, args, want, range),
            ExprKind::Unary {
                op,
                postfix,
                operand,
            } => self.unary(op, postfix, operand, want, range),
            ExprKind::Binary {
                op,
                op_start,
                left,
                right,
            } => self.binary(op, left, right, want, (range, op_start)),
            ExprKind::Assign {
                op,
                op_start,
                target,
                value,
            } => self.assign(op, target, value, want, (range, op_start)),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => {
                let want = Want::Value(want.hint());
                self.if_expr(condition, then, Some(otherwise), want, range)
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => self.if_expr(condition, then, otherwise, want, range),
            ExprKind::Is { expr, ty } => self.type_test(expr, ty, range),
            ExprKind::While { condition, body } => self.while_loop(condition, body, false, range),
            ExprKind::DoWhile { body, condition } => self.while_loop(condition, body, true, range),
            ExprKind::For {
                key,
                value,
                iterable,
                body,
            } => self.for_loop(key, value, iterable, body, range),
            ExprKind::ForHeader { .. } => self.unsupported(range, "a macro loop"),
            ExprKind::Break => self.jump(Expr::Break, "break", range),
            ExprKind::Continue => self.jump(Expr::Continue, "continue", range),
            ExprKind::Return(value) => self.return_expr(value, range),
            ExprKind::Throw(value) => self.throw_expr(value, range),
            ExprKind::Try { body, catches } => self.try_expr(body, catches, want, range),
            ExprKind::Switch { subject, cases } => self.switch(subject, cases, want, range),
            ExprKind::Function(function) => self.function_expr(function, want, range),
            ExprKind::Var(variables) => self.variables(variables, range),
            ExprKind::Meta { entry, expr } => self.meta(entry, expr, want),
            ExprKind::Cast(inner) => self.unsafe_cast(inner, want, range),
            ExprKind::SafeCast { expr, ty } => self.safe_cast(expr, ty, range),
            ExprKind::Inline(inner) => self.expr(inner, want),
            ExprKind::Untyped(inner) => self.untyped_expr(inner, want, range),
            ExprKind::Macro(_) | ExprKind::MacroType(_) | ExprKind::MacroClass(_) => {
                self.unsupported(range, "macro reification")
            }
            ExprKind::Reification { .. } => self.unsupported(range, "macro reification"),
        }
    }

    /// What an expression names; for all that name nothing, its value.
    pub(super) fn access(&mut self, id: ast::ExprId) -> Access {
        self.access_with(id, Want::Value(None))
    }

    pub(super) fn access_with(&mut self, id: ast::ExprId, want: Want) -> Access {
        let ast::Expr { kind, range } = *self.ast.expr(id);
        if let ExprKind::Ident(name) = kind {
            return self.expected_ident(name, want, range);
        }
        if let ExprKind::Field {
            receiver,
            name,
            safe,
        } = kind
        {
            return self.field(receiver, name, safe, range);
        }
        if let ExprKind::Index { receiver, index } = kind {
            return self.index(receiver, index, range);
        }
        if let (ExprKind::This, Some(this)) = (kind, self.this_local) {
            return Access {
                kind: AccessKind::Local(this),
                range,
                point: range.start,
            };
        }
        let chained = matches!(kind, ExprKind::Call { .. });
        let value = if chained {
            self.chain(id, want)
        } else {
            self.expr(id, want)
        };
        if self.is_error(self.ty(value)) {
            return self.error_access(range);
        }
        Access {
            kind: AccessKind::Value(value),
            range,
            point: range.start,
        }
    }

    /// A name; where an enum is asked for, its constructors come before those of others.
    fn expected_ident(&mut self, name: hx2rs_base::Name, want: Want, range: TextRange) -> Access {
        let is_static = match self.env.scope.resolve_identifier(name) {
            Some(Identifier::Instance(_)) => true,
            Some(Identifier::Static(id)) => !self.is_enum_abstract_value(id),
            Some(
                Identifier::EnumConstructor(_) | Identifier::Type(_) | Identifier::TypeParam(_),
            )
            | None => false,
        };
        if !is_static
            && self.find_local(name).is_none()
            && let Some(hint) = want.hint()
            && let Some(access) = self.constructor_of(hint, name, range)
        {
            return access;
        }
        self.ident(name, range)
    }

    /// The constructor (or value of an enum abstract) `name` of the type, if it has it.
    pub(super) fn constructor_of(
        &mut self,
        ty: Ty,
        name: hx2rs_base::Name,
        range: TextRange,
    ) -> Option<Access> {
        let wide = self.expanded(ty).without_null();
        let wide = self.expanded(wide);
        let (TyKind::Enum(def, arguments) | TyKind::Abstract(def, arguments)) = wide.kind() else {
            return None;
        };
        let Some(item) = crate::lookup::lookup_static(self.env.db, *def, name) else {
            return self.constructor_below(wide, name, range);
        };
        let id = item.id;
        if wide.is(&TyKind::Abstract(*def, arguments.clone())) {
            return self
                .is_enum_abstract_value(id)
                .then(|| self.static_access(id, range, range));
        }
        let map = crate::lookup::argument_map(self.env.db, *def, arguments);
        Some(self.member_access(None, id, &map, range, range))
    }

    /// The constructor of an enum whose values turn into an abstract: `from Option<Int>`.
    fn constructor_below(
        &mut self,
        ty: Ty,
        name: hx2rs_base::Name,
        range: TextRange,
    ) -> Option<Access> {
        let (def, arguments) = self.abstract_of(ty)?;
        let froms = crate::infer::Facts::casts_from(self.env, def, arguments);
        let mut enums = froms.into_iter().filter(|from| {
            let wide = self.expanded(*from).without_null();
            matches!(wide.kind(), TyKind::Enum(..))
        });
        let only = enums.next()?;
        self.constructor_of(only, name, range)
    }

    /// The object of `object?.name`: from here to the end of the chain it is not null.
    pub(super) fn guard(&mut self, object: ExprId) -> ExprId {
        let range = self.spans.exprs[object];
        let (held, local) = self.hold(object);
        self.guards.push((held, local));
        let value = self.local(local, range);
        let ty = self.ty(value);
        let plain = self.expanded(ty).without_null();
        if plain == ty {
            return value;
        }
        let convert = Expr::Convert {
            kind: Conversion::FromNull,
            operand: value,
        };
        self.push(convert, plain, range)
    }

    /// Wraps the value of a chain into the tests of its `?.`.
    fn close_guards(
        &mut self,
        value: ExprId,
        guards: Vec<(ExprId, LocalId)>,
        want: Want,
    ) -> ExprId {
        if guards.is_empty() {
            return value;
        }
        let range = self.spans.exprs[value];
        let void = want == Want::Unused || self.is_void(self.ty(value));
        let ty = if void {
            Ty::new(TyKind::Void)
        } else {
            Ty::null(self.ty(value))
        };
        let mut value = if void {
            value
        } else {
            self.coerce(value, ty, super::Reason::Plain)
        };
        for (held, local) in guards.into_iter().rev() {
            let tested = self.local(local, range);
            let tested = self.coerce_to_null(tested);
            let null_ty = self.ty(tested);
            let null = self.push(Expr::Const(Const::Null), null_ty, range);
            let test = Expr::Binary {
                op: BinaryOp::NotEqual(Equality::Null),
                left: tested,
                right: null,
            };
            let condition = self.push(test, Ty::new(TyKind::Bool), range);
            let otherwise = (!void).then(|| self.push(Expr::Const(Const::Null), ty, range));
            let choice = Expr::If {
                condition,
                then: value,
                otherwise,
            };
            let choice = self.push(choice, ty, range);
            let block = Expr::Block(Box::new([held, choice]));
            value = self.push(block, ty, range);
        }
        value
    }

    /// The value as `Null<T>`.
    pub(super) fn coerce_to_null(&mut self, value: ExprId) -> ExprId {
        let ty = Ty::null(self.ty(value));
        self.coerce(value, ty, super::Reason::Plain)
    }

    /// `@:meta e`.
    fn meta(&mut self, entry: ast::MetadataId, expr: ast::ExprId, want: Want) -> ExprId {
        let name = self.ast.metadata(entry).filter(|entry| entry.compiler);
        let name = name.map_or("", |entry| entry.name.name.as_str());
        let privileged = name == "privateAccess";
        self.private_access += u32::from(privileged);
        if name == "nullSafety" && self.is_switched_off(entry) {
            let range = self.ast.expr(expr).range;
            self.spans.null_unsafe.push(range);
        }
        let outer = self.bypass;
        if name == "bypassAccessor" {
            #[allow(clippy::wildcard_enum_match_arm)] // Only what reads what it writes differs.
            let bypass = match self.ast.expr(expr).kind {
                ExprKind::Assign { op: Some(_), .. }
                | ExprKind::Unary {
                    op: ast::UnaryOp::Increment | ast::UnaryOp::Decrement,
                    ..
                } => Bypass::Write,
                _ => Bypass::Both,
            };
            self.bypass = bypass;
        }
        let value = self.expr(expr, want);
        if name == "bypassAccessor" {
            self.bypass = outer;
        }
        self.private_access -= u32::from(privileged);
        value
    }

    /// Whether the argument of a metadata is `Off`.
    fn is_switched_off(&self, entry: ast::MetadataId) -> bool {
        let arguments = self.ast.metadata(entry).map(|entry| entry.args);
        let arguments = arguments.into_iter().flat_map(|list| self.ast.list(list));
        arguments
            .map(|argument| self.ast.expr(*argument).kind)
            .any(|kind| matches!(kind, ExprKind::Ident(name) if name.as_str() == "Off"))
    }

    /// `break` and `continue`.
    fn jump(&mut self, expr: Expr, word: &str, range: TextRange) -> ExprId {
        if self.frames.last().is_none_or(|frame| frame.loops == 0) {
            self.report_at(
                codes::OUTSIDE_LOOP,
                range,
                format!("{word} is only possible inside a loop"),
            );
            return self.error_expr(range);
        }
        self.diverging(expr, range)
    }

    /// An expression that never gives its value: it is of the type that its place asks for.
    pub(super) fn diverging(&mut self, expr: Expr, range: TextRange) -> ExprId {
        let ty = self.table.diverging();
        self.push(expr, ty, range)
    }
}
