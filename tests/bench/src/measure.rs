//! Taking times. Engines take turns, so that what the machine does besides falls on all of them.

use crate::engine::Ready;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// All engines print the same, or an error that says who does not.
pub(crate) fn same_output(ready: &[Ready]) -> Result<(), String> {
    let mut first: Option<(&Ready, Vec<u8>)> = None;
    for engine in ready {
        let output = engine
            .command()
            .output()
            .map_err(|error| format!("{}: {error}", engine.engine))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{} failed:\n{said}", engine.engine));
        }
        match &first {
            None => first = Some((engine, output.stdout)),
            Some((other, expected)) if *expected != output.stdout => {
                let (expected, found) = (text(expected), text(&output.stdout));
                let what = hx2rs_tests::comparison::difference(&expected, &found);
                let (other, this) = (other.engine, engine.engine);
                return Err(format!(
                    "{other} and {this} print different things:\n{what}"
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

/// The median time of each engine, whole processes, start included.
pub(crate) fn medians(ready: &[Ready], runs: usize) -> Result<Vec<Duration>, String> {
    let mut times = vec![Vec::with_capacity(runs); ready.len()];
    for _ in 0..runs {
        for (engine, times) in ready.iter().zip(&mut times) {
            let start = Instant::now();
            let status = engine
                .command()
                .stdout(Stdio::null())
                .status()
                .map_err(|error| format!("{}: {error}", engine.engine))?;
            times.push(start.elapsed());
            if !status.success() {
                return Err(format!("{} failed on a later run", engine.engine));
            }
        }
    }
    Ok(times.into_iter().map(median).collect())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
