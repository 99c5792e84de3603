//! Where things are: the repository, its fixtures, the build folder, the binary under test.
//!
//! Not a configuration: every place follows from the workspace, apart from the two environment variables named below.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The root of the repository.
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The folder of the literate sheets.
pub fn suite() -> PathBuf {
    repository().join("tests/suite")
}

/// The folder of the behaviour sheets of the standard library.
pub fn specification() -> PathBuf {
    repository().join("prelude/spec")
}

/// The folder of the example programs.
pub fn examples() -> PathBuf {
    repository().join("examples")
}

/// The folder of the benchmarks.
pub fn benchmarks() -> PathBuf {
    repository().join("tests/bench")
}

/// The folder of the conformance programs, and of the typing sheets beside them.
pub fn conformance() -> PathBuf {
    repository().join("tests/conformance")
}

/// The folder of the programs with expected diagnostics.
pub fn ui() -> PathBuf {
    repository().join("tests/ui")
}

/// Cargo's target folder that the running program was built into.
pub fn target() -> PathBuf {
    let from_binary = std::env::current_exe().ok().and_then(|binary| {
        binary
            .ancestors()
            .find(|folder| folder.join("CACHEDIR.TAG").is_file())
            .map(Path::to_path_buf)
    });
    from_binary.unwrap_or_else(|| repository().join("target"))
}

/// A scratch folder for one kind of run, below the target folder.
pub fn scratch(kind: &str) -> PathBuf {
    target().join("hx2rs-tests").join(kind)
}

/// The `hx2rs` binary under test: `HX2RS_BIN` if set, else the workspace's own, built first (once per process).
pub fn binary() -> Result<PathBuf, String> {
    static BINARY: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    BINARY.get_or_init(build_binary).clone()
}

fn build_binary() -> Result<PathBuf, String> {
    if let Some(given) = std::env::var_os("HX2RS_BIN") {
        return Ok(PathBuf::from(given));
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--package", "hx2rs"])
        .env("CARGO_TARGET_DIR", target())
        .current_dir(repository())
        .output()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    if !built.status.success() {
        return Err(format!(
            "hx2rs does not build:\n{}",
            String::from_utf8_lossy(&built.stderr)
        ));
    }
    let name = format!("hx2rs{}", std::env::consts::EXE_SUFFIX);
    Ok(target().join("debug").join(name))
}
