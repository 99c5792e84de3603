//! From what a user names to the programs that are meant: class paths, main class, defines. It reads files of settings
//! (hx.toml, .hxml, what haxelib installed), no source.

use crate::haxelib::{Repository, Resolver};
use crate::settings::{Resource, Settings, Source, joined, trimmed};
use crate::texts::{Problems, Texts};
use crate::{hxml, manifest, resources};
use hx2rs_compiler::Diagnostic;
use hx2rs_compiler::catalogue::project::{BAD_MANIFEST, NO_INPUT};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a user asks for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// A file, a folder, or nothing.
    pub input: Option<String>,
    /// What is said beside it; it comes after what the input says.
    pub settings: Settings,
}

/// A program as its settings describe it. Paths count from `folder`, which counts from where the request was made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Project {
    /// Empty: the current folder.
    pub folder: String,
    /// Folders in official order: a later one hides an earlier one. An empty name is `folder` itself.
    pub class_paths: Vec<String>,
    /// Whether the first class path is there without having been asked for, as the current folder is officially.
    pub implicit: bool,
    /// Those of the class paths that belong to libraries.
    pub libraries: Vec<String>,
    /// Dotted path of the main class; none if modules are only to be checked.
    pub main: Option<String>,
    /// Names and values.
    pub defines: Vec<(String, String)>,
    /// Embedded files.
    pub resources: Vec<Resource>,
    /// All that was said, for what only some commands need.
    pub settings: Settings,
}

/// The programs that were asked for, and the files that said what they are.
#[derive(Debug, Default)]
pub struct Resolved {
    /// One, or several where a .hxml file has `--next`.
    pub projects: Vec<Project>,
    /// The files of settings.
    pub texts: Texts,
    /// Other files that decided: what haxelib keeps.
    pub read: Vec<PathBuf>,
}

/// What the positional argument contributes.
#[derive(Default)]
struct Named {
    folder: String,
    programs: Vec<Settings>,
    /// A class path that is looked at last, so it wins.
    root: Option<String>,
    /// Whether the folder is a class path without being named.
    implicit: bool,
}

impl Project {
    /// The same with paths that count from where the request was made.
    #[must_use]
    pub fn rebased(mut self) -> Self {
        let folder = std::mem::take(&mut self.folder);
        for path in &mut self.class_paths {
            *path = joined(&folder, path);
        }
        for resource in &mut self.resources {
            resource.path = joined(&folder, &resource.path);
        }
        self
    }
}

/// The programs that `request` means. Nothing but their main class may be missing: see [`require_main`].
pub fn resolve(request: &Request) -> Result<Resolved, Problems> {
    let mut resolved = Resolved::default();
    let texts = &mut resolved.texts;
    let named = match &request.input {
        None => Ok(Named {
            implicit: true,
            programs: vec![Settings::default()],
            ..Named::default()
        }),
        Some(input) => named(input, texts),
    };
    let named = match named {
        Ok(named) => named,
        Err(found) => {
            return Err(Problems {
                found,
                texts: resolved.texts,
            });
        }
    };
    let mut found = Vec::new();
    for mut settings in named.programs {
        settings.extend(request.settings.clone());
        let folder = joined(
            &named.folder,
            settings.folder.as_deref().unwrap_or_default(),
        );
        match project(&folder, settings, &mut resolved) {
            Ok(mut project) => {
                if named.implicit {
                    project.class_paths.insert(0, String::new());
                    project.implicit = true;
                }
                project.class_paths.extend(named.root.clone());
                resolved.projects.push(project);
            }
            Err(wrong) => found.extend(wrong),
        }
    }
    match found.is_empty() {
        true => Ok(resolved),
        false => Err(Problems {
            found,
            texts: resolved.texts,
        }),
    }
}

/// What is wrong if a project has no main class.
pub fn require_main(request: &Request, project: &Project) -> Result<(), Box<Diagnostic>> {
    if project.main.is_some() {
        return Ok(());
    }
    let what = match &request.input {
        Some(input) => format!("`{input}` names no main class"),
        None => "nothing to compile: no file, folder or main class is given".to_owned(),
    };
    Err(Box::new(Diagnostic::without_place(NO_INPUT, what).help(
        "name a file (`hx2rs run Main.hx`) or a class (`hx2rs run -cp src -main Main`)",
    )))
}

