//! Which variables are still wanted where: backward over the graph, to a fixed point. The answer that the engines use
//! is the set of last uses: there a value can be moved instead of copied.
//!
//! A captured variable is never moved: its other users are not in this graph. An exception can leave a block with a
//! handler after any statement, so what the handler wants is wanted throughout the block.

use crate::graph::{BlockId, Graph, StatementKind};
use hx2rs_base::IndexVec;
use hx2rs_hir::{Body, Expr, ExprId, LocalId, Place};
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
    let mut last_uses = IndexSet::new();
    for block in graph.blocks.ids() {
        block_live_in(body, graph, block, &live_in, &mut |expr| {
            last_uses.insert(expr);
        });
    }
    Liveness { live_in, last_uses }
}

/// What is wanted at the start of `block`; tells `last` each read of a variable that nobody reads afterwards.
fn block_live_in(
    body: &Body,
    graph: &Graph,
    block: BlockId,
    live_in: &IndexVec<BlockId, Locals>,
    last: &mut impl FnMut(ExprId),
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
    for statement in at.statements.iter().rev() {
        match &statement.kind {
            StatementKind::Read(Place::Local(local)) => {
                let owned =
                    !body.locals[*local].captured && body.locals[*local].owner == graph.closure;
                let is_local = matches!(body.exprs[statement.expr], Expr::Local(_));
                if live.insert(*local) && owned && is_local {
                    last(statement.expr);
                }
            }
            StatementKind::Write(Place::Local(local), _)
            | StatementKind::Declare(local)
            | StatementKind::Bind(local) => {
                live.swap_remove(local);
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
