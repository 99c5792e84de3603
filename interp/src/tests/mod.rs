//! The interpreter over programs in Haxe: each file a family of properties. What the language means is told by the sheets
//! in tests/suite and prelude/spec; here is what they cannot see: that nothing leaks, that limits hold, that the verifier
//! finds what it is for.

mod counting;
mod cycles;
mod faults;
mod limits;
mod safe_points;
mod shape;

use crate::fault::Fault;
use crate::{Limits, code, lower, run};
use hx2rs_compiler::hir::Program;
use hx2rs_compiler::{Change, ClassPath, Name, Session};
use hx2rs_prelude::output;
use std::sync::Arc;

/// How a program ended, and what it left.
pub(super) struct Ran {
    pub(super) output: String,
    /// The report of an exception that nothing caught.
    pub(super) uncaught: Option<String>,
    pub(super) exit_code: i32,
    /// Cells that were alive after everything global had been let go: held by cycles, or lost.
    pub(super) left: usize,
    /// Cells that nothing refers to and that are counted: always a mistake of the interpreter.
    pub(super) lost: usize,
}

/// The program whose module `Main` has this text.
pub(super) fn program(text: &str) -> Arc<Program> {
    let mut session = Session::new();
    session.apply(Change::ClassPaths(vec![ClassPath {
        root: String::from("src"),
        files: vec![String::from("Main.hx")],
    }]));
    session.apply(Change::Main(Some(Name::new("Main"))));
    session.apply(Change::Text("src/Main.hx".into(), Some(text.into())));
    let found = session.check();
    assert!(found.is_empty(), "{found:#?}");
    session.program().unwrap()
}

/// Runs `Main` of this text, whose code has to satisfy the verifier.
pub(super) fn ran(text: &str, limits: Limits) -> Ran {
    let program = program(text);
    let image = lower::lower(&program, lower::Wishes::default()).unwrap();
    for function in &image.functions {
        code::verify::verify(&image, function).unwrap();
    }
    // With room for calls inside calls: a debug build's frames are large.
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(256 << 20);
        let started = builder.spawn_scoped(scope, || {
            let mut machine = run::Machine::new(&image, limits, false, None);
            let (outcome, output) = output::capture(|| machine.run());
            let (uncaught, exit_code) = match outcome {
                Ok(()) => (None, 0),
                Err(Fault::Exit(code)) => (None, code),
                Err(fault) => (Some(machine.report(fault)), 1),
            };
            let (left, lost) = machine.finish();
            Ran {
                output,
                uncaught,
                exit_code,
                left,
                lost,
            }
        });
        started.unwrap().join().unwrap()
    })
}

/// Runs the body of a `main`; what it prints is compared, nothing may be uncaught, and nothing may leak.
#[track_caller]
pub(super) fn check(body: &str, expected: &str) {
    check_program(
        &format!("class Main {{ static function main() {{\n{body}\n}} }}"),
        expected,
    );
}

/// As [`check`], with a whole module.
#[track_caller]
pub(super) fn check_program(text: &str, expected: &str) {
    let ran = ran(text, Limits::default());
    assert_eq!(ran.uncaught, None);
    assert_eq!(ran.output.trim_end(), expected);
    assert_eq!(ran.left, 0, "cells are left");
}
