//! `hx2rs build`, step by step: is there anything to do; check; the runtime crate; the project on disk; Cargo. What was done
//! is written down by [`crate::fresh`], so that the next build does nothing twice.

use crate::arguments::{self, Display, Named, Passed, Quality};
use crate::cargo::{self, Profile};
use crate::commands::{self, WRONG_PROGRAM};
use crate::fresh::Stamp;
use crate::rustc_said::Said;
use crate::seed;
use crate::terminal::{self, Journal, Progress};
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::project::COMMAND_FAILED;
use hx2rs_project::emission;
use hx2rs_project::files::{Lock, Record};
use hx2rs_project::input::Project;
use hx2rs_project::{class_paths, fingerprint, resources, runtime};
use hx2rs_rustgen::{Allocator, Options, Shape};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// How `hx2rs build` was asked to build.
pub(crate) struct Wanted {
    /// Where the Cargo project goes.
    pub(crate) out: Option<PathBuf>,
    pub(crate) profile: Profile,
    pub(crate) allocator: Option<Allocator>,
    pub(crate) emit_only: bool,
    /// Whether to run the binary.
    pub(crate) run: bool,
}

/// The profile that flags mean.
pub(crate) fn profile(quality: Quality) -> Profile {
    match (quality.release, quality.aggressive) {
        (_, true) => Profile::Aggressive,
        (true, false) => Profile::Release,
        (false, false) => Profile::Debug,
    }
}

/// The allocator that a flag means.
pub(crate) fn allocator(flag: arguments::Allocator) -> Allocator {
    match flag {
        arguments::Allocator::Mimalloc => Allocator::Mimalloc,
        arguments::Allocator::System => Allocator::System,
    }
}

/// `hx2rs build`.
pub(crate) fn build(source: &Named, display: Display, wanted: &Wanted, passed: &Passed) -> u8 {
    let start = std::env::current_dir().unwrap_or_default();
    let named = program_name(source);
    let mut names: Vec<String> = Vec::new();
    commands::each(source, display, |project, journal| {
        let mut name = match &project.settings.name {
            Some(name) => emission::package_name(name),
            None => emission::package_name(&named),
        };
        // Several programs of one .hxml file are told apart by their main classes.
        if names.contains(&name) {
            name = emission::package_name(project.main.as_deref().unwrap_or(&named));
        }
        names.push(name.clone());
        let folder = match &wanted.out {
            Some(folder) => start.join(folder),
            None => start.join("target/hx2rs").join(&name),
        };
        let job = Job {
            project,
            wanted,
            display,
            folder,
            name,
        };
        let binary = match job.binary(journal) {
            Ok(binary) => binary,
            Err(code) => return code,
        };
        if let Err(wrong) = run_commands(project, journal) {
            terminal::show_plain(vec![*wrong], display);
            return WRONG_PROGRAM;
        }
        match binary {
            None => 0,
            Some(binary) if wanted.run => {
                journal.finish();
                started(&binary, &commands::arguments(project, passed))
            }
            Some(binary) => {
                terminal::out(&format!("{}\n", binary.display()));
                0
            }
        }
    })
}

/// What the program is called: as its folder if that was named, else as its main class or file.
fn program_name(source: &Named) -> String {
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

/// One program to build.
struct Job<'a> {
    project: &'a Project,
    wanted: &'a Wanted,
    display: Display,
    /// The folder of the Cargo project.
    folder: PathBuf,
    name: String,
}

