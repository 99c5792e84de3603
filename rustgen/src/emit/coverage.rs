//! Whether arms without guards take every tuple, as rustc sees it: then there is no arm for the rest.

use super::Context;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Const, Pattern, PatternId, TypeDef};

/// What a pattern takes.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Everything.
    All,
    /// Null.
    Null,
    /// One of two.
    Bool(bool),
    /// Values of this constructor whose parameters are so.
    Constructor(MemberId, Vec<Shape>),
    /// What one of these takes.
    Any(Vec<Shape>),
    /// Some values of endlessly many.
    Few,
}

impl Context<'_> {
    /// What a pattern takes, with the alternatives that are chosen now.
    pub(super) fn shape(&self, pattern: PatternId) -> Shape {
        match &self.body.patterns[pattern] {
            Pattern::Wildcard | Pattern::Bind { inner: None, .. } => Shape::All,
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.shape(*inner),
            Pattern::Constant(Const::Null) => Shape::Null,
            Pattern::Constant(Const::Bool(value)) => Shape::Bool(*value),
            Pattern::Constant(_)
            | Pattern::Array(_)
            | Pattern::Structure(_)
            | Pattern::Extractor { .. } => Shape::Few,
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                let held = arguments.iter().enumerate();
                let held = held.filter(|(at, _)| self.world.holds_parameter(*constructor, *at));
                let arguments = held.map(|(_, argument)| self.shape(*argument));
                Shape::Constructor(*constructor, arguments.collect())
            }
            Pattern::Or(list) => match self.chosen.get(&pattern).and_then(|at| list.get(*at)) {
                Some(part) => self.shape(*part),
                None => Shape::Any(list.iter().map(|part| self.shape(*part)).collect()),
            },
        }
    }

    /// Whether one of `rows` takes every tuple of values of these forms.
    pub(super) fn covers(&self, rows: &[Vec<Shape>], columns: &[Repr]) -> bool {
        let Some((column, others)) = columns.split_first() else {
            return !rows.is_empty();
        };
        let rows = flat(rows);
        let first = |row: &Vec<Shape>| row.first().cloned().unwrap_or(Shape::All);
        // The rows that take a value of one kind, with what they say of its parts.
        let taken = |parts: usize, takes: &dyn Fn(&Shape) -> Option<Vec<Shape>>| {
            let rows = rows.iter().filter_map(|row| {
                let head = first(row);
                let head = if matches!(head, Shape::All) {
                    vec![Shape::All; parts]
                } else {
                    takes(&head)?
                };
                Some([head.as_slice(), row.get(1..).unwrap_or_default()].concat())
            });
            rows.collect::<Vec<_>>()
        };
        if rows.iter().all(|row| matches!(first(row), Shape::All)) {
            return !rows.is_empty() && self.covers(&taken(0, &|_| None), others);
        }
        let is_null = |shape: &Shape| matches!(shape, Shape::Null).then(Vec::new);
        if column.null && !self.covers(&taken(0, &is_null), others) {
            return false;
        }
        let kind = self.world.kind(column.ty);
        if matches!(kind, Kind::Bool) {
            return [true, false].into_iter().all(|value| {
                let takes = |shape: &Shape| {
                    matches!(shape, Shape::Bool(found) if *found == value).then(Vec::new)
                };
                self.covers(&taken(0, &takes), others)
            });
        }
        let Kind::Enum(def, _) = kind else {
            return self.covers(&taken(0, &|_| None), others);
        };
        let Some(TypeDef::Enum(found)) = self.world.program.types.get(&def) else {
            return false;
        };
        let mut built = found.constructors.iter();
        built.all(|constructor| {
            let id = constructor.id;
            if !self.world.is_built(id) {
                return true;
            }
            let params = self
                .constructor_params(id, column.ty)
                .into_iter()
                .enumerate();
            let params = params.filter(|(at, _)| self.world.holds_parameter(id, *at));
            let mut columns: Vec<Repr> = params.map(|(_, repr)| repr).collect();
            let takes = |shape: &Shape| match shape {
                Shape::Constructor(found, arguments) if *found == id => Some(arguments.clone()),
                Shape::All
                | Shape::Null
                | Shape::Bool(_)
                | Shape::Constructor(..)
                | Shape::Any(_)
                | Shape::Few => None,
            };
            let rows = taken(columns.len(), &takes);
            columns.extend(others);
            self.covers(&rows, &columns)
        })
    }
}

/// Rows whose first shape is no choice.
fn flat(rows: &[Vec<Shape>]) -> Vec<Vec<Shape>> {
    let mut out = Vec::new();
    for row in rows {
        if let Some(Shape::Any(list)) = row.first() {
            let rest = row.get(1..).unwrap_or_default();
            let each = list
                .iter()
                .map(|shape| [std::slice::from_ref(shape), rest].concat());
            out.extend(flat(&each.collect::<Vec<_>>()));
        } else {
            out.push(row.clone());
        }
    }
    out
}
