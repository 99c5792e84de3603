//! docs/performance.md, which nobody edits: what was measured, where, and how.

use crate::engine::Engine;
use crate::table::{self, Row};
use hx2rs_tests::{fixture, places};
use std::process::Command;

/// Writes the page.
pub(crate) fn write(engines: &[Engine], rows: &[Row], runs: usize) -> Result<(), String> {
    let path = places::repository().join("docs/performance.md");
    fixture::write(&path, &page(engines, rows, runs))?;
    println!("{} is written", path.display());
    Ok(())
}

fn page(engines: &[Engine], rows: &[Row], runs: usize) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "<!-- Written by `cargo run --release -p hx2rs-bench -- --write`; do not edit. -->
# Performance

The benchmarks of [tests/bench](../tests/bench/README.md). Each has a twin, the same work on the same data structures as a Rust programmer
writes it by hand, built with the same profile and the same allocator. All engines print the same bytes before anything is measured.

Processor time of whole processes in seconds, and the most memory they had at once in MiB: medians of {runs} runs in one sitting, in which
the engines take turns (what needs more than two seconds runs once), on {processor}, {cores} cores, {rustc}. Ratios are what counts; the
machine had other work to do.

## Shipped Rust and the twins

{native}
## Interpreters

The same programs with less to do, so that starting counts for more: about a millisecond for a binary, 50 for `hx2rs run`.

{interpreters}",
        processor = processor(),
        rustc = rustc(),
        native = table::native(engines, rows),
        interpreters = table::interpreters(engines, rows),
    )
}

fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .and_then(|rest| rest.split_once(':'));
    name.map_or("an unknown processor".to_owned(), |(_, name)| {
        name.trim().to_owned()
    })
}

fn rustc() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let words = text.unwrap_or_default();
    let words: Vec<&str> = words.split_whitespace().take(2).collect();
    words.join(" ")
}
