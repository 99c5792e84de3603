//! Libraries as haxelib lays them out on disk: a repository with a folder per library and in it one per version. What is
//! installed is used; nothing is installed, downloaded or started.

use crate::settings::{Settings, Source, joined, trimmed};
use crate::texts::{Texts, at};
use crate::{hxml, settings};
use hx2rs_compiler::Diagnostic;
use hx2rs_compiler::catalogue::project::UNKNOWN_LIBRARY;
use hx2rs_compiler::diagnostic::did_you_mean;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where libraries are looked for.
#[derive(Clone, Debug, Default)]
pub struct Repository {
    folders: Vec<PathBuf>,
}

impl Repository {
    /// As haxelib finds it: `.haxelib` in the folder or above it, else `HAXELIB_PATH`, else what `~/.haxelib` or
    /// `/etc/.haxelib` names, else the folders that installers use.
    pub fn found_from(folder: &Path) -> Self {
        let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let local = absolute
            .ancestors()
            .map(|above| above.join(".haxelib"))
            .find(|local| local.is_dir());
        let set = std::env::var_os("HAXELIB_PATH").filter(|path| !path.is_empty());
        let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
        let home = home.map(PathBuf::from).unwrap_or_default();
        let named = [home.join(".haxelib"), PathBuf::from("/etc/.haxelib")]
            .into_iter()
            .filter(|file| file.is_file())
            .find_map(|file| std::fs::read_to_string(file).ok())
            .map(|text| PathBuf::from(text.trim()));
        let usual = [
            home.join("haxelib"),
            PathBuf::from("/usr/share/haxe/lib"),
            PathBuf::from("/usr/local/lib/haxe/lib"),
            PathBuf::from("/usr/local/share/haxe/lib"),
        ];
        let usual = usual.into_iter().find(|folder| folder.is_dir());
        let global = set.map(PathBuf::from).or(named).or(usual);
        Self {
            folders: local.into_iter().chain(global).collect(),
        }
    }

    /// A repository in a folder.
    pub fn at(folder: PathBuf) -> Self {
        Self {
            folders: vec![folder],
        }
    }

    /// The folder of a library, whatever version.
    fn library(&self, name: &str) -> Option<PathBuf> {
        let safe = name.replace('.', ",");
        self.folders.iter().find_map(|repository| {
            let exact = repository.join(&safe);
            if exact.is_dir() {
                return Some(exact);
            }
            let entries = repository.read_dir().ok()?;
            let mut same = entries.flatten().filter(|entry| {
                let name = entry.file_name();
                name.to_str()
                    .is_some_and(|name| name.eq_ignore_ascii_case(&safe))
            });
            same.next().map(|entry| entry.path())
        })
    }

    /// Names of all libraries.
    fn names(&self) -> Vec<String> {
        let entries = self
            .folders
            .iter()
            .filter_map(|folder| folder.read_dir().ok());
        let entries = entries.flatten().flatten();
        let folders = entries.filter(|entry| entry.path().is_dir());
        let mut names: Vec<String> = folders
            .map(|entry| entry.file_name().to_string_lossy().replace(',', "."))
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

/// A library with all that it needs, as settings in which only folders are left: the library first, then what it depends on,
/// as officially.
pub(crate) struct Resolver<'a> {
    pub(crate) repository: &'a Repository,
    pub(crate) texts: &'a mut Texts,
    /// Files that decided: manifests, `.current`, `.dev`.
    pub(crate) read: &'a mut Vec<PathBuf>,
    /// Libraries that are there already.
    pub(crate) done: BTreeSet<String>,
}

impl Resolver<'_> {
    /// Adds the library to `into`. Who asked for it is at `place`.
    pub(crate) fn resolve(
        &mut self,
        wanted: &str,
        place: Option<settings::Place>,
        into: &mut Settings,
    ) -> Result<(), Vec<Diagnostic>> {
        let mut parts = wanted.splitn(3, ':');
        let name = parts.next().unwrap_or_default();
        let version = parts.next().filter(|version| !version.is_empty());
        if !self.done.insert(name.to_ascii_lowercase()) {
            return Ok(());
        }
        let unknown = |message: String| at(UNKNOWN_LIBRARY, place, message);
        let valid =
            |part: &str| !part.is_empty() && !part.contains(['/', '\\']) && !part.starts_with('.');
        let Some(folder) = Some(name)
            .filter(|name| valid(name))
            .and_then(|name| self.repository.library(name))
        else {
            let missing = unknown(format!("there is no library `{name}`"));
            let names = self.repository.names();
            return Err(vec![match did_you_mean(name, names.iter().map(String::as_str)) {
                Some(near) => missing.help(format!("did you mean `{near}`?")),
                None => missing
                    .note(self.searched())
                    .help(format!("`haxelib install {name}` installs it; `-cp` takes the folder of its sources")),
            }]);
        };
        let root = self
            .version(&folder, name, version)
            .map_err(|message| vec![unknown(message)])?;
        let manifest = self
            .manifest(&root)
            .map_err(|message| vec![unknown(message)])?;
        let shown = root.to_string_lossy().into_owned();
        into.sources.push(Source::Folder(trimmed(&joined(
            &shown,
            &manifest.class_path,
        ))));
        let version = manifest.version.unwrap_or_else(|| "1.0.0".to_owned());
        into.defines
            .push((manifest.name.unwrap_or_else(|| name.to_owned()), version));
        let extra = root.join("extraParams.hxml");
        if extra.is_file() {
            self.read.push(extra);
            let said = hxml::load(&shown, "extraParams.hxml", self.texts)?;
            for mut said in said {
                // Its folders count from the library's.
                let own = std::mem::take(&mut said.sources);
                into.extend(said);
                for source in own {
                    match source {
                        Source::Folder(folder) => {
                            into.sources.push(Source::Folder(joined(&shown, &folder)))
                        }
                        Source::Library(name, place) => self.resolve(&name, place, into)?,
                    }
                }
            }
        }
        for (name, version) in manifest.dependencies {
            let wanted = match version.is_empty() {
                true => name,
                false => format!("{name}:{version}"),
            };
            self.resolve(&wanted, place, into).map_err(|found| {
                let because = format!("`{wanted}` is a dependency of `{shown}`");
                found
                    .into_iter()
                    .map(|one| one.note(because.as_str()))
                    .collect::<Vec<_>>()
            })?;
        }
        Ok(())
    }

