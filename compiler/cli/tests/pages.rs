//! The examples on the pages of docs/diagnostics are true: a wrong one produces the page's code, a right one no error.
//! That every code has a page is checked by `cargo xtask tidy`.

#![allow(clippy::disallowed_methods)] // Tests read pages and start the binary.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // A test may fail.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// An example: files by path.
type Example = Vec<(String, String)>;

/// The wrong and the right examples of a page. A block that begins with `// file: a/B.hx` belongs to the one before.
fn examples(page: &str) -> (Vec<Example>, Vec<Example>) {
    let (mut wrong, mut right): (Vec<Example>, Vec<Example>) = Default::default();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let list = match line.trim_end() {
            "```haxe wrong" => &mut wrong,
            "```haxe" => &mut right,
            _ => continue,
        };
        let block: Vec<&str> = lines
            .by_ref()
            .take_while(|line| !line.starts_with("```"))
            .collect();
        let text = block.join("\n") + "\n";
        match block
            .first()
            .and_then(|line| line.strip_prefix("// file: "))
        {
            Some(path) => list
                .last_mut()
                .unwrap()
                .push((path.trim().to_owned(), text)),
            None => list.push(vec![("Main.hx".to_owned(), text)]),
        }
    }
    (wrong, right)
}

/// The codes that `hx2rs check` reports, with its whole output.
fn codes(folder: &Path, example: &Example) -> (Vec<String>, String) {
    for (path, text) in example {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_hx2rs"))
        .args(["check", "--json", "--all-errors", "Main.hx"])
        .current_dir(folder)
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<serde_json::Value> = stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_default())
        .collect();
    let codes = messages
        .iter()
        .filter_map(|message| Some(message["code"]["code"].as_str()?.to_owned()))
        .collect();
    let rendered: Vec<&str> = messages
        .iter()
        .filter_map(|message| message["rendered"].as_str())
        .collect();
    let status = output.status;
    let stderr = String::from_utf8_lossy(&output.stderr);
    (codes, format!("{status}\n{}{stderr}", rendered.join("")))
}

/// What is wrong with one page.
fn check(path: &Path) -> Vec<String> {
    let id = path.file_stem().unwrap().to_string_lossy().into_owned();
    let page = std::fs::read_to_string(path).unwrap();
    let (wrong, right) = examples(&page);
    let mut faults = Vec::new();
    for example in &wrong {
        let folder = tempfile::tempdir().unwrap();
        let (found, output) = codes(folder.path(), example);
        if !found.contains(&id) {
            faults.push(format!("{id}: the wrong example gives {found:?}\n{output}"));
        }
    }
    for example in &right {
        let folder = tempfile::tempdir().unwrap();
        let (found, output) = codes(folder.path(), example);
        if !output.starts_with("exit status: 0") {
            faults.push(format!("{id}: the right example gives {found:?}\n{output}"));
        }
    }
    faults
}

#[test]
fn the_examples_on_the_pages_are_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "README"))
        .collect();
    pages.sort();
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let faults: Vec<String> = std::thread::scope(|scope| {
        let work = || {
            let mut faults = Vec::new();
            while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                faults.extend(check(page));
            }
            faults
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
