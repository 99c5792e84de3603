//! The parser of literate sheets: Markdown in which a heading, code fences and a few directive lines make up a case.
//!
//! It reads text and returns the cases plus whatever is wrong with the sheet; it neither runs anything nor knows which
//! differences are declared (see [`crate::declared`]). The format is documented in `tests/suite/README.md`. Rewriting of
//! recorded blocks is in [`Sheet::rewritten`].

use std::ops::Range;

/// One sheet: its cases in source order and the problems found while reading it.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The file name without folder and extension.
    pub name: String,
    /// The cases, in order.
    pub cases: Vec<Case>,
    /// What is malformed, each with the line it was found in.
    pub problems: Vec<Problem>,
    text: String,
}

/// Something malformed in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, as a sentence.
    pub text: String,
}

/// One test case of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The heading's text.
    pub title: String,
    /// The line of the heading, counted from 1.
    pub line: usize,
    /// The Haxe modules, by path below the class path.
    pub modules: Vec<NamedText>,
    /// Data files, by path below the case's folder.
    pub files: Vec<NamedText>,
    /// The engines that have to agree.
    pub engines: Vec<Engine>,
    /// Identifiers of the declared differences that the case relies on.
    pub differs: Vec<String>,
    /// The program's arguments.
    pub arguments: Vec<String>,
    /// Defines, as given after `-D`.
    pub defines: Vec<String>,
    /// The expected exit code.
    pub exit: i32,
    /// What the program reads from standard input.
    pub stdin: String,
    /// The expected standard output.
    pub output: Option<Block>,
    /// What the official compiler prints, where that is a declared difference.
    pub official_output: Option<Block>,
    /// Lines that standard error has to contain, in order.
    pub stderr: Vec<String>,
    /// The line (from 0) before which a missing output block is to be inserted.
    insertion: usize,
}

/// A file of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedText {
    /// The path, with `/`.
    pub path: String,
    /// The contents.
    pub text: String,
}

/// A recorded block together with the lines of the sheet it occupies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The text between the fences.
    pub text: String,
    /// The lines between the fences, counted from 0.
    pub lines: Range<usize>,
}

/// An engine that a case can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// `hx2rs run`.
    Interpreter,
    /// The binary that `hx2rs build` leads to.
    Rust,
}

impl Engine {
    /// Every engine, in the order in which reports name them.
    pub const ALL: [Engine; 2] = [Engine::Interpreter, Engine::Rust];

    /// The name used in sheets.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Interpreter => "interp",
            Engine::Rust => "rust",
        }
    }
}

/// New texts for the recorded blocks of one case.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// Replaces the `output` block, or adds one.
    pub output: Option<String>,
    /// Replaces the `official-output` block, or adds one.
    pub official_output: Option<String>,
}

impl Case {
    /// The title as a file name: lower case letters, digits and hyphens.
    pub fn slug(&self) -> String {
        let words: Vec<String> = self
            .title
            .split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        words.join("-")
    }
}

/// Reads a sheet.
pub fn parse(name: &str, text: &str) -> Sheet {
    let mut reader = Reader {
        sheet: Sheet {
            name: name.to_owned(),
            text: text.to_owned(),
            ..Sheet::default()
        },
        defaults: Case {
            engines: Engine::ALL.to_vec(),
            ..Case::default()
        },
        case: None,
    };
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(fence) = line.strip_prefix("```") {
            let rest = lines.get(at + 1..).unwrap_or_default();
            let length = rest.iter().position(|line| *line == "```");
            let body = at + 1..at + 1 + length.unwrap_or(rest.len());
            if length.is_none() {
                reader.problem(at, "this fence is not closed");
            }
            let text = lines.get(body.clone()).unwrap_or_default();
            reader.fence(at, fence.trim(), text, body.clone());
            at = body.end + 1;
        } else {
            reader.line(at, line);
            at += 1;
        }
    }
    reader.finish();
    reader.sheet
}

struct Reader {
    sheet: Sheet,
    /// Directives before the first case hold for the whole sheet.
    defaults: Case,
    case: Option<Case>,
}

