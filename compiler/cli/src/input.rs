//! From arguments to the program they mean: class paths, main class, defines. It looks at names of files only; their texts
//! are read in [`crate::load`].

use crate::arguments::Source;
use crate::hxml::{self, Settings};
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::project::NO_INPUT;
use std::path::Path;

/// A program as the command line names it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Project {
    /// Folders in official order: a later one hides an earlier one. An empty name is the current folder.
    pub(crate) class_paths: Vec<String>,
    /// Whether the first class path is there without having been asked for, as the current folder is officially.
    pub(crate) implicit: bool,
    /// Dotted path of the main class.
    pub(crate) main: String,
    /// Names and values.
    pub(crate) defines: Vec<(String, String)>,
}

/// What the positional argument contributes.
#[derive(Default)]
struct Named {
    settings: Settings,
    /// A class path that is looked at last, so it wins.
    root: Option<String>,
    /// The folder that is a class path without being named.
    implicit: Option<String>,
}

/// The program that `source` means.
pub(crate) fn resolve(source: &Source) -> Result<Project, Vec<Diagnostic>> {
    let named = match &source.input {
        None => Named {
            implicit: Some(String::new()),
            ..Named::default()
        },
        Some(input) => named(input)?,
    };
    let implicit = named.implicit.is_some();
    let given = named.settings.class_paths.iter().map(|path| trimmed(path));
    let class_paths = (named.implicit.into_iter().chain(given))
        .chain(source.class_paths.iter().map(|path| trimmed(path)))
        .chain(named.root)
        .collect();
    let mut defines = named.settings.defines;
    defines.extend(source.defines.iter().map(|define| hxml::define(define)));
    let Some(main) = source.main.clone().or(named.settings.main) else {
        let what = match &source.input {
            Some(input) => format!("`{input}` names no main class"),
            None => "nothing to compile: no file, folder or main class is given".to_owned(),
        };
        return Err(vec![Diagnostic::without_place(NO_INPUT, what).help(
            "name a file (`hx2rs run Main.hx`) or a class (`hx2rs run -cp src -main Main`)",
        )]);
    };
    Ok(Project {
        class_paths,
        implicit,
        main,
        defines,
    })
}

fn named(input: &str) -> Result<Named, Vec<Diagnostic>> {
    let path = Path::new(input);
    if path.is_dir() {
        return folder(input);
    }
    if input.ends_with(".hxml") {
        let settings = hxml::load(input, &|path| read(Path::new(path)))?;
        return Ok(Named {
            settings,
            implicit: Some(String::new()),
            root: None,
        });
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
    let part =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let root = path.parent().map(|parent| parent.to_string_lossy());
    Named {
        settings: Settings {
            main: part(path.file_stem()),
            ..Settings::default()
        },
        root: Some(trimmed(&root.unwrap_or_default())),
        implicit: None,
    }
}

/// A folder stands for its only .hxml file, whose paths then count from the folder; else for its Main.hx.
fn folder(input: &str) -> Result<Named, Vec<Diagnostic>> {
    let folder = Path::new(input);
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
        [only] => {
            let mut settings = hxml::load(only, &|path| read(&folder.join(path)))?;
            if input != "." {
                for path in &mut settings.class_paths {
                    *path = trimmed(&folder.join(&*path).to_string_lossy());
                }
            }
            let root = if input == "." {
                String::new()
            } else {
                trimmed(input)
            };
            Ok(Named {
                settings,
                root: None,
                implicit: Some(root),
            })
        }
        [] => {
            let main = folder.join("Main.hx");
            if !main.is_file() {
                let message =
                    format!("the folder `{input}` holds neither a .hxml file nor Main.hx");
                return Err(vec![Diagnostic::without_place(NO_INPUT, message)]);
            }
            Ok(main_file(match input {
                "." => Path::new("Main.hx"),
                _ => &main,
            }))
        }
        several => {
            let message = format!("the folder `{input}` holds {} .hxml files", several.len());
            Err(vec![Diagnostic::without_place(NO_INPUT, message).help(
                format!("name the one that is meant: {}", several.join(", ")),
            )])
        }
    }
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

/// A class path as it is shown and joined: with `/`, without one at the end.
fn trimmed(path: &str) -> String {
    let path = match cfg!(windows) {
        true => path.replace('\\', "/"),
        false => path.to_owned(),
    };
    match path.trim_end_matches('/') {
        "" if !path.is_empty() => "/".to_owned(),
        trimmed => trimmed.to_owned(),
    }
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
        let source = Source {
            input: Some(folder.path().join(input).to_string_lossy().into_owned()),
            class_paths: class_paths.iter().map(|path| (*path).to_owned()).collect(),
            ..Source::default()
        };
        let text = match resolve(&source) {
            Ok(project) => format!(
                "{:?} {} {:?}",
                project.class_paths, project.main, project.defines
            ),
            Err(found) => format!("{:?} {}", found[0].code, found[0].message),
        };
        text.replace(&*folder.path().to_string_lossy(), "T")
    }

    #[test]
    fn what_the_input_stands_for() {
        let main = ("Main.hx", "");
        assert_eq!(
            check(&[main], "Main.hx", &["lib/"]),
            r#"["lib", "T"] Main []"#
        );
        assert_eq!(check(&[main], "", &[]), r#"["T"] Main []"#);
        let hxml = ("b.hxml", "-cp src/\n-main app.Main\n-D a");
        assert_eq!(
            check(&[hxml], "", &[]),
            r#"["T", "T/src"] app.Main [("a", "1")]"#
        );
        assert_eq!(
            check(&[hxml], "b.hxml", &["x"]),
            r#"["", "src", "x"] app.Main [("a", "1")]"#
        );
        assert_eq!(
            check(&[hxml, ("c.hxml", "")], "", &[]),
            "C6003 the folder `T/` holds 2 .hxml files"
        );
        assert_eq!(
            check(&[], "", &[]),
            "C6003 the folder `T/` holds neither a .hxml file nor Main.hx"
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
}
