//! What a program is told to be made of, flag by flag: what .hxml files, hx.toml and command lines have in common. Which
//! files that means is decided in [`crate::input`].

use hx2rs_rustgen::Allocator;
use std::fmt;

/// Where source files come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// A folder.
    Folder(String),
    /// A library of haxelib: `name` or `name:version`, and where it was asked for.
    Library(String, Option<Place>),
}

/// A place in a file of settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Which of [`crate::texts::Texts`].
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A file that is embedded in the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resource {
    /// Its path.
    pub path: String,
    /// What the program calls it.
    pub name: String,
    /// Where it was asked for.
    pub place: Option<Place>,
}

impl Resource {
    /// `path[@name]`.
    pub fn new(text: &str, place: Option<Place>) -> Self {
        let (path, name) = text.split_once('@').unwrap_or((text, text));
        Self {
            path: path.to_owned(),
            name: name.to_owned(),
            place,
        }
    }
}

/// How objects are held in shipped Rust.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Ownership {
    /// Each class as its use allows.
    #[default]
    Inferred,
    /// Every class is owned unless it says that it is shared: the define `strict-ownership`.
    Strict,
}

/// All that can be said about one program. Later settings win or add.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// In order: a later one hides an earlier one.
    pub sources: Vec<Source>,
    /// Dotted path of the main class.
    pub main: Option<String>,
    /// Name and value.
    pub defines: Vec<(String, String)>,
    /// Embedded files.
    pub resources: Vec<Resource>,
    /// Command lines to run after a build.
    pub commands: Vec<String>,
    /// The folder to start in.
    pub folder: Option<String>,
    /// Arguments of the program.
    pub arguments: Vec<String>,
    /// Tell what is done.
    pub verbose: bool,
    /// Tell how long it took.
    pub times: bool,
    /// The package's name.
    pub name: Option<String>,
    /// The package's version.
    pub version: Option<String>,
    /// How objects are held.
    pub ownership: Ownership,
    /// What allocates in shipped programs, if that was said.
    pub allocator: Option<Allocator>,
}

impl Settings {
    /// Adds what `later` says.
    pub fn extend(&mut self, later: Self) {
        self.sources.extend(later.sources);
        self.main = later.main.or(self.main.take());
        self.defines.extend(later.defines);
        self.resources.extend(later.resources);
        self.commands.extend(later.commands);
        self.folder = match (self.folder.take(), later.folder) {
            (Some(before), Some(then)) => Some(joined(&before, &then)),
            (before, then) => then.or(before),
        };
        self.arguments.extend(later.arguments);
        self.verbose |= later.verbose;
        self.times |= later.times;
        self.name = later.name.or(self.name.take());
        self.version = later.version.or(self.version.take());
        if later.ownership != Ownership::default() {
            self.ownership = later.ownership;
        }
        self.allocator = later.allocator.or(self.allocator);
    }
}

/// Name and value of `name[=value]`; the value is `1` where there is none.
pub fn define(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    (name.trim().to_owned(), value.to_owned())
}

/// `path` seen from where `folder` counts from.
pub fn joined(folder: &str, path: &str) -> String {
    if folder.is_empty() || folder == "." || std::path::Path::new(path).is_absolute() {
        return path.to_owned();
    }
    match path {
        "" | "." => folder.to_owned(),
        path => format!("{}/{path}", folder.trim_end_matches('/')),
    }
}

/// A path as it is shown and joined: with `/`, without one at the end.
pub fn trimmed(path: &str) -> String {
    let path = match cfg!(windows) {
        true => path.replace('\\', "/"),
        false => path.to_owned(),
    };
    match path.trim_end_matches('/') {
        "" if !path.is_empty() => "/".to_owned(),
        "." => String::new(),
        trimmed => trimmed.to_owned(),
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => f.write_str(folder),
            Self::Library(name, _) => write!(f, "lib:{name}"),
        }
    }
}
