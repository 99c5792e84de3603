//! What says of which type a call, a number or a variable is, and what leaves it open: Rust looks for methods of numbers
//! before it settles the types of literals.

use super::Context;
use crate::represent::Kind;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Callee, Const, Expr, ExprId};
use std::collections::HashSet;

impl Context<'_> {
    /// The expression that Rust learns the kind of a number from.
    pub(super) fn source_of_number(&self, expr: ExprId) -> ExprId {
        let inner = if let Expr::Convert { operand: inner, .. }
        | Expr::Index { array: inner, .. }
        | Expr::StructureField { object: inner, .. }
        | Expr::Field { object: inner, .. } = self.body.exprs[expr]
        {
            inner
        } else if let Expr::Call {
            callee: Callee::Method { object, .. },
            ..
        } = self.body.exprs[expr]
        {
            object
        } else if let Expr::Array(elements) = &self.body.exprs[expr]
            && let Some(first) = elements.first()
        {
            *first
        } else {
            return expr;
        };
        self.source_of_number(inner)
    }

    /// The sources of what loops and functions walk: the elements are variables there, on which methods may be called.
    pub(super) fn walked_numbers(&self) -> HashSet<ExprId> {
        let is_function =
            |argument: &ExprId| matches!(self.body.exprs[*argument], Expr::Closure(_));
        let mut walked = Vec::new();
        for (_, expr) in self.body.exprs.iter() {
            if let Expr::ForArray { array: held, .. } | Expr::ForMap { map: held, .. } = expr {
                walked.push(*held);
            } else if let Expr::Call { callee, arguments } = expr
                && arguments.iter().any(is_function)
            {
                if let Callee::Method { object, .. } = callee {
                    walked.push(*object);
                }
                walked.extend(arguments.iter().filter(|argument| !is_function(argument)));
            }
        }
        let sources = walked.into_iter();
        sources.map(|held| self.source_of_number(held)).collect()
    }

    /// Whether Rust may not know yet which kind of number an expression is: there are literals in it, and nothing else.
    pub(super) fn is_open_number(&self, expr: ExprId) -> bool {
        if self.int_constant(expr).is_some() {
            return true;
        }
        let all = |parts: &[ExprId]| parts.iter().all(|part| self.is_open_number(*part));
        if let Expr::Local(local) = &self.body.exprs[expr] {
            let is_number = matches!(self.world.kind(self.ty(expr)), Kind::Int);
            is_number && !self.body.params.contains(local)
        } else if let Expr::Array(elements) = &self.body.exprs[expr] {
            let mut elements = elements.iter();
            elements.all(|element| self.is_null(*element) || self.is_open_number(*element))
        } else if let Expr::Convert { operand, .. } = self.body.exprs[expr] {
            let kind = |part: ExprId| self.world.kind(self.ty(part));
            let stays = !matches!(kind(expr), Kind::Int | Kind::Float)
                || matches!((kind(expr), kind(operand)), (Kind::Int, Kind::Int));
            stays && self.is_open_number(operand)
        } else if let Expr::Map(pairs) = &self.body.exprs[expr] {
            let keys: Vec<ExprId> = pairs.iter().map(|(key, _)| *key).collect();
            let values: Vec<ExprId> = pairs.iter().map(|(_, value)| *value).collect();
            all(&keys) || all(&values)
        } else if let Expr::New {
            class, arguments, ..
        } = &self.body.exprs[expr]
        {
            let mut arguments = arguments.iter();
            !self.world.type_params(*class).is_empty()
                && arguments.any(|argument| self.is_open_number(*argument))
        } else if let Expr::Structure(fields) = &self.body.exprs[expr] {
            // A number itself has its type there.
            let mut fields = fields.iter();
            fields.any(|(_, field)| {
                self.int_constant(*field).is_none() && self.is_open_number(*field)
            })
        } else if let Expr::Binary { left, right, .. } = self.body.exprs[expr] {
            matches!(self.world.kind(self.ty(expr)), Kind::Int) && all(&[left, right])
        } else if let Expr::If {
            then,
            otherwise: Some(otherwise),
            ..
        } = self.body.exprs[expr]
        {
            all(&[then, otherwise])
        } else if let Expr::Call {
            callee: Callee::Static(function),
            arguments,
        } = &self.body.exprs[expr]
        {
            self.result_stays_open(*function, arguments)
        } else if let Expr::Call {
            callee: Callee::Method { object, method, .. },
            ..
        } = self.body.exprs[expr]
        {
            self.gives_parameter(method) && self.is_open_number(object)
        } else if let Expr::Closure(_) = self.body.exprs[expr] {
            let returned = self.returned(expr);
            !returned.is_empty() && all(&returned)
        } else {
            false
        }
    }

    /// Whether the result of a call is made of numbers whose kind the arguments leave open: `first([1, 2])`.
    pub(super) fn result_stays_open(&self, function: MemberId, arguments: &[ExprId]) -> bool {
        self.gives_parameter(function)
            && arguments
                .iter()
                .any(|argument| self.is_open_number(*argument))
    }

    fn gives_parameter(&self, function: MemberId) -> bool {
        let result = self.function(function).map(|declared| declared.result);
        result.is_some_and(|result| !crate::views::parameters(&[result]).is_empty())
    }

    /// Whether this is a function expression whose only result is null.
    pub(super) fn returns_null_only(&self, argument: ExprId) -> bool {
        let returned = self.returned(argument);
        !returned.is_empty() && returned.iter().all(|value| self.is_null(*value))
    }

    fn is_null(&self, expr: ExprId) -> bool {
        if let Expr::Convert { operand, .. } = self.body.exprs[expr] {
            self.is_null(operand)
        } else {
            self.body.exprs[expr] == Expr::Const(Const::Null)
        }
    }

    /// What a function expression returns, and nothing of any other expression.
    fn returned(&self, expr: ExprId) -> Vec<ExprId> {
        let mut returned = Vec::new();
        if let Expr::Closure(closure) = self.body.exprs[expr] {
            let body = self.body.closures[closure].body;
            self.body.for_each_below(body, false, &mut |part| {
                if let Expr::Return(Some(value)) = self.body.exprs[part] {
                    returned.push(value);
                }
            });
        }
        returned
    }
}
