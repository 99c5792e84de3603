//! `[for (x in xs) if (c) e]` and `[for (…) k => v]`: a container in a temporary that a loop fills.

use super::{Lowering, Reason, Want};
use crate::infer::{equal, join};
use crate::{Callee, Conversion, Expr, ExprId, LocalId, Ty, TyKind, known};
use hx2rs_base::{Name, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};

/// The container that a comprehension fills.
struct Filled {
    local: LocalId,
    /// Element type, or key and value type: monomorphs that `found` decides unless they were given.
    element: Ty,
    key: Option<Ty>,
    /// Types of the elements and of the keys, if not given.
    found: Vec<Ty>,
    found_keys: Vec<Ty>,
    given: bool,
}

impl Lowering<'_> {
    /// Whether an item of an array literal makes it a comprehension.
    pub(super) fn is_comprehension(&self, item: ast::ExprId) -> bool {
        let kind = self.ast.expr(item).kind;
        if let ExprKind::Parenthesis(inner) | ExprKind::Meta { expr: inner, .. } = kind {
            return self.is_comprehension(inner);
        }
        matches!(
            kind,
            ExprKind::For { .. } | ExprKind::While { .. } | ExprKind::DoWhile { .. }
        )
    }

    /// Whether the values of a comprehension are `k => v`.
    fn fills_map(&self, item: ast::ExprId) -> bool {
        let kind = self.ast.expr(item).kind;
        if let ExprKind::For { body, .. }
        | ExprKind::While { body, .. }
        | ExprKind::DoWhile { body, .. }
        | ExprKind::If { then: body, .. }
        | ExprKind::Parenthesis(body)
        | ExprKind::Meta { expr: body, .. } = kind
        {
            return self.fills_map(body);
        }
        if let ExprKind::Block(items) = kind {
            let last = self.ast.list(items).last();
            return last.is_some_and(|last| self.fills_map(*last));
        }
        matches!(
            kind,
            ExprKind::Binary {
                op: ast::BinaryOp::MapArrow,
                ..
            }
        )
    }

    /// `[for …]`.
    pub(super) fn comprehension(
        &mut self,
        item: ast::ExprId,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let is_map = self.fills_map(item);
        let hint = want.hint();
        let map_hint = hint
            .and_then(|hint| self.any_map_entry(hint))
            .filter(|_| is_map);
        let array_hint = hint
            .and_then(|hint| self.array_element(hint))
            .filter(|_| !is_map);
        let element = array_hint.or(map_hint.map(|(_, value)| value));
        let given = element.is_some_and(|ty| self.expanded(ty).infer_number().is_none());
        let element = element.filter(|_| given);
        let element = element.unwrap_or_else(|| self.fresh());
        let key = is_map.then(|| match map_hint.filter(|_| given) {
            Some((key, _)) => key,
            None => self.fresh(),
        });
        let (what, ty, empty) = match key {
            Some(key) => ("map", self.map_of(key, element), Expr::Map(Box::default())),
            None => ("list", Ty::array(element), Expr::Array(Box::default())),
        };
        let start = TextRange::new(range.start, range.start);
        let local = self.temporary(what, ty, range);
        let empty = self.push(empty, ty, start);
        let declaration = self.let_expr(local, Some(empty), start);
        let mut filled = Filled {
            local,
            element,
            key,
            found: Vec::new(),
            found_keys: Vec::new(),
            given,
        };
        let filling = self.fill(item, &mut filled);
        if !given {
            self.settle(filled.element, &filled.found, range);
            if let Some(key) = filled.key {
                self.settle(key, &filled.found_keys, range);
            }
        }
        let result = self.local(local, range);
        let block = Expr::Block(Box::new([declaration, filling, result]));
        self.push(block, ty, range)
    }

    /// Binds the monomorph of the elements to what they are.
    fn settle(&mut self, element: Ty, found: &[Ty], range: TextRange) {
        let Some(first) = found.first() else {
            return;
        };
        let Some(joined) = join(&mut self.table, self.env, found) else {
            let (first, other) = (self.show(*first), found.last().map(|ty| self.show(*ty)));
            self.report_at(
                hx2rs_base::catalogue::types::TYPE_MISMATCH,
                range,
                format!(
                    "the elements have different types: `{first}` and `{}`",
                    other.unwrap_or_default()
                ),
            );
            equal(&mut self.table, self.env, element, Ty::new(TyKind::Error));
            return;
        };
        equal(&mut self.table, self.env, element, joined);
    }

    /// Lowers a part of a comprehension to what fills the container.
    fn fill(&mut self, item: ast::ExprId, filled: &mut Filled) -> ExprId {
        let ast::Expr { kind, range } = *self.ast.expr(item);
        #[allow(clippy::wildcard_enum_match_arm)] // All other forms of expressions are elements.
        match kind {
            ExprKind::For {
                key,
                value,
                iterable,
                body,
            } => self.for_each(key, value, iterable, range, &mut |lowering| {
                lowering.fill(body, filled)
            }),
            ExprKind::While { condition, body } => {
                self.while_with(condition, false, range, &mut |lowering| {
                    lowering.fill(body, filled)
                })
            }
            ExprKind::DoWhile { condition, body } => {
                self.while_with(condition, true, range, &mut |lowering| {
                    lowering.fill(body, filled)
                })
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => {
                let condition = self.condition(condition);
                let then = self.fill(then, filled);
                let otherwise = otherwise.map(|otherwise| self.fill(otherwise, filled));
                let choice = Expr::If {
                    condition,
                    then,
                    otherwise,
                };
                self.push(choice, Ty::new(TyKind::Void), range)
            }
            ExprKind::Parenthesis(inner) => self.fill(inner, filled),
            // Goes elsewhere, and gives no element.
            ExprKind::Break | ExprKind::Continue | ExprKind::Return(_) | ExprKind::Throw(_) => {
                self.expr(item, Want::Unused)
            }
            ExprKind::Block(items) if !self.ast.list(items).is_empty() => {
                self.in_scope(|lowering| {
                    let items = lowering.ast.list(items);
                    let mut lowered = Vec::new();
                    for (at, item) in items.iter().enumerate() {
                        let last = at + 1 == items.len();
                        if let ExprKind::Var(variables) = lowering.ast.expr(*item).kind {
                            lowering.declarations(variables, &mut lowered);
                        } else if last {
                            lowered.push(lowering.fill(*item, filled));
                        } else {
                            lowered.push(lowering.expr(*item, Want::Unused));
                        }
                    }
                    let block = Expr::Block(lowered.into());
                    lowering.push(block, Ty::new(TyKind::Void), range)
                })
            }
            ExprKind::Binary {
                op: ast::BinaryOp::MapArrow,
                left,
                right,
                ..
            } if filled.key.is_some() => {
                let Some(key_ty) = filled.key else {
                    return self.error_expr(range);
                };
                let hint = filled.given.then_some(key_ty);
                let key = self.value(left, hint);
                let key = self.fill_part(key, key_ty, filled.given, &mut filled.found_keys);
                let hint = filled.given.then_some(filled.element);
                let value = self.value(right, hint);
                let value = self.fill_part(value, filled.element, filled.given, &mut filled.found);
                self.container_call(filled.local, known::map(), "set", vec![key, value], range)
            }
            _ => {
                let hint = filled.given.then_some(filled.element);
                let value = self.value(item, hint);
                let value = self.fill_part(value, filled.element, filled.given, &mut filled.found);
                self.container_call(filled.local, known::array(), "push", vec![value], range)
            }
        }
    }

    /// A value that goes into the container; its conversion is decided when all are known.
    fn fill_part(&mut self, value: ExprId, ty: Ty, given: bool, found: &mut Vec<Ty>) -> ExprId {
        if given {
            return self.coerce(value, ty, Reason::Element);
        }
        if self.is_error(self.ty(value)) {
            return value;
        }
        found.push(self.ty(value));
        let convert = Expr::Convert {
            kind: Conversion::Reinterpret,
            operand: value,
        };
        self.push(convert, ty, self.spans.exprs[value])
    }

    /// Calls a method of a container in a temporary, for its effect.
    fn container_call(
        &mut self,
        local: LocalId,
        class: hx2rs_base::DefId,
        method: &str,
        arguments: Vec<ExprId>,
        range: TextRange,
    ) -> ExprId {
        let object = self.local(local, range);
        let method =
            hx2rs_base::MemberId::new(class, Name::new(method), hx2rs_base::Space::Instance);
        let result = self.signature_of(method).result;
        let callee = Callee::Method {
            object,
            method,
            virtual_call: true,
        };
        let call = Expr::Call {
            callee,
            arguments: arguments.into(),
        };
        self.push(call, result, range)
    }
}
