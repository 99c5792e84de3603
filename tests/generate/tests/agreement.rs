//! Programs from seeds: accepted by all engines, without a warning of rustc, with equal output. They go in crates of
//! twenty-five, one package each, so that rustc runs a few times.
//!
//! `HX2RS_SEEDS=0..5000 cargo test -p hx2rs-generate` takes other seeds. A failure names its seeds and shows their programs,
//! with `HX2RS_SHRINK=1` made as small as they fail in the same way.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests write files and report to a person.
#![allow(clippy::unwrap_used, clippy::expect_used)] // Of tests only.

use hx2rs_generate::{MARK, main_of, program, shrink};
use hx2rs_tests::comparison::difference;
use hx2rs_tests::fixture::{self, Fixture};
use hx2rs_tests::process::Finished;
use hx2rs_tests::sheet::{Engine, NamedText};
use hx2rs_tests::shipped::Judge;
use hx2rs_tests::{interpreter, oracle, places, shipped};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

/// The seeds of every run.
const SEEDS: Range<u64> = 0..500;

/// Programs in a crate.
const BATCH: usize = 50;

fn seeds() -> Range<u64> {
    let Ok(given) = std::env::var("HX2RS_SEEDS") else {
        return SEEDS;
    };
    let (start, end) = given.split_once("..").expect("HX2RS_SEEDS=FROM..TO");
    start.parse().expect("a number")..end.parse().expect("a number")
}

/// A program, by its seed.
type Program = (u64, String);

fn batch(programs: &[Program]) -> Fixture {
    let mut files: Vec<NamedText> = programs
        .iter()
        .map(|(seed, text)| NamedText {
            path: format!("src/p{seed}/Program.hx"),
            text: text.clone(),
        })
        .collect();
    let seeds = programs.iter().map(|(seed, _)| *seed);
    let first = seeds.clone().next().unwrap_or_default();
    let last = seeds.clone().next_back().unwrap_or_default();
    files.push(NamedText {
        path: "src/Main.hx".to_owned(),
        text: main_of(seeds),
    });
    Fixture {
        name: format!("programs-{first}-{last}"),
        origin: "tests/generate".to_owned(),
        class_path: "src",
        main: "Main".to_owned(),
        files,
        folder: None,
        recorded: None,
        arguments: Vec::new(),
        defines: Vec::new(),
        stdin: String::new(),
        engines: Engine::ALL.to_vec(),
        differs: Vec::new(),
        output: None,
        official_output: None,
        exit: 0,
        stderr: Vec::new(),
    }
}

/// What each program printed.
fn outputs(finished: &Finished) -> BTreeMap<u64, String> {
    let parts = finished.stdout.split(MARK).skip(1);
    let parts = parts.filter_map(|part| {
        let (seed, text) = part.split_once('\n')?;
        Some((seed.parse().ok()?, text.to_owned()))
    });
    parts.collect()
}

/// An engine that ran, and what it printed.
struct Run {
    engine: &'static str,
    finished: Result<Finished, String>,
}

/// What is wrong with a program.
struct Fault {
    seed: Option<u64>,
    /// What sort of fault it is; the same for a smaller program with the same one.
    kind: String,
    text: String,
}

impl Fault {
    fn new(seed: Option<u64>, kind: &str, text: impl Into<String>) -> Self {
        Self {
            seed,
            kind: kind.to_owned(),
            text: text.into(),
        }
    }
}

/// Where engines disagree.
fn disagreements(runs: &[Run]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut first: Option<(&str, BTreeMap<u64, String>)> = None;
    for run in runs {
        let engine = run.engine;
        let finished = match &run.finished {
            Ok(finished) => finished,
            Err(error) => {
                faults.extend(messages(error));
                continue;
            }
        };
        let printed = outputs(finished);
        if finished.code != Some(0) {
            let last = printed.keys().next_back().copied();
            let text = format!(
                "{engine} ended with {:?}:\n{}",
                finished.code, finished.stderr
            );
            faults.push(Fault::new(last, &format!("{engine} ended"), text));
            continue;
        }
        let Some((other, expected)) = &first else {
            first = Some((engine, printed));
            continue;
        };
        for (seed, text) in expected {
            let found = printed.get(seed).map_or("", String::as_str);
            if found != text {
                let text = format!(
                    "{engine} disagrees with {other}\n{}",
                    difference(text, found)
                );
                faults.push(Fault::new(Some(*seed), "disagreement", text));
            }
        }
    }
    faults
}

