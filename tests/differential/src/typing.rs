//! The typing sheets, `tests/suite/typing/*.md`: small programs that are accepted, with the types that `$type` shows in
//! them, and programs that are rejected, with codes. The format is described in `tests/suite/typing/README.md`.
//!
//! Not for programs that run; those are the other sheets.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::comparison::Named;
use crate::declared::Declared;
use crate::fixture;
use crate::places;
use crate::process::{self, Finished};

const LIMIT: Duration = Duration::from_secs(300);

/// One block of a sheet.
#[derive(Clone, Debug)]
pub struct Program {
    /// `sheet:line: title`.
    pub name: String,
    /// The module `Main`.
    pub text: String,
    /// Lines with what is said of them: types without blanks, or codes.
    pub expected: BTreeSet<(usize, String)>,
    /// Whether it is accepted.
    pub accepted: bool,
    /// The declared difference for which the official compiler decides otherwise.
    pub differs: Option<String>,
}

/// All blocks of all typing sheets, those beside the conformance programs too; `HX2RS_ONLY=text` keeps those whose name contains the text.
pub fn programs() -> Result<Vec<Program>, String> {
    let only = std::env::var("HX2RS_ONLY").unwrap_or_default();
    let mut programs = Vec::new();
    let mut folders = vec![places::suite().join("typing")];
    folders.extend(fixture::entries(&places::conformance())?);
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let area = folder.file_name().and_then(|name| name.to_str());
        for path in fixture::entries(folder)? {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            if let (Some(area), Some(stem)) = (area, stem)
                && stem != "README"
                && path.extension().is_some_and(|it| it == "md")
            {
                programs.extend(parse(&format!("{area}--{stem}"), &fixture::read(&path)?)?);
            }
        }
    }
    programs.retain(|program| program.name.contains(&only));
    let declared = Declared::load()?;
    for program in &programs {
        if let Some(id) = &program.differs
            && declared.get(id).is_none()
        {
            let name = &program.name;
            return Err(format!("{name}: there is no declared difference `{id}`"));
        }
    }
    Ok(programs)
}

/// The blocks of one sheet.
fn parse(sheet: &str, text: &str) -> Result<Vec<Program>, String> {
    let mut programs = Vec::new();
    let mut title = "";
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(text) = line.strip_prefix("## ") {
            title = text;
        }
        let Some(words) = line.strip_prefix("```haxe") else {
            continue;
        };
        let inside = lines.by_ref().map(|(_, line)| line);
        let block: Vec<&str> = inside.take_while(|line| *line != "```").collect();
        let name = format!("{sheet}:{}: {title}", at + 1);
        let text = wrapped(&block);
        let (mut accepted, mut differs) = (true, None);
        for word in words.split_whitespace() {
            match word {
                "rejected" => accepted = false,
                other => match other.strip_prefix("differs:") {
                    Some(id) => differs = Some(id.to_owned()),
                    None => return Err(format!("{name}: `{other}` is no word of a block")),
                },
            }
        }
        let expected = expected(&text, accepted);
        if expected.is_empty() {
            return Err(format!("{name}: nothing is expected of it"));
        }
        programs.push(Program {
            name,
            text,
            expected,
            accepted,
            differs,
        });
    }
    Ok(programs)
}

/// Declarations, then, behind a line `// main`, statements; without the line, only statements.
fn wrapped(block: &[&str]) -> String {
    let split = block.iter().position(|line| *line == "// main");
    let (declarations, statements) = match split {
        Some(at) => (
            block.get(..at).unwrap_or_default(),
            block.get(at + 1..).unwrap_or_default(),
        ),
        None => (&[][..], block),
    };
    format!(
        "{}\nclass Main {{ static function main() {{\n{}\n}} }}\n",
        declarations.join("\n"),
        statements.join("\n")
    )
}

/// What the comments at the ends of lines say.
fn expected(text: &str, accepted: bool) -> BTreeSet<(usize, String)> {
    let mut expected = BTreeSet::new();
    for (at, line) in text.lines().enumerate() {
        let Some((code, comment)) = line.rsplit_once("// ") else {
            continue;
        };
        if accepted && code.contains("$type(") {
            expected.insert((at + 1, normal(comment)));
        } else if !accepted {
            for word in comment.split_whitespace() {
                expected.insert((at + 1, word.to_owned()));
            }
        }
    }
    expected
}

/// A type without blanks, with the fields of structures in order of their names, and without the name of the package of
/// maps, which the official compiler shows and we do not.
fn normal(ty: &str) -> String {
    let ty: String = ty.split_whitespace().collect();
    let ty = ty
        .replace("haxe.ds.Map<", "Map<")
        .replace("Unknown<0>", "Unknown");
    sorted(&without_brackets(&ty))
}

/// `Int->Void` for `(Int)->Void`: officially a single parameter without name has no brackets.
fn without_brackets(ty: &str) -> String {
    let mut result = String::new();
    let mut rest = ty;
    while let Some((before, from)) = rest.split_once('(') {
        result.push_str(before);
        let single = from.split_once(")->").filter(|(inside, _)| {
            let of_name = |it: char| it.is_alphanumeric() || matches!(it, '.' | '<' | '>');
            !inside.is_empty() && inside.chars().all(of_name)
        });
        match single {
            Some((inside, after)) => {
                result.push_str(&format!("{inside}->"));
                rest = after;
            }
            None => {
                result.push('(');
                rest = from;
            }
        }
    }
    result.push_str(rest);
    result
}

