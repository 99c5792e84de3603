//! Source maps: for the tokens of a printed file the tokens of Haxe that say the same.
//!
//! While it is emitted, each token is marked with the expression, pattern or declaration that it comes from
//! ([`crate::marks`]), and [`crate::print`] finds the marked tokens again in the text. Here the text of that expression
//! is looked into: of its own tokens, those between its parts, the one that [`correspondence`] names is the place. What
//! corresponds to nothing (a `.clone()`, a `&`) is mapped to where the expression begins, without being called exact.

mod correspondence;
mod haxe_tokens;

pub(crate) use correspondence::RUST_OPERATORS;

use crate::print::{Placed, Printed};
use crate::world::{Origin, World};
use correspondence::{corresponds, is_name};
use haxe_tokens::{Kind, Token};
use hx2rs_abi::source_map::{EXACT, MappedFile, Position, STATEMENT, content_hash};
use hx2rs_compiler::hir::{Body, Expr, ExprId, Program, TypedBody};
use hx2rs_compiler::{FileId, MemberId, TextRange};
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Makes the maps of all files of a crate.
pub(crate) struct Mapper<'w> {
    world: &'w World<'w>,
    /// Files, with their tokens where these are known already.
    texts: HashMap<FileId, Vec<Token>>,
    bodies: HashMap<MemberId, Parts>,
    /// By mark: the tokens that may correspond.
    candidates: HashMap<usize, Candidates>,
}

/// How the expressions of a body lie in each other.
#[derive(Default)]
struct Parts {
    /// The innermost statement around each expression, or it itself.
    statements: HashMap<ExprId, ExprId>,
    /// The places of each expression's parts.
    holes: HashMap<ExprId, Vec<TextRange>>,
}

/// Tokens of Haxe that a mark covers.
#[derive(Default)]
struct Candidates {
    /// Those of the expression itself.
    own: Vec<Token>,
    /// Those of its parts as well.
    all: Vec<Token>,
    /// How many tokens of Rust with this text have been placed.
    seen: HashMap<String, usize>,
}

impl<'w> Mapper<'w> {
    /// Knows no file yet.
    pub(crate) fn new(world: &'w World<'w>) -> Self {
        Self {
            world,
            texts: HashMap::new(),
            bodies: HashMap::new(),
            candidates: HashMap::new(),
        }
    }

    /// The map of a printed file.
    pub(crate) fn file(
        &mut self,
        path: &str,
        printed: &Printed,
        sources: &IndexMap<FileId, u32>,
    ) -> MappedFile {
        let mut positions = Vec::new();
        let mut names = BTreeSet::new();
        let mut statements = HashSet::new();
        for token in &printed.tokens {
            let marks = self.world.marks.borrow();
            let origin = token.mark.checked_sub(1);
            let Some(origin) = origin.and_then(|at| marks.places.get_index(at)).copied() else {
                continue;
            };
            drop(marks);
            let program = self.world.program;
            let (Some(source), Some(index)) = (
                program.files.get(&origin.file),
                sources.get(&origin.file).copied(),
            ) else {
                continue;
            };
            let statement = self.statement(origin);
            if statement.is_none() {
                statements.clear();
            }
            let mut flags = 0;
            if statement.is_some_and(|statement| statements.insert(statement)) {
                flags |= STATEMENT;
            }
            let exact = self.exact(token, origin, &source.text);
            if let Some(found) = exact {
                flags |= EXACT;
                let haxe = found.of(&source.text);
                let rust = token.text.trim_start_matches("r#");
                if found.kind == Kind::Word && is_name(rust) && rust != haxe {
                    names.insert((token.text.clone(), haxe.to_owned()));
                }
            }
            let offset = exact.map_or_else(
                || shown_start(&source.text, origin.range.start),
                |found| found.start,
            );
            let (source_line, source_column) = source.line_column(offset);
            positions.push(Position {
                line: token.line,
                column: token.column,
                source: index,
                source_line,
                source_column,
                flags,
            });
        }
        positions.sort_unstable();
        MappedFile {
            path: path.to_owned(),
            hash: content_hash(&printed.text),
            positions,
            names: names.into_iter().collect(),
        }
    }

    /// The statement that an expression is, or is part of.
    fn statement(&mut self, origin: Origin) -> Option<(MemberId, ExprId)> {
        let (member, expr) = origin.expr?;
        let parts = self.parts(member);
        let statement = parts.statements.get(&expr).copied();
        statement.map(|statement| (member, statement))
    }

