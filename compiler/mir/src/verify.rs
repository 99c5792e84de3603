//! The verifier of control-flow graphs. It runs in tests and debug builds. Invariants:
//!
//! - every target and handler is a block of the graph;
//! - the value of an expression is computed in one place: by one `Compute` or `Read`, or by `Take`s on different paths;
//! - a value is only used where every path has computed it before: by statements and terminators alike;
//! - a variable is declared or bound before it is read or written, unless a function expression around owns it.

use crate::graph::{BlockId, Graph, StatementKind, Terminator};
use hx2rs_base::{Id, IndexVec};
use hx2rs_hir::{Body, ExprId, LocalId, Place};
use indexmap::IndexSet;

/// What is known at the start of a block on every path: values computed, variables declared.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Known {
    values: IndexSet<ExprId>,
    locals: IndexSet<LocalId>,
}

/// What is wrong with `graph`; empty if nothing is.
pub fn verify(body: &Body, graph: &Graph) -> Vec<String> {
    let mut errors = Vec::new();
    for (id, block) in graph.blocks.iter() {
        for target in block.terminator.targets().into_iter().chain(block.handler) {
            if target.index() >= graph.blocks.len() {
                errors.push(format!("{id:?} goes to {target:?}, which does not exist"));
            }
        }
    }
    if !errors.is_empty() {
        return errors;
    }
    let known = forward(graph);
    for (id, block) in graph.blocks.iter() {
        let Some(mut known) = known[id].clone() else {
            continue;
        };
        for statement in &block.statements {
            let mut need = |expr: ExprId| {
                if !known.values.contains(&expr) {
                    errors.push(format!(
                        "{id:?}: {:?} uses {expr:?} too early",
                        statement.expr
                    ));
                }
            };
            match &statement.kind {
                StatementKind::Compute => body.exprs[statement.expr].for_each_operand(&mut need),
                StatementKind::Read(place) => place.for_each_part(&mut need),
                StatementKind::Write(place, value) => {
                    place.for_each_part(&mut need);
                    need(*value);
                }
                StatementKind::Take(_) | StatementKind::Declare(_) | StatementKind::Bind(_) => {}
            }
            if let StatementKind::Read(Place::Local(local))
            | StatementKind::Write(Place::Local(local), _) = &statement.kind
            {
                let own = body.locals[*local].owner == graph.closure;
                if own && !known.locals.contains(local) {
                    errors.push(format!("{id:?}: {local:?} is used before its declaration"));
                }
            }
            learn(&mut known, statement.expr, &statement.kind);
        }
        if let Terminator::Branch {
            condition: value, ..
        }
        | Terminator::NullTest { value, .. }
        | Terminator::Throw(value) = &block.terminator
            && !known.values.contains(value)
        {
            errors.push(format!("{id:?} ends by {value:?}, which is not computed"));
        }
    }
    errors
}

fn learn(known: &mut Known, expr: ExprId, kind: &StatementKind) {
    match kind {
        StatementKind::Compute | StatementKind::Read(_) | StatementKind::Take(_) => {
            known.values.insert(expr);
        }
        StatementKind::Declare(local) | StatementKind::Bind(local) => {
            known.locals.insert(*local);
            known.values.insert(expr);
        }
        StatementKind::Write(..) => {
            known.values.insert(expr);
        }
    }
}

/// What every path knows at the start of each block; `None`: no path leads there.
fn forward(graph: &Graph) -> IndexVec<BlockId, Option<Known>> {
    let mut known: IndexVec<BlockId, Option<Known>> = IndexVec::filled(None, graph.blocks.len());
    known[graph.entry] = Some(Known {
        values: IndexSet::new(),
        locals: IndexSet::new(),
    });
    let mut open = vec![graph.entry];
    while let Some(id) = open.pop() {
        let Some(start) = known[id].clone() else {
            continue;
        };
        let block = &graph.blocks[id];
        let mut end = start.clone();
        for statement in &block.statements {
            learn(&mut end, statement.expr, &statement.kind);
        }
        // A handler can be entered before the first statement has run.
        let handler = block.handler.map(|handler| (handler, &start));
        let targets = block.terminator.targets();
        for (target, facts) in targets
            .into_iter()
            .map(|target| (target, &end))
            .chain(handler)
        {
            let merged = match &known[target] {
                None => facts.clone(),
                Some(old) => Known {
                    values: old.values.intersection(&facts.values).copied().collect(),
                    locals: old.locals.intersection(&facts.locals).copied().collect(),
                },
            };
            if known[target].as_ref() != Some(&merged) {
                known[target] = Some(merged);
                open.push(target);
            }
        }
    }
    known
}
