//! The Cargo project on disk: writes what was emitted where it differs, removes what an earlier run wrote and this one
//! does not, and lets Cargo build it. What is in the files is rustgen's business.

use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::project::{CARGO_FAILED, CARGO_MISSING, UNWRITABLE_OUTPUT};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The list of the files that the last run wrote.
const RECORD: &str = "target/hx2rs/written.txt";

/// Writes `files`, each a path below `folder` and its text. Unchanged files keep their time, so Cargo stays fresh.
pub(crate) fn write<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<(), Box<Diagnostic>> {
    let record = folder.join(RECORD);
    let before = std::fs::read_to_string(&record).unwrap_or_default();
    let mut now = BTreeSet::new();
    for (path, text) in files {
        write_changed(&folder.join(path), text)?;
        now.insert(path);
    }
    for gone in before.lines().filter(|path| !now.contains(path)) {
        // It may be gone already; it is only in the way of readers, not of Cargo.
        let _ = std::fs::remove_file(folder.join(gone));
    }
    let lines: Vec<&str> = now.into_iter().collect();
    write_changed(&record, &(lines.join("\n") + "\n"))
}

fn write_changed(path: &Path, text: &str) -> Result<(), Box<Diagnostic>> {
    if std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    let parent = path.parent().unwrap_or(path);
    std::fs::create_dir_all(parent)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| unwritable(path, &error))
}

pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    let message = format!("`{}` cannot be written: {error}", path.display());
    Box::new(Diagnostic::without_place(UNWRITABLE_OUTPUT, message))
}

/// Whether a folder above holds a Cargo.toml: Cargo would take the project for a part of that workspace.
pub(crate) fn is_inside_another(folder: &Path) -> bool {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    absolute
        .ancestors()
        .skip(1)
        .any(|above| above.join("Cargo.toml").is_file())
}

/// Builds the project in `folder` and returns the path of its binary. What Cargo and rustc say goes to stderr.
pub(crate) fn build(
    folder: &Path,
    release: bool,
    watched: bool,
) -> Result<PathBuf, Box<Diagnostic>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command
        .args(["build", "--message-format=json-render-diagnostics"])
        .args(release.then_some("--release"))
        .args((!watched).then_some("--quiet"))
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", "target")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut child = command.spawn().map_err(|error| {
        let message = format!(
            "`{}` cannot be started: {error}",
            command.get_program().display()
        );
        Box::new(
            Diagnostic::without_place(CARGO_MISSING, message)
                .help("install Rust from https://rustup.rs, or write the project with --emit-only"),
        )
    })?;
    let mut binary = None;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            binary = executable(&line).or(binary);
        }
    }
    let status = child.wait();
    match (status, binary) {
        (Ok(status), Some(binary)) if status.success() => Ok(binary),
        (Ok(status), _) => Err(failed(folder, &status.to_string())),
        (Err(error), _) => Err(failed(folder, &error.to_string())),
    }
}

/// The binary that a line of Cargo's JSON names.
fn executable(line: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let path = message.get("executable")?.as_str()?;
    Some(PathBuf::from(path))
}

fn failed(folder: &Path, status: &str) -> Box<Diagnostic> {
    let message = format!(
        "Cargo could not build the project in `{}` ({status})",
        folder.display()
    );
    Box::new(
        Diagnostic::without_place(CARGO_FAILED, message)
            .help("if rustc rejects emitted code, that is a fault of hx2rs: please report it with the program"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changes_are_written_and_what_is_gone_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let text = |path: &str| std::fs::read_to_string(folder.path().join(path)).ok();
        write(
            folder.path(),
            [
                ("Cargo.toml", "1"),
                ("src/a/b.rs", "2"),
                ("src/main.rs", "3"),
            ],
        )
        .unwrap();
        let time = || {
            std::fs::metadata(folder.path().join("Cargo.toml"))
                .unwrap()
                .modified()
                .unwrap()
        };
        std::fs::write(folder.path().join("src/mine.rs"), "mine").unwrap();
        let before = time();
        std::thread::sleep(std::time::Duration::from_millis(20));
        write(folder.path(), [("Cargo.toml", "1"), ("src/main.rs", "4")]).unwrap();
        assert_eq!(time(), before);
        assert_eq!(text("src/main.rs").as_deref(), Some("4"));
        assert_eq!(text("src/a/b.rs"), None);
        assert_eq!(text("src/mine.rs").as_deref(), Some("mine"));
    }

    #[test]
    fn an_unwritable_folder_has_a_code() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let error = write(&file, [("Cargo.toml", "")]).unwrap_err();
        assert_eq!(error.code, UNWRITABLE_OUTPUT);
    }
}
