//! Lists the sources of the runtime crate (prelude/src) for embedding: a list that is made at build time cannot be
//! forgotten when a file is added. What happens with them: src/runtime.rs.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Build scripts read files and talk to Cargo.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let manifest = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let source = Path::new(&manifest).join("../../prelude/src");
    println!("cargo::rerun-if-changed={}", source.display());
    let mut files = Vec::new();
    list(&source, "src", &mut files)?;
    files.sort();
    let rows: String = files
        .iter()
        .map(|(name, path)| format!("    ({name:?}, include_str!({path:?})),\n"))
        .collect();
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    let text = format!("const SOURCES: &[(&str, &str)] = &[\n{rows}];\n");
    std::fs::write(Path::new(&out).join("runtime.rs"), text)
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}/{}", entry.file_name().display());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &name, files)?;
        } else if name.ends_with(".rs") {
            let path = entry.path().canonicalize()?;
            files.push((name, path.display().to_string()));
        }
    }
    Ok(())
}
