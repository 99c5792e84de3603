//! What runs a program: our interpreter, our shipped binary, and, where they are installed, the official compiler's
//! interpreter and neko.

use hx2rs_tests::{oracle, places};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A way to run a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Engine {
    /// `hx2rs run`.
    Interpreted { compiler: PathBuf },
    /// The binary of `hx2rs build --release`.
    Shipped { compiler: PathBuf },
    /// `haxe --interp`.
    OfficialInterpreter { haxe: PathBuf },
    /// `haxe -neko`, run by `neko`.
    Neko { haxe: PathBuf },
}

/// A program that is ready to run, as often as one likes.
pub(crate) struct Ready {
    pub(crate) engine: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    folder: PathBuf,
}

impl Ready {
    /// A command that runs it once.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(&self.folder);
        command
    }
}

/// The class that a file is named after.
pub(crate) fn class_of(program: &Path) -> String {
    let stem = program.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

impl Engine {
    /// All that are here, ours first. Builds the compiler in release mode.
    pub(crate) fn available() -> Result<Vec<Engine>, String> {
        finish(
            Command::new("cargo")
                .args(["build", "--quiet", "--release", "-p", "hx2rs"])
                .current_dir(places::repository()),
        )?;
        let compiler = places::target().join("release/hx2rs");
        let mut engines = vec![
            Engine::Interpreted {
                compiler: compiler.clone(),
            },
            Engine::Shipped { compiler },
        ];
        if let Some(haxe) = oracle::find() {
            engines.push(Engine::OfficialInterpreter { haxe: haxe.clone() });
            let has_neko = Command::new("neko").arg("-version").output().is_ok();
            if has_neko {
                engines.push(Engine::Neko { haxe });
            }
        }
        Ok(engines)
    }

    /// As tables name it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Engine::Interpreted { .. } => "hx2rs run",
            Engine::Shipped { .. } => "hx2rs build",
            Engine::OfficialInterpreter { .. } => "haxe --interp",
            Engine::Neko { .. } => "neko",
        }
    }

    /// Whether it is one to be compared with.
    pub(crate) fn is_peer(&self) -> bool {
        match self {
            Engine::Interpreted { .. } | Engine::Shipped { .. } => false,
            Engine::OfficialInterpreter { .. } | Engine::Neko { .. } => true,
        }
    }

    /// Compiles a program as far as this engine does that ahead of its run.
    pub(crate) fn prepare(&self, program: &Path) -> Result<Ready, String> {
        let class = class_of(program);
        let folder = program.parent().unwrap_or(Path::new(".")).to_path_buf();
        let scratch = places::target().join("bench").join(&class);
        std::fs::create_dir_all(&scratch)
            .map_err(|error| format!("{}: {error}", scratch.display()))?;
        let ready = |program: &Path, arguments: &[&str]| Ready {
            engine: self.name(),
            program: program.to_path_buf(),
            arguments: arguments.iter().map(|text| (*text).to_owned()).collect(),
            folder: folder.clone(),
        };
        match self {
            Engine::Interpreted { compiler } => {
                Ok(ready(compiler, &["run", "-cp", ".", "-main", &class]))
            }
            Engine::Shipped { compiler } => {
                let mut build = Command::new(compiler);
                build.args(["build", "-cp", ".", "-main", &class, "--release", "--out"]);
                build.arg(&scratch).current_dir(&folder);
                let output = finish(&mut build)?;
                let path = output.lines().last().unwrap_or_default().to_owned();
                Ok(ready(&folder.join(path), &[]))
            }
            Engine::OfficialInterpreter { haxe } => {
                Ok(ready(haxe, &["--interp", "-cp", ".", "-main", &class]))
            }
            Engine::Neko { haxe } => {
                let code = scratch.join("program.n");
                let mut build = Command::new(haxe);
                build.args(["-cp", ".", "-main", &class, "-neko"]);
                build.arg(&code).current_dir(&folder);
                finish(&mut build)?;
                Ok(ready(Path::new("neko"), &[&code.to_string_lossy()]))
            }
        }
    }
}

/// Runs a command to its end; what it prints, if it succeeds.
fn finish(command: &mut Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?} failed:\n{said}"))
}
