//! `hx2rs check --all`: every module of the class paths on its own, for somebody who tries an existing code base. It tells
//! file by file what compiles, and what the reasons are where one does not.

use crate::arguments::{Display, Named};
use crate::commands::{self, WRONG_PROGRAM};
use crate::terminal::{self, Journal, Progress};
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::types::NOT_SUPPORTED_YET;
use hx2rs_base::render::{Report, json, text};
use hx2rs_project::class_paths;
use hx2rs_project::input::Project;
use std::collections::{BTreeMap, BTreeSet};

/// More reasons than these are counted together.
const MOST_REASONS: usize = 40;

/// Checks all; the exit code.
pub(crate) fn check(source: &Named, display: Display) -> u8 {
    let mut request = source.request();
    // Without any input the current folder is meant, as a class path.
    let named = request.input.clone();
    if let Some(folder) = named.filter(|folder| is_plain_folder(folder)) {
        request.settings.folder = Some(folder);
        request.input = None;
    }
    commands::each_request(&request, display, false, &mut |project, journal| {
        all(project, display, journal)
    })
}

/// A folder that says nothing about a project: its modules are what is meant.
fn is_plain_folder(folder: &str) -> bool {
    let path = std::path::Path::new(folder);
    let Ok(entries) = path.read_dir() else {
        return false;
    };
    !entries.flatten().any(|entry| {
        let name = entry.file_name();
        name == hx2rs_project::manifest::FILE || name.to_string_lossy().ends_with(".hxml")
    })
}

fn all(project: &Project, display: Display, journal: &mut Journal) -> u8 {
    let listed = class_paths::list(project);
    let modules = class_paths::own_modules(project, &listed.0);
    let mut loaded = commands::listed(project, listed, journal);
    let progress = Progress::start("checking");
    loaded.set_roots(modules.iter().map(|module| module.name).collect());
    let session = &loaded.session;
    let mut reasons = Reasons::default();
    let mut text = String::new();
    let mut shown = loaded.unreadable().to_vec();
    let mut right = 0;
    for module in &modules {
        let found = session.check_module(module.name);
        let errors: Vec<&Diagnostic> = found.iter().filter(|found| found.is_error()).collect();
        if errors.is_empty() {
            right += 1;
            text.push_str(&format!("ok        {}\n", module.path));
        } else {
            let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
            for error in &errors {
                *codes.entry(error.code.id).or_default() += 1;
            }
            let codes = codes.iter().map(|(code, count)| match count {
                1 => (*code).to_owned(),
                count => format!("{code} ×{count}"),
            });
            let codes = codes.collect::<Vec<_>>().join(", ");
            text.push_str(&format!(
                "{:>3} wrong {}: {codes}\n",
                errors.len(),
                module.path
            ));
        }
        for error in errors {
            reasons.add(error, &module.path);
        }
        shown.extend(found);
    }
    drop(progress);
    journal.step("checking");
    let wrong = right < modules.len() || shown.iter().any(Diagnostic::is_error);
    if display.json {
        let report = Report::new(shown, session, None);
        terminal::out(&json::report(&report, session));
    } else {
        if display.all_errors {
            let report = Report::new(shown, session, None);
            terminal::error(&text::report(&report, session, false));
        }
        text.push_str(&format!("\n{right} of {} files compile\n", modules.len()));
        text.push_str(&reasons.to_text());
        terminal::out(&text);
    }
    u8::from(wrong) * WRONG_PROGRAM
}

/// Why files do not compile.
#[derive(Default)]
struct Reasons {
    /// By code and what it is about: how often, and in which files.
    found: BTreeMap<(String, String), (usize, BTreeSet<String>)>,
}

impl Reasons {
    fn add(&mut self, error: &Diagnostic, path: &str) {
        // What is not supported is the reason; elsewhere names are only where it happened to be found.
        let message = match error.code == NOT_SUPPORTED_YET {
            true => error.message.clone(),
            false => general(&error.message),
        };
        let key = (error.code.id.to_owned(), message);
        let (count, files) = self.found.entry(key).or_default();
        *count += 1;
        files.insert(path.to_owned());
    }

    fn to_text(&self) -> String {
        if self.found.is_empty() {
            return String::new();
        }
        let mut rows: Vec<_> = self.found.iter().collect();
        rows.sort_by_key(|(key, (count, files))| {
            (std::cmp::Reverse((files.len(), *count)), (*key).clone())
        });
        let mut text = String::from("\n times  files  reason\n");
        for ((code, message), (count, files)) in rows.iter().take(MOST_REASONS) {
            text.push_str(&format!(
                "{count:>6} {:>6}  {code} {message}\n",
                files.len()
            ));
        }
        let rest: usize = rows
            .iter()
            .skip(MOST_REASONS)
            .map(|(_, (count, _))| count)
            .sum();
        if rest > 0 {
            text.push_str(&format!("{rest:>6}         of other reasons\n"));
        }
        text
    }
}

/// A message without the names that it is about.
fn general(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 1 { "…" } else { part });
    parts.collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::general;

    #[test]
    fn names_are_left_out_of_reasons() {
        assert_eq!(general("`a.b` has no field `c`"), "`…` has no field `…`");
        assert_eq!(general("nothing"), "nothing");
    }
}
