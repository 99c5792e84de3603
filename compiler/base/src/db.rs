//! The salsa inputs: the project and its source files. The core reads no file: names of all files enter first, and a
//! file's text when somebody wants it.

#![allow(missing_docs)] // What salsa generates for inputs carries no docs; our own items have them.

use crate::{FileId, MemberId, Name};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A source file that some class path holds.
#[salsa::input(debug)]
pub struct SourceFile {
    /// Its number in this session.
    #[returns(copy)]
    pub id: FileId,
    /// As diagnostics show it: class path as given, then the module path: `src/a/B.hx`.
    #[returns(ref)]
    pub path: Arc<str>,
    /// Dotted path of its module: `a.B`.
    #[returns(copy)]
    pub module: Name,
    /// The text, once it has been loaded.
    #[returns(ref)]
    pub text: Option<Arc<str>>,
}

/// The class path of the standard library's own files.
pub const STANDARD_ROOT: &str = "<prelude>";

impl SourceFile {
    /// Whether the file is one of the standard library that hx2rs brings.
    pub fn is_standard(self, db: &dyn Db) -> bool {
        let rest = self.path(db).strip_prefix(STANDARD_ROOT);
        rest.is_some_and(|rest| rest.starts_with('/'))
    }
}

/// Everything that is not the text of a file.
#[salsa::input(debug)]
pub struct Project {
    /// Conditional-compilation values.
    #[returns(ref)]
    pub defines: Arc<Defines>,
    /// Dotted module path of the main class, if the project has one.
    #[returns(copy)]
    pub main: Option<Name>,
    /// Modules that are part of the program whoever mentions them: those of a library.
    #[returns(ref)]
    pub roots: Arc<Vec<Name>>,
    /// All modules of all class paths: a later class path hides the same module of an earlier one, as officially;
    /// the prelude comes first of all.
    #[returns(ref)]
    pub modules: Arc<BTreeMap<Name, SourceFile>>,
    /// Names of the modules that the standard library brings, also where a class path replaces them.
    #[returns(ref)]
    pub standard: Arc<BTreeSet<Name>>,
}

/// Defines: names with values; a bare `-D name` has the value `1`. A `-` in a name equals `_`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Defines(BTreeMap<String, String>);

impl Defines {
    /// Sets a value, replacing an older one.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.replace('-', "_"), value.to_owned());
    }

    /// The value, if defined.
    pub fn get(&self, name: &str) -> Option<&str> {
        if name.contains('-') {
            return self.0.get(&name.replace('-', "_")).map(String::as_str);
        }
        self.0.get(name).map(String::as_str)
    }

    /// Names and values, in order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// The names of the files under one class path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClassPath {
    /// As given on the command line: `src`.
    pub root: String,
    /// Paths of all `.hx` files below it, with `/`, relative to it: `a/B.hx`.
    pub files: Vec<String>,
}

/// What enters the core: the only way in.
#[derive(Clone, Debug)]
pub enum Change {
    /// Replaces the class paths, in order of the command line.
    ClassPaths(Vec<ClassPath>),
    /// Replaces the defines given by the user; the predefined ones stay.
    Defines(Defines),
    /// Sets the main class, by dotted path.
    Main(Option<Name>),
    /// Sets the modules that are part of the program whoever mentions them.
    Roots(Vec<Name>),
    /// The text of a file, by the path under which [`ClassPath`] entered it (root and file joined by `/`). `None`:
    /// it could not be read as text.
    Text(Arc<str>, Option<Arc<str>>),
}

/// Work that a query does when it runs, told to whoever listens to a session: an edit shows in it what it costs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Work {
    /// Finds the units of a file: its declarations and where bodies are.
    File(Arc<str>),
    /// Checks the declarations of a file.
    Declarations(Arc<str>),
    /// Completes the type of a member.
    Signature(MemberId),
    /// Looks for the type of a member in the code that uses it.
    Close(MemberId),
    /// Types the code of a member.
    Body(MemberId),
}

/// The database as analysis sees it.
#[salsa::db]
pub trait Db: salsa::Database {
    /// The one project of the session.
    fn project(&self) -> Project;

    /// Called by queries that do this now.
    fn tell(&self, _work: Work) {}
}
