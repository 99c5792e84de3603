//! Casts, `is`, `(e : T)`, and types as written in a body.

use super::{Lowering, Reason, Want};
use crate::annotation::{Anchor, lower_type};
use crate::{Conversion, Expr, ExprId, Ty, TyKind};
use hx2rs_base::TextRange;
use hx2rs_syntax::ast;

impl Lowering<'_> {
    /// A type as written.
    pub(super) fn annotated(&mut self, ty: ast::TypeId) -> Ty {
        let anchor = Anchor::body(self.env.file, self.env.member);
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

    /// `cast(e, T)`.
    pub(super) fn safe_cast(
        &mut self,
        inner: ast::ExprId,
        ty: ast::TypeId,
        range: TextRange,
    ) -> ExprId {
        let operand = self.value(inner, None);
        let ty = self.annotated(ty);
        self.cast(operand, ty, Conversion::CheckedCast, range)
    }

    fn cast(&mut self, operand: ExprId, ty: Ty, kind: Conversion, range: TextRange) -> ExprId {
        if self.is_error(self.ty(operand)) || self.is_error(ty) {
            return self.error_expr(range);
        }
        self.push(Expr::Convert { kind, operand }, ty, range)
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
