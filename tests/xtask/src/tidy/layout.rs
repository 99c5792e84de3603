//! The top level of the repository is fixed: a newcomer finds every room on the architecture page.

use super::{Finding, Repository};

const FOLDERS: &[&str] = &[
    "compiler",
    "docs",
    "examples",
    "interp",
    "loader",
    "prelude",
    "rustgen",
    "templates",
    "tests",
];
const FILES: &[&str] = &[
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "clippy.toml",
    "deny.toml",
    "rustfmt.toml",
];

/// Missing root files, and entries that belong into a room.
pub(super) fn top_level(repository: &Repository) -> Vec<Finding> {
    let unknown = repository.top_level.iter().filter(|name| {
        let name = name.as_str();
        !FOLDERS.contains(&name)
            && !FILES.contains(&name)
            && !name.starts_with('.')
            && name != "target"
    });
    let missing = FILES
        .iter()
        .filter(|name| !repository.top_level.iter().any(|known| known == *name));
    unknown
        .map(|name| format!("{name}: move it into a room (docs/architecture.md)"))
        .chain(missing.map(|name| format!("{name}: missing")))
        .collect()
}
