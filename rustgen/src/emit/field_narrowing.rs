//! Fields that nothing writes after construction and that were tested for null: `if (left != null) left.count()` is
//! `if let Some(left) = &self.left { left.count() }`, as it is for variables.

use super::{Binding, Context, Form, Hold, Receiver, Value};
use crate::code::Code;
use crate::marks::code;
use crate::represent::Repr;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{BinaryOp, Equality, Expr, ExprId, LocalId, UnaryOp};
use hx2rs_compiler::mir::FieldCell;
use indexmap::IndexMap;
use proc_macro2::{Ident, TokenStream};
use std::ops::{Deref, DerefMut};

/// What is known of variables and fields here.
#[derive(Clone, Default)]
pub(crate) struct Narrowed {
    locals: IndexMap<LocalId, Binding>,
    fields: IndexMap<Path, (Ident, Repr, Hold)>,
    /// Arrays whose elements are borrowed.
    lent: IndexMap<Path, Ident>,
}

impl Deref for Narrowed {
    type Target = IndexMap<LocalId, Binding>;

    fn deref(&self) -> &Self::Target {
        &self.locals
    }
}

impl DerefMut for Narrowed {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.locals
    }
}

impl Narrowed {
    /// A closure has no references into its surroundings.
    pub(crate) fn forget_fields(&mut self) {
        self.fields.clear();
        self.lent.clear();
    }

    /// What stands for the elements of an array here.
    pub(super) fn lent(&self, path: &Path) -> Option<&Ident> {
        self.lent.get(path)
    }

    /// The elements of an array have a name from here on.
    pub(super) fn lend(&mut self, path: Path, name: Ident) {
        self.lent.insert(path, name);
    }

    /// Whether something refers into what a variable holds.
    pub(crate) fn looks_into(&self, local: LocalId) -> bool {
        self.fields.keys().any(|path| path.base == Some(local))
    }
}

/// `this.a.b`, or `x.a.b`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Path {
    /// `None` is `this`.
    pub(super) base: Option<LocalId>,
    pub(super) fields: Vec<MemberId>,
}

/// A test of a field for null.
pub(crate) struct FieldTest {
    field: ExprId,
    path: Path,
}

impl Context<'_> {
    /// The field of `this.x == null` (or of `this.x != null`), if it keeps its value.
    pub(crate) fn null_tested_field(&self, condition: ExprId, equal: bool) -> Option<FieldTest> {
        if let Expr::Unary {
            op: UnaryOp::BoolNot,
            operand,
        } = self.body.exprs[condition]
        {
            return self.null_tested_field(operand, !equal);
        }
        let Expr::Binary { op, left, .. } = self.body.exprs[condition] else {
            return None;
        };
        let wanted = if equal {
            BinaryOp::Equal(Equality::Null)
        } else {
            BinaryOp::NotEqual(Equality::Null)
        };
        let path = self.path(left)?;
        (op == wanted && !path.fields.is_empty()).then_some(FieldTest { field: left, path })
    }

    /// Where a value lies, if nothing can change what lies there.
    pub(super) fn path(&self, expr: ExprId) -> Option<Path> {
        if let Expr::This = self.body.exprs[expr] {
            let is_born = self.receiver != Receiver::Unborn;
            return is_born.then_some(Path {
                base: None,
                fields: Vec::new(),
            });
        }
        if let Expr::Local(local) = self.body.exprs[expr] {
            let stays = !self.is_written(local) && self.binding(local).form == Form::Plain;
            return (stays && !self.aliases.contains_key(&local)).then_some(Path {
                base: Some(local),
                fields: Vec::new(),
            });
        }
        let Expr::Field { object, field } = self.body.exprs[expr] else {
            return None;
        };
        let (cell, _) = self.field_plan(field);
        if cell != FieldCell::Plain || self.world.is_declared_by_interface(field) {
            return None;
        }
        let mut path = self.path(object)?;
        path.fields.push(field);
        Some(path)
    }

    /// The pattern's name and what is matched; the field is narrowed from here on.
    pub(crate) fn narrow_field(&mut self, test: &FieldTest) -> Option<(TokenStream, Code)> {
        if self.narrowed.fields.contains_key(&test.path) {
            return None;
        }
        let value = self.value(test.field);
        let keeps_null = self.keeps_null(value.repr.ty);
        if !value.repr.null || value.hold != Hold::Place || keeps_null {
            return None;
        }
        let repr = Repr {
            null: false,
            ..value.repr
        };
        let taken = self.narrowed.fields.values();
        let taken = taken.map(|(name, ..)| name.to_string()).collect();
        let wanted = crate::names::snake(test.path.fields.last()?.name().as_str());
        let name = crate::code::ident(&self.names.short_lived(&wanted, &taken));
        let (subject, hold) = if self.world.is_copy(repr) {
            (value.code, Hold::Place)
        } else {
            (value.code.reference(), Hold::Reference)
        };
        let found = (name.clone(), repr, hold);
        self.narrowed.fields.insert(test.path.clone(), found);
        Some((code!(#name), subject))
    }

    /// Whether something looks at the field of a test.
    pub(crate) fn uses_field(&self, region: ExprId, test: &FieldTest) -> bool {
        let mut found = false;
        self.body.for_each_below(region, false, &mut |part| {
            found |= part != test.field && self.path(part).as_ref() == Some(&test.path);
        });
        found
    }

    /// A field that was tested.
    pub(crate) fn narrowed_field(&self, expr: ExprId) -> Option<Value> {
        if self.narrowed.fields.is_empty() {
            return None;
        }
        let (name, repr, hold) = self.narrowed.fields.get(&self.path(expr)?)?;
        Some(Value::held(Code::ident(name), *repr, *hold))
    }
}
