//! `switch [a, b]`, and `switch` over a structure that is made on the spot: a `match` on a tuple of the parts.

use super::coverage::Shape;
use super::pattern::{Guards, Matched};
use super::{Context, Form, Hold, Value};
use crate::code::Code;
use crate::marks::code;
use hx2rs_compiler::Name;
use hx2rs_compiler::hir::{Arm, Expr, ExprId, LocalId, Pattern, PatternId};
use proc_macro2::TokenStream;

/// A tuple that is matched.
pub(super) struct Tuple {
    /// What stands for each part, and how it is matched.
    pub parts: Vec<(Code, Matched)>,
    /// The names of the parts, if they are fields of a structure.
    fields: Vec<Name>,
}

impl Context<'_> {
    /// The tuple that a value is, if all arms see it as its parts. What has to be done first is added to `first`.
    pub(super) fn tuple(
        &mut self,
        value: ExprId,
        arms: &[Arm],
        first: &mut TokenStream,
    ) -> Option<Tuple> {
        let (items, fields): (Vec<ExprId>, Vec<Name>) =
            if let Expr::Array(items) = &self.body.exprs[value] {
                (items.to_vec(), Vec::new())
            } else if let Expr::Structure(fields) = &self.body.exprs[value] {
                fields.iter().map(|(name, item)| (*item, *name)).unzip()
            } else {
                return None;
            };
        let count = items.len();
        if count < 2 || !arms.iter().all(|arm| self.is_tuple(arm.pattern, count)) {
            return None;
        }
        let mut tuple = Tuple {
            parts: Vec::new(),
            fields,
        };
        let needs = |at: usize, item: &ExprId| self.needs_variable(value, *item, arms, &tuple, at);
        let named: Vec<bool> = items
            .iter()
            .enumerate()
            .map(|(at, item)| needs(at, item))
            .collect();
        // What stands before a variable of its own is evaluated before it.
        let last = named.iter().rposition(|named| *named);
        for (at, (item, named)) in items.iter().zip(&named).enumerate() {
            let is_before = last.is_some_and(|last| at < last) && !self.is_lasting(value, *item);
            let part = self.tuple_part(*item, *named || is_before, arms, &tuple, at, first);
            tuple.parts.push(part);
        }
        Some(tuple)
    }

    /// One part: what is matched, and how.
    fn tuple_part(
        &mut self,
        item: ExprId,
        named: bool,
        arms: &[Arm],
        tuple: &Tuple,
        at: usize,
        first: &mut TokenStream,
    ) -> (Code, Matched) {
        let mut part = self.guarded(|this| this.open_value(item));
        let mut whole = self.plain_local(item).map(|local| self.name(local));
        if named {
            let name = match self.bound_name(arms, tuple, at) {
                Some(name) => name,
                None => self.fresh("value"),
            };
            let own = self.own(&part);
            first.extend(code!(let #name = #own;));
            part = Value::held(Code::ident(&name), part.repr, Hold::Place);
            whole = Some(name);
        }
        let binds = self.part_patterns(arms, tuple, at, &|this, pattern| this.binds_whole(pattern));
        if !binds || self.world.is_copy(part.repr) {
            return self.subject(item, part, true);
        }
        let looks = self.part_patterns(arms, tuple, at, &|this, pattern| {
            !this.is_wild(pattern)
                && !matches!(
                    this.body.patterns[pattern],
                    Pattern::Bind { inner: None, .. }
                )
        });
        if looks && self.looks_through(part.repr) {
            // The variable is the value itself, the patterns look behind its pointer.
            let (code, mut matched) = self.subject(item, part, true);
            matched.whole = whole;
            return (code, matched);
        }
        let code = self.reference(&part);
        let matched = Matched {
            repr: part.repr,
            by_reference: true,
            looked_through: false,
            whole: None,
        };
        (code, matched)
    }

    /// What the first arm that binds a part calls it.
    fn bound_name(&self, arms: &[Arm], tuple: &Tuple, at: usize) -> Option<proc_macro2::Ident> {
        let mut parts = arms
            .iter()
            .filter_map(|arm| self.part_of(arm.pattern, tuple, at));
        let found = parts.find_map(|part| match &self.body.patterns[part] {
            Pattern::Bind { local, .. } if self.is_read(*local) => Some(*local),
            Pattern::Bind { .. }
            | Pattern::Wildcard
            | Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Structure(_)
            | Pattern::Array(_)
            | Pattern::Or(_)
            | Pattern::Extractor { .. } => None,
        })?;
        // Other variables of this name must not be hidden.
        let name = self.body.locals[found].name;
        let same = self
            .body
            .locals
            .iter()
            .filter(|(_, local)| local.name == name);
        (same.count() == 1).then(|| self.name(found))
    }

    /// Whether a part has to be in a variable of its own.
    fn needs_variable(
        &self,
        value: ExprId,
        item: ExprId,
        arms: &[Arm],
        tuple: &Tuple,
        at: usize,
    ) -> bool {
        let repr = self.natural(item);
        if self.world.is_copy(repr) {
            return false;
        }
        let local = self.lasting_local(value, item);
        let is_written = |local: LocalId| arms.iter().any(|arm| self.assigns(arm.body, local));
        if self.plain_local(item).is_some() {
            // A reference into a variable that changes would not last.
            if local.is_none_or(is_written) {
                return true;
            }
        }
        let binds = self.part_patterns(arms, tuple, at, &|this, pattern| this.binds_whole(pattern));
        let is_place = local.is_some_and(|local| self.binding(local).form == Form::Plain);
        binds && self.looks_through(repr) && !is_place
    }

    /// A variable that nothing in the tuple writes.
    fn lasting_local(&self, value: ExprId, item: ExprId) -> Option<LocalId> {
        let local = self.plain_local(item)?;
        (!self.assigns(value, local)).then_some(local)
    }

    /// Whether it makes no difference when a part is evaluated.
    fn is_lasting(&self, value: ExprId, item: ExprId) -> bool {
        matches!(self.body.exprs[item], Expr::Const(_) | Expr::This)
            || self.lasting_local(value, item).is_some()
    }

    /// Whether some pattern for a part is as asked.
    fn part_patterns(
        &self,
        arms: &[Arm],
        tuple: &Tuple,
        at: usize,
        asked: &dyn Fn(&Self, PatternId) -> bool,
    ) -> bool {
        arms.iter()
            .any(|arm| self.part_pattern_is(arm.pattern, tuple, at, asked))
    }

    fn part_pattern_is(
        &self,
        pattern: PatternId,
        tuple: &Tuple,
        at: usize,
        asked: &dyn Fn(&Self, PatternId) -> bool,
    ) -> bool {
        if let Pattern::Or(list) = &self.body.patterns[pattern] {
            return list
                .iter()
                .any(|part| self.part_pattern_is(*part, tuple, at, asked));
        }
        self.part_of(pattern, tuple, at)
            .is_some_and(|part| asked(self, part))
    }

    /// What a pattern says of a part; `None`: nothing.
    pub(super) fn part_of(
        &self,
        pattern: PatternId,
        tuple: &Tuple,
        at: usize,
    ) -> Option<PatternId> {
        match &self.body.patterns[pattern] {
            Pattern::Array(list) => list.get(at).copied(),
            Pattern::Structure(fields) => {
                let name = tuple.fields.get(at)?;
                let found = fields.iter().find(|(field, _)| field == name);
                found.map(|(_, pattern)| *pattern)
            }
            Pattern::Wildcard
            | Pattern::Bind { .. }
            | Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Or(_)
            | Pattern::Extractor { .. } => None,
        }
    }

    /// Whether a pattern sees the value only as its parts.
    fn is_tuple(&self, pattern: PatternId, count: usize) -> bool {
        match &self.body.patterns[pattern] {
            Pattern::Wildcard => true,
            Pattern::Bind { local, inner: None } => !self.is_read(*local),
            Pattern::Array(list) => list.len() == count,
            Pattern::Structure(_) => true,
            Pattern::Or(list) => list.iter().all(|part| self.is_tuple(*part, count)),
            Pattern::Bind { .. }
            | Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Extractor { .. } => false,
        }
    }

    /// The Rust pattern for a tuple.
    pub(super) fn tuple_pattern(
        &mut self,
        pattern: PatternId,
        tuple: &Tuple,
        guards: &mut Guards,
    ) -> TokenStream {
        if let Pattern::Or(list) = &self.body.patterns[pattern] {
            if let Some(at) = self.chosen.get(&pattern).copied() {
                return match list.get(at) {
                    Some(part) => self.tuple_pattern(*part, tuple, guards),
                    None => code!(_),
                };
            }
            let mut parts = Vec::new();
            for part in list {
                if !self.is_dead(*part) {
                    parts.push(self.tuple_pattern(*part, tuple, guards));
                }
            }
            return code!(#(#parts)|*);
        }
        let items: Vec<Option<PatternId>> = (0..tuple.parts.len())
            .map(|at| self.part_of(pattern, tuple, at))
            .collect();
        if items.iter().flatten().next().is_none() {
            return code!(_);
        }
        self.at_pattern(pattern, |this| {
            let mut parts = Vec::new();
            for (item, (_, matched)) in items.iter().zip(&tuple.parts) {
                parts.push(match item {
                    Some(item) => this.pattern(*item, matched, guards),
                    None => code!(_),
                });
            }
            if parts.iter().all(|part| part.to_string() == "_") {
                return code!(_);
            }
            code!((#(#parts),*))
        })
    }

    /// Whether an alternative of tuples needs an arm of its own.
    pub(super) fn tuple_needs_guard(&self, pattern: PatternId, tuple: &Tuple) -> bool {
        if let Pattern::Or(list) = &self.body.patterns[pattern] {
            return list.iter().any(|part| self.tuple_needs_guard(*part, tuple));
        }
        (0..tuple.parts.len()).any(|at| {
            let part = self.part_of(pattern, tuple, at);
            part.is_some_and(|part| {
                self.needs_guard(part, true)
                    || (self.binds_whole(part)
                        && tuple
                            .parts
                            .get(at)
                            .is_some_and(|(_, matched)| matched.whole.is_some()))
            })
        })
    }

    /// What a pattern takes of each part; several rows where it has alternatives.
    pub(super) fn tuple_rows(&self, pattern: PatternId, tuple: &Tuple) -> Vec<Vec<Shape>> {
        if let Pattern::Or(list) = &self.body.patterns[pattern] {
            let chosen = self.chosen.get(&pattern).copied();
            let list = list.iter().enumerate();
            let list = list.filter(|(at, _)| chosen.is_none_or(|chosen| chosen == *at));
            return list
                .flat_map(|(_, part)| self.tuple_rows(*part, tuple))
                .collect();
        }
        let parts = (0..tuple.parts.len()).map(|at| {
            let part = self.part_of(pattern, tuple, at);
            part.map_or(Shape::All, |part| self.shape(part))
        });
        vec![parts.collect()]
    }

    /// Whether rows take every tuple.
    pub(super) fn tuple_is_covered(&self, rows: &[Vec<Shape>], tuple: &Tuple) -> bool {
        let columns = tuple.parts.iter().map(|(_, matched)| matched.repr);
        self.covers(rows, &columns.collect::<Vec<_>>())
    }
}
