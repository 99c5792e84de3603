//! The command line. The official compiler spells some flags with one dash and several letters (`-cp`, `-main`), which
//! clap cannot; [`programs`] respells them first, refuses the official flags that hx2rs does not take, and takes apart what
//! `--next` separates. What the arguments mean for a program is decided in [`hx2rs_project::input`].

use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use hx2rs_base::Diagnostic;
use hx2rs_project::input::Request;
use hx2rs_project::official::{self, Spelling, Taken};
use hx2rs_project::settings::{Resource, Settings, Source, define, trimmed};
use std::path::PathBuf;

/// Compiles Haxe 4.3: runs it at once, or ships it as a Rust project.
#[derive(Debug, Parser)]
#[command(name = "hx2rs", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Interpret a program
    Run {
        #[command(flatten)]
        source: Named,
        #[command(flatten)]
        display: Display,
        /// Print a stage of the compiler as text instead of running the program
        #[arg(long, value_name = "STAGE", value_enum)]
        dump: Option<Stage>,
        /// After the program ended, tell on stderr what cycles of objects held, and where they were made
        #[arg(long, conflicts_with = "dump")]
        leaks: bool,
        #[command(flatten)]
        limits: RunLimits,
        #[command(flatten)]
        passed: Passed,
    },
    /// Report what is wrong with a program, and nothing else
    Check {
        #[command(flatten)]
        source: Named,
        #[command(flatten)]
        display: Display,
        /// Repair what has a certain repair, then check again
        #[arg(long)]
        fix: bool,
        /// Check every module of the class paths, and tell file by file what compiles and what does not
        #[arg(long, conflicts_with = "fix")]
        all: bool,
    },
    /// Write a Cargo project and build it; the last line of stdout is the binary's path
    Build {
        #[command(flatten)]
        source: Named,
        #[command(flatten)]
        display: Display,
        /// The folder of the Cargo project [default: target/hx2rs/NAME]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        #[command(flatten)]
        quality: Quality,
        /// What allocates in the binary [default: mimalloc]
        #[arg(long, value_name = "WHICH", value_enum)]
        allocator: Option<Allocator>,
        /// Write the project without building it
        #[arg(long, conflicts_with_all = ["release", "aggressive", "run"])]
        emit_only: bool,
        /// Run the binary afterwards
        #[arg(long)]
        run: bool,
        #[command(flatten)]
        passed: Passed,
    },
    /// Explain a diagnostic code
    Explain {
        /// The code, as in `error[T2000]`
        code: String,
    },
}

/// What a program is on its way to run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Stage {
    /// Typed bodies
    Hir,
    /// Control-flow graphs
    Mir,
    /// Register code
    Code,
}

/// What allocates in a shipped program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Allocator {
    /// Fast; Cargo downloads it once
    Mimalloc,
    /// What the system has
    System,
}

/// How much the build is to do for the speed of the binary.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Quality {
    /// Optimise
    #[arg(long)]
    pub(crate) release: bool,
    /// Optimise the whole program at once, which takes long
    #[arg(long, conflicts_with = "release")]
    pub(crate) aggressive: bool,
}

/// How far an interpreted program may go.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct RunLimits {
    /// Calls inside each other [default: 250000]
    #[arg(long, value_name = "CALLS")]
    pub(crate) stack_limit: Option<u32>,
    /// Memory for objects [default: 4096]
    #[arg(long, value_name = "MIB")]
    pub(crate) heap_limit: Option<u32>,
}

