//! From flat chains to trees: how operators and prefixes bind. A chain is what the grammar has recognised: any number
//! of prefixes, an operand, an operator, and so on; `if (c)`, `return`, `x ->` are prefixes, `else` and `catch (e)`
//! operators. Everything is as greedy as in the official parser: a prefix with a body takes all that can follow.

use super::Word;
use super::builder::{Builder, DEEPEST};
use crate::ast::*;
use crate::report::{here, report};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::parser as codes;

/// What stands before an operand.
#[derive(Clone, Copy)]
pub(crate) enum Prefix {
    Unary(UnaryOp),
    Cast,
    Untyped,
    Macro,
    Return,
    Throw,
    Inline,
    Try,
    Do,
    If(ExprId),
    While(ExprId),
    For(ExprId),
    Meta(MetadataId),
    Function(FunctionId),
    /// One variable, whose value follows.
    Var(List<VarDeclaration>),
}

/// One piece of a chain. Numbers are places.
#[derive(Clone, Copy)]
pub(crate) enum Link {
    Prefix(Prefix, u32),
    Operand(ExprId),
    Binary(BinaryOp, u32),
    Assign(Option<BinaryOp>, u32),
    Is(TypeId),
    /// `? e :`
    Ternary(ExprId),
    Else(u32),
    Catch(Ident, Option<TypeId>, u32),
    /// `while (e)` and its end.
    WhileOfDo(ExprId, u32),
}

/// An operator between two operands.
#[derive(Clone, Copy)]
pub(crate) enum Operator {
    Binary(BinaryOp),
    Assign(Option<BinaryOp>),
}

impl Operator {
    /// The operator of a token of that kind.
    #[inline]
    pub(crate) fn binary(word: Word) -> Self {
        word.op.map_or(Self::Assign(None), Self::Binary)
    }
}

/// How tightly an operator binds its left side, and whether its right side takes everything that follows.
fn binding(op: BinaryOp) -> (u8, bool) {
    match op {
        BinaryOp::In => (26, true),
        BinaryOp::Mod => (24, false),
        BinaryOp::Mul | BinaryOp::Div => (22, false),
        BinaryOp::Add | BinaryOp::Sub => (20, false),
        BinaryOp::Shl | BinaryOp::Shr | BinaryOp::UShr => (18, false),
        BinaryOp::Or | BinaryOp::And | BinaryOp::Xor => (16, false),
        BinaryOp::NullCoalesce => (14, false),
        BinaryOp::Equal
        | BinaryOp::NotEqual
        | BinaryOp::Greater
        | BinaryOp::Less
        | BinaryOp::GreaterEqual
        | BinaryOp::LessEqual => (12, false),
        BinaryOp::Interval => (10, false),
        BinaryOp::BoolAnd => (8, false),
        BinaryOp::BoolOr => (6, false),
        BinaryOp::MapArrow => (3, true),
    }
}

const TERNARY: u8 = 4;
const ASSIGN: u8 = 2;

impl Builder<'_> {
    /// The tree of the last `count` links.
    #[inline]
    pub(crate) fn fold(&mut self, count: u32) -> ExprId {
        if count == 1
            && let Some(Link::Operand(expr)) = self.stacks.links.last().copied()
        {
            self.stacks.links.pop();
            return expr;
        }
        self.fold_chain(count)
    }

    /// The tree of the last `count` links and of the operand behind them.
    pub(crate) fn fold_with(&mut self, count: u32, operand: ExprId) -> ExprId {
        let count = count + self.operand(operand);
        self.fold_chain(count)
    }

    fn fold_chain(&mut self, count: u32) -> ExprId {
        let base = self.stacks.links.len().saturating_sub(count as usize);
        let end = self.stacks.links.len();
        let mut fold = Fold {
            builder: self,
            at: base,
            end,
            depth: 0,
            last_end: 0,
        };
        let expr = fold.expr(0);
        fold.check_rest();
        self.stacks.links.truncate(base);
        expr
    }
}

struct Fold<'b, 'c> {
    builder: &'b mut Builder<'c>,
    at: usize,
    end: usize,
    depth: u16,
    /// Where the last expression ended.
    last_end: u32,
}

impl Fold<'_, '_> {
    fn peek(&self) -> Option<Link> {
        if self.at < self.end {
            return self.builder.stacks.links.get(self.at).copied();
        }
        None
    }

    fn next(&mut self) -> Option<Link> {
        let link = self.peek();
        self.at += 1;
        link
    }

    /// An expression whose operators bind at least as tightly as `weakest`.
    fn expr(&mut self, weakest: u8) -> ExprId {
        if self.depth >= DEEPEST {
            return self.give_up();
        }
        self.depth += 1;
        let unit = self.unit();
        let expr = self.operators(unit, weakest);
        self.depth -= 1;
        expr
    }

