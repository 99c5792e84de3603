//! The frame around a program: its stack, its exit code, and the report of an exception that nobody caught.
//!
//! A `main` that cannot throw and holds no deep structures needs nothing of this.

use std::process::ExitCode;
use std::thread;

use crate::{Exception, output, system};

/// How a program can end.
pub trait Outcome {
    /// The exception that nobody caught.
    fn uncaught(self) -> Option<Exception>;
}

impl Outcome for () {
    fn uncaught(self) -> Option<Exception> {
        None
    }
}

impl Outcome for Result<(), Exception> {
    fn uncaught(self) -> Option<Exception> {
        self.err()
    }
}

/// Address space reserved for the stack; pages are used only as far as the program goes deep.
const STACKS: [usize; 3] = [1 << 32, 1 << 28, 1 << 26];

/// Runs a program on a thread with a large stack, where deep recursion and long chains of objects find room.
pub fn run<O: Outcome + 'static>(program: fn() -> O) -> ExitCode {
    for size in STACKS {
        let started = thread::Builder::new()
            .name(String::from("main"))
            .stack_size(size)
            .spawn(move || ended(program()));
        if let Ok(started) = started {
            // A panic that is no fault has been reported by Rust's own hook.
            return ExitCode::from(started.join().unwrap_or(101));
        }
    }
    run_here(program)
}

/// Runs a program on this thread.
pub fn run_here<O: Outcome>(program: fn() -> O) -> ExitCode {
    ExitCode::from(ended(program()))
}

fn ended(outcome: impl Outcome) -> u8 {
    let uncaught = outcome.uncaught();
    output::flush();
    match uncaught {
        None => 0,
        Some(exception) => {
            report(&exception);
            1
        }
    }
}

/// Prints `Uncaught exception: …` and the .hx stack on stderr.
fn report(exception: &Exception) {
    output::error_print(&format!("{exception:?}\n"));
}

/// Ends the program with an exception that nobody can catch.
#[cold]
pub fn uncaught(exception: &Exception) -> ! {
    report(exception);
    system::end(1)
}
