//! `cargo xtask tidy`: what keeps the repository readable and no compiler checks. Each rule is a function from the
//! repository to findings; rustc, clippy and rustfmt have their own lists in Cargo.toml, clippy.toml and rustfmt.toml.

mod layout;
mod manifests;
mod pages;
mod sources;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

/// A broken rule: where, and what to do about it.
pub(crate) type Finding = String;

/// A text file of the repository.
pub(crate) struct File {
    /// From the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Everything the rules look at.
pub(crate) struct Repository {
    /// Rust sources.
    pub(crate) sources: Vec<File>,
    /// Cargo.toml files.
    pub(crate) manifests: Vec<File>,
    /// Pages under docs/diagnostics.
    pub(crate) pages: Vec<File>,
    /// Names at the top level.
    pub(crate) top_level: Vec<String>,
}

type Rule = fn(&Repository) -> Vec<Finding>;

const RULES: &[(&str, Rule)] = &[
    ("every source file opens with `//!`", sources::headers),
    ("no source file is too long", sources::lengths),
    ("modules are nouns of the language", sources::names),
    ("no dispatch on names as text", sources::dispatch),
    ("unsafe stays in its rooms", sources::unsafe_code),
    ("every exception has a reason", sources::exceptions),
    ("crates depend in the allowed direction", manifests::edges),
    ("every crate has the shared lints", manifests::lints),
    ("every code has its page", pages::codes),
    ("nothing unknown at the top level", layout::top_level),
];

/// Runs the chore.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if !arguments.is_empty() {
        return Err("usage: cargo xtask tidy".to_owned());
    }
    let repository = Repository::load(&root())?;
    let findings = repository.findings();
    if findings.is_empty() {
        println!(
            "tidy: {} rules hold for {} source files",
            RULES.len(),
            repository.sources.len()
        );
        return Ok(());
    }
    Err(format!(
        "{}\ntidy: {} findings",
        findings.join("\n"),
        findings.len()
    ))
}

/// The folder that holds the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .map(Path::to_owned)
        .unwrap_or_default()
}

impl Repository {
    /// Reads what the rules need from the folder `root`.
    pub(crate) fn load(root: &Path) -> Result<Self, String> {
        let mut repository = Self {
            sources: Vec::new(),
            manifests: Vec::new(),
            pages: Vec::new(),
            top_level: Vec::new(),
        };
        let entries = walkdir::WalkDir::new(root)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                let name = entry.file_name().to_string_lossy();
                entry.depth() == 0 || !(name.starts_with('.') || name == "target")
            });
        for entry in entries {
            let entry = entry.map_err(|error| error.to_string())?;
            let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let path = path.to_string_lossy().replace('\\', "/");
            if entry.depth() == 1 {
                repository.top_level.push(path.clone());
            }
            if !entry.file_type().is_file() {
                continue;
            }
            let list = if path.ends_with(".rs") {
                &mut repository.sources
            } else if path.ends_with("Cargo.toml") {
                &mut repository.manifests
            } else if path.starts_with("docs/diagnostics/") && path.ends_with(".md") {
                &mut repository.pages
            } else {
                continue;
            };
            let text = std::fs::read_to_string(entry.path())
                .map_err(|error| format!("{path}: {error}"))?;
            list.push(File { path, text });
        }
        Ok(repository)
    }

    /// What all rules find, grouped by rule.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        RULES
            .iter()
            .flat_map(|(name, rule)| {
                let mut found = rule(self);
                if !found.is_empty() {
                    found.insert(0, format!("# {name}"));
                }
                found
            })
            .collect()
    }
}
