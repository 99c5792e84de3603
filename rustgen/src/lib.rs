//! Rust for a typed program: [`Program`] and ownership plan in, the files of a Cargo project and their source map out.
//! Pure: the same input gives the same bytes; no file is read or written. What cannot be emitted yet is a diagnostic.
//!
//! `names`, `modules` and `hierarchy` decide what things are called and which form they take; `represent` is the form of
//! values; `emit` turns bodies into tokens, `items` what surrounds them; `print` makes text and finds marked
//! tokens again, of which `mapping` makes positions.

mod bindings;
mod code;
mod crate_root;
mod dynamic;
mod emit;
mod facts;
mod hierarchy;
mod items;
mod literal_types;
mod manifest;
mod mapping;
mod marks;
mod modules;
mod mounted;
mod names;
pub mod native;
pub mod natives_generated;
mod normal;
mod overrides;
mod phantom;
mod print;
mod represent;
mod reserved;
pub mod rustc;
mod scope;
mod self_reference;
mod tidy;
mod unread_base;
mod unused;
mod unused_traits;
mod views;
mod world;

pub use hx2rs_abi::source_map;
pub use manifest::PROFILES;
pub use reserved::is_keyword;

use hx2rs_abi::source_map::{SourceMap, VERSION, content_hash};
use hx2rs_compiler::hir::Program;
use hx2rs_compiler::{Diagnostic, Name, OwnershipPlan, catalogue};
use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

/// What the user wants of the emitted crate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// Package name; also that of the binary.
    pub name: String,
    /// `0.1.0`.
    pub version: String,
    /// Folder of the prelude crate.
    pub prelude_path: String,
    /// What allocates in the binary.
    pub allocator: Allocator,
    /// What the files are part of.
    pub shape: Shape,
}

/// What emitted files are part of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub enum Shape {
    /// A package of their own, with a binary.
    #[default]
    Package,
    /// A module in somebody else's crate: `src/main.rs` is its text, the others are modules inside of it.
    Module,
}

/// What allocates in a shipped program.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub enum Allocator {
    /// mimalloc, through a default feature of the crate that can be switched off.
    #[default]
    Mimalloc,
    /// What the system has.
    System,
}

/// A file of the emitted crate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// From the crate's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The emitted crate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Emitted {
    /// `Cargo.toml` and all sources.
    pub files: Vec<File>,
    /// Where the tokens of the sources come from; all of them: [`follow`] leaves what a reader needs.
    pub map: SourceMap,
    /// What could not be emitted. If there is any, the files are not to be used.
    pub diagnostics: Vec<Diagnostic>,
}

/// Emits a program.
pub fn emit(program: &Program, plan: &OwnershipPlan, options: &Options) -> Emitted {
    let endless = represent::endless(program);
    if !endless.is_empty() {
        return Emitted {
            files: Vec::new(),
            map: SourceMap {
                version: VERSION,
                sources: Vec::new(),
                files: Vec::new(),
            },
            diagnostics: endless,
        };
    }
    let emitted = emit_with(program, plan, options, false);
    if emitted.diagnostics.is_empty() {
        return emitted;
    }
    // Where a structure that comes out of Dynamic may be one of several types, each of them is seen through a trait.
    let viewed = emit_with(program, plan, options, true);
    match viewed.diagnostics.is_empty() {
        true => viewed,
        false => emitted,
    }
}

