//! Where the value of a variable is moved instead of counted: at its last use, which the control-flow graph tells, if
//! that use keeps the value (in another variable, a field, an array, an argument that the callee takes over) and runs
//! whenever the variable's declaration does. So at every instruction it is known whether the variable still owns its
//! value, and nothing is asked at run time.
//!
//! A *region* is what runs as a whole: a branch, a loop's body, the right side of `&&` are regions of their own.

use super::function::{Code, Register};
use super::{BodyOwner, Lowering};
use crate::natives_generated::Intrinsic;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{
    Body, Callee, ClosureId, Conversion, Expr, ExprId, LocalId, Place, UpdateOp,
};
use hx2rs_compiler::mir::{graph::Graph, liveness};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Uses of variables that take the value with them.
pub(super) type Moves = HashSet<ExprId>;

/// Uses of variables that keep the value and run whenever the declaration does, with their variables.
struct Candidates<'b, F> {
    body: &'b Body,
    /// Whether a call takes over an argument: by position.
    takes: F,
    regions: HashMap<LocalId, u32>,
    last_region: u32,
    /// With the region of the use.
    found: Vec<(ExprId, LocalId, u32)>,
    /// Variables that patterns read while they are matched: in another order than the graph has.
    read_by_patterns: HashSet<LocalId>,
}

impl<F: FnMut(ExprId, usize) -> bool> Candidates<'_, F> {
    fn walk(&mut self, root: ExprId) {
        let mut open = vec![(root, 0)];
        while let Some((expr, region)) = open.pop() {
            let mut parts = Vec::new();
            self.body.exprs[expr].for_each_part(self.body, &mut |part| parts.push(part));
            let always = self.parts_that_always_run(expr, parts.len());
            for (at, part) in parts.into_iter().enumerate() {
                let region = if at < always {
                    region
                } else {
                    self.last_region += 1;
                    self.last_region
                };
                open.push((part, region));
            }
            self.declare(expr, region, &open);
            self.consider(expr, region);
        }
    }

    /// How many parts of an expression, from the first one on, run whenever it does and only once.
    fn parts_that_always_run(&self, expr: ExprId, all: usize) -> usize {
        let whole = &self.body.exprs[expr];
        if let Expr::If { .. }
        | Expr::And { .. }
        | Expr::Or { .. }
        | Expr::Coalesce { .. }
        | Expr::Switch { .. }
        | Expr::ForArray { .. }
        | Expr::ForMap { .. } = whole
        {
            return 1;
        }
        if let Expr::ForRange { .. } = whole {
            return 2;
        }
        if let Expr::While { .. } | Expr::Try { .. } = whole {
            return 0;
        }
        let op = if let Expr::Update { op, .. } = whole {
            *op
        } else {
            UpdateOp::Append
        };
        match op {
            UpdateOp::Coalesce => all.saturating_sub(1),
            UpdateOp::Append | UpdateOp::Binary(_) => all,
        }
    }

    /// Notes the region of the variables that an expression declares; `open` has the regions of its parts.
    fn declare(&mut self, expr: ExprId, region: u32, open: &[(ExprId, u32)]) {
        let region_of = |part: ExprId| {
            let found = open.iter().rev().find(|(open, _)| *open == part);
            found.map(|(_, region)| *region)
        };
        let whole = &self.body.exprs[expr];
        if let Expr::Let { local, .. } = whole {
            self.regions.insert(*local, region);
        } else if let Expr::ForArray { local, body, .. } = whole {
            self.regions.extend(region_of(*body).map(|it| (*local, it)));
        } else if let Expr::ForMap {
            key, value, body, ..
        } = whole
        {
            for local in key.iter().chain(value) {
                self.regions.extend(region_of(*body).map(|it| (*local, it)));
            }
        } else if let Expr::Try { catches, .. } = whole {
            for catch in catches {
                let region = region_of(catch.body);
                self.regions.extend(region.map(|it| (catch.local, it)));
            }
        } else if let Expr::Switch { arms, .. } = whole {
            for arm in arms {
                let (body, found) = (self.body, &mut self.read_by_patterns);
                body.for_each_extractor(arm.pattern, &mut |value| {
                    body.for_each_below(value, false, &mut |part| {
                        if let Expr::Local(local) = &body.exprs[part] {
                            found.insert(*local);
                        }
                    });
                });
            }
        }
    }

    /// The parts of an expression that it keeps.
    fn consider(&mut self, expr: ExprId, region: u32) {
        let whole = &self.body.exprs[expr];
        if let Expr::Let {
            value: Some(value), ..
        } = whole
        {
            self.candidate(*value, region);
        } else if let Expr::Assign { place, value } = whole {
            match place {
                Place::Local(_) | Place::Field { .. } | Place::Static(_) | Place::Index { .. } => {
                    self.candidate(*value, region)
                }
                Place::StructureField { .. } => {}
            }
        } else if let Expr::Array(items) = whole {
            items.iter().for_each(|item| self.candidate(*item, region));
        } else if let Expr::Structure(fields) = whole {
            for (_, value) in fields {
                self.candidate(*value, region);
            }
        } else if let Expr::Call { arguments, .. } | Expr::New { arguments, .. } = whole {
            for (at, argument) in arguments.iter().enumerate() {
                if self.is_local(*argument) && (self.takes)(expr, at) {
                    self.candidate(*argument, region);
                }
            }
        }
    }

    fn is_local(&self, expr: ExprId) -> bool {
        matches!(self.body.exprs[bare(self.body, expr)], Expr::Local(_))
    }

    fn candidate(&mut self, expr: ExprId, region: u32) {
        let bare = bare(self.body, expr);
        if let Expr::Local(local) = &self.body.exprs[bare] {
            self.found.push((bare, *local, region));
        }
    }
}

