//! The control-flow graph of a function: what runs after what, exceptions included.
//!
//! The value of an HIR expression is named by its [`ExprId`], so every fact about the graph is a fact about HIR. A
//! statement computes the value of one expression from the values of its parts, reads a place, or writes one. Places
//! are HIR's. Function expressions have graphs of their own.

use hx2rs_base::{IndexVec, typed_id};
use hx2rs_hir::{Body, ClosureId, ExprId, LocalId, Place};

typed_id! {
    /// A basic block.
    pub struct BlockId = "b"
}

/// The graph of a function, of an initialiser, or of a function expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Graph {
    /// The function expression; `None`: the body itself.
    pub closure: Option<ClosureId>,
    /// Where it starts.
    pub entry: BlockId,
    /// All blocks.
    pub blocks: IndexVec<BlockId, Block>,
}

/// Statements that run one after the other, and where control goes then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// In order.
    pub statements: Vec<Statement>,
    /// What comes after them.
    pub terminator: Terminator,
    /// Where an exception goes that a statement here throws; `None`: out of the function.
    pub handler: Option<BlockId>,
}

/// One step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The expression that it belongs to.
    pub expr: ExprId,
    /// What it does.
    pub kind: StatementKind,
}

/// What a statement does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StatementKind {
    /// The expression's value is computed from those of its parts: operators, calls, allocations.
    Compute,
    /// The expression's value is what stands in the place.
    Read(Place),
    /// The value of another expression goes into the place.
    Write(Place, ExprId),
    /// A variable is declared: fresh, without a value.
    Declare(LocalId),
    /// A loop, a pattern or a catch gives a fresh variable its value.
    Bind(LocalId),
    /// The expression's value is that of another one, which is computed on this path: ends of branches, blocks.
    Take(ExprId),
}

/// How a block ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Terminator {
    /// On to another block.
    Goto(BlockId),
    /// By a Bool.
    Branch {
        /// The value that decides.
        condition: ExprId,
        /// If it is true.
        then: BlockId,
        /// If it is false.
        otherwise: BlockId,
    },
    /// By whether a value is null: `??`.
    NullTest {
        /// The value that decides.
        value: ExprId,
        /// If it is null.
        null: BlockId,
        /// If it is not.
        other: BlockId,
    },
    /// By the first pattern that matches, each with its block, which tests the guard.
    Switch {
        /// The switch.
        expr: ExprId,
        /// One per arm, in order.
        arms: Vec<BlockId>,
        /// If none matches; `None`: one always does.
        otherwise: Option<BlockId>,
    },
    /// The next turn of a `for`, or its end.
    Iterate {
        /// The loop.
        expr: ExprId,
        /// The next turn.
        turn: BlockId,
        /// No further turn.
        end: BlockId,
    },
    /// By the type of the exception: one block per catch.
    Catch {
        /// The `try`.
        expr: ExprId,
        /// One per catch, in order.
        catches: Vec<BlockId>,
    },
    /// Out of the function with a value.
    Return(Option<ExprId>),
    /// Throws the value.
    Throw(ExprId),
    /// Never reached.
    Unreachable,
}

impl Terminator {
    /// Where control can go, exceptions left out.
    pub fn targets(&self) -> Vec<BlockId> {
        match self {
            Self::Goto(to) => vec![*to],
            Self::Branch {
                then, otherwise, ..
            } => vec![*then, *otherwise],
            Self::NullTest { null, other, .. } => vec![*null, *other],
            Self::Switch {
                arms, otherwise, ..
            } => arms.iter().chain(otherwise).copied().collect(),
            Self::Iterate { turn, end, .. } => vec![*turn, *end],
            Self::Catch { catches, .. } => catches.clone(),
            Self::Return(_) | Self::Throw(_) | Self::Unreachable => Vec::new(),
        }
    }
}

impl Graph {
    /// The graph of the body itself.
    pub fn of_body(body: &Body) -> Option<Self> {
        let root = body.root?;
        Some(crate::build::build(body, root, None))
    }

    /// The graph of a function expression.
    pub fn of_closure(body: &Body, closure: ClosureId) -> Self {
        crate::build::build(body, body.closures[closure].body, Some(closure))
    }

    /// All graphs of a body: its own, then those of its function expressions.
    pub fn all(body: &Body) -> Vec<Self> {
        let own = Self::of_body(body);
        own.into_iter()
            .chain(body.closures.ids().map(|it| Self::of_closure(body, it)))
            .collect()
    }

    /// Where control can go from a block, exceptions included.
    pub fn successors(&self, block: BlockId) -> Vec<BlockId> {
        let block = &self.blocks[block];
        let mut targets = block.terminator.targets();
        targets.extend(block.handler);
        targets
    }

    /// Stable text, for dumps and tests.
    pub fn print(&self, body: &Body) -> String {
        use std::fmt::Write;
        let mut text = String::new();
        for (id, block) in self.blocks.iter() {
            let handler = block
                .handler
                .map(|to| format!(" catch {to:?}"))
                .unwrap_or_default();
            let _ = writeln!(text, "{id:?}:{handler}");
            for statement in &block.statements {
                let expr = statement.expr;
                let _ = match &statement.kind {
                    StatementKind::Compute => writeln!(text, "  {expr:?} = {:?}", body.exprs[expr]),
                    StatementKind::Read(place) => {
                        writeln!(text, "  {expr:?} = read {}", print_place(body, place))
                    }
                    StatementKind::Write(place, value) => {
                        writeln!(text, "  {} := {value:?}", print_place(body, place))
                    }
                    StatementKind::Declare(local) => {
                        writeln!(text, "  declare {}", print_local(body, *local))
                    }
                    StatementKind::Bind(local) => {
                        writeln!(text, "  bind {}", print_local(body, *local))
                    }
                    StatementKind::Take(value) => writeln!(text, "  {expr:?} = {value:?}"),
                };
            }
            let _ = writeln!(text, "  {:?}", block.terminator);
        }
        text
    }
}

fn print_local(body: &Body, local: LocalId) -> String {
    format!("{}{local:?}", body.locals[local].name)
}

fn print_place(body: &Body, place: &Place) -> String {
    match place {
        Place::Local(local) => print_local(body, *local),
        Place::Field { object, field } => format!("{object:?}.{}", field.name()),
        Place::StructureField { object, field } => format!("{object:?}.{field}"),
        Place::Static(field) => format!("{field:?}"),
        Place::Index { array, index } => format!("{array:?}[{index:?}]"),
    }
}
