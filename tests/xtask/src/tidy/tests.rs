//! The repository is tidy, and each rule does see what it is for.

use super::*;

#[test]
fn the_repository_is_tidy() {
    let repository = Repository::load(&root()).unwrap();
    let findings = repository.findings();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// What the rules say about one file.
fn check(rule: Rule, path: &str, text: &str) -> Vec<Finding> {
    let file = File {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let mut repository = Repository {
        sources: Vec::new(),
        manifests: Vec::new(),
        pages: Vec::new(),
        top_level: vec![path.to_owned()],
    };
    match path.ends_with(".rs") {
        true => repository.sources.push(file),
        false => repository.manifests.push(file),
    }
    rule(&repository)
}

#[test]
fn each_rule_finds_its_fault_and_lets_the_rest_pass() {
    let cases: &[(Rule, &str, &str, usize)] = &[
        (sources::headers, "a.rs", "use std::fmt;\n", 1),
        (
            sources::headers,
            "a.rs",
            "//! Words enough to say something.\n",
            0,
        ),
        (
            sources::headers,
            "a_generated.rs",
            "// @generated\n//! Words enough to say something.\n",
            0,
        ),
        (sources::names, "compiler/hir/src/utils.rs", "", 1),
        (sources::names, "compiler/hir/src/enums.rs", "", 0),
        (
            sources::dispatch,
            "rustgen/src/a.rs",
            concat!("match name.as_", "str() {\n"),
            1,
        ),
        (
            sources::dispatch,
            "compiler/hir/src/a.rs",
            concat!("match name.as_", "str() {\n"),
            0,
        ),
        (
            sources::unsafe_code,
            "rustgen/src/a.rs",
            concat!("#![allow(unsafe", "_code)] // no\n"),
            1,
        ),
        (
            sources::unsafe_code,
            "interp/heap/src/a.rs",
            concat!("let a = unsafe", " { b() };\n"),
            1,
        ),
        (
            sources::unsafe_code,
            "interp/heap/src/a.rs",
            concat!("// SAFETY: it is.\nunsafe", " { b() }\n"),
            0,
        ),
        (sources::exceptions, "a.rs", "#[allow(dead_code)]\n", 1),
        (
            sources::exceptions,
            "a.rs",
            "#[allow(dead_code)] // Read by the next pass.\n",
            0,
        ),
        (
            sources::exceptions,
            "a.rs",
            "// Read by the next pass.\n#[allow(dead_code)]\n",
            0,
        ),
        (
            manifests::edges,
            "interp/Cargo.toml",
            "[package]\nname='hx2rs-interp'\n[dependencies]\nhx2rs-hir='1'\n",
            1,
        ),
        (
            manifests::edges,
            "interp/Cargo.toml",
            "[package]\nname='hx2rs-interp'\n[dependencies]\nhx2rs-heap='1'\n",
            0,
        ),
        (
            manifests::edges,
            "new/Cargo.toml",
            "[package]\nname='hx2rs-new'\n",
            1,
        ),
        (
            manifests::lints,
            "interp/Cargo.toml",
            "[package]\nname='hx2rs-interp'\n",
            1,
        ),
        (
            manifests::lints,
            "interp/Cargo.toml",
            "[lints]\nworkspace = true\n",
            0,
        ),
    ];
    for (rule, path, text, expected) in cases {
        let found = check(*rule, path, text);
        assert_eq!(found.len(), *expected, "{path}: {text}: {found:?}");
    }
    let long = format!("//! A header of some words.\n{}", "\n".repeat(1_000));
    assert_eq!(check(sources::lengths, "a.rs", &long).len(), 1);
    assert_eq!(check(sources::lengths, "a_generated.rs", &long).len(), 0);
    assert!(
        check(layout::top_level, "stuff.rs", "")
            .iter()
            .any(|found| found.starts_with("stuff.rs"))
    );
}
