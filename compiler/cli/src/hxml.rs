//! Files of flags. One flag per line with its value behind it, `#` at the start of a line is a comment, quotes around a
//! value are dropped, the name of another .hxml file includes it. Reading is done by the caller: `read` gets a path.

use crate::official::{self, Spelling};
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::project::{UNREADABLE_HXML, WRONG_ARGUMENT};
use hx2rs_base::diagnostic::did_you_mean;

/// What a .hxml file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) class_paths: Vec<String>,
    pub(crate) main: Option<String>,
    /// Name and value.
    pub(crate) defines: Vec<(String, String)>,
}

/// Files may include one another no deeper than this.
const DEEPEST: usize = 32;

/// Reads a text file: its text, or why not.
pub(crate) type Read<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// The settings of the file at `path` and of those it includes. `value` paths are taken as they stand.
pub(crate) fn load(path: &str, read: Read<'_>) -> Result<Settings, Vec<Diagnostic>> {
    let mut settings = Settings::default();
    let mut found = Vec::new();
    include(
        path,
        read,
        &mut vec![path.to_owned()],
        &mut settings,
        &mut found,
    );
    match found.is_empty() {
        true => Ok(settings),
        false => Err(found),
    }
}

fn include(
    path: &str,
    read: Read<'_>,
    open: &mut Vec<String>,
    settings: &mut Settings,
    found: &mut Vec<Diagnostic>,
) {
    let text = match read(path) {
        Ok(text) => text,
        Err(reason) => {
            let message = format!("`{path}` cannot be read: {reason}");
            found.push(Diagnostic::without_place(UNREADABLE_HXML, message));
            return;
        }
    };
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = format!("{path}:{}", at + 1);
        if !line.starts_with('-') && line.ends_with(".hxml") {
            let next = unquoted(line).to_owned();
            if open.contains(&next) || open.len() >= DEEPEST {
                let message = format!("{place}: `{next}` includes itself");
                found.push(Diagnostic::without_place(UNREADABLE_HXML, message));
                continue;
            }
            open.push(next.clone());
            include(&next, read, open, settings, found);
            open.pop();
            continue;
        }
        if let Err(diagnostic) = enter(line, settings) {
            found.push(diagnostic.note(format!("in {place}")));
        }
    }
}

fn enter(line: &str, settings: &mut Settings) -> Result<(), Box<Diagnostic>> {
    let (flag, value) = match line.split_once(char::is_whitespace) {
        Some((flag, value)) => (flag, unquoted(value.trim())),
        None => (line, ""),
    };
    let spelling = official::spelling(flag);
    let valued = matches!(
        spelling,
        Spelling::ClassPath | Spelling::Main | Spelling::Define
    );
    if valued && value.is_empty() {
        let message = format!("`{flag}` needs a value behind it");
        return Err(Box::new(Diagnostic::without_place(WRONG_ARGUMENT, message)));
    }
    match spelling {
        Spelling::ClassPath => settings.class_paths.push(value.to_owned()),
        Spelling::Main => settings.main = Some(value.to_owned()),
        Spelling::Define => settings.defines.push(define(value)),
        Spelling::Unsupported(unsupported) => return Err(Box::new(unsupported.refused(flag))),
        Spelling::Unknown if flag.starts_with('-') => {
            let wrong =
                Diagnostic::without_place(WRONG_ARGUMENT, format!("`{flag}` is not a flag"));
            return Err(Box::new(match did_you_mean(flag, official::known()) {
                Some(near) => wrong.help(format!("did you mean `{near}`?")),
                None => wrong,
            }));
        }
        Spelling::Unknown => {
            let message = format!("`{line}` is neither a flag nor a .hxml file");
            return Err(Box::new(Diagnostic::without_place(WRONG_ARGUMENT, message)
                .help("the main class is given by `-main`; classes that it does not reach are not compiled")));
        }
    }
    Ok(())
}

/// Name and value of `name[=value]`; the value is `1` where there is none.
pub(crate) fn define(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    (name.trim().to_owned(), value.to_owned())
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

    /// Loads `a.hxml` of the given files.
    fn check(files: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
        let read = |path: &str| {
            let found = files.iter().find(|(name, _)| *name == path);
            found
                .map(|(_, text)| (*text).to_owned())
                .ok_or("no such file".to_owned())
        };
        load("a.hxml", &read).map_err(|found| {
            found
                .into_iter()
                .map(|found| format!("{:?} {}", found.code, found.message))
                .collect()
        })
    }

    #[test]
    fn flags_comments_quotes_and_includes() {
        let settings = check(&[
            (
                "a.hxml",
                "\u{feff}# comment\r\n-cp  src\n\n--main app.Main\nb.hxml\n-D x",
            ),
            ("b.hxml", "-p \"my lib\"\n-D y=z=1\n-D  'q=a b'"),
        ]);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected = Settings {
            class_paths: vec!["src".into(), "my lib".into()],
            main: Some("app.Main".into()),
            defines: vec![pair("y", "z=1"), pair("q", "a b"), pair("x", "1")],
        };
        assert_eq!(settings, Ok(expected));
    }

    #[test]
    fn every_wrong_line_is_reported() {
        let found = check(&[(
            "a.hxml",
            "-js out.js\n-main\n--mian Main\napp.Main\na.hxml\nno.hxml",
        )]);
        insta::assert_snapshot!(found.unwrap_err().join("\n"), @r"
        C6000 `-js` is not taken by hx2rs
        C6001 `-main` needs a value behind it
        C6001 `--mian` is not a flag
        C6001 `app.Main` is neither a flag nor a .hxml file
        C6002 a.hxml:5: `a.hxml` includes itself
        C6002 `no.hxml` cannot be read: no such file
        ");
    }
}
