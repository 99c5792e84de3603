//! Marks: numbers that tokens carry through printing, one per .hx place. A mark is a `proc_macro2` span that points at a
//! line of a made-up text; the number of the line is the mark. [`code!`](crate::marks::code) is `quote!` with the mark
//! of the expression that is being emitted. [`crate::print`] reads them back.

use proc_macro2::{Span, TokenStream};
use std::cell::{Cell, RefCell};

/// `quote!`, marked with the current place.
macro_rules! code {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned! { $crate::marks::current() => $($tokens)* }
    };
}
pub(crate) use code;

/// Marks that have been made so far are numbered from 1; 0 is no mark.
const BLOCK: usize = 1024;

thread_local! {
    static CURRENT: Cell<Option<Span>> = const { Cell::new(None) };
    static SPANS: RefCell<Vec<Span>> = const { RefCell::new(Vec::new()) };
}

/// The span with the current mark.
pub(crate) fn current() -> Span {
    CURRENT.get().unwrap_or_else(Span::call_site)
}

/// Makes `mark` current, and returns what was.
pub(crate) fn enter(mark: usize) -> Option<Span> {
    let span = SPANS.with_borrow_mut(|spans| {
        while spans.len() < mark {
            grow(spans);
        }
        mark.checked_sub(1).and_then(|at| spans.get(at)).copied()
    });
    CURRENT.replace(span)
}

/// Ends what [`enter`] began.
pub(crate) fn leave(before: Option<Span>) {
    CURRENT.set(before);
}

/// The mark of a token, if it has one.
pub(crate) fn of(span: Span) -> Option<usize> {
    let start = span.start();
    // Real spans of call_site say line 1; made-up texts begin their marks at line 2.
    if start.line < 2 {
        return None;
    }
    Some((start.column / 2) * BLOCK + start.line - 1)
}

/// Adds a block of spans. The block's number is coded in the column, since every text is a file of its own to
/// `proc_macro2` and its spans know only their line and column.
fn grow(spans: &mut Vec<Span>) {
    let block = spans.len() / BLOCK;
    let mut text = String::from("\n");
    for _ in 0..BLOCK {
        for _ in 0..block {
            text.push_str("  ");
        }
        text.push_str("a\n");
    }
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return;
    };
    spans.extend(tokens.into_iter().map(|token| token.span()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_comes_back() {
        for mark in [1, 2, 1024, 1025, 5000] {
            let before = enter(mark);
            assert_eq!(of(current()), Some(mark));
            leave(before);
        }
        assert_eq!(of(Span::call_site()), None);
    }
}
