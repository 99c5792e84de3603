//! HIR to control-flow graph. One walk in evaluation order; each expression either adds statements to the current
//! block, or ends it and goes on in another.

use crate::graph::{Block, BlockId, Graph, Statement, StatementKind, Terminator};
use hx2rs_base::IndexVec;
use hx2rs_hir::{
    Arm, Body, Callee, Catch, ClosureId, Cover, Expr, ExprId, Pattern, PatternId, Place, UpdateOp,
};

/// The graph of the function whose value is `root`.
pub(crate) fn build(body: &Body, root: ExprId, closure: Option<ClosureId>) -> Graph {
    let mut build = Build {
        body,
        blocks: IndexVec::new(),
        current: BlockId::default_entry(),
        handler: None,
        loops: Vec::new(),
    };
    let entry = build.open();
    build.current = entry;
    let params = match closure {
        Some(closure) => &body.closures[closure].params,
        None => &body.params,
    };
    for param in params {
        build.push(root, StatementKind::Bind(*param));
    }
    build.expr(root);
    build.end(Terminator::Return(Some(root)));
    Graph {
        closure,
        entry,
        blocks: build.blocks,
    }
}

impl BlockId {
    fn default_entry() -> Self {
        <Self as hx2rs_base::Id>::from_index(0)
    }
}

/// Where `break` and `continue` go.
struct Loop {
    next: BlockId,
    end: BlockId,
}

struct Build<'b> {
    body: &'b Body,
    blocks: IndexVec<BlockId, Block>,
    current: BlockId,
    handler: Option<BlockId>,
    loops: Vec<Loop>,
}

