//! `cargo xtask NAME`: the chores of this repository that are not plain Cargo commands. Each chore is a module with a `run`
//! function; this file only picks one. It is not part of what users get.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Chores read the repository and talk to a person.

use std::process::ExitCode;

mod book;
mod codegen;
mod grammar;
mod oracle;
mod sanitize;
mod tidy;

/// A chore: its name, what it is for, and its entry point, which gets the remaining arguments.
struct Chore {
    name: &'static str,
    summary: &'static str,
    run: fn(&[String]) -> Result<(), String>,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "book",
        summary: "the pages of the book that are written from data",
        run: book::run,
    },
    Chore {
        name: "codegen",
        summary: "[check]: the tables that follow from the prelude's declarations and signatures",
        run: codegen::run,
    },
    Chore {
        name: "grammar",
        summary: "[check]: the parser that LALRPOP makes of the grammar (needs --features grammar)",
        run: grammar::run,
    },
    Chore {
        name: "oracle",
        summary: "record | check [TEXT]: expected outputs against the official compiler",
        run: oracle::run,
    },
    Chore {
        name: "sanitize",
        summary: "[heap | interp | sheets | valgrind | miri]: unsafe code under tools that watch memory",
        run: sanitize::run,
    },
    Chore {
        name: "soak",
        summary: "the heap's random tests for minutes, the memory tests in full size, the fixtures as optimised programs, more programs from seeds",
        run: sanitize::soak,
    },
    Chore {
        name: "tidy",
        summary: "the rules of docs/style.md and docs/architecture.md that text can show",
        run: tidy::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        return usage();
    };
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name) else {
        return usage();
    };
    match (chore.run)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: cargo xtask NAME ...");
    for chore in CHORES {
        eprintln!("  {:<10} {}", chore.name, chore.summary);
    }
    ExitCode::from(2)
}