/// Which program is meant.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Named {
    /// Main.hx, build.hxml, or a folder that holds hx.toml or one of them
    #[arg(value_name = "INPUT")]
    pub(crate) input: Option<String>,
    /// A folder to find source files in (also -cp)
    #[arg(short = 'p', long = "class-path", value_name = "DIR")]
    class_paths: Vec<String>,
    /// A library that haxelib installed (also -lib)
    #[arg(short = 'L', long = "library", value_name = "NAME[:VERSION]")]
    libraries: Vec<String>,
    /// The class with `static function main` (also -main)
    #[arg(short, long, value_name = "CLASS")]
    pub(crate) main: Option<String>,
    /// A value for conditional compilation
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]")]
    defines: Vec<String>,
    /// A file that the program gets by `haxe.Resource.getString`
    #[arg(short, long = "resource", value_name = "FILE[@NAME]")]
    resources: Vec<String>,
    /// What to run after a build
    #[arg(long = "cmd", value_name = "COMMAND")]
    commands: Vec<String>,
    /// The folder to start in: all paths count from it
    #[arg(short = 'C', long = "cwd", value_name = "DIR")]
    pub(crate) cwd: Option<String>,
    /// Tell what is done
    #[arg(short, long)]
    verbose: bool,
    /// Tell how long each step took
    #[arg(long, alias = "timings")]
    times: bool,
    /// Class paths and libraries as they were written: later ones hide earlier ones.
    #[arg(skip)]
    sources: Vec<Source>,
}

impl Named {
    /// What is asked for.
    pub(crate) fn request(&self) -> Request {
        let resources = self.resources.iter();
        Request {
            input: self.input.clone(),
            settings: Settings {
                sources: self.sources.clone(),
                main: self.main.clone(),
                defines: self.defines.iter().map(|text| define(text)).collect(),
                resources: resources.map(|text| Resource::new(text, None)).collect(),
                commands: self.commands.clone(),
                verbose: self.verbose,
                times: self.times,
                ..Settings::default()
            },
        }
    }

    /// Puts class paths and libraries in the order in which they stand on the command line.
    fn order(&mut self, matches: &ArgMatches) {
        let places = |id: &str| matches.indices_of(id).into_iter().flatten();
        let folders = places("class_paths").zip(&self.class_paths);
        let folders = folders.map(|(at, path)| (at, Source::Folder(trimmed(path))));
        let libraries = places("libraries").zip(&self.libraries);
        let libraries = libraries.map(|(at, name)| (at, Source::Library(name.clone(), None)));
        let mut all: Vec<(usize, Source)> = folders.chain(libraries).collect();
        all.sort_by_key(|(at, _)| *at);
        self.sources = all.into_iter().map(|(_, source)| source).collect();
    }
}

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Display {
    /// Print diagnostics on stdout as JSON, one object per line, in the format of rustc
    #[arg(long)]
    pub(crate) json: bool,
    /// Show all diagnostics instead of the first 20
    #[arg(long)]
    pub(crate) all_errors: bool,
}

/// What the program gets.
#[derive(Debug, Default, Args)]
pub(crate) struct Passed {
    /// Arguments of the program
    #[arg(last = true, value_name = "ARGS")]
    pub(crate) arguments: Vec<String>,
}

/// Why the arguments mean nothing.
pub(crate) enum Wrong {
    /// What clap says, also its help.
    Usage(Box<clap::Error>),
    /// What hx2rs says.
    Found(Box<Diagnostic>),
}

/// What the arguments mean: several commands where `--next` separates them.
pub(crate) fn read(arguments: Vec<String>) -> Result<Vec<Arguments>, Wrong> {
    programs(arguments)
        .map_err(Wrong::Found)?
        .into_iter()
        .map(|one| parsed(one).map_err(|error| Wrong::Usage(Box::new(error))))
        .collect()
}

fn parsed(arguments: Vec<String>) -> Result<Arguments, clap::Error> {
    let matches = Arguments::command().try_get_matches_from(arguments)?;
    let mut arguments = Arguments::from_arg_matches(&matches)?;
    if let (
        Command::Run { source, .. } | Command::Check { source, .. } | Command::Build { source, .. },
        Some((_, matches)),
    ) = (&mut arguments.command, matches.subcommand())
    {
        source.order(matches);
    }
    Ok(arguments)
}

