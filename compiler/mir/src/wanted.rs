//! What of a body has to run for what can be seen of it: liveness with the answers of the effects. A variable is read where
//! the value that the read goes into is wanted itself, so that `x = x + 1` keeps no `x` alive that nobody looks at, and an
//! exception leaves a block only where something can throw. For engines that leave out what nobody wants; one that runs every
//! expression asks [`crate::liveness`].
//!
//! All graphs of a body are looked at together, to a least fixed point: at first nothing is wanted; what is found grows only.

use crate::graph::{BlockId, Graph, Statement, StatementKind, Terminator};
use crate::reach::has_effect;
use hx2rs_base::{Id, IndexVec};
use hx2rs_hir::{Body, Conversion, Expr, ExprId, LocalId, Place, TyKind, UpdateOp, UpdateResult};
use indexmap::{IndexMap, IndexSet};

/// A set of variables.
type Locals = IndexSet<LocalId>;

/// What is wanted of a body.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The [`Expr::Local`] expressions after which nobody reads the variable's present value.
    pub last_uses: IndexSet<ExprId>,
    /// Expressions that write a variable whose new value nobody reads: first values, assignments, updates.
    pub dead_writes: IndexSet<ExprId>,
    /// Variables, parameters among them, whose first value, if they have one, nobody reads.
    pub unset: Locals,
    /// Those among them that are written again after a write that somebody reads.
    pub rewritten: Locals,
    /// Variables that something reads.
    pub read: Locals,
    /// The expressions that read them.
    pub reads: IndexSet<ExprId>,
}

/// What an engine knows of a body beforehand.
#[derive(Clone, Debug, Default)]
pub struct Known<'b> {
    /// The expressions that an exception can leave by themselves; `None`: any of them.
    pub leaves: Option<&'b IndexSet<ExprId>>,
    /// Variables whose first value is always wanted.
    pub kept: Locals,
    /// Expressions that never run, and are left out.
    pub never: IndexSet<ExprId>,
    /// Assignments that put nothing anywhere, since nothing reads the place.
    pub idle: IndexSet<ExprId>,
}

/// What is wanted of `body`.
pub fn wanted(body: &Body, known: &Known<'_>) -> Wanted {
    let walk = Walk {
        body,
        leaves: known.leaves,
        owners: Owners::new(body, known),
    };
    let graphs = Graph::all(body);
    let mut found = Found::default();
    let reachable: Vec<Vec<BlockId>> = graphs.iter().map(|graph| walk.reachable(graph)).collect();
    let empty = |graph: &Graph| IndexVec::filled(Locals::new(), graph.blocks.len());
    let mut live_in: Vec<IndexVec<BlockId, Locals>> = graphs.iter().map(empty).collect();
    loop {
        let before = found.size();
        let mut stable = true;
        for ((graph, blocks), live_in) in graphs.iter().zip(&reachable).zip(&mut live_in) {
            for block in blocks.iter().rev() {
                let live = walk.block(graph, *block, live_in, &mut found, None);
                if live.len() != live_in[*block].len() {
                    live_in[*block] = live;
                    stable = false;
                }
            }
        }
        if stable && found.size() == before {
            break;
        }
    }
    let mut wanted = Wanted::default();
    for ((graph, blocks), live_in) in graphs.iter().zip(&reachable).zip(&live_in) {
        for block in blocks {
            walk.block(graph, *block, live_in, &mut found, Some(&mut wanted));
        }
    }
    for (graph, blocks) in graphs.iter().zip(&reachable) {
        for local in &wanted.unset {
            if crate::liveness::is_rewritten(graph, blocks, *local, &wanted.dead_writes) {
                wanted.rewritten.insert(*local);
            }
        }
    }
    wanted.read = found.read;
    wanted.reads = found.reads;
    wanted
}

/// What grows.
#[derive(Default)]
struct Found {
    /// Writes of variables whose value somebody reads.
    live_writes: IndexSet<ExprId>,
    read: Locals,
    reads: IndexSet<ExprId>,
}

impl Found {
    fn size(&self) -> usize {
        self.live_writes.len() + self.read.len() + self.reads.len()
    }
}

struct Walk<'b> {
    body: &'b Body,
    leaves: Option<&'b IndexSet<ExprId>>,
    owners: Owners,
}

