//! Variables that may be null and that a statement looks into before it does anything else: from there on they are not
//! null. They are tested once, by `let Some(x) = x else { … }`, and not at every use. A test that asks for null in
//! the source is [`super::block`]'s.

use super::{Binding, Context, Form};
use crate::code::{Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{Callee, Conversion, Expr, ExprId, LocalId, Place};
use proc_macro2::TokenStream;
use std::ops::ControlFlow::{self, Break, Continue};

/// A variable that is looked into.
struct Access {
    local: LocalId,
    /// The variable's expression: what errors point at.
    object: ExprId,
    /// The field or method that is asked for.
    name: String,
}

impl Context<'_> {
    /// Emits what narrows variables before the statement at `at` of `list`. True: the statement itself is in it.
    pub(crate) fn narrowed_first(
        &mut self,
        list: &[ExprId],
        at: usize,
        out: &mut TokenStream,
    ) -> bool {
        let Some(statement) = list.get(at).copied() else {
            return false;
        };
        let rest = list.get(at + 1..).unwrap_or_default();
        if let Some(narrowing) = self.leaving_test(statement, rest) {
            out.extend(narrowing);
            return true;
        }
        if let Some(declaration) = self.checked_declaration(statement, rest) {
            out.extend(declaration);
            return true;
        }
        let from_here = list.get(at..).unwrap_or_default();
        let before = list.get(..at).unwrap_or_default();
        for access in self.first_accesses(statement) {
            if !self.is_worth_narrowing(access.local, from_here) {
                continue;
            }
            let narrowing = self.at(statement, |this| this.narrowing(access.local));
            let Some((pattern, subject, binding)) = narrowing else {
                continue;
            };
            // A variable of this very block is gone behind its test, others are only lent.
            let is_own = before.iter().any(|earlier| {
                matches!(&self.body.exprs[*earlier], Expr::Let { local, .. } if *local == access.local)
            });
            let is_plain = self.binding(access.local).form == Form::Plain;
            let (subject, binding) = if is_own && is_plain && binding.form == Form::Reference {
                (Code::ident(&self.name(access.local)), plain(binding.repr))
            } else {
                (subject, binding)
            };
            let code = self.at(statement, |this| {
                let fault = this.null_fault(&access);
                code!(let Some(#pattern) = #subject else { #fault };)
            });
            out.extend(code);
            self.narrowed.insert(access.local, binding);
        }
        false
    }

    /// `var x = f();` before a statement that begins by looking into `x`: `let Some(x) = f() else { … };`.
    fn checked_declaration(&mut self, statement: ExprId, rest: &[ExprId]) -> Option<TokenStream> {
        let Expr::Let {
            local,
            value: Some(value),
        } = self.body.exprs[statement]
        else {
            return None;
        };
        let access = self.first_accesses(*rest.first()?).into_iter().next()?;
        if access.local != local || !self.is_worth_narrowing(local, rest) {
            return None;
        }
        let declared = self.declared(local);
        if declared.form != Form::Plain || !self.natural(value).null {
            return None;
        }
        let lent = self.at(statement, |this| {
            this.calmly(value, |this| this.lent_declaration(local, value))
        });
        if let Some((code, binding)) = lent {
            let name = self.name(local);
            let fault = self.at(statement, |this| this.null_fault(&access));
            let repr = Repr {
                null: false,
                ..binding.repr
            };
            let form = Form::Reference;
            self.narrowed.insert(local, Binding { repr, form });
            return Some(self.at(
                statement,
                |_| code!(let Some(#name) = #code else { #fault };),
            ));
        }
        let code = self.at(statement, |this| {
            let code = this.calmly(value, |this| this.owned(value, declared.repr));
            if code.level <= Level::Block {
                return None;
            }
            let name = this.name(local);
            let fault = this.null_fault(&access);
            Some(code!(let Some(#name) = #code else { #fault };))
        })?;
        let repr = Repr {
            null: false,
            ..declared.repr
        };
        self.narrowed.insert(local, plain(repr));
        Some(code)
    }

    fn null_fault(&mut self, access: &Access) -> TokenStream {
        let position = crate::code::text(&self.position(access.object));
        let name = crate::code::text(&access.name);
        code!(hx::null_access(#name, #position))
    }

    /// Whether it is used again, and nothing can make it null again.
    fn is_worth_narrowing(&self, local: LocalId, statements: &[ExprId]) -> bool {
        let binding = self.binding(local);
        let can_be = binding.repr.null
            && matches!(binding.form, Form::Plain | Form::Reference | Form::Lent)
            && !self.is_written(local)
            && !self.body.locals[local].captured
            && !self.pinned.contains(&local);
        let mut uses = 0;
        for statement in statements {
            self.body.for_each_below(*statement, true, &mut |part| {
                uses += usize::from(self.body.exprs[part] == Expr::Local(local));
            });
        }
        can_be && uses > 1
    }

    /// The variables that may be null and that a statement looks into before it has any effect, in order.
    fn first_accesses(&self, statement: ExprId) -> Vec<Access> {
        let mut found = Vec::new();
        let _ = self.walk_first(statement, &mut found);
        found
    }

    /// Walks what is evaluated first. It breaks off where what follows may come after an effect, or never.
    fn walk_first(&self, expr: ExprId, found: &mut Vec<Access>) -> ControlFlow<()> {
        match &self.body.exprs[expr] {
            Expr::Const(_)
            | Expr::Local(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Static(_)
            | Expr::Closure(_)
            | Expr::FunctionValue(_) => Continue(()),
            Expr::Field { object, field } => self.access(*object, field.name().as_str(), found),
            Expr::StructureField { object, field } => self.access(*object, field.as_str(), found),
            Expr::Index { array, index } => self.element(*array, *index, found),
            Expr::EnumParameter { value, .. } => self.walk_first(*value, found),
            Expr::Call { callee, arguments } => {
                match callee {
                    Callee::Method { object, method, .. } => {
                        self.access(*object, method.accessed_name(), found)?;
                    }
                    Callee::Value(function) => self.walk_first(*function, found)?,
                    Callee::Static(_) | Callee::Super(_) | Callee::Constructor(_) => {}
                    Callee::SuperConstructor { .. } => return Break(()),
                }
                self.walk_all(arguments, found)?;
                Break(())
            }
            Expr::New { arguments, .. } => {
                self.walk_all(arguments, found)?;
                Break(())
            }
            Expr::Array(list) => self.walk_all(list, found),
            Expr::Structure(fields) => {
                let mut values = fields.iter().map(|(_, value)| value);
                values.try_for_each(|value| self.walk_first(*value, found))
            }
            Expr::Concat(list) | Expr::Trace(list) => list.iter().try_for_each(|part| {
                self.walk_first(*part, found)?;
                // The text of an object may come from its own code.
                on_if(self.has_basic_type(*part))
            }),
            Expr::Unary { operand, .. } | Expr::TypeTest { operand, .. } => {
                self.walk_first(*operand, found)
            }
            Expr::Binary { left, right, .. } => {
                self.walk_first(*left, found)?;
                self.walk_first(*right, found)?;
                on_if(self.has_basic_type(*left))
            }
            Expr::Convert { kind, operand } => {
                self.walk_first(*operand, found)?;
                on_if(is_harmless(*kind))
            }
            Expr::Assign { place, value } => {
                // The object of the place is only looked into behind the value.
                let is_simple = match place {
                    Place::Local(_) | Place::Static(_) => true,
                    Place::Field { object, .. } | Place::StructureField { object, .. } => {
                        matches!(self.body.exprs[*object], Expr::Local(_) | Expr::This)
                    }
                    Place::Index { .. } => false,
                };
                on_if(is_simple)?;
                self.walk_first(*value, found)?;
                self.place(place, found)?;
                Break(())
            }
            Expr::Update { place, value, .. } => {
                self.place(place, found)?;
                self.walk_first(*value, found)?;
                Break(())
            }
            Expr::Let { value: None, .. } => Continue(()),
            Expr::Let {
                value: Some(value), ..
            } => self.walk_first(*value, found),
            Expr::ForRange { from, to, .. } => {
                self.walk_first(*from, found)?;
                self.walk_first(*to, found)?;
                Break(())
            }
            // Of these, one part always runs, and runs first.
            Expr::And { left: first, .. }
            | Expr::Or { left: first, .. }
            | Expr::Coalesce { left: first, .. }
            | Expr::If {
                condition: first, ..
            }
            | Expr::Switch { value: first, .. }
            | Expr::While {
                condition: first,
                first_run: false,
                ..
            }
            | Expr::ForArray { array: first, .. }
            | Expr::ForMap { map: first, .. }
            | Expr::Return(Some(first))
            | Expr::Throw(first) => {
                self.walk_first(*first, found)?;
                Break(())
            }
            // A block may begin with variables of its own, and a `try` catches what it finds to be null.
            Expr::Error
            | Expr::Block(_)
            | Expr::Try { .. }
            | Expr::BoundMethod { .. }
            | Expr::Map(_)
            | Expr::While {
                first_run: true, ..
            }
            | Expr::Return(None)
            | Expr::Break
            | Expr::Continue => Break(()),
        }
    }

    fn walk_all(&self, list: &[ExprId], found: &mut Vec<Access>) -> ControlFlow<()> {
        list.iter()
            .try_for_each(|part| self.walk_first(*part, found))
    }

    /// An object that is looked into.
    fn access(&self, object: ExprId, name: &str, found: &mut Vec<Access>) -> ControlFlow<()> {
        if let Expr::Local(local) = self.body.exprs[object] {
            let is_new = found.iter().all(|access: &Access| access.local != local);
            if is_new && self.binding(local).repr.null {
                found.push(Access {
                    local,
                    object,
                    name: name.to_owned(),
                });
            }
            return Continue(());
        }
        self.walk_first(object, found)?;
        on_if(!self.natural(object).null)
    }

    fn element(&self, array: ExprId, index: ExprId, found: &mut Vec<Access>) -> ControlFlow<()> {
        self.access(array, "[]", found)?;
        self.walk_first(index, found)
    }

    fn place(&self, place: &Place, found: &mut Vec<Access>) -> ControlFlow<()> {
        match place {
            Place::Local(_) | Place::Static(_) => Continue(()),
            Place::Field { object, field } => self.access(*object, field.name().as_str(), found),
            Place::StructureField { object, field } => self.access(*object, field.as_str(), found),
            Place::Index { array, index } => self.element(*array, *index, found),
        }
    }

    /// Whether the text of a value comes from no code of the program, nor does comparing it run any.
    fn has_basic_type(&self, expr: ExprId) -> bool {
        matches!(
            self.world.kind(self.ty(expr)),
            Kind::Int | Kind::Float | Kind::Bool | Kind::Int64 | Kind::String
        )
    }
}

/// On, or no further.
fn on_if(condition: bool) -> ControlFlow<()> {
    if condition { Continue(()) } else { Break(()) }
}

/// Whether a conversion neither fails nor runs code.
fn is_harmless(kind: Conversion) -> bool {
    match kind {
        Conversion::IntToFloat
        | Conversion::ToNull
        | Conversion::NullIntToFloat
        | Conversion::Upcast
        | Conversion::Reinterpret => true,
        Conversion::FromNull
        | Conversion::UncheckedCast
        | Conversion::CheckedCast
        | Conversion::ToDynamic
        | Conversion::FromDynamic
        | Conversion::ToStructure
        | Conversion::FunctionAdapter => false,
    }
}

fn plain(repr: Repr) -> Binding {
    Binding {
        repr,
        form: Form::Plain,
    }
}