/// The arguments as clap reads them, once per program: what stands before `--each` is for all of them, as is what stands
/// behind `--`, which belongs to the program and stays as it is.
fn programs(arguments: Vec<String>) -> Result<Vec<Vec<String>>, Box<Diagnostic>> {
    let end = arguments.iter().position(|argument| argument == "--");
    let (arguments, passed) = arguments.split_at(end.unwrap_or(arguments.len()));
    let (start, arguments) = arguments.split_at(arguments.len().min(2));
    let mut each: Vec<String> = Vec::new();
    let mut done = Vec::new();
    let mut now: Vec<String> = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut plain = |argument: &str| now.push(argument.to_owned());
        match official::spelling(argument) {
            Spelling::Taken(Taken::ClassPath) => plain("--class-path"),
            Spelling::Taken(Taken::Main) => plain("--main"),
            Spelling::Taken(Taken::Define) => plain("--define"),
            Spelling::Taken(Taken::Library) => plain("--library"),
            Spelling::Taken(Taken::Resource) => plain("--resource"),
            Spelling::Taken(Taken::Command) => plain("--cmd"),
            Spelling::Taken(Taken::Folder) => plain("--cwd"),
            Spelling::Taken(Taken::Verbose) => plain("--verbose"),
            Spelling::Taken(Taken::Times) => plain("--times"),
            Spelling::Taken(Taken::Debug) => plain("--define=debug"),
            Spelling::Taken(Taken::Idle) => {}
            Spelling::Taken(Taken::IdleWithValue) => {
                let _ = arguments.next();
            }
            Spelling::Taken(Taken::Next) => {
                let next = each.clone();
                done.push(std::mem::replace(&mut now, next));
            }
            Spelling::Taken(Taken::Each) => each = now.clone(),
            // `--run`, `--json` and `--help` mean something of their own here.
            Spelling::Taken(Taken::Run) if argument != "--run" => {
                return Err(Box::new(official::run_refused(argument)));
            }
            Spelling::Unsupported(flag) if !flag.ours => {
                return Err(Box::new(flag.refused(argument)));
            }
            Spelling::Taken(Taken::Run) | Spelling::Unsupported(_) | Spelling::Unknown => {
                plain(argument);
            }
        }
    }
    done.push(now);
    let whole = |middle: Vec<String>| [start, &middle, passed].concat();
    Ok(done.into_iter().map(whole).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Debug text of what the command line means, or its diagnostic.
    fn check(line: &str) -> String {
        let words = line.split_whitespace().map(str::to_owned).collect();
        match read(words) {
            Ok(all) => all
                .iter()
                .map(|arguments| format!("{:?}", arguments.command))
                .collect::<Vec<_>>()
                .join("\n"),
            Err(Wrong::Usage(error)) => error.kind().to_string(),
            Err(Wrong::Found(wrong)) => format!("{:?} {}", wrong.code, wrong.message),
        }
    }

    #[test]
    fn official_spellings() {
        let official = check("hx2rs run -cp src -main app.Main -D a=1 -lib x -- -cp x");
        assert_eq!(
            official,
            check("hx2rs run -p src -m app.Main --define a=1 -L x -- -cp x")
        );
        assert_eq!(
            official,
            check("hx2rs run --class-path src --main app.Main -Da=1 --library x --interp -- -cp x")
        );
        assert!(
            official.contains(r#"arguments: ["-cp", "x"]"#),
            "{official}"
        );
    }

    #[test]
    fn class_paths_and_libraries_keep_their_order() {
        let found = check("hx2rs run -cp a -lib b --class-path=c -L d -m M");
        let sources =
            r#"sources: [Folder("a"), Library("b", None), Folder("c"), Library("d", None)]"#;
        assert!(found.contains(sources), "{found}");
    }

    #[test]
    fn several_programs() {
        let found = check("hx2rs build -cp a --each -m B --next -m C -- x");
        assert_eq!(
            found,
            [
                check("hx2rs build -cp a -m B -- x"),
                check("hx2rs build -cp a -m C -- x")
            ]
            .join("\n")
        );
    }

    #[test]
    fn official_flags_that_are_not_taken() {
        for line in [
            "hx2rs run -js out.js",
            "hx2rs build --macro f()",
            "hx2rs run -x Main",
        ] {
            assert!(check(line).starts_with("C6000 "), "{line}: {}", check(line));
        }
        assert!(check("hx2rs check --json Main.hx").contains("json: true"));
    }
}
