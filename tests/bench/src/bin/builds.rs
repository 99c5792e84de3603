//! `cargo run --release -p hx2rs-bench --bin builds [-- RUNS [HX2RS]]`: how long `hx2rs build` takes from the shell's point of view,
//! with the runtime crate compiled already. Best and median of several runs, and what processors worked for the best one:
//! other processes make runs slower, never faster.
//!
//! The bars are those of the plan. They are printed, and nothing fails: a test that takes times fails on busy machines.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Not part of the core: it starts processes and prints.

use hx2rs_bench::project::generate;
use hx2rs_tests::{fixture, places};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const SEED: u64 = 2026;
/// Lines of the project that is edited.
const LINES: usize = 2000;
const HELLO: &str =
    "class Main {\n\tstatic function main() {\n\t\ttrace(\"Hello, world\");\n\t}\n}\n";

fn main() -> ExitCode {
    let runs = std::env::args().nth(1).map_or(Ok(7), |text| text.parse());
    let Ok(runs) = runs else {
        eprintln!("usage: builds [RUNS [HX2RS]]");
        return ExitCode::FAILURE;
    };
    match built(std::env::args().nth(2)).and_then(|hx2rs| measure(runs, hx2rs)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Where things are.
struct Bench {
    hx2rs: PathBuf,
    folder: PathBuf,
}

/// One run: time on the clock, and of processors.
#[derive(Clone, Copy)]
struct Run {
    time: Duration,
    busy: f64,
}

/// The hx2rs that is named, or the one of this repository.
fn built(named: Option<String>) -> Result<PathBuf, String> {
    if let Some(named) = named {
        return Ok(PathBuf::from(named));
    }
    let status = Command::new("cargo")
        .args(["build", "--quiet", "--release", "-p", "hx2rs"])
        .current_dir(places::repository())
        .status();
    if !status.is_ok_and(|status| status.success()) {
        return Err("hx2rs does not build".to_owned());
    }
    Ok(places::target().join("release/hx2rs"))
}

fn measure(runs: usize, hx2rs: PathBuf) -> Result<(), String> {
    let bench = Bench {
        hx2rs,
        folder: places::scratch("builds"),
    };
    remove(&bench.folder)?;
    fixture::write(&bench.folder.join("hello/Main.hx"), HELLO)?;
    let project = generate(SEED, LINES);
    for (path, text) in &project.files {
        fixture::write(&bench.folder.join("large").join(path), text)?;
    }
    // The runtime crate is compiled now.
    for profile in ["--verbose", "--release"] {
        bench.build("hello", &[profile])?;
    }
    println!(
        "{:<34}{:>9}{:>9}{:>11}{:>9}",
        "", "best", "median", "processor", "bar"
    );
    let fresh = |flags: &'static [&'static str]| {
        let bench = &bench;
        move |_: usize| {
            remove(&bench.folder.join("hello/out"))?;
            bench.build("hello", flags)
        }
    };
    row("hello, debug", 1000, repeated(runs, fresh(&[]))?);
    row(
        "hello, release",
        2000,
        repeated(runs, fresh(&["--release"]))?,
    );
    let binary = bench.folder.join("hello/out/target/release/main");
    let size = std::fs::metadata(binary).map_or(0, |metadata| metadata.len());
    println!("{:<34}{:>6} kB{:>35} kB", "its binary", size / 1000, 600);
    bench.build("large", &[])?;
    let (path, text) = project
        .files
        .iter()
        .find(|(_, text)| edited(text, 0).is_some())
        .ok_or("no file to edit")?;
    let edit = repeated(runs, |round| {
        let text = edited(text, round).unwrap_or_default();
        fixture::write(&bench.folder.join("large").join(path), &text)?;
        bench.build("large", &[])
    });
    let name = format!("{} lines, one of them edited", project.lines());
    row(&name, 1000, edit?);
    let nothing = repeated(runs, |_| bench.build("large", &[]));
    row(
        &format!("{} lines, none edited", project.lines()),
        100,
        nothing?,
    );
    Ok(())
}

impl Bench {
    fn build(&self, program: &str, flags: &[&str]) -> Result<Run, String> {
        let before = processors();
        let start = Instant::now();
        let output = Command::new(&self.hx2rs)
            .args(["build", "Main.hx", "--out", "out"])
            .args(flags)
            .current_dir(self.folder.join(program))
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("hx2rs: {error}"))?;
        let time = start.elapsed();
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{program} does not build:\n{said}"));
        }
        Ok(Run {
            time,
            busy: processors() - before,
        })
    }
}

/// The text with another number in a line of code.
fn edited(text: &str, round: usize) -> Option<String> {
    let place = text.find("\t\tvar sum = 0;\n")?;
    let (before, behind) = text.split_at(place);
    let behind = behind.replacen("= 0;", &format!("= {};", round + 1), 1);
    Some(format!("{before}{behind}"))
}

fn repeated(
    runs: usize,
    mut run: impl FnMut(usize) -> Result<Run, String>,
) -> Result<Vec<Run>, String> {
    let mut all: Vec<Run> = (0..runs.max(1)).map(&mut run).collect::<Result<_, _>>()?;
    all.sort_by_key(|run| run.time);
    Ok(all)
}

fn row(name: &str, bar: u32, runs: Vec<Run>) {
    let milliseconds = |run: Option<&Run>| run.map_or(0.0, |run| run.time.as_secs_f64() * 1e3);
    let best = milliseconds(runs.first());
    let median = milliseconds(runs.get(runs.len() / 2));
    let busy = runs.iter().map(|run| run.busy).fold(f64::MAX, f64::min);
    println!("{name:<34}{best:>6.0} ms{median:>6.0} ms{busy:>8.0} ms{bar:>6} ms");
}

fn remove(folder: &Path) -> Result<(), String> {
    match folder.exists() {
        true => std::fs::remove_dir_all(folder).map_err(|error| error.to_string()),
        false => Ok(()),
    }
}

/// How long processors have worked for processes that this one started and that have ended, in milliseconds, in steps of
/// ten; 0 where the system does not say it.
fn processors() -> f64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = status.rsplit(')').next().unwrap_or_default();
    let fields = behind_name.split_whitespace().skip(13).take(2);
    fields
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        * 10.0
}
