//! Files that hx2rs writes: each appears whole or not at all, only those that changed are touched, and what an earlier run
//! wrote and this one does not is removed. What is in them is not decided here.

use crate::fingerprint;
use hx2rs_compiler::Diagnostic;
use hx2rs_compiler::catalogue::project::UNWRITABLE_OUTPUT;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The list of the files that were written, below their folder.
const RECORD: &str = "target/hx2rs/written.txt";
/// Held while a folder is written to and built in.
const LOCK: &str = "target/hx2rs/lock";

/// How a file's name ends while it is written.
const BESIDE: &str = ".hx2rs-new";

/// What the record says of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// Fingerprint of the text as it was emitted.
    pub emitted: u64,
    /// Fingerprint of the text on disk.
    pub text: u64,
}

/// The files that earlier runs wrote into a folder.
#[derive(Clone, Debug, Default)]
pub struct Record {
    files: BTreeMap<String, Written>,
}

impl Record {
    /// The record of a folder; empty if there is none.
    pub fn read(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(RECORD)).unwrap_or_default();
        let files = text.lines().filter_map(|line| {
            let mut parts = line.splitn(3, ' ');
            let mut number = || u64::from_str_radix(parts.next()?, 16).ok();
            let (emitted, text) = (number()?, number()?);
            Some((parts.next()?.to_owned(), Written { emitted, text }))
        });
        Self {
            files: files.collect(),
        }
    }

    /// What is known of a file.
    pub fn get(&self, path: &str) -> Option<Written> {
        self.files.get(path).copied()
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    fn to_text(&self) -> String {
        self.files
            .iter()
            .map(|(path, file)| format!("{:016x} {:016x} {path}\n", file.emitted, file.text))
            .collect()
    }
}

/// Writes `files`, each a path below `folder`, its text, and the fingerprint of what it was before it was laid out. Whether
/// anything changed.
///
/// A run that is killed leaves files of both runs, each of them whole; all are in the record, so that the next run puts
/// things right.
pub fn write<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str, u64)>,
) -> Result<bool, Box<Diagnostic>> {
    let before = Record::read(folder);
    let mut now = Record::default();
    let mut texts = Vec::new();
    for (path, text, emitted) in files {
        let written = Written {
            emitted,
            text: fingerprint::of(text.as_bytes()),
        };
        now.files.insert(path.to_owned(), written);
        texts.push((path, text));
    }
    let added = now
        .files
        .keys()
        .any(|path| !before.files.contains_key(path));
    if added {
        // Whatever happens from here on, somebody knows of the files.
        let mut both = before.clone();
        for path in now.files.keys() {
            let nothing = Written {
                emitted: 0,
                text: 0,
            };
            both.files.entry(path.clone()).or_insert(nothing);
        }
        write_changed(&folder.join(RECORD), both.to_text().as_bytes())?;
    }
    let mut changed = false;
    for (path, text) in texts {
        changed |= write_changed(&folder.join(path), text.as_bytes())?;
    }
    sweep(folder, now.files.keys());
    for gone in before
        .files
        .keys()
        .filter(|path| !now.files.contains_key(*path))
    {
        // It may be gone already; it is only in the way of readers, not of Cargo.
        let path = folder.join(gone);
        changed |= std::fs::remove_file(&path).is_ok();
        remove_empty(folder, &path);
    }
    write_changed(&folder.join(RECORD), now.to_text().as_bytes())?;
    Ok(changed)
}

