//! The leaf functions of Haxe's `EReg`: regular expressions as PCRE knows them, by a small backtracking machine of our own.
//!
//! A crate would have to be compiled for every program that is shipped, also without a network, and the usual ones lack
//! references back or look-around. `ereg/syntax.rs` reads a pattern into a tree, `ereg/code.rs` makes steps of it,
//! `ereg/run.rs` runs them. Here: the table of patterns, so that an expression in a loop is compiled once, and positions,
//! which count code points outside and bytes inside. What is done with matches (replace, split, map) is Haxe.

mod code;
mod run;
mod set;
mod syntax;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use crate::{Exception, Str};
use code::Code;

/// All patterns of this thread, and where the last match was.
#[derive(Default)]
struct Patterns {
    known: RefCell<HashMap<(String, String), i32>>,
    codes: RefCell<Vec<Rc<Code>>>,
    /// Code points, two for each group; -1 where it took no part.
    last: RefCell<Vec<i32>>,
    /// The last place that was converted from bytes.
    place: Cell<(usize, usize)>,
}

thread_local! {
    static PATTERNS: Patterns = Patterns::default();
}

/// The number by which a pattern with its option letters is known from now on. Throws what is wrong with it.
pub fn compile(pattern: &str, options: &str) -> Result<i32, Exception> {
    PATTERNS.with(|patterns| {
        let key = (pattern.to_owned(), options.to_owned());
        if let Some(number) = patterns.known.borrow().get(&key) {
            return Ok(*number);
        }
        let code = code::compile(pattern, options).map_err(|problem| {
            let message = format!("Invalid regular expression {pattern}: {problem}");
            Exception::value(Str::from(message))
        })?;
        let mut codes = patterns.codes.borrow_mut();
        let number = i32::try_from(codes.len()).unwrap_or(i32::MAX);
        codes.push(Rc::new(code));
        patterns.known.borrow_mut().insert(key, number);
        Ok(number)
    })
}

/// Looks for the first match that begins at code point `from` or later and ends at `to` or before. Gives the number of groups,
/// the whole match as group 0 included, whose places `position` tells; 0 if there is none.
pub fn find(number: i32, text: &Str, from: i32, to: i32) -> Result<i32, Exception> {
    PATTERNS.with(|patterns| {
        let code = usize::try_from(number)
            .ok()
            .and_then(|number| patterns.codes.borrow().get(number).cloned());
        let Some(code) = code else { return Ok(0) };
        let start = text.offset_of(from);
        let end = text.offset_of(to).max(start);
        let subject = text.get(..end).unwrap_or_default();
        let found = run::find(&code, subject, start).map_err(|problem| {
            let message = String::from(problem);
            Exception::value(Str::from(message))
        })?;
        let mut last = patterns.last.borrow_mut();
        last.clear();
        let Some(slots) = found else { return Ok(0) };
        let is_ascii = text.length() == i32::try_from(text.len()).unwrap_or(i32::MAX);
        patterns
            .place
            .set((start, usize::try_from(from.max(0)).unwrap_or(0)));
        for slot in slots {
            last.push(match slot {
                None => -1,
                Some(byte) if is_ascii => i32::try_from(byte).unwrap_or(i32::MAX),
                Some(byte) => patterns.index_of(text, byte),
            });
        }
        Ok(i32::try_from(last.len() / 2).unwrap_or(i32::MAX))
    })
}

impl Patterns {
    /// The index of the code point that begins at a byte, counted from the place before.
    fn index_of(&self, text: &str, byte: usize) -> i32 {
        let (mut at, mut index) = self.place.get();
        if byte < at {
            index -= text.get(byte..at).map_or(0, |part| part.chars().count());
        } else {
            index += text.get(at..byte).map_or(0, |part| part.chars().count());
        }
        at = byte;
        self.place.set((at, index));
        i32::try_from(index).unwrap_or(i32::MAX)
    }
}

/// Of what the last `find` found: where a group begins (`2 * group`) or ends (`2 * group + 1`), in code points.
pub fn position(slot: i32) -> i32 {
    PATTERNS.with(|patterns| {
        let last = patterns.last.borrow();
        let slot = usize::try_from(slot).ok();
        slot.and_then(|slot| last.get(slot).copied()).unwrap_or(-1)
    })
}

/// `EReg.escape`: a pattern that matches this text only.
pub fn escape(text: &str) -> Str {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if "\\.*+?^${}()|[]".contains(char) {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    Str::from(escaped)
}

#[cfg(test)]
mod tests;