fn emit_with(
    program: &Program,
    plan: &OwnershipPlan,
    options: &Options,
    dynamic_views: bool,
) -> Emitted {
    let world = world::World::new(program, plan, dynamic_views);
    for class in plan.reflection.objects.keys() {
        world.need_dynamic(world.own_type(*class));
    }
    // Each run finds what bodies need of types and of each other; one that finds nothing new has it all written down.
    let mut modules = tokens(&world);
    for _ in 0..8 {
        world.solve_bounds();
        let before = world.needs.borrow().size();
        world.needs.borrow_mut().diagnostics.clear();
        modules = tokens(&world);
        if world.needs.borrow().size() == before {
            break;
        }
    }
    let mut files = Vec::new();
    let mut mapped = Vec::new();
    let uses_prelude = modules
        .values()
        .any(|tokens| mentions(tokens, "hx") || mentions(tokens, "Str"));
    files.push(File {
        path: "Cargo.toml".to_owned(),
        text: manifest::manifest(options, uses_prelude),
    });
    let sources: IndexMap<_, _> = program
        .files
        .keys()
        .enumerate()
        .map(|(at, file)| (*file, at as u32))
        .collect();
    let unread_bases = unread_base::unread(modules.values());
    let mut trees: IndexMap<&String, syn::File> = IndexMap::new();
    for (path, tokens) in &modules {
        match print::tree(tokens, &unread_bases) {
            Ok(tree) => {
                trees.insert(path, tree);
            }
            Err(error) => {
                let diagnostic = Diagnostic::without_place(
                    catalogue::internal::INVALID_RUST,
                    format!("emitted code of {path} is no Rust: {error}"),
                );
                world.needs.borrow_mut().diagnostics.push(diagnostic);
            }
        }
    }
    if options.shape == Shape::Package {
        unused_traits::leave_out(trees.values_mut());
    }
    allow_what_the_program_decides(&mut trees);
    if options.shape == Shape::Module {
        for (path, tree) in &mut trees {
            let is_root = *path == "src/main.rs";
            let depth = if is_root { 0 } else { module_path(path).len() };
            // It was Rust before.
            if let Ok(relative) = mounted::relative(tree, depth) {
                *tree = relative;
            }
        }
    }
    let mut mapper = mapping::Mapper::new(&world);
    for (path, tree) in trees {
        let printed = print::print(&tree);
        mapped.push(mapper.file(path, &printed, &sources));
        files.push(File {
            path: path.clone(),
            text: printed.text,
        });
    }
    let map = SourceMap {
        version: VERSION,
        sources: program
            .files
            .values()
            .map(|source| source.path.to_string())
            .collect(),
        files: mapped,
    };
    let diagnostics = world.needs.into_inner().diagnostics;
    Emitted {
        files,
        map,
        diagnostics,
    }
}

/// The root of the crate allows the lints that only the program decides.
fn allow_what_the_program_decides(trees: &mut IndexMap<&String, syn::File>) {
    let paths: Vec<Vec<String>> = trees.keys().map(|path| module_path(path)).collect();
    let files = paths.iter().map(Vec::as_slice).zip(trees.values());
    let attributes = normal::allow::needed(files);
    let root = trees
        .iter_mut()
        .find(|(path, _)| path.as_str() == "src/main.rs");
    if let Some((_, root)) = root
        && let Ok(made) = syn::parse2::<syn::File>(attributes)
    {
        root.attrs.extend(made.attrs);
    }
}

/// `src/a/b.rs` → `a`, `b`.
fn module_path(path: &str) -> Vec<String> {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    path.split('/').map(str::to_owned).collect()
}

/// The map of the files `after` a formatter has changed their layout, but no token. Runs of tokens of one place that are
/// no tokens of Haxe have one position per line in it.
#[must_use]
pub fn follow(map: &SourceMap, before: &[File], after: &[File]) -> SourceMap {
    let mut map = map.clone();
    for file in &mut map.files {
        let old = before.iter().find(|old| old.path == file.path);
        let new = after.iter().find(|new| new.path == file.path);
        if let (Some(old), Some(new)) = (old, new)
            && old.text != new.text
        {
            file.positions = print::follow(&file.positions, &old.text, &new.text);
            file.hash = content_hash(&new.text);
        }
        mapping::thin(&mut file.positions);
    }
    map
}