/// Replaces libraries by folders.
fn project(
    folder: &str,
    settings: Settings,
    resolved: &mut Resolved,
) -> Result<Project, Vec<Diagnostic>> {
    let here = if folder.is_empty() { "." } else { folder };
    let needs_libraries = settings
        .sources
        .iter()
        .any(|source| matches!(source, Source::Library(..)));
    let mut out = Settings::default();
    let mut found = Vec::new();
    let mut libraries = Vec::new();
    if needs_libraries {
        let repository = Repository::found_from(Path::new(here));
        let mut resolver = Resolver {
            repository: &repository,
            texts: &mut resolved.texts,
            read: &mut resolved.read,
            done: BTreeSet::new(),
        };
        for source in &settings.sources {
            match source {
                Source::Folder(_) => out.sources.push(source.clone()),
                Source::Library(name, place) => {
                    let before = out.sources.len();
                    if let Err(wrong) = resolver.resolve(name, *place, &mut out) {
                        found.extend(wrong);
                    }
                    libraries.extend(out.sources.iter().skip(before).map(Source::to_string));
                }
            }
        }
    } else {
        out.sources.clone_from(&settings.sources);
    }
    if !found.is_empty() {
        return Err(found);
    }
    let class_paths = out.sources.iter().filter_map(|source| match source {
        Source::Folder(folder) => Some(trimmed(folder)),
        Source::Library(..) => None,
    });
    let mut defines = out.defines;
    defines.extend(settings.defines.iter().cloned());
    if settings.ownership == crate::settings::Ownership::Strict {
        defines.push(("strict-ownership".to_owned(), "1".to_owned()));
    }
    let mut resources = out.resources;
    resources.extend(settings.resources.iter().cloned());
    let unreadable = resources
        .iter()
        .filter_map(|resource| resources::text(resource, folder).err());
    let unreadable: Vec<Diagnostic> = unreadable.map(|found| *found).collect();
    if !unreadable.is_empty() {
        return Err(unreadable);
    }
    Ok(Project {
        folder: trimmed(folder),
        class_paths: class_paths.collect(),
        implicit: false,
        libraries,
        main: settings.main.clone(),
        defines,
        resources,
        settings,
    })
}

fn named(input: &str, texts: &mut Texts) -> Result<Named, Vec<Diagnostic>> {
    let path = Path::new(input);
    if path.is_dir() {
        return folder(input, texts);
    }
    if input.ends_with(".hxml") {
        return Ok(Named {
            programs: hxml::load("", input, texts)?,
            implicit: true,
            ..Named::default()
        });
    }
    if path.file_name().is_some_and(|name| name == manifest::FILE) && path.is_file() {
        let parent = path.parent().map(Path::to_string_lossy);
        return project_file(&trimmed(&parent.unwrap_or_default()), texts);
    }
    if input.ends_with(".hx") && path.is_file() {
        return Ok(main_file(path));
    }
    let missing =
        Diagnostic::without_place(NO_INPUT, format!("there is no file or folder `{input}`"));
    let with_extension = format!("{input}.hx");
    Err(vec![if Path::new(&with_extension).is_file() {
        missing.help(format!("did you mean `{with_extension}`?"))
    } else {
        missing.help("a class is named by `-main`: `hx2rs run -cp src -main app.Main`")
    }])
}

fn main_file(path: &Path) -> Named {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let root = path.parent().map(Path::to_string_lossy);
    Named {
        programs: vec![Settings {
            main: stem,
            ..Settings::default()
        }],
        root: Some(trimmed(&root.unwrap_or_default())),
        ..Named::default()
    }
}

/// A folder stands for its hx.toml, else for its only .hxml file, else for its Main.hx. Paths count from it.
fn folder(input: &str, texts: &mut Texts) -> Result<Named, Vec<Diagnostic>> {
    let folder = Path::new(input);
    if folder.join(manifest::FILE).is_file() {
        return project_file(&trimmed(input), texts);
    }
    let entries = folder.read_dir().map_err(|error| {
        let message = format!("the folder `{input}` cannot be listed: {error}");
        vec![Diagnostic::without_place(NO_INPUT, message)]
    })?;
    let mut files: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".hxml"))
        .collect();
    files.sort();
    match files.as_slice() {
        [only] => Ok(Named {
            folder: trimmed(input),
            programs: hxml::load(&trimmed(input), only, texts)?,
            root: None,
            implicit: true,
        }),
        [] => {
            if !folder.join("Main.hx").is_file() {
                let message = format!(
                    "the folder `{input}` holds neither {}, nor a .hxml file, nor Main.hx",
                    manifest::FILE
                );
                return Err(vec![Diagnostic::without_place(NO_INPUT, message)]);
            }
            Ok(Named {
                folder: trimmed(input),
                ..main_file(Path::new("Main.hx"))
            })
        }
        several => {
            let message = format!("the folder `{input}` holds {} .hxml files", several.len());
            Err(vec![Diagnostic::without_place(NO_INPUT, message).help(
                format!("name the one that is meant: {}", several.join(", ")),
            )])
        }
    }
}

