//! What is no Haxe is rejected, and what looks odd and is Haxe is accepted. Where the official compiler is unpacked, the
//! lists themselves are checked against it.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Not part of the core: it reads files and prints.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // Of tests only.

use hx2rs_base::Defines;
use hx2rs_syntax::parse_text;
use std::path::{Path, PathBuf};
use std::process::Command;

const REJECTED: &str = include_str!("data/rejected.txt");
const ACCEPTED: &str = include_str!("data/accepted.txt");

/// The inputs of a list, as whole files.
fn inputs(list: &str) -> Vec<(&str, String)> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (form, code) = line.split_once(' ').unwrap_or((line, ""));
            let code = code.replace("\\n\\n", "\n").replace("a\\n/", "a\n/");
            let text = match form {
                "s" => format!("class Test {{ static function test() {{\n{code}\n}} }}"),
                "m" => format!("class Test {{\n{code}\n}}"),
                "f" => code,
                other => panic!("no such form: {other}"),
            };
            (line, text)
        })
        .collect()
}

fn errors(text: &str) -> Vec<String> {
    let mut defines = Defines::default();
    defines.set("haxe_ver", "4.306");
    defines.set("haxe", "4.3.6");
    let parsed = parse_text(text, &defines);
    parsed
        .diagnostics
        .iter()
        .map(|found| format!("{} {}", found.code.id, found.message))
        .collect()
}

#[test]
fn wrong_inputs_are_rejected() {
    let all = inputs(REJECTED);
    assert!(all.len() >= 150);
    let accepted: Vec<&str> = all
        .iter()
        .filter(|(_, text)| errors(text).is_empty())
        .map(|(line, _)| *line)
        .collect();
    assert!(accepted.is_empty(), "accepted:\n{}", accepted.join("\n"));
}

/// Inputs with two mistakes, or with one that cannot be told from two.
const SEVERAL: [&str; 6] = [
    "s trace('${a');",
    "s do a; while (b);",
    r#"s var o = { "a" 1 };"#,
    "s #if",
    r"s trace(~/a\n/);",
    "f class A { function main() { var x = { a: 1;",
];

#[test]
fn one_mistake_gives_one_error() {
    let all = inputs(REJECTED).into_iter();
    let wordy: Vec<String> = all
        .filter(|(line, _)| !SEVERAL.contains(line))
        .filter_map(|(line, text)| {
            let errors = errors(&text);
            (errors.len() > 1).then(|| format!("{line}\n  {}", errors.join("\n  ")))
        })
        .collect();
    assert!(wordy.is_empty(), "several errors:\n{}", wordy.join("\n"));
}

#[test]
fn odd_inputs_are_accepted() {
    let rejected: Vec<String> = inputs(ACCEPTED)
        .into_iter()
        .filter_map(|(line, text)| {
            let errors = errors(&text);
            (!errors.is_empty()).then(|| format!("{line}\n  {}", errors.join("\n  ")))
        })
        .collect();
    assert!(rejected.is_empty(), "rejected:\n{}", rejected.join("\n"));
}

fn oracle() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.oracle");
    let roots = [
        std::env::var_os("HX2RS_ORACLE").map(PathBuf::from),
        Some(workspace),
        Some(PathBuf::from("/opt/oracle")),
    ];
    roots
        .into_iter()
        .flatten()
        .map(|root| root.join("haxe"))
        .find(|haxe| haxe.is_file())
}

/// What the official compiler says about a text; empty if nothing.
fn official(haxe: &Path, folder: &Path, text: &str) -> String {
    let package = text.split(';').next().unwrap_or_default();
    let package = package.strip_prefix("package ").unwrap_or_default().trim();
    let path = package.replace('.', "/");
    let folder = folder.join(if path.contains(' ') { "" } else { &path });
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("Test.hx"), text).unwrap();
    let root = folder
        .ancestors()
        .nth(package.split('.').filter(|part| !part.is_empty()).count())
        .unwrap();
    let module = match package {
        "" => "Test".to_owned(),
        package => format!("{package}.Test"),
    };
    let output = Command::new(haxe)
        .args(["--interp", "--no-output", "-cp"])
        .arg(root)
        .arg(module)
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn check_official(list: &str, wrong: impl Fn(&str) -> bool) {
    let Some(haxe) = oracle() else {
        eprintln!(
            "skipped: the official compiler is not unpacked (HX2RS_ORACLE, .oracle or /opt/oracle)"
        );
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut surprises = Vec::new();
    for (line, text) in inputs(list) {
        let said = official(&haxe, folder.path(), &text);
        if wrong(&said) {
            surprises.push(format!(
                "{line}\n  {}",
                said.lines().next().unwrap_or("nothing")
            ));
        }
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}

#[test]
fn the_official_parser_rejects_the_same() {
    // Its parser and lexer say these; what its typer says does not count.
    let syntactic = [
        "Unexpected",
        "Expected",
        "Missing ;",
        "Unclosed",
        "Unterminated",
        "Invalid",
        "Unknown token",
        "Duplicate access modifier",
        "Conflicting access modifier",
        "modifier is not supported",
        "Cannot extend several",
        "Type name should start",
        "may not appear after a declaration",
        "For expression should be",
        "Expression cannot be empty",
        "stop",
        "is not a valid",
        "Unsupported",
        "Interfaces cannot implement",
        "Missing variable identifier",
        "Missing type declaration",
        "cannot be used as variable name",
        "is not supported, use",
    ];
    check_official(REJECTED, |said| {
        let first = said.lines().next().unwrap_or_default();
        !syntactic.iter().any(|form| first.contains(form))
    });
}

#[test]
fn the_official_parser_accepts_the_same() {
    check_official(ACCEPTED, |said| {
        said.contains(" : ") && !said.contains("Warning")
    });
}
