//! Which values Ints can have: an interval for each variable at each point, forward over the graph. The answer is the set of
//! operations whose results always fit, so that plain operators compute what the wrapping ones do.
//!
//! Variables that function expressions share with their surroundings, fields and elements can have any value.

use crate::dataflow::{Forward, forward};
use crate::graph::{Graph, Statement, StatementKind, Terminator};
use hx2rs_base::IndexVec;
use hx2rs_hir::{
    BinaryOp, Body, Callee, Comparison, Const, Conversion, Equality, Expr, ExprId, Implementation,
    LocalId, NativeId, Place, Program, TyKind, UnaryOp, UpdateOp,
};
use indexmap::{IndexMap, IndexSet};

/// All Ints from `low` to `high`, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    /// The least.
    pub low: i64,
    /// The greatest.
    pub high: i64,
}

const LEAST: i64 = i32::MIN as i64;
const GREATEST: i64 = i32::MAX as i64;

/// Turns of a loop after which an interval that still grows is taken for endless.
const PATIENCE: usize = 3;

impl Interval {
    /// All Ints.
    pub const ALL: Self = Self {
        low: LEAST,
        high: GREATEST,
    };
    /// What a length can be.
    const LENGTH: Self = Self {
        low: 0,
        high: GREATEST,
    };

    fn one(value: i64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    fn common(self, other: Self) -> Option<Self> {
        let low = self.low.max(other.low);
        let high = self.high.min(other.high);
        (low <= high).then_some(Self { low, high })
    }

    fn fits(self) -> bool {
        self.low >= LEAST && self.high <= GREATEST
    }

    /// The value after wrapping.
    fn wrapped(self) -> Self {
        if self.fits() { self } else { Self::ALL }
    }

    fn of_corners(self, other: Self, op: impl Fn(i64, i64) -> i64) -> Self {
        let corners = [
            op(self.low, other.low),
            op(self.low, other.high),
            op(self.high, other.low),
            op(self.high, other.high),
        ];
        corners
            .into_iter()
            .map(Self::one)
            .reduce(Self::hull)
            .unwrap_or(Self::ALL)
    }
}

/// The operations of a body whose results always fit: `+`, `-`, `*`, negation, and updates with them.
pub fn without_overflow(program: &Program, body: &Body) -> IndexSet<ExprId> {
    let mut found = IndexSet::new();
    for graph in Graph::all(body) {
        let mut ranges = Ranges {
            program,
            body,
            values: IndexVec::filled(None, body.exprs.len()),
            before: IndexMap::new(),
        };
        forward(&graph, &mut ranges);
        for (_, block) in graph.blocks.iter() {
            let computed = block.statements.iter();
            let computed = computed.filter(|it| matches!(it.kind, StatementKind::Compute));
            found.extend(computed.map(|it| it.expr).filter(|it| ranges.is_plain(*it)));
        }
    }
    found
}

/// The variables of which more is known than that they are Ints.
type State = IndexMap<LocalId, Interval>;

struct Ranges<'a> {
    program: &'a Program,
    body: &'a Body,
    /// What each expression has been so far.
    values: IndexVec<ExprId, Option<Interval>>,
    /// What the places of updates have held before.
    before: IndexMap<ExprId, Interval>,
}

impl Forward for Ranges<'_> {
    type State = State;

    fn start(&self) -> State {
        State::new()
    }

    fn join(&self, into: &mut State, from: &State, turns: usize) -> bool {
        let mut changed = false;
        into.retain(|local, interval| {
            let Some(other) = from.get(local) else {
                changed = true;
                return false;
            };
            let mut joined = interval.hull(*other);
            if turns > PATIENCE {
                if joined.low < interval.low {
                    joined.low = LEAST;
                }
                if joined.high > interval.high {
                    joined.high = GREATEST;
                }
            }
            changed |= joined != *interval;
            *interval = joined;
            joined != Interval::ALL
        });
        changed
    }

    fn statement(&mut self, state: &mut State, statement: &Statement) {
        let expr = statement.expr;
        match &statement.kind {
            StatementKind::Read(place) => {
                let value = match place {
                    Place::Local(local) => state.get(local).copied().unwrap_or(Interval::ALL),
                    Place::Field { .. }
                    | Place::StructureField { .. }
                    | Place::Static(_)
                    | Place::Index { .. } => Interval::ALL,
                };
                if let Expr::Update { .. } = self.body.exprs[expr] {
                    let before = self.before.entry(expr).or_insert(value);
                    *before = before.hull(value);
                } else {
                    self.add(expr, value);
                }
            }
            StatementKind::Compute => {
                let value = self.computed(expr).map_or(Interval::ALL, Interval::wrapped);
                self.add(expr, value);
            }
            StatementKind::Take(from) => self.add(expr, self.value(*from)),
            StatementKind::Write(Place::Local(local), value) => {
                let value = if let Expr::Update { .. } = self.body.exprs[expr] {
                    self.update(expr).map_or(Interval::ALL, Interval::wrapped)
                } else {
                    self.value(*value)
                };
                self.set(state, *local, value);
            }
            StatementKind::Write(
                Place::Field { .. }
                | Place::StructureField { .. }
                | Place::Static(_)
                | Place::Index { .. },
                _,
            ) => {}
            StatementKind::Declare(local) => {
                state.shift_remove(local);
            }
            StatementKind::Bind(local) => {
                let value = self.bound(expr, *local);
                self.set(state, *local, value);
            }
        }
    }

    fn edge(&self, state: &State, end: &Terminator, at: usize) -> Option<State> {
        let mut state = state.clone();
        if let Terminator::Branch { condition, .. } = end {
            return self
                .assume(&mut state, *condition, at == 0)
                .then_some(state);
        }
        Some(state)
    }
}

