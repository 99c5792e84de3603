//! `hx2rs build`: the emitted crate on disk, formatted where rustfmt is installed, with its source map, built by Cargo.

use crate::prelude_generated::PRELUDE_CRATE;
use crate::terminal::Progress;
use crate::{project, runtime, terminal};
use hx2rs_base::Diagnostic;
use hx2rs_compiler::OwnershipPlan;
use hx2rs_compiler::hir::Program;
use hx2rs_rustgen::{File, Options};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// Where the source map stands in the crate's folder.
const MAP: &str = "target/hx2rs/source.map";

/// How a program is to be built.
pub(crate) struct Build {
    /// The folder of the Cargo project.
    pub(crate) folder: PathBuf,
    /// The package's name.
    pub(crate) name: String,
    pub(crate) release: bool,
    pub(crate) emit_only: bool,
}

/// Writes the project and builds it: the binary's path, or `None` if it was only to be written.
pub(crate) fn ship(program: &Program, build: &Build) -> Result<Option<PathBuf>, Vec<Diagnostic>> {
    let prelude = runtime::unpacked(PRELUDE_CRATE).map_err(|error| vec![*error])?;
    let options = Options {
        name: build.name.clone(),
        version: "0.1.0".to_owned(),
        prelude_path: prelude.to_string_lossy().into_owned(),
    };
    let progress = Progress::start("emitting");
    let emitted = hx2rs_rustgen::emit(program, &OwnershipPlan::new(program), &options);
    if !emitted.diagnostics.is_empty() {
        return Err(emitted.diagnostics);
    }
    let mut files: Vec<File> = emitted.files.iter().map(formatted).collect();
    let map = hx2rs_rustgen::follow(&emitted.map, &emitted.files, &files);
    // Alone below another Cargo.toml, the project would be taken for a part of that workspace.
    if !build.emit_only && project::is_inside_another(&build.folder) {
        for file in files.iter_mut().filter(|file| file.path == "Cargo.toml") {
            file.text.push_str("\n[workspace]\n");
        }
    }
    files.push(File {
        path: MAP.to_owned(),
        text: map.to_text(),
    });
    let written = files
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_str()));
    project::write(&build.folder, written).map_err(|error| vec![*error])?;
    drop(progress);
    if build.emit_only {
        return Ok(None);
    }
    let built = project::build(&build.folder, build.release, terminal::is_watched());
    built.map(Some).map_err(|error| vec![*error])
}

/// A Rust file as rustfmt prints it; as it is where rustfmt is missing or refuses.
fn formatted(file: &File) -> File {
    let mut file = file.clone();
    if file.path.ends_with(".rs")
        && let Some(text) = rustfmt(&file.text)
    {
        file.text = text;
    }
    file
}

fn rustfmt(text: &str) -> Option<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    (output.status.success() && !output.stdout.is_empty())
        .then(|| String::from_utf8(output.stdout).ok())
        .flatten()
}

/// A package name: letters, digits and `_`, neither a keyword of Rust nor a name that Cargo keeps for itself.
pub(crate) fn package_name(wanted: &str) -> String {
    let mut name = String::new();
    for letter in wanted.chars() {
        let boundary =
            letter.is_ascii_uppercase() && name.ends_with(|c: char| c.is_ascii_lowercase());
        if boundary {
            name.push('_');
        }
        name.push(if letter.is_ascii_alphanumeric() {
            letter.to_ascii_lowercase()
        } else {
            '_'
        });
    }
    let reserved = [
        "",
        "test",
        "core",
        "std",
        "alloc",
        "proc_macro",
        "build",
        "deps",
        "examples",
        "incremental",
    ];
    let keyword = hx2rs_rustgen::is_keyword(&name);
    if keyword
        || reserved.contains(&name.as_str())
        || name.starts_with(|c: char| !c.is_ascii_lowercase())
    {
        name.insert_str(0, "hx_");
    }
    name
}

/// Runs the binary; its exit code, and 128 + n where signal n ended it, as a shell has it.
pub(crate) fn start(binary: &Path, arguments: &[String]) -> u8 {
    match Command::new(binary).args(arguments).status() {
        Ok(status) => exit_code(status),
        Err(error) => {
            terminal::error(&format!("{}: {error}\n", binary.display()));
            1
        }
    }
}

fn exit_code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return 128_u8.wrapping_add(signal as u8);
    }
    status.code().map_or(1, |code| code as u8)
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn names_that_cargo_takes() {
        for (wanted, name) in [
            ("Main", "main"),
            ("MyGame", "my_game"),
            ("a-b", "a_b"),
            ("3d", "hx_3d"),
            ("test", "hx_test"),
            ("é", "hx__"),
            ("match", "hx_match"),
        ] {
            assert_eq!(package_name(wanted), name);
        }
    }
}
