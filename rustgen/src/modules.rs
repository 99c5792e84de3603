//! The module tree of the emitted crate: one Rust module per Haxe module, packages as folders, the main module as the
//! root.

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
            if parts.len() == 1
                && matches!(
                    parts.first().map(String::as_str),
                    Some("main" | "lib" | "structures")
                )
            {
                parts = parts
                    .into_iter()
                    .map(|part| format!("{part}_module"))
                    .collect();
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
}

/// The name of a Rust module. `mod.rs` would be the file of the package itself, and three words are never names.
fn module_name(name: &str) -> String {
    let name = crate::names::snake(name);
    if matches!(name.as_str(), "mod" | "self" | "super" | "crate") {
        format!("{name}_module")
    } else {
        name
    }
}
