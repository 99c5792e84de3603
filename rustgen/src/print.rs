//! Printing: tokens to formatted text, and the positions of marked tokens in it. The printed text is read back as
//! tokens and walked beside the tokens it was printed from; the printer adds and removes commas, braces and
//! parentheses, which the walk steps over.

use crate::mapping::RUST_OPERATORS;
use crate::marks;
use hx2rs_abi::source_map::Position;
use proc_macro2::{LineColumn, Spacing, Span, TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};

/// The module as which a `thread_local!` block is printed, so that what is inside is formatted.
pub(crate) const THREAD_LOCAL: &str = "__thread_local";

/// A file's text, and its marked tokens, in order.
pub(crate) struct Printed {
    /// The text.
    pub text: String,
    /// What stands where.
    pub tokens: Vec<Placed>,
}

/// A marked token in a printed text; line and column from 1.
pub(crate) struct Placed {
    pub line: u32,
    pub column: u32,
    pub text: String,
    pub mark: usize,
    /// Whether the token says something by itself: not the `*` of a dereference, the `<` of generics, the `!` of a macro.
    pub is_whole: bool,
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
    crate::bindings::drop_unused(&mut file);
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
    let tokens = placed(&original, &text);
    let text = text.replace(&format!("mod {THREAD_LOCAL} {{"), "thread_local! {");
    Printed { text, tokens }
}

/// Finds the marked tokens of `original` in `text`.
fn placed(original: &TokenStream, text: &str) -> Vec<Placed> {
    let Ok(printed) = text.parse::<TokenStream>() else {
        return Vec::new();
    };
    let (from, to) = (flat(original), flat(&printed));
    let mut found: Vec<Placed> = Vec::new();
    let mut joint = false;
    for (from, to) in pairs(&from, &to) {
        let Some(mark) = marks::of(from.span) else {
            joint = false;
            continue;
        };
        let LineColumn { line, column } = to.span.start();
        let here = (line as u32, column as u32 + 1);
        if let Some(last) = found.last_mut()
            && joint
            && last.mark == mark
            && (last.line, last.column + last.text.len() as u32) == here
        {
            let both = format!("{}{}", last.text, to.text);
            let mut operators = RUST_OPERATORS.iter();
            if operators.any(|operator| operator.starts_with(&both)) {
                last.text = both;
                joint = to.joint;
                continue;
            }
        }
        joint = to.joint;
        found.push(Placed {
            line: here.0,
            column: here.1,
            text: to.text.clone(),
            mark,
            is_whole: true,
        });
    }
    let lines: Vec<&str> = text.lines().collect();
    for token in &mut found {
        let line = lines.get(token.line as usize - 1).copied();
        token.is_whole = is_whole(token, line.unwrap_or_default());
    }
    found
}

/// Operators with two operands have spaces around them, others have not.
fn is_whole(token: &Placed, line: &str) -> bool {
    let start = token.column as usize - 1;
    let before = start.checked_sub(1).and_then(|at| line.chars().nth(at));
    let behind = line.chars().nth(start + token.text.chars().count());
    let mut letters = token.text.chars();
    let (Some(only), None) = (letters.next(), letters.next()) else {
        return true;
    };
    match only {
        '<' | '>' | '*' | '&' | '+' => [before, behind]
            .into_iter()
            .all(|beside| beside.is_none_or(char::is_whitespace)),
        '!' => before.is_none_or(|before| !before.is_alphanumeric()),
        ':' | '.' | '#' => false,
        _ => true,
    }
}

/// A token that the printer leaves alone.
struct Flat {
    text: String,
    span: Span,
    /// Whether the next token stands directly behind it and may be part of one operator with it.
    joint: bool,
}

/// All tokens but those that the printers add and remove.
fn flat(tokens: &TokenStream) -> Vec<Flat> {
    let mut all = Vec::new();
    flatten(tokens, &mut all);
    all
}

fn flatten(tokens: &TokenStream, out: &mut Vec<Flat>) {
    for token in tokens.clone() {
        let (text, span) = match token {
            TokenTree::Group(group) => {
                flatten(&group.stream(), out);
                continue;
            }
            TokenTree::Ident(name) => (name.to_string(), name.span()),
            TokenTree::Literal(literal) => (literal.to_string(), literal.span()),
            TokenTree::Punct(punct) => {
                if !matches!(punct.as_char(), ',' | ';' | '|') {
                    out.push(Flat {
                        text: punct.as_char().to_string(),
                        span: punct.span(),
                        joint: punct.spacing() == Spacing::Joint,
                    });
                }
                continue;
            }
        };
        out.push(Flat {
            text,
            span,
            joint: false,
        });
    }
}

/// How far the same token is looked for where two streams differ, and how many in a row have to be the same there.
const REACH: usize = 64;
const SURE: usize = 3;

/// The tokens of two layouts of one text that are the same, in order. Where a printer has moved, added or removed
/// something, the nearest place where both go on alike is taken.
fn pairs<'t>(from: &'t [Flat], to: &'t [Flat]) -> Vec<(&'t Flat, &'t Flat)> {
    let mut found = Vec::new();
    let (mut first, mut second) = (0, 0);
    let alike = |first: usize, second: usize| {
        (0..SURE).all(|more| {
            let (one, other) = (from.get(first + more), to.get(second + more));
            one.map(|one| &one.text) == other.map(|other| &other.text)
        })
    };
    while let (Some(one), Some(other)) = (from.get(first), to.get(second)) {
        if one.text == other.text {
            found.push((one, other));
            (first, second) = (first + 1, second + 1);
            continue;
        }
        let ways = (1..REACH).flat_map(|sum| (0..=sum).map(move |part| (part, sum - part)));
        let next = ways
            .map(|(left, right)| (first + left, second + right))
            .find(|(first, second)| alike(*first, *second));
        (first, second) = next.unwrap_or((first + 1, second + 1));
    }
    found
}

/// Moves positions from one layout of a text to another.
pub(crate) fn follow(positions: &[Position], before: &str, after: &str) -> Vec<Position> {
    let (Ok(old), Ok(new)) = (before.parse::<TokenStream>(), after.parse::<TokenStream>()) else {
        return Vec::new();
    };
    let (from, to) = (flat(&old), flat(&new));
    let place = |token: &Flat| {
        let LineColumn { line, column } = token.span.start();
        (line as u32, column as u32 + 1)
    };
    let moved: HashMap<_, _> = pairs(&from, &to)
        .into_iter()
        .map(|(from, to)| (place(from), place(to)))
        .collect();
    let mut found: Vec<Position> = positions
        .iter()
        .filter_map(|position| {
            let (line, column) = *moved.get(&(position.line, position.column))?;
            Some(Position {
                line,
                column,
                ..*position
            })
        })
        .collect();
    found.sort_unstable();
    found
}