/// The program of the hx.toml in a folder. Where it names no class path, the folder is one.
fn project_file(folder: &str, texts: &mut Texts) -> Result<Named, Vec<Diagnostic>> {
    let path = joined(folder, manifest::FILE);
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let message = format!("`{path}` cannot be read: {error}");
        vec![Diagnostic::without_place(BAD_MANIFEST, message)]
    })?;
    let file = texts.add(&path, &text);
    let (settings, found) = manifest::read(&text, file);
    if !found.is_empty() {
        return Err(found);
    }
    let has_folders = settings
        .sources
        .iter()
        .any(|source| matches!(source, Source::Folder(_)));
    Ok(Named {
        folder: folder.to_owned(),
        programs: vec![settings],
        root: None,
        implicit: !has_folders,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lays out files in a folder and resolves `input` there; the folder's own name is replaced by `T`.
    fn check(files: &[(&str, &str)], input: &str, class_paths: &[&str]) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let sources = class_paths
            .iter()
            .map(|path| Source::Folder(trimmed(path)))
            .collect();
        let request = Request {
            input: Some(folder.path().join(input).to_string_lossy().into_owned()),
            settings: Settings {
                sources,
                ..Settings::default()
            },
        };
        let text = match resolve(&request) {
            Ok(resolved) => resolved
                .projects
                .into_iter()
                .map(|project| match require_main(&request, &project) {
                    Ok(()) => format!(
                        "{} {:?} {} {:?}",
                        project.folder,
                        project.class_paths,
                        project.main.unwrap_or_default(),
                        project.defines
                    ),
                    Err(wrong) => format!("{:?} {}", wrong.code, wrong.message),
                })
                .collect::<Vec<_>>()
                .join("\n"),
            Err(problems) => problems
                .found
                .iter()
                .map(|wrong| format!("{:?} {}", wrong.code, wrong.message))
                .collect::<Vec<_>>()
                .join("\n"),
        };
        text.replace(&*folder.path().to_string_lossy(), "T")
    }

    #[test]
    fn what_the_input_stands_for() {
        let main = ("Main.hx", "");
        assert_eq!(
            check(&[main], "Main.hx", &["lib/"]),
            r#" ["lib", "T"] Main []"#
        );
        assert_eq!(check(&[main], "", &[]), r#"T [""] Main []"#);
        let hxml = ("b.hxml", "-cp src/\n-main app.Main\n-D a");
        assert_eq!(
            check(&[hxml], "", &[]),
            r#"T ["", "src"] app.Main [("a", "1")]"#
        );
        assert_eq!(
            check(&[hxml], "b.hxml", &["x"]),
            r#" ["", "src", "x"] app.Main [("a", "1")]"#
        );
        assert_eq!(
            check(&[hxml, ("c.hxml", "")], "", &[]),
            "C6003 the folder `T/` holds 2 .hxml files"
        );
        assert_eq!(
            check(&[], "", &[]),
            "C6003 the folder `T/` holds neither hx.toml, nor a .hxml file, nor Main.hx"
        );
        assert_eq!(
            check(&[], "No.hx", &[]),
            "C6003 there is no file or folder `T/No.hx`"
        );
        assert_eq!(
            check(&[("b.hxml", "-cp x")], "b.hxml", &[]),
            "C6003 `T/b.hxml` names no main class"
        );
    }

    #[test]
    fn a_manifest_comes_first() {
        let manifest = (
            "hx.toml",
            "main = \"a.B\"\nclass-paths = [\"src\"]\nownership = \"strict\"",
        );
        let hxml = ("b.hxml", "-main C");
        let found = r#"T ["src"] a.B [("strict-ownership", "1")]"#;
        assert_eq!(check(&[manifest, hxml], "", &[]), found);
        assert_eq!(check(&[manifest], "hx.toml", &[]), found);
        assert_eq!(
            check(&[("hx.toml", "main = \"A\"")], "", &[]),
            r#"T [""] A []"#
        );
    }

    #[test]
    fn libraries_of_haxelib() {
        let files = [
            ("b.hxml", "-lib game\n-cp src\n-main Main\n-C ."),
            (".haxelib/game/.current", "1.2.0\n"),
            (
                ".haxelib/game/1,2,0/haxelib.json",
                r#"{"name": "game", "version": "1.2.0", "classPath": "src", "dependencies": {"my.tools": "", "game": "", "old": "0.1.0"}}"#,
            ),
            (".haxelib/game/1,2,0/extraParams.hxml", "-D extra\n-cp more"),
            (".haxelib/my,tools/.dev", "../../tools"),
            (".haxelib/old/0,1,0/Old.hx", ""),
            ("tools/Tools.hx", ""),
        ];
        assert_eq!(
            check(&files, "", &[]),
            "T [\"\", \"T/.haxelib/game/1,2,0/src\", \"T/.haxelib/game/1,2,0/more\", \"T/.haxelib/my,tools/../../tools\", \"T/.haxelib/old/0,1,0\", \"src\"] \
             Main [(\"game\", \"1.2.0\"), (\"extra\", \"1\"), (\"my.tools\", \"1.0.0\"), (\"old\", \"1.0.0\")]"
        );
        let wrong = |line: &str| {
            let mut files = files.to_vec();
            files[0].1 = line;
            check(&files, "", &[])
        };
        assert_eq!(wrong("-lib gane"), "C6009 there is no library `gane`");
        assert_eq!(
            wrong("-lib game:2.0.0"),
            "C6009 library `game` has no version `2.0.0` (installed: 1.2.0)"
        );
        assert_eq!(
            wrong("-lib old"),
            "C6009 no version of library `old` is set as the current one (installed: 0.1.0)"
        );
        assert_eq!(wrong("-lib ../x"), "C6009 there is no library `../x`");
    }
}