    /// Too deep: the rest of the chain is not built.
    #[cold]
    fn give_up(&mut self) -> ExprId {
        let mut start = self.last_end;
        while let Some(link) = self.next() {
            if let Link::Operand(expr) = link {
                start = self.builder.range_of(expr).start;
                break;
            }
        }
        self.at = self.end;
        self.builder.too_deep(TextRange::new(start, start + 1))
    }

    /// Prefixes and their operand.
    fn unit(&mut self) -> ExprId {
        match self.next() {
            Some(Link::Operand(expr)) => {
                self.last_end = self.builder.range_of(expr).end;
                expr
            }
            Some(Link::Prefix(prefix, start)) => {
                if self.depth >= DEEPEST {
                    return self.give_up();
                }
                self.depth += 1;
                let expr = self.prefix(prefix, start);
                self.depth -= 1;
                self.last_end = self.builder.range_of(expr).end;
                expr
            }
            Some(
                Link::Binary(..)
                | Link::Assign(..)
                | Link::Is(_)
                | Link::Ternary(_)
                | Link::Else(_)
                | Link::Catch(..)
                | Link::WhileOfDo(..),
            )
            | None => self.builder.missing(self.last_end),
        }
    }

    fn node(&mut self, kind: ExprKind, start: u32, last: ExprId) -> ExprId {
        let end = self.builder.range_of(last).end;
        self.builder.expr(kind, start, end)
    }

    fn prefix(&mut self, prefix: Prefix, start: u32) -> ExprId {
        match prefix {
            Prefix::Unary(op) => {
                let operand = self.unit();
                let kind = ExprKind::Unary {
                    op,
                    postfix: false,
                    operand,
                };
                self.node(kind, start, operand)
            }
            Prefix::Meta(entry) => {
                let expr = self.unit_or_assignment();
                self.node(ExprKind::Meta { entry, expr }, start, expr)
            }
            Prefix::Inline => {
                let expr = self.unit_or_assignment();
                self.inline(expr, start)
            }
            Prefix::Cast => self.cast(start),
            Prefix::If(condition) => self.if_(condition, start),
            Prefix::Try => self.try_(start),
            Prefix::Do => self.do_(start),
            Prefix::For(header) => {
                let body = self.expr(0);
                let kind = self.for_(header, body);
                self.node(kind, start, body)
            }
            Prefix::Return if self.value_is_missing() => {
                self.last_end = start + 6;
                self.builder
                    .leaf(ExprKind::Return(None), TextRange::new(start, start + 6))
            }
            Prefix::Return => self.wrap(start, |expr| ExprKind::Return(Some(expr))),
            Prefix::Throw => self.wrap(start, ExprKind::Throw),
            Prefix::Untyped => self.wrap(start, ExprKind::Untyped),
            Prefix::Macro => self.wrap(start, ExprKind::Macro),
            Prefix::While(condition) => {
                self.wrap(start, |body| ExprKind::While { condition, body })
            }
            Prefix::Function(id) => {
                let body = self.expr(0);
                self.builder.file.ast.function_mut(id).body = body;
                self.node(ExprKind::Function(id), start, body)
            }
            Prefix::Var(variables) => {
                let init = self.expr(0);
                let end = self.builder.range_of(init).end;
                let variables = self.builder.file.ast.map_list(variables, |variable| {
                    variable.init = Some(init);
                    variable.range.end = end;
                });
                self.node(ExprKind::Var(variables), start, init)
            }
        }
    }

    fn wrap(&mut self, start: u32, kind: impl FnOnce(ExprId) -> ExprKind) -> ExprId {
        let expr = self.expr(0);
        self.node(kind(expr), start, expr)
    }

    /// What metadata and `inline` apply to: an operand with its prefixes, or a whole assignment.
    fn unit_or_assignment(&mut self) -> ExprId {
        let unit = self.unit();
        match self.peek() {
            Some(Link::Assign(..)) => self.operators(unit, 0),
            _ => unit,
        }
    }

    /// Whether a `return` ends here.
    fn value_is_missing(&self) -> bool {
        matches!(
            self.peek(),
            None | Some(Link::Else(_) | Link::Catch(..) | Link::WhileOfDo(..))
        )
    }

    fn inline(&mut self, expr: ExprId, start: u32) -> ExprId {
        if let ExprKind::Function(id) = self.builder.kind_of(expr) {
            self.builder.file.ast.function_mut(id).is_inline = true;
            self.builder.file.ast.expr_mut(expr).range.start = start;
            return expr;
        }
        self.node(ExprKind::Inline(expr), start, expr)
    }

