//! The machine: tries the steps of a pattern, and comes back to the last choice where they fail.
//!
//! Choices are on a stack of their own, so long texts need no deep recursion; only look-around and atomic groups
//! recurse, as deep as the pattern nests them.

use super::code::{Code, Step};
use super::set::{Kind, lower};

/// Where each group begins and ends, in bytes.
pub(super) type Slots = Vec<Option<usize>>;

/// Steps back after which it gives up, as PCRE does.
const MOST: usize = 20_000_000;

/// What is undone, last first, where steps fail.
enum Undo {
    /// Another way: the step and the place in the text.
    Way(usize, usize),
    /// What a slot held.
    Slot(usize, Option<usize>),
}

struct Machine<'r> {
    code: &'r Code,
    text: &'r str,
    search_start: usize,
    slots: Slots,
    undo: Vec<Undo>,
    failures: usize,
}

/// The first match that begins at byte `from` or later.
pub(super) fn find(code: &Code, text: &str, from: usize) -> Result<Option<Slots>, &'static str> {
    let mut machine = Machine {
        code,
        text,
        search_start: from,
        slots: vec![None; code.slots],
        undo: Vec::new(),
        failures: 0,
    };
    let mut at = from;
    loop {
        if let Some(first) = code.first {
            match text.get(at..).and_then(|rest| rest.find(first)) {
                Some(further) => at += further,
                None => return Ok(None),
            }
        }
        machine.undo.clear();
        machine.slots.fill(None);
        if machine.run(0, at)?.is_some() {
            machine.slots.truncate(code.groups * 2);
            return Ok(Some(machine.slots));
        }
        if code.anchored {
            return Ok(None);
        }
        match machine.char_at(at) {
            Some(char) => at += char.len_utf8(),
            None => return Ok(None),
        }
    }
}

