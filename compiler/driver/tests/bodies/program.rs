//! A program from text, its diagnostics as text, its bodies as dumps.

use hx2rs_compiler::hir::dump::dump;
use hx2rs_compiler::{Change, ClassPath, Name, Session, render};
use std::sync::Arc;

/// A session with `Main.hx` of this text.
pub(crate) fn session(text: &str) -> Session {
    let mut session = Session::new();
    session.apply(Change::ClassPaths(vec![ClassPath {
        root: String::new(),
        files: vec!["Main.hx".to_owned()],
    }]));
    session.apply(Change::Main(Some(Name::new("Main"))));
    session.apply(Change::Text("Main.hx".into(), Some(Arc::from(text))));
    session
}

/// The diagnostics of a program as a terminal shows them.
pub(crate) fn diagnostics(text: &str) -> String {
    let session = session(text);
    let found = session.check();
    let mut out = String::new();
    for diagnostic in &found {
        out.push_str(&render::text::diagnostic(diagnostic, &session, false));
    }
    out
}

/// The HIR of all functions of `Main.hx` but `main`, or the diagnostics if there are errors.
pub(crate) fn bodies(text: &str) -> String {
    let session = session(text);
    let Some(program) = session.program() else {
        return diagnostics(text);
    };
    let mut out = String::new();
    for (id, function) in &program.functions {
        if id.owner().module().as_str() == "Main"
            && id.name().as_str() != "main"
            && let Some(body) = function.body()
        {
            out.push_str(&format!("{id:?}\n{}", dump(&body.body)));
        }
    }
    out
}

/// Diagnostics and bodies of a file.
pub(crate) fn show_file(path: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    bodies(&text)
}

/// Checks each folder as a program.
pub(crate) fn check_folders(root: &str) {
    let mut folders: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let mut good = 0;
    for folder in &folders {
        let mut files = Vec::new();
        let mut open = vec![folder.clone()];
        while let Some(at) = open.pop() {
            for entry in std::fs::read_dir(at).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|it| it == "hx") {
                    files.push(path);
                }
            }
        }
        let mut session = Session::new();
        let relative = |path: &std::path::Path| {
            path.strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        };
        session.apply(Change::ClassPaths(vec![ClassPath {
            root: String::new(),
            files: files.iter().map(|path| relative(path)).collect(),
        }]));
        session.apply(Change::Main(Some(Name::new("Main"))));
        for path in &files {
            let text = std::fs::read_to_string(path).unwrap();
            session.apply(Change::Text(relative(path).into(), Some(text.into())));
        }
        let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| session.check()));
        let Ok(found) = found else {
            println!("=== {} PANIC", folder.display());
            continue;
        };
        if found.iter().any(|it| it.is_error()) {
            println!("=== {}", folder.display());
            for diagnostic in found.iter().filter(|it| it.is_error()) {
                print!("{}", render::text::diagnostic(diagnostic, &session, false));
            }
        } else {
            good += 1;
        }
    }
    println!("{good} of {} without errors", folders.len());
}
