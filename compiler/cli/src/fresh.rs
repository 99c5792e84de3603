//! Whether a build would come to what is there already. All that goes in is written down after a build, and all that came
//! out; a build that finds everything as it was returns at once. What is compared: hx2rs itself, the toolchain, what was
//! asked for, the names of all files of the class paths, the texts of those that were read, and the files that were made.

use crate::toolchain;
use hx2rs_project::files;
use hx2rs_project::fingerprint;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// What stands before what was said.
const SAID: &str = "said\n";

/// What a build made of what.
pub(crate) struct Stamp {
    path: PathBuf,
    key: u64,
}

impl Stamp {
    /// The stamp of a build that was asked for in the words of `asked`.
    pub(crate) fn new(folder: &Path, profile: &str, asked: u64) -> Self {
        let this = std::env::current_exe().ok();
        let this = this.map(|this| (toolchain::stamp(&this), this));
        let key = fingerprint::of(&(this, toolchain::fingerprint(folder), asked));
        Self {
            path: folder.join(format!("target/hx2rs/{profile}.fresh")),
            key,
        }
    }

    /// The binary that is there, and what was said when it was made, if all is as it was.
    pub(crate) fn result(&self) -> Option<(PathBuf, String)> {
        let text = std::fs::read_to_string(&self.path).ok()?;
        let (head, said) = text.split_once(SAID)?;
        let mut lines = head.lines();
        if lines.next()? != format!("{:016x}", self.key) {
            return None;
        }
        let binary = PathBuf::from(lines.next()?);
        for line in lines {
            let (kind, rest) = line.split_once(' ')?;
            let (number, path) = rest.split_once(' ')?;
            let now = match kind {
                "in" => fingerprint::of(std::fs::read(path).ok()?.as_slice()),
                "out" => made(Path::new(path))?,
                _ => return None,
            };
            if number != format!("{now:016x}") {
                return None;
            }
        }
        Some((binary, said.to_owned()))
    }

    /// Writes down what went in (paths and fingerprints), what came out, and the warnings. Where it cannot, the next build does more.
    pub(crate) fn keep(
        &self,
        binary: &Path,
        inputs: &BTreeMap<Arc<str>, u64>,
        outputs: impl IntoIterator<Item = PathBuf>,
        said: &str,
    ) {
        let mut text = format!("{:016x}\n{}\n", self.key, binary.display());
        for (path, fingerprint) in inputs {
            text.push_str(&format!("in {fingerprint:016x} {path}\n"));
        }
        for path in outputs.into_iter().chain([binary.to_owned()]) {
            let Some(now) = made(&path) else { return };
            text.push_str(&format!("out {now:016x} {}\n", path.display()));
        }
        text.push_str(SAID);
        text.push_str(said);
        let _ = files::write_changed(&self.path, text.as_bytes());
    }

    /// Forgets what was.
    pub(crate) fn forget(&self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// A number for a file that was made: nobody changes it without changing its length or its time.
fn made(path: &Path) -> Option<u64> {
    let stamp: Option<(u64, SystemTime)> = toolchain::stamp(path);
    stamp.map(|stamp| fingerprint::of(&stamp))
}
