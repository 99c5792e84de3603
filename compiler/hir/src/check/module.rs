//! Modules: the package line, imports, types declared twice.

use crate::definition::{module_file, module_items};
use crate::imports::{Target, dotted, import_target, package_exists};
use crate::scope::split;
use hx2rs_base::catalogue::modules;
use hx2rs_base::diagnostic::did_you_mean;
use hx2rs_base::{Db, Diagnostic, Name, SourceFile, Span, TextRange};
use hx2rs_syntax::ast::{DeclarationKind, FileAst, Ident, Import, ImportMode};
use hx2rs_syntax::parse_file;
use std::collections::HashMap;

pub(super) fn check(db: &dyn Db, file: SourceFile, found: &mut Vec<Diagnostic>) {
    let tree = parse_file(db, file);
    package(db, file, tree, found);
    for import in &tree.imports {
        check_import(db, file, tree, import, found);
    }
    duplicates(db, file, tree, found);
}

/// The package line has to name the folder.
fn package(db: &dyn Db, file: SourceFile, tree: &FileAst, found: &mut Vec<Diagnostic>) {
    let (expected, last) = split(file.module(db));
    // `import.hx` counts for its folder, with or without a package line.
    if last == "import" && tree.package.is_none() {
        return;
    }
    let path = tree.package.map(|package| package.path);
    let parts = path.map_or(&[][..], |path| tree.list(path));
    let names: Vec<Name> = parts.iter().map(|part| part.name).collect();
    let written = dotted(&names);
    if written.as_str() == expected {
        return;
    }
    let line = if expected.is_empty() {
        "no package line".to_owned()
    } else {
        format!("`package {expected};`")
    };
    let (range, fix) = match tree.package {
        Some(package) if expected.is_empty() => (package.range, String::new()),
        Some(package) => (package.range, format!("package {expected};")),
        None => (TextRange::default(), format!("package {expected};\n")),
    };
    let span = Span::absolute(file.id(db), range);
    let message = format!("the file's folder asks for {line}");
    found.push(
        Diagnostic::new(modules::WRONG_PACKAGE, span, message)
            .note(format!("the file is `{}`", file.path(db)))
            .fix("make the package line fit", vec![(span, fix)]),
    );
}

fn check_import(
    db: &dyn Db,
    file: SourceFile,
    tree: &FileAst,
    import: &Import,
    found: &mut Vec<Diagnostic>,
) {
    let parts = tree.list(import.path);
    let path: Vec<Name> = parts.iter().map(|part| part.name).collect();
    let Target::Unknown {
        parts: known,
        module,
    } = import_target(db, &path, import.mode)
    else {
        return;
    };
    let span = |parts: &[Ident]| {
        let first = parts.first().map_or(import.range, |part| part.range);
        let range = parts.last().map_or(first, |last| first.cover(last.range));
        Span::absolute(file.id(db), range)
    };
    let understood = dotted(path.get(..known).unwrap_or_default());
    let Some(module) = module else {
        let all = db.project().modules(db).keys();
        let what = if import.mode == ImportMode::All && known == path.len() && !is_capital(&path) {
            "package"
        } else {
            "module"
        };
        let diagnostic = Diagnostic::new(
            modules::UNKNOWN_MODULE,
            span(parts.get(..known).unwrap_or_default()),
            format!("no class path has a {what} `{understood}`"),
        );
        let near = did_you_mean(understood.as_str(), all.map(|name| name.as_str()));
        let diagnostic = match crate::scope::missing_standard(&path) {
            Some(note) if near.is_none() => diagnostic.note(note),
            Some(_) | None => diagnostic,
        };
        found.push(with_near(
            diagnostic,
            near,
            understood,
            span(parts.get(..known).unwrap_or_default()),
        ));
        return;
    };
    let Some(last) = path.get(known.saturating_sub(1)) else {
        return;
    };
    let place = parts
        .get(known.saturating_sub(1)..known)
        .unwrap_or_default();
    let candidates = module_names(db, module);
    let near = did_you_mean(last.as_str(), candidates.iter().map(|name| name.as_str()));
    let diagnostic = Diagnostic::new(
        modules::UNKNOWN_IMPORT,
        span(place),
        format!("the module `{module}` has no type or static field `{last}`"),
    );
    found.push(with_near(diagnostic, near, *last, span(place)));
}

fn is_capital(path: &[Name]) -> bool {
    path.iter().any(|part| crate::scope::is_type_name(*part))
}

fn with_near(diagnostic: Diagnostic, near: Option<&str>, wrong: Name, span: Span) -> Diagnostic {
    let Some(near) = near else {
        return diagnostic;
    };
    let mut diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    if near.eq_ignore_ascii_case(wrong.as_str()) {
        diagnostic = diagnostic.note("small letters and capitals make a difference");
    }
    diagnostic.fix(
        format!("change it to `{near}`"),
        vec![(span, near.to_owned())],
    )
}

/// Types of a module, and statics of its main type.
fn module_names(db: &dyn Db, module: Name) -> Vec<Name> {
    let Some(file) = module_file(db, module) else {
        return Vec::new();
    };
    let items = module_items(db, file);
    let mut names: Vec<Name> = items.types.keys().copied().collect();
    let owners = [split(module).1, ""];
    for owner in owners {
        let def = hx2rs_base::DefId::new(module, owner);
        let members = &crate::definition::members(db, def).list;
        let statics = members.iter().filter(|item| item.is_static());
        names.extend(statics.map(|item| item.id.name()));
    }
    names
}

/// Two types of one name in a module, and a type that hides the type of another module of the package.
fn duplicates(db: &dyn Db, file: SourceFile, tree: &FileAst, found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<Name, TextRange> = HashMap::new();
    for declaration in &tree.declarations {
        if matches!(declaration.kind, DeclarationKind::Field(_)) {
            continue;
        }
        let name = declaration.name;
        if let Some(first) = seen.get(&name.name) {
            found.push(
                Diagnostic::new(
                    modules::DUPLICATE_TYPE,
                    Span::absolute(file.id(db), name.range),
                    format!("the module declares `{}` twice", name.name),
                )
                .secondary(Span::absolute(file.id(db), *first), "first here"),
            );
            continue;
        }
        seen.insert(name.name, name.range);
    }
    let module = file.module(db);
    let last = split(module).1;
    let text = last.trim_start_matches('_');
    let starts_small = text.starts_with(|first: char| first.is_ascii_lowercase());
    if starts_small && last != "import" && !package_exists(db, module) {
        let span = Span::absolute(file.id(db), TextRange::default());
        found.push(Diagnostic::new(
            modules::MODULE_NAME,
            span,
            format!("the module name `{last}` has to start with a capital"),
        ));
        return;
    }
    let same = tree.declarations.iter().find(|declaration| {
        let name = declaration.name.name.as_str();
        let is_type = !matches!(declaration.kind, DeclarationKind::Field(_));
        is_type
            && name != last
            && name.eq_ignore_ascii_case(last)
            && !seen.contains_key(&Name::new(last))
    });
    if let Some(declaration) = same {
        found.push(
            Diagnostic::new(
                modules::MODULE_CASE,
                Span::absolute(file.id(db), declaration.name.range),
                format!(
                    "the file is called `{last}.hx`, and its type `{}`: small letters and capitals make a difference",
                    declaration.name.name
                ),
            )
            .help("give both the same name"),
        );
    }
}
