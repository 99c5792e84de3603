//! Conditions: `&&`, `||`, `!`, and `if` with what a test for null tells about its branches.

use super::{Context, Form};
use crate::code::{Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{BinaryOp, Callee, Comparison, Const, Expr, ExprId, LocalId, UnaryOp};
use hx2rs_compiler::mir::StaticStart;
use hx2rs_compiler::mir::constant;
use proc_macro2::TokenStream;

/// `left && right`, without a side that turned out to be true: a test of what is never null.
fn both(left: Code, right: Code) -> Code {
    if left.tokens.to_string() == "true" {
        return right;
    }
    if right.tokens.to_string() == "true" {
        return left;
    }
    Code::binary(Level::And, &left, code!(&&), &right)
}

/// `left || right`, without a side that turned out to be false.
fn either(left: Code, right: Code) -> Code {
    if left.tokens.to_string() == "false" {
        return right;
    }
    if right.tokens.to_string() == "false" {
        return left;
    }
    Code::binary(Level::Or, &left, code!(||), &right)
}

impl Context<'_> {
    /// A Bool made of `&&` and `||`, as a value.
    pub(crate) fn condition_value(&mut self, expr: ExprId) -> Code {
        if let Some(value) = self.bool_constant(expr) {
            return crate::code::bool(value);
        }
        if let Some(simpler) = self.without_constant(expr) {
            return self.condition_value(simpler);
        }
        if let Some(code) = self.range_tests(expr, &mut Self::condition_value) {
            return code;
        }
        if let Expr::And { left, right } = &self.body.exprs[expr] {
            let (left, right) = (*left, *right);
            let left = self.condition_value(left);
            let right = self.condition_value(right);
            both(left, right)
        } else if let Expr::Or { left, right } = &self.body.exprs[expr] {
            let (left, right) = (*left, *right);
            let left = self.condition_value(left);
            let right = self.condition_value(right);
            either(left, right)
        } else {
            self.plain(expr)
        }
    }

    /// `!x`, as comparisons and tests put it.
    pub(crate) fn negated(&mut self, expr: ExprId) -> Code {
        if let Some(value) = self.bool_constant(expr) {
            return crate::code::bool(!value);
        }
        if let Expr::Unary {
            op: UnaryOp::BoolNot,
            operand,
        } = &self.body.exprs[expr]
        {
            self.plain(*operand)
        } else if let Expr::Binary {
            op: BinaryOp::Equal(equality),
            left,
            right,
        } = &self.body.exprs[expr]
        {
            self.binary(expr, BinaryOp::NotEqual(*equality), *left, *right)
                .code
        } else if let Expr::Binary {
            op: BinaryOp::NotEqual(equality),
            left,
            right,
        } = &self.body.exprs[expr]
        {
            self.binary(expr, BinaryOp::Equal(*equality), *left, *right)
                .code
        } else if let Expr::Binary {
            op: BinaryOp::IntCompare(comparison),
            left,
            right,
        } = &self.body.exprs[expr]
        {
            self.binary(
                expr,
                BinaryOp::IntCompare(opposite(*comparison)),
                *left,
                *right,
            )
            .code
        } else if let Expr::Binary {
            op: BinaryOp::StringCompare(comparison),
            left,
            right,
        } = &self.body.exprs[expr]
        {
            self.binary(
                expr,
                BinaryOp::StringCompare(opposite(*comparison)),
                *left,
                *right,
            )
            .code
        } else if let Expr::Call {
            callee: Callee::Static(function),
            arguments,
        } = &self.body.exprs[expr]
            && let Some(opposite) = self.native_of(*function).and_then(super::int64::opposite)
        {
            let function = *function;
            let arguments = arguments.clone();
            self.native_call(expr, function, opposite, None, &arguments)
                .code
        } else {
            self.plain(expr).not()
        }
    }

    /// The condition of an `if` or `while`, `let`s included; what it tells about variables is in force afterwards.
    /// `region` is where that has to hold.
    pub(crate) fn condition(&mut self, condition: ExprId, region: &[ExprId]) -> Code {
        self.at(condition, |this| this.condition_here(condition, region))
    }

    fn condition_here(&mut self, condition: ExprId, region: &[ExprId]) -> Code {
        if let Some(value) = self.bool_constant(condition) {
            return crate::code::bool(value);
        }
        if let Some(simpler) = self.without_constant(condition) {
            return self.condition(simpler, region);
        }
        if let Expr::And { left, right } = &self.body.exprs[condition] {
            let (left, right) = (*left, *right);
            let mut wider = region.to_vec();
            wider.push(right);
            let tests =
                self.range_tests(condition, &mut |this, first| this.condition(first, &wider));
            if let Some(code) = tests {
                return code;
            }
            let first = self.condition(left, &wider);
            let second = self.condition(right, region);
            return both(first, second);
        }
        if let Some(local) = self.null_tested(condition, false)
            && !region.iter().any(|expr| self.assigns(*expr, local))
            && region.iter().any(|expr| self.uses(*expr, local))
            && let Some((pattern, subject, binding)) = self.narrowing(local)
        {
            self.narrowed.insert(local, binding);
            return Code::new(Level::Compare, code!(let Some(#pattern) = #subject));
        }
        if let Some(test) = self.null_tested_field(condition, false)
            && region.iter().any(|expr| self.uses_field(*expr, &test))
            && let Some((pattern, subject)) = self.narrow_field(&test)
        {
            return Code::new(Level::Compare, code!(let Some(#pattern) = #subject));
        }
        self.calmly(condition, |this| this.condition_value(condition))
    }

    /// `if` as a statement.
    pub(crate) fn if_statement(
        &mut self,
        condition: ExprId,
        then: ExprId,
        otherwise: Option<ExprId>,
    ) -> TokenStream {
        self.if_with(condition, then, otherwise, &mut |this, branch| {
            this.statement_block(branch)
        })
    }

    /// `if` as a value.
    pub(crate) fn if_value(
        &mut self,
        condition: ExprId,
        then: ExprId,
        otherwise: Option<ExprId>,
        want: Repr,
    ) -> Code {
        if matches!(self.world.kind(want.ty), Kind::Void) && !want.null {
            return Code::block(self.if_statement(condition, then, otherwise));
        }
        if let (Some(other), false, Kind::Bool) = (otherwise, want.null, self.world.kind(want.ty))
            && let Some(test) = self.truth(condition, then, other)
        {
            return test;
        }
        Code::block(
            self.if_with(condition, then, otherwise, &mut |this, branch| {
                this.value_inside(branch, want)
            }),
        )
    }

    /// `c ? true : false` is `c`, `c ? false : true` is `!c`.
    pub(crate) fn truth(
        &mut self,
        condition: ExprId,
        then: ExprId,
        otherwise: ExprId,
    ) -> Option<Code> {
        match (self.truth_of(then)?, self.truth_of(otherwise)?) {
            (true, false) => Some(self.calmly(condition, |this| this.condition_value(condition))),
            (false, true) => Some(self.calmly(condition, |this| this.negated(condition))),
            (true, true) | (false, false) => None,
        }
    }

    /// The constant that a branch gives or returns.
    fn truth_of(&self, branch: ExprId) -> Option<bool> {
        if let Expr::Const(Const::Bool(value)) = self.body.exprs[branch] {
            return Some(value);
        }
        if let Expr::Return(Some(value)) = self.body.exprs[branch] {
            return self.truth_of(value);
        }
        if let Expr::Block(list) = &self.body.exprs[branch]
            && let [only] = **list
        {
            return self.truth_of(only);
        }
        None
    }

    /// `if` whose branches `emit` makes.
    pub(crate) fn if_with(
        &mut self,
        condition: ExprId,
        then: ExprId,
        otherwise: Option<ExprId>,
        emit: &mut dyn FnMut(&mut Self, ExprId) -> TokenStream,
    ) -> TokenStream {
        // `if (x == null) a; else b;` looks at the other branch first.
        if let (Some(local), Some(other)) = (self.null_tested(condition, true), otherwise)
            && !self.assigns(other, local)
            && self.uses(other, local)
            && let Some((pattern, subject, binding)) = self.narrowing(local)
        {
            let before = self.narrowed.clone();
            let none = emit(self, then);
            self.narrowed.insert(local, binding);
            let some = emit(self, other);
            self.restore(before);
            if none.is_empty() {
                return code!(if let Some(#pattern) = #subject { #some });
            }
            return code!(if let Some(#pattern) = #subject { #some } else { #none });
        }
        if let (Some(test), Some(other)) = (self.null_tested_field(condition, true), otherwise)
            && self.uses_field(other, &test)
        {
            let before = self.narrowed.clone();
            let none = emit(self, then);
            let narrowed = self.at(condition, |this| this.narrow_field(&test));
            if let Some((pattern, subject)) = narrowed {
                let some = emit(self, other);
                self.restore(before);
                if none.is_empty() {
                    return code!(if let Some(#pattern) = #subject { #some });
                }
                return code!(if let Some(#pattern) = #subject { #some } else { #none });
            }
            self.restore(before);
        }
        let before = self.narrowed.clone();
        let test = self.condition(condition, &[then]);
        let first = emit(self, then);
        self.restore(before.clone());
        let second = otherwise.map(|otherwise| emit(self, otherwise));
        self.restore(before);
        match second {
            Some(second) if second.is_empty() => code!(if #test { #first }),
            None => code!(if #test { #first }),
            Some(second) => {
                // `c ? true : false` is no `if` any more.
                let starts = second.clone().into_iter().next();
                let chained = otherwise.is_some_and(|otherwise| self.is_if(otherwise))
                    && starts.is_some_and(|first| first.to_string() == "if");
                if chained {
                    code!(if #test { #first } else #second)
                } else {
                    code!(if #test { #first } else { #second })
                }
            }
        }
    }

    /// Whether a branch is nothing but an `if`, which then follows `else` without braces.
    fn is_if(&self, expr: ExprId) -> bool {
        if let Expr::If {
            condition,
            otherwise,
            ..
        } = &self.body.exprs[expr]
        {
            let looks_at_other = self.null_tested(*condition, true).is_some()
                || self.null_tested_field(*condition, true).is_some();
            !looks_at_other || otherwise.is_some()
        } else {
            false
        }
    }
}

impl Context<'_> {
    /// `a && true` is `a`, and its like.
    fn without_constant(&self, expr: ExprId) -> Option<ExprId> {
        let (neutral, left, right) = self.junction(expr)?;
        if self.bool_constant(left) == Some(neutral) {
            Some(right)
        } else if self.bool_constant(right) == Some(neutral) {
            Some(left)
        } else {
            None
        }
    }

    /// `a && x >= 1 && x < 5` as `a && (1..5).contains(&x)`, `x < 1 || x >= 5` as its opposite. What is no number is in no
    /// range, so that Floats have the first form only.
    fn range_tests(
        &mut self,
        expr: ExprId,
        first: &mut dyn FnMut(&mut Self, ExprId) -> Code,
    ) -> Option<Code> {
        let (is_and, left, right) = self.junction(expr)?;
        if let Some(test) = self.range_test(is_and, left, right) {
            return Some(test);
        }
        let (inner_and, before, left) = self.junction(left)?;
        if inner_and != is_and {
            return None;
        }
        // Found before anything is emitted, since emitting counts.
        self.range_bounds(is_and, left, right)?;
        let before = first(self, before);
        let test = self.range_test(is_and, left, right)?;
        Some(if is_and {
            Code::binary(Level::And, &before, code!(&&), &test)
        } else {
            Code::binary(Level::Or, &before, code!(||), &test)
        })
    }

    fn junction(&self, expr: ExprId) -> Option<(bool, ExprId, ExprId)> {
        if let Expr::And { left, right } = &self.body.exprs[expr] {
            Some((true, *left, *right))
        } else if let Expr::Or { left, right } = &self.body.exprs[expr] {
            Some((false, *left, *right))
        } else {
            None
        }
    }

    fn range_test(&mut self, is_and: bool, left: ExprId, right: ExprId) -> Option<Code> {
        let (local, lower, upper, inclusive) = self.range_bounds(is_and, left, right)?;
        let (lower, upper) = (self.plain(lower), self.plain(upper));
        let (lower, upper) = (lower.at(Level::Or), upper.at(Level::Or));
        let name = self.name(local);
        let range = if inclusive {
            Code::tight(code!((#lower..=#upper)))
        } else {
            Code::tight(code!((#lower..#upper)))
        };
        let test = range.method("contains", &[Code::ident(&name).reference()]);
        Some(if is_and { test } else { test.not() })
    }

    /// The variable, its constant bounds, and whether the upper one belongs to the range.
    fn range_bounds(
        &self,
        is_and: bool,
        left: ExprId,
        right: ExprId,
    ) -> Option<(LocalId, ExprId, ExprId, bool)> {
        let (one, first, first_bound) = self.bound(left)?;
        let (other, second, second_bound) = self.bound(right)?;
        let is_float = matches!(self.world.kind(self.ty(first_bound)), Kind::Float);
        if one != other || is_float && !is_and {
            return None;
        }
        // Outside of a range is not inside of it.
        let direct = |comparison| {
            if is_and {
                comparison
            } else {
                opposite(comparison)
            }
        };
        let (lower, upper, last) = match (direct(first), direct(second)) {
            (Comparison::GreaterOrEqual, last @ (Comparison::Less | Comparison::LessOrEqual)) => {
                (first_bound, second_bound, last)
            }
            (last @ (Comparison::Less | Comparison::LessOrEqual), Comparison::GreaterOrEqual) => {
                (second_bound, first_bound, last)
            }
            (
                Comparison::Less
                | Comparison::LessOrEqual
                | Comparison::Greater
                | Comparison::GreaterOrEqual,
                Comparison::Less
                | Comparison::LessOrEqual
                | Comparison::Greater
                | Comparison::GreaterOrEqual,
            ) => return None,
        };
        Some((one, lower, upper, last == Comparison::LessOrEqual))
    }

    /// A comparison of a variable with a constant.
    fn bound(&self, expr: ExprId) -> Option<(LocalId, Comparison, ExprId)> {
        let Expr::Binary {
            op: BinaryOp::IntCompare(comparison) | BinaryOp::FloatCompare(comparison),
            left,
            right,
        } = &self.body.exprs[expr]
        else {
            return None;
        };
        let variable = |expr: ExprId| {
            let Expr::Local(local) = &self.body.exprs[expr] else {
                return None;
            };
            let binding = self.binding(*local);
            (binding.form == Form::Plain && !binding.repr.null).then_some(*local)
        };
        let is_constant = |expr: ExprId| {
            let statics = |member| match &self.world.plan.statics.get(&member)?.start {
                StaticStart::Constant(constant) => Some(constant.clone()),
                StaticStart::Unset | StaticStart::InPlace | StaticStart::Filled => None,
            };
            constant::evaluate(self.body, expr, &statics).is_some()
        };
        if let (Some(local), true) = (variable(*left), is_constant(*right)) {
            return Some((local, *comparison, *right));
        }
        if let (Some(local), true) = (variable(*right), is_constant(*left)) {
            return Some((local, mirrored(*comparison), *left));
        }
        None
    }
}

/// The comparison with its sides exchanged.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
    }
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}
