//! hx.toml, the file of settings of a project. It says what a .hxml file can say, and what only shipping needs: name,
//! version, ownership, allocator. Each key is declared once in [`KEYS`].

use crate::settings::{Ownership, Place, Resource, Settings, Source, trimmed};
use crate::texts::at;
use hx2rs_compiler::Diagnostic;
use hx2rs_compiler::catalogue::project::BAD_MANIFEST;
use hx2rs_compiler::diagnostic::did_you_mean;
use hx2rs_rustgen::Allocator;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name of the file.
pub const FILE: &str = "hx.toml";

/// All keys, and what their values look like.
const KEYS: &[(&str, Key, &str)] = &[
    ("name", Key::Name, "`name = \"game\"`"),
    ("version", Key::Version, "`version = \"0.1.0\"`"),
    ("main", Key::Main, "`main = \"app.Main\"`"),
    ("class-paths", Key::ClassPaths, "`class-paths = [\"src\"]`"),
    (
        "libraries",
        Key::Libraries,
        "`libraries = [\"format:3.7.0\"]`",
    ),
    (
        "resources",
        Key::Resources,
        "`resources = { greeting = \"text/greeting.txt\" }`",
    ),
    (
        "defines",
        Key::Defines,
        "`defines = { level = 3, fast = true }`",
    ),
    (
        "ownership",
        Key::Ownership,
        "`ownership = \"inferred\"` or `\"strict\"`",
    ),
    (
        "allocator",
        Key::Allocator,
        "`allocator = \"mimalloc\"` or `\"system\"`",
    ),
];

#[derive(Clone, Copy)]
enum Key {
    Name,
    Version,
    Main,
    ClassPaths,
    Libraries,
    Resources,
    Defines,
    Ownership,
    Allocator,
}

/// What `text`, the file of number `file`, says; and what is wrong in it.
pub(crate) fn read(text: &str, file: u32) -> (Settings, Vec<Diagnostic>) {
    let mut reader = Reader {
        file,
        settings: Settings::default(),
        found: Vec::new(),
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        let message = error.message().trim_end_matches('.').to_owned();
        reader.wrong(span, message);
    }
    if reader.found.is_empty() {
        reader.table(table.get_ref());
    }
    (reader.settings, reader.found)
}

struct Reader {
    file: u32,
    settings: Settings,
    found: Vec<Diagnostic>,
}

type Value<'t> = Spanned<DeValue<'t>>;
type Range = std::ops::Range<usize>;

impl Reader {
    fn place(&self, range: Range) -> Place {
        Place {
            file: self.file,
            start: range.start as u32,
            end: range.end as u32,
        }
    }

    fn wrong(&mut self, range: Range, message: impl Into<String>) {
        let place = self.place(range);
        self.found.push(at(BAD_MANIFEST, Some(place), message));
    }

    fn wrong_value(&mut self, value: &Value<'_>, name: &str, form: &str) {
        let place = self.place(value.span());
        let message = format!("`{name}` has a value of another kind");
        let wrong = at(BAD_MANIFEST, Some(place), message);
        self.found.push(wrong.help(format!("it looks like {form}")));
    }

