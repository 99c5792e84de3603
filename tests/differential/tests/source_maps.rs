//! The source map of every sheet, example and benchmark, as `hx2rs build` writes it beside the formatted project: it is in
//! order and inside the files; an exact token says what the token of Haxe says that it names; and in a function of the
//! program there is no statement without a position. Whether the positions are the right ones among equals is shown by the
//! places that the snapshot below writes out.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // The test reads what was emitted.
#![allow(clippy::expect_used, clippy::indexing_slicing)] // A test fails by them.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use hx2rs_abi::source_map::{EXACT, MappedFile, Position, STATEMENT, SourceMap};
use hx2rs_tests::comparison::{failures, report};
use hx2rs_tests::fixture::{self, Fixture};
use hx2rs_tests::sheet::Engine;
use hx2rs_tests::{places, shipped};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// How the map calls the folder of the standard library.
const STANDARD: &str = "<prelude>/";

/// A project with its map, and the texts that the map speaks of.
struct Project {
    map: SourceMap,
    rust: BTreeMap<String, String>,
    haxe: Vec<String>,
}

fn project(fixture: &Fixture, folder: &Path, root: &Path) -> Result<Project, String> {
    let out = root.join(&fixture.name);
    if out.exists() {
        std::fs::remove_dir_all(&out).map_err(|error| error.to_string())?;
    }
    shipped::emit(fixture, folder, &out)?;
    let map = fixture::read(&out.join("target/hx2rs/source.map"))?;
    let map = SourceMap::from_text(&map).map_err(|refusal| format!("{refusal:?}"))?;
    let mut rust = BTreeMap::new();
    for file in &map.files {
        let text = fixture::read(&out.join(&file.path))?;
        map.file_for(&file.path, &text)
            .map_err(|refusal| format!("{}: {refusal:?}", file.path))?;
        rust.insert(file.path.clone(), text);
    }
    let standard = places::repository().join("prelude/hx");
    let haxe = map.sources.iter().map(|path| {
        let file = match path.strip_prefix(STANDARD) {
            Some(path) => standard.join(path),
            None => folder.join(path),
        };
        fixture::read(&file)
    });
    let haxe = haxe.collect::<Result<Vec<String>, String>>()?;
    Ok(Project { map, rust, haxe })
}

#[test]
fn every_map_holds() {
    let mut fixtures = fixture::all().expect("sheets");
    fixtures.retain(|fixture| fixture.engines.contains(&Engine::Rust));
    let folders = fixture::prepare(&fixtures, "maps").expect("a scratch folder");
    let root = places::scratch("mapped");
    let failed = failures(&fixtures, |fixture| {
        let project = project(fixture, &folders[&fixture.name], &root)?;
        let problems: Vec<String> = project
            .map
            .files
            .iter()
            .flat_map(|file| problems(&project, file))
            .collect();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems.join("\n"))
        }
    });
    let text = report("source maps", fixtures.len(), &failed)
        .err()
        .unwrap_or_default();
    assert!(text.is_empty(), "{text}");
}

/// What is wrong with the map of a file.
fn problems(project: &Project, file: &MappedFile) -> Vec<String> {
    let mut found = Vec::new();
    let text = &project.rust[&file.path];
    let rust = Lines::new(text);
    let haxe: Vec<Lines<'_>> = project.haxe.iter().map(|text| Lines::new(text)).collect();
    let names: HashMap<&str, Vec<&str>> =
        file.names
            .iter()
            .fold(HashMap::new(), |mut all, (rust, haxe)| {
                all.entry(rust.as_str())
                    .or_insert_with(Vec::new)
                    .push(haxe.as_str());
                all
            });
    let mut last = (0, 0);
    for position in &file.positions {
        let here = format!("{}:{}:{}", file.path, position.line, position.column);
        if last >= (position.line, position.column) {
            found.push(format!("{here} is out of order"));
        }
        last = (position.line, position.column);
        let there = haxe.get(position.source as usize);
        let there =
            there.and_then(|lines| lines.token(position.source_line, position.source_column));
        let (Some(rust), Some(haxe)) = (rust.token(position.line, position.column), there) else {
            found.push(format!(
                "{here} or its source {position:?} is outside of the text"
            ));
            continue;
        };
        if position.flags & EXACT != 0 && !says_the_same(rust, haxe, &names) {
            found.push(format!("{here}: `{rust}` is said to be `{haxe}`"));
        }
    }
    match syn::parse_file(text) {
        Ok(tree) => {
            let mut statements = Statements {
                file,
                own: false,
                unmapped: Vec::new(),
            };
            statements.visit_file(&tree);
            found.extend(statements.unmapped);
        }
        Err(error) => found.push(format!("{}: {error}", file.path)),
    }
    found
}

