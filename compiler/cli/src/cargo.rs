//! Cargo as a process: started in a project's folder, its messages read, the binary that comes out returned.

use crate::toolchain;
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::project::CARGO_FAILED;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How much a build does for the speed of the binary.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Profile {
    /// Quick to build.
    Debug,
    /// Optimised.
    Release,
    /// Optimised as one piece.
    Aggressive,
}

impl Profile {
    /// What Cargo is told.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Debug => &[],
            Self::Release => &["--release"],
            Self::Aggressive => &["--profile", "aggressive"],
        }
    }

    /// The folder of the profile below `target`.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
            Self::Aggressive => "aggressive",
        }
    }
}

/// `cargo build` of the project in `project`, with the settings that hold in `folder`. Nothing is asked of a registry.
pub(crate) fn command(folder: &Path, project: &Path, profile: Profile) -> Command {
    let mut command = Command::new(toolchain::cargo());
    command
        .arg("build")
        .arg("--manifest-path")
        .arg(project.join("Cargo.toml"))
        .args(profile.arguments())
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", project.join("target"))
        .env_remove("CARGO_BUILD_BUILD_DIR")
        .stdin(Stdio::null());
    command
}

/// Builds the project in `folder` and returns the path of its binary. What Cargo says goes to stderr; `heard` gets the
/// lines of its JSON, rustc's messages among them.
pub(crate) fn build(
    folder: &Path,
    profile: Profile,
    offline: bool,
    watched: bool,
    heard: &mut dyn FnMut(&str),
) -> Result<PathBuf, Box<Diagnostic>> {
    let mut command = command(folder, folder, profile);
    command
        .arg(if watched {
            "--message-format=json-diagnostic-rendered-ansi"
        } else {
            "--message-format=json"
        })
        .args(offline.then_some("--offline"))
        .args((!watched).then_some("--quiet"))
        .stdout(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| toolchain::missing(&command.get_program().to_string_lossy(), &error))?;
    let mut binary = None;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            binary = executable(&line).or(binary);
            heard(&line);
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

/// What to say if Cargo refuses a project.
pub(crate) fn failed(folder: &Path, status: &str) -> Box<Diagnostic> {
    let message = format!(
        "Cargo could not build the project in `{}` ({status})",
        folder.display()
    );
    let failed = Diagnostic::without_place(CARGO_FAILED, message);
    if !toolchain::has_linker() {
        return Box::new(failed.help(
            "there is no linker `cc`: install a C compiler (on Debian `apt-get install gcc libc6-dev`)",
        ));
    }
    Box::new(
        failed
            .help("if rustc rejects emitted code, that is a fault of hx2rs: please report it with the program"),
    )
}
