//! Every diagnostic code has a page and every page a code. That the examples on the pages are true is checked by the
//! tests of the command line.

use super::{Finding, Repository};
use hx2rs_base::catalogue;
use std::collections::BTreeSet;

/// Codes against docs/diagnostics.
pub(super) fn codes(repository: &Repository) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for code in catalogue::all() {
        if !seen.insert(code.id) {
            found.push(format!("{}: the code is given twice", code.id));
        }
        let path = format!("docs/diagnostics/{}.md", code.id);
        let Some(page) = repository.pages.iter().find(|page| page.path == path) else {
            found.push(format!("{path}: write the page of `{}`", code.name));
            continue;
        };
        let title = format!("# {}: {}", code.id, code.name);
        if page.text.lines().next() != Some(title.as_str()) {
            found.push(format!("{path}: the first line must be `{title}`"));
        }
        if page.text.matches("\n```").count() < 2 {
            found.push(format!(
                "{path}: show an example (docs/diagnostics/README.md)"
            ));
        }
    }
    for page in &repository.pages {
        let name = page.path.rsplit('/').next().unwrap_or_default();
        let id = name.trim_end_matches(".md");
        if id != "README" && !seen.contains(id) {
            found.push(format!("{}: no such code", page.path));
        }
    }
    found
}
