//! The module tree of the emitted crate: one Rust module per Haxe module, packages as folders, the main module as the
//! root.

use crate::reserved::{TAKEN_MODULES, TAKEN_ROOT_MODULES};
use hx2rs_compiler::hir::Program;
use hx2rs_compiler::{Name, OwnershipPlan};
use indexmap::IndexMap;

/// Where each Haxe module goes.
#[derive(Debug, Default)]
pub(crate) struct Modules {
    paths: IndexMap<Name, Vec<String>>,
}

impl Modules {
    /// The Rust modules of `program`.
    pub(crate) fn new(program: &Program, _plan: &OwnershipPlan) -> Self {
        let root = program.main.map(|main| main.owner().module());
        let mut made = Self::default();
        for path in program.modules.keys() {
            if Some(*path) == root {
                made.paths.insert(*path, Vec::new());
                continue;
            }
            let mut parts: Vec<String> = path.as_str().split('.').map(module_name).collect();
            if let Some(first) = parts.first_mut()
                && TAKEN_ROOT_MODULES.contains(&first.as_str())
            {
                *first = format!("{first}_module");
            }
            let mut number = 2;
            let last = parts.last().cloned().unwrap_or_default();
            while made.paths.values().any(|used| *used == parts) {
                if let Some(part) = parts.last_mut() {
                    *part = format!("{last}_{number}");
                }
                number += 1;
            }
            made.paths.insert(*path, parts);
        }
        made
    }

    /// The Rust path of a Haxe module, without `crate`; empty for the root.
    pub(crate) fn path(&self, module: Name) -> &[String] {
        self.paths.get(&module).map_or(&[], Vec::as_slice)
    }

    /// The modules inside of the Rust module at `path`.
    pub(crate) fn children<'a>(&'a self, path: &'a [String]) -> impl Iterator<Item = &'a String> {
        let inside = self
            .paths
            .values()
            .filter_map(move |other| other.strip_prefix(path));
        inside.filter_map(|rest| rest.first())
    }
}

/// The name of a Rust module. `mod.rs` would be the file of the package itself, and three words are never names.
fn module_name(name: &str) -> String {
    let name = crate::names::snake(name);
    if matches!(name.as_str(), "mod" | "self" | "super" | "crate")
        || TAKEN_MODULES.contains(&name.as_str())
    {
        format!("{name}_module")
    } else {
        name
    }
}
