//! Rules about Rust source files, line by line: text is enough for them, so nothing is parsed.

use super::{File, Finding, Repository};

const LONGEST: usize = 1_000;
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "utility", "helper", "helpers", "manager", "managers", "common", "misc",
    "stuff", "shared",
];
/// Rooms behind hir: names are ids there.
const AFTER_HIR: &[&str] = &[
    "compiler/mir/",
    "compiler/driver/",
    "compiler/live/",
    "interp/",
    "rustgen/",
    "loader/",
];
/// The only rooms with unsafe code.
const UNSAFE_ROOMS: &[&str] = &["interp/heap/", "interp/src/run/", "loader/"];

/// Generated files say so in their name or their first lines, and are exempt from what concerns people.
fn generated(file: &File) -> bool {
    file.path.ends_with("generated.rs")
        || file
            .text
            .lines()
            .take(3)
            .any(|line| line.starts_with("//") && line.contains("@generated"))
}

/// Each line with its number, comments left out.
fn code_lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let lines = file.text.lines().enumerate();
    lines
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.starts_with("//"))
}

fn each(repository: &Repository, rule: impl Fn(&File) -> Vec<(usize, String)>) -> Vec<Finding> {
    repository
        .sources
        .iter()
        .flat_map(|file| {
            rule(file)
                .into_iter()
                .map(|(line, what)| format!("{}:{line}: {what}", file.path))
        })
        .collect()
}

/// What a file is, what it is not, where to go next.
pub(super) fn headers(repository: &Repository) -> Vec<Finding> {
    each(repository, |file| {
        let opens = file
            .text
            .lines()
            .find(|line| !(line.trim().is_empty() || line.starts_with("// ")))
            .is_some_and(|line| line.starts_with("//! ") && line.len() > 20);
        match opens || generated(file) {
            true => Vec::new(),
            false => vec![(
                1,
                "open the file with `//!`: what it is, what it is not, where to go next".to_owned(),
            )],
        }
    })
}

/// A thousand lines is a limit, not an aim.
pub(super) fn lengths(repository: &Repository) -> Vec<Finding> {
    each(repository, |file| {
        let length = file.text.lines().count();
        match length > LONGEST && !generated(file) {
            true => vec![(
                LONGEST,
                format!("{length} lines; split it by concept of the language (limit {LONGEST})"),
            )],
            false => Vec::new(),
        }
    })
}

/// A module's name says what is in it.
pub(super) fn names(repository: &Repository) -> Vec<Finding> {
    each(repository, |file| {
        file.path
            .trim_end_matches(".rs")
            .split('/')
            .filter(|part| EMPTY_NAMES.contains(part))
            .map(|part| {
                (
                    1,
                    format!("`{part}` says nothing; name the module after what it holds"),
                )
            })
            .collect()
    })
}

/// Behind hir there are ids, so nothing is decided by the text of a name.
pub(super) fn dispatch(repository: &Repository) -> Vec<Finding> {
    let needle = concat!(".as_", "str() {");
    each(repository, |file| {
        if !AFTER_HIR.iter().any(|room| file.path.starts_with(room)) {
            return Vec::new();
        }
        code_lines(file)
            .filter(|(_, line)| line.contains("match ") && line.contains(needle))
            .map(|(at, _)| {
                (
                    at,
                    "dispatch by an id that hir resolved, not by text".to_owned(),
                )
            })
            .collect()
    })
}

/// Unsafe code only where architecture.md allows it, and each block with its reason.
pub(super) fn unsafe_code(repository: &Repository) -> Vec<Finding> {
    let permits = concat!("unsafe", "_code)");
    let starts = [
        concat!("unsafe", " {"),
        concat!("unsafe", " impl"),
        concat!("unsafe", " fn"),
        concat!("unsafe", " extern"),
    ];
    each(repository, |file| {
        let allowed = UNSAFE_ROOMS.iter().any(|room| file.path.starts_with(room));
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        let mut found = Vec::new();
        for (at, line) in code_lines(file) {
            if line.contains(permits) && line.starts_with("#") && !allowed {
                found.push((
                    at,
                    "unsafe code lives in interp/heap, interp's executor and loader only"
                        .to_owned(),
                ));
            }
            if !allowed || !starts.iter().any(|start| line.contains(start)) {
                continue;
            }
            let above = lines.get(at.saturating_sub(8)..at).unwrap_or_default();
            let reason = above
                .iter()
                .any(|line| line.contains("SAFETY:") || line.contains("# Safety"));
            if !reason {
                found.push((
                    at,
                    "say in a `// SAFETY:` comment why it is sound".to_owned(),
                ));
            }
        }
        found
    })
}

/// An `allow` or `expect` says why, on its line or the one above.
pub(super) fn exceptions(repository: &Repository) -> Vec<Finding> {
    each(repository, |file| {
        if generated(file) {
            return Vec::new();
        }
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        let mut found = Vec::new();
        for (at, line) in code_lines(file) {
            let exception = ["allow(", "expect("].iter().any(|lint| {
                line.strip_prefix("#![")
                    .or(line.strip_prefix("#["))
                    .is_some_and(|rest| rest.starts_with(lint))
            });
            // The attribute may span lines: its reason stands in it, behind it or above it.
            let rest = lines.get(at - 1..).unwrap_or_default();
            let length = rest.iter().take_while(|line| !line.contains(")]")).count() + 1;
            let attribute = rest.get(..length).unwrap_or_default();
            let inside = attribute
                .iter()
                .any(|line| line.contains("//") || line.contains("reason ="));
            let above = at
                .checked_sub(2)
                .and_then(|above| lines.get(above))
                .is_some_and(|line| line.starts_with("//"));
            if exception && !inside && !above {
                found.push((at, "give the reason for the exception beside it".to_owned()));
            }
        }
        found
    })
}
