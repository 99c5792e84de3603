//! The official compiler as oracle: `haxe --interp`, and its JavaScript target under node as a second opinion where a declared
//! difference says that it answers as hx2rs does.
//!
//! It is optional: without it, recorded outputs are trusted. It is found at `HX2RS_ORACLE`, below the repository's `.oracle`,
//! or at `/opt/oracle/haxe`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::comparison::difference;
use crate::fixture::Fixture;
use crate::places;
use crate::process::{self, Finished};

const LIMIT: Duration = Duration::from_secs(300);

/// The official compiler, if it is unpacked here.
pub fn find() -> Option<PathBuf> {
    let given = std::env::var_os("HX2RS_ORACLE").map(PathBuf::from);
    let places = [
        Some(places::repository().join(".oracle/haxe")),
        Some(PathBuf::from("/opt/oracle/haxe")),
    ];
    std::iter::once(given)
        .chain(places)
        .flatten()
        .find(|path| path.is_file())
}

/// Runs a prepared fixture in the official interpreter.
pub fn interpret(haxe: &Path, fixture: &Fixture, folder: &Path) -> Result<Finished, String> {
    let mut command = Command::new(haxe);
    command
        .args(without_main(fixture))
        .args(["--run", &fixture.main])
        .args(&fixture.arguments);
    command.current_dir(folder);
    process::run(command, &fixture.stdin, LIMIT)
}

/// Compiles a prepared fixture to JavaScript and runs it with node. Our own `Sys` for node is put on the class path, since the
/// official target has none.
pub fn javascript(haxe: &Path, fixture: &Fixture, folder: &Path) -> Result<Finished, String> {
    let script = places::scratch("javascript").join(format!("{}.js", fixture.name));
    if let Some(parent) = script.parent() {
        std::fs::create_dir_all(parent).map_err(|error| error.to_string())?;
    }
    let shim = places::repository().join("tests/differential/javascript");
    let mut compile = Command::new(haxe);
    compile
        .arg("-cp")
        .arg(shim)
        .args(fixture.compiler_arguments())
        .arg("--js")
        .arg(&script);
    compile.current_dir(folder);
    let compiled = process::run(compile, "", LIMIT)?;
    if compiled.code != Some(0) {
        return Err(format!(
            "does not compile to JavaScript:\n{}{}",
            compiled.stdout, compiled.stderr
        ));
    }
    let mut node = Command::new("node");
    node.arg(&script)
        .args(&fixture.arguments)
        .current_dir(folder);
    process::run(node, &fixture.stdin, LIMIT)
}

fn without_main(fixture: &Fixture) -> Vec<String> {
    let arguments = fixture.compiler_arguments();
    let mut kept = Vec::new();
    let mut words = arguments.into_iter();
    while let Some(word) = words.next() {
        if word == "-main" {
            words.next();
        } else {
            kept.push(word);
        }
    }
    kept
}

/// What the official interpreter prints for a fixture. An exit code other than the expected one is an error, and so is a program
/// that the official compiler rejects.
pub fn official(haxe: &Path, fixture: &Fixture) -> Result<String, String> {
    let folder = fixture.prepare(&places::scratch("oracle"))?;
    let finished = interpret(haxe, fixture, &folder)?;
    if finished.code != Some(fixture.exit) {
        return Err(format!(
            "officially ends with {:?} instead of {}:\n{}{}",
            finished.code, fixture.exit, finished.stdout, finished.stderr
        ));
    }
    Ok(finished.stdout)
}

/// Compares the recorded outputs of a fixture with what the official compiler prints now.
pub fn recheck(haxe: &Path, fixture: &Fixture) -> Result<(), String> {
    let official = official(haxe, fixture)?;
    let recorded = if fixture.differs.is_empty() {
        &fixture.output
    } else {
        &fixture.official_output
    };
    let Some(recorded) = recorded else {
        return Err("nothing recorded: run `cargo xtask oracle record`".to_owned());
    };
    if *recorded == official {
        Ok(())
    } else {
        Err(difference(recorded, &official))
    }
}
