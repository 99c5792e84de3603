//! What `run` and `check` do, and what all commands begin with. Finding and loading is [`hx2rs_project`]'s; building is
//! [`crate::build`]'s.

use crate::arguments::{Display, Named, Passed, RunLimits, Stage};
use crate::fault;
use crate::terminal::{self, Journal, Progress};
use hx2rs_base::catalogue::project::{NO_FOLDER, UNWRITABLE_SOURCE};
use hx2rs_base::catalogue::types::NOT_SUPPORTED_YET;
use hx2rs_base::render::{Sources, repair};
use hx2rs_base::{Change, ClassPath, Diagnostic};
use hx2rs_compiler::hir::Program;
use hx2rs_interp::{Limits, Options, Unlowerable};
use hx2rs_project::class_paths;
use hx2rs_project::input::{self, Project, Request};
use hx2rs_project::load::Loaded;
use std::path::Path;
use std::sync::Arc;

/// Exit code for errors in a program.
pub(crate) const WRONG_PROGRAM: u8 = 1;
/// Exit code for wrong arguments.
pub(crate) const WRONG_USAGE: u8 = 2;
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
pub(crate) fn run(source: &Named, display: Display, options: &Options, passed: &Passed) -> u8 {
    each(source, display, |project, journal| {
        let loaded = loaded(project, journal);
        let program = match checked(&loaded, display, journal) {
            Ok(program) => program,
            Err(code) => return code,
        };
        drop(loaded);
        let arguments = arguments(project, passed);
        let ended = hx2rs_interp::run_with(&program, &arguments, options.clone());
        journal.step("running");
        match ended {
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
    })
}

/// What the program gets: what its settings say, and what stands behind `--`.
pub(crate) fn arguments(project: &Project, passed: &Passed) -> Vec<String> {
    let mut arguments = project.settings.arguments.clone();
    arguments.extend(passed.arguments.iter().cloned());
    arguments
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
pub(crate) fn dump(source: &Named, display: Display, stage: Stage) -> u8 {
    each(source, display, |project, journal| {
        let loaded = loaded(project, journal);
        let program = match checked(&loaded, display, journal) {
            Ok(program) => program,
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
    })
}

/// `hx2rs check`.
pub(crate) fn check(source: &Named, display: Display, fix: bool) -> u8 {
    each(source, display, |project, journal| {
        let mut loaded = loaded(project, journal);
        let progress = Progress::start("checking");
        let mut found = loaded.check();
        if fix {
            found = repaired(&mut loaded, found);
        }
        drop(progress);
        journal.step("checking");
        match terminal::show(found, &loaded.session, display) {
            true => WRONG_PROGRAM,
            false => 0,
        }
    })
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

/// Does something with each of the programs that the arguments mean, in its folder; ends with the first that fails.
pub(crate) fn each(
    source: &Named,
    display: Display,
    mut work: impl FnMut(&Project, &mut Journal) -> u8,
) -> u8 {
    each_request(&source.request(), display, true, &mut work)
}

/// As [`each`]; without a main class if that is not needed.
pub(crate) fn each_request(
    request: &Request,
    display: Display,
    needs_main: bool,
    work: &mut dyn FnMut(&Project, &mut Journal) -> u8,
) -> u8 {
    let resolved = match input::resolve(request) {
        Ok(resolved) => resolved,
        Err(problems) => {
            terminal::show(problems.found, &problems.texts, display);
            return WRONG_USAGE;
        }
    };
    let start = std::env::current_dir().unwrap_or_default();
    for project in &resolved.projects {
        if needs_main && let Err(wrong) = input::require_main(request, project) {
            terminal::show_plain(vec![*wrong], display);
            return WRONG_USAGE;
        }
        if let Err(code) = enter(&start.join(&project.folder)) {
            return code;
        }
        let settings = &project.settings;
        let mut journal = Journal::new(settings.verbose, settings.times);
        journal.note(|| told(project));
        let code = work(project, &mut journal);
        journal.finish();
        if code != 0 {
            return code;
        }
    }
    0
}

/// Enters a folder; the exit code if that cannot be, everything being said.
pub(crate) fn enter(folder: &Path) -> Result<(), u8> {
    // Nothing is to be entered where nothing is named, also if the current folder is gone.
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    std::env::set_current_dir(folder).map_err(|error| {
        let folder = folder.display();
        let message = format!("the folder `{folder}` cannot be entered: {error}");
        let wrong = Diagnostic::without_place(NO_FOLDER, message);
        terminal::show_plain(vec![wrong], Display::default());
        WRONG_USAGE
    })
}

/// What a program is made of, for `--verbose`.
fn told(project: &Project) -> String {
    let defines = project.defines.iter();
    let defines: Vec<String> = defines
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!(
        "main class: {}\nclass paths: {}\ndefines: {}",
        project.main.as_deref().unwrap_or("none"),
        project
            .class_paths
            .iter()
            .map(|path| if path.is_empty() { "." } else { path.as_str() })
            .collect::<Vec<_>>()
            .join(", "),
        defines.join(", ")
    )
}

/// A program with all files that it needs.
pub(crate) fn loaded(project: &Project, journal: &mut Journal) -> Loaded {
    listed(project, class_paths::list(project), journal)
}

/// As [`loaded`], of class paths that are listed already.
pub(crate) fn listed(
    project: &Project,
    class_paths: (Vec<ClassPath>, Vec<Diagnostic>),
    journal: &mut Journal,
) -> Loaded {
    let progress = Progress::start("reading");
    let loaded = Loaded::listed(project, class_paths, fault::remember);
    drop(progress);
    journal.step("reading");
    for path in &loaded.paths {
        journal.note(|| format!("read {path}"));
    }
    loaded
}

/// A program without errors; its warnings are shown.
pub(crate) fn checked(
    loaded: &Loaded,
    display: Display,
    journal: &mut Journal,
) -> Result<Arc<Program>, u8> {
    let progress = Progress::start("checking");
    let found = loaded.check();
    let program = loaded.session.program();
    drop(progress);
    journal.step("checking");
    let wrong = terminal::show(found, &loaded.session, display);
    match program {
        Some(program) if !wrong => Ok(program),
        Some(_) | None => Err(WRONG_PROGRAM),
    }
}