    fn table(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let written: &str = name.get_ref();
            let Some((name, key, form)) = KEYS.iter().find(|(known, ..)| *known == written) else {
                let place = self.place(name.span());
                let names = KEYS.iter().map(|(name, ..)| *name);
                let help = match did_you_mean(written, names.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", names.collect::<Vec<_>>().join(", ")),
                };
                let unknown = format!("`{written}` is no key of {FILE}");
                self.found
                    .push(at(BAD_MANIFEST, Some(place), unknown).help(help));
                continue;
            };
            self.enter(*key, name, form, value);
        }
    }

    fn enter(&mut self, key: Key, name: &str, form: &str, value: &Value<'_>) {
        match key {
            Key::ClassPaths | Key::Libraries => self.list(key, name, form, value),
            Key::Resources | Key::Defines => self.pairs(key, name, form, value),
            Key::Name | Key::Version | Key::Main | Key::Ownership | Key::Allocator => {
                match value.get_ref().as_str() {
                    Some(text) => self.text(key, form, text, value),
                    None => self.wrong_value(value, name, form),
                }
            }
        }
    }

    fn text(&mut self, key: Key, form: &str, text: &str, value: &Value<'_>) {
        match key {
            Key::Name => {
                if is_name(text) {
                    self.settings.name = Some(text.to_owned());
                } else {
                    let message =
                        "a name has letters, digits, `-` and `_`, and begins with a letter";
                    self.wrong(value.span(), message);
                }
            }
            Key::Version => {
                if is_version(text) {
                    self.settings.version = Some(text.to_owned());
                } else {
                    self.wrong(value.span(), "a version has three numbers, as `1.4.0`");
                }
            }
            Key::Main => self.settings.main = Some(text.to_owned()),
            Key::Ownership => match text {
                "inferred" => self.settings.ownership = Ownership::Inferred,
                "strict" => self.settings.ownership = Ownership::Strict,
                other => self.wrong(value.span(), format!("`{other}` is no mode: {form}")),
            },
            Key::Allocator => match text {
                "mimalloc" => self.settings.allocator = Some(Allocator::Mimalloc),
                "system" => self.settings.allocator = Some(Allocator::System),
                other => self.wrong(value.span(), format!("`{other}` is no allocator: {form}")),
            },
            Key::ClassPaths | Key::Libraries | Key::Resources | Key::Defines => {}
        }
    }

    fn list(&mut self, key: Key, name: &str, form: &str, value: &Value<'_>) {
        let Some(list) = value.get_ref().as_array() else {
            return self.wrong_value(value, name, form);
        };
        for item in list {
            let Some(text) = item.get_ref().as_str() else {
                self.wrong_value(item, name, form);
                continue;
            };
            let place = self.place(item.span());
            self.settings.sources.push(match key {
                Key::Libraries => Source::Library(text.to_owned(), Some(place)),
                Key::ClassPaths
                | Key::Name
                | Key::Version
                | Key::Main
                | Key::Resources
                | Key::Defines
                | Key::Ownership
                | Key::Allocator => Source::Folder(trimmed(text)),
            });
        }
    }

    fn pairs(&mut self, key: Key, name: &str, form: &str, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong_value(value, name, form);
        };
        for (left, right) in table {
            let Some(text) = plain(right.get_ref()) else {
                self.wrong_value(right, name, form);
                continue;
            };
            let left: &str = left.get_ref();
            if matches!(key, Key::Resources) {
                self.settings.resources.push(Resource {
                    path: text,
                    name: left.to_owned(),
                    place: Some(self.place(right.span())),
                });
            } else if text != "false" {
                let text = if text == "true" { "1".to_owned() } else { text };
                self.settings.defines.push((left.to_owned(), text));
            }
        }
    }
}

/// The text of a value that has no parts.
fn plain(value: &DeValue<'_>) -> Option<String> {
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    if let Some(truth) = value.as_bool() {
        return Some(truth.to_string());
    }
    if let Some(number) = value.as_integer() {
        return Some(number.as_str().to_owned());
    }
    value.as_float().map(|number| number.as_str().to_owned())
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// `1.2.3`, and what may stand behind it: `-beta.1`, `+linux`.
fn is_version(text: &str) -> bool {
    let end = text.find(['-', '+']).unwrap_or(text.len());
    let (numbers, rest) = text.split_at(end);
    let is_number = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
            && part.parse::<u64>().is_ok()
    };
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && rest.len() != 1
        && rest
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Texts;
    use hx2rs_compiler::render::{Report, text};

    #[test]
    fn every_key() {
        let (settings, found) = read(
            "name = \"game\"\nversion = \"1.2.3-beta.1\"\nmain = \"app.Main\"\nclass-paths = [\"src\", \"lib/\"]\nlibraries = [\"a:1\"]\n\
             ownership = \"strict\"\nallocator = \"system\"\n[defines]\na = true\nb = 3\nc = \"x\"\nd = false\n[resources]\nr = \"a.txt\"\n",
            0,
        );
        assert_eq!(found, []);
        assert_eq!(settings.name.as_deref(), Some("game"));
        assert_eq!(settings.main.as_deref(), Some("app.Main"));
        let sources: Vec<String> = settings.sources.iter().map(Source::to_string).collect();
        assert_eq!(sources, ["src", "lib", "lib:a:1"]);
        let defines: Vec<String> = settings
            .defines
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(defines, ["a=1", "b=3", "c=x"]);
        assert_eq!(settings.ownership, Ownership::Strict);
        assert_eq!(settings.allocator, Some(Allocator::System));
        assert_eq!(settings.resources[0].name, "r");
    }

    #[test]
    fn what_is_wrong_is_shown_at_its_place() {
        let check = |written: &str| {
            let mut texts = Texts::default();
            let file = texts.add(FILE, written);
            let report = Report::new(read(written, file).1, &texts, None);
            text::report(&report, &texts, false)
        };
        let wrong = "name = \"3d\"\nversion = \"1\"\nmian = \"Main\"\nclass-paths = \"src\"\nownership = \"gc\"\nallocator = 3\nzzz = 1\n[defines]\na = [1]\n";
        insta::assert_snapshot!(check(wrong));
        insta::assert_snapshot!(check("name = \n"));
    }
}
