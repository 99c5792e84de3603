//! `cargo run --release -p hx2rs-bench --bin project [LINES…]`: how long the front end takes for a made-up project, cold and
//! after edits, and how much memory it needs. Without arguments: 10,000 and 100,000 lines.
//!
//! `… --bin project -- --write DIR LINES [SEED]` writes the project instead, for other compilers and profilers.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Not part of the core: it writes files and prints.

use hx2rs_base::Name;
use hx2rs_bench::project::{Project, generate};
use hx2rs_compiler::{Change, ClassPath, Diagnostic, Session};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

const SEED: u64 = 2026;
/// The text after an edit; `None`: the file has no place for it.
type Edit = fn(&str, usize) -> Option<String>;

/// Edits of each kind.
const EDITS: usize = 15;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<&str>>()
        .as_slice()
    {
        [] => separately(&["10000", "100000"]),
        ["--write", folder, lines] => write(Path::new(folder), lines, SEED),
        ["--write", folder, lines, seed] => match seed.parse() {
            Ok(seed) => write(Path::new(folder), lines, seed),
            Err(_) => Err(format!("`{seed}` is no number")),
        },
        [lines] => number(lines).map(measure),
        several => separately(several),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn number(lines: &str) -> Result<usize, String> {
    lines
        .replace('_', "")
        .parse()
        .map_err(|_| format!("`{lines}` is no number of lines"))
}

/// A process for each size: the peak of memory is that of a process.
fn separately(sizes: &[&str]) -> Result<(), String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    for lines in sizes {
        let status = Command::new(&this).arg(lines).status();
        let status = status.map_err(|error| error.to_string())?;
        if !status.success() {
            return Err(format!("{lines} lines failed"));
        }
    }
    Ok(())
}

fn write(folder: &Path, lines: &str, seed: u64) -> Result<(), String> {
    let project = generate(seed, number(lines)?);
    for (path, text) in &project.files {
        hx2rs_tests::fixture::write(&folder.join(path), text)?;
    }
    println!("{} files, {} lines", project.files.len(), project.lines());
    Ok(())
}

fn measure(lines: usize) {
    let project = generate(SEED, lines);
    println!(
        "{} lines in {} files, {:.2} MB",
        project.lines(),
        project.files.len(),
        project.bytes() as f64 / 1e6
    );
    let (before, busy) = (memory("VmRSS"), processor());
    let start = Instant::now();
    let mut session = Session::new();
    load(&mut session, &project);
    let loaded = start.elapsed();
    let found = session.check();
    let cold = start.elapsed();
    refuse(&found);
    println!(
        "  cold check           {:>8.1} ms, {:.1} of them until all files are known; {:.0} ms of processors",
        milliseconds(cold),
        milliseconds(loaded),
        processor() - busy
    );
    println!(
        "  memory               {:>8.1} MB more than before, {:.1} at the peak",
        (memory("VmRSS") - before) / 1e6,
        (memory("VmHWM") - before) / 1e6
    );
    let edits: [(&str, Edit); 4] = [
        ("check after a body edit", body_edit),
        ("… a signature edit", signature_edit),
        ("… a comment edit", comment_edit),
        ("… nothing", |text, _| Some(text.to_owned())),
    ];
    for (what, edit) in edits {
        let busy = processor();
        let times = edited(&mut session, &project, edit);
        let busy = (processor() - busy) / times.len().max(1) as f64;
        let (median, worst) = (times.get(times.len() / 2), times.last());
        let shown = |time: Option<&Duration>| time.map_or(0.0, |time| milliseconds(*time));
        println!(
            "  {what:<23}{:>6.1} ms, {:.1} at worst; {busy:.1} ms of processors",
            shown(median),
            shown(worst)
        );
    }
    println!(
        "  memory after the edits{:>7.1} MB",
        (memory("VmRSS") - before) / 1e6
    );
}

fn load(session: &mut Session, project: &Project) {
    let files = project.files.iter().map(|(path, _)| path.clone()).collect();
    session.apply(Change::ClassPaths(vec![ClassPath {
        root: "src".to_owned(),
        files,
    }]));
    session.apply(Change::Main(Some(Name::new("Main"))));
    loop {
        let wanted = session.wanted();
        if wanted.is_empty() {
            return;
        }
        for path in wanted {
            let text = project
                .files
                .iter()
                .find(|(file, _)| path.strip_prefix("src/") == Some(file));
            let text = text.map(|(_, text)| text.as_str().into());
            session.apply(Change::Text(path, text));
        }
    }
}

/// The project is right but for variables that it does not use; where it is not, the generator or the compiler has a
/// mistake.
fn refuse(found: &[Diagnostic]) {
    for diagnostic in found.iter().filter(|found| found.is_error()).take(3) {
        println!("  WRONG: {} {}", diagnostic.code.id, diagnostic.message);
    }
}

/// Edits files all over the project, one after the other, checks after each, and takes the edit back. The times, sorted.
fn edited(
    session: &mut Session,
    project: &Project,
    edit: impl Fn(&str, usize) -> Option<String>,
) -> Vec<Duration> {
    let mut times = Vec::new();
    let step = (project.files.len() / EDITS).max(1);
    for (index, (path, text)) in project.files.iter().enumerate().step_by(step) {
        let Some(changed) = edit(text, index) else {
            continue;
        };
        for text in [changed.as_str(), text] {
            let start = Instant::now();
            session.apply(Change::Text(
                format!("src/{path}").into(),
                Some(text.into()),
            ));
            session.wanted();
            let found = session.check();
            times.push(start.elapsed());
            refuse(&found);
        }
    }
    times.sort();
    times
}

/// One more statement in a method.
fn body_edit(text: &str, index: usize) -> Option<String> {
    let place = text.find("\t\tvar sum = 0;\n")?;
    let (before, behind) = text.split_at(place);
    Some(format!("{before}\t\tvar edited = {index};\n{behind}"))
}

/// One more parameter, which calls may leave out.
fn signature_edit(text: &str, _: usize) -> Option<String> {
    let place = text.find("function check():Int")?;
    let (before, behind) = text.split_at(place);
    Some(format!(
        "{before}{}",
        behind.replacen("check()", "check(?edited:Int)", 1)
    ))
}

/// A comment in the first line, which moves all of the file.
fn comment_edit(text: &str, index: usize) -> Option<String> {
    Some(format!("// Edited {index}.\n{text}"))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// How long processors have worked for this process, in milliseconds, in steps of ten: what stays the same on a busy machine.
fn processor() -> f64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = status.rsplit(')').next().unwrap_or_default();
    let fields = behind_name.split_whitespace().skip(11).take(2);
    fields
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        * 10.0
}

/// A figure of this process, in bytes; 0 where the system does not say it.
fn memory(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(what));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    number.unwrap_or(0.0) * 1024.0
}
