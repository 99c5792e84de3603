//! Which modules a program consists of: from the main module along imports and mentioned names, by syntax alone, so
//! that it can be asked while files are still missing. It may reach a module that turns out not to be meant (a local
//! variable of a package's name); it never misses one.

use crate::access::expr_path;
use crate::definition::{module_file, module_items};
use crate::imports::{dotted, package_exists, packages};
use crate::scope::{is_type_name, join, split, without_root};
use hx2rs_base::{Db, Name, Project, SourceFile};
use hx2rs_syntax::ast::{Ast, BodyIndex, ExprKind, FileAst, ImportMode, TypeKind};
use hx2rs_syntax::{parse_body, parse_file};
use indexmap::IndexSet;
use std::iter;

/// The modules of the program that are not of the standard library, in load order: the main module and other roots, each depth
/// first by what each file mentions, in order. Files not loaded yet end the walk where they stand.
pub fn reached_modules(db: &dyn Db) -> &Vec<Name> {
    reached_modules_query(db, db.project())
}

#[salsa::tracked]
fn reached_modules_query(db: &dyn Db, project: Project) -> Vec<Name> {
    let mut reached = IndexSet::new();
    // The standard library may refer to whatever a class path puts in place of its own modules.
    let replaced = project
        .modules(db)
        .iter()
        .filter(|(module, file)| !file.is_standard(db) && is_standard_module(db, **module));
    let mut stack: Vec<Name> = replaced.map(|(module, _)| *module).collect();
    stack.reverse();
    stack.extend(project.roots(db).iter().rev());
    stack.extend(project.main(db));
    while let Some(module) = stack.pop() {
        let Some(file) = module_file(db, module) else {
            continue;
        };
        if file.is_standard(db) || !reached.insert(module) {
            continue;
        }
        let next = neighbours(db, file);
        stack.extend(
            next.iter()
                .rev()
                .filter(|module| !reached.contains(*module)),
        );
    }
    reached.into_iter().collect()
}

/// Whether the standard library has a module of this name. Replacing one is rare, so the few names decide.
fn is_standard_module(db: &dyn Db, module: Name) -> bool {
    let standard = db.project().standard(db);
    standard.contains(&module)
}

/// Modules that a file's names may mean, in order.
#[salsa::tracked]
fn neighbours(db: &dyn Db, file: SourceFile) -> Vec<Name> {
    let module = file.module(db);
    let own = &module_items(db, file).types;
    let chain = packages(split(module).0);
    let mut found = IndexSet::new();
    let mut wildcards: Vec<Name> = Vec::new();
    let mut bound: IndexSet<Name> = own.keys().copied().collect();
    for package in chain.iter().rev() {
        let above = join(*package, Name::new("import"));
        if let Some(above_file) = module_file(db, above) {
            found.insert(above);
            let mentions = mentions(db, above_file);
            add_imports(db, mentions, &mut found, &mut wildcards, &mut bound);
        }
    }
    let mentions = mentions(db, file);
    add_imports(db, mentions, &mut found, &mut wildcards, &mut bound);
    wildcards.reverse();
    for path in &mentions.paths {
        let Some(first) = path.first() else {
            continue;
        };
        if !is_type_name(*first) {
            let paths = iter::once(path.as_slice()).chain(without_root(path));
            for path in paths {
                let at = path.iter().position(|part| is_type_name(*part));
                let module = at.map(|at| dotted(path.get(..=at).unwrap_or_default()));
                if let Some(module) = module
                    && module_file(db, module).is_some()
                {
                    found.insert(module);
                }
            }
        } else if !bound.contains(first) {
            let all = wildcards.iter().chain(&chain);
            let mut modules = all.map(|package| join(*package, *first));
            if let Some(module) = modules.find(|module| module_file(db, *module).is_some()) {
                found.insert(module);
            }
        }
    }
    found.shift_remove(&module);
    found.into_iter().collect()
}

