//! A session from outside: small programs of several files, and what is found wrong with them.
//!
//! A program is one text. A line `// file: a/B.hx` starts another file; the first one is `Main.hx`. A comment
//! `//~ T2108` says that exactly this code is reported on its line; several codes are separated by blanks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // A test may fail.

mod classes;
mod edits;
mod members;
mod modules;
mod programs;
mod types;

use hx2rs_compiler::render::Sources;
use hx2rs_compiler::{Change, ClassPath, Diagnostic, Name, Session};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Files of a program text.
pub(crate) fn files(program: &str) -> Vec<(String, String)> {
    let mut files = vec![("Main.hx".to_owned(), String::new())];
    for line in program.lines() {
        if let Some(path) = line.trim().strip_prefix("// file: ") {
            files.push((path.to_owned(), String::new()));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    files.retain(|(_, text)| !text.trim().is_empty());
    files
}

/// Enters all names, and loads what is wanted. Returns the paths that were wanted, too.
pub(crate) fn load(session: &mut Session, files: &[(String, String)]) -> Vec<String> {
    session.apply(Change::ClassPaths(vec![ClassPath {
        root: "src".to_owned(),
        files: files.iter().map(|(path, _)| path.clone()).collect(),
    }]));
    session.apply(Change::Main(Some(Name::new("Main"))));
    let mut loaded = Vec::new();
    loop {
        let wanted = session.wanted();
        if wanted.is_empty() {
            return loaded;
        }
        for path in wanted {
            let text = files
                .iter()
                .find(|(name, _)| format!("src/{name}") == *path)
                .map(|(_, text)| Arc::from(text.as_str()));
            loaded.push(path.to_string());
            session.apply(Change::Text(path, text));
        }
    }
}

/// A session with a program in it.
pub(crate) fn session(program: &str) -> Session {
    let mut session = Session::new();
    load(&mut session, &files(program));
    session
}

/// `src/Main.hx:3 T2108`, and the messages for when a test fails.
pub(crate) fn reported(session: &Session, found: &[Diagnostic]) -> (BTreeSet<String>, Vec<String>) {
    let mut lines = BTreeSet::new();
    let mut messages = Vec::new();
    for diagnostic in found {
        let place = diagnostic.primary().map_or("nowhere".to_owned(), |span| {
            let text = session.text(span.file);
            let base = span.anchor.map_or(0, |member| session.body_start(member));
            let start = (base + span.range.start) as usize;
            let line = text[..start].matches('\n').count() + 1;
            format!("{}:{line}", session.path(span.file))
        });
        messages.push(format!(
            "{place} {}: {}",
            diagnostic.code.id, diagnostic.message
        ));
        lines.insert(format!("{place} {}", diagnostic.code.id));
    }
    (lines, messages)
}

/// The codes that a program's comments promise, and no others, are reported.
pub(crate) fn check(program: &str) {
    let session = session(program);
    let (found, messages) = reported(&session, &session.check());
    let mut expected = BTreeSet::new();
    for (path, text) in files(program) {
        for (at, line) in text.lines().enumerate() {
            if let Some((_, codes)) = line.split_once("//~") {
                expected.extend(
                    codes
                        .split_whitespace()
                        .map(|code| format!("src/{path}:{} {code}", at + 1)),
                );
            }
        }
    }
    assert_eq!(found, expected, "\n{program}\n{}", messages.join("\n"));
}

/// The messages of a program, without places.
pub(crate) fn messages(program: &str) -> Vec<String> {
    let session = session(program);
    session.check().into_iter().map(|it| it.message).collect()
}