impl Ranges<'_> {
    fn value(&self, expr: ExprId) -> Interval {
        self.values[expr].unwrap_or(Interval::ALL)
    }

    fn add(&mut self, expr: ExprId, value: Interval) {
        let known = &mut self.values[expr];
        *known = Some(known.map_or(value, |known| known.hull(value)));
    }

    /// Whether a variable is an Int that only this graph writes.
    fn is_tracked(&self, local: LocalId) -> bool {
        let found = &self.body.locals[local];
        found.ty.is(&TyKind::Int) && !(found.captured && found.assigned)
    }

    fn set(&self, state: &mut State, local: LocalId, value: Interval) {
        if self.is_tracked(local) && value != Interval::ALL {
            state.insert(local, value);
        } else {
            state.shift_remove(&local);
        }
    }

    /// What a loop gives its variable.
    fn bound(&self, expr: ExprId, local: LocalId) -> Interval {
        let found = &self.body.exprs[expr];
        if let Expr::ForRange {
            local: variable,
            from,
            to,
            ..
        } = found
            && *variable == local
        {
            let turns = Interval {
                low: self.value(*from).low,
                high: self.value(*to).high - 1,
            };
            return turns.common(Interval::ALL).unwrap_or(Interval::ALL);
        }
        if let Expr::ForArray { index, .. } = found
            && *index == Some(local)
        {
            return Interval {
                low: 0,
                high: GREATEST - 1,
            };
        }
        Interval::ALL
    }

    /// The exact result of an operation, before it wraps; `None`: any Int.
    fn computed(&self, expr: ExprId) -> Option<Interval> {
        let found = &self.body.exprs[expr];
        if let Expr::Const(Const::Int(value)) = found {
            Some(Interval::one(i64::from(*value)))
        } else if let Expr::Unary { op, operand } = found {
            let value = self.value(*operand);
            match op {
                UnaryOp::IntNegate => Some(Interval {
                    low: -value.high,
                    high: -value.low,
                }),
                UnaryOp::IntNot => Some(Interval {
                    low: -value.high - 1,
                    high: -value.low - 1,
                }),
                UnaryOp::FloatNegate | UnaryOp::BoolNot => None,
            }
        } else if let Expr::Binary { op, left, right } = found {
            operation(*op, self.value(*left), self.value(*right))
        } else if let Expr::Update { .. } = found {
            self.update(expr)
        } else if let Expr::Convert {
            kind: Conversion::Reinterpret,
            operand,
        } = found
            && self.body.types[*operand].is(&TyKind::Int)
        {
            Some(self.value(*operand))
        } else if let Expr::Call {
            callee: Callee::Method { method, .. },
            ..
        } = found
            && let Implementation::Native(native) =
                self.program.functions.get(method)?.implementation
        {
            let is_length = [NativeId::ArrayGetLength, NativeId::StringGetLength].contains(&native);
            is_length.then_some(Interval::LENGTH)
        } else {
            None
        }
    }

    /// What an update writes, before it wraps.
    fn update(&self, expr: ExprId) -> Option<Interval> {
        let Expr::Update {
            op: UpdateOp::Binary(op),
            value,
            ..
        } = &self.body.exprs[expr]
        else {
            return None;
        };
        let before = self.before.get(&expr).copied().unwrap_or(Interval::ALL);
        operation(*op, before, self.value(*value))
    }

    /// Whether an operation that can overflow never does.
    fn is_plain(&self, expr: ExprId) -> bool {
        let found = &self.body.exprs[expr];
        let overflows = if let Expr::Binary { op, .. }
        | Expr::Update {
            op: UpdateOp::Binary(op),
            ..
        } = found
        {
            matches!(
                op,
                BinaryOp::IntAdd | BinaryOp::IntSubtract | BinaryOp::IntMultiply
            )
        } else {
            matches!(
                found,
                Expr::Unary {
                    op: UnaryOp::IntNegate,
                    ..
                }
            )
        };
        overflows && self.values[expr].is_some() && self.computed(expr).is_some_and(Interval::fits)
    }

    /// Narrows variables by a condition that is true or false; says whether it can be.
    fn assume(&self, state: &mut State, condition: ExprId, is_true: bool) -> bool {
        let found = &self.body.exprs[condition];
        if let Expr::Unary {
            op: UnaryOp::BoolNot,
            operand,
        } = found
        {
            return self.assume(state, *operand, !is_true);
        }
        let is_and = matches!(found, Expr::And { .. });
        if let Expr::And { left, right } | Expr::Or { left, right } = found {
            // Of the other outcome only one side is the reason, and nobody knows which.
            return is_and != is_true
                || (self.writes(*right) || self.assume(state, *left, is_true))
                    && self.assume(state, *right, is_true);
        }
        let Expr::Binary { op, left, right } = found else {
            return true;
        };
        if self.writes(*right) {
            return true;
        }
        let (one, other) = (self.value(*left), self.value(*right));
        let limits = if let BinaryOp::IntCompare(order) = op {
            let order = if is_true { *order } else { negated(*order) };
            (limit(order, other), limit(mirrored(order), one))
        } else if *op == BinaryOp::Equal(Equality::Int) && is_true {
            (other, one)
        } else {
            return true;
        };
        self.narrow(state, *left, limits.0) && self.narrow(state, *right, limits.1)
    }

    fn narrow(&self, state: &mut State, expr: ExprId, limit: Interval) -> bool {
        let Expr::Local(local) = self.body.exprs[expr] else {
            return true;
        };
        if !self.is_tracked(local) {
            return true;
        }
        let known = state.get(&local).copied().unwrap_or(Interval::ALL);
        match known.common(limit) {
            Some(narrowed) => {
                self.set(state, local, narrowed);
                true
            }
            None => false,
        }
    }

    /// Whether evaluating an expression writes a variable.
    fn writes(&self, expr: ExprId) -> bool {
        let mut found = false;
        self.body.for_each_below(expr, true, &mut |part| {
            let place = self.body.exprs[part].written_place();
            found |= matches!(place, Some(Place::Local(_)));
        });
        found
    }
}

