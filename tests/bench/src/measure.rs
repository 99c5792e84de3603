//! Taking processor time and memory. Engines take turns, so that what the machine does besides falls on all of them. A run is
//! started by a small process of its own, this program once more, which then has no other child to ask the system about.

use crate::engine::Ready;
use nix::sys::resource::{UsageWho, getrusage};
use std::collections::HashMap;
use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The argument that asks for one run, measured.
pub(crate) const ONCE: &str = "--once";

/// An engine that needs longer for a program takes no second turn.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a run costs.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Cost {
    /// Processor time, of the program and of the system for it, start included.
    pub(crate) time: Duration,
    /// The most memory it had at once, in kibibytes.
    pub(crate) peak: u64,
}

/// All engines print the same, or an error that says who does not.
pub(crate) fn same_output(ready: &[&Ready], scale: usize) -> Result<(), String> {
    let mut first: Option<(&Ready, Vec<u8>)> = None;
    for engine in ready {
        let name = engine.engine.name();
        let output = engine
            .command(scale)
            .output()
            .map_err(|error| format!("{name}: {error}"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{name} failed:\n{said}"));
        }
        match &first {
            None => first = Some((engine, output.stdout)),
            Some((other, expected)) if *expected != output.stdout => {
                let (expected, found) = (text(expected), text(&output.stdout));
                let what = hx2rs_tests::comparison::difference(&expected, &found);
                let other = other.engine.name();
                return Err(format!(
                    "{other} and {name} print different things:\n{what}"
                ));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The median cost of each engine, by its name.
pub(crate) fn medians(
    ready: &[&Ready],
    scale: usize,
    runs: usize,
) -> Result<HashMap<&'static str, Cost>, String> {
    let mut costs = vec![Vec::with_capacity(runs); ready.len()];
    for _ in 0..runs {
        for (engine, costs) in ready.iter().zip(&mut costs) {
            let is_slow = costs.last().is_some_and(|cost: &Cost| cost.time > PATIENCE);
            if !is_slow {
                costs.push(measured(engine, scale)?);
            }
        }
    }
    let names = ready.iter().map(|engine| engine.engine.name());
    Ok(names.zip(costs.into_iter().map(median)).collect())
}

fn median(costs: Vec<Cost>) -> Cost {
    let middle = costs.len() / 2;
    let mut times: Vec<Duration> = costs.iter().map(|cost| cost.time).collect();
    let mut peaks: Vec<u64> = costs.iter().map(|cost| cost.peak).collect();
    times.sort();
    peaks.sort();
    Cost {
        time: times.get(middle).copied().unwrap_or_default(),
        peak: peaks.get(middle).copied().unwrap_or_default(),
    }
}

/// One run, by a process that does nothing else.
fn measured(ready: &Ready, scale: usize) -> Result<Cost, String> {
    let run = ready.command(scale);
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(this);
    command
        .arg(ONCE)
        .arg(run.get_program())
        .args(run.get_args());
    if let Some(folder) = run.get_current_dir() {
        command.current_dir(folder);
    }
    let output = command.output().map_err(|error| error.to_string())?;
    let said = text(&output.stdout);
    let mut numbers = said.split_whitespace().map(str::parse::<u64>);
    match (output.status.success(), numbers.next(), numbers.next()) {
        (true, Some(Ok(micros)), Some(Ok(peak))) => Ok(Cost {
            time: Duration::from_micros(micros),
            peak,
        }),
        _ => Err(format!(
            "{} failed on a later run:\n{}",
            ready.engine.name(),
            text(&output.stderr)
        )),
    }
}

/// Runs a command once and prints what it cost: microseconds of processor time, and kibibytes.
pub(crate) fn once(command: &[OsString]) -> Result<(), String> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(format!("{ONCE} takes a command"));
    };
    let status = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    if !status.success() {
        return Err(format!("it ended with {status}"));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let (user, system) = (usage.user_time(), usage.system_time());
    let micros = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    println!("{} {}", micros(user) + micros(system), usage.max_rss());
    Ok(())
}