/// With the fields of all structures in order of their names.
fn sorted(ty: &str) -> String {
    let mut parts: Vec<(String, Vec<String>)> = vec![(String::new(), Vec::new())];
    for character in ty.chars() {
        let depth = parts.len();
        let Some((open, fields)) = parts.last_mut() else {
            break;
        };
        // Commas between angle brackets and parentheses belong to the field.
        let nested =
            open.matches(['<', '(']).count() > open.matches(['>', ')']).count() - arrows(open);
        match character {
            '{' => parts.push((String::new(), Vec::new())),
            '}' if depth > 1 => {
                let mut fields = std::mem::take(fields);
                fields.push(std::mem::take(open));
                fields.sort();
                parts.pop();
                if let Some((outer, _)) = parts.last_mut() {
                    outer.push_str(&format!("{{{}}}", fields.join(",")));
                }
            }
            ',' if depth > 1 && !nested => fields.push(std::mem::take(open)),
            other => open.push(other),
        }
    }
    parts.into_iter().map(|(text, _)| text).collect()
}

/// `->` is no closing bracket.
fn arrows(text: &str) -> usize {
    text.matches("->").count()
}

impl Named for Program {
    fn title(&self) -> String {
        self.name.clone()
    }
}

/// Checks a program; the error says what differs from the sheet.
pub fn check(program: &Program) -> Result<(), String> {
    let folder = prepare("typing", program)?;
    let mut command = Command::new(places::binary()?);
    command.args(["check", "Main.hx", "--json", "--all-errors"]);
    let finished = process::run(in_folder(command, &folder), "", LIMIT)?;
    let mut found = BTreeSet::new();
    let mut said = Vec::new();
    for line in finished.stdout.lines() {
        let value: serde_json::Value = serde_json::from_str(line).map_err(|it| it.to_string())?;
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let at = value.pointer("/spans/0/line_start");
        let at = at.and_then(serde_json::Value::as_u64).unwrap_or(0) as usize;
        let code = value.pointer("/code/code").map(text).unwrap_or_default();
        let message = value.get("message").map(text).unwrap_or_default();
        if code == "T2035" {
            let ty = message.split('`').nth(1).unwrap_or_default();
            if program.accepted {
                found.insert((at, normal(ty)));
            }
        } else if code == "T2050" && !program.expected.contains(&(at, code.clone())) {
            // A sheet says what it is about: most of its variables are there to have a type.
        } else if !code.is_empty() {
            said.push(format!("{at}: {code} {message}"));
            found.insert((at, code));
        }
    }
    if found == program.expected && matches!(finished.code, Some(0 | 1)) {
        return Ok(());
    }
    Err(format!(
        "expected {}\n   found {}\n{}{}",
        shown(&program.expected),
        shown(&found),
        said.join("\n"),
        finished.stderr,
    ))
}

/// Asks the official compiler; the error says what differs from the sheet.
pub fn check_officially(haxe: &Path, program: &Program) -> Result<(), String> {
    let folder = prepare("typing-official", program)?;
    let mut command = Command::new(haxe);
    command.args(["-main", "Main", "--no-output"]);
    let Finished { stderr, code, .. } = process::run(in_folder(command, &folder), "", LIMIT)?;
    let is_accepted = code == Some(0);
    if is_accepted != program.accepted {
        return match program.differs {
            Some(_) => Ok(()),
            None => Err(format!("officially with code {code:?}:\n{stderr}")),
        };
    }
    if !program.accepted {
        return match program.differs {
            Some(_) => Err("nothing differs".to_owned()),
            None => Ok(()),
        };
    }
    let found: BTreeSet<(usize, String)> = stderr
        .lines()
        .filter_map(|line| {
            let (place, ty) = line.split_once(" : Warning : ")?;
            Some((place.split(':').nth(1)?.parse().ok()?, normal(ty)))
        })
        .collect();
    match (found == program.expected, &program.differs) {
        (true, None) | (false, Some(_)) => return Ok(()),
        (true, Some(_)) => return Err("nothing differs".to_owned()),
        (false, None) => {}
    }
    Err(format!(
        "expected {}\n   found {}",
        shown(&program.expected),
        shown(&found)
    ))
}

fn shown(lines: &BTreeSet<(usize, String)>) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|(line, text)| format!("{line}: {text}"))
        .collect();
    lines.join("; ")
}

fn prepare(kind: &str, program: &Program) -> Result<PathBuf, String> {
    let name: String = program
        .name
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() { it } else { '-' })
        .collect();
    let folder = places::scratch(kind).join(name);
    fixture::write(&folder.join("Main.hx"), &program.text)?;
    Ok(folder)
}

fn in_folder(mut command: Command, folder: &Path) -> Command {
    command.current_dir(folder);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_one_form() {
        assert_eq!(normal("{ b : String, a : Int }"), "{a:Int,b:String}");
        assert_eq!(
            normal("Array<{ z : Map<Int, String>, f : (x : Int, y : Int) -> Void }>"),
            "Array<{f:(x:Int,y:Int)->Void,z:Map<Int,String>}>"
        );
        assert_eq!(normal("haxe.ds.Map<Int, Unknown<0>>"), "Map<Int,Unknown>");
        assert_eq!(normal("Null<(Int) -> a.B>"), "Null<Int->a.B>");
        assert_eq!(normal("(a.B<Int>) -> Int"), "a.B<Int>->Int");
        assert_eq!(normal("(f : (Int) -> A) -> B"), "(f:Int->A)->B");
    }

    #[test]
    fn a_block_has_declarations_and_statements() {
        let sheet = "## T\n\n```haxe rejected\nclass A {}\n// main\nnew A(1); // T2008\n```\n";
        let programs = parse("s", sheet).unwrap();
        assert_eq!(
            programs[0].expected,
            BTreeSet::from([(3, "T2008".to_owned())])
        );
    }
}