/// The exact result of an operation on Ints.
fn operation(op: BinaryOp, left: Interval, right: Interval) -> Option<Interval> {
    let constant = (right.low == right.high).then_some(right.low);
    match op {
        BinaryOp::IntAdd => Some(left.of_corners(right, |a, b| a + b)),
        BinaryOp::IntSubtract => Some(left.of_corners(right, |a, b| a - b)),
        BinaryOp::IntMultiply => Some(left.of_corners(right, |a, b| a * b)),
        BinaryOp::IntModulo => {
            let most = constant.filter(|by| *by > 0)? - 1;
            Some(Interval {
                low: if left.low >= 0 { 0 } else { -most },
                high: if left.high <= 0 { 0 } else { most },
            })
        }
        BinaryOp::IntAnd => {
            let sides = [left, right].into_iter();
            let least = sides
                .filter(|side| side.low >= 0)
                .map(|side| side.high)
                .min()?;
            Some(Interval {
                low: 0,
                high: least,
            })
        }
        BinaryOp::IntShiftRight => {
            let by = constant? & 31;
            Some(Interval {
                low: left.low >> by,
                high: left.high >> by,
            })
        }
        BinaryOp::IntShiftRightUnsigned => {
            let by = constant? & 31;
            if left.low >= 0 {
                return Some(Interval {
                    low: left.low >> by,
                    high: left.high >> by,
                });
            }
            (by > 0).then_some(Interval {
                low: 0,
                high: i64::from(u32::MAX) >> by,
            })
        }
        BinaryOp::IntOr
        | BinaryOp::IntXor
        | BinaryOp::IntShiftLeft
        | BinaryOp::FloatAdd
        | BinaryOp::FloatSubtract
        | BinaryOp::FloatMultiply
        | BinaryOp::FloatDivide
        | BinaryOp::FloatModulo
        | BinaryOp::IntCompare(_)
        | BinaryOp::FloatCompare(_)
        | BinaryOp::StringCompare(_)
        | BinaryOp::Dynamic(_)
        | BinaryOp::DynamicCompare(_)
        | BinaryOp::Equal(_)
        | BinaryOp::NotEqual(_) => None,
    }
}

/// What holds if an order does not.
fn negated(order: Comparison) -> Comparison {
    match order {
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}

/// The same order, seen from the other side.
fn mirrored(order: Comparison) -> Comparison {
    match order {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
    }
}

/// The values that stand in an order to some value of `other`.
fn limit(order: Comparison, other: Interval) -> Interval {
    match order {
        Comparison::Less => Interval {
            low: LEAST,
            high: other.high - 1,
        },
        Comparison::LessOrEqual => Interval {
            low: LEAST,
            high: other.high,
        },
        Comparison::Greater => Interval {
            low: other.low + 1,
            high: GREATEST,
        },
        Comparison::GreaterOrEqual => Interval {
            low: other.low,
            high: GREATEST,
        },
    }
}
