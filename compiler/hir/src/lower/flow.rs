//! What follows from the order of evaluation: a way to the end without a return, a variable read before it is set.

use super::environment::Environment;
use crate::lookup;
use crate::{Body, BodySpans, Callee, Const, Cover, Expr, ExprId, LocalId, Place, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, Span, TextRange};
use std::collections::BTreeSet;

/// Where a body stands, for messages.
pub(super) struct Context<'a> {
    pub(super) env: &'a Environment<'a>,
    pub(super) spans: &'a BodySpans,
    /// Its last byte.
    pub(super) end: TextRange,
    /// What the function returns; `None` for an initialiser.
    pub(super) result: Option<Ty>,
    /// Where the result type is written.
    pub(super) declared: Option<Span>,
}

/// Reports what is wrong with the flow of a body that has no other errors.
pub(super) fn check(body: &Body, context: &Context<'_>, sink: &mut Vec<Diagnostic>) {
    let Some(root) = body.root else {
        return;
    };
    if let Some(result) = context.result
        && !is_void(result)
        && ends(body, root)
    {
        sink.push(missing_return(
            context,
            result,
            context.end,
            context.declared,
        ));
    }
    check_super(body, root, context, sink);
    let mut closures = Vec::new();
    body.for_each_below(root, true, &mut |id| {
        if let Expr::Closure(closure) = &body.exprs[id] {
            closures.push(*closure);
        }
    });
    for closure in closures {
        let closure = &body.closures[closure];
        if !is_void(closure.result) && ends(body, closure.body) {
            let range = context.spans.exprs[closure.body];
            let end = TextRange::new(range.end.saturating_sub(1), range.end);
            sink.push(missing_return(context, closure.result, end, None));
        }
    }
    let mut unset = Unset {
        body,
        context,
        tracked: BTreeSet::new(),
        breaks: Vec::new(),
        returns: Vec::new(),
        reported: BTreeSet::new(),
        sink,
    };
    unset.find();
    if !unset.tracked.is_empty() {
        unset.walk(root, Some(BTreeSet::new()));
    }
}

/// A constructor has to call the one above it.
fn check_super(body: &Body, root: ExprId, context: &Context<'_>, sink: &mut Vec<Diagnostic>) {
    let env = context.env;
    if env.member.name().as_str() != "new" || !env.has_this {
        return;
    }
    let own = lookup::self_type(env.db, env.owner());
    let above = lookup::superclass(env.db, own);
    let above = above.filter(|above| lookup::lookup_constructor(env.db, *above).is_some());
    let Some(above) = above else {
        return;
    };
    let mut called = false;
    body.for_each_below(root, true, &mut |id| {
        called |= matches!(
            body.exprs[id],
            Expr::Call {
                callee: Callee::SuperConstructor { .. },
                ..
            }
        );
    });
    if !called {
        let diagnostic = Diagnostic::new(
            codes::MISSING_SUPER,
            Span::of_declaration(env.file, env.member),
            format!("the constructor does not call the one of `{above}`"),
        )
        .label("no `super(…)` in it")
        .help("call `super(…)`, best as the first thing");
        sink.push(diagnostic);
    }
}

fn is_void(ty: Ty) -> bool {
    matches!(ty.kind(), TyKind::Void | TyKind::Error)
}

fn missing_return(
    context: &Context<'_>,
    result: Ty,
    end: TextRange,
    declared: Option<Span>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        codes::MISSING_RETURN,
        context.env.span(end),
        format!("the end of the function is reached without a return of `{result}`"),
    )
    .label(format!("`{result}` is missing here"));
    match declared {
        Some(declared) => {
            diagnostic.secondary(declared, format!("the function returns `{result}`"))
        }
        None => diagnostic,
    }
}

