//! What tests of the whole analysis share: a program from text, its diagnostics as text, its bodies as dumps.
#![allow(dead_code)] // Each test binary uses its own part.

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

/// The diagnostics of a program, one line each: `line:column code message`.
pub(crate) fn diagnostics(text: &str) -> String {
    let session = session(text);
    let found = session.check();
    let mut out = String::new();
    for diagnostic in &found {
        out.push_str(&render::text::diagnostic(diagnostic, &session, false));
    }
    out
}

/// The HIR of all functions and initialisers of `Main.hx`.
pub(crate) fn bodies(text: &str) -> String {
    let session = session(text);
    let Some(program) = session.program() else {
        return diagnostics(text);
    };
    let mut out = String::new();
    for (id, function) in &program.functions {
        if id.owner().module().as_str() == "Main"
            && let Some(body) = function.body()
        {
            out.push_str(&format!("{id:?}\n{}", dump(&body.body)));
        }
    }
    out
}

/// Diagnostics and bodies of a file.
pub(crate) fn try_file(path: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    bodies(&text)
}
