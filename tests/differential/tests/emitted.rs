//! Snapshots of emitted Rust: what a reader of the crate gets to see, for hello world and a few cases of the sheets. Each
//! snapshot holds the emitted manifest and sources, and nothing of the prelude. `cargo insta review`, or `INSTA_UPDATE=always`,
//! accepts a change; read it as a reviewer of Rust would.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // The test reads what was emitted.

use hx2rs_tests::{fixture, places, shipped};

/// Emits a fixture and joins its files into one text.
fn emitted(name: &str) -> Result<String, String> {
    let fixtures = fixture::all()?;
    let fixture = fixtures
        .iter()
        .find(|fixture| fixture.name == name)
        .ok_or_else(|| format!("there is no fixture {name}"))?;
    let folder = fixture.prepare(&places::scratch("snapshots"))?;
    let project = places::scratch("snapshots").join("emitted").join(name);
    if project.exists() {
        std::fs::remove_dir_all(&project).map_err(|error| error.to_string())?;
    }
    shipped::emit(fixture, &folder, &project)?;
    let mut text = String::new();
    for file in shipped::files_below(&project)? {
        let shown = file.strip_prefix(&project).unwrap_or(&file);
        let extension = shown.extension().and_then(|extension| extension.to_str());
        if matches!(extension, Some("rs" | "toml")) {
            text.push_str(&format!("=== {}\n", shown.display()));
            for line in fixture::read(&file)?.lines() {
                // The prelude lies in a cache that is elsewhere on every machine.
                match line.split_once("path = \"") {
                    Some((start, _)) => text.push_str(&format!("{start}path = \"…\" }}\n")),
                    None => text.push_str(&format!("{line}\n")),
                }
            }
            text.push('\n');
        }
    }
    Ok(text)
}

fn check(name: &str) {
    let text = emitted(name).unwrap_or_else(|problem| format!("not emitted: {problem}"));
    insta::assert_snapshot!(name, text);
}

#[test]
fn hello_world_is_one_short_file() {
    check("first-light--hello");
}

#[test]
fn classes() {
    check("classes--fields-methods-and-a-constructor");
}

#[test]
fn hierarchies() {
    check("inheritance--override-and-super");
}

#[test]
fn enums_and_switches() {
    check("enums--a-recursive-enum");
}

#[test]
fn closures() {
    check("closures--counters-have-variables-of-their-own");
}

#[test]
fn exceptions() {
    check("exceptions--rethrow");
}

#[test]
fn generics() {
    check("generics--a-generic-class");
}

#[test]
fn modules() {
    check("modules--a-module-holds-several-types");
}
