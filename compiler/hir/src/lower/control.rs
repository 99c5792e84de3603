//! Blocks, variables, choices, `while`, `return`, `throw`, `try`.

use super::{Lowering, Reason, Want};
use crate::{Catch, Expr, ExprId, LocalKind, Ty, TyKind, known};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, TextRange};
use hx2rs_syntax::ast::{self, ExprKind, List, VarDeclaration};

impl Lowering<'_> {
    /// `{ … }`.
    pub(super) fn block(
        &mut self,
        items: List<ast::ExprId>,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let items = self.ast.list(items);
        let void = Ty::new(TyKind::Void);
        if items.is_empty()
            && let Want::Value(hint) = want
        {
            let wide = hint.map(|hint| self.expanded(hint).without_null());
            let is_void = wide.is_some_and(|wide| matches!(wide.kind(), TyKind::Void));
            if !is_void {
                return self.object_literal(List::EMPTY, want, range);
            }
        }
        self.in_scope(|lowering| {
            let mut lowered = Vec::with_capacity(items.len());
            for (at, item) in items.iter().enumerate() {
                let last = at + 1 == items.len();
                let want = if last { want } else { Want::Unused };
                if let ExprKind::Var(variables) = lowering.ast.expr(*item).kind {
                    lowering.declarations(variables, &mut lowered);
                } else {
                    lowered.push(lowering.expr(*item, want));
                }
            }
            let ty = match (lowered.last(), want) {
                // The value of `{ x }` is `x`. Where a branch has none, the end of the block is what misses it.
                (Some(only), Want::Value(_))
                    if lowered.len() == 1
                        && !matches!(
                            lowering.body.exprs[*only],
                            Expr::Let { .. }
                                | Expr::If {
                                    otherwise: None,
                                    ..
                                }
                        ) =>
                {
                    return *only;
                }
                (Some(last), Want::Value(_)) => lowering.ty(*last),
                (_, Want::Unused) | (None, Want::Value(_)) => void,
            };
            lowering.push(Expr::Block(lowered.into()), ty, range)
        })
    }

    /// `var a = 1, b = 2` outside of a block: nobody sees the variables.
    pub(super) fn variables(
        &mut self,
        variables: List<VarDeclaration>,
        range: TextRange,
    ) -> ExprId {
        let mut lowered = Vec::new();
        self.declarations(variables, &mut lowered);
        if let [one] = lowered[..] {
            return one;
        }
        self.push(Expr::Block(lowered.into()), Ty::new(TyKind::Void), range)
    }

    pub(super) fn declarations(&mut self, variables: List<VarDeclaration>, into: &mut Vec<ExprId>) {
        for variable in self.ast.list(variables) {
            let declaration = self.variable(variable);
            into.push(declaration);
        }
    }

    fn variable(&mut self, variable: &VarDeclaration) -> ExprId {
        let VarDeclaration { name, range, .. } = *variable;
        if variable.is_static {
            return self.static_variable(variable);
        }
        let declared = variable.ty.map(|ty| self.annotated(ty));
        let value = variable.init.map(|init| match declared {
            Some(ty) => {
                let reason = Reason::Declared(name.name, self.span(name.range));
                self.value_as(init, ty, reason)
            }
            None => self.value(init, None),
        });
        let ty = match (declared, value) {
            (Some(ty), _) => ty,
            (None, Some(value)) => self.ty(value),
            (None, None) => self.fresh(),
        };
        let kind = if variable.is_final {
            LocalKind::Final
        } else {
            LocalKind::Variable
        };
        let local = self.declare(name.name, ty, kind, name.range);
        // Officially it has no type yet.
        if declared.is_none() && self.is_dynamic(ty) {
            self.loose_locals.insert(local);
        }
        self.bind(local);
        self.let_expr(local, value, range)
    }

    /// A condition.
    pub(super) fn condition(&mut self, condition: ast::ExprId) -> ExprId {
        self.value_as(condition, Ty::new(TyKind::Bool), Reason::Condition)
    }

    /// `if`, `? :`.
    pub(super) fn if_expr(
        &mut self,
        condition: ast::ExprId,
        then: ast::ExprId,
        otherwise: Option<ast::ExprId>,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let condition = self.condition(condition);
        let want = if otherwise.is_none() {
            Want::Unused
        } else {
            want
        };
        let then = self.in_scope(|lowering| lowering.expr(then, want));
        let otherwise =
            otherwise.map(|otherwise| self.in_scope(|lowering| lowering.expr(otherwise, want)));
        let branches = [Some(then), otherwise].into_iter().flatten().collect();
        let (ty, branches) = self.choice(branches, want);
        let mut branches = branches.into_iter();
        let choice = Expr::If {
            condition,
            then: branches.next().unwrap_or(then),
            otherwise: branches.next(),
        };
        self.push(choice, ty, range)
    }

    /// The branches of a choice as values of one type: the wanted one, or what they have in common. A choice is Void
    /// if nobody uses it or a branch has no value.
    pub(super) fn choice(&mut self, branches: Vec<ExprId>, want: Want) -> (Ty, Vec<ExprId>) {
        let void = Ty::new(TyKind::Void);
        let Want::Value(hint) = want else {
            return (void, branches);
        };
        let all_void = branches.iter().all(|branch| self.is_void(self.ty(*branch)));
        let some_void = branches.iter().any(|branch| self.is_void(self.ty(*branch)));
        if all_void || hint.is_some_and(|hint| self.is_void(hint)) {
            return (void, branches);
        }
        let wide = hint.map(|hint| self.expanded(hint));
        let open =
            wide.is_some_and(|wide| matches!(wide.kind(), TyKind::Infer(_) | TyKind::Dynamic(_)));
        if let Some(hint) = hint
            && !open
        {
            let branches = branches
                .into_iter()
                .map(|branch| self.coerce(branch, hint, Reason::Plain));
            return (hint, branches.collect());
        }
        if some_void {
            return (void, branches);
        }
        if wide.is_some_and(|wide| matches!(wide.kind(), TyKind::Dynamic(_))) {
            // Anything goes; the branches stay what they are if they have a type in common. One of which nothing is
            // known stays that: what the others are says nothing about it.
            let types: Vec<Ty> = branches.iter().map(|branch| self.ty(*branch)).collect();
            let any = types.iter().any(|ty| {
                let ty = self.expanded(*ty).without_null();
                matches!(ty.kind(), TyKind::Dynamic(_))
            });
            if any || crate::infer::join(&mut self.table, self.env, &types).is_none() {
                let dynamic = Ty::new(TyKind::Dynamic(None));
                let branches = branches
                    .into_iter()
                    .map(|branch| self.coerce(branch, dynamic, Reason::Plain));
                return (dynamic, branches.collect());
            }
        }
        let reason = branches.first().map_or(Reason::Plain, |first| {
            Reason::Branch(self.spans.exprs[*first])
        });
        self.unite(branches, reason)
    }

    /// `while`, `do … while`.
    pub(super) fn while_loop(
        &mut self,
        condition: ast::ExprId,
        body: ast::ExprId,
        first_run: bool,
        range: TextRange,
    ) -> ExprId {
        self.while_with(condition, first_run, range, &mut |lowering| {
            lowering.expr(body, Want::Unused)
        })
    }

    /// A `while` whose body somebody else lowers.
    pub(super) fn while_with(
        &mut self,
        condition: ast::ExprId,
        first_run: bool,
        range: TextRange,
        body: &mut dyn FnMut(&mut Self) -> ExprId,
    ) -> ExprId {
        let (condition, body) = if first_run {
            let body = self.in_loop(body);
            (self.condition(condition), body)
        } else {
            let condition = self.condition(condition);
            (condition, self.in_loop(body))
        };
        let expr = Expr::While {
            condition,
            body,
            first_run,
        };
        self.push(expr, Ty::new(TyKind::Void), range)
    }

    /// Lowers the body of a loop.
    pub(super) fn in_loop(&mut self, body: &mut dyn FnMut(&mut Self) -> ExprId) -> ExprId {
        let enter = |lowering: &mut Self, by: i32| {
            if let Some(frame) = lowering.frames.last_mut() {
                frame.loops = frame.loops.saturating_add_signed(by);
            }
        };
        enter(self, 1);
        let lowered = self.in_scope(body);
        enter(self, -1);
        lowered
    }

    /// `return`, `return e`.
    pub(super) fn return_expr(&mut self, value: Option<ast::ExprId>, range: TextRange) -> ExprId {
        let Some((result, reason)) = self
            .frames
            .last()
            .map(|frame| (frame.result, frame.result_reason))
        else {
            return self.error_expr(range);
        };
        let Some(value) = value else {
            if let Some(this) = self.this_local.filter(|_| self.builds_this()) {
                let value = self.local(this, range);
                let value = self.reinterpret(value, result);
                return self.diverging(Expr::Return(Some(value)), range);
            }
            let void = Ty::new(TyKind::Void);
            let fits = crate::infer::assignable(&mut self.table, self.env, void, result);
            if fits && self.in_change() {
                return self.return_change(None, range);
            }
            if !fits {
                let wanted = self.show(result);
                let mut diagnostic = Diagnostic::new(
                    codes::MISSING_RETURN,
                    self.span(range),
                    format!("this return needs a value of type `{wanted}`"),
                );
                if let Reason::Result(span) = reason {
                    diagnostic =
                        diagnostic.secondary(span, format!("the function returns `{wanted}`"));
                }
                self.report(diagnostic);
                return self.error_expr(range);
            }
            return self.diverging(Expr::Return(None), range);
        };
        let value = self.expr(value, Want::Value(Some(result)));
        self.return_value(value, range)
    }

    /// Returns a lowered value, which may be Void where the function is.
    pub(super) fn return_value(&mut self, value: ExprId, range: TextRange) -> ExprId {
        let Some((result, reason)) = self
            .frames
            .last()
            .map(|frame| (frame.result, frame.result_reason))
        else {
            return self.error_expr(range);
        };
        let void = Ty::new(TyKind::Void);
        if self.is_void(self.ty(value))
            && crate::infer::assignable(&mut self.table, self.env, void, result)
        {
            let end = if self.in_change() {
                self.return_change(None, range)
            } else {
                self.diverging(Expr::Return(None), range)
            };
            let ty = self.ty(end);
            return self.push(Expr::Block(Box::new([value, end])), ty, range);
        }
        let value = self.coerce(value, result, reason);
        if let Some(frame) = self.frames.last_mut() {
            frame.returns_value = true;
        }
        if self.in_change() {
            return self.return_change(Some(value), range);
        }
        self.diverging(Expr::Return(Some(value)), range)
    }

    /// `throw e`.
    pub(super) fn throw_expr(&mut self, value: ast::ExprId, range: TextRange) -> ExprId {
        let value = self.value(value, None);
        self.diverging(Expr::Throw(value), range)
    }

    /// Reports a type that no value can be asked for when it is caught.
    fn caught_type(&mut self, ty: Ty, range: TextRange) {
        let wide = self.expanded(ty);
        let shown = self.show(ty);
        let what = match wide.kind() {
            TyKind::Class(_, arguments) | TyKind::Enum(_, arguments) => {
                let is_dynamic = |ty: &Ty| matches!(self.expanded(*ty).kind(), TyKind::Dynamic(_));
                if arguments.iter().all(is_dynamic) {
                    return;
                }
                format!("`{shown}` cannot be caught: a value does not know its type arguments")
            }
            TyKind::Structure(_) | TyKind::Function(_) | TyKind::Void => {
                format!("`{shown}` cannot be caught: only classes, enums and Dynamic are")
            }
            TyKind::Error
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => return,
        };
        let diagnostic = Diagnostic::new(codes::CATCH_TYPE, self.span(range), what)
            .help("catch Dynamic there, or the type with Dynamic for its arguments");
        self.report(diagnostic);
    }

    /// `try … catch …`.
    pub(super) fn try_expr(
        &mut self,
        body: ast::ExprId,
        catches: List<ast::Catch>,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let body = self.in_scope(|lowering| lowering.expr(body, want));
        let mut values = vec![body];
        let mut heads = Vec::new();
        for catch in self.ast.list(catches) {
            let ty = match catch.ty {
                Some(written) => {
                    let ty = self.annotated(written);
                    self.caught_type(ty, self.ast.ty(written).range);
                    ty
                }
                None => crate::lookup::applied(self.env.db, known::exception(), Box::default()),
            };
            let value = self.in_scope(|lowering| {
                let local =
                    lowering.declare(catch.name.name, ty, LocalKind::Bound, catch.name.range);
                lowering.bind(local);
                heads.push((local, ty));
                lowering.expr(catch.body, want)
            });
            values.push(value);
        }
        let (ty, values) = self.choice(values, want);
        let mut values = values.into_iter();
        let body = values.next().unwrap_or(body);
        let catches = heads.into_iter().zip(values);
        let catches = catches
            .map(|((local, ty), body)| Catch { local, ty, body })
            .collect();
        self.push(Expr::Try { body, catches }, ty, range)
    }
}
