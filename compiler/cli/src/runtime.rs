//! The runtime crate that shipped programs depend on: embedded in the binary, unpacked to a cache folder named by its
//! hash. So an emitted project builds on a machine that has only hx2rs and Rust, and two versions never meet.

use crate::project::unwritable;
use hx2rs_base::Diagnostic;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

/// The folder of the runtime crate whose files are `files` (path and text); unpacked if it is not there yet.
pub(crate) fn unpacked(files: &[(&str, &str)]) -> Result<PathBuf, Box<Diagnostic>> {
    let cache = cache();
    let folder = cache.join(format!("prelude-{:016x}", fingerprint(files)));
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

fn cache() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let base = match (
        set("XDG_CACHE_HOME"),
        set("HOME").or_else(|| set("USERPROFILE")),
    ) {
        (Some(cache), _) => PathBuf::from(cache),
        (None, Some(home)) => PathBuf::from(home).join(".cache"),
        (None, None) => std::env::temp_dir(),
    };
    base.join("hx2rs")
}

/// FNV-1a over names and texts: the same for every build of hx2rs, and nobody's secret.
fn fingerprint(files: &[(&str, &str)]) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    files.hash(&mut hasher);
    hasher.finish()
}

struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
