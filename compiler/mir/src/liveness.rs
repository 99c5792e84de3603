//! Which variables are still wanted where: backward over the graph, to a fixed point. The answer that the engines use
//! is the set of last uses: there a value can be moved instead of copied.
//!
//! A captured variable is never moved: its other users are not in this graph. An exception can leave a block with a
//! handler after any statement, so what the handler wants is wanted throughout the block.

use crate::graph::{BlockId, Graph, StatementKind};
use hx2rs_base::IndexVec;
use hx2rs_hir::{Body, Expr, ExprId, LocalId, Place, UpdateOp, UpdateResult};
use indexmap::IndexSet;

/// A set of variables.
type Locals = IndexSet<LocalId>;

/// The liveness of one graph.
#[derive(Clone, Debug, Default)]
pub struct Liveness {
    /// What is wanted at the start of each block.
    pub live_in: IndexVec<BlockId, Locals>,
    /// The [`Expr::Local`] expressions after which nobody reads the variable's present value.
    pub last_uses: IndexSet<ExprId>,
    /// Expressions that write a variable whose new value nobody reads: first values, assignments, updates.
    pub dead_writes: IndexSet<ExprId>,
    /// Variables whose first value, if they have one, nobody reads.
    pub unset: IndexSet<LocalId>,
    /// Those among them that are written again after a write that somebody reads.
    pub rewritten: IndexSet<LocalId>,
}

/// The liveness of `graph`.
pub fn liveness(body: &Body, graph: &Graph) -> Liveness {
    let mut live_in: IndexVec<BlockId, Locals> =
        IndexVec::filled(Locals::new(), graph.blocks.len());
    loop {
        let mut stable = true;
        for block in graph.blocks.ids().rev() {
            let live = block_live_in(body, graph, block, &live_in, &mut |_| {});
            if live.len() != live_in[block].len() {
                live_in[block] = live;
                stable = false;
            }
        }
        if stable {
            break;
        }
    }
    let mut found = Liveness::default();
    for block in graph.blocks.ids() {
        block_live_in(body, graph, block, &live_in, &mut |fact| match fact {
            Fact::LastUse(expr) => {
                found.last_uses.insert(expr);
            }
            Fact::DeadWrite(expr) => {
                found.dead_writes.insert(expr);
            }
            Fact::Unset(local) => {
                found.unset.insert(local);
            }
        });
    }
    let blocks: Vec<BlockId> = graph.blocks.ids().collect();
    for local in &found.unset {
        if is_rewritten(graph, &blocks, *local, &found.dead_writes) {
            found.rewritten.insert(*local);
        }
    }
    found.live_in = live_in;
    found
}

/// What is seen on the way through a block.
enum Fact {
    LastUse(ExprId),
    DeadWrite(ExprId),
    Unset(LocalId),
}

/// Whether a write of a variable can come after another one, its declaration not in between, in those blocks that control
/// gets to.
pub(crate) fn is_rewritten(
    graph: &Graph,
    blocks: &[BlockId],
    local: LocalId,
    dead: &IndexSet<ExprId>,
) -> bool {
    let is_write = |statement: &crate::graph::Statement| {
        matches!(&statement.kind, StatementKind::Write(Place::Local(written), _) if *written == local)
            && !dead.contains(&statement.expr)
    };
    // What a block does first with the variable, from a statement on; and where control goes if that is nothing.
    let first = |block: BlockId, from: usize| {
        let statements = graph.blocks[block].statements.iter().skip(from);
        for statement in statements {
            if is_write(statement) {
                return Some(true);
            }
            if statement.kind == StatementKind::Declare(local) {
                return Some(false);
            }
        }
        None
    };
    let reached: IndexSet<BlockId> = blocks.iter().copied().collect();
    let mut open: Vec<(BlockId, usize)> = Vec::new();
    for block in blocks {
        for (at, statement) in graph.blocks[*block].statements.iter().enumerate() {
            if is_write(statement) {
                open.push((*block, at + 1));
            }
        }
    }
    let mut seen: IndexSet<BlockId> = IndexSet::new();
    while let Some((block, from)) = open.pop() {
        match first(block, from) {
            Some(true) => return true,
            Some(false) => {}
            None => {
                let at = &graph.blocks[block];
                for target in at.terminator.targets().into_iter().chain(at.handler) {
                    if reached.contains(&target) && seen.insert(target) {
                        open.push((target, 0));
                    }
                }
            }
        }
    }
    false
}

/// What is wanted at the start of `block`; tells `fact` of each read of a variable that nobody reads afterwards, and of
/// each write of a value that nobody reads.
fn block_live_in(
    body: &Body,
    graph: &Graph,
    block: BlockId,
    live_in: &IndexVec<BlockId, Locals>,
    fact: &mut impl FnMut(Fact),
) -> Locals {
    let at = &graph.blocks[block];
    let mut live = Locals::new();
    for target in at.terminator.targets() {
        live.extend(live_in[target].iter().copied());
    }
    let caught: Locals = match at.handler {
        Some(handler) => live_in[handler].clone(),
        None => Locals::new(),
    };
    live.extend(caught.iter().copied());
    let is_owned =
        |local: LocalId| !body.locals[local].captured && body.locals[local].owner == graph.closure;
    // Updates whose result nobody reads: they do not read the old value either.
    let mut idle: IndexSet<ExprId> = IndexSet::new();
    let mut dead: IndexSet<ExprId> = IndexSet::new();
    for statement in at.statements.iter().rev() {
        match &statement.kind {
            StatementKind::Read(Place::Local(_)) if idle.contains(&statement.expr) => {}
            StatementKind::Read(Place::Local(local)) => {
                let owned = is_owned(*local);
                let is_local = matches!(body.exprs[statement.expr], Expr::Local(_));
                if live.insert(*local) && owned && is_local {
                    fact(Fact::LastUse(statement.expr));
                }
            }
            StatementKind::Write(Place::Local(local), _)
            | StatementKind::Declare(local)
            | StatementKind::Bind(local) => {
                let is_live = live.swap_remove(local);
                if !is_live && is_owned(*local) {
                    match &statement.kind {
                        StatementKind::Write(..) => {
                            dead.insert(statement.expr);
                            fact(Fact::DeadWrite(statement.expr));
                            idle.extend(idle_update(body, statement.expr));
                        }
                        StatementKind::Declare(local) => {
                            let has_value = matches!(
                                body.exprs[statement.expr],
                                Expr::Let { value: Some(_), .. }
                            );
                            if !has_value || dead.contains(&statement.expr) {
                                fact(Fact::Unset(*local));
                            }
                        }
                        StatementKind::Bind(_)
                        | StatementKind::Compute
                        | StatementKind::Read(_)
                        | StatementKind::Take(_) => {}
                    }
                }
                if caught.contains(local) {
                    live.insert(*local);
                }
            }
            StatementKind::Compute => {
                if let Expr::Closure(closure) = &body.exprs[statement.expr] {
                    live.extend(body.closures[*closure].captures.iter().copied());
                }
            }
            StatementKind::Read(_) | StatementKind::Write(..) | StatementKind::Take(_) => {}
        }
    }
    live
}

/// An update whose result is used for nothing but the variable itself.
fn idle_update(body: &Body, expr: ExprId) -> Option<ExprId> {
    let is_idle = matches!(
        &body.exprs[expr],
        Expr::Update {
            result: UpdateResult::Unused,
            op: UpdateOp::Binary(_),
            ..
        }
    );
    is_idle.then_some(expr)
}
