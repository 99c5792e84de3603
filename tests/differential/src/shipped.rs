//! The engine `rust`: every fixture is emitted as a Cargo project with `hx2rs build --emit-only`, all projects become members of
//! one workspace, and one `cargo build` makes all binaries. So that the prelude is compiled once and the whole stays fast.
//!
//! Emitted manifests are made members by renaming package and binary to the fixture's name and dropping the tables that only a
//! workspace root may have; nothing else of them is touched. See [`crate::interpreter`] for the other engine.
//!
//! Where Clippy is installed, its driver takes the place of rustc for the members: it compiles them all the same and says what
//! it finds in one go. rustfmt, where it is installed, has to have nothing left to do.
//!
//! With `HX2RS_PROFILE=release` in the environment all are built with optimisation; `cargo xtask soak` does that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::fixture::{self, Fixture};
use crate::places;
use crate::process::{self, Finished};

/// Clippy as a compiler.
const CLIPPY: &str = "clippy-driver";

const EMIT_LIMIT: Duration = Duration::from_secs(60);
const BUILD_LIMIT: Duration = Duration::from_secs(45 * 60);
const RUN_LIMIT: Duration = Duration::from_secs(60);

/// The workspace after its build.
#[derive(Debug, Default)]
pub struct Workspace {
    target: PathBuf,
    /// Whether it was built as `hx2rs build --release` does.
    release: bool,
    /// What went wrong with a fixture before its binary existed, by fixture name.
    problems: BTreeMap<String, String>,
    /// What rustc and Clippy warned about, and what rustfmt would change, by fixture name.
    warnings: BTreeMap<String, String>,
}

/// Emits a fixture that was prepared in `folder` as a Cargo project in `project`.
pub fn emit(fixture: &Fixture, folder: &Path, project: &Path) -> Result<(), String> {
    let mut command = Command::new(places::binary()?);
    command.arg("build").args(fixture.compiler_arguments());
    command
        .arg("--emit-only")
        .arg("--out")
        .arg(project)
        .current_dir(folder);
    let finished = process::run(command, "", EMIT_LIMIT)?;
    if finished.code == Some(0) {
        Ok(())
    } else {
        Err(format!(
            "not emitted:\n{}{}",
            finished.stdout, finished.stderr
        ))
    }
}

/// Who judges the emitted code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judge {
    /// Clippy and rustfmt, where they are installed: the code is to be read.
    Clippy,
    /// rustc alone: for programs whose nonsense Clippy would see, such as `x < x`.
    Rustc,
}

/// Emits and builds all fixtures in the workspace at `root`. Members of an earlier run are replaced only where their text
/// changed, so that Cargo rebuilds nothing else.
pub fn build(
    fixtures: &[Fixture],
    folders: &BTreeMap<String, PathBuf>,
    root: &Path,
) -> Result<Workspace, String> {
    build_judged(fixtures, folders, root, Judge::Clippy)
}

/// As [`build`], with another judge.
pub fn build_judged(
    fixtures: &[Fixture],
    folders: &BTreeMap<String, PathBuf>,
    root: &Path,
    judge: Judge,
) -> Result<Workspace, String> {
    let mut workspace = Workspace {
        target: root.join("target"),
        release: std::env::var_os("HX2RS_PROFILE").is_some_and(|profile| profile == "release"),
        ..Workspace::default()
    };
    let emitted = root.join("emitted");
    let mut members = Vec::new();
    let failed = crate::comparison::failures(fixtures, |fixture| {
        let folder = folders
            .get(&fixture.name)
            .ok_or("the fixture was not prepared")?;
        let project = emitted.join(&fixture.name);
        if project.exists() {
            fs::remove_dir_all(&project).map_err(|error| error.to_string())?;
        }
        emit(fixture, folder, &project)?;
        synchronise(&fixture.name, &project, &root.join(&fixture.name))
    });
    for fixture in fixtures {
        let start = format!("{} (", fixture.name);
        match failed.iter().find(|text| text.starts_with(&start)) {
            Some(text) => {
                let text = text.split_once('\n').map_or("", |(_, rest)| rest);
                workspace
                    .problems
                    .insert(fixture.name.clone(), text.to_owned());
            }
            None => members.push(fixture.name.clone()),
        }
    }
    let list: String = members
        .iter()
        .map(|member| format!("    \"{member}\",\n"))
        .collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{list}]\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    write_changed(&root.join("Cargo.toml"), &manifest)?;
    if !members.is_empty() {
        compile(root, judge, &mut workspace)?;
        if judge == Judge::Clippy {
            check_layout(root, &mut workspace)?;
        }
    }
    Ok(workspace)
}

impl Workspace {
    /// Runs the binary of a fixture in its folder.
    pub fn run(&self, fixture: &Fixture, folder: &Path) -> Result<Finished, String> {
        let mut command = Command::new(self.binary(fixture)?);
        command.args(&fixture.arguments).current_dir(folder);
        process::run(command, &fixture.stdin, RUN_LIMIT)
    }

    /// The binary of a fixture, or why there is none.
    pub fn binary(&self, fixture: &Fixture) -> Result<PathBuf, String> {
        match self.problems.get(&fixture.name) {
            Some(problem) => Err(problem.clone()),
            None => {
                let profile = if self.release { "release" } else { "debug" };
                Ok(self.target.join(profile).join(&fixture.name))
            }
        }
    }

