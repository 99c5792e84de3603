//! The `hx2rs` binary: the front door. It reads arguments and files, starts the compiler's parts in order, and shows what
//! they say; nothing about the language is decided here. Start at [`arguments`], then [`input`], then [`program`].
//!
//! Exit codes: 0, 1 for errors in a program or an exception that nothing caught, 2 for wrong arguments, 101 for a fault of
//! hx2rs itself; a program that is run may choose its own.

#![allow(clippy::disallowed_methods)] // Files, processes and the terminal are this crate's business; the core has none.

mod arguments;
mod class_paths;
mod commands;
mod explain;
mod fault;
mod hxml;
mod input;
mod official;
mod prelude_generated;
mod program;
mod project;
mod runtime;
mod ship;
mod terminal;

use arguments::{Arguments, Command, Display};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(fault::guarded(run))
}

fn run() -> u8 {
    let arguments = match arguments::prepared(std::env::args().collect()) {
        Ok(arguments) => arguments,
        Err(diagnostic) => {
            terminal::show_plain(vec![*diagnostic], Display::default());
            return 2;
        }
    };
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    match arguments.command {
        Command::Explain { code } => explain::run(&code),
        Command::Check {
            source,
            display,
            fix,
        } => commands::check(&source, display, fix),
        Command::Build {
            source,
            display,
            out,
            release,
            emit_only,
            run,
            passed,
        } => {
            let build = commands::Build {
                out,
                release,
                emit_only,
                run,
            };
            commands::build(&source, display, &build, &passed)
        }
        Command::Run {
            source,
            display,
            dump: None,
            leaks,
            limits,
            passed,
        } => commands::run(
            &source,
            display,
            commands::run_options(leaks, limits),
            &passed,
        ),
        Command::Run {
            source,
            display,
            dump: Some(stage),
            ..
        } => commands::dump(&source, display, stage),
    }
}
