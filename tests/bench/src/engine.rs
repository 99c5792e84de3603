//! What runs a program: its twin, our shipped binary, our interpreter, and, where they are installed, what the official compiler
//! makes of it for hxcpp, HashLink, its own interpreter and neko.

use hx2rs_bench::programs::Program;
use hx2rs_bench::twins;
use hx2rs_tests::{oracle, places};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A way to run a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Engine {
    /// The program as a Rust programmer would write it.
    Twin,
    /// The binary of `hx2rs build --release`.
    Shipped { compiler: PathBuf },
    /// `haxe -cpp`: a binary of hxcpp.
    Cpp { haxe: PathBuf },
    /// `haxe -hl`, run by `hl`.
    HashLink { haxe: PathBuf },
    /// `hx2rs run`.
    Interpreted { compiler: PathBuf },
    /// `haxe --interp`.
    OfficialInterpreter { haxe: PathBuf },
    /// `haxe -neko`, run by `neko`.
    Neko { haxe: PathBuf },
}

/// A program that is ready to run, as often as one likes.
pub(crate) struct Ready {
    pub(crate) engine: Engine,
    program: PathBuf,
    arguments: Vec<String>,
    folder: PathBuf,
}

impl Ready {
    /// What runs it once: the program, its arguments, and the folder it runs in.
    pub(crate) fn command(&self, scale: usize) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .arg(scale.to_string())
            .current_dir(&self.folder);
        command
    }
}

impl Engine {
    /// All that are here, in the order of tables. Builds the compiler and the twins in release mode.
    pub(crate) fn available() -> Result<Vec<Engine>, String> {
        finish(
            Command::new("cargo")
                .args(["build", "--quiet", "--release", "-p", "hx2rs"])
                .env("CARGO_TARGET_DIR", places::target())
                .current_dir(places::repository()),
        )?;
        twins::build()?;
        let compiler = places::target().join("release/hx2rs");
        let mut engines = vec![
            Engine::Twin,
            Engine::Shipped {
                compiler: compiler.clone(),
            },
        ];
        let haxe = oracle::find();
        if let Some(haxe) = haxe.clone() {
            if answers("haxelib", &["path", "hxcpp"]) {
                engines.push(Engine::Cpp { haxe: haxe.clone() });
            }
            if answers("hl", &["--version"]) {
                engines.push(Engine::HashLink { haxe });
            }
        }
        engines.push(Engine::Interpreted { compiler });
        if let Some(haxe) = haxe {
            engines.push(Engine::OfficialInterpreter { haxe: haxe.clone() });
            if answers("neko", &["-version"]) {
                engines.push(Engine::Neko { haxe });
            }
        }
        Ok(engines)
    }

    /// As tables name it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Engine::Twin => "twin",
            Engine::Shipped { .. } => "hx2rs build",
            Engine::Cpp { .. } => "hxcpp",
            Engine::HashLink { .. } => "hl",
            Engine::Interpreted { .. } => "hx2rs run",
            Engine::OfficialInterpreter { .. } => "haxe --interp",
            Engine::Neko { .. } => "neko",
        }
    }

    /// Whether it compiles to machine code, and gets the work that compiled programs get.
    pub(crate) fn is_native(&self) -> bool {
        match self {
            Engine::Twin
            | Engine::Shipped { .. }
            | Engine::Cpp { .. }
            | Engine::HashLink { .. } => true,
            Engine::Interpreted { .. }
            | Engine::OfficialInterpreter { .. }
            | Engine::Neko { .. } => false,
        }
    }

    /// Compiles a program as far as this engine does that ahead of its run.
    pub(crate) fn prepare(&self, program: &Program) -> Result<Ready, String> {
        let class = program.name.as_str();
        let source = program.source.parent();
        let folder = source.unwrap_or(Path::new(".")).to_path_buf();
        let scratch = places::target().join("bench").join(class);
        std::fs::create_dir_all(&scratch)
            .map_err(|error| format!("{}: {error}", scratch.display()))?;
        let ready = |program: &Path, arguments: &[&str]| Ready {
            engine: self.clone(),
            program: program.to_path_buf(),
            arguments: arguments.iter().map(|text| (*text).to_owned()).collect(),
            folder: folder.clone(),
        };
        // What the official compiler makes of the program for a target.
        let compiled = |haxe: &Path, target: &str, output: &Path| {
            let mut build = Command::new(haxe);
            build.args(["-cp", ".", "-main", class, target]);
            finish(build.arg(output).current_dir(&folder)).map(drop)
        };
        match self {
            Engine::Twin => Ok(ready(&twins::binary(program), &[])),
            Engine::Shipped { compiler } => {
                let mut build = Command::new(compiler);
                build.args(["build", "-cp", ".", "-main", class, "--release", "--out"]);
                build.arg(&scratch).current_dir(&folder);
                let output = finish(&mut build)?;
                let path = output.lines().last().unwrap_or_default().to_owned();
                Ok(ready(&folder.join(path), &[]))
            }
            Engine::Cpp { haxe } => {
                let output = scratch.join("cpp");
                compiled(haxe, "-cpp", &output)?;
                Ok(ready(&output.join(class), &[]))
            }
            Engine::HashLink { haxe } => {
                let code = scratch.join("program.hl");
                compiled(haxe, "-hl", &code)?;
                Ok(ready(Path::new("hl"), &[&code.to_string_lossy()]))
            }
            Engine::Interpreted { compiler } => {
                Ok(ready(compiler, &["run", "-cp", ".", "-main", class, "--"]))
            }
            Engine::OfficialInterpreter { haxe } => Ok(ready(haxe, &["-cp", ".", "--run", class])),
            Engine::Neko { haxe } => {
                let code = scratch.join("program.n");
                compiled(haxe, "-neko", &code)?;
                Ok(ready(Path::new("neko"), &[&code.to_string_lossy()]))
            }
        }
    }
}

fn answers(program: &str, arguments: &[&str]) -> bool {
    let output = Command::new(program).args(arguments).output();
    output.is_ok_and(|output| output.status.success())
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