    fn searched(&self) -> String {
        let folders = self.repository.folders.iter();
        let shown: Vec<String> = folders.map(|folder| folder.display().to_string()).collect();
        match shown.is_empty() {
            true => {
                "there is no haxelib repository: neither .haxelib here or above, nor HAXELIB_PATH"
                    .to_owned()
            }
            false => format!("looked in {}", shown.join(", ")),
        }
    }

    /// The folder of the version that is meant.
    fn version(
        &mut self,
        folder: &Path,
        name: &str,
        version: Option<&str>,
    ) -> Result<PathBuf, String> {
        let text = |file: &str| std::fs::read_to_string(folder.join(file)).ok();
        if let Some(version) = version {
            let wanted = folder.join(version.replace('.', ","));
            // A development folder stands for the version that it says it is.
            let dev = text(".dev").map(|path| folder.join(path.trim()));
            return match (wanted.is_dir(), dev) {
                (true, _) if !version.contains(['/', '\\']) => Ok(wanted),
                (_, Some(dev))
                    if dev.is_dir() && self.manifest(&dev)?.version.as_deref() == Some(version) =>
                {
                    Ok(dev)
                }
                _ => Err(format!(
                    "library `{name}` has no version `{version}`{}",
                    installed(folder)
                )),
            };
        }
        if let Some(dev) = text(".dev") {
            self.read.push(folder.join(".dev"));
            let dev = folder.join(dev.trim());
            return match dev.is_dir() {
                true => Ok(dev),
                false => Err(format!(
                    "the development folder `{}` of library `{name}` is not there",
                    dev.display()
                )),
            };
        }
        let Some(current) = text(".current") else {
            return Err(format!(
                "no version of library `{name}` is set as the current one{}",
                installed(folder)
            ));
        };
        self.read.push(folder.join(".current"));
        let current = current.trim();
        let root = folder.join(current.replace('.', ","));
        match root.is_dir() {
            true => Ok(root),
            false => Err(format!(
                "library `{name}` has no version `{current}`, though it is the current one"
            )),
        }
    }

    fn manifest(&mut self, root: &Path) -> Result<Manifest, String> {
        let path = root.join("haxelib.json");
        let Ok(text) = std::fs::read_to_string(&path) else {
            return Ok(Manifest::default());
        };
        let wrong =
            |reason: String| format!("`{}` is no manifest of a library: {reason}", path.display());
        let json: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        self.read.push(path.clone());
        let field = |name: &str| {
            json.get(name)
                .and_then(serde_json::Value::as_str)
                .map(str::to_owned)
        };
        let dependencies = match json.get("dependencies") {
            Some(serde_json::Value::Object(map)) => map
                .iter()
                .map(|(name, version)| {
                    (
                        name.clone(),
                        version.as_str().unwrap_or_default().to_owned(),
                    )
                })
                .collect(),
            Some(serde_json::Value::Array(list)) => list
                .iter()
                .filter_map(|item| {
                    let text = |name: &str| item.get(name).and_then(serde_json::Value::as_str);
                    Some((
                        text("name")?.to_owned(),
                        text("version").unwrap_or_default().to_owned(),
                    ))
                })
                .collect(),
            Some(_) | None => Vec::new(),
        };
        Ok(Manifest {
            name: field("name"),
            version: field("version"),
            class_path: field("classPath").unwrap_or_default(),
            dependencies,
        })
    }
}

/// The versions in the folder of a library, for a message.
fn installed(folder: &Path) -> String {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut versions: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().replace(',', "."))
        .collect();
    versions.sort();
    match versions.is_empty() {
        true => String::new(),
        false => format!(" (installed: {})", versions.join(", ")),
    }
}

/// What haxelib.json says.
#[derive(Default)]
struct Manifest {
    name: Option<String>,
    version: Option<String>,
    class_path: String,
    /// Name and version; any if that is empty.
    dependencies: Vec<(String, String)>,
}
