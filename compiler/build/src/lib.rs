//! The build.rs door: Haxe modules as a module of a Rust crate.
//!
//! ```no_run
//! // main of build.rs
//! hx2rs_build::compile("hx");
//! ```
//!
//! ```ignore
//! // src/main.rs
//! include!(concat!(env!("OUT_DIR"), "/haxe.rs")); // pub mod haxe
//! ```
//!
//! What Rust calls is marked with `@:expose` in Haxe. Finding and loading is [`hx2rs_project`]'s; how the files become one
//! module is [`module`]'s.

#![allow(clippy::disallowed_methods)] // A build script reads files, writes files and talks to Cargo.

mod module;

use hx2rs_compiler::render::{Report, Sources, text};
use hx2rs_compiler::{Diagnostic, OwnershipPlan};
use hx2rs_project::class_paths;
use hx2rs_project::files;
use hx2rs_project::input::{self, Project, Request, Resolved};
use hx2rs_project::load::Loaded;
use hx2rs_project::settings::{Settings, Source, define};
use hx2rs_rustgen::{Allocator, Options, Shape};
use std::collections::BTreeSet;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Compiles the Haxe modules of a folder to `haxe.rs` in `OUT_DIR`. If something is wrong with them, it is shown and the
/// build script ends.
pub fn compile(folder: impl AsRef<Path>) {
    Config::new(folder).compile();
}

/// What to compile, and where to.
#[derive(Clone, Debug)]
pub struct Config {
    request: Request,
    module: String,
    out: Option<PathBuf>,
}

/// Why nothing was compiled: messages at .hx positions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    text: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.trim_end())
    }
}

impl std::error::Error for Error {}

/// What was compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compiled {
    /// The file to include.
    pub file: PathBuf,
    /// The files and folders that it depends on.
    pub inputs: BTreeSet<PathBuf>,
    /// Warnings, as text.
    pub warnings: String,
}