/// Removes what a run that was killed has begun to write beside these files.
fn sweep<'a>(folder: &Path, files: impl Iterator<Item = &'a String>) {
    let folders: BTreeSet<PathBuf> = files
        .filter_map(|path| Some(folder.join(path).parent()?.to_owned()))
        .collect();
    for folder in folders {
        for entry in folder.read_dir().into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') && name.ends_with(BESIDE) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// Removes the folders between `folder` and a file that is gone, as far as they are empty.
fn remove_empty(folder: &Path, file: &Path) {
    let above = file.ancestors().skip(1);
    for empty in above.take_while(|above| *above != folder && above.starts_with(folder)) {
        if std::fs::remove_dir(empty).is_err() {
            break;
        }
    }
}

/// Writes a file unless it has this text already. Whether it was written.
pub fn write_changed(path: &Path, text: &[u8]) -> Result<bool, Box<Diagnostic>> {
    if std::fs::read(path).is_ok_and(|bytes| bytes == text) {
        return Ok(false);
    }
    replace(path, text).map_err(|error| unwritable(path, &error))?;
    Ok(true)
}

/// Writes a file beside its place and moves it there.
fn replace(path: &Path, text: &[u8]) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let beside = beside(path);
    let written = File::create(&beside).and_then(|mut file| file.write_all(text));
    let moved = written.and_then(|()| std::fs::rename(&beside, path));
    if moved.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    moved
}

/// A name next to `path` that no other process uses.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}{BESIDE}", std::process::id()))
}

/// Why a file cannot be written.
pub fn unwritable(path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    let message = format!("`{}` cannot be written: {error}", path.display());
    Box::new(Diagnostic::without_place(UNWRITABLE_OUTPUT, message))
}

/// A folder that nobody else writes to while this lives. The system gives it back when the process ends, however that
/// happens.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Locks the output folder `folder`; `wait` is called if somebody else has it.
    pub fn output(folder: &Path, wait: impl FnOnce()) -> Result<Self, Box<Diagnostic>> {
        Self::file(&folder.join(LOCK), wait)
    }

    /// Locks by the file at `path`, which is made.
    pub fn file(path: &Path, wait: impl FnOnce()) -> Result<Self, Box<Diagnostic>> {
        let wrong = |error: std::io::Error| unwritable(path, &error);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(wrong)?;
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(wrong)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                wait();
                file.lock().map_err(wrong)?;
            }
            // Some network disks have no locks; then nobody waits there.
            Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(wrong(error)),
        }
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files<'a>(list: &'a [(&'a str, &'a str)]) -> impl Iterator<Item = (&'a str, &'a str, u64)> {
        list.iter().map(|(path, text)| (*path, *text, 0))
    }

    #[test]
    fn only_changes_are_written_and_what_is_gone_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let text = |path: &str| std::fs::read_to_string(folder.path().join(path)).ok();
        let first = [
            ("Cargo.toml", "1"),
            ("src/a/b.rs", "2"),
            ("src/main.rs", "3"),
        ];
        assert!(write(folder.path(), files(&first)).unwrap());
        assert!(!write(folder.path(), files(&first)).unwrap());
        let time = || {
            let manifest = std::fs::metadata(folder.path().join("Cargo.toml")).unwrap();
            manifest.modified().unwrap()
        };
        std::fs::write(folder.path().join("src/mine.rs"), "mine").unwrap();
        let before = time();
        std::thread::sleep(std::time::Duration::from_millis(20));
        let then = [("Cargo.toml", "1"), ("src/main.rs", "4")];
        assert!(write(folder.path(), files(&then)).unwrap());
        assert_eq!(time(), before);
        assert_eq!(text("src/main.rs").as_deref(), Some("4"));
        assert_eq!(text("src/a/b.rs"), None);
        assert!(!folder.path().join("src/a").exists());
        assert_eq!(text("src/mine.rs").as_deref(), Some("mine"));
    }

    #[test]
    fn an_unwritable_folder_has_a_code() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let error = write(&file, files(&[("Cargo.toml", "")])).unwrap_err();
        assert_eq!(error.code, UNWRITABLE_OUTPUT);
        assert_eq!(
            Lock::output(&file, || ()).unwrap_err().code,
            UNWRITABLE_OUTPUT
        );
    }

    #[test]
    fn the_second_waits_for_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::output(folder.path(), || panic!("nobody else is here")).unwrap();
        let (sender, waiting) = std::sync::mpsc::channel();
        let path = folder.path().to_owned();
        let second = std::thread::spawn(move || {
            Lock::output(&path, || sender.send(()).unwrap()).unwrap();
        });
        waiting.recv().unwrap();
        assert!(!second.is_finished());
        drop(first);
        second.join().unwrap();
    }
}
