//! The shape of tokens around an error: which brackets are open there, where the statement or member begins in which it
//! stands, and where that ends. Only errors come here, so nothing has to be fast, but everything is linear.

use crate::lexer::{Token, TokenKind};

/// What an open bracket holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FrameKind {
    /// The file itself: declarations.
    File,
    /// Members of a type.
    Type,
    /// Statements or cases.
    Code,
    /// Parts of one expression or type.
    Group,
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Its token; none for the outermost frame.
    pub(super) open: Option<usize>,
    pub(super) kind: FrameKind,
    /// What closes it.
    pub(super) closer: TokenKind,
    /// Where the current statement, member or declaration begins.
    pub(super) start: usize,
}

fn closer(kind: TokenKind) -> Option<TokenKind> {
    use TokenKind::*;
    if matches!(kind, LeftParen | LeftParenArrow | LeftParenCast) {
        return Some(RightParen);
    }
    if kind == LeftBracket {
        return Some(RightBracket);
    }
    matches!(kind, LeftBrace | StringBrace | DollarBrace).then_some(RightBrace)
}

pub(super) fn is_closer(kind: TokenKind) -> bool {
    use TokenKind::*;
    matches!(kind, RightParen | RightBracket | RightBrace)
}

/// The brackets that are open before the token at `index`, outermost first.
pub(super) fn frames(tokens: &[Token], index: usize, in_file: bool) -> Vec<Frame> {
    let mut frames = vec![Frame {
        open: None,
        kind: if in_file {
            FrameKind::File
        } else {
            FrameKind::Group
        },
        closer: TokenKind::End,
        start: 0,
    }];
    for (at, token) in tokens.iter().enumerate().take(index) {
        if let Some(closer) = closer(token.kind) {
            let kind = match frames.last() {
                Some(parent) if token.kind == TokenKind::LeftBrace => {
                    brace_kind(tokens, at, parent)
                }
                _ => FrameKind::Group,
            };
            frames.push(Frame {
                open: Some(at),
                kind,
                closer,
                start: at + 1,
            });
        } else if is_closer(token.kind) {
            close(tokens, at, token.kind, &mut frames);
        } else if let Some(frame) = frames.last_mut() {
            let label = token.kind == TokenKind::Colon
                && frame.kind == FrameKind::Code
                && matches!(
                    tokens.get(frame.start).map(|token| token.kind),
                    Some(TokenKind::Case | TokenKind::Default)
                );
            let ends = token.kind == TokenKind::Semicolon && frame.kind != FrameKind::Group;
            if label || ends {
                frame.start = at + 1;
            }
        }
    }
    frames
}

fn close(tokens: &[Token], at: usize, kind: TokenKind, frames: &mut Vec<Frame>) {
    // A brace cuts short what is open inside of it; other brackets do not cut short a brace.
    let found = frames.iter().rposition(|frame| frame.closer == kind);
    let Some(found) = found else {
        return;
    };
    let cuts_brace = frames
        .iter()
        .skip(found + 1)
        .any(|frame| frame.closer == TokenKind::RightBrace);
    if cuts_brace {
        return;
    }
    frames.truncate(found);
    let brace = kind == TokenKind::RightBrace;
    if let Some(parent) = frames.last_mut()
        && brace
        && parent.kind != FrameKind::Group
        && !tokens
            .get(at + 1)
            .is_some_and(|next| goes_on(next.kind, parent.kind))
    {
        parent.start = at + 1;
    }
}

/// Whether a statement or member goes on behind a closing brace.
fn goes_on(next: TokenKind, frame: FrameKind) -> bool {
    use TokenKind::*;
    match frame {
        FrameKind::Code | FrameKind::Group => matches!(
            next,
            Else | Catch
                | WhileOfDo
                | Dot
                | QuestionDot
                | Operator
                | OperatorAssign
                | Assign
                | Comma
                | RightParen
                | RightBracket
                | Semicolon
                | Question
                | Is
                | In
                | Star
                | Less
                | Greater
                | GreaterGlued
                | Arrow
                | StringText
                | StringIdent
                | StringBrace
                | StringClose
        ),
        FrameKind::File | FrameKind::Type => matches!(
            next,
            Semicolon
                | Assign
                | LeftBrace
                | Arrow
                | Comma
                | Greater
                | GreaterGlued
                | Ampersand
                | RightParen
                | Extends
                | Implements
                | Dot
                | Return
        ),
    }
}

/// What the brace at `at` holds.
fn brace_kind(tokens: &[Token], at: usize, parent: &Frame) -> FrameKind {
    use TokenKind::*;
    let region = tokens.get(parent.start..at).unwrap_or_default();
    let has = |kinds: &[TokenKind]| region.iter().any(|token| kinds.contains(&token.kind));
    let object = || {
        let next = |ahead| tokens.get(at + ahead).map(|token: &Token| token.kind);
        matches!(next(1), Some(Ident | DoubleString | SingleString)) && next(2) == Some(Colon)
    };
    let expression = || {
        if object() {
            FrameKind::Group
        } else {
            FrameKind::Code
        }
    };
    // `var x:{…}`, `macro class {…}`
    let declares = has(&[Var, Final]) && !has(&[Assign]);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    match parent.kind {
        FrameKind::Code if declares && before.is_some_and(|before| before.kind == Colon) => {
            FrameKind::Group
        }
        FrameKind::Code | FrameKind::Group if has(&[Macro]) && has(&[Class]) => FrameKind::Type,
        FrameKind::File if has(&[Function]) => expression(),
        FrameKind::File if has(&[Class, Interface, Enum, Abstract]) => FrameKind::Type,
        FrameKind::Type | FrameKind::File if has(&[Function, Assign]) && !has(&[Typedef]) => {
            expression()
        }
        FrameKind::Type | FrameKind::File => FrameKind::Group,
        FrameKind::Code | FrameKind::Group => expression(),
    }
}

