//! The flags of the official compiler: those that hx2rs takes, and for every other one the reason why it does not.

use crate::settings::Place;
use crate::texts::at;
use hx2rs_compiler::Diagnostic;
use hx2rs_compiler::catalogue::project::UNSUPPORTED_FLAG;

/// A flag of the official compiler that hx2rs takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// A folder with source files.
    ClassPath,
    /// The main class.
    Main,
    /// A value for conditional compilation.
    Define,
    /// A library of haxelib.
    Library,
    /// A file that is embedded.
    Resource,
    /// What to run after a build.
    Command,
    /// The folder to start in.
    Folder,
    /// The main class, and the program's arguments behind it.
    Run,
    /// Tell what is done.
    Verbose,
    /// Tell how long it took.
    Times,
    /// The next program begins.
    Next,
    /// What stands before holds for all programs.
    Each,
    /// The define `debug`.
    Debug,
    /// Says what is done anyway, without a value.
    Idle,
    /// Says what is done anyway, with a value.
    IdleWithValue,
}

impl Taken {
    /// Whether a value stands behind the flag.
    pub fn has_value(self) -> bool {
        match self {
            Self::ClassPath
            | Self::Main
            | Self::Define
            | Self::Library
            | Self::Resource
            | Self::Command
            | Self::Folder
            | Self::Run
            | Self::IdleWithValue => true,
            Self::Verbose | Self::Times | Self::Next | Self::Each | Self::Debug | Self::Idle => {
                false
            }
        }
    }
}

/// What an argument is to the official compiler.
#[derive(Clone, Copy, Debug)]
pub enum Spelling {
    /// A flag that is taken.
    Taken(Taken),
    /// Officially a flag, and not taken.
    Unsupported(&'static Flag),
    /// No flag of the official compiler.
    Unknown,
}

/// An official flag that hx2rs does not take.
#[derive(Debug)]
pub struct Flag {
    names: &'static [&'static str],
    reason: &'static str,
    /// Whether hx2rs has a flag of its own of this name.
    pub ours: bool,
}

impl Flag {
    /// The diagnostic for this flag as it was spelled.
    pub fn refused(&self, spelled: &str) -> Diagnostic {
        self.refused_at(spelled, None)
    }

    /// As [`Self::refused`], at a place in a file.
    pub(crate) fn refused_at(&self, spelled: &str, place: Option<Place>) -> Diagnostic {
        let message = format!("`{spelled}` is not taken by hx2rs");
        at(UNSUPPORTED_FLAG, place, message).help(self.reason)
    }
}

/// What `argument` is to the official compiler.
pub fn spelling(argument: &str) -> Spelling {
    if let Some((_, taken)) = TAKEN.iter().find(|(names, _)| names.contains(&argument)) {
        return Spelling::Taken(*taken);
    }
    UNSUPPORTED
        .iter()
        .find(|flag| flag.names.contains(&argument))
        .map_or(Spelling::Unknown, Spelling::Unsupported)
}

/// The diagnostic for `--run` on the command line, where the command says that already.
pub fn run_refused(spelled: &str) -> Diagnostic {
    let message = format!("`{spelled}` is taken in .hxml files only");
    at(UNSUPPORTED_FLAG, None, message)
        .help("`hx2rs run -main Main -- ARGS` runs a program with arguments")
}

/// All flags that [`spelling`] knows, for suggestions.
pub fn known() -> impl Iterator<Item = &'static str> {
    let taken = TAKEN.iter().flat_map(|(names, _)| names.iter().copied());
    let others = UNSUPPORTED
        .iter()
        .flat_map(|flag| flag.names.iter().copied());
    taken.chain(others)
}

const TAKEN: &[(&[&str], Taken)] = &[
    (&["-cp", "-p", "--class-path"], Taken::ClassPath),
    (&["-main", "-m", "--main"], Taken::Main),
    (&["-D", "--define"], Taken::Define),
    (&["-L", "-lib", "--library"], Taken::Library),
    (&["-r", "-resource", "--resource"], Taken::Resource),
    (&["-cmd", "--cmd"], Taken::Command),
    (&["-C", "--cwd"], Taken::Folder),
    (&["-x", "-run", "--run"], Taken::Run),
    (&["-v", "--verbose"], Taken::Verbose),
    (&["-times", "--times"], Taken::Times),
    (&["-next", "--next"], Taken::Next),
    (&["-each", "--each"], Taken::Each),
    (&["-debug", "--debug"], Taken::Debug),
    (&["-interp", "--interp", "-prompt", "--prompt"], Taken::Idle),
    (&["-dce", "--dce"], Taken::IdleWithValue),
];

const fn flag(names: &'static [&'static str], reason: &'static str) -> Flag {
    Flag {
        names,
        reason,
        ours: false,
    }
}

const UNSUPPORTED: &[Flag] = &[
    flag(
        &[
            "-js", "--js", "-lua", "--lua", "-swf", "--swf", "-neko", "--neko", "-php", "--php",
            "-cpp", "--cpp", "-cppia", "--cppia", "-cs", "--cs", "-java", "--java", "-jvm",
            "--jvm", "-python", "--python", "-hl", "--hl",
        ],
        "hx2rs has two targets of its own: `hx2rs run` interprets, `hx2rs build` ships a Rust project",
    ),
    flag(&["--haxelib-global"], "haxelib is not used"),
    flag(&["--remap"], "packages cannot be remapped yet"),
    flag(&["--macro"], "macros are not supported yet"),
    flag(&["-w"], "single warnings cannot be switched yet"),
    flag(&["--no-traces"], "trace calls cannot be left out yet"),
    flag(
        &["--no-output"],
        "`hx2rs check` reports without writing anything",
    ),
    flag(
        &["--no-inline", "--no-opt"],
        "optimising is rustc's part: `hx2rs build` does not, `hx2rs build --release` does",
    ),
    flag(
        &["--display"],
        "editors are served by a language server later",
    ),
    flag(
        &["-xml", "--xml"],
        "descriptions of types are not written yet",
    ),
    Flag {
        names: &["--json"],
        reason: "descriptions of types are not written yet; `hx2rs check --json` prints diagnostics as JSON",
        ours: true,
    },
    flag(
        &["--server-listen", "--server-connect", "--connect", "--wait"],
        "there is no compilation server",
    ),
    flag(
        &[
            "-swf-version",
            "--swf-version",
            "-swf-header",
            "--swf-header",
            "--flash-strict",
            "-swf-lib",
            "--swf-lib",
            "--swf-lib-extern",
            "-java-lib",
            "--java-lib",
            "--java-lib-extern",
            "-net-lib",
            "--net-lib",
            "-net-std",
            "--net-std",
            "-c-arg",
            "--c-arg",
        ],
        "it belongs to a target that hx2rs does not have",
    ),
    Flag {
        names: &["-version", "--version", "-help", "--help", "-h"],
        reason: "it belongs on the command line, not into a file",
        ours: true,
    },
    flag(
        &[
            "--help-defines",
            "--help-user-defines",
            "--help-metas",
            "--help-user-metas",
        ],
        "the lists of defines and metadata are in the book",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_flag_is_listed_once() {
        let mut names: Vec<&str> = known().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
