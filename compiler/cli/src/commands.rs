//! What `run`, `check` and `build` do, step by step. Loading is [`crate::program`]'s, Cargo is [`crate::project`]'s.

use crate::arguments::{Display, Passed, RunLimits, Source, Stage};
use crate::input;
use crate::program::Loaded;
use crate::ship;
use crate::terminal::{self, Progress};
use hx2rs_base::catalogue::project::UNWRITABLE_SOURCE;
use hx2rs_base::catalogue::types::NOT_SUPPORTED_YET;
use hx2rs_base::render::{Sources, repair};
use hx2rs_base::{Change, Diagnostic};
use hx2rs_compiler::Session;
use hx2rs_compiler::hir::Program;
use hx2rs_interp::{Limits, Options, Unlowerable};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Exit code for errors in a program.
const WRONG_PROGRAM: u8 = 1;
/// Exit code for wrong arguments.
const WRONG_USAGE: u8 = 2;
/// Repairs can make room for others; that ends, but nobody has proved it.
const MOST_ROUNDS: usize = 20;

/// How `hx2rs run` is to run a program.
pub(crate) fn run_options(leaks: bool, given: RunLimits) -> Options {
    let mut limits = Limits::default();
    if let Some(calls) = given.stack_limit {
        limits.set_calls(calls as usize);
    }
    if let Some(megabytes) = given.heap_limit {
        limits.heap = (megabytes as usize).saturating_mul(1 << 20);
    }
    Options {
        limits,
        leaks,
        control: None,
    }
}

/// `hx2rs run`.
pub(crate) fn run(source: &Source, display: Display, options: Options, passed: &Passed) -> u8 {
    let program = match checked(source, display) {
        Ok((_, program)) => program,
        Err(code) => return code,
    };
    match hx2rs_interp::run_with(&program, &passed.arguments, options) {
        Ok(outcome) => {
            #[cfg(feature = "pairs")]
            terminal::error(&hx2rs_interp::pairs());
            if let Some(leaks) = outcome.leaks {
                terminal::error(&leaks.to_string());
            }
            // What a process can tell of an exit code are its lowest eight bits.
            outcome.exit_code as u8
        }
        Err(problem) => too_large(&problem, display),
    }
}

/// Reports that the interpreter cannot take a program as it is.
fn too_large(problem: &Unlowerable, display: Display) -> u8 {
    let message = format!("hx2rs cannot interpret this program: {}", problem.message);
    terminal::show_plain(
        vec![Diagnostic::without_place(NOT_SUPPORTED_YET, message)],
        display,
    );
    WRONG_PROGRAM
}

/// `hx2rs run --dump=STAGE`.
pub(crate) fn dump(source: &Source, display: Display, stage: Stage) -> u8 {
    let program = match checked(source, display) {
        Ok((_, program)) => program,
        Err(code) => return code,
    };
    let text = match stage {
        Stage::Hir => Ok(hx2rs_compiler::hir::dump::program(&program)),
        Stage::Mir => Ok(hx2rs_compiler::mir::dump::program(&program)),
        Stage::Code => hx2rs_interp::dump(&program),
    };
    match text {
        Ok(text) => {
            terminal::out(&text);
            0
        }
        Err(problem) => too_large(&problem, display),
    }
}

/// How `hx2rs build` was asked to build.
pub(crate) struct Build {
    /// Where the Cargo project goes.
    pub(crate) out: Option<PathBuf>,
    pub(crate) release: bool,
    pub(crate) emit_only: bool,
    /// Whether to run the binary.
    pub(crate) run: bool,
}