/// Whether a closing bracket has nothing to close.
pub(super) fn is_stray(kind: TokenKind, frames: &[Frame]) -> bool {
    if !is_closer(kind) {
        return false;
    }
    let inner = frames
        .iter()
        .rev()
        .take_while(|frame| kind == TokenKind::RightBrace || frame.closer != TokenKind::RightBrace);
    let mut inner = inner.filter(|frame| frame.open.is_some());
    !inner.any(|frame| frame.closer == kind)
}

/// Whether parentheses that are still open at this token have been forgotten to be closed.
pub(super) fn ends_brackets(token: &Token) -> bool {
    use TokenKind::*;
    matches!(token.kind, Semicolon | RightBrace | LeftBrace)
        || token.on_new_line && (begins_statement(token.kind) || begins_member(token.kind))
}

/// Whether a new statement, member or operand begins with this token, so that a `;` may have been forgotten before it.
pub(super) fn begins_something(kind: TokenKind) -> bool {
    use TokenKind::*;
    begins_statement(kind)
        || begins_member(kind)
        || kind.is_keyword()
        || matches!(
            kind,
            Ident
                | DollarIdent
                | DollarBrace
                | Int
                | Float
                | DoubleString
                | SingleString
                | StringOpen
                | Regex
                | RightBrace
                | LeftBrace
                | Tilde
                | Meta
                | MetaCall
        )
}

fn begins_statement(kind: TokenKind) -> bool {
    use TokenKind::*;
    matches!(
        kind,
        Var | If
            | For
            | While
            | Do
            | Switch
            | Return
            | Throw
            | Try
            | Break
            | Continue
            | Case
            | Default
            | Final
            | CaseVar
    )
}

/// Whether a member or declaration begins with this token.
pub(crate) fn begins_member(kind: TokenKind) -> bool {
    use TokenKind::*;
    matches!(
        kind,
        Public
            | Private
            | Static
            | Override
            | Inline
            | Dynamic
            | Extern
            | Overload
            | Var
            | Final
            | Function
            | Meta
            | MetaCall
            | Class
            | Interface
            | Enum
            | Typedef
            | Abstract
            | Import
            | Using
    )
}

/// Whether a type's brace was forgotten before this token: a member, or the closing brace.
pub(super) fn begins_body(kind: TokenKind) -> bool {
    use TokenKind::*;
    matches!(
        kind,
        Public
            | Private
            | Static
            | Override
            | Inline
            | Dynamic
            | Var
            | Final
            | Function
            | RightBrace
    )
}

/// Where the statement, member or declaration ends that began at `start` and has an error at `index`. `inner`: the
/// brackets that are open between the two, outermost first.
pub(super) fn region_end(
    tokens: &[Token],
    inner: &[Frame],
    start: usize,
    index: usize,
    kind: FrameKind,
) -> usize {
    // What closes the open brackets, and whether that has to come: parentheses around the error may well have been
    // forgotten to be closed.
    let mut open: Vec<(TokenKind, bool)> = inner
        .iter()
        .map(|frame| (frame.closer, has_to_close(tokens, frame)))
        .collect();
    for (at, token) in tokens.iter().enumerate().skip(index) {
        let brace = token.kind == TokenKind::RightBrace;
        let outside = open.iter().all(|(_, has_to_come)| !has_to_come);
        if let Some(closer) = closer(token.kind) {
            open.push((closer, true));
        } else if is_closer(token.kind) {
            let mut reachable = open
                .iter()
                .rev()
                .take_while(|(closer, _)| brace || *closer != TokenKind::RightBrace);
            match reachable.position(|(closer, _)| *closer == token.kind) {
                None if brace => return at,
                None => {}
                Some(above) => {
                    open.truncate(open.len() - above - 1);
                    let next = tokens.get(at + 1);
                    let outside = open.iter().all(|(_, has_to_come)| !has_to_come);
                    if outside && brace && !next.is_some_and(|next| goes_on(next.kind, kind)) {
                        return at + 1;
                    }
                }
            }
        } else if outside && token.kind == TokenKind::Semicolon {
            return at + 1;
        } else if outside && token.on_new_line && at > index && at > start {
            let begins = match kind {
                FrameKind::Code | FrameKind::Group => begins_statement(token.kind),
                FrameKind::File | FrameKind::Type => begins_member(token.kind),
            };
            if begins {
                return at;
            }
        }
    }
    tokens.len()
}

/// Whether a bracket around an error is surely closed: a brace, or the parenthesis of a `for` with `;` inside.
fn has_to_close(tokens: &[Token], frame: &Frame) -> bool {
    let before = frame.open.and_then(|open| tokens.get(open.checked_sub(1)?));
    frame.closer == TokenKind::RightBrace
        || before.is_some_and(|before| before.kind == TokenKind::For)
}

/// Where the pattern of the `case` at `start` ends: at its colon, or where the statement would end.
pub(super) fn label_end(tokens: &[Token], inner: &[Frame], start: usize, index: usize) -> usize {
    let end = region_end(tokens, inner, start, index, FrameKind::Code);
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().take(end).skip(start) {
        if closer(token.kind).is_some() {
            depth += 1;
        } else if is_closer(token.kind) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && token.kind == TokenKind::Colon && at >= index {
            return at;
        }
    }
    end
}
