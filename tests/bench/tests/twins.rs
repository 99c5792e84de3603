//! The twins print what the benchmarks print, are built like emitted projects, and there is one for each program.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests run programs and report to a person.
#![allow(clippy::unwrap_used)] // Of tests only.

use hx2rs_bench::{programs, twins};
use hx2rs_tests::{fixture, places};
use std::process::Command;

#[test]
fn every_program_is_in_the_list() {
    let files = fixture::entries(&places::benchmarks().join("programs")).unwrap();
    let listed: Vec<_> = programs::all().unwrap();
    let listed: Vec<_> = listed
        .iter()
        .map(|program| program.source.clone())
        .collect();
    assert_eq!(files, listed);
}

#[test]
fn twins_print_what_the_programs_print() {
    twins::build().unwrap();
    for program in programs::all().unwrap() {
        let recorded = places::benchmarks().join("expected");
        let recorded = recorded.join(format!("{}.txt", program.name));
        let output = Command::new(twins::binary(&program)).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            printed,
            fixture::read(&recorded).unwrap(),
            "{}",
            program.name
        );
    }
}

#[test]
fn twins_are_built_like_emitted_projects() {
    let manifest = places::benchmarks().join("twins/Cargo.toml");
    let twins: toml::Table = fixture::read(&manifest).unwrap().parse().unwrap();
    let emitted: toml::Table = hx2rs_rustgen::PROFILES.parse().unwrap();
    assert_eq!(twins["profile"]["release"], emitted["profile"]["release"]);
}

#[test]
fn the_page_shows_every_program() {
    let page = places::repository().join("docs/performance.md");
    let page = fixture::read(&page).unwrap();
    for program in programs::all().unwrap() {
        let row = format!("| {} | {} |", program.name, program.about);
        assert!(
            page.contains(&row),
            "cargo run --release -p hx2rs-bench -- --write"
        );
    }
}