/// `hx2rs build`.
pub(crate) fn build(source: &Source, display: Display, build: &Build, passed: &Passed) -> u8 {
    let name = ship::package_name(&program_name(source));
    let folder = match &build.out {
        Some(folder) => folder.clone(),
        None => Path::new("target/hx2rs").join(&name),
    };
    // The program may be built in another folder than this one.
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    let (session, program) = match checked(source, display) {
        Ok(checked) => checked,
        Err(code) => return code,
    };
    let wanted = ship::Build {
        folder,
        name,
        release: build.release,
        emit_only: build.emit_only,
    };
    match ship::ship(&program, &wanted) {
        Ok(None) => 0,
        Ok(Some(binary)) if build.run => ship::start(&binary, &passed.arguments),
        Ok(Some(binary)) => {
            terminal::out(&format!("{}\n", binary.display()));
            0
        }
        Err(found) => {
            terminal::show(found, &session, display);
            WRONG_PROGRAM
        }
    }
}

/// What the program is called: as its folder if that was named, else as its main class or file.
fn program_name(source: &Source) -> String {
    let input = source.input.as_deref().unwrap_or_default();
    let path = std::path::absolute(input).unwrap_or_else(|_| PathBuf::from(input));
    let last = |path: &Path| {
        path.file_stem()
            .map(|name| name.to_string_lossy().into_owned())
    };
    if Path::new(input).is_dir()
        && let Some(name) = last(&path)
    {
        return name;
    }
    if let Some(main) = &source.main {
        return main.rsplit('.').next().unwrap_or(main).to_owned();
    }
    last(&path).unwrap_or_else(|| "main".to_owned())
}

/// `hx2rs check`.
pub(crate) fn check(source: &Source, display: Display, fix: bool) -> u8 {
    let mut loaded = match loaded(source, display) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let progress = Progress::start("checking");
    let mut found = loaded.check();
    if fix {
        found = repaired(&mut loaded, found);
    }
    drop(progress);
    match terminal::show(found, &loaded.session, display) {
        true => WRONG_PROGRAM,
        false => 0,
    }
}

/// Applies fixes and checks again until there is nothing left to apply; what is wrong then.
fn repaired(loaded: &mut Loaded, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for _ in 0..MOST_ROUNDS {
        let session = &loaded.session;
        let of_user = |file| loaded.paths.contains(&session.path(file));
        let repaired = repair::apply(&found, session, &of_user);
        if repaired.applied == 0 {
            break;
        }
        let texts: Vec<(Arc<str>, String)> = repaired
            .files
            .into_iter()
            .map(|(file, text)| (session.path(file), text))
            .collect();
        for (path, text) in texts {
            if let Err(error) = std::fs::write(&*path, &text) {
                let message = format!("`{path}` cannot be written: {error}");
                found.push(Diagnostic::without_place(UNWRITABLE_SOURCE, message));
                return found;
            }
            loaded.session.apply(Change::Text(path, Some(text.into())));
        }
        loaded.read_wanted();
        found = loaded.check();
    }
    found
}

/// A folder as the input is entered: its paths, and those of the files that the program opens, count from there.
fn entered(source: &Source) -> Source {
    let mut source = source.clone();
    if let Some(input) = &source.input
        && Path::new(input).is_dir()
        && std::env::set_current_dir(input).is_ok()
    {
        source.input = Some(".".to_owned());
    }
    source
}

/// The program that the arguments mean, loaded; or the exit code, everything being said.
fn loaded(source: &Source, display: Display) -> Result<Loaded, u8> {
    match input::resolve(&entered(source)) {
        Ok(project) => {
            let _progress = Progress::start("reading");
            Ok(Loaded::new(&project))
        }
        Err(found) => {
            terminal::show_plain(found, display);
            Err(WRONG_USAGE)
        }
    }
}

/// A program without errors; its warnings are shown.
fn checked(source: &Source, display: Display) -> Result<(Session, Arc<Program>), u8> {
    let loaded = loaded(source, display)?;
    let progress = Progress::start("checking");
    let found = loaded.check();
    let program = loaded.session.program();
    drop(progress);
    let wrong = terminal::show(found, &loaded.session, display);
    match program {
        Some(program) if !wrong => Ok((loaded.session, program)),
        Some(_) | None => Err(WRONG_PROGRAM),
    }
}
