//! `++` and `--`. Assignments are in [`super::assign`].

use super::access::{Access, AccessKind};
use super::operator::OperandKind;
use super::{Lowering, Reason, Want};
use crate::role::Role;
use crate::{Const, Expr, ExprId, Ty, TyKind, UpdateResult};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::types as codes;
use hx2rs_syntax::ast;

impl Lowering<'_> {
    /// `++e`, `e--`.
    pub(super) fn step(
        &mut self,
        operand: ast::ExprId,
        add: bool,
        postfix: bool,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let access = self.access(operand);
        let access = self.written_field(access);
        let point = range.start;
        if let AccessKind::Error = access.kind {
            return self.error_expr(range);
        }
        let Some((ty, _)) = self.written_type(&access) else {
            return self.not_writable(access);
        };
        let op = if add {
            ast::BinaryOp::Add
        } else {
            ast::BinaryOp::Sub
        };
        let symbol = if add { "++" } else { "--" };
        if self.operand_kind(ty) == OperandKind::Unknown {
            let int = Ty::new(TyKind::Int);
            crate::infer::assignable(&mut self.table, self.env, ty.without_null(), int);
        }
        let one = self.push(
            Expr::Const(Const::Int(1)),
            Ty::new(TyKind::Int),
            TextRange::new(point, point),
        );
        if self.abstract_of(ty).is_some() {
            return self.step_abstract(access, ty, (op, one), postfix, want, range);
        }
        let kind = self.operand_kind(ty);
        if !matches!(
            kind,
            OperandKind::Int | OperandKind::Float | OperandKind::Dynamic
        ) {
            if kind != OperandKind::Error {
                let shown = self.show(ty);
                self.report_at(
                    codes::OPERATOR,
                    range,
                    format!("no operator `{symbol}` for `{shown}`"),
                );
            }
            return self.error_expr(range);
        }
        if self.is_direct(&access) {
            let result = match (want, postfix) {
                (Want::Unused, _) => UpdateResult::Unused,
                (Want::Value(_), true) => UpdateResult::Old,
                (Want::Value(_), false) => UpdateResult::New,
            };
            return self.update(op, access, ty, one, result, (range, point));
        }
        let (mut steps, held) = self.hold_access(access);
        let Some(held) = held else {
            return self.error_expr(range);
        };
        let old = self.again(&held, range, point);
        let old = self.read(old);
        let (keep, old) = self.hold(old);
        steps.push(keep);
        let before = self.local(old, range);
        let new = self.operate(op, before, one, (range, point));
        let new = self.coerce(new, ty, Reason::Operator(symbol));
        let target = self.again(&held, range, point);
        if !postfix || want == Want::Unused {
            let written = self.write(target, new, want, (range, point));
            return self.sequence(steps, written, range);
        }
        let written = self.write(target, new, Want::Unused, (range, point));
        steps.push(written);
        let result = self.local(old, range);
        self.sequence(steps, result, range)
    }

    /// `++e`, `e--` where `e` is of an abstract: its function, or a step of what it is at run time.
    fn step_abstract(
        &mut self,
        access: Access,
        ty: Ty,
        (op, one): (ast::BinaryOp, ExprId),
        postfix: bool,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let point = range.start;
        let (mut steps, held) = self.hold_access(access);
        let Some(held) = held else {
            return self.error_expr(range);
        };
        let old = self.again(&held, range, point);
        let old = self.read(old);
        let (keep, old) = self.hold(old);
        steps.push(keep);
        let before = self.local(old, range);
        let unary = if op == ast::BinaryOp::Add {
            ast::UnaryOp::Increment
        } else {
            ast::UnaryOp::Decrement
        };
        let found = self.overloaded_unary(unary, postfix, before);
        let symbol = Reason::Operator(unary.symbol());
        let new = match found {
            Some(found) if found.has_body => {
                self.note_origin(before, Vec::new(), held);
                let role = Role::Unary { op: unary, postfix };
                let made = self.apply(&found, role, vec![before], (range, point));
                return self.sequence(steps, made, range);
            }
            Some(_) => {
                let below = self.underlying(ty).unwrap_or(ty);
                let before = self.reinterpret(before, below);
                let new = self.operate(op, before, one, (range, point));
                self.reinterpret(new, ty)
            }
            None => {
                let int = Ty::new(TyKind::Int);
                let before = self.as_number(before, int, symbol);
                let new = self.operate(op, before, one, (range, point));
                self.coerce(new, ty, symbol)
            }
        };
        let target = self.again(&held, range, point);
        if !postfix || want == Want::Unused {
            let written = self.write(target, new, want, (range, point));
            return self.sequence(steps, written, range);
        }
        let written = self.write(target, new, Want::Unused, (range, point));
        steps.push(written);
        let result = self.local(old, range);
        self.sequence(steps, result, range)
    }
}
