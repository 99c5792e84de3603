//! Files of flags. One flag per line with its value behind it or on the next line, `#` at the start of a line is a comment,
//! quotes around a value are dropped, the name of another .hxml file includes it. `--next` begins another program.

use crate::official::{self, Spelling, Taken};
use crate::settings::{Place, Resource, Settings, Source, define, joined, trimmed};
use crate::texts::{Texts, at};
use hx2rs_compiler::Diagnostic;
use hx2rs_compiler::catalogue::project::{UNREADABLE_HXML, WRONG_ARGUMENT};
use hx2rs_compiler::diagnostic::did_you_mean;
use std::path::Path;

/// Files may include one another no deeper than this.
const DEEPEST: usize = 32;

/// The programs that the file at `path` and those it includes describe, and what is wrong with them. Names of files count
/// from `folder`; values are taken as they stand.
pub(crate) fn load(
    folder: &str,
    path: &str,
    texts: &mut Texts,
) -> Result<Vec<Settings>, Vec<Diagnostic>> {
    let mut reader = Reader {
        folder: folder.to_owned(),
        texts,
        open: vec![path.to_owned()],
        each: Settings::default(),
        done: Vec::new(),
        now: Settings::default(),
        found: Vec::new(),
    };
    reader.include(path, None);
    match reader.found.is_empty() {
        true => {
            reader.done.push(reader.now);
            Ok(reader.done)
        }
        false => Err(reader.found),
    }
}

struct Reader<'a> {
    folder: String,
    texts: &'a mut Texts,
    /// Paths of the files that are being read.
    open: Vec<String>,
    /// What holds for every program.
    each: Settings,
    done: Vec<Settings>,
    now: Settings,
    found: Vec<Diagnostic>,
}

/// A line that says something.
struct Line<'t> {
    text: &'t str,
    place: Place,
}

impl Reader<'_> {
    fn include(&mut self, path: &str, from: Option<Place>) {
        let shown = joined(&self.folder, path);
        let text = match std::fs::read_to_string(Path::new(&shown)) {
            Ok(text) => text,
            Err(error) => {
                let message = format!("`{shown}` cannot be read: {error}");
                self.found.push(at(UNREADABLE_HXML, from, message));
                return;
            }
        };
        let file = self.texts.add(&shown, &text);
        let mut lines = lines(&text, file).into_iter().peekable();
        while let Some(line) = lines.next() {
            if line.text.ends_with(".hxml") && !line.text.starts_with('-') {
                self.nested(&line);
                continue;
            }
            let (flag, value) = parts(line.text);
            let Spelling::Taken(taken) = official::spelling(flag) else {
                self.found.push(refused(flag, line.place));
                continue;
            };
            if !taken.has_value() {
                self.enter_plain(taken);
                continue;
            }
            let (value, place) = if value.is_empty() {
                let next = lines.next_if(|next| !next.text.starts_with('-'));
                match next {
                    Some(next) => (unquoted(next.text), next.place),
                    None => {
                        let message = format!("`{flag}` needs a value behind it");
                        self.found
                            .push(at(WRONG_ARGUMENT, Some(line.place), message));
                        continue;
                    }
                }
            } else {
                (unquoted(value), line.place)
            };
            self.enter(taken, value, place);
            if taken == Taken::Run {
                self.now
                    .arguments
                    .extend(lines.map(|line| line.text.to_owned()));
                break;
            }
        }
    }

    fn nested(&mut self, line: &Line<'_>) {
        let next = unquoted(line.text).to_owned();
        if self.open.contains(&next) || self.open.len() >= DEEPEST {
            let message = format!("`{next}` includes itself");
            self.found
                .push(at(UNREADABLE_HXML, Some(line.place), message));
            return;
        }
        self.open.push(next.clone());
        self.include(&next, Some(line.place));
        self.open.pop();
    }

    fn enter_plain(&mut self, taken: Taken) {
        match taken {
            Taken::Verbose => self.now.verbose = true,
            Taken::Times => self.now.times = true,
            Taken::Debug => self.now.defines.push(define("debug")),
            Taken::Each => self.each = self.now.clone(),
            Taken::Next => {
                let each = self.each.clone();
                self.done.push(std::mem::replace(&mut self.now, each));
            }
            Taken::Idle
            | Taken::IdleWithValue
            | Taken::ClassPath
            | Taken::Main
            | Taken::Define
            | Taken::Library
            | Taken::Resource
            | Taken::Command
            | Taken::Folder
            | Taken::Run => {}
        }
    }

    fn enter(&mut self, taken: Taken, value: &str, place: Place) {
        let now = &mut self.now;
        match taken {
            Taken::ClassPath => now.sources.push(Source::Folder(trimmed(value))),
            Taken::Library => now
                .sources
                .push(Source::Library(value.to_owned(), Some(place))),
            Taken::Main => now.main = Some(value.to_owned()),
            Taken::Define => now.defines.push(define(value)),
            Taken::Resource => now.resources.push(Resource::new(value, Some(place))),
            Taken::Command => now.commands.push(value.to_owned()),
            Taken::Folder => {
                let folder = now.folder.take().unwrap_or_default();
                now.folder = Some(joined(&folder, &trimmed(value)));
            }
            Taken::Run => {
                let mut words = value.split_whitespace();
                now.main = words.next().map(str::to_owned);
                now.arguments.extend(words.map(str::to_owned));
            }
            Taken::Verbose
            | Taken::Times
            | Taken::Next
            | Taken::Each
            | Taken::Debug
            | Taken::Idle
            | Taken::IdleWithValue => {}
        }
    }
}

