//! The runner of the diagnostics tests: `hx2rs check` on each program of `tests/ui`, its rendered messages compared with the
//! `.stderr` file beside it. The format is described in `tests/ui/README.md`.
//!
//! Not for programs that run; those are sheets.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::fixture;
use crate::places;
use crate::process::{self, Finished};

/// A check that takes longer is not bounded.
const LIMIT: Duration = Duration::from_secs(60);

/// One program with the diagnostics expected of it: `name.hx`, or a folder `name/` with `Main.hx` and further modules.
#[derive(Clone, Debug)]
pub struct Program {
    /// The name in reports.
    pub name: String,
    /// The folder that `hx2rs` runs in, which is also the class path.
    pub folder: PathBuf,
    /// The file or class to check, as given on the command line.
    pub arguments: Vec<String>,
    /// The expected rendering.
    pub expected: PathBuf,
}

/// Every program of `tests/ui`; `HX2RS_ONLY=text` keeps those whose name contains the text.
pub fn programs() -> Result<Vec<Program>, String> {
    let root = places::ui();
    let only = std::env::var("HX2RS_ONLY").unwrap_or_default();
    let mut programs = Vec::new();
    for family in fixture::entries(&root)?
        .into_iter()
        .filter(|path| path.is_dir())
    {
        for path in fixture::entries(&family)? {
            let stem = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default()
                .to_owned();
            let family_name = family
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            let name = format!("{family_name}/{stem}");
            let is_module = path.extension().is_some_and(|extension| extension == "hx");
            if !name.contains(&only) || !(is_module || path.is_dir()) {
                continue;
            }
            let (folder, arguments) = if is_module {
                (family.clone(), vec![format!("{stem}.hx")])
            } else {
                let given = fixture::read(&path.join("arguments.txt"))
                    .unwrap_or_else(|_| "Main.hx\n".to_owned());
                (path.clone(), given.lines().map(str::to_owned).collect())
            };
            programs.push(Program {
                expected: family.join(format!("{stem}.stderr")),
                name,
                folder,
                arguments,
            });
        }
    }
    Ok(programs)
}

/// Checks a program.
pub fn check(program: &Program) -> Result<Finished, String> {
    let mut command = Command::new(places::binary()?);
    command
        .arg("check")
        .args(&program.arguments)
        .current_dir(&program.folder);
    process::run(command, "", LIMIT)
}

/// Compares the rendering with the expected one. With `HX2RS_BLESS=1` the expected file is written instead.
pub fn compare(program: &Program, finished: &Finished) -> Result<(), String> {
    if finished.timed_out {
        return Err(format!("did not end within {LIMIT:?}"));
    }
    if !matches!(finished.code, Some(0 | 1)) {
        return Err(format!(
            "exit code {:?}:\n{}",
            finished.code, finished.stderr
        ));
    }
    if std::env::var_os("HX2RS_BLESS").is_some() {
        return fixture::write(&program.expected, &finished.stderr);
    }
    let expected = fs::read_to_string(&program.expected).unwrap_or_default();
    if expected == finished.stderr {
        Ok(())
    } else {
        Err(crate::comparison::difference(&expected, &finished.stderr))
    }
}

/// A program made up by a test, written to a scratch folder and checked there with a time limit.
pub fn check_bytes(name: &str, bytes: &[u8], limit: Duration) -> Result<Finished, String> {
    let folder = places::scratch("hostile").join(name);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    fs::write(folder.join("Main.hx"), bytes).map_err(|error| error.to_string())?;
    check_folder(&folder, limit)
}

/// Checks the class Main of a folder with a time limit.
pub fn check_folder(folder: &Path, limit: Duration) -> Result<Finished, String> {
    let mut command = Command::new(places::binary()?);
    command.args(["check", "Main.hx"]).current_dir(folder);
    process::run(command, "", limit)
}
