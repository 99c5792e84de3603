//! A fixture: one program with its files, arguments and expected output, whether it comes from a sheet or from `examples/`.
//!
//! Loading collects every problem of the sheets instead of stopping at the first. Fixtures are written out to a scratch
//! folder, or used in place for examples; running them is the engines' part.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::declared::Declared;
use crate::places;
use crate::sheet::{self, Case, Engine, NamedText, Sheet};

/// One program to run.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// Unique, usable as a file name and as a crate name: `sheet--case`, or `example--name`.
    pub name: String,
    /// Where the fixture is written: `path:line`.
    pub origin: String,
    /// The class path, below the folder it runs in.
    pub class_path: &'static str,
    /// The main class.
    pub main: String,
    /// Files relative to the folder it runs in; empty for programs whose folder exists.
    pub files: Vec<NamedText>,
    /// The folder it runs in, for the programs of the repository.
    pub folder: Option<PathBuf>,
    /// The file of the recorded output, for the programs of the repository.
    pub recorded: Option<PathBuf>,
    /// The program's arguments.
    pub arguments: Vec<String>,
    /// Defines, as given after `-D`.
    pub defines: Vec<String>,
    /// Standard input.
    pub stdin: String,
    /// The engines that have to agree.
    pub engines: Vec<Engine>,
    /// Identifiers of declared differences.
    pub differs: Vec<String>,
    /// Expected standard output; `None` if it was not recorded yet.
    pub output: Option<String>,
    /// What the official compiler prints, if that differs.
    pub official_output: Option<String>,
    /// Expected exit code.
    pub exit: i32,
    /// Lines that standard error contains, in order.
    pub stderr: Vec<String>,
}

impl Fixture {
    /// The arguments that name the program for `hx2rs` and for the official compiler alike.
    pub fn compiler_arguments(&self) -> Vec<String> {
        let mut arguments: Vec<String> = ["-cp", self.class_path, "-main", &self.main]
            .map(str::to_owned)
            .to_vec();
        for define in &self.defines {
            arguments.push("-D".to_owned());
            arguments.push(define.clone());
        }
        arguments
    }

    /// Writes the fixture's files below `root` and returns the folder that it runs in.
    pub fn prepare(&self, root: &Path) -> Result<PathBuf, String> {
        if let Some(folder) = &self.folder {
            return Ok(folder.clone());
        }
        let folder = root.join(&self.name);
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        for file in &self.files {
            write(&folder.join(&file.path), &file.text)?;
        }
        Ok(folder)
    }
}

/// Prepares fixtures in a scratch folder; the result maps names to folders.
pub fn prepare(fixtures: &[Fixture], kind: &str) -> Result<BTreeMap<String, PathBuf>, String> {
    let root = places::scratch(kind);
    let mut folders = BTreeMap::new();
    for fixture in fixtures {
        folders.insert(fixture.name.clone(), fixture.prepare(&root)?);
    }
    Ok(folders)
}

/// Writes a file together with the folders above it.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    let parent = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Reads a file as text.
pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Every sheet: those of the language, then those of the standard library, whose names begin with `spec-`.
pub fn sheets() -> Result<Vec<(PathBuf, Sheet)>, String> {
    let mut sheets = Vec::new();
    for (folder, prefix) in [(places::suite(), ""), (places::specification(), "spec-")] {
        for path in entries(&folder)? {
            let name = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default();
            if path.extension().is_some_and(|extension| extension == "md") && name != "README" {
                let name = format!("{prefix}{name}");
                sheets.push((path.clone(), sheet::parse(&name, &read(&path)?)));
            }
        }
    }
    Ok(sheets)
}

/// Every fixture: the cases of all sheets, then the examples and the benchmarks. `HX2RS_ONLY=text` keeps those whose name contains the text.
/// The error lists everything that is malformed.
pub fn all() -> Result<Vec<Fixture>, String> {
    let declared = Declared::load()?;
    let mut fixtures = Vec::new();
    let mut problems = Vec::new();
    for (path, sheet) in sheets()? {
        for problem in &sheet.problems {
            problems.push(format!(
                "{}:{}: {}",
                path.display(),
                problem.line,
                problem.text
            ));
        }
        for case in &sheet.cases {
            let fixture = from_case(&path, &sheet.name, case);
            problems.extend(declared.check(&fixture));
            fixtures.push(fixture);
        }
    }
    fixtures.extend(programs()?);
    if !problems.is_empty() {
        return Err(problems.join("\n"));
    }
    if let Ok(only) = std::env::var("HX2RS_ONLY") {
        fixtures.retain(|fixture| fixture.name.contains(&only));
    }
    Ok(fixtures)
}

