//! `cargo run --release -p hx2rs-bench [-- [--runs N] NAME…]`: the programs of tests/bench/programs on every engine that
//! is here, side by side. All print their output first, and it has to be the same; then they take turns, and the medians
//! of their times are compared. Ratios are what counts: seconds depend on the machine.
//!
//! [`engine`] says what runs a program, [`measure`] takes times, [`table`] prints them. The parser has a benchmark of its
//! own: `cargo run --release -p hx2rs-syntax --example parse-bench`.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Runs programs and talks to a person.

mod engine;
mod measure;
mod table;

use engine::Engine;
use std::path::PathBuf;
use std::process::ExitCode;

/// What the arguments ask for.
struct Options {
    runs: usize,
    names: Vec<String>,
}

fn main() -> ExitCode {
    let result = options(std::env::args().skip(1)).and_then(|options| compare(&options));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        runs: 7,
        names: Vec::new(),
    };
    while let Some(argument) = arguments.next() {
        if argument == "--runs" {
            let number = arguments.next().and_then(|text| text.parse().ok());
            options.runs = number
                .filter(|runs| *runs > 0)
                .ok_or("--runs takes a number above 0")?;
        } else {
            options.names.push(argument);
        }
    }
    Ok(options)
}

/// The programs that the names ask for; without names all, in order of the alphabet.
fn programs(names: &[String]) -> Result<Vec<PathBuf>, String> {
    let folder = hx2rs_tests::places::repository().join("tests/bench/programs");
    let all = hx2rs_tests::fixture::entries(&folder)?;
    let is_asked = |path: &PathBuf| {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy());
        stem.is_some_and(|stem| names.is_empty() || names.iter().any(|name| *name == stem))
    };
    let programs: Vec<PathBuf> = all.into_iter().filter(is_asked).collect();
    if programs.is_empty() {
        return Err(format!("no program in {} is called so", folder.display()));
    }
    Ok(programs)
}

fn compare(options: &Options) -> Result<(), String> {
    let engines = Engine::available()?;
    let mut rows = Vec::new();
    for program in programs(&options.names)? {
        let ready: Vec<_> = engines
            .iter()
            .map(|engine| engine.prepare(&program))
            .collect::<Result<_, String>>()?;
        measure::same_output(&ready)?;
        let row = table::Row {
            program: engine::class_of(&program),
            medians: measure::medians(&ready, options.runs)?,
        };
        println!("{}", table::line(&row));
        rows.push(row);
    }
    println!("\n{}", table::summary(&engines, &rows, options.runs));
    Ok(())
}