    /// `cast e`, or `cast(e, T)`, which the grammar has recognised as an operand `(e, T)` with all that is applied to it.
    fn cast(&mut self, start: u32) -> ExprId {
        if let Some(Link::Operand(operand)) = self.peek()
            && let Some(safe) = self.first_safe_cast(operand, start)
        {
            self.at += 1;
            let mut outer = operand;
            loop {
                self.builder.file.ast.expr_mut(outer).range.start = start;
                if outer == safe {
                    break;
                }
                let Some(inner) = applied_to(self.builder.kind_of(outer)) else {
                    break;
                };
                outer = inner;
            }
            self.last_end = self.builder.range_of(operand).end;
            return operand;
        }
        self.wrap(start, ExprKind::Cast)
    }

    /// The `(e, T)` of this `cast` at the left end of an operand.
    fn first_safe_cast(&self, mut expr: ExprId, cast: u32) -> Option<ExprId> {
        loop {
            let kind = self.builder.kind_of(expr);
            if matches!(kind, ExprKind::SafeCast { .. }) {
                // One that has found its `cast` begins at that.
                let free = self.builder.range_of(expr).start >= cast + 4;
                return free.then_some(expr);
            }
            expr = applied_to(kind)?;
        }
    }

    fn if_(&mut self, condition: ExprId, start: u32) -> ExprId {
        let then = self.expr(0);
        let mut last = then;
        let mut otherwise = None;
        if let Some(Link::Else(_)) = self.peek() {
            self.at += 1;
            last = self.expr(0);
            otherwise = Some(last);
        }
        let kind = ExprKind::If {
            condition,
            then,
            otherwise,
        };
        self.node(kind, start, last)
    }

    fn try_(&mut self, start: u32) -> ExprId {
        let body = self.expr(0);
        let mut last = body;
        let mut catches = Vec::new();
        while let Some(Link::Catch(name, ty, catch)) = self.peek() {
            self.at += 1;
            last = self.expr(0);
            catches.push(Catch {
                name,
                ty,
                body: last,
                range: TextRange::new(catch, self.builder.range_of(last).end),
            });
        }
        let catches = self.builder.file.ast.push_list(catches);
        self.node(ExprKind::Try { body, catches }, start, last)
    }

    fn do_(&mut self, start: u32) -> ExprId {
        let body = self.expr(0);
        if let Some(Link::WhileOfDo(condition, end)) = self.peek() {
            self.at += 1;
            let kind = ExprKind::DoWhile { body, condition };
            return self.builder.expr(kind, start, end);
        }
        let place = TextRange::new(start, start + 2);
        let found = report(codes::STRAY_BRANCH, place, "this `do` has no `while`")
            .label("the body of `do` must be followed by `while (…)`")
            .help("a body that is no block has no `;` before the `while`");
        self.builder.reports.push(found);
        body
    }

    /// `for (header)`: the header is `v in e` or `k => v in e`, but for macros. `in` binds tighter than `? :`: what would choose
    /// between values has to stand in parentheses.
    fn for_(&mut self, header: ExprId, body: ExprId) -> ExprKind {
        let is_in = |kind| {
            if let ExprKind::Binary {
                op: BinaryOp::In,
                left,
                right,
                ..
            } = kind
                && !matches!(self.builder.kind_of(right), ExprKind::Ternary { .. })
            {
                return Some((left, right));
            }
            None
        };
        let kind = self.builder.kind_of(header);
        if let Some((value, iterable)) = is_in(kind) {
            return self.for_parts(None, value, iterable, body);
        }
        if let ExprKind::Binary {
            op: BinaryOp::MapArrow,
            left: key,
            right,
            ..
        } = kind
            && let Some((value, iterable)) = is_in(self.builder.kind_of(right))
        {
            return self.for_parts(Some(key), value, iterable, body);
        }
        if !self.may_be_macro(header) {
            let place = self.builder.range_of(header);
            let found = report(
                codes::FOR_HEADER,
                place,
                "a `for` needs something to go through",
            )
            .label("expected `name in values`")
            .help(
                "write `for (i in 0...10)`, `for (item in items)` or `for (key => value in map)`",
            );
            self.builder.reports.push(found);
        }
        ExprKind::ForHeader { header, body }
    }

    fn for_parts(
        &mut self,
        key: Option<ExprId>,
        value: ExprId,
        iterable: ExprId,
        body: ExprId,
    ) -> ExprKind {
        for name in [key, Some(value)].into_iter().flatten() {
            let kind = self.builder.kind_of(name);
            if !matches!(kind, ExprKind::Ident(_)) && !self.may_be_macro(name) {
                let place = self.builder.range_of(name);
                let found = report(
                    codes::FOR_HEADER,
                    place,
                    "the variable of a `for` is a name",
                )
                .label("expected a name");
                self.builder.reports.push(found);
            }
        }
        ExprKind::For {
            key,
            value,
            iterable,
            body,
        }
    }

