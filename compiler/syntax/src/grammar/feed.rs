//! What the parser reads: the tokens with the repairs made so far, and without the bodies that it must not see.

use super::Word;
use crate::lexer::{Pair, Token, TokenKind};
use hx2rs_base::Name;
use std::cell::Cell;
use std::ops::Range;

/// A replacement of tokens, so that the rest can be parsed.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// What is taken out; may be empty.
    pub(super) tokens: Range<u32>,
    /// What is put in its place.
    pub(super) kinds: Vec<TokenKind>,
}

/// Edits in order, which do not overlap.
#[derive(Default)]
pub(super) struct Edits(Vec<Edit>);

impl Edits {
    /// Adds an edit; edits inside of what it takes out are forgotten.
    pub(super) fn add(&mut self, edit: Edit) {
        let inside = |old: &Edit| {
            !edit.tokens.is_empty()
                && old.tokens.start >= edit.tokens.start
                && old.tokens.end <= edit.tokens.end
        };
        self.0.retain(|old| !inside(old));
        let at = self
            .0
            .partition_point(|old| old.tokens.start <= edit.tokens.start);
        self.0.insert(at, edit);
    }
}

/// What parser and feed tell each other.
#[derive(Default)]
pub(crate) struct Control {
    /// Set by the parser: the code of a member begins with the token that it looks at.
    pub(super) body_begins: Cell<bool>,
    /// The index of the token that the parser looks at.
    pub(super) index: Cell<u32>,
}

pub(super) struct Feed<'t> {
    tokens: &'t [Token],
    brackets: &'t [Pair],
    edits: std::slice::Iter<'t, Edit>,
    edit: Option<&'t Edit>,
    /// How much of the current edit has been given.
    given: usize,
    control: &'t Control,
    start: Option<TokenKind>,
    next: u32,
    last: TokenKind,
    last_end: u32,
    empty: Name,
}

impl<'t> Feed<'t> {
    pub(super) fn new(
        start: TokenKind,
        tokens: &'t [Token],
        brackets: &'t [Pair],
        edits: &'t Edits,
        control: &'t Control,
    ) -> Self {
        let mut edits = edits.0.iter();
        Self {
            tokens,
            brackets,
            edit: edits.next(),
            edits,
            given: 0,
            control,
            start: Some(start),
            next: 0,
            last: start,
            last_end: 0,
            empty: super::builder::WORDS.empty,
        }
    }

    fn made_up(&mut self, kind: TokenKind) -> (u32, Word, u32) {
        self.last = kind;
        let word = Word {
            text: self.empty,
            kind,
            op: None,
        };
        (self.last_end, word, self.last_end)
    }

    /// Behind the `{` of a body: jumps to its `}`.
    fn skip_body(&mut self) -> bool {
        let open = self.next.wrapping_sub(1);
        let found = self
            .brackets
            .binary_search_by_key(&open, |pair| pair.open)
            .ok()
            .and_then(|at| self.brackets.get(at));
        let Some(pair) = found else {
            return false;
        };
        self.control.index.set(self.next);
        self.next = pair.close;
        while let Some(edit) = self.edit
            && edit.tokens.start < self.next
        {
            self.edit = self.edits.next();
        }
        self.last_end = self
            .tokens
            .get(self.next as usize)
            .map_or(self.last_end, |token| token.start);
        true
    }

    /// The next made-up token of the edit at this place, if there is one.
    fn edited(&mut self) -> Option<(u32, Word, u32)> {
        while let Some(edit) = self.edit
            && edit.tokens.start <= self.next
        {
            // What is put in first stands for the tokens that are taken out; the rest comes behind them.
            let index = match self.given {
                0 => edit.tokens.start,
                _ => edit.tokens.end,
            };
            self.control.index.set(index);
            if let Some(kind) = edit.kinds.get(self.given) {
                self.given += 1;
                return Some(self.made_up(*kind));
            }
            self.given = 0;
            self.next = self.next.max(edit.tokens.end);
            self.edit = self.edits.next();
        }
        None
    }
}

impl Iterator for Feed<'_> {
    type Item = (u32, Word, u32);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if let Some(start) = self.start.take() {
            return Some(self.made_up(start));
        }
        if self.control.body_begins.take() && self.last == TokenKind::LeftBrace && self.skip_body()
        {
            return Some(self.made_up(TokenKind::LazyBody));
        }
        if self.edit.is_some()
            && let Some(made_up) = self.edited()
        {
            return Some(made_up);
        }
        self.control.index.set(self.next);
        let token = self.tokens.get(self.next as usize)?;
        self.next += 1;
        self.last = token.kind;
        self.last_end = token.end;
        let word = Word {
            text: token.text,
            kind: token.kind,
            op: token.op,
        };
        Some((token.start, word, token.end))
    }
}
