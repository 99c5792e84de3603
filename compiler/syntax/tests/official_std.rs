//! The official standard library parses without an error, where it is unpacked.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Not part of the core: it reads files and prints.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // Of tests only.

use hx2rs_base::Defines;
use hx2rs_base::catalogue::lexer::CONDITIONAL_ERROR;
use hx2rs_syntax::parse_text;
use std::path::{Path, PathBuf};

/// Where the official distribution is unpacked.
fn oracle_std() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.oracle");
    let roots = [
        std::env::var_os("HX2RS_ORACLE").map(PathBuf::from),
        Some(workspace),
        Some(PathBuf::from("/opt/oracle")),
    ];
    roots
        .into_iter()
        .flatten()
        .map(|root| root.join("root/usr/share/haxe/std"))
        .find(|std| std.is_dir())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "hx") {
            found.push(path);
        }
    }
}

#[test]
fn every_file_of_the_official_std_parses() {
    let Some(std) = oracle_std() else {
        eprintln!(
            "skipped: the official distribution is not unpacked (HX2RS_ORACLE, .oracle or /opt/oracle)"
        );
        return;
    };
    let mut paths = Vec::new();
    files(&std, &mut paths);
    paths.sort();
    assert_eq!(paths.len(), 2625);
    let mut wrong = Vec::new();
    for define in [
        "eval", "js", "cpp", "python", "hl", "php", "jvm", "lua", "neko", "cs",
    ] {
        let mut defines = Defines::default();
        for (name, value) in [
            ("haxe_ver", "4.306"),
            ("haxe", "4.3.6"),
            ("haxe4", "1"),
            ("macro", "1"),
        ] {
            defines.set(name, value);
        }
        defines.set(define, "1");
        if define != "js" {
            defines.set("sys", "1");
        }
        for path in &paths {
            let text = std::fs::read_to_string(path).unwrap();
            for found in parse_text(&text, &defines).diagnostics {
                // A file may say that it is not for this target.
                if found.code != CONDITIONAL_ERROR {
                    let at = found.primary().unwrap().range.start as usize;
                    let line = text[..at].lines().count();
                    wrong.push(format!(
                        "{}:{line}: {} {}",
                        path.display(),
                        found.code.id,
                        found.message
                    ));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "{} errors:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