    /// What rustc, Clippy and rustfmt have to say about a fixture's emitted code.
    pub fn warnings(&self, fixture: &Fixture) -> Option<&str> {
        self.warnings.get(&fixture.name).map(String::as_str)
    }
}

/// Builds the workspace and sorts rustc's messages by member. Also done when nothing changed: Cargo replays the messages.
fn compile(root: &Path, judge: Judge, workspace: &mut Workspace) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args([
        "build",
        "--workspace",
        "--keep-going",
        "--message-format=json",
    ]);
    if workspace.release {
        command.arg("--release");
    }
    command
        .env("CARGO_TARGET_DIR", &workspace.target)
        .current_dir(root);
    if judge == Judge::Rustc {
        command.env_remove("RUSTC_WORKSPACE_WRAPPER");
    } else if is_installed(CLIPPY) {
        command.env("RUSTC_WORKSPACE_WRAPPER", CLIPPY);
    } else {
        eprintln!("Clippy is not installed: the emitted code is not linted");
    }
    let finished = process::run(command, "", BUILD_LIMIT)?;
    let mut compiled = BTreeSet::new();
    for line in finished.stdout.lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        let text = |pointer: &str| {
            message
                .pointer(pointer)
                .and_then(serde_json::Value::as_str)
                .unwrap_or_default()
        };
        let member = text("/target/name").to_owned();
        match text("/reason") {
            "compiler-artifact" => {
                compiled.insert(member);
            }
            "compiler-message" => {
                let rendered = text("/message/rendered");
                let sort = match text("/message/level") {
                    "error" => &mut workspace.problems,
                    "warning" => &mut workspace.warnings,
                    _ => continue,
                };
                sort.entry(member).or_default().push_str(rendered);
            }
            _ => {}
        }
    }
    if compiled.is_empty() && workspace.problems.is_empty() {
        return Err(format!(
            "the workspace does not build:\n{}",
            finished.stderr
        ));
    }
    Ok(())
}

/// Asks rustfmt whether it would change anything.
fn check_layout(root: &Path, workspace: &mut Workspace) -> Result<(), String> {
    if !is_installed("cargo-fmt") {
        eprintln!("rustfmt is not installed: the layout of the emitted code is not checked");
        return Ok(());
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["fmt", "--all", "--", "--check"])
        .current_dir(root);
    let finished = process::run(command, "", BUILD_LIMIT)?;
    let mut member = None;
    for line in finished.stdout.lines() {
        if let Some(place) = line.strip_prefix("Diff in ") {
            let path = Path::new(place)
                .strip_prefix(root)
                .unwrap_or(Path::new(place));
            let first = path.components().next();
            member = first.map(|first| first.as_os_str().to_string_lossy().into_owned());
        }
        if let Some(member) = &member {
            let found = workspace.warnings.entry(member.clone()).or_default();
            found.push_str(line);
            found.push('\n');
        }
    }
    Ok(())
}

fn is_installed(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version");
    process::run(command, "", EMIT_LIMIT).is_ok_and(|finished| finished.code == Some(0))
}

/// Copies an emitted project to its place in the workspace, writing only what changed and removing what is gone.
fn synchronise(name: &str, from: &Path, to: &Path) -> Result<(), String> {
    let mut wanted = BTreeSet::new();
    for file in files_below(from)? {
        let relative = file
            .strip_prefix(from)
            .map_err(|error| error.to_string())?
            .to_path_buf();
        if relative.starts_with("target") || relative == Path::new("Cargo.lock") {
            continue;
        }
        let text = fixture::read(&file)?;
        let text = if relative == Path::new("Cargo.toml") {
            member_manifest(name, &text)?
        } else {
            text
        };
        write_changed(&to.join(&relative), &text)?;
        wanted.insert(relative);
    }
    for file in files_below(to)? {
        let relative = file.strip_prefix(to).map_err(|error| error.to_string())?;
        if !wanted.contains(relative) {
            fs::remove_file(&file).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

/// Turns an emitted manifest into that of a workspace member called `name`.
fn member_manifest(name: &str, text: &str) -> Result<String, String> {
    let mut manifest: toml::Table = text
        .parse()
        .map_err(|error| format!("emitted Cargo.toml: {error}"))?;
    manifest.remove("workspace");
    manifest.remove("profile");
    manifest.remove("bin");
    let package = manifest
        .get_mut("package")
        .and_then(toml::Value::as_table_mut)
        .ok_or("the emitted Cargo.toml has no package")?;
    package.insert("name".to_owned(), toml::Value::String(name.to_owned()));
    toml::to_string(&manifest).map_err(|error| error.to_string())
}

fn write_changed(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fixture::write(path, text)
}

/// All files below a folder, sorted; none if it does not exist.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for path in fixture::entries(folder)? {
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_keeps_its_dependencies_and_loses_what_only_a_root_has() {
        let emitted = "[package]\nname = \"main\"\nedition = \"2024\"\n\n[dependencies]\na = \"1\"\n\n[profile.release]\npanic = \"unwind\"\n\n[workspace]\n";
        let member = member_manifest("classes--a", emitted).expect("a manifest");
        let table: toml::Table = member.parse().expect("well formed");
        assert_eq!(
            table.keys().collect::<Vec<_>>(),
            ["dependencies", "package"]
        );
        assert_eq!(table["package"]["name"].as_str(), Some("classes--a"));
    }
}
