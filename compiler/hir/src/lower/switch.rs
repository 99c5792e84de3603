//! `switch` as value and as statement: the value, the arms, their common type. Patterns are in [`super::pattern`].

use super::access::AccessKind;
use super::{Later, Lowering, Want};
use crate::{
    Arm, Const, Cover, Expr, ExprId, FieldAccess, Pattern, PatternId, StructureField, Ty, TyKind,
};
use hx2rs_base::{Name, TextRange};
use hx2rs_syntax::ast::{self, ExprKind, List};

impl Lowering<'_> {
    /// `switch (subject) { cases }`.
    pub(super) fn switch(
        &mut self,
        subject: ast::ExprId,
        cases: List<ast::Case>,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let value = self.subject(subject);
        let ty = self.ty(value);
        let mut heads = Vec::new();
        let mut bodies = Vec::new();
        for case in self.ast.list(cases) {
            let refined = self.refinements.len();
            let body = self.in_scope(|lowering| {
                let start = TextRange::new(case.range.start, case.range.start);
                let pattern = if case.is_default {
                    lowering.push_pattern(Pattern::Wildcard, ty, start)
                } else {
                    let patterns = lowering.ast.list(case.patterns);
                    let first = patterns.first().map(|first| lowering.range(*first));
                    let last = patterns.last().map(|last| lowering.range(*last));
                    let place = first.unwrap_or(start).cover(last.unwrap_or(start));
                    lowering.case_pattern(case.patterns, ty, place)
                };
                let guard = case.guard.map(|guard| lowering.condition(guard));
                heads.push((pattern, guard));
                lowering.case_body(case.body, want, refined)
            });
            self.refinements.truncate(refined);
            bodies.push(body);
        }
        // `default` may stand anywhere, and is tried last.
        let mut order: Vec<usize> = (0..bodies.len()).collect();
        let is_default = |at: &usize| {
            let case = self.ast.list(cases).get(*at);
            case.is_some_and(|case| case.is_default)
        };
        order.sort_by_key(is_default);
        let patterns: Vec<_> = heads.iter().map(|(pattern, _)| *pattern).collect();
        let guarded: Vec<bool> = heads.iter().map(|(_, guard)| guard.is_some()).collect();
        self.null_first(&mut order, &patterns, &guarded);
        let (result, bodies) = self.choice(bodies, want);
        let arms: Vec<Option<Arm>> = heads
            .into_iter()
            .zip(bodies)
            .map(|((pattern, guard), body)| {
                Some(Arm {
                    pattern,
                    guard,
                    body,
                })
            })
            .collect();
        let mut arms = arms;
        let arms = order
            .into_iter()
            .filter_map(|at| arms.get_mut(at).and_then(Option::take))
            .collect();
        let switch = Expr::Switch {
            value,
            arms,
            cover: Cover::Part,
        };
        let switch = self.push(switch, result, range);
        self.later.push(Later::Exhaustive {
            switch,
            used: !self.is_void(result),
            range: self.range(subject),
        });
        switch
    }

    /// The code of a case, whose pattern may have said something of type parameters since there were `refined` of them.
    fn case_body(&mut self, body: ast::ExprId, want: Want, refined: usize) -> ExprId {
        let hint = want.hint().filter(|_| self.refinements.len() > refined);
        let Some(hint) = hint.filter(|hint| !self.is_void(*hint)) else {
            return self.expr(body, want);
        };
        let inside = self.refined(hint);
        let value = self.expr(body, Want::Value(Some(inside)));
        if inside == self.table.resolve(hint) || self.is_void(self.ty(value)) {
            return value;
        }
        self.coerce(value, hint, super::Reason::Plain)
    }

    /// `case null` comes before cases that take everything and before extractors, but for those that the switch begins
    /// with: once it looks at the value at all, it looks for null first.
    fn null_first(&self, order: &mut [usize], patterns: &[PatternId], guarded: &[bool]) {
        let pattern = |at: &usize| patterns.get(*at).map(|it| &self.body.patterns[*it]);
        let looks_elsewhere = |at: &usize| {
            matches!(
                pattern(at),
                Some(
                    Pattern::Wildcard
                        | Pattern::Bind { inner: None, .. }
                        | Pattern::Extractor { .. }
                )
            )
        };
        let is_null = |at: &usize| {
            matches!(pattern(at), Some(Pattern::Constant(Const::Null)))
                && guarded.get(*at) == Some(&false)
        };
        let first = order.iter().take_while(|at| looks_elsewhere(at)).count();
        let Some(null) = order.iter().position(is_null) else {
            return;
        };
        if let Some(between) = order.get_mut(first..=null)
            && between.iter().any(looks_elsewhere)
        {
            between.rotate_right(1);
        }
    }

    /// `value.match(pattern)`: whether an enum value matches. Of other values it is a method.
    pub(super) fn match_call(
        &mut self,
        receiver: ast::ExprId,
        callee: ast::ExprId,
        pattern: ast::ExprId,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let left = self.access(receiver);
        let whole = self.range(callee);
        let name = Name::new("match");
        let name_range = TextRange::new(whole.end - 5, whole.end);
        if let AccessKind::Type(_) | AccessKind::Path(_) | AccessKind::Super = left.kind {
            let access = self.access(callee);
            return self.call_access(access, &[pattern], want, range);
        }
        let value = self.read(left);
        let ty = self.ty(value);
        let wide = self.expanded(self.expanded(ty).without_null());
        let is_enum = match wide.kind() {
            TyKind::Enum(..) => true,
            TyKind::Abstract(def, _) => {
                self.env.form(*def) == Some(crate::definition::Form::EnumAbstract)
            }
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => false,
        };
        if !is_enum {
            let access = self.instance_field(value, name, whole, name_range);
            return self.call_access(access, &[pattern], want, range);
        }
        let bool = Ty::new(TyKind::Bool);
        let place = self.range(pattern);
        let mut arms = Vec::new();
        let matched = self.in_scope(|lowering| lowering.single_pattern(pattern, ty));
        let rest = self.push_pattern(Pattern::Wildcard, ty, place);
        for (pattern, result) in [(matched, true), (rest, false)] {
            let constant = Expr::Const(Const::Bool(result));
            arms.push(Arm {
                pattern,
                guard: None,
                body: self.push(constant, bool, place),
            });
        }
        let switch = Expr::Switch {
            value,
            arms: arms.into(),
            cover: Cover::Whole,
        };
        self.push(switch, bool, range)
    }

    /// What a switch looks at: `[a, b]` is several values at once, which need not be of one type. They become a
    /// structure with the fields `_0`, `_1`….
    fn subject(&mut self, subject: ast::ExprId) -> ExprId {
        let mut inner = subject;
        while let ExprKind::Parenthesis(next) = self.ast.expr(inner).kind {
            inner = next;
        }
        let ast::Expr { kind, range } = *self.ast.expr(inner);
        let ExprKind::Array(items) = kind else {
            return self.value(subject, None);
        };
        let items = self.ast.list(items);
        if let [only] = items
            && self.is_comprehension(*only)
        {
            return self.value(subject, None);
        }
        let values: Vec<(Name, ExprId)> = items
            .iter()
            .enumerate()
            .map(|(at, item)| (Name::new(&format!("_{at}")), self.value(*item, None)))
            .collect();
        let mut fields: Vec<StructureField> = values
            .iter()
            .map(|(name, value)| StructureField {
                name: *name,
                ty: self.ty(*value),
                optional: false,
                access: FieldAccess::Variable,
            })
            .collect();
        fields.sort_by_key(|field| field.name);
        let ty = Ty::new(TyKind::Structure(fields.into()));
        self.tuples.insert(ty);
        self.push(Expr::Structure(values.into()), ty, range)
    }
}