    /// The token of Haxe that a token of Rust stands for.
    fn exact(&mut self, token: &Placed, origin: Origin, text: &str) -> Option<Token> {
        if !self.candidates.contains_key(&token.mark) {
            let made = self.made_candidates(origin, text);
            self.candidates.insert(token.mark, made);
        }
        let candidates = self.candidates.get_mut(&token.mark)?;
        if !token.is_whole {
            return None;
        }
        let fits = |found: &&Token| corresponds(&token.text, found.of(text), found.kind);
        let mut own: Vec<&Token> = candidates.own.iter().filter(fits).collect();
        // `value` is not `Value` where both are there.
        let is_upper = |name: &str| name.starts_with(char::is_uppercase);
        let alike = |found: &&Token| is_upper(found.of(text)) == is_upper(&token.text);
        if own.iter().copied().any(|found| alike(&found)) {
            own.retain(alike);
        }
        if !own.is_empty() {
            // Several names of one kind, such as variables of a loop, come in the same order on both sides.
            let seen = candidates.seen.entry(token.text.clone()).or_default();
            let at = (*seen).min(own.len() - 1);
            *seen += 1;
            return own.get(at).copied().copied();
        }
        let mut all = candidates.all.iter().filter(fits);
        let first = all.next().copied();
        let is_one = first.is_some_and(|first| {
            first.kind == Kind::Text || first.kind == Kind::Number || all.next().is_none()
        });
        first.filter(|_| is_one)
    }

    fn made_candidates(&mut self, origin: Origin, text: &str) -> Candidates {
        let tokens = self.texts.entry(origin.file);
        let tokens = tokens.or_insert_with(|| haxe_tokens::tokens(text));
        let from = tokens.partition_point(|token| token.start < origin.range.start);
        let to = tokens.partition_point(|token| token.start < origin.range.end);
        let all: Vec<Token> = tokens.get(from..to).unwrap_or_default().to_vec();
        let mut own = all.clone();
        if let Some((member, expr)) = origin.expr
            && !origin.is_part
        {
            let parts = self.parts(member);
            let holes = parts.holes.get(&expr).map(Vec::as_slice);
            let holes = holes.unwrap_or_default();
            own.retain(|token| {
                let inside = |hole: &TextRange| (hole.start..hole.end).contains(&token.start);
                !holes.iter().any(inside)
            });
        }
        Candidates {
            own,
            all,
            seen: HashMap::new(),
        }
    }

    fn parts(&mut self, member: MemberId) -> &Parts {
        let program = self.world.program;
        self.bodies.entry(member).or_insert_with(|| {
            let typed = body(program, member);
            typed.map_or_else(Parts::default, |typed| Parts::of(program, member, typed))
        })
    }
}

/// Where something begins that may be behind the last token of a line: an end that nobody wrote is at the `}`.
fn shown_start(text: &str, offset: u32) -> u32 {
    let before = text.get(..offset as usize).unwrap_or_default();
    let behind = text.get(offset as usize..).unwrap_or_default();
    if behind.starts_with(|c: char| !c.is_whitespace()) {
        return offset;
    }
    let shown = before.trim_end();
    let last = shown.chars().next_back().map_or(0, char::len_utf8);
    shown.len().saturating_sub(last) as u32
}

/// Leaves one position of those in a row on a line that are the same place and no tokens of Haxe.
pub(crate) fn thin(positions: &mut Vec<Position>) {
    positions.dedup_by(|next, kept| {
        let place = |position: &Position| {
            let Position {
                line,
                source,
                source_line,
                source_column,
                ..
            } = *position;
            (line, source, source_line, source_column)
        };
        next.flags == 0 && kept.flags & EXACT == 0 && place(next) == place(kept)
    });
}

/// The body of a function, or the initialiser of a field.
fn body(program: &Program, member: MemberId) -> Option<&TypedBody> {
    if let Some(function) = program.functions.get(&member) {
        return function.body();
    }
    let fields = program.types.get(&member.owner())?.fields();
    let field = fields.into_iter().find(|field| field.id == member)?;
    field.initialiser.as_ref()
}

impl Parts {
    fn of(program: &Program, member: MemberId, typed: &TypedBody) -> Self {
        let body: &Body = &typed.body;
        let mut made = Self::default();
        let mut parents = HashMap::new();
        let range = |expr: ExprId| {
            let range = typed.spans.exprs.entry(expr).copied();
            program.absolute(member, range.unwrap_or_default())
        };
        for (id, expr) in body.exprs.iter() {
            let own = range(id);
            let mut holes = Vec::new();
            let mut visit = |part: ExprId| {
                parents.insert(part, id);
                let part = range(part);
                // A conversion has the place of what it converts.
                if part != own && !part.is_empty() {
                    holes.push(part);
                }
            };
            expr.for_each_part(body, &mut visit);
            if let Expr::Closure(closure) = expr
                && let Some(closure) = body.closures.entry(*closure)
            {
                visit(closure.body);
            }
            made.holes.insert(id, holes);
        }
        for (id, _) in body.exprs.iter() {
            let mut at = id;
            while let Some(parent) = parents.get(&at).copied() {
                if matches!(body.exprs.entry(parent), Some(Expr::Block(_))) {
                    break;
                }
                at = parent;
            }
            made.statements.insert(id, at);
        }
        made
    }
}
