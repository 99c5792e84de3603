//! The made-up project is Haxe: the official compiler accepts it, and all engines print the same sums.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests write files and report to a person.
#![allow(clippy::unwrap_used)] // Of tests only.

use hx2rs_bench::project::generate;
use hx2rs_tests::comparison::disagreement;
use hx2rs_tests::fixture::Fixture;
use hx2rs_tests::sheet::{Engine, NamedText};
use hx2rs_tests::{interpreter, oracle, places, shipped};
use std::collections::BTreeMap;

fn fixture(seed: u64, lines: usize) -> Fixture {
    let named = |(path, text)| NamedText {
        path: format!("src/{path}"),
        text,
    };
    Fixture {
        name: format!("project-{seed}-{lines}"),
        origin: "tests/bench/tests/project.rs".to_owned(),
        class_path: "src",
        main: "Main".to_owned(),
        files: generate(seed, lines).files.into_iter().map(named).collect(),
        folder: None,
        recorded: None,
        arguments: Vec::new(),
        defines: Vec::new(),
        stdin: String::new(),
        engines: vec![Engine::Interpreter, Engine::Rust],
        differs: Vec::new(),
        output: None,
        official_output: None,
        exit: 0,
        stderr: Vec::new(),
    }
}

#[test]
fn the_same_seed_gives_the_same_project() {
    let (first, again) = (generate(5, 2000), generate(5, 2000));
    assert_eq!(first.files, again.files);
    assert_ne!(first.files, generate(6, 2000).files);
    assert!((2000..2600).contains(&first.lines()), "{}", first.lines());
}

#[test]
fn all_engines_print_the_same() {
    let mut fixture = fixture(1, 1500);
    let folder = fixture.prepare(&places::scratch("project")).unwrap();
    let finished = interpreter::run(&fixture, &folder).unwrap();
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    assert!(finished.stdout.lines().count() > 5, "{}", finished.stdout);
    fixture.output = Some(match oracle::find() {
        Some(haxe) => oracle::official(&haxe, &fixture).unwrap(),
        None => {
            eprintln!(
                "the official compiler is not unpacked here: engines are compared with each other"
            );
            finished.stdout.clone()
        }
    });
    assert_eq!(disagreement(&fixture, &finished), None);

    let folders = BTreeMap::from([(fixture.name.clone(), folder.clone())]);
    let root = places::scratch("project-workspace");
    let workspace = shipped::build(std::slice::from_ref(&fixture), &folders, &root).unwrap();
    let finished = workspace.run(&fixture, &folder).unwrap();
    assert_eq!(disagreement(&fixture, &finished), None);
}