/// What rustc says, or hx2rs, message by message.
fn messages(said: &str) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for line in said.lines() {
        let starts = line.starts_with("error") || line.starts_with("warning:");
        if starts || faults.is_empty() {
            // Names differ from program to program.
            let kind: String = line.split('`').step_by(2).collect();
            faults.push(Fault::new(None, &kind, ""));
        }
        let Some(fault) = faults.last_mut() else {
            continue;
        };
        fault.text.push_str(line);
        fault.text.push('\n');
        if fault.seed.is_none() {
            let mut folders = line
                .split(['/', '\\'])
                .filter_map(|part| part.strip_prefix('p'));
            fault.seed = folders.find_map(|part| part.parse().ok());
        }
    }
    faults
}

/// The text with `0` for each number that is `-0`: a declared difference (`float-text`).
fn without_negative_zero(text: &str) -> String {
    let parts: Vec<&str> = text.split("-0").collect();
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            let is_inside = out.ends_with(|last: char| last.is_alphanumeric());
            let goes_on = part.starts_with(|next: char| next.is_alphanumeric() || next == '.');
            out.push_str(if is_inside || goes_on { "-0" } else { "0" });
        }
        out.push_str(part);
    }
    out
}

#[test]
fn negative_zero_is_zero() {
    let text = without_negative_zero("-0 a-0 1-0 -0.5 -01 [-0,-0] e-0");
    assert_eq!(text, "0 a-0 1-0 -0.5 -01 [0,0] e-0");
}

/// Runs programs on all engines; what is wrong, by batch.
fn check(batches: &[Vec<Program>], scratch: &str) -> Vec<Fault> {
    let fixtures: Vec<Fixture> = batches.iter().map(|programs| batch(programs)).collect();
    let folders = fixture::prepare(&fixtures, scratch).unwrap();
    let root = places::scratch(&format!("{scratch}-workspace"));
    let workspace = shipped::build_judged(&fixtures, &folders, &root, Judge::Rustc).unwrap();
    let haxe = oracle::find();
    let faults = Mutex::new(Vec::new());
    hx2rs_tests::comparison::failures(&fixtures, |batch| {
        let folder: &Path = folders.get(&batch.name).unwrap();
        let official = haxe.as_ref().map(|haxe| Run {
            engine: "the official compiler",
            finished: oracle::interpret(haxe, batch, folder).map(|finished| Finished {
                stdout: without_negative_zero(&finished.stdout),
                ..finished
            }),
        });
        let mut runs: Vec<Run> = official.into_iter().collect();
        runs.push(Run {
            engine: "the interpreter",
            finished: interpreter::run(batch, folder),
        });
        runs.push(Run {
            engine: "shipped Rust",
            finished: workspace.run(batch, folder),
        });
        let mut found = disagreements(&runs);
        found.extend(workspace.warnings(batch).into_iter().flat_map(messages));
        faults.lock().unwrap().extend(found);
        Ok(())
    });
    faults.into_inner().unwrap()
}

/// The program of a seed as it is told to a person: with `HX2RS_SHRINK`, as small as it fails in the same way.
fn shown(fault: &Fault, seed: u64) -> String {
    let text = program(seed);
    if std::env::var_os("HX2RS_SHRINK").is_none() {
        return text;
    }
    shrink(&text, |text| {
        let smaller = vec![(seed, text.to_owned())];
        let faults = check(&[smaller], "shrunk");
        faults.iter().any(|found| found.kind == fault.kind)
    })
}

/// Faults for people: each seed once, with its program, which is a file as well.
fn report(faults: &[Fault]) -> String {
    let mut seen = BTreeSet::new();
    let mut out = String::new();
    for fault in faults {
        let Some(seed) = fault.seed else {
            out.push_str(&format!("{}\n", fault.text));
            continue;
        };
        out.push_str(&format!("seed {seed}: {}\n", fault.text));
        if seen.insert(seed) {
            let text = shown(fault, seed);
            let path = places::scratch("generated-faults").join(format!("p{seed}/Program.hx"));
            fixture::write(&path, &text).unwrap();
            out.push_str(&format!("{}:\n{text}\n", path.display()));
        }
    }
    let seeds: Vec<String> = seen.iter().map(u64::to_string).collect();
    format!(
        "{out}\n{} seeds with faults: {}",
        seeds.len(),
        seeds.join(", ")
    )
}

#[test]
fn the_same_seed_gives_the_same_program() {
    assert_eq!(program(7), program(7));
    assert_ne!(program(7), program(8));
}

#[test]
fn engines_agree_on_programs_from_seeds() {
    let programs: Vec<Program> = seeds().map(|seed| (seed, program(seed))).collect();
    let batches: Vec<Vec<Program>> = programs.chunks(BATCH).map(<[Program]>::to_vec).collect();
    let faults = check(&batches, "generated");
    assert!(faults.is_empty(), "{}", report(&faults));
}
