//! The command line. The official compiler spells some flags with one dash and several letters (`-cp`, `-main`), which
//! clap cannot; [`prepared`] respells them first and refuses the official flags that hx2rs does not take. What the
//! arguments mean for a program is decided in [`crate::input`].

use crate::official::{self, Spelling};
use clap::{Args, Parser, Subcommand, ValueEnum};
use hx2rs_base::Diagnostic;
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
        source: Source,
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
        source: Source,
        #[command(flatten)]
        display: Display,
        /// Repair what has a certain repair, then check again
        #[arg(long)]
        fix: bool,
    },
    /// Write a Cargo project and build it; the last line of stdout is the binary's path
    Build {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        display: Display,
        /// The folder of the Cargo project [default: target/hx2rs/NAME]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Optimise
        #[arg(long)]
        release: bool,
        /// Write the project without building it
        #[arg(long, conflicts_with_all = ["release", "run"])]
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
pub(crate) struct Source {
    /// Main.hx, build.hxml, or a folder that holds one of them
    #[arg(value_name = "INPUT")]
    pub(crate) input: Option<String>,
    /// A folder to find source files in (also -cp)
    #[arg(short = 'p', long = "class-path", value_name = "DIR")]
    pub(crate) class_paths: Vec<String>,
    /// The class with `static function main` (also -main)
    #[arg(short, long, value_name = "CLASS")]
    pub(crate) main: Option<String>,
    /// A value for conditional compilation
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]")]
    pub(crate) defines: Vec<String>,
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

/// The arguments as clap reads them. Everything behind `--` belongs to the program and stays as it is.
pub(crate) fn prepared(arguments: Vec<String>) -> Result<Vec<String>, Box<Diagnostic>> {
    let mut out = Vec::with_capacity(arguments.len());
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            out.push(argument);
            out.extend(arguments);
            break;
        }
        match official::spelling(&argument) {
            Spelling::ClassPath => out.push("--class-path".to_owned()),
            Spelling::Main => out.push("--main".to_owned()),
            Spelling::Define => out.push("--define".to_owned()),
            // `--json` and `--help` mean something of their own here.
            Spelling::Unsupported(flag) if !flag.ours => {
                return Err(Box::new(flag.refused(&argument)));
            }
            Spelling::Unsupported(_) | Spelling::Unknown => out.push(argument),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Debug text of what the command line means, or its diagnostic.
    fn check(line: &str) -> String {
        let words = line.split_whitespace().map(str::to_owned).collect();
        match prepared(words).map(Arguments::try_parse_from) {
            Ok(Ok(arguments)) => format!("{:?}", arguments.command),
            Ok(Err(error)) => error.kind().to_string(),
            Err(diagnostic) => format!("{:?} {}", diagnostic.code, diagnostic.message),
        }
    }

    #[test]
    fn official_spellings() {
        let official = check("hx2rs run -cp src -main app.Main -D a=1 -- -cp x");
        assert_eq!(
            official,
            check("hx2rs run -p src -m app.Main --define a=1 -- -cp x")
        );
        assert_eq!(
            official,
            check("hx2rs run --class-path src --main app.Main -Da=1 -- -cp x")
        );
        assert!(
            official.contains(r#"arguments: ["-cp", "x"]"#),
            "{official}"
        );
    }

    #[test]
    fn official_flags_that_are_not_taken() {
        for line in [
            "hx2rs run -js out.js",
            "hx2rs check --interp",
            "hx2rs build -lib heaps",
            "hx2rs run --macro f()",
        ] {
            assert!(check(line).starts_with("C6000 "), "{line}: {}", check(line));
        }
        assert!(check("hx2rs check --json Main.hx").contains("json: true"));
    }
}