impl Machine<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.text.get(at..)?.chars().next(),
            None => None,
        }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn save(&mut self, slot: usize, place: Option<usize>) {
        if let Some(held) = self.slots.get_mut(slot) {
            self.undo.push(Undo::Slot(slot, *held));
            *held = place;
        }
    }

    fn slot(&self, slot: usize) -> Option<usize> {
        self.slots.get(slot).copied().flatten()
    }

    /// Undoes what was done since the stack was so high.
    fn undo_to(&mut self, height: usize) {
        while self.undo.len() > height {
            if let Some(Undo::Slot(slot, held)) = self.undo.pop()
                && let Some(place) = self.slots.get_mut(slot)
            {
                *place = held;
            }
        }
    }

    /// Forgets the other ways since the stack was so high, not what slots held.
    fn commit(&mut self, height: usize) {
        let mut kept = height;
        for at in height..self.undo.len() {
            if matches!(self.undo.get(at), Some(Undo::Slot(..))) {
                self.undo.swap(kept, at);
                kept += 1;
            }
        }
        self.undo.truncate(kept);
    }

    /// Runs from a step and a place on up to `Done`, and gives the place there. Other ways stay on the stack.
    fn run(&mut self, start: usize, from: usize) -> Result<Option<usize>, &'static str> {
        let base = self.undo.len();
        let code = self.code;
        let (mut step, mut at) = (start, from);
        loop {
            let next = match code.steps.get(step) {
                Some(Step::Done) | None => return Ok(Some(at)),
                Some(Step::Jump(target)) => Some((*target, at)),
                Some(Step::Split(first, second)) => {
                    self.undo.push(Undo::Way(*second, at));
                    Some((*first, at))
                }
                Some(Step::Save(slot)) => {
                    self.save(*slot, Some(at));
                    Some((step + 1, at))
                }
                Some(Step::Progress(mark)) if self.slot(*mark) == Some(at) => Some((step + 2, at)),
                Some(Step::Progress(_)) => Some((step + 1, at)),
                Some(Step::Unless(group, target)) => match self.slot(group * 2 + 1) {
                    Some(_) => Some((step + 1, at)),
                    None => Some((*target, at)),
                },
                Some(Step::Look { negative, end }) => {
                    let height = self.undo.len();
                    let found = self.run(step + 1, at)?;
                    match found.is_some() && !negative {
                        true => self.commit(height),
                        false => self.undo_to(height),
                    }
                    (found.is_some() != *negative).then_some((*end, at))
                }
                Some(Step::Atomic { end }) => {
                    let height = self.undo.len();
                    let found = self.run(step + 1, at)?;
                    match found {
                        Some(_) => self.commit(height),
                        None => self.undo_to(height),
                    }
                    found.map(|at| (*end, at))
                }
                Some(Step::Back(group, folds)) => {
                    self.again(*group, *folds, at).map(|at| (step + 1, at))
                }
                Some(Step::Behind(count)) => self.back(*count, at).map(|at| (step + 1, at)),
                Some(plain) => self.takes(plain, at).map(|at| (step + 1, at)),
            };
            match next {
                Some(next) => (step, at) = next,
                None => match self.other_way(base)? {
                    Some(way) => (step, at) = way,
                    None => return Ok(None),
                },
            }
        }
    }

    /// Back to the last choice above this height.
    fn other_way(&mut self, base: usize) -> Result<Option<(usize, usize)>, &'static str> {
        self.failures += 1;
        if self.failures > MOST {
            return Err("Regular expression: too many ways to match");
        }
        while self.undo.len() > base {
            match self.undo.pop() {
                Some(Undo::Way(step, at)) => return Ok(Some((step, at))),
                Some(Undo::Slot(slot, held)) => {
                    if let Some(place) = self.slots.get_mut(slot) {
                        *place = held;
                    }
                }
                None => {}
            }
        }
        Ok(None)
    }

    /// What a group took, once more. A group that took no part fails.
    fn again(&self, group: usize, folds: bool, at: usize) -> Option<usize> {
        let (start, end) = (self.slot(group * 2)?, self.slot(group * 2 + 1)?);
        let taken = self.text.get(start..end)?;
        if !folds {
            let rest = self.text.get(at..)?;
            return rest.starts_with(taken).then_some(at + taken.len());
        }
        let mut at = at;
        for char in taken.chars() {
            let other = self.char_at(at)?;
            if lower(other) != lower(char) {
                return None;
            }
            at += other.len_utf8();
        }
        Some(at)
    }

    fn back(&self, count: usize, mut at: usize) -> Option<usize> {
        for _ in 0..count {
            at -= self.char_before(at)?.len_utf8();
        }
        Some(at)
    }

    /// Steps that look at one place: where they end, if they hold.
    fn takes(&self, step: &Step, at: usize) -> Option<usize> {
        let taken = |holds: bool, char: char| holds.then_some(at + char.len_utf8());
        let there = |holds: bool| holds.then_some(at);
        let is_end = at == self.text.len();
        match step {
            Step::Char(wanted) => {
                let char = self.char_at(at)?;
                taken(char == *wanted, char)
            }
            Step::Letter(wanted) => {
                let char = self.char_at(at)?;
                taken(lower(char) == *wanted, char)
            }
            Step::Any => taken(true, self.char_at(at)?),
            Step::AnyInLine => {
                let char = self.char_at(at)?;
                taken(char != '\n', char)
            }
            Step::Set(set, folds) => {
                let char = self.char_at(at)?;
                taken(set.holds(char, *folds), char)
            }
            Step::Start => there(at == 0),
            Step::LineStart => there(at == 0 || (!is_end && self.char_before(at) == Some('\n'))),
            Step::End => there(is_end || self.text.get(at..) == Some("\n")),
            Step::LineEnd => there(is_end || self.char_at(at) == Some('\n')),
            Step::TextEnd => there(is_end),
            Step::SearchStart => there(at == self.search_start),
            Step::WordEdge(wanted) => {
                let is_word = |char: Option<char>| char.is_some_and(|char| Kind::Word.holds(char));
                let is_edge = is_word(self.char_before(at)) != is_word(self.char_at(at));
                there(is_edge == *wanted)
            }
            Step::Save(_)
            | Step::Split(..)
            | Step::Jump(_)
            | Step::Progress(_)
            | Step::Back(..)
            | Step::Look { .. }
            | Step::Atomic { .. }
            | Step::Behind(_)
            | Step::Unless(..)
            | Step::Done => None,
        }
    }
}
