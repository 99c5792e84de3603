//! The way through a body, with what is known of null at each point, and what is wrong there.

#![allow(clippy::wildcard_enum_match_arm)] // Few forms of expressions say something here.

use super::known::{Path, Safe};
use super::{Mode, has_null};
use crate::lint::Context;
use crate::lower::ends;
use crate::{
    Callee, Const, Conversion, Cover, Expr, ExprId, LocalId, LocalKind, Pattern, Place, UpdateOp,
};
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::types as codes;
use std::collections::BTreeMap;

/// The state of the walk.
pub(super) struct Walk<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) mode: Mode,
    /// What is known to be no null here.
    pub(super) safe: Safe,
    /// What temporaries of the lowering hold: the variable or field that they were read from, until that is written.
    pub(super) held: BTreeMap<LocalId, Path>,
    pub(super) found: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn report(&mut self, id: ExprId, message: String) {
        let range = self.context.spans.exprs[id];
        let off = self.context.spans.null_unsafe.iter();
        let mut off = off.filter(|off| off.start <= range.start && range.end <= off.end);
        if off.next().is_some() {
            return;
        }
        let span = self.context.span(range);
        let known = |found: &Diagnostic| found.primary() == Some(span);
        if self.found.iter().any(known) {
            return;
        }
        let found = Diagnostic::new(codes::NULL_SAFETY, span, message)
            .help("test it first (`if (x != null)`), or say what stands in for null: `x ?? other`");
        self.found.push(found);
    }

    /// A value whose parts are asked for.
    fn used(&mut self, id: ExprId, what: &str) {
        if self.may_be_null(id) {
            self.report(id, format!("this may be null, and {what}"));
        }
    }

    /// A value that gets to a place of a type.
    fn given(&mut self, id: ExprId) {
        let body = self.body();
        let is_constant = body.exprs[id] == Expr::Const(Const::Null);
        if is_constant && !has_null(crate::lookup::expand(self.context.db, body.ty(id))) {
            let ty = body.ty(id).to_string();
            self.report(id, format!("null is no `{ty}`"));
        }
    }

    /// Walks one of several ways; gives what is known behind it, if it comes to its end.
    fn way(&mut self, start: &Safe, id: ExprId) -> Option<Safe> {
        self.safe.clone_from(start);
        self.expr(id);
        ends(self.body(), id).then(|| self.safe.clone())
    }

    fn join(&mut self, ways: impl IntoIterator<Item = Option<Safe>>) {
        let known = ways
            .into_iter()
            .flatten()
            .reduce(|one, other| one.intersection(&other).cloned().collect());
        self.safe = known.unwrap_or_default();
    }

    /// Forgets what a loop writes before it comes around.
    fn forget_written(&mut self, id: ExprId) {
        let mut written = Vec::new();
        let mut calls = false;
        let body = self.context.body;
        body.for_each_below(id, true, &mut |part| {
            let expr = &body.exprs[part];
            written.extend(expr.written_place().and_then(|place| self.place(place)));
            calls |= matches!(expr, Expr::Call { .. } | Expr::New { .. });
        });
        for path in written {
            self.forget(&path);
        }
        if calls {
            self.called();
        }
    }

    pub(super) fn expr(&mut self, id: ExprId) {
        let body = self.context.body;
        match &body.exprs[id] {
            Expr::If {
                condition,
                then,
                otherwise,
            } => {
                self.expr(*condition);
                let (yes, no) = self.shown(*condition);
                let start = self.safe.clone();
                let yes = self.plus(&start, yes);
                let no = self.plus(&start, no);
                let first = self.way(&yes, *then);
                let second = match otherwise {
                    Some(otherwise) => self.way(&no, *otherwise),
                    None => Some(no),
                };
                self.join([first, second]);
            }
            Expr::And { left, right } | Expr::Or { left, right } => {
                self.expr(*left);
                let start = self.safe.clone();
                let (yes, no) = self.shown(*left);
                let is_and = matches!(body.exprs[id], Expr::And { .. });
                let more = if is_and { yes } else { no };
                self.safe = self.plus(&start, more);
                self.expr(*right);
                let known = self.safe.intersection(&start).cloned().collect();
                self.safe = known;
            }
            Expr::Coalesce { left, right } => {
                self.expr(*left);
                let start = self.safe.clone();
                let right = self.way(&start, *right);
                let mut left_known = start;
                left_known.extend(self.path(*left));
                self.join([Some(left_known), right]);
            }
            Expr::While {
                condition,
                body: turn,
                first_run,
            } => {
                self.forget_written(*turn);
                self.forget_written(*condition);
                let start = self.safe.clone();
                if *first_run {
                    self.expr(*turn);
                    self.expr(*condition);
                } else {
                    self.expr(*condition);
                    let (yes, _) = self.shown(*condition);
                    let inside = self.plus(&self.safe.clone(), yes);
                    self.way(&inside, *turn);
                }
                let (_, no) = self.shown(*condition);
                let leaves = self.has_break(*turn);
                self.safe = if leaves { start } else { self.plus(&start, no) };
            }
            Expr::ForRange {
                from,
                to,
                body: turn,
                ..
            } => {
                self.expr(*from);
                self.expr(*to);
                self.turn(*turn);
            }
            Expr::ForArray {
                array: walked,
                body: turn,
                ..
            }
            | Expr::ForMap {
                map: walked,
                body: turn,
                ..
            } => {
                self.expr(*walked);
                self.used(*walked, "a loop cannot go over null");
                self.turn(*turn);
            }
            Expr::Switch { value, arms, cover } => {
                self.expr(*value);
                let mut start = self.safe.clone();
                let mut null_is_gone = !self.may_be_null(*value);
                let mut ways = Vec::new();
                for arm in arms {
                    let mut inside = start.clone();
                    if null_is_gone {
                        inside.extend(self.path(*value));
                        inside.extend(self.whole(arm.pattern).map(Path::Local));
                    }
                    self.safe.clone_from(&inside);
                    if let Some(guard) = &arm.guard {
                        self.expr(*guard);
                        let (yes, _) = self.shown(*guard);
                        inside = self.plus(&self.safe.clone(), yes);
                    }
                    ways.push(self.way(&inside, arm.body));
                    if arm.guard.is_none() && self.takes_null(arm.pattern) {
                        null_is_gone = true;
                        start.extend(self.path(*value));
                    }
                }
                if *cover == Cover::Part {
                    ways.push(Some(start));
                }
                self.join(ways);
            }
            Expr::Try {
                body: tried,
                catches,
            } => {
                let start = self.safe.clone();
                let first = self.way(&start, *tried);
                self.safe.clone_from(&start);
                self.forget_written(*tried);
                let failed = self.safe.clone();
                let mut ways = vec![first];
                for catch in catches {
                    ways.push(self.way(&failed, catch.body));
                }
                self.join(ways);
            }
            Expr::Closure(closure) => {
                let outer = self.safe.clone();
                let locals = &body.locals;
                self.safe.retain(|known| {
                    let local = known.local();
                    local.is_some_and(|local| !locals[local].assigned)
                });
                self.expr(body.closures[*closure].body);
                self.safe = outer;
            }
            Expr::Let { local, value } => {
                if let Some(value) = value {
                    self.expr(*value);
                    self.given(*value);
                    if !self.may_be_null(*value) {
                        self.learn(Path::Local(*local));
                    }
                    if let (LocalKind::Temporary, Some(original)) =
                        (body.locals[*local].kind, self.path(*value))
                    {
                        self.held.insert(*local, original);
                    }
                }
            }
            Expr::Assign { place, value } => {
                place.for_each_part(&mut |part| self.expr(part));
                self.owner_of_place(place);
                self.expr(*value);
                self.given(*value);
                if let Some(path) = self.place(place) {
                    self.forget(&path);
                    if !self.may_be_null(*value) {
                        self.learn(path);
                    }
                }
            }
            Expr::Update {
                place, op, value, ..
            } => {
                place.for_each_part(&mut |part| self.expr(part));
                self.owner_of_place(place);
                self.expr(*value);
                if let (UpdateOp::Coalesce, Some(path)) = (op, self.place(place))
                    && !self.may_be_null(*value)
                {
                    self.learn(path);
                }
            }
            Expr::Convert {
                kind: Conversion::FromNull,
                operand,
            } => {
                self.expr(*operand);
                let ty = body.ty(id).to_string();
                self.used(*operand, &format!("`{ty}` has no null"));
            }
            Expr::Field { object, .. }
            | Expr::StructureField { object, .. }
            | Expr::BoundMethod { object, .. } => {
                self.expr(*object);
                self.used(*object, "null has no fields");
            }
            Expr::Index { array, index } => {
                self.expr(*array);
                self.used(*array, "null has no elements");
                self.expr(*index);
            }
            Expr::Call { callee, arguments } => {
                match callee {
                    Callee::Method { object, .. } => {
                        self.expr(*object);
                        self.used(*object, "null has no methods");
                    }
                    Callee::Value(function) => {
                        self.expr(*function);
                        self.used(*function, "null cannot be called");
                    }
                    Callee::Static(_)
                    | Callee::Super(_)
                    | Callee::SuperConstructor { .. }
                    | Callee::Constructor(_) => {}
                }
                for argument in arguments {
                    self.expr(*argument);
                    self.given(*argument);
                }
                self.called();
            }
            Expr::New { arguments, .. } => {
                for argument in arguments {
                    self.expr(*argument);
                    self.given(*argument);
                }
                self.called();
            }
            Expr::Return(Some(value)) => {
                self.expr(*value);
                self.given(*value);
            }
            Expr::Throw(value) => {
                self.expr(*value);
                self.used(*value, "null cannot be thrown");
            }
            Expr::Structure(fields) => {
                for (_, value) in fields {
                    self.expr(*value);
                    self.given(*value);
                }
            }
            Expr::Array(elements) => {
                for element in elements {
                    self.expr(*element);
                    self.given(*element);
                }
            }
            other => other.for_each_part(body, &mut |part| self.expr(part)),
        }
    }

    fn plus(&self, start: &Safe, more: Safe) -> Safe {
        let mut known = start.clone();
        let believes = self.mode < Mode::StrictThreaded;
        known.extend(
            more.into_iter()
                .filter(|path| believes || matches!(path, Path::Local(_))),
        );
        known
    }

    /// The body of a loop, which may run several times or not at all.
    fn turn(&mut self, turn: ExprId) {
        self.forget_written(turn);
        let start = self.safe.clone();
        self.expr(turn);
        self.safe = start;
    }

    fn has_break(&self, turn: ExprId) -> bool {
        let mut found = false;
        let body = self.body();
        body.for_each_below(turn, false, &mut |part| {
            found |= body.exprs[part] == Expr::Break;
        });
        found
    }

    /// The object of a place that is written.
    fn owner_of_place(&mut self, place: &Place) {
        match place {
            Place::Field { object, .. } | Place::StructureField { object, .. } => {
                self.used(*object, "null has no fields");
            }
            Place::Index { array, .. } => self.used(*array, "null has no elements"),
            Place::Local(_) | Place::Static(_) => {}
        }
    }

    /// The variable that stands for all of the value.
    fn whole(&self, pattern: crate::PatternId) -> Option<LocalId> {
        match &self.body().patterns[pattern] {
            Pattern::Bind { local, .. } => Some(*local),
            Pattern::Wildcard
            | Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Structure(_)
            | Pattern::Array(_)
            | Pattern::Or(_)
            | Pattern::Extractor { .. } => None,
        }
    }

    fn takes_null(&self, pattern: crate::PatternId) -> bool {
        match &self.body().patterns[pattern] {
            Pattern::Constant(constant) => *constant == Const::Null,
            Pattern::Or(parts) => parts.iter().any(|part| self.takes_null(*part)),
            _ => false,
        }
    }
}