/// Whether evaluation can come to the end of the expression.
pub(crate) fn ends(body: &Body, id: ExprId) -> bool {
    let expr = &body.exprs[id];
    if let Expr::Return(_) | Expr::Throw(_) | Expr::Break | Expr::Continue = expr {
        return false;
    }
    if let Expr::If {
        condition,
        then,
        otherwise,
    } = expr
    {
        let after = otherwise.is_none_or(|otherwise| ends(body, otherwise));
        return ends(body, *condition) && (ends(body, *then) || after);
    }
    if let Expr::Switch { value, arms, cover } = expr {
        let falls = *cover == Cover::Part || arms.iter().any(|arm| ends(body, arm.body));
        return ends(body, *value) && falls;
    }
    if let Expr::While {
        condition,
        body: turn,
        first_run,
    } = expr
    {
        if is_true(body, *condition) {
            return breaks(body, *turn);
        }
        return !*first_run || ends(body, *turn) || breaks(body, *turn) || continues(body, *turn);
    }
    if let Expr::Try {
        body: tried,
        catches,
    } = expr
    {
        return ends(body, *tried) || catches.iter().any(|catch| ends(body, catch.body));
    }
    if let Expr::And { left, .. } | Expr::Or { left, .. } | Expr::Coalesce { left, .. } = expr {
        return ends(body, *left);
    }
    if let Expr::ForRange { .. } | Expr::ForArray { .. } | Expr::ForMap { .. } = expr {
        return true;
    }
    let mut all = true;
    expr.for_each_part(body, &mut |part| all = all && ends(body, part));
    all
}

fn is_true(body: &Body, id: ExprId) -> bool {
    body.exprs[id] == Expr::Const(Const::Bool(true))
}

/// Whether a `break` leaves the loop with this body.
fn breaks(body: &Body, turn: ExprId) -> bool {
    jumps(body, turn, &Expr::Break)
}

fn continues(body: &Body, turn: ExprId) -> bool {
    jumps(body, turn, &Expr::Continue)
}

/// Whether a jump inside belongs to the loop with this body.
fn jumps(body: &Body, id: ExprId, jump: &Expr) -> bool {
    let expr = &body.exprs[id];
    if expr == jump {
        return true;
    }
    if let Expr::While { .. }
    | Expr::ForRange { .. }
    | Expr::ForArray { .. }
    | Expr::ForMap { .. } = expr
    {
        return false;
    }
    let mut found = false;
    expr.for_each_part(body, &mut |part| found = found || jumps(body, part, jump));
    found
}

/// The variables that have a value; `None`: this place is not reached.
type State = Option<BTreeSet<LocalId>>;

fn merge(left: State, right: State) -> State {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.intersection(&right).copied().collect()),
        (state, None) | (None, state) => state,
    }
}

/// The search for variables that are read before they are set. What function expressions do with them is not
/// followed: they run at another time.
struct Unset<'a> {
    body: &'a Body,
    context: &'a Context<'a>,
    /// Variables that are declared without a value.
    tracked: BTreeSet<LocalId>,
    /// States at the `break`s of the loops around.
    breaks: Vec<State>,
    /// States at the `return`s of the function expressions around.
    returns: Vec<State>,
    reported: BTreeSet<LocalId>,
    sink: &'a mut Vec<Diagnostic>,
}

