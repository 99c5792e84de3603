//! The names of the files under the class paths. No text is read here, and only folders are entered that can be packages,
//! so that hello world starts at once in whatever folder it lies.

use crate::input::Project;
use hx2rs_compiler::catalogue::modules::MISSING_CLASS_PATH;
use hx2rs_compiler::catalogue::project::CASE_CLASH;
use hx2rs_compiler::{ClassPath, Diagnostic, Name};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Packages nest no deeper than this; it ends the walk around a circle of links.
const DEEPEST: usize = 24;
/// The current folder is a class path that nobody asked for: it is not searched beyond so many entries.
const MOST_UNASKED: usize = 20_000;

/// A number for the names of all files that can be modules: it changes if a file comes or goes.
pub fn fingerprint(class_paths: &[ClassPath]) -> u64 {
    let names: Vec<(&str, &[String])> = class_paths
        .iter()
        .map(|path| (path.root.as_str(), path.files.as_slice()))
        .collect();
    crate::fingerprint::of(&names)
}

/// A module of a project itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnModule {
    /// Its dotted path.
    pub name: Name,
    /// Its file.
    pub path: String,
}

/// The modules of the class paths that are not those of libraries. One that another class path hides is not among them.
pub fn own_modules(project: &Project, class_paths: &[ClassPath]) -> Vec<OwnModule> {
    let mut found: BTreeMap<String, (bool, String)> = BTreeMap::new();
    for class_path in class_paths {
        let is_own = !project.libraries.contains(&class_path.root);
        for file in &class_path.files {
            let stem = file.strip_suffix(".hx").unwrap_or(file);
            if stem.rsplit('/').next() == Some("import") {
                continue;
            }
            let path = crate::settings::joined(&class_path.root, file);
            found.insert(stem.replace('/', "."), (is_own, path));
        }
    }
    let own = found.into_iter().filter(|(_, (is_own, _))| *is_own);
    let modules = own.map(|(name, (_, path))| OwnModule {
        name: Name::new(&name),
        path,
    });
    modules.collect()
}

/// Lists the files of all class paths, and what is wrong with them.
pub fn list(project: &Project) -> (Vec<ClassPath>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let roots: Vec<PathBuf> = project
        .class_paths
        .iter()
        .filter_map(|root| folder(root).canonicalize().ok())
        .collect();
    let class_paths = project
        .class_paths
        .iter()
        .enumerate()
        .filter_map(|(at, root)| {
            let asked = at > 0 || !project.implicit;
            let mut walk = Walk {
                roots: if asked { &[] } else { &roots },
                left: if asked { usize::MAX } else { MOST_UNASKED },
                files: Vec::new(),
            };
            match walk.enter(&folder(root), "", 0) {
                Ok(()) => {
                    walk.files.sort();
                    found.extend(clashes(root, &walk.files));
                    Some(ClassPath {
                        root: root.clone(),
                        files: walk.files,
                    })
                }
                Err(error) => {
                    let message = format!("the class path `{root}` cannot be listed: {error}");
                    let missing = Diagnostic::without_place(MISSING_CLASS_PATH, message);
                    found.push(
                        missing.help("class paths count from the folder in which hx2rs is started"),
                    );
                    None
                }
            }
        })
        .collect();
    (class_paths, found)
}

/// The folder that a class path means.
pub fn folder(root: &str) -> PathBuf {
    match root {
        "" => PathBuf::from("."),
        root => PathBuf::from(root),
    }
}

/// Files of a class path that are one file on disks that ignore case.
fn clashes(root: &str, files: &[String]) -> Vec<Diagnostic> {
    let mut lower: Vec<(String, &String)> = files
        .iter()
        .map(|file| (file.to_ascii_lowercase(), file))
        .collect();
    lower.sort();
    let pairs = lower.windows(2).filter_map(|pair| match pair {
        [(a, first), (b, second)] if a == b => Some((first, second)),
        _ => None,
    });
    let shown = |file: &str| crate::settings::joined(root, file);
    pairs
        .map(|(first, second)| {
            let (first, second) = (shown(first), shown(second));
            let message =
                format!("`{first}` and `{second}` are one file on disks that ignore case");
            Diagnostic::without_place(CASE_CLASH, message)
                .help("give one of the two modules another name")
        })
        .collect()
}

struct Walk<'a> {
    /// Folders that are class paths themselves: not entered from another one, so that no file has two modules.
    roots: &'a [PathBuf],
    left: usize,
    files: Vec<String>,
}

impl Walk<'_> {
    /// Adds the files of `folder`; `prefix` is its path from the class path, with `/` at the end.
    fn enter(&mut self, folder: &Path, prefix: &str, depth: usize) -> std::io::Result<()> {
        for entry in folder.read_dir()? {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            if let Some(module) = name.strip_suffix(".hx") {
                if is_identifier(module) {
                    self.files.push(format!("{prefix}{name}"));
                }
                continue;
            }
            if !is_package(name) || depth == DEEPEST || !is_folder(&entry) {
                continue;
            }
            let path = entry.path();
            if !self.roots.is_empty() && self.is_root(&path) {
                continue;
            }
            // What cannot be listed below a class path holds no package for us.
            let _ = self.enter(&path, &format!("{prefix}{name}/"), depth + 1);
        }
        Ok(())
    }

    fn is_root(&self, path: &Path) -> bool {
        path.canonicalize()
            .is_ok_and(|path| self.roots.contains(&path))
    }
}

/// Links are followed: a library is often one.
fn is_folder(entry: &std::fs::DirEntry) -> bool {
    entry
        .file_type()
        .is_ok_and(|kind| kind.is_dir() || kind.is_symlink() && entry.path().is_dir())
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_package(name: &str) -> bool {
    is_identifier(name) && !name.starts_with(|first: char| first.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_entered_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "Main.hx",
            "a/b/C.hx",
            "a/import.hx",
            "Upper/D.hx",
            ".git/E.hx",
            "a-b/F.hx",
            "a/G.js.hx",
            "a/x.txt",
            "a/b/D.hx",
            "a/b/d.hx",
        ] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let root = folder.path().to_string_lossy().into_owned();
        let project = Project {
            class_paths: vec![
                root.clone(),
                format!("{root}/a/b"),
                "/no/such/folder".to_owned(),
            ],
            implicit: true,
            ..Project::default()
        };
        let (class_paths, found) = list(&project);
        let files: Vec<_> = class_paths
            .iter()
            .map(|path| path.files.join(" "))
            .collect();
        assert_eq!(files, ["Main.hx a/import.hx", "C.hx D.hx d.hx"]);
        let codes: Vec<_> = found.iter().map(|found| found.code).collect();
        assert_eq!(codes, [CASE_CLASH, MISSING_CLASS_PATH]);
    }
}
