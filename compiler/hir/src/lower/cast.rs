//! Casts, `is`, `(e : T)`, and types as written in a body.

use super::{Lowering, Reason, Want};
use crate::annotation::{Anchor, lower_type};
use crate::infer::assignable;
use crate::{Conversion, Expr, ExprId, Ty, TyKind, known};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, TextRange};
use hx2rs_syntax::ast;

impl Lowering<'_> {
    /// A type as written.
    pub(super) fn annotated(&mut self, ty: ast::TypeId) -> Ty {
        let anchor = Anchor::body(self.env.file, self.env.member);
        let found = &mut self.diagnostics;
        crate::check::constraint::check(&self.env.scope, self.ast, ty, anchor, found);
        lower_type(&self.env.scope, self.ast, ty, anchor, &mut self.diagnostics)
    }

    /// `(e : T)`.
    pub(super) fn check_type(&mut self, expr: ast::ExprId, ty: ast::TypeId) -> ExprId {
        let ty = self.annotated(ty);
        self.value_as(expr, ty, Reason::Plain)
    }

    /// `cast e`: of the type that its place asks for.
    pub(super) fn unsafe_cast(
        &mut self,
        inner: ast::ExprId,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let operand = self.value(inner, None);
        let hint = want.hint().filter(|hint| !self.is_void(*hint));
        let ty = hint.unwrap_or_else(|| self.fresh());
        self.cast(operand, ty, Conversion::UncheckedCast, range)
    }

    /// `untyped e`: of the type that its place asks for; what is wrong with the types inside is decided when it runs.
    pub(super) fn untyped_expr(
        &mut self,
        inner: ast::ExprId,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        self.untyped += 1;
        let value = self.expr(inner, want);
        self.untyped -= 1;
        let is_void = self.is_void(self.ty(value));
        if want == Want::Unused || is_void || matches!(self.body.exprs[value], Expr::Error) {
            return value;
        }
        let hint = want.hint().filter(|hint| !self.is_void(*hint));
        let ty = hint.unwrap_or_else(|| self.fresh());
        self.cast(value, ty, Conversion::UncheckedCast, range)
    }

    /// `cast(e, T)`.
    pub(super) fn safe_cast(
        &mut self,
        inner: ast::ExprId,
        ty: ast::TypeId,
        range: TextRange,
    ) -> ExprId {
        let operand = self.value(inner, None);
        let written = self.ast.ty(ty).range;
        let ty = self.annotated(ty);
        let wide = self.expanded(ty);
        let is_known = |argument: &Ty| !matches!(argument.kind(), TyKind::Dynamic(_));
        if matches!(wide.kind(), TyKind::Class(..) | TyKind::Enum(..))
            && wide.arguments().iter().any(is_known)
        {
            let general =
                wide.map(&mut |part| (part != wide).then_some(Ty::new(TyKind::Dynamic(None))));
            let general = self.show(general);
            let diagnostic = Diagnostic::new(
                codes::CONSTRAINT,
                self.span(written),
                "a cast tests the class of a value, not its type arguments",
            )
            .help(format!("write `{general}`, or `cast` without a type"));
            self.report(diagnostic);
            return self.error_expr(range);
        }
        if !self.has_class(wide) {
            let shown = self.show(ty);
            let diagnostic = Diagnostic::new(
                codes::CONSTRAINT,
                self.span(written),
                format!("a cast tests the class of a value, and `{shown}` has none"),
            )
            .help("`cast` without a type tests nothing");
            self.report(diagnostic);
            return self.error_expr(range);
        }
        self.cast(operand, ty, Conversion::CheckedCast, range)
    }

    /// Whether a value can be asked if it is of a type when the program runs: a class or an enum, or an abstract over one.
    fn has_class(&self, ty: Ty) -> bool {
        let mut wide = self.expanded(ty).without_null();
        // A longer chain of abstracts is a cycle, which their declarations report.
        for _ in 0..64 {
            let TyKind::Abstract(..) = wide.kind() else {
                break;
            };
            match self.underlying(wide) {
                Some(below) => wide = self.expanded(below).without_null(),
                None => return true,
            }
        }
        !matches!(
            wide.kind(),
            TyKind::Dynamic(_) | TyKind::Structure(_) | TyKind::Function(_) | TyKind::Param(_)
        )
    }

    pub(super) fn cast(
        &mut self,
        operand: ExprId,
        ty: Ty,
        kind: Conversion,
        range: TextRange,
    ) -> ExprId {
        if self.is_error(self.ty(operand)) || self.is_error(ty) {
            return self.error_expr(range);
        }
        self.push(Expr::Convert { kind, operand }, ty, range)
    }

    /// `cast new ObjectMap()`: type arguments of a new object that nothing told are those that it is cast to.
    pub(super) fn settle_casts(&mut self) {
        let mut casts = Vec::new();
        for (id, expr) in self.body.exprs.iter() {
            if let Expr::Convert {
                kind: Conversion::UncheckedCast,
                operand,
            } = expr
                && let Expr::New { .. } = self.body.exprs[*operand]
            {
                casts.push((self.body.types[*operand], self.body.types[id]));
            }
        }
        for (from, to) in casts {
            let wanted = self.expanded(to).without_null();
            if let TyKind::Class(..) = wanted.kind() {
                assignable(&mut self.table, self.env, from, wanted);
            }
        }
    }

    /// `e is T`.
    pub(super) fn type_test(
        &mut self,
        expr: ast::ExprId,
        ty: ast::TypeId,
        range: TextRange,
    ) -> ExprId {
        let operand = self.value(expr, None);
        let ty = self.tested_type(ty);
        self.tested(operand, ty, range)
    }

    /// Whether a value is of a type.
    pub(super) fn tested(&mut self, operand: ExprId, ty: Ty, range: TextRange) -> ExprId {
        // Whether it is a class, or an enum, itself.
        if let TyKind::Abstract(def, _) = ty.kind()
            && [known::class(), known::enum_()].contains(def)
        {
            let own = Ty::new(TyKind::TypeOf(*def));
            let class = self.push(Expr::TypeValue(*def), own, range);
            return self.test_of_value(operand, class, range);
        }
        let test = Expr::TypeTest { operand, ty };
        self.push(test, Ty::new(TyKind::Bool), range)
    }

    /// The type after `is`: the arguments of a generic one are left out.
    fn tested_type(&mut self, ty: ast::TypeId) -> Ty {
        if let ast::TypeKind::Path { segments, args } = self.ast.ty(ty).kind
            && args.is_empty()
        {
            let path: Vec<_> = self
                .ast
                .list(segments)
                .iter()
                .map(|part| part.name)
                .collect();
            if let Some(start) = self.env.scope.resolve_path(&path)
                && start.parts == path.len()
            {
                return self.open_type(start.def);
            }
        }
        self.annotated(ty)
    }
}
