//! How functions and loops are left: last values without `return`, jumps, and what never comes to its end.

use super::{Context, Exit};
use crate::code::{Code, Level};
use crate::marks::code;
use crate::represent::Kind;
use hx2rs_compiler::hir::{Const, Cover, Expr, ExprId};
use hx2rs_compiler::mir::exchange::LENGTH;
use proc_macro2::TokenStream;

impl Context<'_> {
    /// The body of a function, to stand between its braces: its last value without `return`.
    pub(crate) fn function_body(&mut self, root: ExprId) -> TokenStream {
        self.tail(root)
    }

    fn tail(&mut self, expr: ExprId) -> TokenStream {
        self.at(expr, |this| this.tail_here(expr))
    }

    fn tail_here(&mut self, expr: ExprId) -> TokenStream {
        let void = matches!(self.world.kind(self.frame.result.ty), Kind::Void);
        if let Expr::Block(list) = &self.body.exprs[expr] {
            let Some((last, rest)) = list.split_last() else {
                return self.end();
            };
            let before = self.narrowed.clone();
            let mut out = TokenStream::new();
            let mut done = 0;
            for (at, statement) in rest.iter().enumerate() {
                if at < done {
                    continue;
                }
                if let Some(exchange) = self.exchange(list.get(at..).unwrap_or_default()) {
                    out.extend(exchange);
                    done = at + LENGTH;
                    continue;
                }
                if self.narrowed_first(list, at, &mut out) {
                    continue;
                }
                if self.diverges(*statement) {
                    out.extend(self.tail(*statement));
                    self.restore(before);
                    return out;
                }
                out.extend(self.statement(*statement));
            }
            if done > rest.len() {
                self.restore(before);
                out.extend(self.end());
                return out;
            }
            self.narrowed_first(list, rest.len(), &mut out);
            out.extend(self.tail(*last));
            self.restore(before);
            out
        } else if let Expr::Return(Some(value)) = &self.body.exprs[expr]
            && matches!(self.frame.exit, Exit::Function | Exit::Direct)
        {
            let value = *value;
            if let Expr::Switch { .. } | Expr::If { .. } = &self.body.exprs[value]
                && !self.frame.throws
            {
                let result = self.frame.result;
                let code = self.owned(value, result);
                return code!(#code);
            }
            // `return throw e` ends as `throw e` does.
            let mut thrown = value;
            while let Expr::Convert { operand, .. } = &self.body.exprs[thrown] {
                thrown = *operand;
            }
            if self.diverges(thrown) {
                return self.tail(thrown);
            }
            self.calmly(value, |this| {
                let result = this.frame.result;
                let code = this.owned(value, result);
                if this.frame.throws {
                    this.ok_or_same(code)
                } else {
                    code!(#code)
                }
            })
        } else if matches!(self.body.exprs[expr], Expr::Return(None)) {
            self.end()
        } else if matches!(self.body.exprs[expr], Expr::Throw(_))
            && self.frame.exit == Exit::Function
        {
            let error = self.thrown(expr);
            code!(Err(#error))
        } else if let Expr::If {
            condition,
            then,
            otherwise: Some(otherwise),
        } = &self.body.exprs[expr]
            && !void
            && self.diverges(*then)
            && self.diverges(*otherwise)
        {
            let (condition, then, otherwise) = (*condition, *then, *otherwise);
            let returns = matches!(self.frame.exit, Exit::Function | Exit::Direct);
            let is_bool = matches!(self.world.kind(self.frame.result.ty), Kind::Bool)
                && !self.frame.result.null;
            if returns
                && is_bool
                && let Some(test) = self.truth(condition, then, otherwise)
            {
                return if self.frame.throws {
                    self.ok_or_same(test)
                } else {
                    code!(#test)
                };
            }
            self.if_with(condition, then, Some(otherwise), &mut |this, branch| {
                this.tail(branch)
            })
        } else if let Expr::If {
            condition,
            then,
            otherwise,
        } = &self.body.exprs[expr]
            && void
            && !self.frame.throws
            && self.frame.exit == Exit::Function
        {
            let (condition, then, otherwise) = (*condition, *then, *otherwise);
            self.if_with(condition, then, otherwise, &mut |this, branch| {
                this.tail(branch)
            })
        } else if let Expr::Switch { value, arms, cover } = &self.body.exprs[expr]
            && !void
            && self.diverges(expr)
        {
            self.switch_with(expr, *value, arms, *cover, &mut |this, arm| this.tail(arm))
        } else {
            let statement = self.statement(expr);
            if self.diverges(expr) {
                return statement;
            }
            let end = self.end();
            code!(#statement #end)
        }
    }

    /// `Ok(x)`, or `x` for `Ok(x?)`.
    pub(crate) fn ok_or_same(&self, code: Code) -> TokenStream {
        let mut tokens: Vec<_> = code.tokens.clone().into_iter().collect();
        let questions = tokens.last().is_some_and(|last| last.to_string() == "?");
        if questions && code.level == Level::Postfix {
            tokens.pop();
            return tokens.into_iter().collect();
        }
        code!(Ok(#code))
    }

    /// The end of a function that falls through.
    fn end(&self) -> TokenStream {
        if self.frame.throws && matches!(self.world.kind(self.frame.result.ty), Kind::Void) {
            code!(Ok(()))
        } else {
            TokenStream::new()
        }
    }

    /// `return`, `break`, `continue`, `throw`.
    pub(crate) fn jump(&mut self, expr: ExprId) -> Code {
        let code = if let Expr::Return(value) = &self.body.exprs[expr] {
            let result = self.frame.result;
            let value = value.map(|value| self.calmly(value, |this| this.owned(value, result)));
            self.leave(value)
        } else if matches!(&self.body.exprs[expr], Expr::Throw(_)) {
            let error = self.thrown(expr);
            code!(return Err(#error))
        } else if matches!(&self.body.exprs[expr], Expr::Break) && self.frame.loops == 0 {
            self.leave_loop("Break")
        } else if matches!(&self.body.exprs[expr], Expr::Continue) && self.frame.loops == 0 {
            self.leave_loop("Continue")
        } else if matches!(&self.body.exprs[expr], Expr::Continue) {
            code!(continue)
        } else {
            code!(break)
        };
        Code::new(Level::Jump, code)
    }

    /// `return x`, as the present function is left.
    pub(crate) fn leave(&mut self, value: Option<Code>) -> TokenStream {
        match (self.frame.exit, value) {
            (Exit::Function, None) if self.frame.throws => code!(return Ok(())),
            (Exit::Function, None) => code!(return),
            (Exit::Function, Some(value)) if self.frame.throws => {
                let result = self.ok_or_same(value);
                code!(return #result)
            }
            (Exit::Function, Some(value)) => code!(return #value),
            (Exit::Done, _) => code!(break 'done),
            (Exit::Direct, None) => code!(return Ok(())),
            (Exit::Direct, Some(value)) => {
                let result = self.ok_or_same(value);
                code!(return #result)
            }
            (Exit::Flow, None) => code!(return Ok(ControlFlow::Break(()))),
            (Exit::Flow, Some(value)) => code!(return Ok(ControlFlow::Break(#value))),
            (Exit::Jump, None) => code!(return Ok(ControlFlow::Break(hx::Jump::Return(())))),
            (Exit::Jump, Some(value)) => {
                code!(return Ok(ControlFlow::Break(hx::Jump::Return(#value))))
            }
        }
    }

    fn leave_loop(&mut self, kind: &str) -> TokenStream {
        match self.frame.exit {
            Exit::Jump => {
                let kind = crate::code::ident(kind);
                code!(return Ok(ControlFlow::Break(hx::Jump::#kind)))
            }
            Exit::Function | Exit::Direct | Exit::Flow | Exit::Done => {
                code!(return Ok(ControlFlow::Break(())))
            }
        }
    }

    /// Whether control never comes out behind an expression.
    pub(crate) fn diverges(&self, expr: ExprId) -> bool {
        if matches!(
            &self.body.exprs[expr],
            Expr::Return(_) | Expr::Throw(_) | Expr::Break | Expr::Continue
        ) {
            true
        } else if let Expr::Block(list) = &self.body.exprs[expr] {
            list.iter().any(|part| self.diverges(*part))
        } else if let Expr::If {
            then,
            otherwise: Some(otherwise),
            ..
        } = &self.body.exprs[expr]
        {
            self.diverges(*then) && self.diverges(*otherwise)
        } else if let Expr::Switch { arms, cover, .. } = &self.body.exprs[expr] {
            *cover != Cover::Part && arms.iter().all(|arm| self.diverges(arm.body))
        } else if let Expr::While {
            condition, body, ..
        } = &self.body.exprs[expr]
        {
            matches!(self.body.exprs[*condition], Expr::Const(Const::Bool(true)))
                && !self.breaks(*body)
        } else if let Expr::Try { body, catches } = &self.body.exprs[expr] {
            self.diverges(*body) && catches.iter().all(|catch| self.diverges(catch.body))
        } else {
            false
        }
    }

    /// Whether a `break` of the loop around it stands in a loop's body.
    pub(crate) fn breaks(&self, expr: ExprId) -> bool {
        self.has_jump(expr, &Expr::Break)
    }

    /// Whether a `break` or `continue` that leaves `expr` stands in it.
    pub(crate) fn has_jump(&self, expr: ExprId, jump: &Expr) -> bool {
        let here = &self.body.exprs[expr];
        if here == jump {
            return true;
        }
        if matches!(
            here,
            Expr::While { .. }
                | Expr::ForRange { .. }
                | Expr::ForArray { .. }
                | Expr::ForMap { .. }
        ) {
            return false;
        }
        let mut found = false;
        here.for_each_part(self.body, &mut |part| found |= self.has_jump(part, jump));
        found
    }

    /// Whether a `return` stands in an expression, outside of function expressions.
    pub(crate) fn returns(&self, expr: ExprId) -> bool {
        let mut found = false;
        self.body.for_each_below(expr, false, &mut |part| {
            found |= matches!(self.body.exprs[part], Expr::Return(_));
        });
        found
    }
}
