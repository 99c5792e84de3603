//! The `hx2rs` binary: the front door. It reads arguments and files, starts the compiler's parts in order, and shows what
//! they say; nothing about the language is decided here. Start at [`arguments`],
//! then [`commands`] and [`build`]; projects and their files are found by [`hx2rs_project`].
//!
//! Exit codes: 0, 1 for errors in a program or an exception that nothing caught, 2 for wrong arguments, 101 for a fault of
//! hx2rs itself; a program that is run may choose its own.

#![allow(clippy::disallowed_methods)] // Files, processes and the terminal are this crate's business; the core has none.

mod arguments;
mod build;
mod cargo;
mod check_all;
mod commands;
mod explain;
mod fault;
mod fresh;
mod rustc_said;
mod seed;
mod terminal;
mod toolchain;

use arguments::{Arguments, Command, Display, Wrong};
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(fault::guarded(run))
}

fn run() -> u8 {
    let all = match arguments::read(std::env::args().collect()) {
        Ok(all) => all,
        Err(Wrong::Found(diagnostic)) => {
            terminal::show_plain(vec![*diagnostic], Display::default());
            return 2;
        }
        Err(Wrong::Usage(error)) => {
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let start = std::env::current_dir();
    for arguments in all {
        // Each program counts its paths from where hx2rs was started.
        if let Ok(start) = &start {
            let _ = std::env::set_current_dir(start);
        }
        let code = command(arguments);
        if code != 0 {
            return code;
        }
    }
    0
}

fn command(arguments: Arguments) -> u8 {
    if let Command::Run { source, .. }
    | Command::Check { source, .. }
    | Command::Build { source, .. } = &arguments.command
        && let Some(folder) = &source.cwd
        && let Err(code) = commands::enter(std::path::Path::new(folder))
    {
        return code;
    }
    match arguments.command {
        Command::Explain { code } => explain::run(&code),
        Command::Check {
            source,
            display,
            all: true,
            ..
        } => check_all::check(&source, display),
        Command::Check {
            source,
            display,
            fix,
            all: false,
        } => commands::check(&source, display, fix),
        Command::Build {
            source,
            display,
            out,
            quality,
            allocator,
            emit_only,
            run,
            passed,
        } => {
            let wanted = build::Wanted {
                out,
                profile: build::profile(quality),
                allocator: allocator.map(build::allocator),
                emit_only,
                run,
            };
            build::build(&source, display, &wanted, &passed)
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
            &commands::run_options(leaks, limits),
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
