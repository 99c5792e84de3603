//! Loops: ranges, walks over arrays and maps, `while` in its two forms. What stands in them is emitted by [`super::block`].

use super::{Context, Form, Hold};
use crate::code::{Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{Callee, Const, Expr, ExprId, LocalId, NativeId, Ty};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

impl Context<'_> {
    /// The body of a loop.
    fn turn(&mut self, body: ExprId) -> TokenStream {
        self.frame.loops += 1;
        let before = self.narrowed.clone();
        let list = if let Expr::Block(list) = &self.body.exprs[body] {
            self.loop_statements(list)
        } else {
            self.loop_statements(&[body])
        };
        self.restore(before);
        self.frame.loops -= 1;
        list
    }

    /// Statements of a loop's body: a `continue` at its end says nothing.
    fn loop_statements(&mut self, list: &[ExprId]) -> TokenStream {
        match list.split_last() {
            Some((last, rest)) if self.body.exprs[*last] == Expr::Continue => self.statements(rest),
            Some(_) | None => self.statements(list),
        }
    }

    /// `while` and `do … while`.
    pub(crate) fn while_loop(
        &mut self,
        condition: ExprId,
        body: ExprId,
        first_run: bool,
    ) -> TokenStream {
        let before = self.narrowed.clone();
        // What is assigned in the loop is not known better at its start.
        let assigned: Vec<LocalId> = self
            .narrowed
            .keys()
            .copied()
            .filter(|local| self.assigns(body, *local) || self.assigns(condition, *local))
            .collect();
        for local in assigned {
            self.narrowed.shift_remove(&local);
        }
        let code = if self.bool_constant(condition) == Some(true) {
            let turn = self.turn(body);
            code!(loop { #turn })
        } else if first_run {
            self.do_while(condition, body)
        } else if let Some(code) = self.cursor_loop(condition, body) {
            code
        } else {
            let test = self.condition(condition, &[body]);
            let turn = self.turn(body);
            code!(while #test { #turn })
        };
        self.restore(before);
        code
    }

    /// `while (x != null) { …; x = x.next; }`: what `x` holds has a name of its own up to where the next one is taken.
    fn cursor_loop(&mut self, condition: ExprId, body: ExprId) -> Option<TokenStream> {
        let (first, more) = if let Expr::And { left, right } = &self.body.exprs[condition] {
            (*left, Some(*right))
        } else {
            (condition, None)
        };
        let local = self.null_tested(first, false)?;
        if !self.moves_on_last(local, body) || more.is_some_and(|more| self.assigns(more, local)) {
            return None;
        }
        let (pattern, subject, binding) = self.narrowing(local)?;
        if binding.form != Form::Reference || self.name(local) != pattern.to_string() {
            return None;
        }
        let name = self.fresh(&format!("some_{}", self.name(local)).replace("r#", ""));
        let test = self.at(first, |_| {
            Code::new(Level::Compare, code!(let Some(#name) = #subject))
        });
        self.narrowed.insert(local, binding);
        self.aliases.insert(local, name);
        let test = match more {
            Some(more) => {
                let more = self.condition(more, &[body]);
                Code::binary(Level::And, &test, code!(&&), &more)
            }
            None => test,
        };
        let turn = self.turn(body);
        self.aliases.shift_remove(&local);
        Some(code!(while #test { #turn }))
    }

    /// Whether the last statement of a loop's body writes a variable, and nothing else there does.
    fn moves_on_last(&self, local: LocalId, body: ExprId) -> bool {
        let Expr::Block(list) = &self.body.exprs[body] else {
            return false;
        };
        let Some((last, rest)) = list.split_last() else {
            return false;
        };
        let Expr::Assign {
            place: hx2rs_compiler::hir::Place::Local(written),
            value,
        } = self.body.exprs[*last]
        else {
            return false;
        };
        written == local
            && !self.dead_writes.contains(last)
            && !self.assigns(value, local)
            && !rest.iter().any(|statement| self.assigns(*statement, local))
    }

    fn do_while(&mut self, condition: ExprId, body: ExprId) -> TokenStream {
        if self.has_jump(body, &Expr::Continue) {
            // `continue` goes to the test, which therefore stands first.
            let again = self.fresh("again");
            let turn = self.turn(body);
            let test = match self.bool_constant(condition) {
                Some(false) => Code::ident(&again),
                Some(true) => return code!(loop { #turn }),
                None => {
                    let test = self.calmly(condition, |this| this.negated(condition));
                    Code::binary(Level::And, &Code::ident(&again), code!(&&), &test)
                }
            };
            return code!(
                let mut #again = false;
                loop {
                    if #test { break; }
                    #again = true;
                    #turn
                }
            );
        }
        let turn = self.turn(body);
        if self.diverges(body) {
            return code!(loop { #turn });
        }
        let test = self.calmly(condition, |this| this.negated(condition));
        code!(loop { #turn if #test { break; } })
    }

    /// A loop's variable: its name, `mut` where needed, and what has to be declared for it first.
    pub(super) fn loop_variable(&mut self, local: LocalId) -> (TokenStream, TokenStream) {
        let declared = self.declared(local);
        let name = self.name(local);
        if !self.is_read(local) {
            return (code!(_), TokenStream::new());
        }
        match declared.form {
            Form::Plain | Form::Reference | Form::Lent => {
                let written = self.writes.get(&local).copied().unwrap_or(0) > 0;
                let mutable = written.then(|| code!(mut));
                (code!(#mutable #name), TokenStream::new())
            }
            Form::Cell => (code!(#name), code!(let #name = Rc::new(Cell::new(#name));)),
            Form::RefCell => (
                code!(#name),
                code!(let #name = Rc::new(RefCell::new(#name));),
            ),
        }
    }

    /// `for (i in from...to)`.
    pub(crate) fn for_range(
        &mut self,
        local: LocalId,
        from: ExprId,
        to: ExprId,
        body: ExprId,
    ) -> TokenStream {
        let (pattern, first) = self.loop_variable(local);
        let mut before = TokenStream::new();
        let both = (&self.body.exprs[from], &self.body.exprs[to]);
        let from = match both {
            (Expr::Const(Const::Int(start)), Expr::Const(_)) if self.received.contains(&local) => {
                crate::code::typed_int(*start).tokens
            }
            _ => self.guarded(|this| this.plain(from)).at(Level::Or),
        };
        // The end is evaluated once, whatever becomes of its variable.
        let is_written = matches!(self.body.exprs[to], Expr::Local(end) if self.assigns(body, end));
        let mut to = self.guarded(|this| this.plain(to)).at(Level::Or);
        if is_written {
            let end = self.fresh("end");
            before.extend(code!(let #end = #to;));
            to = code!(#end);
        }
        let begins_with_brace = to.clone().into_iter().next().is_some_and(|first| {
            matches!(first, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
        });
        if begins_with_brace {
            // It would be the body of the loop.
            to = code!((#to));
        }
        let turn = self.turn(body);
        code!(#before for #pattern in #from..#to { #first #turn })
    }

    /// `for (x in array)`.
    pub(crate) fn for_array(
        &mut self,
        expr: ExprId,
        index: Option<LocalId>,
        local: LocalId,
        array: ExprId,
        body: ExprId,
    ) -> TokenStream {
        if index.is_none_or(|index| !self.is_read(index))
            && let Some((items, element)) = self.at(array, |this| {
                this.guarded(|this| this.walked_literal(array))
            })
        {
            let (pattern, mut first) = self.loop_variable(local);
            first.extend(self.fit_loop_variable(expr, local, self.world.argument(element)));
            let turn = self.turn(body);
            return code!(for #pattern in #items { #first #turn });
        }
        if index.is_none_or(|index| !self.is_read(index))
            && let Some(pieces) = self.at(array, |this| this.guarded(|this| this.pieces(array)))
        {
            let (pattern, mut first) = self.loop_variable(local);
            let piece = self.world.repr(Ty::string(), false);
            first.extend(self.fit_loop_variable(expr, local, piece));
            let turn = self.turn(body);
            return code!(for #pattern in #pieces { #first #turn });
        }
        let walked = self.guarded(|this| {
            let value = this.open_value(array);
            this.some(array, value, "length")
        });
        let Kind::Array(element) = self.world.kind(walked.repr.ty) else {
            let code = self.unsupported(expr, "a loop over this type is");
            return code!(#code;);
        };
        self.world.need(element, crate::world::Bound::Clone);
        let (pattern, mut first) = self.loop_variable(local);
        first.extend(self.fit_loop_variable(expr, local, self.world.argument(element)));
        if index.is_none_or(|index| !self.is_read(index))
            && let Some((items, binding)) = self.lent_walk(local, array, &walked, body)
        {
            let name = self.name(local);
            self.narrowed.insert(local, binding);
            let turn = self.turn(body);
            return code!(for #name in #items { #turn });
        }
        // The walk has a handle of its own where the place could be written by the body.
        let own = walked.hold != Hold::Owned && self.place_can_change(array, body);
        let object = if own {
            Code::tight(self.own(&walked).at(Level::Postfix))
        } else {
            walked.code.clone()
        };
        let walk = if walked.hold == Hold::Owned || own {
            "walk"
        } else {
            "iter"
        };
        match index {
            Some(index) if self.is_read(index) => {
                let (at, more) = self.loop_variable(index);
                first.extend(more);
                let turn = self.turn(body);
                let pairs = if walk == "walk" {
                    let items = object.method("walk", &[]);
                    Code::tight(code!((0_i32..).zip(#items)))
                } else {
                    object.method("pairs", &[])
                };
                code!(for (#at, #pattern) in #pairs { #first #turn })
            }
            Some(_) | None => {
                let turn = self.turn(body);
                let items = object.method(walk, &[]);
                code!(for #pattern in #items { #first #turn })
            }
        }
    }

    /// The pieces of `text.split(",")` that only a loop sees, one after the other.
    pub(super) fn pieces(&mut self, array: ExprId) -> Option<Code> {
        let Expr::Call { callee, arguments } = &self.body.exprs[array] else {
            return None;
        };
        let Callee::Method { object, method, .. } = callee else {
            return None;
        };
        let [delimiter] = **arguments else {
            return None;
        };
        if self.native_of(*method) != Some(NativeId::StringSplit) {
            return None;
        }
        let delimiter = crate::code::text(self.literal_text(delimiter)?);
        let value = self.open_value(*object);
        // A borrow out of a cell would last as long as the loop.
        if value.hold == Hold::Guard {
            return None;
        }
        let text = self.some(*object, value, method.accessed_name());
        Some(text.code.method("pieces", &[delimiter]))
    }

    /// Whether the place that a loop walks over may be written while it runs.
    fn place_can_change(&self, array: ExprId, body: ExprId) -> bool {
        if let Expr::Local(local) = &self.body.exprs[array] {
            self.assigns(body, *local)
        } else if matches!(&self.body.exprs[array], Expr::This) {
            false
        } else if let Expr::Field { field, object } = &self.body.exprs[array] {
            let plain = self
                .world
                .plan
                .fields
                .get(field)
                .is_some_and(|plan| plan.cell == hx2rs_compiler::mir::FieldCell::Plain);
            !plain || self.place_can_change(*object, body)
        } else {
            true
        }
    }

    /// Where the elements of the container are held in another way than the variable.
    pub(super) fn fit_loop_variable(
        &mut self,
        expr: ExprId,
        local: LocalId,
        from: Repr,
    ) -> TokenStream {
        let declared = self.declared(local);
        if declared.repr.null == from.null || !self.is_read(local) {
            return TokenStream::new();
        }
        if !from.null && !self.is_written(local) && declared.form == Form::Plain {
            let known = super::Binding {
                repr: Repr {
                    null: false,
                    ..declared.repr
                },
                form: Form::Plain,
            };
            self.narrowed.insert(local, known);
            return TokenStream::new();
        }
        let name = self.name(local);
        let code = self.fit_null(expr, Code::ident(&name), from, declared.repr);
        code!(let #name = #code;)
    }

    /// `for (k => v in map)`.
    pub(crate) fn for_map(
        &mut self,
        expr: ExprId,
        key: Option<LocalId>,
        value: Option<LocalId>,
        map: ExprId,
        body: ExprId,
    ) -> TokenStream {
        let walked = self.guarded(|this| {
            let value = this.open_value(map);
            this.some(map, value, "iterator")
        });
        let Kind::Map(key_ty, value_ty) = self.world.kind(walked.repr.ty) else {
            let code = self.unsupported(expr, "a loop over this type is");
            return code!(#code;);
        };
        self.world.need(key_ty, crate::world::Bound::Key);
        self.world.need(key_ty, crate::world::Bound::Clone);
        self.world.need(value_ty, crate::world::Bound::Clone);
        let object = walked.code;
        let key = key.filter(|key| self.is_read(*key));
        let value = value.filter(|value| self.is_read(*value));
        match (key, value) {
            (Some(key), Some(value)) => {
                let (key_pattern, mut first) = self.loop_variable(key);
                let (value_pattern, more) = self.loop_variable(value);
                let from = self.world.argument(value_ty);
                let name = self.name(value);
                // A key that the body removed reads null.
                let declared = self.declared(value).repr;
                let mut fitted = TokenStream::new();
                if from.null {
                    fitted.extend(code!(let #name = #name.flatten();));
                    fitted.extend(self.fit_loop_variable(expr, value, from));
                } else {
                    let code = self.fit_null(
                        expr,
                        Code::ident(&name),
                        Repr { null: true, ..from },
                        declared,
                    );
                    if !declared.null {
                        fitted.extend(code!(let #value_pattern = #code;));
                    }
                }
                let plain = if declared.null && !from.null {
                    value_pattern
                } else {
                    code!(#name)
                };
                first.extend(fitted);
                first.extend(more);
                let turn = self.turn(body);
                let pairs = object.method("pairs", &[]);
                code!(for (#key_pattern, #plain) in #pairs { #first #turn })
            }
            (Some(key), None) => {
                let (pattern, mut first) = self.loop_variable(key);
                first.extend(self.fit_loop_variable(expr, key, self.world.argument(key_ty)));
                let turn = self.turn(body);
                let keys = object.method("keys", &[]);
                code!(for #pattern in #keys { #first #turn })
            }
            (None, Some(value)) => {
                let (pattern, mut first) = self.loop_variable(value);
                first.extend(self.fit_loop_variable(expr, value, self.world.argument(value_ty)));
                let turn = self.turn(body);
                let values = object.method("values", &[]);
                code!(for #pattern in #values { #first #turn })
            }
            (None, None) => {
                let turn = self.turn(body);
                let keys = object.method("keys", &[]);
                code!(for _ in #keys { #turn })
            }
        }
    }
}
