//! The flags of the official compiler: the few that hx2rs takes, and for every other one the reason why it does not.

use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::project::UNSUPPORTED_FLAG;

/// What an argument is to the official compiler.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spelling {
    /// A folder with source files follows.
    ClassPath,
    /// The main class follows.
    Main,
    /// A define follows.
    Define,
    /// Officially a flag, and not taken.
    Unsupported(&'static Flag),
    /// No flag of the official compiler.
    Unknown,
}

/// An official flag that hx2rs does not take.
#[derive(Debug)]
pub(crate) struct Flag {
    names: &'static [&'static str],
    reason: &'static str,
    /// Whether hx2rs has a flag of its own of this name.
    pub(crate) ours: bool,
}

impl Flag {
    /// The diagnostic for this flag as it was spelled.
    pub(crate) fn refused(&self, spelled: &str) -> Diagnostic {
        Diagnostic::without_place(
            UNSUPPORTED_FLAG,
            format!("`{spelled}` is not taken by hx2rs"),
        )
        .help(self.reason)
    }
}

/// What `argument` is to the official compiler.
pub(crate) fn spelling(argument: &str) -> Spelling {
    match argument {
        "-cp" | "-p" | "--class-path" => Spelling::ClassPath,
        "-main" | "-m" | "--main" => Spelling::Main,
        "-D" | "--define" => Spelling::Define,
        _ => UNSUPPORTED
            .iter()
            .find(|flag| flag.names.contains(&argument))
            .map_or(Spelling::Unknown, Spelling::Unsupported),
    }
}

/// All flags that [`spelling`] knows, for suggestions.
pub(crate) fn known() -> impl Iterator<Item = &'static str> {
    let taken = [
        "-cp",
        "-p",
        "--class-path",
        "-main",
        "-m",
        "--main",
        "-D",
        "--define",
    ];
    let others = UNSUPPORTED
        .iter()
        .flat_map(|flag| flag.names.iter().copied());
    taken.into_iter().chain(others)
}

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
    flag(
        &["-x", "-interp", "--interp", "-run"],
        "`hx2rs run` interprets; arguments of the program stand behind `--`",
    ),
    Flag {
        names: &["--run"],
        reason: "`hx2rs run` interprets; arguments of the program stand behind `--`",
        ours: true,
    },
    flag(
        &["-L", "-lib", "--library"],
        "haxelib libraries are not supported yet; `-cp` takes the folder of a library's sources",
    ),
    flag(&["--haxelib-global"], "haxelib is not used"),
    flag(
        &["-r", "-resource", "--resource"],
        "embedded resources are not supported yet; read the file with sys.io.File",
    ),
    flag(
        &["-cmd", "--cmd"],
        "`hx2rs build --run` runs the binary; a script can do the rest",
    ),
    flag(&["--remap"], "packages cannot be remapped yet"),
    flag(&["--macro"], "macros are not supported yet"),
    flag(&["-C", "--cwd"], "start hx2rs in the folder that is meant"),
    flag(&["-w"], "single warnings cannot be switched yet"),
    flag(
        &["-dce", "--dce"],
        "what a program does not reach is never shipped, so there is nothing to choose",
    ),
    flag(&["--no-traces"], "trace calls cannot be left out yet"),
    flag(
        &["--no-output"],
        "`hx2rs check` reports without writing anything",
    ),
    flag(
        &["--no-inline", "--no-opt"],
        "optimising is rustc's part: `hx2rs build` does not, `hx2rs build --release` does",
    ),
    flag(&["-v", "--verbose"], "there is no log to print yet"),
    flag(
        &["-debug", "--debug"],
        "a build is a debug build unless `--release` is given",
    ),
    flag(&["-prompt", "--prompt"], "hx2rs never waits for a key"),
    flag(&["-times", "--times"], "times are not measured yet"),
    flag(
        &["-next", "--next", "-each", "--each"],
        "one run compiles one program; start hx2rs once per program",
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