impl Reader {
    fn problem(&mut self, line: usize, text: impl Into<String>) {
        self.sheet.problems.push(Problem {
            line: line + 1,
            text: text.into(),
        });
    }

    fn finish(&mut self) {
        let Some(case) = self.case.take() else { return };
        if case.modules.is_empty() {
            return;
        }
        let at = case.line - 1;
        if !case.modules.iter().any(|module| module.path == "Main.hx") {
            self.problem(at, "the case has no module Main");
        }
        if self
            .sheet
            .cases
            .iter()
            .any(|other| other.slug() == case.slug())
        {
            self.problem(at, "another case of this sheet has the same title");
        }
        self.sheet.cases.push(case);
    }

    fn line(&mut self, at: usize, line: &str) {
        if let Some(title) = line.strip_prefix("## ") {
            self.finish();
            self.case = Some(Case {
                title: title.trim().to_owned(),
                line: at + 1,
                insertion: at + 1,
                ..self.defaults.clone()
            });
            return;
        }
        if let Some((key, value)) = line.split_once(": ") {
            self.directive(at, key, value.trim());
        }
    }

    /// A line that begins with none of the known keys is prose.
    fn directive(&mut self, at: usize, key: &str, value: &str) {
        let words = || {
            value
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let case = self.case.as_mut().unwrap_or(&mut self.defaults);
        match key {
            "engines" => {
                let mut engines = Vec::new();
                let mut unknown = Vec::new();
                for word in words().into_iter().filter(|word| word != "none") {
                    match Engine::ALL.into_iter().find(|engine| engine.name() == word) {
                        Some(engine) => engines.push(engine),
                        None => unknown.push(word),
                    }
                }
                case.engines = engines;
                for word in unknown {
                    self.problem(at, format!("there is no engine `{word}`"));
                }
            }
            "differs" => case.differs = words(),
            "args" => case.arguments = words(),
            "defines" => case.defines = words(),
            "exit" => match value.parse() {
                Ok(code) => case.exit = code,
                Err(_) => self.problem(at, "the exit code is no number"),
            },
            _ => {}
        }
    }

    fn fence(&mut self, at: usize, info: &str, lines: &[&str], range: Range<usize>) {
        let (kind, argument) = info.split_once(' ').unwrap_or((info, ""));
        let text = joined(lines);
        let Some(case) = self.case.as_mut() else {
            if !matches!(kind, "" | "text") {
                self.problem(at, "this block stands before the first case");
            }
            return;
        };
        let block = Block { text, lines: range };
        let mut problem = None;
        match kind {
            "haxe" => {
                case.insertion = block.lines.end + 1;
                match module(argument, block.text) {
                    module if case.modules.iter().any(|other| other.path == module.path) => {
                        problem = Some(format!("a second module `{}`", module.path));
                    }
                    module => case.modules.push(module),
                }
            }
            "file" => {
                case.insertion = block.lines.end + 1;
                case.files.push(NamedText {
                    path: argument.to_owned(),
                    text: block.text,
                });
            }
            "stdin" => {
                case.insertion = block.lines.end + 1;
                case.stdin = block.text;
            }
            "stderr" => case.stderr = lines.iter().map(|line| (*line).to_owned()).collect(),
            "output" if case.output.is_none() => case.output = Some(block),
            "official-output" if case.official_output.is_none() => {
                case.official_output = Some(block)
            }
            "output" | "official-output" => problem = Some(format!("a second `{kind}` block")),
            "" | "text" => {}
            other => problem = Some(format!("there is no kind of block called `{other}`")),
        }
        if let Some(problem) = problem {
            self.problem(at, problem);
        }
    }
}

/// `haxe`: the module Main. `haxe a/B.hx`: the module of that name. `haxe main`: only the body of `Main.main`, wrapped without
/// moving its lines.
fn module(argument: &str, text: String) -> NamedText {
    match argument {
        "" => NamedText {
            path: "Main.hx".to_owned(),
            text,
        },
        "main" => NamedText {
            path: "Main.hx".to_owned(),
            text: format!("class Main {{ static function main() {{ {text}}} }}\n"),
        },
        path => NamedText {
            path: path.to_owned(),
            text,
        },
    }
}

fn joined(lines: &[&str]) -> String {
    let mut text = lines.join("\n");
    if !lines.is_empty() {
        text.push('\n');
    }
    text
}

impl Sheet {
    /// The sheet's text with the given recordings (by case index) put in place.
    pub fn rewritten(&self, recordings: &[(usize, Recording)]) -> String {
        let mut edits: Vec<(Range<usize>, Vec<String>)> = Vec::new();
        for (index, recording) in recordings {
            let Some(case) = self.cases.get(*index) else {
                continue;
            };
            let mut missing = Vec::new();
            let blocks = [
                ("output", &case.output, &recording.output),
                (
                    "official-output",
                    &case.official_output,
                    &recording.official_output,
                ),
            ];
            for (kind, block, recorded) in blocks {
                let Some(recorded) = recorded else { continue };
                let content: Vec<String> = recorded.lines().map(str::to_owned).collect();
                match block {
                    Some(block) => edits.push((block.lines.clone(), content)),
                    None => {
                        missing.push(String::new());
                        missing.push(format!("```{kind}"));
                        missing.extend(content);
                        missing.push("```".to_owned());
                    }
                }
            }
            if !missing.is_empty() {
                edits.push((case.insertion..case.insertion, missing));
            }
        }
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut lines: Vec<String> = self.text.lines().map(str::to_owned).collect();
        for (range, content) in edits {
            if range.end <= lines.len() {
                lines.splice(range, content);
            }
        }
        lines.join("\n") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "# Numbers\n\nengines: interp\n\n## One and one\n\nSome prose: with a colon.\n\n```haxe main\ntrace(1);\n```\n\n```output\nold\n```\n\n## Two modules!\n\nengines: interp rust\ndiffers: float-text\nexit: 3\n\n```haxe\nclass Main {}\n```\n\n```haxe a/B.hx\npackage a;\n```\n";

    #[test]
    fn a_case_is_a_heading_its_fences_and_its_directives() {
        let sheet = parse("numbers", SHEET);
        assert_eq!(sheet.problems, []);
        let [one, two] = sheet.cases.as_slice() else {
            panic!("two cases: {:?}", sheet.cases)
        };
        assert_eq!(one.slug(), "one-and-one");
        assert_eq!(one.engines, [Engine::Interpreter]);
        assert_eq!(one.modules[0].path, "Main.hx");
        assert!(
            one.modules[0]
                .text
                .starts_with("class Main { static function main() { trace(1);\n}")
        );
        assert_eq!(
            one.output.as_ref().map(|block| block.text.as_str()),
            Some("old\n")
        );
        assert_eq!(two.engines, Engine::ALL);
        assert_eq!(two.differs, ["float-text"]);
        assert_eq!(two.exit, 3);
        assert_eq!(two.modules[1].path, "a/B.hx");
    }

    #[test]
    fn recording_replaces_and_inserts() {
        let sheet = parse("numbers", SHEET);
        let new = |text: &str| Recording {
            output: Some(text.to_owned()),
            official_output: None,
        };
        let text = sheet.rewritten(&[(0, new("1\n2\n")), (1, new("x\n"))]);
        let again = parse("numbers", &text);
        let outputs: Vec<_> = again
            .cases
            .iter()
            .map(|case| case.output.clone().map(|block| block.text))
            .collect();
        assert_eq!(outputs, [Some("1\n2\n".to_owned()), Some("x\n".to_owned())]);
        assert!(text.ends_with("package a;\n```\n\n```output\nx\n```\n"));
    }

    #[test]
    fn what_is_malformed_is_reported_with_its_line() {
        let sheet = parse(
            "bad",
            "## A\nengines: jvm\n```haxe b/C.hx\n```\n```ouptut\n```\n```output\n",
        );
        let problems: Vec<_> = sheet
            .problems
            .iter()
            .map(|problem| (problem.line, problem.text.as_str()))
            .collect();
        assert_eq!(
            problems,
            [
                (2, "there is no engine `jvm`"),
                (5, "there is no kind of block called `ouptut`"),
                (7, "this fence is not closed"),
                (1, "the case has no module Main"),
            ]
        );
    }
}
