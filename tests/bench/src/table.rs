//! The tables: compiled programs beside their twins, and interpreters beside compiled programs; the same text for the terminal
//! and for the book.

use crate::engine::Engine;
use crate::measure::Cost;
use hx2rs_bench::programs::Program;
use std::collections::HashMap;
use std::fmt::Write;

/// What one program costs.
pub(crate) struct Row {
    pub(crate) program: Program,
    /// With its own scale, by the names of engines.
    pub(crate) native: HashMap<&'static str, Cost>,
    /// With scale 1; compiled engines are there too.
    pub(crate) small: HashMap<&'static str, Cost>,
}

/// A line as soon as a program has been measured.
pub(crate) fn progress(row: &Row) -> String {
    let costs = |costs: &HashMap<&'static str, Cost>, engine: &str| {
        let cost = costs.get(engine).copied().unwrap_or_default();
        format!("{:.3} s", cost.time.as_secs_f64())
    };
    format!(
        "{:<12} twin {}, hx2rs build {}; hx2rs run {}",
        row.program.name,
        costs(&row.native, "twin"),
        costs(&row.native, "hx2rs build"),
        costs(&row.small, "hx2rs run"),
    )
}

/// Compiled engines: seconds, times the twin, and memory.
pub(crate) fn native(engines: &[Engine], rows: &[Row]) -> String {
    let peers: Vec<&str> = engines
        .iter()
        .filter(|engine| engine.is_native() && **engine != Engine::Twin)
        .map(Engine::name)
        .collect();
    let mut header = "| program | about | twin".to_owned();
    for peer in &peers {
        let _ = write!(header, " | {peer} | times the twin");
    }
    header.push_str(" | memory of the twin");
    for peer in &peers {
        let _ = write!(header, " | {peer}");
    }
    let mut text = with_rule(&header, 2);
    for row in rows {
        let twin = row.native.get("twin").copied().unwrap_or_default();
        let name = &row.program.name;
        let _ = write!(
            text,
            "| {name} | {} | {} ",
            row.program.about,
            seconds(twin)
        );
        for peer in &peers {
            match row.native.get(peer) {
                Some(cost) => {
                    let _ = write!(text, "| {} | {:.2} ", seconds(*cost), ratio(*cost, twin));
                }
                None => text.push_str("| – | – "),
            }
        }
        let _ = write!(text, "| {} ", mebibytes(twin));
        for peer in &peers {
            let cost = row.native.get(peer);
            let _ = write!(
                text,
                "| {} ",
                cost.map_or("–".to_owned(), |it| mebibytes(*it))
            );
        }
        text.push_str("|\n");
    }
    text.push('\n');
    for peer in &peers {
        if let Some(mean) = mean(
            rows.iter()
                .filter_map(|row| Some(ratio(*row.native.get(peer)?, *row.native.get("twin")?))),
        ) {
            let _ = writeln!(
                text,
                "{peer}: **{mean:.2}** times the twins in geometric mean."
            );
        }
    }
    text
}

/// Interpreters, at scale 1: seconds, times the twin, and how they compare with ours.
pub(crate) fn interpreters(engines: &[Engine], rows: &[Row]) -> String {
    let names: Vec<&str> = engines
        .iter()
        .filter(|engine| !engine.is_native())
        .map(Engine::name)
        .collect();
    let mut header = "| program | twin | hx2rs build".to_owned();
    for name in &names {
        let _ = write!(header, " | {name} | times the twin | memory");
    }
    let mut text = with_rule(&header, 1);
    for row in rows {
        let cost = |name: &str| row.small.get(name).copied();
        let twin = cost("twin").unwrap_or_default();
        let _ = write!(
            text,
            "| {} | {} | {} ",
            row.program.name,
            seconds(twin),
            seconds(cost("hx2rs build").unwrap_or_default())
        );
        for name in &names {
            match (cost(name), row.program.not.get(*name)) {
                (Some(cost), _) => {
                    let (time, times) = (seconds(cost), ratio(cost, twin));
                    let _ = write!(text, "| {time} | {times:.0} | {} ", mebibytes(cost));
                }
                (None, Some(reason)) => {
                    let _ = write!(text, "| {reason} | | ");
                }
                (None, None) => text.push_str("| – | – | – "),
            }
        }
        text.push_str("|\n");
    }
    text.push('\n');
    for name in names.iter().filter(|name| **name != "hx2rs run") {
        for ours in ["hx2rs run", "hx2rs build"] {
            if let Some(mean) = mean(
                rows.iter()
                    .filter_map(|row| Some(ratio(*row.small.get(name)?, *row.small.get(ours)?))),
            ) {
                let _ = writeln!(
                    text,
                    "{ours} is {mean:.1} times as fast as {name} in geometric mean."
                );
            }
        }
    }
    text
}

fn with_rule(header: &str, words: usize) -> String {
    let columns = header.matches('|').count();
    let rule: String = (0..columns)
        .map(|column| if column < words { "|---" } else { "|---:" })
        .collect();
    format!("{header} |\n{rule}|\n")
}

fn seconds(cost: Cost) -> String {
    format!("{:.3}", cost.time.as_secs_f64())
}

fn mebibytes(cost: Cost) -> String {
    format!("{:.1}", cost.peak as f64 / 1024.0)
}

fn ratio(cost: Cost, to: Cost) -> f64 {
    cost.time.as_secs_f64() / to.time.as_secs_f64().max(1e-6)
}

/// The geometric mean, of something.
fn mean(ratios: impl Iterator<Item = f64>) -> Option<f64> {
    let logarithms: Vec<f64> = ratios.map(f64::ln).collect();
    let sum: f64 = logarithms.iter().sum();
    (!logarithms.is_empty()).then(|| (sum / logarithms.len() as f64).exp())
}
