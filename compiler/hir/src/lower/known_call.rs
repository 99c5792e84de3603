//! Calls of functions of the standard library that the language itself knows: tests of types, casts that give null, and texts of
//! abstracts. They become what operators become.

use super::Lowering;
use super::access::AccessKind;
use crate::{Const, Conversion, Expr, ExprId, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{DefId, MemberId, Space, TextRange};
use hx2rs_syntax::ast;

impl Lowering<'_> {
    /// `Std.string(value)` of an abstract with a `toString`: what that gives.
    pub(super) fn text_of_only(&mut self, arguments: &[ExprId]) -> Option<ExprId> {
        match *arguments {
            [value] => self.own_text(value),
            [] | [..] => None,
        }
    }

    /// `Std.isOfType(value, T)`.
    pub(super) fn type_test_call(&mut self, args: &[ast::ExprId], range: TextRange) -> ExprId {
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
    pub(super) fn downcast(
        &mut self,
        arguments: &[ExprId],
        result: Ty,
        range: TextRange,
    ) -> ExprId {
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
pub(super) fn is_text(id: MemberId) -> bool {
    id == MemberId::new(DefId::new("Std", "Std"), "string", Space::Static)
}

/// Whether it is `Std.downcast` or its old name `Std.instance`.
pub(super) fn is_downcast(id: MemberId) -> bool {
    let std = DefId::new("Std", "Std");
    id == MemberId::new(std, "downcast", Space::Static)
        || id == MemberId::new(std, "instance", Space::Static)
}

/// Whether it is `Std.isOfType` or its old name `Std.is`: the operator `is` written as a function.
pub(super) fn is_type_test(id: MemberId) -> bool {
    let std = DefId::new("Std", "Std");
    id == MemberId::new(std, "isOfType", Space::Static)
        || id == MemberId::new(std, "is", Space::Static)
}