/// The lines of a text.
struct Lines<'t>(Vec<&'t str>);

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self(text.split('\n').collect())
    }

    /// What begins at a place: a word, a number, or a run of other characters.
    fn token(&self, line: u32, column: u32) -> Option<&'t str> {
        let line = self.0.get(line.checked_sub(1)? as usize)?;
        let (start, _) = line.char_indices().nth(column.checked_sub(1)? as usize)?;
        let rest = &line[start..];
        let first = rest.chars().next()?;
        let is_word = |c: char| c == '_' || c == '#' || c.is_alphanumeric();
        let end = if first == '"' || first == '\'' {
            rest.len()
        } else if first.is_ascii_digit() {
            number(rest)
        } else if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else {
            rest.find(|c: char| is_word(c) || c.is_whitespace() || "()[]{}'\"".contains(c))
                .unwrap_or(rest.len())
                .max(1)
        };
        rest.get(..end).or(Some(rest))
    }
}

/// The length of the number that a text begins with.
fn number(text: &str) -> usize {
    let mut before = ' ';
    let hex = text.starts_with("0x") || text.starts_with("0X");
    for (at, letter) in text.char_indices() {
        let next = text[at + letter.len_utf8()..].chars().next();
        let is_part = match letter {
            '.' => !text[..at].contains('.') && next.is_none_or(|next| next.is_ascii_digit()),
            '+' | '-' => !hex && matches!(before, 'e' | 'E'),
            _ => letter == '_' || letter.is_ascii_alphanumeric(),
        };
        if !is_part {
            return at;
        }
        before = letter;
    }
    text.len()
}

/// Keywords and calls that stand for other words or operators.
const OTHERWISE: &str = "let fn match matches Err loop self None trait struct attempt guard const len set as if else \
    wrapping_add wrapping_sub wrapping_mul wrapping_neg wrapping_shl wrapping_shr rem is_none is_some is_empty same ptr_eq \
    addr_eq unwrap_or or_else push_str format add subtract multiply divide modulo";

fn says_the_same(rust: &str, haxe: &str, names: &HashMap<&str, Vec<&str>>) -> bool {
    let is_word = |token: &str| token.starts_with(|c: char| c == '_' || c.is_alphabetic());
    let bare = rust.trim_start_matches("r#");
    if bare == haxe {
        return true;
    }
    if is_word(rust) {
        let renamed = names.get(rust).is_some_and(|names| names.contains(&haxe));
        let letters = |name: &str| -> String {
            let name = name.chars().filter(|c| c.is_alphabetic());
            name.flat_map(char::to_lowercase).collect()
        };
        return (renamed && letters(bare) == letters(haxe))
            || (is_word(haxe) || !haxe.starts_with(|c: char| c.is_alphanumeric()))
                && OTHERWISE.split_whitespace().any(|word| word == bare);
    }
    let digits = |token: &str| token.starts_with(|c: char| c.is_ascii_digit());
    if digits(rust) {
        let value = |token: &str| -> Option<f64> {
            let token = token.replace('_', "").replace("i32", "");
            match token
                .strip_prefix("0x")
                .or_else(|| token.strip_prefix("0X"))
            {
                Some(digits) => u32::from_str_radix(digits, 16).ok().map(f64::from),
                None => token
                    .trim_end_matches("f64")
                    .trim_end_matches('.')
                    .parse()
                    .ok(),
            }
        };
        return value(rust) == value(haxe);
    }
    if rust.starts_with('"') {
        // The words of the text of Haxe, as far as they stand in this line, are in the literal.
        let end = haxe
            .get(1..)
            .and_then(|rest| rest.find(['\'', '"', '$', '\\']));
        let words = haxe
            .get(..end.map_or(haxe.len(), |end| end + 1))
            .unwrap_or_default();
        let words = words.split(|c: char| !c.is_alphanumeric());
        return words
            .filter(|word| !word.is_empty())
            .all(|word| rust.contains(word));
    }
    !is_word(haxe) && !digits(haxe)
}

