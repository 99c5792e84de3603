//! `for`: over ranges, arrays and maps as such; over everything with an iterator as a `while`.

use super::access::{Access, AccessKind};
use super::operator::Ends;
use super::{Lowering, Reason, Want};
use crate::lookup::Found;
use crate::{BinaryOp, Comparison, Const, Place, UpdateOp, UpdateResult};
use crate::{Expr, ExprId, LocalId, LocalKind, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, Name, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};

impl Lowering<'_> {
    /// `for (value in iterable) body`.
    pub(super) fn for_loop(
        &mut self,
        key: Option<ast::ExprId>,
        value: ast::ExprId,
        iterable: ast::ExprId,
        body: ast::ExprId,
        range: TextRange,
    ) -> ExprId {
        self.for_each(key, value, iterable, range, &mut |lowering| {
            lowering.expr(body, Want::Unused)
        })
    }

    /// A `for` whose body somebody else lowers.
    pub(super) fn for_each(
        &mut self,
        key: Option<ast::ExprId>,
        value: ast::ExprId,
        iterable: ast::ExprId,
        range: TextRange,
        body: &mut dyn FnMut(&mut Self) -> ExprId,
    ) -> ExprId {
        let mut over = iterable;
        while let ExprKind::Parenthesis(inner) = self.ast.expr(over).kind {
            over = inner;
        }
        if let ExprKind::Binary {
            op: ast::BinaryOp::Interval,
            left,
            right,
            ..
        } = self.ast.expr(over).kind
            && key.is_none()
        {
            return self.for_range(value, left, right, range, body);
        }
        if let ExprKind::Call { callee, args } = self.ast.expr(over).kind
            && args.is_empty()
            && key.is_none()
            && let ExprKind::Field {
                receiver,
                name,
                safe: false,
            } = self.ast.expr(callee).kind
            && name.as_str() == "keys"
        {
            return self.for_keys(value, receiver, over, callee, range, body);
        }
        let walked = self.value(over, None);
        self.for_over(key, value, walked, range, body)
    }

    fn for_range(
        &mut self,
        value: ast::ExprId,
        from: ast::ExprId,
        to: ast::ExprId,
        range: TextRange,
        body: &mut dyn FnMut(&mut Self) -> ExprId,
    ) -> ExprId {
        let int = Ty::new(TyKind::Int);
        let (from, to) = match self.ends(from, to, (range, range.start)) {
            Ends::Range(from, to) => (from, to),
            Ends::Made(made) => return self.for_over(None, value, made, range, body),
        };
        self.in_scope(|lowering| {
            let local = lowering.loop_variable(value, int);
            lowering.counters.insert(local);
            let body = lowering.in_loop(body);
            let expr = Expr::ForRange {
                local,
                from,
                to,
                body,
            };
            lowering.push(expr, Ty::new(TyKind::Void), range)
        })
    }

    /// `for (k in map.keys())`.
    fn for_keys(
        &mut self,
        value: ast::ExprId,
        receiver: ast::ExprId,
        over: ast::ExprId,
        callee: ast::ExprId,
        range: TextRange,
        body: &mut dyn FnMut(&mut Self) -> ExprId,
    ) -> ExprId {
        let left = self.access(receiver);
        let (over_range, callee_range) = (self.range(over), self.range(callee));
        let name = Name::new("keys");
        let name_range = TextRange::new(callee_range.end - 4, callee_range.end);
        let access = match left.kind {
            AccessKind::Type(_) | AccessKind::Path(_) | AccessKind::Super => {
                let walked = self.value(over, None);
                return self.for_over(None, value, walked, range, body);
            }
            AccessKind::Error
            | AccessKind::Value(_)
            | AccessKind::Local(_)
            | AccessKind::Variable { .. }
            | AccessKind::StructureField { .. }
            | AccessKind::Function { .. }
            | AccessKind::EnumConstructor { .. }
            | AccessKind::Extension { .. }
            | AccessKind::Index { .. }
            | AccessKind::Entry { .. }
            | AccessKind::ByName { .. }
            | AccessKind::Element { .. } => {
                let map = self.read(left);
                let ty = self.ty(map);
                if let Some((key_ty, _)) = self.any_map_entry(ty) {
                    return self.in_scope(|lowering| {
                        let local = lowering.loop_variable(value, key_ty);
                        let body = lowering.in_loop(body);
                        let (local, body) = lowering.given(local, body);
                        let expr = Expr::ForMap {
                            key: Some(local),
                            value: None,
                            map,
                            body,
                        };
                        lowering.push(expr, Ty::new(TyKind::Void), range)
                    });
                }
                self.instance_field(map, name, callee_range, name_range)
            }
        };
        let walked = self.call_access(access, &[], Want::Value(None), over_range);
        self.for_over(None, value, walked, range, body)
    }

    /// A loop over a value: an array, a map, or anything with an iterator.
    fn for_over(
        &mut self,
        key: Option<ast::ExprId>,
        value: ast::ExprId,
        walked: ExprId,
        range: TextRange,
        body: &mut dyn FnMut(&mut Self) -> ExprId,
    ) -> ExprId {
        let void = Ty::new(TyKind::Void);
        let method = Name::new(iteration_method(key.is_some()));
        let walked = self.as_constraint_with_elements(walked);
        let ty = self.table.resolve(self.ty(walked));
        let walked = match self.env.field_of(ty, method) {
            Some(_) => walked,
            None => self.forwarded(walked, method).unwrap_or(walked),
        };
        let ty = self.ty(walked);
        let int = Ty::new(TyKind::Int);
        if let Some(element) = self.array_element(ty) {
            return self.in_scope(|lowering| {
                let index = key.map(|key| lowering.loop_variable(key, int));
                let local = lowering.loop_variable(value, element);
                let body = lowering.in_loop(body);
                let (local, body) = lowering.given(local, body);
                let (index, body) = lowering.given_key(index, body);
                let expr = Expr::ForArray {
                    index,
                    local,
                    array: walked,
                    body,
                };
                lowering.push(expr, void, range)
            });
        }
        if let Some((key_ty, value_ty)) = self.any_map_entry(ty) {
            return self.in_scope(|lowering| {
                let key = key.map(|key| lowering.loop_variable(key, key_ty));
                let value = lowering.loop_variable(value, value_ty);
                let body = lowering.in_loop(body);
                let (value, body) = lowering.given(value, body);
                let (key, body) = lowering.given_key(key, body);
                let expr = Expr::ForMap {
                    key,
                    value: Some(value),
                    map: walked,
                    body,
                };
                lowering.push(expr, void, range)
            });
        }
        if key.is_none() && self.has_elements_only(walked) {
            return self.for_elements(value, walked, range, body);
        }
        self.for_iterator(key, value, walked, range, body)
    }

    /// Whether a value is walked by its `length` and its elements: an abstract that has these, and no iterator.
    fn has_elements_only(&mut self, walked: ExprId) -> bool {
        let ty = self.table.resolve(self.ty(walked));
        if self.abstract_of(ty).is_none() {
            return false;
        }
        let has = |name: &str| self.env.field_of(ty, Name::new(name)).is_some();
        let is_iterable = has("iterator") || has("hasNext") && has("next");
        let place = self.spans.exprs[walked];
        !is_iterable
            && self.quiet_method(walked, "length", place).is_some()
            && self.has_element_function(ty)
    }

    /// `{ var at = 0; while (at < walked.length) { var value = walked[at]; at++; body } }`
    fn for_elements(
        &mut self,
        value: ast::ExprId,
        walked: ExprId,
        range: TextRange,
        body: &mut dyn FnMut(&mut Self) -> ExprId,
    ) -> ExprId {
        let place = self.spans.exprs[walked];
        let (void, int) = (Ty::new(TyKind::Void), Ty::new(TyKind::Int));
        let (keep, walked) = self.hold(walked);
        let zero = self.push(Expr::Const(Const::Int(0)), int, place);
        let (start, at) = self.hold(zero);
        self.body.locals[at].kind = LocalKind::Variable;
        self.body.locals[at].assigned = true;
        let left = self.local(at, place);
        let object = self.local(walked, place);
        let length = self.instance_field(object, Name::new("length"), place, place);
        let length = self.read(length);
        let right = self.coerce(length, int, Reason::Operator("..."));
        let less = Expr::Binary {
            op: BinaryOp::IntCompare(Comparison::Less),
            left,
            right,
        };
        let condition = self.push(less, Ty::new(TyKind::Bool), place);
        let body = self.in_scope(|lowering| {
            let object = lowering.local(walked, place);
            let index = lowering.local(at, place);
            let element = lowering.element_get(object, index, (place, place.start));
            let ty = lowering.ty(element);
            let local = lowering.loop_variable(value, ty);
            let bound = lowering.let_expr(local, Some(element), place);
            let one = lowering.push(Expr::Const(Const::Int(1)), int, place);
            let step = Expr::Update {
                place: Place::Local(at),
                op: UpdateOp::Binary(BinaryOp::IntAdd),
                value: one,
                result: UpdateResult::Unused,
            };
            let step = lowering.push(step, void, place);
            let body = lowering.in_loop(body);
            lowering.written_in_turn(local);
            lowering.push(Expr::Block(Box::new([bound, step, body])), void, range)
        });
        let turn = Expr::While {
            condition,
            body,
            first_run: false,
        };
        let turn = self.push(turn, void, range);
        self.push(Expr::Block(Box::new([keep, start, turn])), void, range)
    }

    /// `{ var it = walked.iterator(); while (it.hasNext()) { var value = it.next(); body } }`
    fn for_iterator(
        &mut self,
        key: Option<ast::ExprId>,
        value: ast::ExprId,
        walked: ExprId,
        range: TextRange,
        body: &mut dyn FnMut(&mut Self) -> ExprId,
    ) -> ExprId {
        let place = self.spans.exprs[walked];
        let ty = self.table.resolve(self.ty(walked));
        let has =
            |lowering: &Self, name: &str| lowering.env.field_of(ty, Name::new(name)).is_some();
        let is_iterator = has(self, "hasNext") && has(self, "next");
        let iterator = if is_iterator && (key.is_none() || self.gives_keys(ty)) {
            walked
        } else {
            let method = iteration_method(key.is_some());
            match self.quiet_method(walked, method, place) {
                Some(access) => self.call_access(access, &[], Want::Value(None), place),
                None => {
                    self.not_iterable(walked, ty, key.is_some());
                    self.error_expr(place)
                }
            }
        };
        if self.is_error(self.ty(iterator)) {
            // The body is still looked at, for its own mistakes.
            let error = Ty::new(TyKind::Error);
            self.in_scope(|lowering| {
                if let Some(key) = key {
                    lowering.loop_variable(key, error);
                }
                lowering.loop_variable(value, error);
                lowering.in_loop(body);
            });
            return self.error_expr(range);
        }
        let void = Ty::new(TyKind::Void);
        let (keep, iterator) = self.hold(iterator);
        let condition = self.iterator_call(iterator, "hasNext", place);
        let condition = self.coerce(condition, Ty::new(TyKind::Bool), Reason::Condition);
        let next = self.iterator_call(iterator, "next", place);
        if self.body.locals[iterator].assigned {
            // An abstract whose functions change it.
            self.body.locals[iterator].kind = LocalKind::Variable;
        }
        let body = self.in_scope(|lowering| {
            let mut steps = Vec::new();
            let mut variables = Vec::new();
            if let Some(key) = key {
                let (hold, entry) = lowering.hold(next);
                steps.push(hold);
                for (ident, name) in [(key, "key"), (value, "value")] {
                    let object = lowering.local(entry, place);
                    let name = Name::new(name);
                    let access = lowering.instance_field(object, name, place, place);
                    let part = lowering.read(access);
                    let ty = lowering.ty(part);
                    let local = lowering.loop_variable(ident, ty);
                    variables.push(local);
                    steps.push(lowering.let_expr(local, Some(part), place));
                }
            } else {
                let ty = lowering.ty(next);
                let local = lowering.loop_variable(value, ty);
                variables.push(local);
                let at = lowering.range(value);
                steps.push(lowering.let_expr(local, Some(next), at));
            }
            steps.push(lowering.in_loop(body));
            for local in variables {
                lowering.written_in_turn(local);
            }
            lowering.push(Expr::Block(steps.into()), void, range)
        });
        let turn = Expr::While {
            condition,
            body,
            first_run: false,
        };
        let turn = self.push(turn, void, range);
        self.push(Expr::Block(Box::new([keep, turn])), void, range)
    }

    /// Whether what `next()` of an iterator gives has a key and a value.
    fn gives_keys(&self, iterator: Ty) -> bool {
        let next = match self.env.field_of(iterator, Name::new("next")) {
            Some(Found::Member(found)) => found.result(),
            Some(Found::Structure(field)) => {
                let next = self.expanded(field.ty);
                let TyKind::Function(function) = next.kind() else {
                    return false;
                };
                function.result
            }
            None => return false,
        };
        let next = self.table.resolve(next);
        ["key", "value"]
            .iter()
            .all(|name| self.env.field_of(next, Name::new(name)).is_some())
    }

    fn iterator_call(&mut self, iterator: LocalId, method: &str, range: TextRange) -> ExprId {
        let name = Name::new(method);
        let left = Access {
            kind: AccessKind::Local(iterator),
            range,
            point: range.start,
        };
        let object = self.read_for(left, name);
        let access = self.instance_field(object, name, range, range);
        self.call_access(access, &[], Want::Value(None), range)
    }

    /// A method, if the value has it.
    fn quiet_method(&mut self, object: ExprId, name: &str, range: TextRange) -> Option<Access> {
        let ty = self.table.resolve(self.ty(object));
        let name = Name::new(name);
        let known =
            self.env.field_of(ty, name).is_some() || !self.env.scope.extensions(name).is_empty();
        known.then(|| self.instance_field(object, name, range, range))
    }

    fn not_iterable(&mut self, walked: ExprId, ty: Ty, with_key: bool) {
        let range = self.spans.exprs[walked];
        let wide = self.expanded(ty).without_null();
        if wide.is(&TyKind::Error) {
            return;
        }
        if matches!(wide.kind(), TyKind::Dynamic(_) | TyKind::Infer(_)) {
            self.unsupported(range, "a loop over a value of unknown type");
            return;
        }
        let shown = self.show(ty);
        let method = iteration_method(with_key);
        let mut diagnostic = Diagnostic::new(
            codes::NOT_ITERABLE,
            self.span(range),
            format!("a loop cannot walk over `{shown}`"),
        )
        .label(format!("it has no `{method}()`"));
        if wide.is(&TyKind::Int) {
            diagnostic = diagnostic.help("0...n walks over the numbers below n");
        }
        self.report(diagnostic);
    }

    /// Declares the variable of a loop.
    fn loop_variable(&mut self, ident: ast::ExprId, ty: Ty) -> LocalId {
        let ast::Expr { kind, range } = *self.ast.expr(ident);
        let name = if let ExprKind::Ident(name) = kind {
            name
        } else {
            self.unsupported(range, "this form of a loop variable");
            Self::unnamed()
        };
        let local = self.declare(name, ty, LocalKind::Bound, range);
        self.bind(local);
        local
    }

    /// What a loop gives its values to: its variable, or, where the body writes that, one that the variable starts from.
    fn given(&mut self, local: LocalId, body: ExprId) -> (LocalId, ExprId) {
        let declared = &self.body.locals[local];
        if !declared.assigned {
            return (local, body);
        }
        let (name, ty, range) = (declared.name, declared.ty, self.spans.locals[local]);
        self.body.locals[local].kind = LocalKind::Variable;
        let given = self.declare(name, ty, LocalKind::Bound, range);
        let value = self.local(given, range);
        let start = self.let_expr(local, Some(value), range);
        let void = Ty::new(TyKind::Void);
        let place = self.spans.exprs[body];
        let body = self.push(Expr::Block(Box::new([start, body])), void, place);
        (given, body)
    }

    fn given_key(&mut self, key: Option<LocalId>, body: ExprId) -> (Option<LocalId>, ExprId) {
        match key {
            Some(key) => {
                let (key, body) = self.given(key, body);
                (Some(key), body)
            }
            None => (None, body),
        }
    }

    /// The variable of a loop may be written where the loop declares it anew in each turn.
    fn written_in_turn(&mut self, local: LocalId) {
        if self.body.locals[local].assigned {
            self.body.locals[local].kind = LocalKind::Variable;
        }
    }
}

/// What gives the iterator of a loop.
fn iteration_method(with_key: bool) -> &'static str {
    if with_key {
        "keyValueIterator"
    } else {
        "iterator"
    }
}
