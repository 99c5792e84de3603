//! Rules about Cargo.toml files: which crate may use which, and the shared lints. The table is the one of
//! docs/architecture.md; what a crate uses in its own tests is its own affair.

use super::{File, Finding, Repository};

/// Crate, and the crates of the workspace that it may use.
const EDGES: &[(&str, &[&str])] = &[
    ("hx2rs-base", &[]),
    ("hx2rs-syntax", &["hx2rs-base"]),
    ("hx2rs-hir", &["hx2rs-base", "hx2rs-syntax"]),
    ("hx2rs-mir", &["hx2rs-base", "hx2rs-syntax", "hx2rs-hir"]),
    (
        "hx2rs-compiler",
        &["hx2rs-base", "hx2rs-syntax", "hx2rs-hir", "hx2rs-mir"],
    ),
    (
        "hx2rs-interp",
        &["hx2rs-compiler", "hx2rs-heap", "hx2rs-abi", "hx2rs-prelude"],
    ),
    ("hx2rs-heap", &["hx2rs-abi", "hx2rs-prelude"]),
    ("hx2rs-rustgen", &["hx2rs-compiler", "hx2rs-abi"]),
    ("hx2rs-live", &["hx2rs-compiler"]),
    ("hx2rs-loader", &["hx2rs-abi", "hx2rs-heap"]),
    ("hx2rs-abi", &[]),
    ("hx2rs-project", &["hx2rs-compiler", "hx2rs-rustgen"]),
    (
        "hx2rs-build",
        &["hx2rs-compiler", "hx2rs-rustgen", "hx2rs-project"],
    ),
    ("hx2rs-prelude", &[]),
    (
        "hx2rs",
        &[
            "hx2rs-base",
            "hx2rs-syntax",
            "hx2rs-hir",
            "hx2rs-mir",
            "hx2rs-compiler",
            "hx2rs-project",
            "hx2rs-interp",
            "hx2rs-heap",
            "hx2rs-rustgen",
            "hx2rs-live",
            "hx2rs-loader",
            "hx2rs-abi",
            "hx2rs-prelude",
        ],
    ),
];

fn is_member(file: &File) -> bool {
    let outside = [
        "templates/",
        "examples/",
        "tests/suite/",
        "tests/ui/",
        "tests/bench/twins/",
    ];
    file.path != "Cargo.toml" && !outside.iter().any(|folder| file.path.starts_with(folder))
}

fn parsed(file: &File) -> Result<toml::Table, Finding> {
    file.text
        .parse::<toml::Table>()
        .map_err(|error| format!("{}: {error}", file.path))
}

/// Names of the workspace's crates that this manifest uses outside of its tests.
fn used(manifest: &toml::Table) -> Vec<String> {
    ["dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|section| section.iter())
        .map(|(key, value)| {
            let renamed = value.get("package").and_then(toml::Value::as_str);
            renamed.unwrap_or(key).to_owned()
        })
        .filter(|name| name == "hx2rs" || name.starts_with("hx2rs-"))
        .collect()
}

/// Rooms depend downwards only.
pub(super) fn edges(repository: &Repository) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in repository.manifests.iter().filter(|file| is_member(file)) {
        let manifest = match parsed(file) {
            Ok(manifest) => manifest,
            Err(finding) => {
                found.push(finding);
                continue;
            }
        };
        let name = manifest
            .get("package")
            .and_then(|package| package.get("name"))
            .and_then(toml::Value::as_str)
            .unwrap_or_default();
        if file.path.starts_with("tests/") {
            continue;
        }
        let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
            found.push(format!(
                "{}: `{name}` has no row in the table of allowed directions",
                file.path
            ));
            continue;
        };
        for other in used(&manifest) {
            if !allowed.contains(&other.as_str()) {
                found.push(format!("{}: {name} must not depend on {other}", file.path));
            }
        }
    }
    found
}

/// `[lints] workspace = true` in every crate.
pub(super) fn lints(repository: &Repository) -> Vec<Finding> {
    repository
        .manifests
        .iter()
        .filter(|file| is_member(file))
        .filter(|file| {
            let inherits = parsed(file)
                .ok()
                .and_then(|manifest| manifest.get("lints")?.get("workspace")?.as_bool());
            inherits != Some(true)
        })
        .map(|file| format!("{}: add `[lints] workspace = true`", file.path))
        .collect()
}
