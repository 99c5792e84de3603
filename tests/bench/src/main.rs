//! `cargo run --release -p hx2rs-bench [-- [--runs N] [--write] NAME…]`: the programs of tests/bench/programs on every engine that
//! is here, side by side with their twins. All print their output first, and it has to be the same; then they take turns, and the
//! medians of what they cost are compared. Ratios are what counts: seconds depend on the machine. `--write` writes
//! docs/performance.md.
//!
//! [`engine`] says what runs a program, [`measure`] what it costs, [`table`] and [`page`] print that. Parser and front end
//! have measurements of their own in `bin/`.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Runs programs and talks to a person.

mod engine;
mod measure;
mod page;
mod table;

use engine::{Engine, Ready};
use hx2rs_bench::programs::{self, Program};
use std::ffi::OsString;
use std::process::ExitCode;

/// What the arguments ask for.
struct Options {
    runs: usize,
    writes: bool,
    names: Vec<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let result = match arguments.split_first() {
        Some((first, command)) if first == measure::ONCE => measure::once(command),
        Some(_) | None => options(std::env::args().skip(1)).and_then(|options| compare(&options)),
    };
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
        runs: 5,
        writes: false,
        names: Vec::new(),
    };
    while let Some(argument) = arguments.next() {
        if argument == "--runs" {
            let number = arguments.next().and_then(|text| text.parse().ok());
            options.runs = number
                .filter(|runs| *runs > 0)
                .ok_or("--runs takes a number above 0")?;
        } else if argument == "--write" {
            options.writes = true;
        } else {
            options.names.push(argument);
        }
    }
    if options.writes && !options.names.is_empty() {
        return Err("--write takes no names: the page shows all programs".to_owned());
    }
    Ok(options)
}

fn compare(options: &Options) -> Result<(), String> {
    let engines = Engine::available()?;
    let mut rows = Vec::new();
    for program in programs::asked(&options.names)? {
        let row = measured(&engines, program, options.runs)?;
        println!("{}", table::progress(&row));
        rows.push(row);
    }
    println!("\n{}", table::native(&engines, &rows));
    println!("{}", table::interpreters(&engines, &rows));
    match options.writes {
        true => page::write(&engines, &rows, options.runs),
        false => Ok(()),
    }
}

fn measured(engines: &[Engine], program: Program, runs: usize) -> Result<table::Row, String> {
    let ready: Vec<Ready> = engines
        .iter()
        .filter(|engine| !program.not.contains_key(engine.name()))
        .map(|engine| engine.prepare(&program))
        .collect::<Result<_, String>>()?;
    let all: Vec<&Ready> = ready.iter().collect();
    let native: Vec<&Ready> = ready
        .iter()
        .filter(|ready| ready.engine.is_native())
        .collect();
    let of_program = |error: String| format!("{}: {error}", program.name);
    measure::same_output(&all, 1).map_err(of_program)?;
    measure::same_output(&native, program.scale).map_err(of_program)?;
    Ok(table::Row {
        native: measure::medians(&native, program.scale, runs)?,
        small: measure::medians(&all, 1, runs)?,
        program,
    })
}
