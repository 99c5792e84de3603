//! Every sheet and every example on every engine that it names, compared byte by byte with the recorded output; and the recorded
//! outputs compared with the official compiler where it is unpacked.
//!
//! `HX2RS_ONLY=text cargo test -p hx2rs-tests` runs the fixtures whose name contains the text.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests read fixtures and report to a person.

use hx2rs_tests::comparison::{disagreement, failures, report};
use hx2rs_tests::fixture::{self, Fixture};
use hx2rs_tests::sheet::Engine;
use hx2rs_tests::{interpreter, oracle, places, shipped};

fn fixtures(engine: Option<Engine>) -> Vec<Fixture> {
    let (mut fixtures, problems) = match fixture::all() {
        Ok(fixtures) => (fixtures, String::new()),
        Err(problems) => (Vec::new(), problems),
    };
    assert!(problems.is_empty(), "{problems}");
    if let Some(engine) = engine {
        fixtures.retain(|fixture| fixture.engines.contains(&engine));
    }
    fixtures
}

fn finish(what: &str, total: usize, failures: &[String]) {
    let text = report(what, total, failures).err().unwrap_or_default();
    assert!(text.is_empty(), "{text}");
}

#[test]
fn the_interpreter_agrees() {
    let fixtures = fixtures(Some(Engine::Interpreter));
    let folders = fixture::prepare(&fixtures, "interp").expect("a scratch folder");
    let failed = failures(&fixtures, |fixture| {
        let finished = interpreter::run(fixture, &folders[&fixture.name])?;
        disagreement(fixture, &finished).map_or(Ok(()), Err)
    });
    finish("interpreter", fixtures.len(), &failed);
}

#[test]
fn shipped_rust_agrees_and_compiles_without_a_warning() {
    let fixtures = fixtures(Some(Engine::Rust));
    let folders = fixture::prepare(&fixtures, "rust").expect("a scratch folder");
    let workspace = shipped::build(&fixtures, &folders, &places::scratch("workspace"))
        .expect("the workspace of all emitted projects");
    let failed = failures(&fixtures, |fixture| {
        let finished = workspace.run(fixture, &folders[&fixture.name])?;
        match (
            disagreement(fixture, &finished),
            workspace.warnings(fixture),
        ) {
            (Some(text), _) => Err(text),
            (None, Some(warnings)) => Err(format!("the emitted code is not clean:\n{warnings}")),
            (None, None) => Ok(()),
        }
    });
    finish("shipped Rust", fixtures.len(), &failed);
}

#[test]
fn recorded_outputs_are_the_official_ones() {
    let Some(haxe) = oracle::find() else {
        eprintln!("skipped: the official compiler is not unpacked here");
        return;
    };
    let fixtures = fixtures(None);
    let failed = failures(&fixtures, |fixture| oracle::recheck(&haxe, fixture));
    finish("official compiler", fixtures.len(), &failed);
}