impl Walk<'_> {
    fn can_leave(&self, expr: ExprId) -> bool {
        self.leaves.is_none_or(|leaves| leaves.contains(&expr))
    }

    fn leaves_at_end(&self, terminator: &Terminator) -> bool {
        match terminator {
            Terminator::Throw(_) | Terminator::Catch { .. } => true,
            Terminator::Switch { expr, .. } | Terminator::Iterate { expr, .. } => {
                self.can_leave(*expr)
            }
            Terminator::Goto(_)
            | Terminator::Branch { .. }
            | Terminator::NullTest { .. }
            | Terminator::Return(_)
            | Terminator::Unreachable => false,
        }
    }

    /// The blocks that control gets to, in the order of their ids.
    fn reachable(&self, graph: &Graph) -> Vec<BlockId> {
        let mut seen: IndexSet<BlockId> = IndexSet::new();
        let mut open = vec![graph.entry];
        while let Some(block) = open.pop() {
            if !seen.insert(block) {
                continue;
            }
            let at = &graph.blocks[block];
            open.extend(at.terminator.targets());
            let leaves = self.leaves_at_end(&at.terminator)
                || at.statements.iter().any(|it| self.can_leave(it.expr));
            if leaves {
                open.extend(at.handler);
            }
        }
        graph.blocks.ids().filter(|id| seen.contains(id)).collect()
    }

    /// Whether nobody wants what an expression is part of.
    fn is_idle(&self, expr: ExprId, found: &Found) -> bool {
        let mut owner = self.owners.of.get(expr.index()).copied().flatten();
        while let Some(at) = owner {
            let Some(root) = self.owners.roots.get(at) else {
                return false;
            };
            let is_live = match root.kind {
                RootKind::Never => false,
                RootKind::Captured(local) => found.read.contains(&local),
                RootKind::Write(write) => found.live_writes.contains(&write),
            };
            if !is_live {
                return true;
            }
            owner = root.outer;
        }
        false
    }

    /// What is wanted at the start of a block; with `wanted`, what it says.
    fn block(
        &self,
        graph: &Graph,
        block: BlockId,
        live_in: &IndexVec<BlockId, Locals>,
        found: &mut Found,
        mut wanted: Option<&mut Wanted>,
    ) -> Locals {
        let at = &graph.blocks[block];
        let mut live = Locals::new();
        for target in at.terminator.targets() {
            live.extend(live_in[target].iter().copied());
        }
        let caught = at.handler.map(|handler| &live_in[handler]);
        if let Some(caught) = caught
            && self.leaves_at_end(&at.terminator)
        {
            live.extend(caught.iter().copied());
        }
        // What is tried is a function of its own to Rust: it takes a value along from its start on.
        let mut tried_from = Locals::new();
        let mut handler = at.handler;
        while let Some(outer) = handler {
            tried_from.extend(live_in[outer].iter().copied());
            handler = graph.blocks[outer].handler;
        }
        for statement in at.statements.iter().rev() {
            let context = (graph, &tried_from);
            self.statement(context, statement, &mut live, found, &mut wanted);
            if let Some(caught) = caught
                && self.can_leave(statement.expr)
            {
                live.extend(caught.iter().copied());
            }
        }
        live
    }

    fn statement(
        &self,
        (graph, tried_from): (&Graph, &Locals),
        statement: &Statement,
        live: &mut Locals,
        found: &mut Found,
        wanted: &mut Option<&mut Wanted>,
    ) {
        let body = self.body;
        let expr = statement.expr;
        let is_owned = |local: LocalId| {
            !body.locals[local].captured && body.locals[local].owner == graph.closure
        };
        match &statement.kind {
            StatementKind::Read(Place::Local(local)) => {
                if self.is_idle(expr, found) || self.is_idle_update(expr, *local, graph, found) {
                    return;
                }
                let is_local = matches!(body.exprs[expr], Expr::Local(_));
                if is_local || self.is_read_by_update(expr) {
                    found.read.insert(*local);
                    found.reads.insert(expr);
                }
                let is_last = live.insert(*local) && is_owned(*local) && is_local;
                let is_moved = is_last && !tried_from.contains(local);
                if let (true, Some(wanted)) = (is_moved, wanted) {
                    wanted.last_uses.insert(expr);
                }
            }
            StatementKind::Write(Place::Local(local), _) => {
                let is_live = live.swap_remove(local) || !is_owned(*local);
                if is_live {
                    found.live_writes.insert(expr);
                } else if let Some(wanted) = wanted {
                    wanted.dead_writes.insert(expr);
                }
            }
            StatementKind::Declare(local) => {
                let has_value = matches!(body.exprs[expr], Expr::Let { value: Some(_), .. });
                let is_live =
                    live.swap_remove(local) || has_value && found.live_writes.contains(&expr);
                if let (false, true, Some(wanted)) = (is_live, is_owned(*local), wanted) {
                    wanted.unset.insert(*local);
                }
            }
            StatementKind::Bind(local) => {
                let is_live = live.swap_remove(local);
                if let (false, true, Some(wanted)) = (is_live, is_owned(*local), wanted)
                    && body.params.contains(local)
                {
                    wanted.unset.insert(*local);
                }
            }
            StatementKind::Compute => {
                if let Expr::Closure(closure) = &body.exprs[expr]
                    && !self.is_idle(expr, found)
                {
                    live.extend(body.closures[*closure].captures.iter().copied());
                }
            }
            StatementKind::Read(_) | StatementKind::Write(..) | StatementKind::Take(_) => {}
        }
    }

    /// The read of an update whose new value nobody reads.
    fn is_idle_update(&self, expr: ExprId, local: LocalId, graph: &Graph, found: &Found) -> bool {
        let is_idle = matches!(
            &self.body.exprs[expr],
            Expr::Update {
                result: UpdateResult::Unused,
                op: UpdateOp::Binary(_),
                ..
            }
        );
        let declared = &self.body.locals[local];
        is_idle
            && !declared.captured
            && declared.owner == graph.closure
            && !found.live_writes.contains(&expr)
    }

    /// Whether an update looks at the old value for more than for the new one.
    fn is_read_by_update(&self, expr: ExprId) -> bool {
        if let Expr::Update { op, result, .. } = &self.body.exprs[expr] {
            *op == UpdateOp::Coalesce || *result != UpdateResult::Unused
        } else {
            false
        }
    }
}