impl Unset<'_> {
    fn find(&mut self) {
        for (_, expr) in self.body.exprs.iter() {
            if let Expr::Let { local, value: None } = expr {
                self.tracked.insert(*local);
            }
        }
    }

    fn read(&mut self, local: LocalId, at: ExprId, state: &State) {
        let Some(set) = state else {
            return;
        };
        // When a function expression runs is not known here.
        let unknown = !self.returns.is_empty();
        if unknown
            || !self.tracked.contains(&local)
            || set.contains(&local)
            || !self.reported.insert(local)
        {
            return;
        }
        let name = self.body.locals[local].name;
        let env = self.context.env;
        let diagnostic = Diagnostic::new(
            codes::UNASSIGNED_VARIABLE,
            env.span(self.context.spans.exprs[at]),
            format!("`{name}` is read before it has a value"),
        )
        .label("it may have no value here")
        .secondary(
            env.span(self.context.spans.locals[local]),
            "declared without a value",
        );
        self.sink.push(diagnostic);
    }

    fn walk(&mut self, id: ExprId, state: State) -> State {
        let body = self.body;
        let expr = &body.exprs[id];
        match expr {
            Expr::Local(local) => {
                self.read(*local, id, &state);
                state
            }
            Expr::Return(_) => {
                let state = self.parts(expr, state);
                if let Some(last) = self.returns.pop() {
                    self.returns.push(merge(last, state));
                }
                None
            }
            Expr::Throw(_) => {
                self.parts(expr, state);
                None
            }
            // As officially, what it sets counts from here on, whenever it is called.
            Expr::Closure(closure) => {
                self.returns.push(None);
                let breaks = std::mem::take(&mut self.breaks);
                let end = self.walk(body.closures[*closure].body, state.clone());
                self.breaks = breaks;
                let returned = self.returns.pop().flatten();
                merge(end, returned).or(state)
            }
            Expr::Break => {
                if let Some(last) = self.breaks.pop() {
                    self.breaks.push(merge(last, state));
                }
                None
            }
            Expr::Continue => None,
            Expr::Assign {
                place: Place::Local(local),
                value,
            } => {
                let mut state = self.walk(*value, state);
                if let Some(set) = &mut state {
                    set.insert(*local);
                }
                state
            }
            Expr::Update {
                place: Place::Local(local),
                value,
                ..
            } => {
                self.read(*local, id, &state);
                self.walk(*value, state)
            }
            Expr::If {
                condition,
                then,
                otherwise,
            } => {
                let state = self.walk(*condition, state);
                let first = self.walk(*then, state.clone());
                let second = match otherwise {
                    Some(otherwise) => self.walk(*otherwise, state),
                    None => state,
                };
                merge(first, second)
            }
            Expr::And { left, right }
            | Expr::Or { left, right }
            | Expr::Coalesce { left, right } => {
                let state = self.walk(*left, state);
                self.walk(*right, state.clone());
                state
            }
            Expr::Switch { value, arms, cover } => {
                let state = self.walk(*value, state);
                let mut after = match cover {
                    Cover::Part => state.clone(),
                    Cover::Listed { .. } | Cover::Whole => None,
                };
                for arm in arms {
                    let mut inside = state.clone();
                    if let Some(guard) = arm.guard {
                        inside = self.walk(guard, inside);
                    }
                    let end = self.walk(arm.body, inside);
                    after = merge(after, end);
                }
                after
            }
            Expr::While {
                condition,
                body: turn,
                first_run,
            } => {
                self.breaks.push(None);
                let end = if *first_run {
                    let state = self.walk(*turn, state);
                    self.walk(*condition, state)
                } else {
                    let state = self.walk(*condition, state);
                    self.walk(*turn, state.clone());
                    state
                };
                let end = if is_true(body, *condition) { None } else { end };
                let broken = self.breaks.pop().flatten();
                merge(end, broken)
            }
            Expr::ForRange {
                from,
                to,
                body: turn,
                ..
            } => {
                let state = self.walk(*from, state);
                let state = self.walk(*to, state);
                self.turn(*turn, state)
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
                let state = self.walk(*walked, state);
                self.turn(*turn, state)
            }
            Expr::Try {
                body: tried,
                catches,
            } => {
                let mut after = self.walk(*tried, state.clone());
                for catch in catches {
                    let end = self.walk(catch.body, state.clone());
                    after = merge(after, end);
                }
                after
            }
            Expr::Error
            | Expr::Const(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Field { .. }
            | Expr::StructureField { .. }
            | Expr::Static(_)
            | Expr::Index { .. }
            | Expr::EnumParameter { .. }
            | Expr::Call { .. }
            | Expr::New { .. }
            | Expr::FunctionValue(_)
            | Expr::BoundMethod { .. }
            | Expr::Array(_)
            | Expr::Map(_)
            | Expr::Structure(_)
            | Expr::Concat(_)
            | Expr::Unary { .. }
            | Expr::Binary { .. }
            | Expr::Convert { .. }
            | Expr::TypeTest { .. }
            | Expr::Assign { .. }
            | Expr::Update { .. }
            | Expr::Let { .. }
            | Expr::Block(_)
            | Expr::Trace(_) => self.parts(expr, state),
        }
    }

    /// A loop that may have no turn.
    fn turn(&mut self, turn: ExprId, state: State) -> State {
        self.breaks.push(None);
        self.walk(turn, state.clone());
        self.breaks.pop();
        state
    }

    fn parts(&mut self, expr: &Expr, state: State) -> State {
        let mut parts = Vec::new();
        expr.for_each_part(self.body, &mut |part| parts.push(part));
        parts
            .into_iter()
            .fold(state, |state, part| self.walk(part, state))
    }
}