impl Job<'_> {
    /// The path of the binary, or `None` if the project was only to be written; or the exit code, everything being said.
    fn binary(&self, journal: &mut Journal) -> Result<Option<PathBuf>, u8> {
        let fail = |wrong: Box<Diagnostic>| {
            terminal::show_plain(vec![*wrong], self.display);
            WRONG_PROGRAM
        };
        let shown = self.folder.display();
        let wait = || terminal::error(&format!("waiting for another build in `{shown}`\n"));
        let _lock = Lock::output(&self.folder, wait).map_err(fail)?;
        let class_paths = class_paths::list(self.project);
        let stamp = self.stamp(&class_paths);
        if !self.wanted.emit_only
            && let Some((binary, said)) = stamp.result()
        {
            terminal::say(&said, self.display);
            journal.step("finding that nothing changed");
            return Ok(Some(binary));
        }
        stamp.forget();
        let loaded = commands::listed(self.project, class_paths, journal);
        let program = commands::checked(&loaded, self.display, journal)?;
        let mut substituted = false;
        let (options, runtime) = if self.wanted.emit_only {
            let allocator = self.allocator().unwrap_or_default();
            let prelude = runtime::unpacked(allocator).map_err(fail)?;
            (self.options(&prelude, allocator), None)
        } else {
            let mut found = Vec::new();
            let profile = self.wanted.profile;
            let runtime = seed::warm(&self.folder, profile, self.allocator(), &mut found);
            let runtime = runtime.map_err(fail)?;
            substituted = !found.is_empty();
            terminal::show_plain(found, self.display);
            let options = self.options(&runtime.prelude, runtime.allocator);
            (options, Some(runtime))
        };
        journal.step("runtime crate");
        let progress = Progress::start("emitting");
        let written = emission::write(&program, &options, &self.folder, runtime.is_some());
        drop(progress);
        if let Err(found) = written {
            terminal::show(found, &loaded.session, self.display);
            return Err(WRONG_PROGRAM);
        }
        journal.step("emitting");
        let Some(runtime) = runtime else {
            return Ok(None);
        };
        runtime.sow(&self.folder);
        let watched = terminal::is_watched();
        let mut said = Said::new(&self.folder, &program);
        let built = cargo::build(
            &self.folder,
            self.wanted.profile,
            true,
            watched,
            &mut |line| said.line(line),
        );
        if !said.errors.is_empty() {
            terminal::show(said.errors, &loaded.session, self.display);
            return Err(WRONG_PROGRAM);
        }
        let binary = built.map_err(fail)?;
        journal.step("cargo");
        // What could not be had may be there the next time.
        if !substituted {
            let record = Record::read(&self.folder);
            let outputs = record.paths().map(|path| self.folder.join(path));
            let (said, _) = terminal::rendered(loaded.check(), &loaded.session, self.display);
            stamp.keep(&binary, &loaded.fingerprints, outputs, &said);
        }
        Ok(Some(binary))
    }

    fn allocator(&self) -> Option<Allocator> {
        self.wanted.allocator.or(self.project.settings.allocator)
    }

    fn options(&self, prelude: &Path, allocator: Allocator) -> Options {
        let version = self.project.settings.version.clone();
        Options {
            name: self.name.clone(),
            version: version.unwrap_or_else(|| "0.1.0".to_owned()),
            prelude_path: prelude.to_string_lossy().into_owned(),
            allocator,
            shape: Shape::Package,
        }
    }

    fn stamp(&self, class_paths: &(Vec<hx2rs_base::ClassPath>, Vec<Diagnostic>)) -> Stamp {
        let profile = self.wanted.profile;
        let mut project = self.project.clone();
        // What is told, and what runs afterwards, makes no other binary.
        project.settings.verbose = false;
        project.settings.times = false;
        project.settings.commands.clear();
        project.settings.arguments.clear();
        let asked = fingerprint::of(&(
            format!("{project:?} {:?}", self.allocator()),
            (&self.name, &self.folder, std::env::current_dir().ok()),
            class_paths::fingerprint(&class_paths.0),
            format!("{:?}", class_paths.1),
            resources::module(&self.project.resources),
            (profile, runtime::cache()),
            (
                self.display.json,
                self.display.all_errors,
                terminal::colours(),
            ),
        ));
        Stamp::new(&self.folder, profile.folder(), asked)
    }
}

/// Runs what `--cmd` says, one after the other.
fn run_commands(project: &Project, journal: &mut Journal) -> Result<(), Box<Diagnostic>> {
    for line in &project.settings.commands {
        journal.note(|| format!("running {line}"));
        let (shell, flag) = match cfg!(windows) {
            true => ("cmd", "/C"),
            false => ("sh", "-c"),
        };
        let status = Command::new(shell).args([flag, line]).status();
        let reason = match status {
            Ok(status) if status.success() => continue,
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        let message = format!("the command `{line}` failed: {reason}");
        return Err(Box::new(Diagnostic::without_place(COMMAND_FAILED, message)));
    }
    if !project.settings.commands.is_empty() {
        journal.step("commands");
    }
    Ok(())
}

/// Runs the binary; its exit code, and 128 + n where signal n ended it, as a shell has it.
fn started(binary: &Path, arguments: &[String]) -> u8 {
    match Command::new(binary).args(arguments).status() {
        Ok(status) => exit_code(status),
        Err(error) => {
            terminal::error(&format!("{}: {error}\n", binary.display()));
            1
        }
    }
}

fn exit_code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return 128_u8.wrapping_add(signal as u8);
    }
    status.code().map_or(1, |code| code as u8)
}