/// An expression that runs only if something wants its value.
struct Root {
    kind: RootKind,
    /// The one around it.
    outer: Option<usize>,
}

enum RootKind {
    /// Nothing ever does.
    Never,
    /// The readers of the variable that this expression writes.
    Write(ExprId),
    /// The readers of a variable that closures have, wherever they are.
    Captured(LocalId),
}

/// The innermost root around each expression.
struct Owners {
    roots: Vec<Root>,
    of: Vec<Option<usize>>,
}

impl Owners {
    fn new(body: &Body, known: &Known<'_>) -> Self {
        let Known { leaves, kept, .. } = known;
        let mut owners = Self {
            roots: Vec::new(),
            of: vec![None; body.exprs.len()],
        };
        let mut open: Vec<(ExprId, bool, Option<usize>)> = Vec::new();
        if let Some(root) = body.root {
            open.push((root, !is_void(body, root), None));
        }
        let can_leave = |part: ExprId| {
            let mut found = false;
            body.for_each_below(part, false, &mut |part| {
                found |= leaves.is_none_or(|leaves| leaves.contains(&part));
            });
            found
        };
        let is_pure = |expr: ExprId| !has_effect(body, expr) && !can_leave(expr);
        // Values of a variable that is written once, branch by branch: its readers want each of them.
        let mut first_values: IndexMap<ExprId, ExprId> = IndexMap::new();
        while let Some((expr, is_wanted, outer)) = open.pop() {
            let found = &body.exprs[expr];
            let mut owner = outer;
            if let Some(write) = first_values.get(&expr).copied() {
                if is_pure(expr) {
                    owner = owners.root(RootKind::Write(write), outer);
                }
                for part in branches(found) {
                    first_values.insert(part, write);
                }
            }
            let is_statement = !is_wanted && !matches!(found, Expr::Let { .. });
            if known.never.contains(&expr) || is_statement && is_pure(expr) {
                owner = owners.root(RootKind::Never, outer);
            }
            if let Some(entry) = owners.of.get_mut(expr.index()) {
                *entry = owner;
            }
            let mut wanted_parts = Vec::new();
            match found {
                Expr::Block(list) => {
                    let last = list.len().saturating_sub(1);
                    for (at, part) in list.iter().enumerate() {
                        open.push((*part, is_wanted && at == last, owner));
                    }
                }
                Expr::If {
                    condition,
                    then,
                    otherwise,
                } => {
                    open.push((*condition, true, owner));
                    open.push((*then, is_wanted, owner));
                    open.extend(otherwise.map(|part| (part, is_wanted, owner)));
                }
                Expr::Switch { arms, .. } => {
                    let bodies: Vec<ExprId> = arms.iter().map(|arm| arm.body).collect();
                    found.for_each_part(body, &mut |part| {
                        open.push((part, is_wanted || !bodies.contains(&part), owner));
                    });
                }
                Expr::Try {
                    body: tried,
                    catches,
                } => {
                    open.push((*tried, is_wanted, owner));
                    let inside = match can_leave(*tried) {
                        true => owner,
                        false => owners.root(RootKind::Never, owner),
                    };
                    let catches = catches.iter().map(|catch| catch.body);
                    open.extend(catches.map(|part| (part, is_wanted, inside)));
                }
                Expr::While {
                    condition,
                    body: turn,
                    ..
                } => {
                    open.push((*condition, true, owner));
                    open.push((*turn, false, owner));
                }
                Expr::ForRange { body: turn, .. }
                | Expr::ForArray { body: turn, .. }
                | Expr::ForMap { body: turn, .. } => {
                    found.for_each_part(body, &mut |part| open.push((part, part != *turn, owner)));
                }
                Expr::Convert { kind, operand } => {
                    let is_wanted = is_wanted || can_fail(*kind);
                    open.push((*operand, is_wanted, owner));
                }
                Expr::Let {
                    local,
                    value: Some(value),
                } => {
                    let is_kept = kept.contains(local);
                    let is_free = !is_kept && is_pure(*value);
                    let declared = &body.locals[*local];
                    if !is_kept && !is_free && !declared.captured && !declared.assigned {
                        first_values.insert(*value, expr);
                    }
                    let inside = owners.written(body, expr, *local, owner, is_free);
                    open.push((*value, true, inside));
                }
                Expr::Assign { place, value } if known.idle.contains(&expr) => {
                    place.for_each_part(&mut |part| open.push((part, false, owner)));
                    open.push((*value, is_wanted, owner));
                }
                Expr::Assign {
                    place: Place::Local(local),
                    value,
                } => {
                    let is_free = !is_wanted && is_pure(*value);
                    let inside = owners.written(body, expr, *local, owner, is_free);
                    open.push((*value, true, inside));
                }
                Expr::Update {
                    place: Place::Local(local),
                    op: UpdateOp::Binary(_),
                    value,
                    result: UpdateResult::Unused,
                } => {
                    let inside = owners.written(body, expr, *local, owner, is_pure(*value));
                    open.push((*value, true, inside));
                }
                Expr::Closure(closure) => {
                    let inside = body.closures[*closure].body;
                    open.push((inside, !is_void(body, inside), owner));
                }
                Expr::Error
                | Expr::Const(_)
                | Expr::Local(_)
                | Expr::This
                | Expr::TypeValue(_)
                | Expr::Static(_)
                | Expr::Field { .. }
                | Expr::StructureField { .. }
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
                | Expr::And { .. }
                | Expr::Or { .. }
                | Expr::Coalesce { .. }
                | Expr::TypeTest { .. }
                | Expr::Assign { .. }
                | Expr::Update { .. }
                | Expr::Let { value: None, .. }
                | Expr::Return(_)
                | Expr::Break
                | Expr::Continue
                | Expr::Throw(_)
                | Expr::Trace(_) => {
                    found.for_each_part(body, &mut |part| wanted_parts.push(part));
                }
            }
            open.extend(wanted_parts.into_iter().map(|part| (part, true, owner)));
        }
        owners
    }