impl Config {
    /// The modules of a folder: of its hx.toml, or its only .hxml file, or those that lie in it.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        let folder = folder.as_ref().to_string_lossy().into_owned();
        Self {
            request: Request {
                input: Some(folder),
                settings: Settings::default(),
            },
            module: "haxe".to_owned(),
            out: None,
        }
    }

    /// Adds a class path; it counts from the folder.
    #[must_use]
    pub fn class_path(mut self, folder: impl AsRef<Path>) -> Self {
        let folder = folder.as_ref().to_string_lossy().into_owned();
        self.request.settings.sources.push(Source::Folder(folder));
        self
    }

    /// Adds a library that haxelib installed: `name` or `name:version`.
    #[must_use]
    pub fn library(mut self, name: &str) -> Self {
        let library = Source::Library(name.to_owned(), None);
        self.request.settings.sources.push(library);
        self
    }

    /// Sets a value for conditional compilation: `name` or `name=value`.
    #[must_use]
    pub fn define(mut self, text: &str) -> Self {
        self.request.settings.defines.push(define(text));
        self
    }

    /// What the module is called, and its file; `haxe` if nothing is said.
    #[must_use]
    pub fn module(mut self, name: &str) -> Self {
        name.clone_into(&mut self.module);
        self
    }

    /// The folder to write to; `OUT_DIR` if nothing is said.
    #[must_use]
    pub fn out_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.out = Some(folder.as_ref().to_owned());
        self
    }

    /// Compiles, tells Cargo what it depends on, and shows warnings. If something is wrong, that is shown and the process
    /// ends.
    pub fn compile(&self) {
        match self.try_compile() {
            Ok(compiled) => {
                let mut lines = String::new();
                for path in &compiled.inputs {
                    lines.push_str(&format!("cargo::rerun-if-changed={}\n", path.display()));
                }
                for line in compiled.warnings.lines().filter(|line| !line.is_empty()) {
                    lines.push_str(&format!("cargo::warning={line}\n"));
                }
                say(&mut std::io::stdout(), &lines);
            }
            Err(error) => {
                say(&mut std::io::stderr(), &format!("{error}\n"));
                std::process::exit(1);
            }
        }
    }

    /// As [`Self::compile`], and nothing is printed.
    ///
    /// # Errors
    /// What is wrong with the Haxe modules, their project, or the folder to write to.
    pub fn try_compile(&self) -> Result<Compiled, Error> {
        let resolved = resolve(&self.request)?;
        let mut inputs: BTreeSet<PathBuf> = resolved.texts.paths().map(PathBuf::from).collect();
        inputs.extend(resolved.read.iter().cloned());
        let [project] = resolved.projects.as_slice() else {
            return Err(plain("several programs are described; a module has one"));
        };
        let project = project.clone().rebased();
        let listed = class_paths::list(&project);
        let roots = class_paths::own_modules(&project, &listed.0);
        let mut loaded = Loaded::listed(&project, listed, |_, _| ());
        loaded.set_roots(roots.into_iter().map(|module| module.name).collect());
        let found = loaded.check();
        let session = &loaded.session;
        if found.iter().any(Diagnostic::is_error) {
            return Err(shown(found, session));
        }
        let warnings = shown(found, session).text;
        let Some(program) = session.program() else {
            return Err(plain("there is no program"));
        };
        if program.exposed.is_empty() && program.main.is_none() {
            return Err(plain(
                "nothing is marked with `@:expose`: Rust could call nothing of it",
            ));
        }
        let options = Options {
            name: self.module.clone(),
            version: "0.1.0".to_owned(),
            prelude_path: String::new(),
            allocator: Allocator::System,
            shape: Shape::Module,
        };
        let program = hx2rs_compiler::mir::forms::settle(&program);
        let emitted = hx2rs_rustgen::emit(&program, &OwnershipPlan::new(&program), &options);
        if !emitted.diagnostics.is_empty() {
            return Err(shown(emitted.diagnostics, session));
        }
        let out = match &self.out {
            Some(out) => out.clone(),
            None => PathBuf::from(
                std::env::var_os("OUT_DIR")
                    .ok_or_else(|| plain("OUT_DIR is not set: this is for build scripts"))?,
            ),
        };
        let file = out.join(format!("{}.rs", self.module));
        let text = module::module(&self.module, &emitted.files);
        files::write_changed(&file, text.as_bytes()).map_err(|error| wrong(vec![*error]))?;
        inputs.extend(loaded.paths.iter().map(|path| PathBuf::from(&**path)));
        inputs.extend(folders(&project));
        inputs.extend(project.resources.iter().map(|one| PathBuf::from(&one.path)));
        Ok(Compiled {
            file,
            inputs,
            warnings,
        })
    }
}

/// The project that is meant. A folder that says nothing about itself is a class path, and has no main class.
fn resolve(request: &Request) -> Result<Resolved, Error> {
    let folder = request.input.clone().unwrap_or_default();
    let path = Path::new(&folder);
    let entries = path.read_dir().into_iter().flatten().flatten();
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let says = names.any(|name| name == hx2rs_project::manifest::FILE || name.ends_with(".hxml"));
    let mut request = request.clone();
    if path.is_dir() && !says {
        request.input = None;
        request.settings.folder = Some(folder);
    }
    input::resolve(&request).map_err(|problems| {
        let report = Report::new(problems.found, &problems.texts, None);
        Error {
            text: text::report(&report, &problems.texts, false),
        }
    })
}

/// The class paths: a file may come that hides another one. Cargo looks at all that is in a folder.
fn folders(project: &Project) -> impl Iterator<Item = PathBuf> {
    let own = project.class_paths.iter();
    let own = own.filter(|path| !project.libraries.contains(path));
    own.map(|path| class_paths::folder(path))
}

fn shown(found: Vec<Diagnostic>, sources: &dyn Sources) -> Error {
    let report = Report::new(found, sources, None);
    Error {
        text: text::report(&report, sources, false),
    }
}

fn wrong(found: Vec<Diagnostic>) -> Error {
    shown(found, &hx2rs_project::texts::Texts::default())
}

fn plain(message: &str) -> Error {
    Error {
        text: format!("error: {message}"),
    }
}

/// A build script whose reader is gone has nobody to tell.
fn say(to: &mut dyn Write, text: &str) {
    let _ = to.write_all(text.as_bytes());
}
