//! Runs a [`Program`]: lowers its bodies to typed register code and executes it on the heap of
//! the dev engines. It knows neither source text nor types beyond what the program says, and emits nothing.
//!
//! [`run`] is the door. Inside: [`lower`] makes register code ([`code`]) and the tables beside it ([`program`]), [`mod@run`]
//! executes it, [`native`] is the border to the prelude.

mod code;
mod control;
mod fault;
mod leaks;
mod lower;
mod native;
#[allow(unused_qualifications)] // The generator writes whole paths.
mod natives_generated;
mod program;
mod run;
#[cfg(test)]
mod tests;

pub use control::Control;
pub use leaks::LeakReport;
pub use lower::Unlowerable;
pub use run::Limits;
#[cfg(feature = "pairs")]
pub use run::pairs;

use fault::Fault;
use hx2rs_compiler::hir::Program;
use hx2rs_prelude::{Str, output, system};
use lower::Wishes;

/// How a program is to be run.
#[derive(Clone, Default, Debug)]
pub struct Options {
    /// How far it may go.
    pub limits: Limits,
    /// Whether to find out what cycles of objects held, and where these were made. Costs time and memory.
    pub leaks: bool,
    /// Who may look at the program while it runs, or end it. It runs a little slower for that.
    pub control: Option<Control>,
}

/// How a program ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// For the process: 0, 1 after an uncaught exception, or what `Sys.exit` was given.
    pub exit_code: i32,
    /// What cycles held, if the options ask for it.
    pub leaks: Option<LeakReport>,
}

/// The stack of the thread that runs the program; only calls from natives back into it go deep here.
const STACK: usize = 512 << 20;

/// Runs a program to its end, with the default limits. Its output goes to the prelude's buffered stdout, which is flushed;
/// an uncaught exception is reported on stderr.
pub fn run(program: &Program, arguments: &[String]) -> Result<Outcome, Unlowerable> {
    run_with(program, arguments, Options::default())
}

/// As [`run`], with options.
pub fn run_with(
    program: &Program,
    arguments: &[String],
    options: Options,
) -> Result<Outcome, Unlowerable> {
    let on_thread = std::thread::scope(|scope| {
        let builder = std::thread::Builder::new()
            .name(String::from("main"))
            .stack_size(STACK);
        let started = builder.spawn_scoped(scope, || run_here(program, arguments, &options));
        match started {
            Ok(thread) => match thread.join() {
                Ok(outcome) => Some(outcome),
                Err(panic) => std::panic::resume_unwind(panic),
            },
            Err(_) => None,
        }
    });
    on_thread.unwrap_or_else(|| run_here(program, arguments, &options))
}

/// Runs on this thread.
fn run_here(
    program: &Program,
    arguments: &[String],
    options: &Options,
) -> Result<Outcome, Unlowerable> {
    let outcome = run_lowered(program, arguments, options);
    if let Some(control) = &options.control {
        control.end();
    }
    outcome
}

fn run_lowered(
    program: &Program,
    arguments: &[String],
    options: &Options,
) -> Result<Outcome, Unlowerable> {
    system::set_arguments(
        arguments
            .iter()
            .map(|text| Str::from(text.as_str()))
            .collect(),
    );
    let image = lower::lower(
        program,
        Wishes {
            sites: options.leaks,
            safe_points: options.control.is_some(),
        },
    )?;
    if cfg!(debug_assertions)
        && let Err(problem) = verified(&image)
    {
        output::error_print(&format!("internal: {problem}\n"));
        return Ok(Outcome {
            exit_code: 101,
            leaks: None,
        });
    }
    let mut machine = run::Machine::new(
        &image,
        options.limits,
        options.leaks,
        options.control.clone(),
    );
    let outcome = machine.run();
    output::flush();
    let exit_code = match outcome {
        Ok(()) => 0,
        Err(Fault::Exit(code)) => code,
        Err(fault) => {
            output::error_print(&machine.report(fault));
            1
        }
    };
    let leaks = options.leaks.then(|| machine.leaks());
    Ok(Outcome { exit_code, leaks })
}

fn verified(image: &program::Image) -> Result<(), String> {
    image
        .functions
        .iter()
        .try_for_each(|function| code::verify::verify(image, function))
}

/// The register code of a program as text: what `--dump=code` shows.
pub fn dump(program: &Program) -> Result<String, Unlowerable> {
    lower::lower(program, Wishes::default()).map(|image| code::disassemble::image(&image))
}
