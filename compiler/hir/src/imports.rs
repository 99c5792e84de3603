//! What the imports of a file, and the `import.hx` files of its folder and those around it, bring into scope.

use crate::definition::{Form, module_file, module_items, named_member, shape};
use crate::scope::{has_constructors, is_type_name, join, main_type, split, type_in};
use hx2rs_base::{Db, DefId, Name, SourceFile, Space};
use hx2rs_syntax::ast::{FileAst, Import, ImportMode};
use hx2rs_syntax::parse_file;
use indexmap::IndexMap;

/// Names that a file sees.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileScope {
    /// Dotted path of the module.
    pub module: Name,
    /// Types of the module itself, private ones too.
    pub own: IndexMap<Name, DefId>,
    /// Imported types by the name that they have here. A later import wins.
    pub imports: IndexMap<Name, DefId>,
    /// Imported statics: name here, owner, name there. The last import first.
    pub statics: Vec<(Name, DefId, Name)>,
    /// Types whose statics are all imported (`import a.B.*`).
    pub wildcard_owners: Vec<DefId>,
    /// Packages whose main types are all imported (`import a.*`), the last one first.
    pub wildcards: Vec<Name>,
    /// The own package, then those around it, up to the root.
    pub packages: Vec<Name>,
    /// Types in `using`, the last one first.
    pub usings: Vec<DefId>,
    /// Enums whose constructors are in scope: those of the module, then imported ones, each the last one first.
    pub constructors: Vec<DefId>,
}

/// What an import's path means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// A module: all its types.
    Module(Name),
    /// One type of a module.
    Type(DefId),
    /// A static variable or function of a type, or of a module (a type with an empty name).
    Static(DefId, Name),
    /// A package, for `import a.*`.
    Package(Name),
    /// Nothing: how many parts of the path were understood, and the module, if there is one.
    Unknown {
        /// Parts of the path up to the first that nothing is known of, that one included.
        parts: usize,
        /// The module that exists.
        module: Option<Name>,
    },
}

/// The names that a file sees.
#[salsa::tracked]
pub fn file_scope(db: &dyn Db, file: SourceFile) -> FileScope {
    let module = file.module(db);
    let mut scope = FileScope {
        module,
        own: IndexMap::new(),
        imports: IndexMap::new(),
        statics: Vec::new(),
        wildcard_owners: Vec::new(),
        wildcards: Vec::new(),
        packages: packages(split(module).0),
        usings: Vec::new(),
        constructors: Vec::new(),
    };
    for (name, shape) in &module_items(db, file).types {
        if !name.as_str().is_empty() {
            scope.own.insert(*name, shape.id);
        }
        if has_constructors(shape.form) {
            scope.constructors.push(shape.id);
        }
    }
    // Of two constructors with the same name the one behind hides the other.
    scope.constructors.reverse();
    let own = scope.constructors.len();
    let mut files: Vec<SourceFile> = scope
        .packages
        .iter()
        .filter_map(|package| module_file(db, join(*package, Name::new("import"))))
        .collect();
    files.reverse();
    files.push(file);
    for file in files {
        let tree = parse_file(db, file);
        for import in &tree.imports {
            add(db, &mut scope, tree, import);
        }
    }
    scope.statics.reverse();
    scope.wildcard_owners.reverse();
    scope.wildcards.reverse();
    scope.usings.reverse();
    if let Some(imported) = scope.constructors.get_mut(own..) {
        imported.reverse();
    }
    scope
}

fn add(db: &dyn Db, scope: &mut FileScope, tree: &FileAst, import: &Import) {
    let path: Vec<Name> = tree
        .list(import.path)
        .iter()
        .map(|part| part.name)
        .collect();
    let alias = match import.mode {
        ImportMode::Alias(alias) => Some(alias.name),
        ImportMode::Plain | ImportMode::All | ImportMode::Using => None,
    };
    match import_target(db, &path, import.mode) {
        Target::Module(module) => {
            let Some(file) = module_file(db, module) else {
                return;
            };
            for (name, shape) in &module_items(db, file).types {
                if name.as_str().is_empty() {
                    if import.mode == ImportMode::All || import.mode == ImportMode::Plain {
                        scope.wildcard_owners.push(shape.id);
                    }
                } else if !shape.is_private {
                    if let Some(alias) = alias {
                        // An alias names the main type only.
                        if split(module).1 == name.as_str() {
                            add_type(db, scope, alias, shape.id);
                        }
                    } else {
                        add_type(db, scope, *name, shape.id);
                        if import.mode == ImportMode::Using {
                            scope.usings.push(shape.id);
                        }
                    }
                }
            }
        }
        Target::Type(def) if import.mode == ImportMode::All => scope.wildcard_owners.push(def),
        Target::Type(def) => {
            add_type(db, scope, alias.unwrap_or(def.name()), def);
            if import.mode == ImportMode::Using {
                scope.usings.push(def);
            }
        }
        Target::Static(owner, name) => scope.statics.push((alias.unwrap_or(name), owner, name)),
        Target::Package(package) => scope.wildcards.push(package),
        Target::Unknown { .. } => {}
    }
}

