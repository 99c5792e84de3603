//! `[for (x in xs) f(x)]` as `xs.iter().map(|x| f(x)).collect()`, where nothing leaves the loop from inside and the loop
//! writes no variable. All others are loops that push.

use super::closure::called_path;
use super::{Context, Form, Hold};
use crate::code::{Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{Callee, Const, Expr, ExprId, LocalId, LocalKind, NativeId, Place, Ty};
use proc_macro2::{TokenStream, TokenTree};

impl Context<'_> {
    /// The value of a block that is nothing but a comprehension.
    pub(super) fn comprehension(&mut self, list: &[ExprId], want: Repr) -> Option<Code> {
        let [declaration, walk, result] = *list else {
            return None;
        };
        let Expr::Let {
            local,
            value: Some(start),
        } = self.body.exprs[declaration]
        else {
            return None;
        };
        let is_made_up = self.body.locals[local].kind == LocalKind::Temporary;
        let is_empty = matches!(&self.body.exprs[start], Expr::Array(items) if items.is_empty());
        if !is_made_up || !is_empty || self.body.exprs[result] != Expr::Local(local) {
            return None;
        }
        let Kind::Array(element) = self.world.kind(self.ty(start)) else {
            return None;
        };
        let held = self.world.argument(element);
        // A closure's result takes no other form by itself.
        let is_open = matches!(self.world.kind(held.ty), Kind::Function(_) | Kind::Dynamic);
        if want.null || is_open || self.is_dyn(held) {
            return None;
        }
        self.at(walk, |this| this.collected(local, walk, held))
    }

    fn collected(&mut self, list: LocalId, walk: ExprId, held: Repr) -> Option<Code> {
        let (item, turn) = if let Expr::ForRange { local, body, .. } = self.body.exprs[walk] {
            (local, body)
        } else if let Expr::ForArray {
            local,
            body,
            index: None,
            ..
        } = self.body.exprs[walk]
        {
            (local, body)
        } else {
            return None;
        };
        let value = self.pushed(list, turn)?;
        if self.declared(item).form != Form::Plain || self.is_written(item) || !self.is_quiet(value)
        {
            return None;
        }
        let before = self.narrowed.clone();
        let (pattern, first, items) = self.walked_items(walk)?;
        let made = self.calmly(value, |this| this.owned(value, held));
        self.restore(before);
        if leaves(&made.tokens) || !first.is_empty() {
            return None;
        }
        let ty = self.scope.ty(held);
        let is_function = matches!(
            self.body.exprs[value],
            Expr::Call {
                callee: Callee::Static(_) | Callee::Constructor(_),
                ..
            }
        );
        let name = pattern.to_string();
        let items = if made.tokens.to_string() == name {
            items
        } else {
            let function = match called_path(&made.tokens, &name) {
                Some(path) if is_function => Code::tight(path),
                Some(_) | None => Code::new(Level::Jump, code!(|#pattern| #made)),
            };
            items.method("map", &[function])
        };
        let items = items.at(Level::Postfix);
        Some(Code::tight(code!(#items.collect::<hx::Array<#ty>>())))
    }

    /// What a turn of the loop pushes, if it does nothing else.
    fn pushed(&self, list: LocalId, turn: ExprId) -> Option<ExprId> {
        if let Expr::Block(statements) = &self.body.exprs[turn] {
            let [only] = **statements else {
                return None;
            };
            return self.pushed(list, only);
        }
        let Expr::Call {
            callee: Callee::Method { object, method, .. },
            arguments,
        } = &self.body.exprs[turn]
        else {
            return None;
        };
        let is_push = self.native_of(*method) == Some(NativeId::ArrayPush)
            && self.body.exprs[*object] == Expr::Local(list);
        match **arguments {
            [value] if is_push => Some(value),
            _ => None,
        }
    }

    /// Whether a value is made without statements, writes and further comprehensions.
    fn is_quiet(&self, value: ExprId) -> bool {
        let mut quiet = true;
        self.body.for_each_below(value, true, &mut |part| {
            let written = self.body.exprs[part].written_place();
            quiet &= !matches!(written, Some(Place::Local(_)))
                && !matches!(self.body.exprs[part], Expr::Block(_) | Expr::Try { .. });
        });
        quiet
    }

    /// The pattern of the item, what a turn begins with, and the iterator.
    fn walked_items(&mut self, walk: ExprId) -> Option<(TokenStream, TokenStream, Code)> {
        if let Expr::ForRange {
            local, from, to, ..
        } = self.body.exprs[walk]
        {
            let both = (&self.body.exprs[from], &self.body.exprs[to]);
            let from = if let (Expr::Const(Const::Int(start)), Expr::Const(_)) = both
                && self.received.contains(&local)
            {
                crate::code::typed_int(*start).tokens
            } else {
                self.guarded(|this| this.plain(from)).at(Level::Or)
            };
            let to = self.guarded(|this| this.plain(to)).at(Level::Or);
            let (pattern, first) = self.loop_variable(local);
            return Some((pattern, first, Code::tight(code!((#from..#to)))));
        }
        let Expr::ForArray { local, array, .. } = self.body.exprs[walk] else {
            return None;
        };
        if let Some(pieces) = self.at(array, |this| this.guarded(|this| this.pieces(array))) {
            let (pattern, mut first) = self.loop_variable(local);
            let piece = self.world.repr(Ty::string(), false);
            first.extend(self.fit_loop_variable(walk, local, piece));
            return Some((pattern, first, pieces));
        }
        let walked = self.guarded(|this| {
            let value = this.open_value(array);
            this.some(array, value, "length")
        });
        let Kind::Array(element) = self.world.kind(walked.repr.ty) else {
            return None;
        };
        self.world.need(element, crate::world::Bound::Clone);
        let (pattern, mut first) = self.loop_variable(local);
        first.extend(self.fit_loop_variable(walk, local, self.world.argument(element)));
        let walk = match walked.hold {
            Hold::Owned => "walk",
            Hold::Place | Hold::Reference | Hold::Guard => "iter",
        };
        Some((pattern, first, walked.code.method(walk, &[])))
    }
}

/// Whether something in code leaves what is around it.
pub(super) fn leaves(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => leaves(&group.stream()),
        TokenTree::Ident(name) => ["return", "break", "continue"]
            .iter()
            .any(|word| name == word),
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Literal(_) => false,
    })
}