/// Statements of functions that come from functions of the program.
struct Statements<'m> {
    file: &'m MappedFile,
    own: bool,
    unmapped: Vec<String>,
}

impl Statements<'_> {
    /// Whether a position is in a statement, or before it on its line.
    fn has_position(&self, from: proc_macro2::LineColumn, to: proc_macro2::LineColumn) -> bool {
        let place = |position: &Position| (position.line as usize, position.column as usize - 1);
        let (start, end) = ((from.line, 0), (to.line, to.column));
        let at = self
            .file
            .positions
            .partition_point(|position| place(position) < start);
        let first = self.file.positions.get(at);
        first.is_some_and(|position| place(position) < end)
    }

    /// Whether a name is exact: then it is the name of a function of the program.
    fn enter(&mut self, name: &syn::Ident) -> bool {
        let at = name.span().start();
        let is_it = |position: &&Position| {
            position.line as usize == at.line && position.column as usize == at.column + 1
        };
        let found = self.file.positions.iter().find(is_it);
        let own = found.is_some_and(|position| position.flags & EXACT != 0);
        std::mem::replace(&mut self.own, own)
    }
}

impl<'ast> Visit<'ast> for Statements<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        let before = self.enter(&function.sig.ident);
        visit::visit_item_fn(self, function);
        self.own = before;
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        let before = self.enter(&function.sig.ident);
        visit::visit_impl_item_fn(self, function);
        self.own = before;
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        let before = self.enter(&function.sig.ident);
        visit::visit_trait_item_fn(self, function);
        self.own = before;
    }

    fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
        let span = statement.span();
        let is_empty = matches!(statement, syn::Stmt::Expr(syn::Expr::Block(block), _) if block.block.stmts.is_empty());
        if self.own && !is_empty && !self.has_position(span.start(), span.end()) {
            let text = span.source_text().unwrap_or_default();
            let line = span.start().line;
            self.unmapped
                .push(format!("{}:{line}: unmapped: {text}", self.file.path));
        }
        visit::visit_stmt(self, statement);
    }
}

#[test]
fn a_map_written_out() {
    let fixtures = fixture::all().expect("sheets");
    let Some(fixture) = fixtures
        .iter()
        .find(|fixture| fixture.name == "classes--fields-methods-and-a-constructor")
    else {
        return;
    };
    let folder = fixture
        .prepare(&places::scratch("maps-shown"))
        .expect("a scratch folder");
    let project = project(fixture, &folder, &places::scratch("mapped-shown")).expect("a project");
    let mut shown = String::new();
    for file in &project.map.files {
        let rust = Lines::new(&project.rust[&file.path]);
        for position in &file.positions {
            let haxe = Lines::new(&project.haxe[position.source as usize]);
            let mark = |flag: u32, mark| {
                if position.flags & flag == 0 {
                    ' '
                } else {
                    mark
                }
            };
            shown.push_str(&format!(
                "{:>3}:{:<3}{}{} {:>3}:{:<3} {}  {}\n",
                position.line,
                position.column,
                mark(STATEMENT, '>'),
                mark(EXACT, '='),
                position.source_line,
                position.source_column,
                rust.token(position.line, position.column)
                    .unwrap_or_default(),
                haxe.token(position.source_line, position.source_column)
                    .unwrap_or_default(),
            ));
        }
    }
    insta::assert_snapshot!(shown);
}
