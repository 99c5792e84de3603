//! One frame for analyses that follow control forward through a graph: what holds at the start of each block, to a fixed
//! point. An analysis says what a state is, how two of them join, and what a statement and an edge do to one.

use crate::graph::{BlockId, Graph, Statement, Terminator};
use hx2rs_base::IndexVec;
use std::collections::BTreeSet;

/// A forward analysis.
pub trait Forward {
    /// What is known at a point.
    type State: Clone;

    /// What is known where the function starts.
    fn start(&self) -> Self::State;

    /// Adds what is known on another way to the same block; says whether that changed it. `turns` counts how often control
    /// came back to the block so far, 0 on the way forward: an analysis whose states could go on changing gives up precision
    /// once it is large.
    fn join(&self, into: &mut Self::State, from: &Self::State, turns: usize) -> bool;

    /// What a statement does.
    fn statement(&mut self, state: &mut Self::State, statement: &Statement);

    /// What is known at the target `at` of a block's end, of [`Terminator::targets`]; `None` if that way is never taken.
    fn edge(&self, state: &Self::State, end: &Terminator, at: usize) -> Option<Self::State>;
}

/// The states at the starts of all blocks; `None` where control never comes.
pub fn forward<A: Forward>(graph: &Graph, analysis: &mut A) -> IndexVec<BlockId, Option<A::State>> {
    let count = graph.blocks.len();
    let mut states: IndexVec<BlockId, Option<A::State>> = IndexVec::filled(None, count);
    let mut turns: IndexVec<BlockId, usize> = IndexVec::filled(0, count);
    let order = order(graph);
    let rank: IndexVec<BlockId, usize> = {
        let mut rank = IndexVec::filled(usize::MAX, count);
        for (at, block) in order.iter().enumerate() {
            rank[*block] = at;
        }
        rank
    };
    states[graph.entry] = Some(analysis.start());
    let mut open = BTreeSet::from([rank[graph.entry]]);
    while let Some(next) = open.pop_first() {
        let Some(&id) = order.get(next) else {
            continue;
        };
        let Some(mut state) = states[id].clone() else {
            continue;
        };
        let block = &graph.blocks[id];
        let mut reach = |to: BlockId, state: &A::State, analysis: &A| {
            let changed = match &mut states[to] {
                Some(into) => {
                    let back = rank[to] <= next;
                    turns[to] += usize::from(back);
                    analysis.join(into, state, if back { turns[to] } else { 0 })
                }
                none => {
                    *none = Some(state.clone());
                    true
                }
            };
            if changed {
                open.insert(rank[to]);
            }
        };
        for statement in &block.statements {
            // An exception can come before each of them, and after the last one.
            if let Some(handler) = block.handler {
                reach(handler, &state, analysis);
            }
            analysis.statement(&mut state, statement);
        }
        if let Some(handler) = block.handler {
            reach(handler, &state, analysis);
        }
        for (at, to) in block.terminator.targets().into_iter().enumerate() {
            if let Some(state) = analysis.edge(&state, &block.terminator, at) {
                reach(to, &state, analysis);
            }
        }
    }
    states
}

/// The blocks that control can come to, each before those behind it but for the heads of loops.
fn order(graph: &Graph) -> Vec<BlockId> {
    let mut seen = BTreeSet::from([graph.entry]);
    let mut done = Vec::new();
    let mut open = vec![(graph.entry, graph.successors(graph.entry))];
    while let Some((block, rest)) = open.last_mut() {
        match rest.pop() {
            Some(next) if seen.insert(next) => {
                let after = graph.successors(next);
                open.push((next, after));
            }
            Some(_) => {}
            None => {
                done.push(*block);
                open.pop();
            }
        }
    }
    done.reverse();
    done
}
