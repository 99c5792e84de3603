//! How often each operation follows which: what superinstructions are chosen by. It is there in builds with the feature
//! `pairs` only, and makes them slower.

use crate::code::Op;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A program may run on a thread of its own.
static COUNTS: LazyLock<Mutex<HashMap<(Op, Op), u64>>> = LazyLock::new(Mutex::default);

/// Notes that `next` was carried out after `before`.
pub(super) fn count(before: Op, next: Op) {
    let mut counts = COUNTS.lock().unwrap_or_else(PoisonError::into_inner);
    *counts.entry((before, next)).or_default() += 1;
}

/// The pairs that were carried out so far, the most frequent first: a line each, with their share of all.
pub fn pairs() -> String {
    let counts = COUNTS.lock().unwrap_or_else(PoisonError::into_inner);
    let mut all: Vec<((Op, Op), u64)> =
        counts.iter().map(|(pair, count)| (*pair, *count)).collect();
    all.sort_by_key(|((before, next), count)| (u64::MAX - count, before.name(), next.name()));
    let total: u64 = all.iter().map(|(_, count)| count).sum();
    let line = |((before, next), count): &((Op, Op), u64)| {
        let share = 100.0 * *count as f64 / total as f64;
        format!(
            "{share:5.1} % {count:12} {} {}\n",
            before.name(),
            next.name()
        )
    };
    all.iter().take(40).map(line).collect()
}
