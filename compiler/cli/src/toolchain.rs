//! Which cargo and rustc would build a project: found without starting them, so that a build of nothing takes no time, and
//! asked for their versions before they are used for the first time.

use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::project::{CARGO_MISSING, OLD_TOOLCHAIN};
use hx2rs_project::fingerprint;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

/// The oldest Rust that takes emitted projects: that of the runtime crate.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// The cargo to use.
pub(crate) fn cargo() -> OsString {
    set("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

fn rustc() -> OsString {
    set("RUSTC").unwrap_or_else(|| OsString::from("rustc"))
}

fn set(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// A number for everything that decides how cargo builds in `folder`: programs, settings of rustup and cargo, variables.
/// Nothing is started.
pub(crate) fn fingerprint(folder: &Path) -> u64 {
    let home = set("HOME")
        .or_else(|| set("USERPROFILE"))
        .map(PathBuf::from);
    let home = home.unwrap_or_default();
    let rustup = set("RUSTUP_HOME").map_or_else(|| home.join(".rustup"), PathBuf::from);
    let cargo_home = set("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let mut stamps: Vec<(PathBuf, Stamp)> = Vec::new();
    let tools = [cargo(), rustc(), OsString::from("cc")];
    for tool in tools {
        // rustup's programs stand for those of a toolchain; which one, its settings and the folder say.
        stamps.extend(found(&tool).map(|path| stamped(&path)));
    }
    let toolchains = rustup.join("toolchains").read_dir();
    let mut installed: Vec<PathBuf> = toolchains
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin/rustc"))
        .collect();
    installed.sort();
    stamps.extend(installed.iter().map(|path| stamped(path)));
    let mut texts: Vec<(PathBuf, Option<Vec<u8>>)> = Vec::new();
    let mut read = |path: PathBuf| {
        let text = std::fs::read(&path).ok();
        texts.push((path, text));
    };
    read(rustup.join("settings.toml"));
    read(cargo_home.join("config.toml"));
    read(cargo_home.join("config"));
    for above in folder.ancestors() {
        for name in [
            "rust-toolchain.toml",
            "rust-toolchain",
            ".cargo/config.toml",
            ".cargo/config",
        ] {
            let path = above.join(name);
            if path.is_file() {
                read(path);
            }
        }
    }
    let mut variables: Vec<(OsString, OsString)> = std::env::vars_os()
        .filter(|(name, _)| name.to_str().is_some_and(decides))
        .collect();
    variables.sort();
    fingerprint::of(&(stamps, texts, variables))
}

/// Whether a variable says how to build.
fn decides(name: &str) -> bool {
    // Those tell a program that cargo runs where it comes from.
    let is_context = name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_BIN_")
        || matches!(
            name,
            "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_PRIMARY_PACKAGE"
        );
    let prefixes = ["CARGO", "RUST", "CC", "CFLAGS", "AR"];
    !is_context && prefixes.iter().any(|prefix| name.starts_with(prefix))
}

type Stamp = Option<(u64, SystemTime)>;

/// Length and time of a file.
pub(crate) fn stamp(path: &Path) -> Stamp {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

fn stamped(path: &Path) -> (PathBuf, Stamp) {
    (path.to_owned(), stamp(path))
}

/// The file that a program's name means.
fn found(program: &OsStr) -> Option<PathBuf> {
    let path = Path::new(program);
    if path.components().count() > 1 {
        return Some(path.to_owned());
    }
    let folders = set("PATH").unwrap_or_default();
    std::env::split_paths(&folders)
        .map(|folder| {
            folder
                .join(path)
                .with_extension(std::env::consts::EXE_EXTENSION)
        })
        .find(|path| path.is_file())
}

/// Whether the program is there that rustc links with where nothing else is set.
pub(crate) fn has_linker() -> bool {
    cfg!(not(unix)) || found(OsStr::new("cc")).is_some()
}

/// That cargo and rustc are there, and new enough, in `folder`.
pub(crate) fn require(folder: &Path) -> Result<(), Box<Diagnostic>> {
    for program in [cargo(), rustc()] {
        let shown = program.to_string_lossy().into_owned();
        let output = Command::new(&program)
            .arg("--version")
            .current_dir(folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| missing(&shown, &error))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let Some(version) = version(&text) else {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = said.lines().next().unwrap_or("nothing").to_owned();
            let message = format!("`{shown} --version` tells no version: {said}");
            return Err(Box::new(
                Diagnostic::without_place(CARGO_MISSING, message).help(INSTALL),
            ));
        };
        if Some(version) < self::version(&format!("rust {OLDEST}")) {
            let text = text.trim();
            let message = format!("`{shown}` is too old: {text}, and Rust {OLDEST} is needed");
            return Err(Box::new(
                Diagnostic::without_place(OLD_TOOLCHAIN, message)
                    .help("`rustup update stable` installs the current one"),
            ));
        }
    }
    Ok(())
}

const INSTALL: &str = "install Rust from https://rustup.rs, or write the project with --emit-only";

/// What to say if a program cannot be started.
pub(crate) fn missing(program: &str, error: &std::io::Error) -> Box<Diagnostic> {
    let message = format!("`{program}` cannot be started: {error}");
    Box::new(Diagnostic::without_place(CARGO_MISSING, message).help(INSTALL))
}

/// The numbers in `cargo 1.95.0 (f2d3ce0bd 2026-03-21)`.
fn version(text: &str) -> Option<(u32, u32)> {
    let numbers = text.split_whitespace().nth(1)?;
    let mut numbers = numbers.split(['.', '-']).map(|part| part.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(
            version("cargo 1.95.0 (f2d3ce0bd 2026-03-21)\n"),
            Some((1, 95))
        );
        assert_eq!(version("rustc 1.97.0-nightly (x)"), Some((1, 97)));
        assert_eq!(version("rust 1.95"), Some((1, 95)));
        assert!(version("rustc 1.100.0") > version("rust 1.95"));
        assert_eq!(version("nothing"), None);
    }

    #[test]
    fn a_setting_in_a_folder_above_counts() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("a/b");
        std::fs::create_dir_all(&inside).unwrap();
        let before = fingerprint(&inside);
        assert_eq!(fingerprint(&inside), before);
        std::fs::write(folder.path().join("rust-toolchain"), "nightly").unwrap();
        assert_ne!(fingerprint(&inside), before);
    }
}