/// The tokens of every Rust file, by path.
fn tokens(world: &world::World<'_>) -> IndexMap<String, TokenStream> {
    let mut items: IndexMap<Vec<String>, TokenStream> = IndexMap::new();
    items.insert(Vec::new(), TokenStream::new());
    for (name, module) in &world.program.modules {
        let scope = scope::Scope::new(world, *name);
        let body = items::module(&scope, &module.types);
        if body.is_empty() {
            continue;
        }
        let imports = scope.imports(&body);
        let path = world.modules.path(*name).to_vec();
        items
            .entry(path)
            .or_default()
            .extend(quote!(#imports #body));
    }
    let scope = scope::Scope::new(world, Name::new(scope::STRUCTURES));
    let structures = items::structures(&scope);
    if !structures.is_empty() {
        let imports = scope.imports(&structures);
        items.insert(
            vec![scope::STRUCTURES.to_owned()],
            quote!(#imports #structures),
        );
    }
    if world.program.main.is_none() {
        let scope = scope::Scope::new(world, Name::new(scope::ROOT));
        let start = crate_root::library_start(&scope);
        let imports = scope.imports(&start);
        items
            .entry(Vec::new())
            .or_default()
            .extend(quote!(#imports #start));
    }
    let scope = scope::Scope::new(world, Name::new(scope::REFLECTION));
    let types = items::reflection::types(&scope);
    if !types.is_empty() {
        let imports = scope.imports(&types);
        items.insert(vec!["reflection".to_owned()], quote!(#imports #types));
    }
    with_module_tree(world, items)
}

/// Adds the `mod` lines, and names the files.
fn with_module_tree(
    world: &world::World<'_>,
    items: IndexMap<Vec<String>, TokenStream>,
) -> IndexMap<String, TokenStream> {
    let mut children: std::collections::BTreeMap<Vec<String>, std::collections::BTreeSet<String>> =
        std::collections::BTreeMap::new();
    for path in items.keys() {
        let mut path = path.clone();
        while let Some(last) = path.pop() {
            children.entry(path.clone()).or_default().insert(last);
        }
    }
    let mut all: std::collections::BTreeSet<Vec<String>> = items.keys().cloned().collect();
    all.extend(children.keys().cloned());
    let mut out = IndexMap::new();
    for path in all {
        let file = match path.as_slice() {
            [] => "src/main.rs".to_owned(),
            parts => format!("src/{}.rs", parts.join("/")),
        };
        let modules = children.get(&path).into_iter().flatten().map(|name| {
            let name = code::plain_module(name);
            if path.is_empty() {
                quote!(mod #name;)
            } else {
                quote!(pub mod #name;)
            }
        });
        let modules: TokenStream = modules.collect();
        let own = items.get(&path).cloned().unwrap_or_default();
        let allow = if path.is_empty() {
            allowed(world)
        } else {
            TokenStream::new()
        };
        out.insert(file, quote!(#allow #modules #own));
    }
    out
}

/// Lints that only the user's own names, arity and unread values decide.
fn allowed(world: &world::World<'_>) -> TokenStream {
    let mut out = TokenStream::new();
    let names_only = |id: &hx2rs_compiler::DefId| world.classes.is_only_named(*id);
    if world.program.types.keys().any(names_only) {
        out.extend(
            quote!(#![allow(dead_code, reason = "classes that the program names and never makes")]),
        );
    } else if has_unasked_text(world) {
        out.extend(quote!(#![allow(dead_code, reason = "a `toString` that nothing asks for")]));
    }
    out
}

/// Whether some object could say its text, with all that is only there for that, and nobody asks for it.
fn has_unasked_text(world: &world::World<'_>) -> bool {
    use hx2rs_compiler::hir::{Callee, Expr};
    let name = Name::new("toString");
    let families = &world.plan.families;
    let shown = &world.needs.borrow().shown_classes;
    let mut silent = world.program.types.keys().filter(|id| {
        world.classes.is_instantiated(**id)
            && families.method(**id, name).is_some_and(|found| {
                let function = world.program.functions.get(&found);
                function.is_some_and(|function| function.body().is_some())
            })
            && !families.above(**id).any(|above| shown.contains(&above))
    });
    silent.any(|id| {
        let Some(own) = families.method(*id, name) else {
            return false;
        };
        let is_call = |expr: &Expr| {
            let called = if let Expr::Call { callee, .. } = expr {
                match callee {
                    Callee::Method { method, .. } | Callee::Super(method) => Some(*method),
                    Callee::Static(_)
                    | Callee::Constructor(_)
                    | Callee::SuperConstructor { .. }
                    | Callee::Value(_) => None,
                }
            } else if let Expr::BoundMethod { method, .. } = expr {
                Some(*method)
            } else {
                None
            };
            called.is_some_and(|called| families.root(called) == families.root(own))
        };
        let functions = world.program.functions.values();
        let mut bodies = functions.filter_map(|function| function.body());
        !bodies.any(|typed| typed.body.exprs.iter().any(|(_, expr)| is_call(expr)))
    })
}

fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Group(group) => mentions(&group.stream(), name),
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        proc_macro2::TokenTree::Punct(_) | proc_macro2::TokenTree::Literal(_) => false,
    })
}
