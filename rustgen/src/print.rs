//! Printing: tokens to formatted text, and the positions of marked tokens in it. The printed text is read back as
//! tokens and walked beside the tokens it was printed from; the printer adds and removes commas, braces and
//! parentheses, which the walk steps over.

use crate::marks;
use proc_macro2::{LineColumn, Span, TokenStream, TokenTree};
use std::collections::HashSet;

/// The module as which a `thread_local!` block is printed, so that what is inside is formatted.
pub(crate) const THREAD_LOCAL: &str = "__thread_local";

/// A file's text, and where its marked tokens stand: line and column from 1, and the mark.
pub(crate) struct Printed {
    /// The text.
    pub text: String,
    /// Sorted by position.
    pub positions: Vec<(u32, u32, usize)>,
}

/// The tree of a file in its final form. `unread_bases`: what [`crate::unread_base`] found.
///
/// # Errors
/// The tokens are no Rust: a fault of the emitter. The text says where.
pub(crate) fn tree(
    tokens: &TokenStream,
    unread_bases: &HashSet<String>,
) -> Result<syn::File, String> {
    let mut file: syn::File =
        syn::parse2(tokens.clone()).map_err(|error| with_surroundings(&error, tokens))?;
    crate::tidy::tidy(&mut file);
    crate::unread_base::rename(&mut file, unread_bases);
    crate::unused::mark_unused_parameters(&mut file);
    crate::literal_types::type_literals(&mut file);
    crate::normal::normalise(&mut file);
    Ok(file)
}

/// What is wrong with tokens, and those that stand there.
fn with_surroundings(error: &syn::Error, tokens: &TokenStream) -> String {
    const AROUND: usize = 200;
    let text = tokens.to_string();
    // The tokens have no positions of their own: their text gives them some.
    let at = syn::parse_str::<syn::File>(&text)
        .err()
        .map_or(0, |error| error.span().byte_range().start);
    let from = text.floor_char_boundary(at.saturating_sub(AROUND));
    let to = text.ceil_char_boundary(at.saturating_add(AROUND).min(text.len()));
    let shown = text.get(from..to).unwrap_or_default();
    format!("{error}\n…{shown}…")
}

/// Prints a file.
pub(crate) fn print(file: &syn::File) -> Printed {
    let text = prettyplease::unparse(file);
    let text = crate::tidy::blank_lines(&text);
    let original = quote::ToTokens::to_token_stream(file);
    let positions = positions(&original, &text);
    let text = text.replace(&format!("mod {THREAD_LOCAL} {{"), "thread_local! {");
    Printed { text, positions }
}

/// Finds the marked tokens of `original` in `text`.
pub(crate) fn positions(original: &TokenStream, text: &str) -> Vec<(u32, u32, usize)> {
    let Ok(printed) = text.parse::<TokenStream>() else {
        return Vec::new();
    };
    let mut from = Vec::new();
    flatten(original, &mut from);
    let mut to = Vec::new();
    flatten(&printed, &mut to);
    let mut found = Vec::new();
    let mut at = 0;
    let mut last = None;
    for (text, span) in &from {
        let Some(offset) = to
            .iter()
            .skip(at)
            .take(64)
            .position(|(printed, _)| printed == text)
        else {
            continue;
        };
        let Some((_, place)) = to.get(at + offset) else {
            continue;
        };
        at += offset + 1;
        let Some(mark) = marks::of(*span) else {
            continue;
        };
        let LineColumn { line, column } = place.start();
        let here = (line as u32, column as u32 + 1, mark);
        // A run of tokens of one place is named by its first one on each line.
        if last.is_some_and(|(line, mark)| line == here.0 && mark == here.2) {
            continue;
        }
        last = Some((here.0, here.2));
        found.push(here);
    }
    found.sort_unstable();
    found
}

/// All tokens but those that the printer adds and removes.
fn flatten(tokens: &TokenStream, out: &mut Vec<(String, Span)>) {
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) => flatten(&group.stream(), out),
            TokenTree::Ident(name) => out.push((name.to_string(), name.span())),
            TokenTree::Literal(literal) => out.push((literal.to_string(), literal.span())),
            TokenTree::Punct(punct) => {
                if !matches!(punct.as_char(), ',' | ';' | '|') {
                    out.push((punct.as_char().to_string(), punct.span()));
                }
            }
        }
    }
}

/// Moves positions from one layout of a text to another.
pub(crate) fn follow(
    positions: &[hx2rs_abi::source_map::Position],
    before: &str,
    after: &str,
) -> Vec<hx2rs_abi::source_map::Position> {
    let (Ok(old), Ok(new)) = (before.parse::<TokenStream>(), after.parse::<TokenStream>()) else {
        return Vec::new();
    };
    let (mut from, mut to) = (Vec::new(), Vec::new());
    flatten(&old, &mut from);
    flatten(&new, &mut to);
    let mut found = Vec::new();
    let mut at = 0;
    let mut next = 0;
    for (text, span) in &from {
        let Some(offset) = to
            .iter()
            .skip(at)
            .take(64)
            .position(|(other, _)| other == text)
        else {
            continue;
        };
        let Some((_, place)) = to.get(at + offset) else {
            continue;
        };
        at += offset + 1;
        let here = span.start();
        while let Some(position) = positions.get(next) {
            let there = (position.line as usize, position.column as usize - 1);
            if there < (here.line, here.column) {
                next += 1;
                continue;
            }
            if there == (here.line, here.column) {
                let LineColumn { line, column } = place.start();
                found.push(hx2rs_abi::source_map::Position {
                    line: line as u32,
                    column: column as u32 + 1,
                    ..*position
                });
                next += 1;
            }
            break;
        }
    }
    found
}