fn add_imports(
    db: &dyn Db,
    mentions: &Mentions,
    found: &mut IndexSet<Name>,
    wildcards: &mut Vec<Name>,
    bound: &mut IndexSet<Name>,
) {
    for (path, is_wildcard, alias) in &mentions.imports {
        let at = path.iter().position(|part| is_type_name(*part));
        let end = at.unwrap_or(path.len().saturating_sub(1));
        let module = dotted(path.get(..=end).unwrap_or_default());
        if module_file(db, module).is_some() {
            found.insert(module);
            let last = path.last().copied().filter(|_| !is_wildcard);
            bound.extend(alias.or(last).filter(|name| is_type_name(*name)));
        } else if at.is_none() && *is_wildcard && package_exists(db, dotted(path)) {
            wildcards.push(dotted(path));
        }
    }
}

/// What a file mentions, by its own text alone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Mentions {
    /// Path, whether it ends with `*`, alias.
    imports: Vec<(Vec<Name>, bool, Option<Name>)>,
    /// Paths that hold a type's name, each one once.
    paths: Vec<Vec<Name>>,
    /// Whether something called `trace` is written: `haxe.Log.trace = …`.
    writes_trace: bool,
}

/// Whether some module of the program may put another function in the place of `haxe.Log.trace`.
pub(crate) fn trace_is_replaced(db: &dyn Db) -> bool {
    *trace_is_replaced_query(db, db.project())
}

#[salsa::tracked]
fn trace_is_replaced_query(db: &dyn Db, _project: Project) -> bool {
    let files = reached_modules(db).iter();
    let mut files = files.filter_map(|module| module_file(db, *module));
    files.any(|file| mentions(db, file).writes_trace)
}

/// Whether a tree has `x.trace = …`, or `trace = …` of an import.
fn writes_trace(tree: &Ast) -> bool {
    let trace = Name::new("trace");
    tree.exprs().any(|(_, expr)| {
        let ExprKind::Assign { target, .. } = expr.kind else {
            return false;
        };
        let target = tree.expr(target).kind;
        matches!(target, ExprKind::Ident(name) | ExprKind::Field { name, .. } if name == trace)
    })
}

#[salsa::tracked]
fn mentions(db: &dyn Db, file: SourceFile) -> Mentions {
    let tree: &FileAst = parse_file(db, file);
    let mut paths = IndexSet::new();
    let imports = tree.imports.iter().map(|import| {
        let path = tree.list(import.path).iter().map(|part| part.name);
        let alias = match import.mode {
            ImportMode::Alias(alias) => Some(alias.name),
            ImportMode::Plain | ImportMode::All | ImportMode::Using => None,
        };
        (path.collect(), import.mode == ImportMode::All, alias)
    });
    let imports = imports.collect();
    collect(tree, &mut paths);
    let mut writes = writes_trace(tree);
    let bodies: Vec<BodyIndex> = tree.bodies.ids().collect();
    for index in bodies {
        let body = parse_body(db, file, index);
        collect(body, &mut paths);
        writes |= writes_trace(body);
    }
    let paths = paths.into_iter().collect();
    Mentions {
        imports,
        paths,
        writes_trace: writes,
    }
}

fn collect(tree: &Ast, paths: &mut IndexSet<Vec<Name>>) {
    for (_, ty) in tree.types() {
        if let TypeKind::Path { segments, .. } = ty.kind {
            let path = tree.list(segments).iter().map(|part| part.name);
            paths.insert(path.collect());
        }
    }
    for (_, expr) in tree.exprs() {
        #[allow(clippy::wildcard_enum_match_arm)] // Only names are looked at.
        match expr.kind {
            ExprKind::Ident(name) if is_type_name(name) => {
                paths.insert(vec![name]);
            }
            ExprKind::Field { receiver, name, .. } if is_type_name(name) => {
                if let Some(mut path) = expr_path(tree, receiver)
                    && !path.iter().any(|part| is_type_name(*part))
                {
                    path.push(name);
                    paths.insert(path);
                }
            }
            _ => {}
        }
    }
}