/// The lines of a text that say something, with their places.
fn lines(text: &str, file: u32) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut found = Vec::new();
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_start_matches('\u{feff}').trim_start();
        let at = start + (whole.len() - line.len());
        let line = line.trim_end();
        start += whole.len();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = Place {
            file,
            start: at as u32,
            end: (at + line.len()) as u32,
        };
        found.push(Line { text: line, place });
    }
    found
}

/// A flag and its value, which may be empty.
fn parts(line: &str) -> (&str, &str) {
    let split = line.split_once(char::is_whitespace);
    let split = split.or_else(|| line.split_once('=').filter(|_| line.starts_with('-')));
    split.map_or((line, ""), |(flag, value)| (flag, value.trim()))
}

fn refused(flag: &str, place: Place) -> Diagnostic {
    let wrong = |message: String| at(WRONG_ARGUMENT, Some(place), message);
    match official::spelling(flag) {
        Spelling::Unsupported(unsupported) => unsupported.refused_at(flag, Some(place)),
        Spelling::Taken(_) | Spelling::Unknown if flag.starts_with('-') => {
            let wrong = wrong(format!("`{flag}` is not a flag"));
            match did_you_mean(flag, official::known()) {
                Some(near) => wrong.help(format!("did you mean `{near}`?")),
                None => wrong,
            }
        }
        Spelling::Taken(_) | Spelling::Unknown => wrong(format!(
            "`{flag}` is neither a flag nor a .hxml file"
        ))
        .help(
            "the main class is given by `-main`; classes that it does not reach are not compiled",
        ),
    }
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hx2rs_compiler::render::{Report, text};

    /// Loads `a.hxml` of the given files.
    fn check(files: &[(&str, &str)]) -> Result<Vec<Settings>, String> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            std::fs::write(folder.path().join(path), text).unwrap();
        }
        let mut texts = Texts::default();
        let root = folder.path().to_string_lossy().into_owned();
        load(&root, "a.hxml", &mut texts).map_err(|found| {
            let report = Report::new(found, &texts, None);
            text::report(&report, &texts, false).replace(&root, "T")
        })
    }

    #[test]
    fn flags_comments_quotes_and_includes() {
        let settings = check(&[
            (
                "a.hxml",
                "\u{feff}# comment\r\n-cp  src\n\n--main app.Main\nb.hxml\n-D x\n-lib\nformat:1.2\n--resource a.txt@name",
            ),
            ("b.hxml", "-p \"my lib\"\n-D y=z=1\n-D  'q=a b'"),
        ])
        .unwrap();
        let [settings] = settings.as_slice() else {
            panic!("one program");
        };
        let sources: Vec<String> = settings.sources.iter().map(Source::to_string).collect();
        assert_eq!(sources, ["src", "my lib", "lib:format:1.2"]);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let defines = [pair("y", "z=1"), pair("q", "a b"), pair("x", "1")];
        assert_eq!(settings.defines, defines);
        assert_eq!(settings.main.as_deref(), Some("app.Main"));
        assert_eq!(settings.resources[0].name, "name");
    }

    #[test]
    fn several_programs() {
        let settings = check(&[(
            "a.hxml",
            "-D a\n--each\n-D b\n--cmd echo 1\n--next\n-cwd x\n--next\n-D c\n--run x.Y 1 2\n-x\n--next",
        )]);
        let found = settings.unwrap_err();
        assert!(found.contains("`-cwd` is not a flag"), "{found}");
        let settings = check(&[(
            "a.hxml",
            "-D a\n--each\n-D b\n--cmd echo 1\n--next\n-C x\n-C y\n--next\n-D c\n--run x.Y 1 2\n-x\n--next",
        )]);
        let settings = settings.unwrap();
        let shown: Vec<String> = settings
            .iter()
            .map(|one| {
                let names: Vec<&str> = one.defines.iter().map(|(name, _)| &**name).collect();
                format!(
                    "{names:?} {:?} {:?} {:?} {:?}",
                    one.commands, one.folder, one.main, one.arguments
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                r#"["a", "b"] ["echo 1"] None None []"#,
                r#"["a"] [] Some("x/y") None []"#,
                r#"["a", "c"] [] None Some("x.Y") ["1", "2", "-x", "--next"]"#,
            ]
        );
    }

    #[test]
    fn every_wrong_line_is_reported_at_its_place() {
        let found = check(&[(
            "a.hxml",
            "-js out.js\n-main\n--mian Main\napp.Main\na.hxml\nno.hxml",
        )]);
        insta::assert_snapshot!(found.unwrap_err());
    }
}
