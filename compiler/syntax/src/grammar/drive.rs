//! The LR parser: a stack of symbols, and the tables of `generated.rs`, which say what to do in which state with which
//! token. It never recovers: at the first token that does not fit it says what would have fitted.
//!
//! Why not LALRPOP's own driver: this one keeps its stack from one piece of text to the next, looks up less (an *eager*
//! state reduces its only production without looking at the token), and is about twice as fast.

use super::Word;
use super::builder::Builder;
use super::generated::{
    ACTIONS, COLUMN_OF_END, EAGER, END, GOTOS, NONTERMINALS, PRODUCTIONS, ROWS, Symbol, TERMINALS,
    column, reduce, result, shifted,
};
use crate::ast::ExprId;

/// A symbol that has been recognised.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// Its value.
    pub(super) symbol: Symbol,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The state before it.
    before: u16,
}

/// The symbols that are not part of a larger one yet.
#[derive(Default)]
pub(super) struct Stack(Vec<Entry>);

/// Parses all tokens. The error is the list of terminals that could have come in place of the last token read, or of
/// the end.
pub(super) fn parse(
    builder: &mut Builder<'_>,
    mut tokens: impl Iterator<Item = (u32, Word, u32)>,
    stack: &mut Stack,
) -> Result<Option<ExprId>, Vec<&'static str>> {
    let stack = &mut stack.0;
    stack.clear();
    let mut state = 0;
    loop {
        let token = tokens.next();
        let column = token.map_or(COLUMN_OF_END, |(_, word, _)| column(word.kind));
        loop {
            let production = match decide(state, column) {
                Decision::Shift(next) => {
                    if let Some((start, word, end)) = token {
                        stack.push(Entry {
                            symbol: shifted(word),
                            start,
                            end,
                            before: state,
                        });
                    }
                    state = next;
                    break;
                }
                Decision::Reduce(END) => return Ok(result(builder, stack)),
                Decision::Reduce(production) => production,
                Decision::Error => return Err(expected(stack, state)),
            };
            let here = match token {
                Some((start, ..)) => start,
                None => stack.last().map_or(0, |last| last.end),
            };
            let Some((start, symbol, end)) = reduce(builder, production, stack, here) else {
                // The tables do not fit the stack: they never do that.
                return Err(Vec::new());
            };
            let (count, nonterminal) = PRODUCTIONS.get(production).copied().unwrap_or_default();
            if count == 0 {
                stack.push(Entry {
                    symbol,
                    start,
                    end,
                    before: state,
                });
            } else {
                stack.truncate(stack.len() + 1 - usize::from(count));
                if let Some(last) = stack.last_mut() {
                    state = last.before;
                    *last = Entry {
                        symbol,
                        start,
                        end,
                        before: state,
                    };
                }
            }
            state = goto(state, nonterminal);
        }
    }
}

enum Decision {
    /// Takes the token; then this state comes.
    Shift(u16),
    /// Reduces this production.
    Reduce(usize),
    /// The token cannot come here.
    Error,
}

#[inline(always)]
fn decide(state: u16, column: usize) -> Decision {
    let state = usize::from(state);
    if let Some(eager @ 1..) = EAGER.get(state) {
        return Decision::Reduce(usize::from(*eager) - 1);
    }
    let row = ROWS.get(state).map_or(0, |row| *row as usize);
    match ACTIONS.get(row.wrapping_add(column)) {
        Some(shift @ 1..) => Decision::Shift((*shift - 1) as u16),
        Some(reduce @ ..0) => Decision::Reduce((-1 - *reduce) as usize),
        Some(0) | None => Decision::Error,
    }
}

/// The state behind a nonterminal.
#[inline(always)]
fn goto(state: u16, nonterminal: u8) -> u16 {
    let entry = NONTERMINALS.get(usize::from(nonterminal));
    let (offset, usual) = entry.copied().unwrap_or_default();
    match GOTOS.get(offset as usize + usize::from(state)) {
        Some((owner, target)) if *owner == nonterminal => *target,
        Some(_) | None => usual,
    }
}

/// The terminals that could come.
#[cold]
fn expected(stack: &[Entry], state: u16) -> Vec<&'static str> {
    let terminals = TERMINALS.iter().enumerate();
    terminals
        .filter(|(column, _)| fits(stack, state, *column))
        .map(|(_, terminal)| *terminal)
        .collect()
}

/// Whether a token of this column would be taken, after all reductions that come before.
fn fits(stack: &[Entry], mut state: u16, column: usize) -> bool {
    // States below the current one.
    let mut states: Vec<u16> = stack.iter().map(|entry| entry.before).collect();
    loop {
        match decide(state, column) {
            Decision::Shift(_) => return true,
            Decision::Error => return false,
            Decision::Reduce(END) => return true,
            Decision::Reduce(production) => {
                let (count, nonterminal) = PRODUCTIONS.get(production).copied().unwrap_or_default();
                if count > 0 {
                    states.truncate(states.len() + 1 - usize::from(count));
                    state = states.last().copied().unwrap_or(0);
                } else {
                    states.push(state);
                }
                state = goto(state, nonterminal);
            }
        }
    }
}
