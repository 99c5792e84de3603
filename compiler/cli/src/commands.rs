//! What `run`, `check` and `build` do, step by step. Loading is [`crate::program`]'s, Cargo is [`crate::project`]'s.

use crate::arguments::{Display, Source};
use crate::input;
use crate::program::Loaded;
use crate::terminal::{self, Progress};
use hx2rs_base::catalogue::project::UNWRITABLE_SOURCE;
use hx2rs_base::render::{Sources, repair};
use hx2rs_base::{Change, Diagnostic};
use std::sync::Arc;

/// Exit code for errors in a program.
const WRONG_PROGRAM: u8 = 1;
/// Exit code for wrong arguments.
const WRONG_USAGE: u8 = 2;
/// Repairs can make room for others; that ends, but nobody has proved it.
const MOST_ROUNDS: usize = 20;

/// `hx2rs check`.
pub(crate) fn check(source: &Source, display: Display, fix: bool) -> u8 {
    let mut loaded = match loaded(source, display) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let progress = Progress::start("checking");
    let mut found = loaded.check();
    if fix {
        found = repaired(&mut loaded, found);
    }
    drop(progress);
    match terminal::show(found, &loaded.session, display) {
        true => WRONG_PROGRAM,
        false => 0,
    }
}

/// Applies fixes and checks again until there is nothing left to apply; what is wrong then.
fn repaired(loaded: &mut Loaded, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for _ in 0..MOST_ROUNDS {
        let session = &loaded.session;
        let of_user = |file| loaded.paths.contains(&session.path(file));
        let repaired = repair::apply(&found, session, &of_user);
        if repaired.applied == 0 {
            break;
        }
        let texts: Vec<(Arc<str>, String)> = repaired
            .files
            .into_iter()
            .map(|(file, text)| (session.path(file), text))
            .collect();
        for (path, text) in texts {
            if let Err(error) = std::fs::write(&*path, &text) {
                let message = format!("`{path}` cannot be written: {error}");
                found.push(Diagnostic::without_place(UNWRITABLE_SOURCE, message));
                return found;
            }
            loaded.session.apply(Change::Text(path, Some(text.into())));
        }
        loaded.read_wanted();
        found = loaded.check();
    }
    found
}

/// The program that the arguments mean, loaded; or the exit code, everything being said.
fn loaded(source: &Source, display: Display) -> Result<Loaded, u8> {
    match input::resolve(source) {
        Ok(project) => {
            let _progress = Progress::start("reading");
            Ok(Loaded::new(&project))
        }
        Err(found) => {
            terminal::show_plain(found, display);
            Err(WRONG_USAGE)
        }
    }
}
