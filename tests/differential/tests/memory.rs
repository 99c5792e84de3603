//! Programs that make much more than they keep, on both engines: what they print, and the most memory that they had.
//! Small by default; `cargo xtask soak` runs them in full size.

// Tests read the environment; what is missing in their own tables fails them.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use hx2rs_tests::comparison::{failures, report};
use hx2rs_tests::fixture::{self, Fixture};
use hx2rs_tests::process::{self, Finished};
use hx2rs_tests::{places, shipped};
use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

struct Program {
    name: &'static str,
    /// In the default test, and in full.
    sizes: [u32; 2],
    output: &'static str,
    /// Mebibytes besides those of the engine, in the interpreter and as shipped Rust; `None` where memory may grow.
    bounds: [Option<u32>; 2],
    /// More bytes for each unit of the size: what has to live at once.
    unit: [u32; 2],
}

const PROGRAMS: &[Program] = &[
    Program {
        name: "Comparator",
        sizes: [100_000, 5_000_000],
        output: "true\n",
        bounds: [Some(8), Some(8)],
        unit: [0, 0],
    },
    Program {
        name: "Cycles",
        sizes: [200_000, 3_000_000],
        output: "kept true\n",
        // Cycles are looked for from 16 MiB on; shipped Rust keeps them.
        bounds: [Some(40), None],
        unit: [0, 0],
    },
    Program {
        name: "Nodes",
        sizes: [300_000, 5_000_000],
        output: "true\ntrue\ntrue\n",
        bounds: [Some(8), Some(8)],
        unit: [34, 240],
    },
    Program {
        name: "Objects",
        sizes: [500_000, 3_000_000],
        output: "1000 true\n",
        bounds: [Some(8), Some(8)],
        unit: [0, 0],
    },
    Program {
        name: "Setters",
        sizes: [100_000, 1_000_000],
        output: "true\n",
        bounds: [Some(8), Some(8)],
        unit: [0, 0],
    },
    Program {
        name: "Strings",
        sizes: [300_000, 5_000_000],
        output: "100 true\n110 true\n",
        bounds: [Some(8), Some(8)],
        unit: [0, 0],
    },
];

/// What a process takes that runs nothing to speak of, in mebibytes: with a debug build of hx2rs, and as shipped Rust.
const BASE: [u32; 2] = [28, 8];

const LIMIT: Duration = Duration::from_secs(600);

fn is_soak() -> bool {
    std::env::var_os("HX2RS_SOAK").is_some()
}

/// The programs of the folder, each of which has its row.
fn programs() -> Vec<(Fixture, &'static Program)> {
    let fixtures = fixture::memory().expect("the folder of programs");
    let names: Vec<&str> = fixtures.iter().map(|it| it.main.as_str()).collect();
    let rows: Vec<&str> = PROGRAMS.iter().map(|row| row.name).collect();
    assert_eq!(names, rows);
    fixtures.into_iter().zip(PROGRAMS).collect()
}

fn size(program: &Program) -> u32 {
    program.sizes[usize::from(is_soak())]
}

/// Compares what a program printed and took; `engine` is 0 for the interpreter, 1 for shipped Rust.
fn check(program: &Program, engine: usize, finished: &Finished) -> Result<(), String> {
    if finished.stdout != program.output || finished.code != Some(0) {
        return Err(format!("{finished:#?}"));
    }
    let (Some(bound), Some(peak)) = (program.bounds[engine], finished.peak) else {
        return Ok(());
    };
    let unit = u64::from(program.unit[engine]) * u64::from(size(program)) / 1024;
    let most = u64::from(bound + BASE[engine]) * 1024 + unit;
    match peak <= most {
        true => Ok(()),
        false => Err(format!("it took {peak} KiB, and may take {most}")),
    }
}

fn finish(what: &str, programs: &[(Fixture, &Program)], failed: &[String]) {
    let text = report(what, programs.len(), failed)
        .err()
        .unwrap_or_default();
    assert!(text.is_empty(), "{text}");
}

#[test]
fn the_interpreter_keeps_what_lives() {
    let programs = programs();
    let fixtures: Vec<Fixture> = programs.iter().map(|(it, _)| it.clone()).collect();
    let failed = failures(&fixtures, |fixture| {
        let program = row(&programs, fixture);
        let folder = fixture.folder.as_ref().ok_or("no folder")?;
        let mut command = Command::new(places::binary()?);
        command.arg("run").args(fixture.compiler_arguments());
        command.arg("--").arg(size(program).to_string());
        let finished = process::run(in_folder(command, folder), "", LIMIT)?;
        check(program, 0, &finished)
    });
    finish("memory in the interpreter", &programs, &failed);
}

#[test]
fn shipped_rust_keeps_what_lives() {
    let programs = programs();
    let fixtures: Vec<Fixture> = programs.iter().map(|(it, _)| it.clone()).collect();
    let folders: BTreeMap<_, _> = fixtures
        .iter()
        .filter_map(|fixture| Some((fixture.name.clone(), fixture.folder.clone()?)))
        .collect();
    let workspace = shipped::build(&fixtures, &folders, &places::scratch("memory"))
        .expect("the workspace of all emitted projects");
    let failed = failures(&fixtures, |fixture| {
        let program = row(&programs, fixture);
        let mut command = Command::new(workspace.binary(fixture)?);
        command.arg(size(program).to_string());
        let finished = process::run(command, "", LIMIT)?;
        check(program, 1, &finished)
    });
    finish("memory of shipped Rust", &programs, &failed);
}

fn row(programs: &[(Fixture, &'static Program)], fixture: &Fixture) -> &'static Program {
    let found = programs
        .iter()
        .find(|(other, _)| other.name == fixture.name);
    found.expect("a row").1
}

fn in_folder(mut command: Command, folder: &std::path::Path) -> Command {
    command.current_dir(folder);
    command
}