impl Build<'_> {
    /// A new block under the handler in force, not yet ended.
    fn open(&mut self) -> BlockId {
        let handler = self.handler;
        self.blocks.push(Block {
            statements: Vec::new(),
            terminator: Terminator::Unreachable,
            handler,
        })
    }

    fn push(&mut self, expr: ExprId, kind: StatementKind) {
        self.blocks[self.current]
            .statements
            .push(Statement { expr, kind });
    }

    fn end(&mut self, terminator: Terminator) {
        self.blocks[self.current].terminator = terminator;
    }

    /// Ends the current block with a jump to `to`.
    fn goto(&mut self, to: BlockId) {
        self.end(Terminator::Goto(to));
    }

    fn exprs(&mut self, list: &[ExprId]) {
        for expr in list {
            self.expr(*expr);
        }
    }

    fn compute(&mut self, expr: ExprId, parts: &[ExprId]) {
        self.exprs(parts);
        self.push(expr, StatementKind::Compute);
    }

    /// After a jump away: what follows is never reached, but still has its statements.
    fn after_jump(&mut self) {
        self.current = self.open();
    }

    fn expr(&mut self, expr: ExprId) {
        match &self.body.exprs[expr] {
            Expr::Error
            | Expr::Const(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Closure(_)
            | Expr::FunctionValue(_) => self.compute(expr, &[]),
            Expr::Local(local) => self.push(expr, StatementKind::Read(Place::Local(*local))),
            Expr::Static(field) => self.push(expr, StatementKind::Read(Place::Static(*field))),
            Expr::Field { object, field } => {
                self.expr(*object);
                let place = Place::Field {
                    object: *object,
                    field: *field,
                };
                self.push(expr, StatementKind::Read(place));
            }
            Expr::StructureField { object, field } => {
                self.expr(*object);
                let place = Place::StructureField {
                    object: *object,
                    field: *field,
                };
                self.push(expr, StatementKind::Read(place));
            }
            Expr::Index { array, index } => {
                self.exprs(&[*array, *index]);
                let place = Place::Index {
                    array: *array,
                    index: *index,
                };
                self.push(expr, StatementKind::Read(place));
            }
            Expr::EnumParameter { value: one, .. }
            | Expr::BoundMethod { object: one, .. }
            | Expr::Unary { operand: one, .. }
            | Expr::Convert { operand: one, .. }
            | Expr::TypeTest { operand: one, .. } => self.compute(expr, &[*one]),
            Expr::Binary { left, right, .. } => self.compute(expr, &[*left, *right]),
            Expr::Call { callee, arguments } => {
                match callee {
                    Callee::Method { object: first, .. } | Callee::Value(first) => {
                        self.expr(*first)
                    }
                    Callee::Static(_)
                    | Callee::Super(_)
                    | Callee::SuperConstructor { .. }
                    | Callee::Constructor(_) => {}
                }
                self.compute(expr, arguments);
            }
            Expr::New {
                arguments: list, ..
            }
            | Expr::Array(list)
            | Expr::Concat(list)
            | Expr::Trace(list) => self.compute(expr, list),
            Expr::Map(entries) => {
                for (key, value) in entries {
                    self.exprs(&[*key, *value]);
                }
                self.push(expr, StatementKind::Compute);
            }
            Expr::Structure(fields) => {
                for (_, value) in fields {
                    self.expr(*value);
                }
                self.push(expr, StatementKind::Compute);
            }
            Expr::And { left, right } => self.short_circuit(expr, *left, *right, true),
            Expr::Or { left, right } => self.short_circuit(expr, *left, *right, false),
            Expr::Coalesce { left, right } => self.coalesce(expr, *left, *right),
            Expr::Assign { place, value } => {
                self.place(place);
                self.expr(*value);
                self.push(expr, StatementKind::Write(place.clone(), *value));
                self.push(expr, StatementKind::Take(*value));
            }
            Expr::Update {
                place, op, value, ..
            } => self.update(expr, place, *op, *value),
            Expr::Let { local, value } => {
                if let Some(value) = value {
                    self.expr(*value);
                }
                self.push(expr, StatementKind::Declare(*local));
                if let Some(value) = value {
                    self.push(expr, StatementKind::Write(Place::Local(*local), *value));
                }
            }
            Expr::Block(list) => {
                self.exprs(list);
                if let Some(last) = list.last() {
                    self.push(expr, StatementKind::Take(*last));
                }
            }
            Expr::If {
                condition,
                then,
                otherwise,
            } => {
                self.branch(expr, *condition, *then, *otherwise);
            }
            Expr::Switch { value, arms, cover } => self.switch(expr, *value, arms, *cover),
            Expr::While {
                condition,
                body,
                first_run,
            } => {
                self.repeat(*condition, *body, *first_run);
            }
            Expr::ForRange {
                local,
                from,
                to,
                body,
            } => {
                self.exprs(&[*from, *to]);
                self.iterate(expr, &[Some(*local)], *body);
            }
            Expr::ForArray {
                index,
                local,
                array,
                body,
            } => {
                self.expr(*array);
                self.iterate(expr, &[*index, Some(*local)], *body);
            }
            Expr::ForMap {
                key,
                value,
                map,
                body,
            } => {
                self.expr(*map);
                self.iterate(expr, &[*key, *value], *body);
            }
            Expr::Return(value) => {
                if let Some(value) = value {
                    self.expr(*value);
                }
                self.end(Terminator::Return(*value));
                self.after_jump();
            }
            Expr::Break => self.jump(|turn| turn.end),
            Expr::Continue => self.jump(|turn| turn.next),
            Expr::Throw(value) => {
                self.expr(*value);
                self.end(Terminator::Throw(*value));
                self.after_jump();
            }
            Expr::Try { body, catches } => self.attempt(expr, *body, catches),
        }
    }

    fn place(&mut self, place: &Place) {
        match place {
            Place::Local(_) | Place::Static(_) => {}
            Place::Field { object, .. } | Place::StructureField { object, .. } => {
                self.expr(*object)
            }
            Place::Index { array, index } => self.exprs(&[*array, *index]),
        }
    }

    fn jump(&mut self, to: impl Fn(&Loop) -> BlockId) {
        let to = self.loops.last().map(to);
        self.end(to.map_or(Terminator::Unreachable, Terminator::Goto));
        self.after_jump();
    }

    fn short_circuit(&mut self, expr: ExprId, left: ExprId, right: ExprId, and: bool) {
        self.expr(left);
        let (more, end) = (self.open(), self.open());
        self.push(expr, StatementKind::Take(left));
        let (then, otherwise) = if and { (more, end) } else { (end, more) };
        self.end(Terminator::Branch {
            condition: left,
            then,
            otherwise,
        });
        self.current = more;
        self.expr(right);
        self.push(expr, StatementKind::Take(right));
        self.goto(end);
        self.current = end;
    }

    fn coalesce(&mut self, expr: ExprId, left: ExprId, right: ExprId) {
        self.expr(left);
        let (null, end) = (self.open(), self.open());
        self.push(expr, StatementKind::Take(left));
        self.end(Terminator::NullTest {
            value: left,
            null,
            other: end,
        });
        self.current = null;
        self.expr(right);
        self.push(expr, StatementKind::Take(right));
        self.goto(end);
        self.current = end;
    }

    fn update(&mut self, expr: ExprId, place: &Place, op: UpdateOp, value: ExprId) {
        self.place(place);
        self.push(expr, StatementKind::Read(place.clone()));
        match op {
            UpdateOp::Binary(_) | UpdateOp::Append => {
                self.expr(value);
                self.push(expr, StatementKind::Compute);
                self.push(expr, StatementKind::Write(place.clone(), expr));
            }
            UpdateOp::Coalesce => {
                let (null, end) = (self.open(), self.open());
                self.end(Terminator::NullTest {
                    value: expr,
                    null,
                    other: end,
                });
                self.current = null;
                self.expr(value);
                self.push(expr, StatementKind::Write(place.clone(), value));
                self.push(expr, StatementKind::Take(value));
                self.goto(end);
                self.current = end;
            }
        }
    }

    fn branch(&mut self, expr: ExprId, condition: ExprId, then: ExprId, otherwise: Option<ExprId>) {
        self.expr(condition);
        let (first, second, end) = (self.open(), self.open(), self.open());
        self.end(Terminator::Branch {
            condition,
            then: first,
            otherwise: second,
        });
        self.side(expr, first, Some(then), end);
        self.side(expr, second, otherwise, end);
        self.current = end;
    }

    /// One side of a branch: its value is the value of the whole.
    fn side(&mut self, expr: ExprId, block: BlockId, value: Option<ExprId>, end: BlockId) {
        self.current = block;
        if let Some(value) = value {
            self.expr(value);
            self.push(expr, StatementKind::Take(value));
        }
        self.goto(end);
    }

    fn switch(&mut self, expr: ExprId, value: ExprId, arms: &[Arm], cover: Cover) {
        self.expr(value);
        for arm in arms {
            self.extractors(arm.pattern);
        }
        let end = self.open();
        let blocks: Vec<BlockId> = arms.iter().map(|_| self.open()).collect();
        let otherwise = (cover == Cover::Part).then_some(end);
        self.end(Terminator::Switch {
            expr,
            arms: blocks.clone(),
            otherwise,
        });
        for (at, (arm, block)) in arms.iter().zip(&blocks).enumerate() {
            self.current = *block;
            for local in self.body.bound_by(arm.pattern) {
                self.push(expr, StatementKind::Bind(local));
            }
            if let Some(guard) = arm.guard {
                self.expr(guard);
                let then = self.open();
                let rest = blocks.get(at + 1..).unwrap_or_default();
                let otherwise = self.other_arms(expr, rest, cover, end);
                self.end(Terminator::Branch {
                    condition: guard,
                    then,
                    otherwise,
                });
                self.current = then;
            }
            let current = self.current;
            self.side(expr, current, Some(arm.body), end);
        }
        self.current = end;
    }

    /// Where a switch goes on behind a guard that says no: to any of the arms that are left.
    fn other_arms(
        &mut self,
        expr: ExprId,
        rest: &[BlockId],
        cover: Cover,
        end: BlockId,
    ) -> BlockId {
        if rest.is_empty() {
            return end;
        }
        let block = self.open();
        self.blocks[block].terminator = Terminator::Switch {
            expr,
            arms: rest.to_vec(),
            otherwise: (cover == Cover::Part).then_some(end),
        };
        block
    }

    /// Extractors of a pattern run while it is matched; what they read is read before the arms.
    fn extractors(&mut self, pattern: PatternId) {
        let mut found = Vec::new();
        self.body.for_each_pattern(pattern, &mut |pattern| {
            if let Pattern::Extractor { input, value, .. } = pattern {
                found.push((*input, *value));
            }
        });
        for (input, value) in found {
            self.push(value, StatementKind::Bind(input));
            self.expr(value);
        }
    }

    fn repeat(&mut self, condition: ExprId, body: ExprId, first_run: bool) {
        let (test, turn, end) = (self.open(), self.open(), self.open());
        self.goto(if first_run { turn } else { test });
        self.current = test;
        self.expr(condition);
        self.end(Terminator::Branch {
            condition,
            then: turn,
            otherwise: end,
        });
        self.turn(body, turn, test, end);
    }

    fn iterate(&mut self, expr: ExprId, bound: &[Option<hx2rs_hir::LocalId>], body: ExprId) {
        let (test, turn, end) = (self.open(), self.open(), self.open());
        self.goto(test);
        self.current = test;
        self.end(Terminator::Iterate { expr, turn, end });
        self.current = turn;
        for local in bound.iter().flatten() {
            self.push(expr, StatementKind::Bind(*local));
        }
        self.turn(body, turn, test, end);
    }

    fn turn(&mut self, body: ExprId, turn: BlockId, next: BlockId, end: BlockId) {
        self.current = turn;
        self.loops.push(Loop { next, end });
        self.expr(body);
        self.loops.pop();
        self.goto(next);
        self.current = end;
    }

    fn attempt(&mut self, expr: ExprId, tried: ExprId, catches: &[Catch]) {
        let (dispatch, end) = (self.open(), self.open());
        let outer = self.handler.replace(dispatch);
        let inside = self.open();
        self.goto(inside);
        self.current = inside;
        self.expr(tried);
        self.push(expr, StatementKind::Take(tried));
        self.goto(end);
        self.handler = outer;
        let blocks: Vec<BlockId> = catches.iter().map(|_| self.open()).collect();
        self.current = dispatch;
        self.end(Terminator::Catch {
            expr,
            catches: blocks.clone(),
        });
        for (catch, block) in catches.iter().zip(blocks) {
            self.current = block;
            self.push(expr, StatementKind::Bind(catch.local));
            self.side(expr, block, Some(catch.body), end);
        }
        self.current = end;
    }
}