/// The expression under conversions that may change nothing in a register; whether they do is seen when it is lowered.
fn bare(body: &Body, expr: ExprId) -> ExprId {
    let mut expr = expr;
    while let Expr::Convert {
        kind:
            Conversion::Upcast
            | Conversion::ToStructure
            | Conversion::FunctionAdapter
            | Conversion::Reinterpret
            | Conversion::ToNull
            | Conversion::FromNull
            | Conversion::ToDynamic,
        operand,
    } = &body.exprs[expr]
    {
        expr = *operand;
    }
    expr
}

/// The moves of a body, or of a function expression in it. The graph is built only if something comes into question.
fn find(
    body: &Body,
    closure: Option<ClosureId>,
    takes: impl FnMut(ExprId, usize) -> bool,
) -> Vec<(ExprId, LocalId)> {
    let (root, params) = match closure {
        Some(closure) => {
            let closure = &body.closures[closure];
            (Some(closure.body), &closure.params)
        }
        None => (body.root, &body.params),
    };
    let Some(root) = root else { return Vec::new() };
    let mut candidates = Candidates {
        body,
        takes,
        regions: params.iter().map(|param| (*param, 0)).collect(),
        last_region: 0,
        found: Vec::new(),
        read_by_patterns: HashSet::new(),
    };
    candidates.walk(root);
    let Candidates {
        regions,
        found,
        read_by_patterns,
        ..
    } = candidates;
    let found = found.into_iter().filter(|(_, local, region)| {
        let variable = &body.locals[*local];
        // One that is written again owns a value again later.
        !variable.captured
            && !variable.assigned
            && !read_by_patterns.contains(local)
            && regions.get(local) == Some(region)
    });
    let mut found: Vec<(ExprId, LocalId)> = found.map(|(expr, local, _)| (expr, local)).collect();
    if found.is_empty() {
        return found;
    }
    let graph = match closure {
        Some(closure) => Some(Graph::of_closure(body, closure)),
        None => Graph::of_body(body),
    };
    let last_uses = graph.map(|graph| liveness::liveness(body, &graph).last_uses);
    found.retain(|(expr, _)| {
        last_uses
            .as_ref()
            .is_some_and(|last_uses| last_uses.contains(expr))
    });
    found
}

impl Lowering<'_> {
    /// Which parameters of a function its body keeps, so that a caller who knows it gives their counts over. For each
    /// parameter, `this` left out.
    pub(super) fn owned_params(&mut self, member: MemberId) -> Rc<[bool]> {
        if let Some(known) = self.owned_params.get(&member) {
            return Rc::clone(known);
        }
        let mut owned: Rc<[bool]> = Rc::default();
        if let Some(typed) = self.body(BodyOwner::Function(member)) {
            let body = &typed.body;
            // Not what further calls take over: that would ask for all functions at once.
            let moved = find(body, None, |_, _| false);
            if !moved.is_empty() {
                let params = body.params.iter();
                owned = params
                    .map(|param| {
                        let kind = self.kind(body.locals[*param].ty);
                        kind.counts() && moved.iter().any(|(_, local)| local == param)
                    })
                    .collect();
            }
        }
        if !owned.contains(&true) {
            owned = Rc::default();
        }
        self.owned_params.insert(member, Rc::clone(&owned));
        owned
    }
}

impl Code<'_, '_> {
    /// Finds the moves of the body that is about to be lowered.
    pub(super) fn find_moves(&mut self) {
        let Some(source) = self.source else { return };
        let moves = find(source.body, self.closure, |call, at| self.takes(call, at));
        self.moves = moves.into_iter().map(|(expr, _)| expr).collect();
    }

    /// Whether a call, or `new`, takes over its argument at a position.
    fn takes(&mut self, call: ExprId, at: usize) -> bool {
        let call = self.expr(call);
        let member = if let Expr::New { constructor, .. } = call {
            *constructor
        } else if let Expr::Call { callee, .. } = call {
            match callee {
                Callee::Constructor(_) => return true,
                Callee::Method { method, .. } => {
                    return self.intrinsic(*method) == Some(Intrinsic::ArrayPush);
                }
                Callee::Static(member) | Callee::Super(member) => Some(*member),
                Callee::SuperConstructor { constructor, .. } => *constructor,
                Callee::Value(_) => None,
            }
        } else {
            None
        };
        member.is_some_and(|member| {
            let owned = self.lowering.owned_params(member);
            owned.get(at).copied().unwrap_or(false)
        })
    }

    /// Whether evaluating an expression moves a variable away.
    pub(super) fn moves_away(&self, expr: ExprId, local: LocalId) -> bool {
        let Some(source) = self.source else {
            return false;
        };
        let mut moves = false;
        if !self.moves.is_empty() {
            source.body.for_each_below(expr, false, &mut |part| {
                moves |= self.moves.contains(&part)
                    && matches!(&source.body.exprs[part], Expr::Local(moved) if *moved == local);
            });
        }
        moves
    }

    /// The register of a variable that gives its value away here. It owns it until [`Self::gone`] says otherwise.
    pub(super) fn movable(&mut self, expr: ExprId) -> Option<Register> {
        if self.moves.is_empty() {
            return None;
        }
        let bare = self.stripped(expr);
        if !self.moves.contains(&bare) {
            return None;
        }
        let Expr::Local(local) = self.expr(bare) else {
            return None;
        };
        let variable = self.variable(*local);
        (variable.owns && self.holds(variable.register)).then_some(variable.register)
    }
}
