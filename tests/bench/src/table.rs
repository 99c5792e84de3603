//! What is printed: a line per program, and ratios.

use crate::engine::Engine;
use std::fmt::Write;
use std::time::Duration;

/// The times of one program, in order of the engines.
pub(crate) struct Row {
    pub(crate) program: String,
    pub(crate) medians: Vec<Duration>,
}

/// A line as soon as a program has been measured.
pub(crate) fn line(row: &Row) -> String {
    let mut line = format!("{:<12}", row.program);
    for time in &row.medians {
        let _ = write!(line, "{:>10.1} ms", time.as_secs_f64() * 1e3);
    }
    line
}

/// How much faster our engines are than the others, program by program and together.
pub(crate) fn summary(engines: &[Engine], rows: &[Row], runs: usize) -> String {
    let names: Vec<&str> = engines.iter().map(Engine::name).collect();
    let mut text = format!(
        "medians of {runs} runs, whole processes, in columns: {}\n",
        names.join(", ")
    );
    for (ours, engine) in engines.iter().enumerate().filter(|(_, it)| !it.is_peer()) {
        for (theirs, peer) in engines.iter().enumerate().filter(|(_, it)| it.is_peer()) {
            let ratios: Vec<f64> = rows
                .iter()
                .filter_map(|row| {
                    let (ours, theirs) = (row.medians.get(ours)?, row.medians.get(theirs)?);
                    Some(theirs.as_secs_f64() / ours.as_secs_f64())
                })
                .collect();
            let slowest = ratios.iter().copied().fold(f64::INFINITY, f64::min);
            let logarithms: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
            let mean = (logarithms / ratios.len() as f64).exp();
            let _ = writeln!(
                text,
                "{} against {}: {mean:.1} times as fast in geometric mean, {slowest:.1} times at the least",
                engine.name(),
                peer.name(),
            );
        }
    }
    if !engines.iter().any(Engine::is_peer) {
        text.push_str("nothing to compare with: unpack the official compiler (HX2RS_ORACLE)\n");
    }
    text
}