/// The fixture of one case of a sheet.
pub fn from_case(path: &Path, sheet: &str, case: &Case) -> Fixture {
    let modules = case.modules.iter().map(|module| NamedText {
        path: format!("src/{}", module.path),
        text: module.text.clone(),
    });
    Fixture {
        name: format!("{sheet}--{}", case.slug()),
        origin: format!("{}:{}", path.display(), case.line),
        files: modules.chain(case.files.iter().cloned()).collect(),
        class_path: "src",
        main: "Main".to_owned(),
        folder: None,
        recorded: None,
        arguments: case.arguments.clone(),
        defines: case.defines.clone(),
        stdin: case.stdin.clone(),
        engines: case.engines.clone(),
        differs: case.differs.clone(),
        output: case.output.as_ref().map(|block| block.text.clone()),
        official_output: case
            .official_output
            .as_ref()
            .map(|block| block.text.clone()),
        exit: case.exit,
        stderr: case.stderr.clone(),
    }
}

/// The programs of the repository: the examples, the benchmarks and the conformance programs.
pub fn programs() -> Result<Vec<Fixture>, String> {
    let mut programs = examples()?;
    programs.extend(benchmarks()?);
    programs.extend(conformance()?);
    Ok(programs)
}

/// The programs under `examples/`: each folder with a `build.hxml`. `arguments.txt` (one argument per line) and `stdin.txt`
/// are optional, `expected.txt` holds the recorded output.
fn examples() -> Result<Vec<Fixture>, String> {
    let mut fixtures = Vec::new();
    for folder in entries(&places::examples())? {
        if !folder.join("build.hxml").is_file() {
            continue;
        }
        let arguments = read(&folder.join("arguments.txt")).unwrap_or_default();
        fixtures.push(Fixture {
            arguments: arguments.lines().map(str::to_owned).collect(),
            stdin: read(&folder.join("stdin.txt")).unwrap_or_default(),
            ..program("example", &folder, &folder, folder.join("expected.txt"))
        });
    }
    Ok(fixtures)
}

/// The programs under `tests/bench/programs`, of one module each; their outputs are in `tests/bench/expected`.
fn benchmarks() -> Result<Vec<Fixture>, String> {
    let folder = places::benchmarks();
    let mut fixtures = Vec::new();
    for file in entries(&folder.join("programs"))? {
        let recorded = folder.join("expected").join(stem(&file) + ".txt");
        fixtures.push(Fixture {
            class_path: ".",
            main: stem(&file),
            ..program("bench", &file, &folder.join("programs"), recorded)
        });
    }
    Ok(fixtures)
}

/// The programs under `tests/conformance`: `area/Name.hx` is the main class `area.Name`, its output is in `area/Name.txt`.
fn conformance() -> Result<Vec<Fixture>, String> {
    let folder = places::conformance();
    let mut fixtures = Vec::new();
    for area in entries(&folder)? {
        if !area.is_dir() {
            continue;
        }
        for file in entries(&area)? {
            if file.extension().is_none_or(|it| it != "hx") {
                continue;
            }
            let (area, name) = (stem(&area), stem(&file));
            fixtures.push(Fixture {
                name: format!("conformance--{area}-{}", name.to_lowercase()),
                class_path: ".",
                main: format!("{area}.{name}"),
                ..program("conformance", &file, &folder, file.with_extension("txt"))
            });
        }
    }
    Ok(fixtures)
}

/// The programs under `tests/memory`, of one module each: what they do is scaled by their one argument.
pub fn memory() -> Result<Vec<Fixture>, String> {
    let folder = places::repository().join("tests/memory");
    let files = entries(&folder)?;
    let sources = files
        .iter()
        .filter(|file| file.extension().is_some_and(|it| it == "hx"));
    let fixture = |file: &PathBuf| Fixture {
        class_path: ".",
        main: stem(file),
        ..program("memory", file, &folder, PathBuf::new())
    };
    Ok(sources.map(fixture).collect())
}

fn program(kind: &str, origin: &Path, folder: &Path, recorded: PathBuf) -> Fixture {
    Fixture {
        name: format!("{kind}--{}", stem(origin).to_lowercase()),
        origin: origin.display().to_string(),
        class_path: "src",
        main: "Main".to_owned(),
        files: Vec::new(),
        folder: Some(folder.to_path_buf()),
        arguments: Vec::new(),
        defines: Vec::new(),
        stdin: String::new(),
        engines: Engine::ALL.to_vec(),
        differs: Vec::new(),
        output: read(&recorded).ok(),
        official_output: None,
        exit: 0,
        stderr: Vec::new(),
        recorded: Some(recorded),
    }
}

/// The name of a file without its extension, or of a folder.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The entries of a folder, sorted; none if it does not exist.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        paths.push(
            entry
                .map_err(|error| format!("{}: {error}", folder.display()))?
                .path(),
        );
    }
    paths.sort();
    Ok(paths)
}
