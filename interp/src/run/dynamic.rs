//! Operators of values whose types only the program knows.

use super::machine::Machine;
use crate::fault::Fault;
use hx2rs_heap::word::Any;
use hx2rs_heap::{Form, Word};
use hx2rs_prelude::{Number, Operator, Str, arithmetic, invalid_operation};
use std::cmp::Ordering;

impl Machine<'_> {
    /// `left op right` of two `any`; the result is counted.
    pub(super) fn operate(
        &mut self,
        operator: Operator,
        left: Word,
        right: Word,
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        if let (Some(left), Some(right)) = (number(left), number(right)) {
            return Ok(match arithmetic(operator, left, right) {
                Number::Int(value) => Word::any_int(value),
                Number::Float(value) => Word::any_float(value),
            });
        }
        let is_text = |word: Word| self.heap.form(word) == Some(Form::Text);
        let has_text = is_text(left) || is_text(right);
        let mut text = String::new();
        self.write_text(&mut text, left, fp)?;
        if operator == Operator::Add && has_text {
            self.write_text(&mut text, right, fp)?;
            return Ok(self.heap.new_text(Str::from(text)));
        }
        let mut other = String::new();
        self.write_text(&mut other, right, fp)?;
        Err(Fault::text(invalid_operation(&text, operator, &other)))
    }

    /// How two `any` compare; nothing where neither comes first.
    pub(super) fn any_order(&self, left: Word, right: Word) -> Option<Ordering> {
        if left.is_null() || right.is_null() {
            return (left == right).then_some(Ordering::Equal);
        }
        match (left.any(), right.any()) {
            (Any::Int(left), Any::Int(right)) => Some(left.cmp(&right)),
            (Any::Int(left), Any::Float(right)) => f64::from(left).partial_cmp(&right),
            (Any::Float(left), Any::Int(right)) => left.partial_cmp(&f64::from(right)),
            (Any::Float(left), Any::Float(right)) => left.partial_cmp(&right),
            (Any::Bool(left), Any::Bool(right)) => Some(left.cmp(&right)),
            (Any::Ref(one), Any::Ref(other)) => {
                if let (Some(one), Some(other)) = (self.heap.text(one), self.heap.text(other)) {
                    return Some(one.cmp(other));
                }
                self.equal(left, right).then_some(Ordering::Equal)
            }
            (Any::Null | Any::Bool(_) | Any::Int(_) | Any::Float(_) | Any::Ref(_), _) => None,
        }
    }
}

/// A number; null counts as 0.
fn number(word: Word) -> Option<Number> {
    match word.any() {
        Any::Null => Some(Number::Int(0)),
        Any::Int(value) => Some(Number::Int(value)),
        Any::Float(value) => Some(Number::Float(value)),
        Any::Bool(_) | Any::Ref(_) => None,
    }
}
