//! `x += y`, `x++` and `x ??= y`, as statements and as values.

use super::assign::Target;
use super::operator::arithmetic;
use super::{Context, Form, Hold, Value};
use crate::code::Code;
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{Const, Expr, ExprId, LocalId, Place, UpdateOp, UpdateResult};
use hx2rs_compiler::mir::FieldCell;
use proc_macro2::TokenStream;

impl Context<'_> {
    /// `place op= value`, `place++`.
    pub(crate) fn update(
        &mut self,
        expr: ExprId,
        place: &Place,
        op: UpdateOp,
        value: ExprId,
        result: UpdateResult,
    ) -> Value {
        let repr = self.natural(expr);
        if let Some(value) = self.unkept_step(expr, place, op, value, result) {
            return value;
        }
        let mut before = TokenStream::new();
        let code =
            self.guarded(|this| this.update_inside(expr, place, op, value, result, &mut before));
        let code = match code {
            Some(code) => code,
            None => {
                let code = self.unsupported(expr, "this compound assignment is");
                return Value::new(code, repr);
            }
        };
        let void = Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        };
        match result {
            UpdateResult::Unused => Value::new(Code::block(code!({ #before #code })), repr),
            UpdateResult::Old | UpdateResult::New => Value::new(
                Code::block(code!({ #before #code })),
                Repr {
                    null: repr.null,
                    ..void
                },
            ),
        }
    }

    /// `place op= value` as a statement.
    pub(crate) fn update_statement(
        &mut self,
        expr: ExprId,
        place: &Place,
        op: UpdateOp,
        value: ExprId,
    ) -> TokenStream {
        let mut before = TokenStream::new();
        let code = self.guarded(|this| {
            this.update_inside(expr, place, op, value, UpdateResult::Unused, &mut before)
        });
        let Some(code) = code else {
            let code = self.unsupported(expr, "this compound assignment is");
            return code!(#code;);
        };
        if before.is_empty() {
            code
        } else {
            code!({ #before #code })
        }
    }

    fn update_inside(
        &mut self,
        expr: ExprId,
        place: &Place,
        op: UpdateOp,
        value: ExprId,
        result: UpdateResult,
        before: &mut TokenStream,
    ) -> Option<TokenStream> {
        if let (Place::Local(local), UpdateResult::Unused) = (place, result)
            && (!self.is_read(*local)
                || matches!(op, UpdateOp::Binary(_)) && self.dead_writes.contains(&expr))
        {
            return Some(self.statement(value));
        }
        let target = self.target(expr, place, value, true, before)?;
        if let UpdateOp::Append = op {
            return Some(self.append(expr, &target, value, result));
        }
        if let UpdateOp::Coalesce = op {
            return self.coalesce_assign(expr, &target, value, result);
        }
        let UpdateOp::Binary(op) = op else {
            return None;
        };
        let old = self.read(&target, true);
        let basic = Repr {
            null: false,
            ..old.repr
        };
        let old_code = self.fit(expr, old.clone(), basic);
        let constant = self.int_literal(value);
        let right = self.plain(value);
        let float = matches!(self.world.kind(basic.ty), Kind::Float);
        // Floats of a plain variable have an operator of their own. The right side cannot write the variable.
        if let (Target::Local(local), UpdateResult::Unused, true) = (&target, result, float)
            && self.declared(*local).form == Form::Plain
            && !old.repr.null
            && !self.writes_local(value, *local)
            && let Some(operator) = compound(op)
        {
            let name = self.name(*local);
            return Some(code!(#name #operator #right;));
        }
        match result {
            UpdateResult::Unused => {
                let new = arithmetic(op, &old_code, &right, constant);
                let new = Value::new(new, basic);
                Some(self.write(value, &target, new))
            }
            UpdateResult::New => {
                let new = arithmetic(op, &old_code, &right, constant);
                let name = self.fresh_in_block("value");
                let kept = Value::held(Code::ident(&name), basic, Hold::Place);
                let write = self.write(value, &target, kept);
                Some(code!(let #name = #new; #write #name))
            }
            UpdateResult::Old => {
                let name = self.fresh_in_block("value");
                let new = arithmetic(op, &Code::ident(&name), &right, constant);
                let new = Value::new(new, basic);
                let write = self.write(value, &target, new);
                Some(code!(let #name = #old_code; #write #name))
            }
        }
    }

    /// `++i` and `i++` as values, where nothing reads the variable afterwards.
    fn unkept_step(
        &mut self,
        expr: ExprId,
        place: &Place,
        op: UpdateOp,
        value: ExprId,
        result: UpdateResult,
    ) -> Option<Value> {
        let (Place::Local(_), UpdateOp::Binary(op)) = (place, op) else {
            return None;
        };
        if result == UpdateResult::Unused || !self.dead_writes.contains(&expr) {
            return None;
        }
        let code = self.guarded(|this| {
            let target = this.target(expr, place, value, true, &mut TokenStream::new())?;
            let old = this.read(&target, true);
            let repr = Repr {
                null: false,
                ..old.repr
            };
            let old = this.fit(expr, old, repr);
            let right = this.plain(value);
            Some(match result {
                UpdateResult::New => arithmetic(op, &old, &right, this.int_literal(value)),
                UpdateResult::Old | UpdateResult::Unused => old,
            })
        })?;
        let repr = Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        };
        Some(Value::new(code, repr))
    }

    /// The variable that stands for an expression: it is read, or written in a way that nothing is left of.
    pub(super) fn variable_of(&self, expr: ExprId) -> Option<LocalId> {
        let is_dead = self.dead_writes.contains(&expr);
        if let Expr::Local(local) = self.body.exprs[expr] {
            return Some(local);
        } else if let (Expr::Assign { value, .. }, true) = (&self.body.exprs[expr], is_dead) {
            return self.variable_of(*value);
        } else if let Expr::Update {
            place: Place::Local(local),
            result: UpdateResult::Old,
            ..
        } = self.body.exprs[expr]
            && is_dead
        {
            return Some(local);
        }
        None
    }

    fn int_literal(&self, expr: ExprId) -> Option<i32> {
        if let Expr::Const(Const::Int(constant)) = self.body.exprs[expr] {
            Some(constant)
        } else {
            None
        }
    }

    fn writes_local(&self, expr: ExprId, local: LocalId) -> bool {
        let mut found = false;
        self.body.for_each_below(expr, true, &mut |part| {
            found |= matches!(self.body.exprs[part].written_place(), Some(Place::Local(written)) if *written == local);
        });
        found
    }

    /// `s += x`.
    fn append(
        &mut self,
        expr: ExprId,
        target: &Target,
        value: ExprId,
        result: UpdateResult,
    ) -> TokenStream {
        let plain_local = match target {
            Target::Local(local) => {
                let binding = self.declared(*local);
                binding.form == Form::Plain
                    && !binding.repr.null
                    && !self.narrowed.contains_key(local)
            }
            Target::Field(..)
            | Target::Static(..)
            | Target::Index(..)
            | Target::Declared(..)
            | Target::Added(..)
            | Target::Viewed(..) => false,
        };
        let in_cell = match target {
            Target::Field(code, FieldCell::RefCell, repr, _) if !repr.null => Some(code.clone()),
            Target::Local(local)
                if self.declared(*local).form == Form::RefCell
                    && !self.declared(*local).repr.null =>
            {
                Some(Code::ident(&self.name(*local)))
            }
            Target::Local(_)
            | Target::Field(..)
            | Target::Static(..)
            | Target::Index(..)
            | Target::Declared(..)
            | Target::Added(..)
            | Target::Viewed(..) => None,
        };
        let unused = result == UpdateResult::Unused;
        if unused
            && plain_local
            && let Target::Local(local) = target
            && !self.writes_local(value, *local)
        {
            let text = self.text_reference(value);
            let name = self.name(*local);
            return code!(#name += #text;);
        }
        if unused
            && let Some(cell) = &in_cell
            && self.text_is_constant(value)
        {
            let text = self.text_reference(value);
            return code!(*#cell.borrow_mut() += #text;);
        }
        if unused
            && let Some(cell) = &in_cell
            && self.is_calm(value)
        {
            if let Some(shown) = self.shown_value(value)
                && !super::text::guards(&shown.tokens)
            {
                let cell = cell.clone().reference();
                return code!(hx::append(#cell, #shown););
            }
            let text = self.text_reference(value);
            let name = self.fresh("text");
            let literal = self.text_owned(value);
            let _ = text;
            return code!({ let #name = #literal; *#cell.borrow_mut() += &#name; });
        }
        let old = self.read(target, true);
        let old_name = self.fresh("text");
        let start = if old.repr.null {
            let reference = self.reference(&old);
            Code::call(code!(hx::text), &[reference])
        } else {
            self.own(&old)
        };
        let repr = Repr {
            null: false,
            ..old.repr
        };
        let more = self.text_reference(value);
        let kept = Value::held(Code::ident(&old_name), repr, Hold::Place);
        match result {
            UpdateResult::Unused => {
                let new = Value::new(Code::ident(&old_name), repr);
                let write = self.write(expr, target, new);
                code!({ let mut #old_name = #start; #old_name += #more; #write })
            }
            UpdateResult::New => {
                let is_dead = self.dead_writes.contains(&expr);
                let write = (!is_dead).then(|| self.write(expr, target, kept));
                code!(let mut #old_name = #start; #old_name += #more; #write #old_name)
            }
            UpdateResult::Old => {
                let new_name = self.fresh("longer");
                let new = Value::new(Code::ident(&new_name), repr);
                let write = self.write(expr, target, new);
                code!(let #old_name = #start; let mut #new_name = #old_name.clone(); #new_name += #more; #write #old_name)
            }
        }
    }

    /// `x ??= y`.
    fn coalesce_assign(
        &mut self,
        expr: ExprId,
        target: &Target,
        value: ExprId,
        result: UpdateResult,
    ) -> Option<TokenStream> {
        let old = self.read(target, false);
        if !old.repr.null {
            let owned = self.own(&old);
            return Some(match result {
                UpdateResult::Unused => TokenStream::new(),
                UpdateResult::Old | UpdateResult::New => code!(#owned),
            });
        }
        let test = old.code.method("is_none", &[]);
        let natural = self.natural(value);
        let name = self.fresh_in_block("value");
        let owned = self.owned(value, natural);
        let kept = Value::held(Code::ident(&name), natural, Hold::Place);
        let write = self.write(value, target, kept);
        match result {
            UpdateResult::Unused => Some(code!(if #test { let #name = #owned; #write })),
            UpdateResult::Old | UpdateResult::New => {
                let want = self.natural(expr);
                let again = self.read(target, false);
                let read = self.fit(expr, again, want);
                Some(code!(if #test { let #name = #owned; #write } #read))
            }
        }
    }
}

/// `x += 1.5` for the operations of Floats.
fn compound(op: hx2rs_compiler::hir::BinaryOp) -> Option<TokenStream> {
    use hx2rs_compiler::hir::BinaryOp;
    if op == BinaryOp::FloatAdd {
        Some(code!(+=))
    } else if op == BinaryOp::FloatSubtract {
        Some(code!(-=))
    } else if op == BinaryOp::FloatMultiply {
        Some(code!(*=))
    } else if op == BinaryOp::FloatDivide {
        Some(code!(/=))
    } else if op == BinaryOp::FloatModulo {
        Some(code!(%=))
    } else {
        None
    }
}