    fn root(&mut self, kind: RootKind, outer: Option<usize>) -> Option<usize> {
        self.roots.push(Root { kind, outer });
        Some(self.roots.len() - 1)
    }

    /// The owner of a value that goes into a variable.
    fn written(
        &mut self,
        body: &Body,
        write: ExprId,
        local: LocalId,
        outer: Option<usize>,
        is_free: bool,
    ) -> Option<usize> {
        let declared = &body.locals[local];
        let kind = match (declared.captured, declared.assigned) {
            // It lives in a cell, which others may look into at any time.
            (true, true) => return outer,
            (true, false) => RootKind::Captured(local),
            (false, _) => RootKind::Write(write),
        };
        match is_free {
            true => self.root(kind, outer),
            false => outer,
        }
    }
}

/// The parts of which one gives the value of an expression.
fn branches(expr: &Expr) -> Vec<ExprId> {
    if let Expr::Block(list) = expr {
        return list.last().copied().into_iter().collect();
    }
    if let Expr::If {
        then,
        otherwise: Some(otherwise),
        ..
    } = expr
    {
        return vec![*then, *otherwise];
    }
    if let Expr::Switch { arms, .. } = expr {
        return arms.iter().map(|arm| arm.body).collect();
    }
    Vec::new()
}

fn is_void(body: &Body, expr: ExprId) -> bool {
    matches!(body.ty(expr).kind(), TyKind::Void)
}

/// Whether a conversion does something when its value is not wanted.
fn can_fail(kind: Conversion) -> bool {
    matches!(
        kind,
        Conversion::UncheckedCast | Conversion::CheckedCast | Conversion::FromDynamic
    )
}
