//! Comparing what a program did with what was expected of it, and running a check over many fixtures at once.
//!
//! The report is for people: the first line that differs with its neighbours, not a full diff.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::fixture::Fixture;
use crate::process::Finished;

/// Lines shown before the first one that differs.
const LINES_BEFORE: usize = 2;
/// Lines shown from the first one that differs on.
const LINES_AFTER: usize = 6;

/// Compares a finished run with the fixture's expectations; `None` means agreement.
pub fn disagreement(fixture: &Fixture, finished: &Finished) -> Option<String> {
    let Some(expected) = &fixture.output else {
        return Some("no expected output: run `cargo xtask oracle record`".to_owned());
    };
    let stderr = indented(&head(&finished.stderr, 20));
    if finished.timed_out {
        return Some(format!(
            "did not end within {:?}\n{stderr}",
            finished.duration
        ));
    }
    if *expected != finished.stdout {
        return Some(format!(
            "{}\n  stderr:\n{stderr}",
            difference(expected, &finished.stdout)
        ));
    }
    if finished.code != Some(fixture.exit) {
        let code = finished
            .code
            .map_or("a signal".to_owned(), |code| code.to_string());
        return Some(format!(
            "expected exit code {}, got {code}\n{stderr}",
            fixture.exit
        ));
    }
    let mut lines = finished.stderr.lines();
    for wanted in &fixture.stderr {
        if !lines.any(|line| line.contains(wanted.as_str())) {
            return Some(format!(
                "stderr lacks `{wanted}` (in this order):\n{stderr}"
            ));
        }
    }
    None
}

/// Describes where two texts differ first.
pub fn difference(expected: &str, actual: &str) -> String {
    let common = expected
        .lines()
        .zip(actual.lines())
        .take_while(|(left, right)| left == right)
        .count();
    let from = common.saturating_sub(LINES_BEFORE);
    let excerpt = |text: &str| -> String {
        let lines = text.lines().skip(from).take(common - from + LINES_AFTER);
        lines.map(|line| format!("    {line}\n")).collect()
    };
    let note = if expected.lines().eq(actual.lines()) {
        " (only the last line break)"
    } else {
        ""
    };
    format!(
        "  differs in line {}{note}, expected:\n{}  got:\n{}",
        common + 1,
        excerpt(expected),
        excerpt(actual).trim_end()
    )
}

fn head(text: &str, lines: usize) -> String {
    text.lines().take(lines).collect::<Vec<_>>().join("\n")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// What a test is about, as a report names it.
pub trait Named: Sync {
    /// Its name and where it is written.
    fn title(&self) -> String;
}

impl Named for Fixture {
    fn title(&self) -> String {
        format!("{} ({})", self.name, self.origin)
    }
}

/// Runs `check` for every fixture on all cores; the failures come back in the fixtures' order.
pub fn failures<T, F>(fixtures: &[T], check: F) -> Vec<String>
where
    T: Named,
    F: Fn(&T) -> Result<(), String> + Sync,
{
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(fixture) = fixtures.get(index) else {
                        break;
                    };
                    if let Err(text) = check(fixture)
                        && let Ok(mut found) = found.lock()
                    {
                        found.push((index, format!("{}\n{text}", fixture.title())));
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort();
    found.into_iter().map(|(_, text)| text).collect()
}

/// Fails with all failures at once, or returns quietly.
pub fn report(what: &str, total: usize, failures: &[String]) -> Result<(), String> {
    if failures.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{what}: {} of {total} fixtures disagree\n\n{}",
        failures.len(),
        failures.join("\n")
    ))
}
