//! The engine `interp`: `hx2rs run`, from the fixture's folder with the same class path as the official compiler.
//! With `HX2RS_LEAKS` set it runs with `--leaks`, and an object that the interpreter has lost is a failure.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::fixture::Fixture;
use crate::places;
use crate::process::{self, Finished};

/// A program of the suite that runs longer hangs.
const LIMIT: Duration = Duration::from_secs(60);

/// Runs a fixture that was prepared in `folder`.
pub fn run(fixture: &Fixture, folder: &Path) -> Result<Finished, String> {
    let mut command = Command::new(places::binary()?);
    command.arg("run").args(fixture.compiler_arguments());
    let tells_leaks = std::env::var_os("HX2RS_LEAKS").is_some();
    if tells_leaks {
        command.arg("--leaks");
    }
    if !fixture.arguments.is_empty() {
        command.arg("--").args(&fixture.arguments);
    }
    command.current_dir(folder);
    let finished = process::run(command, &fixture.stdin, LIMIT)?;
    match tells_leaks && finished.stderr.contains("a fault of hx2rs") {
        true => Err(finished.stderr),
        false => Ok(finished),
    }
}
