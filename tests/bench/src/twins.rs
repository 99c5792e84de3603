//! The twins: the benchmarks by hand, in the crate `twins/`, which is no member of this workspace, so that its profile can be
//! that of emitted projects.

use crate::programs::Program;
use hx2rs_tests::places;
use std::path::PathBuf;
use std::process::Command;

/// Builds all twins in release mode.
pub fn build() -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--release"])
        .env("CARGO_TARGET_DIR", target())
        .current_dir(places::benchmarks().join("twins"))
        .output()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("the twins do not build:\n{said}"))
}

/// Where the twin of a program is, once they are built.
pub fn binary(program: &Program) -> PathBuf {
    target()
        .join("release")
        .join(program.name.to_lowercase())
        .with_extension(std::env::consts::EXE_EXTENSION)
}

fn target() -> PathBuf {
    places::target().join("twins")
}