fn add_type(db: &dyn Db, scope: &mut FileScope, name: Name, def: DefId) {
    scope.imports.shift_remove(&name);
    scope.imports.insert(name, def);
    let form = shape(db, def).map(|shape| shape.form);
    if form.is_some_and(has_constructors) {
        scope.constructors.push(def);
    }
}

/// What the path of an import means.
pub(crate) fn import_target(db: &dyn Db, path: &[Name], mode: ImportMode) -> Target {
    let first_type = path.iter().position(|part| is_type_name(*part));
    let Some(at) = first_type else {
        let package = dotted(path);
        if mode == ImportMode::All {
            return if package_exists(db, package) {
                Target::Package(package)
            } else {
                Target::Unknown {
                    parts: path.len(),
                    module: None,
                }
            };
        }
        // A module with a small name, or a function of a module.
        if module_file(db, package).is_some() {
            return Target::Module(package);
        }
        return Target::Unknown {
            parts: path.len(),
            module: None,
        };
    };
    let module = dotted(path.get(..=at).unwrap_or_default());
    let Some(file) = module_file(db, module) else {
        return Target::Unknown {
            parts: at + 1,
            module: None,
        };
    };
    let items = module_items(db, file);
    let unknown = |parts| Target::Unknown {
        parts,
        module: Some(module),
    };
    // What a typedef stands for is not asked: that would ask for the imports of its file, which may ask for this one.
    let has_static = |owner: DefId, name: Name| {
        let is_alias = shape(db, owner).is_some_and(|shape| shape.form == Form::Alias);
        is_alias || named_member(db, owner, name, Space::Static).is_some()
    };
    let static_of = |owner: DefId, name: Name, parts: usize| {
        if has_static(owner, name) {
            Target::Static(owner, name)
        } else {
            unknown(parts)
        }
    };
    match path.get(at + 1..).unwrap_or_default() {
        // A module's own functions belong to no type, so that nothing can name all of them.
        [] if mode == ImportMode::All => {
            main_type(db, module).map_or(unknown(at + 1), Target::Type)
        }
        [] => Target::Module(module),
        [name] => {
            if let Some(def) = type_in(db, module, *name) {
                return Target::Type(def);
            }
            if let Some(fields) = items.types.get(&Name::new(""))
                && has_static(fields.id, *name)
            {
                return Target::Static(fields.id, *name);
            }
            main_type(db, module).map_or(unknown(at + 2), |main| static_of(main, *name, at + 2))
        }
        [name, member] => match type_in(db, module, *name) {
            Some(def) => static_of(def, *member, at + 3),
            None => unknown(at + 2),
        },
        [..] => unknown(at + 3),
    }
}

/// Whether some module is in this package or below it.
pub(crate) fn package_exists(db: &dyn Db, package: Name) -> bool {
    let prefix = format!("{package}.");
    let modules = db.project().modules(db);
    modules
        .range(Name::new(&prefix)..)
        .next()
        .is_some_and(|(module, _)| module.as_str().starts_with(&prefix))
}

/// The parts with dots between them.
pub(crate) fn dotted(path: &[Name]) -> Name {
    let parts: Vec<&str> = path.iter().map(|part| part.as_str()).collect();
    Name::new(&parts.join("."))
}

/// A package and those around it, up to the root.
pub(crate) fn packages(package: &str) -> Vec<Name> {
    let mut all = vec![Name::new(package)];
    let mut rest = package;
    while let Some((around, _)) = rest.rsplit_once('.') {
        all.push(Name::new(around));
        rest = around;
    }
    if !package.is_empty() {
        all.push(Name::new(""));
    }
    all
}