    /// Whether macros may put something valid here: it is a reification, or has a `$` name.
    fn may_be_macro(&self, expr: ExprId) -> bool {
        let kind = self.builder.kind_of(expr);
        if let ExprKind::Ident(name) = kind {
            return name.as_str().starts_with('$');
        }
        matches!(kind, ExprKind::Missing | ExprKind::Reification { .. })
    }

    /// Operators behind `left` that bind at least as tightly as `weakest`.
    fn operators(&mut self, mut left: ExprId, weakest: u8) -> ExprId {
        loop {
            let start = self.builder.range_of(left).start;
            match self.peek() {
                Some(Link::Binary(op, op_start)) => {
                    let (strength, greedy) = binding(op);
                    if strength < weakest {
                        return left;
                    }
                    self.check_brace(op_start);
                    self.at += 1;
                    let right = self.expr(if greedy { 0 } else { strength + 1 });
                    let kind = ExprKind::Binary {
                        op,
                        op_start,
                        left,
                        right,
                    };
                    left = self.node(kind, start, right);
                }
                Some(Link::Assign(op, op_start)) => {
                    if ASSIGN < weakest {
                        return left;
                    }
                    self.check_brace(op_start);
                    self.at += 1;
                    let value = self.expr(0);
                    let kind = ExprKind::Assign {
                        op,
                        op_start,
                        target: left,
                        value,
                    };
                    left = self.node(kind, start, value);
                }
                Some(Link::Is(ty)) => {
                    self.at += 1;
                    let end = self.builder.file.ast.ty(ty).range.end;
                    left = self
                        .builder
                        .expr(ExprKind::Is { expr: left, ty }, start, end);
                    self.last_end = end;
                }
                Some(Link::Ternary(then)) => {
                    if TERNARY < weakest {
                        return left;
                    }
                    self.at += 1;
                    let otherwise = self.expr(0);
                    let kind = ExprKind::Ternary {
                        condition: left,
                        then,
                        otherwise,
                    };
                    left = self.node(kind, start, otherwise);
                }
                Some(
                    Link::Prefix(..)
                    | Link::Operand(_)
                    | Link::Else(_)
                    | Link::Catch(..)
                    | Link::WhileOfDo(..),
                )
                | None => return left,
            }
        }
    }

    /// No operator follows the brace of a block or a `switch`: only that of an object.
    fn check_brace(&mut self, op_start: u32) {
        let Some(before) = self.at.checked_sub(1) else {
            return;
        };
        let Some(Link::Operand(operand)) = self.builder.stacks.links.get(before).copied() else {
            return;
        };
        if matches!(
            self.builder.kind_of(operand),
            ExprKind::Block(_) | ExprKind::Switch { .. } | ExprKind::MacroClass(_)
        ) {
            let place = TextRange::new(op_start, op_start + 1);
            let brace = self.builder.range_of(operand).end;
            let brace = TextRange::new(brace.saturating_sub(1), brace);
            let found = report(codes::UNEXPECTED_TOKEN, place, "an operator behind a block")
                .label("a block ends the expression")
                .secondary(here(brace), "the block ends here")
                .help("put the left side in parentheses");
            self.builder.reports.push(found);
        }
    }

    /// What is left of a chain has no place: an `else` without `if`, and so on.
    fn check_rest(&mut self) {
        let (start, len, what, why) = match self.peek() {
            Some(Link::Else(start)) => (start, 4, "`else`", "no `if` is open here"),
            Some(Link::Catch(_, _, start)) => (start, 5, "`catch`", "no `try` is open here"),
            Some(Link::WhileOfDo(condition, _)) => {
                let place = self.builder.range_of(condition).start;
                (place, 1, "`while`", "no `do` is open here")
            }
            Some(
                Link::Prefix(..)
                | Link::Operand(_)
                | Link::Binary(..)
                | Link::Assign(..)
                | Link::Is(_)
                | Link::Ternary(_),
            )
            | None => return,
        };
        let place = TextRange::new(start, start + len);
        let found = report(codes::STRAY_BRANCH, place, format!("unexpected {what}")).label(why);
        self.builder.reports.push(found);
    }
}

/// What a postfix form is applied to.
fn applied_to(kind: ExprKind) -> Option<ExprId> {
    if let ExprKind::Field {
        receiver: inner, ..
    }
    | ExprKind::Index {
        receiver: inner, ..
    }
    | ExprKind::Call { callee: inner, .. }
    | ExprKind::Unary {
        operand: inner,
        postfix: true,
        ..
    } = kind
    {
        return Some(inner);
    }
    None
}
