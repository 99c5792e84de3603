//! The list of benchmarks, `programs.toml`: what each is about and how much work it gets. A test holds it complete.

use hx2rs_tests::{fixture, places};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A benchmark.
#[derive(Clone, Debug)]
pub struct Program {
    /// Its main class.
    pub name: String,
    /// Its source.
    pub source: PathBuf,
    /// What it is about, in a few words.
    pub about: String,
    /// How much work compiled programs get.
    pub scale: usize,
    /// Peers that cannot print the same, and why.
    pub not: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    about: String,
    scale: usize,
    #[serde(default)]
    not: BTreeMap<String, String>,
}

/// All benchmarks, in order of the alphabet.
pub fn all() -> Result<Vec<Program>, String> {
    let path = places::benchmarks().join("programs.toml");
    let entries: BTreeMap<String, Entry> = toml::from_str(&fixture::read(&path)?)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let program = |(name, entry): (String, Entry)| Program {
        source: places::benchmarks()
            .join("programs")
            .join(format!("{name}.hx")),
        about: entry.about,
        scale: entry.scale,
        not: entry.not,
        name,
    };
    Ok(entries.into_iter().map(program).collect())
}

/// Those that the names ask for; without names all.
pub fn asked(names: &[String]) -> Result<Vec<Program>, String> {
    let mut programs = all()?;
    if let Some(unknown) = names
        .iter()
        .find(|name| programs.iter().all(|program| program.name != **name))
    {
        return Err(format!("tests/bench/programs.toml has no {unknown}"));
    }
    programs.retain(|program| names.is_empty() || names.contains(&program.name));
    Ok(programs)
}
