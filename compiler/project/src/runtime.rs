//! The runtime crate that shipped programs depend on: embedded in the binary, unpacked to a cache folder named by its
//! hash. So an emitted project builds on a machine that has only hx2rs and Rust, and two versions never meet.

use crate::files::unwritable;
use crate::fingerprint;
use crate::prelude_generated::PRELUDE_CRATE;
use hx2rs_compiler::Diagnostic;
use hx2rs_rustgen::Allocator;
use std::path::{Path, PathBuf};

/// The folder of the runtime crate; unpacked if it is not there yet. Without mimalloc it depends on nothing, so that no
/// registry is asked for anything.
pub fn unpacked(allocator: Allocator) -> Result<PathBuf, Box<Diagnostic>> {
    let files = PRELUDE_CRATE.iter().map(|(path, text)| {
        let text = match (*path, allocator) {
            ("Cargo.toml", Allocator::System) => without_mimalloc(text),
            _ => (*text).to_owned(),
        };
        (*path, text)
    });
    unpack(&cache(), &files.collect::<Vec<_>>())
}

fn without_mimalloc(manifest: &str) -> String {
    manifest
        .lines()
        .filter(|line| !line.starts_with("mimalloc = {"))
        .map(|line| match line.starts_with("mimalloc = [") {
            true => "mimalloc = []\n".to_owned(),
            false => format!("{line}\n"),
        })
        .collect()
}

fn unpack(cache: &Path, files: &[(&str, String)]) -> Result<PathBuf, Box<Diagnostic>> {
    let folder = cache.join(format!("prelude-{:016x}", fingerprint::of(files)));
    if folder.join("Cargo.toml").is_file() {
        return Ok(folder);
    }
    // Written beside and moved: whoever sees the folder sees all of it.
    let beside = cache.join(format!(".prelude-{}", std::process::id()));
    for (path, text) in files {
        let path = beside.join(path);
        let parent = path.parent().unwrap_or(&beside);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| unwritable(&path, &error))?;
    }
    match std::fs::rename(&beside, &folder) {
        Ok(()) => Ok(folder),
        // Another process was faster.
        Err(_) if folder.join("Cargo.toml").is_file() => {
            let _ = std::fs::remove_dir_all(&beside);
            Ok(folder)
        }
        Err(error) => Err(unwritable(&folder, &error)),
    }
}

/// The folder of all that hx2rs keeps between runs: `HX2RS_CACHE`, else `hx2rs` where caches are.
pub fn cache() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(cache) = set("HX2RS_CACHE") {
        let cache = PathBuf::from(cache);
        return std::path::absolute(&cache).unwrap_or(cache);
    }
    // A relative one is to be ignored, as the rules for such folders say.
    let cache = set("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let home = set("HOME")
        .or_else(|| set("USERPROFILE"))
        .map(PathBuf::from);
    let base = cache.or(home.map(|home| home.join(".cache")));
    base.unwrap_or_else(std::env::temp_dir).join("hx2rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_without_mimalloc_names_no_other_crate() {
        let (path, text) = PRELUDE_CRATE[0];
        assert_eq!(path, "Cargo.toml");
        let manifest: toml::Table = without_mimalloc(text).parse().unwrap();
        assert_eq!(manifest["dependencies"], toml::Table::new().into());
        assert!(
            manifest["features"]["mimalloc"]
                .as_array()
                .unwrap()
                .is_empty()
        );
        assert!(text.contains("dep:mimalloc"));
    }

    #[test]
    fn unpacked_once_and_whole() {
        let cache = tempfile::tempdir().unwrap();
        let files = [
            ("Cargo.toml", "a".to_owned()),
            ("src/lib.rs", "b".to_owned()),
        ];
        let folder = unpack(cache.path(), &files).unwrap();
        assert_eq!(unpack(cache.path(), &files).unwrap(), folder);
        assert_eq!(
            std::fs::read_to_string(folder.join("src/lib.rs")).unwrap(),
            "b"
        );
        assert_eq!(cache.path().read_dir().unwrap().count(), 1);
    }
}
