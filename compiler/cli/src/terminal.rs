//! Where diagnostics, errors and progress are shown: the only place that prints for the compiler itself.

use crate::arguments::Display;
use hx2rs_base::Diagnostic;
use hx2rs_base::render::{DEFAULT_LIMIT, Report, Sources, json, text};
use hx2rs_project::texts::Texts;
use std::io::{IsTerminal, Write};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Shows diagnostics; says whether there is an error among them.
pub(crate) fn show(found: Vec<Diagnostic>, sources: &dyn Sources, display: Display) -> bool {
    let (text, wrong) = rendered(found, sources, display);
    say(&text, display);
    wrong
}

/// What [`show`] shows.
pub(crate) fn rendered(
    found: Vec<Diagnostic>,
    sources: &dyn Sources,
    display: Display,
) -> (String, bool) {
    let limit = (!display.all_errors).then_some(DEFAULT_LIMIT);
    let report = Report::new(found, sources, limit);
    let text = match display.json {
        true => json::report(&report, sources),
        false => text::report(&report, sources, colours()),
    };
    (text, report.errors() > 0)
}

/// Writes rendered diagnostics to where they belong.
pub(crate) fn say(text: &str, display: Display) {
    if display.json {
        out(text);
    } else {
        error(text);
    }
}

/// Shows diagnostics that have no place in a file.
pub(crate) fn show_plain(found: Vec<Diagnostic>, display: Display) {
    show(found, &Texts::default(), display);
}

/// Writes to stdout. A closed pipe is the reader's decision, not an error.
pub(crate) fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}

/// Writes to stderr.
pub(crate) fn error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Whether a person looks at stderr.
pub(crate) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// Colours need a terminal that has them, and nobody who asked for none (https://no-color.org).
pub(crate) fn colours() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    is_watched() && !set("NO_COLOR") && !dumb
}

/// A line on the terminal while something takes longer than a second; gone when dropped.
pub(crate) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Says what is being done, should it take long and should somebody watch.
    pub(crate) fn start(message: &'static str) -> Self {
        if !is_watched() {
            return Self(None);
        }
        let (sender, finished) = channel::<()>();
        let thread = std::thread::spawn(move || {
            if finished.recv_timeout(Duration::from_secs(1))
                != Err(std::sync::mpsc::RecvTimeoutError::Timeout)
            {
                return;
            }
            let spinner = indicatif::ProgressBar::new_spinner().with_message(message);
            spinner.enable_steady_tick(Duration::from_millis(100));
            let _ = finished.recv();
            spinner.finish_and_clear();
        });
        Self(Some((sender, thread)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.0.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}

/// What a command did, and how long each step took: told on stderr if that was asked for.
pub(crate) struct Journal {
    verbose: bool,
    times: bool,
    start: Instant,
    step: Instant,
    steps: Vec<(&'static str, Duration)>,
}

impl Journal {
    /// A journal that begins now.
    pub(crate) fn new(verbose: bool, times: bool) -> Self {
        let now = Instant::now();
        Self {
            verbose,
            times,
            start: now,
            step: now,
            steps: Vec::new(),
        }
    }

    /// What has been done since the last step.
    pub(crate) fn step(&mut self, what: &'static str) {
        let now = Instant::now();
        self.steps.push((what, now - self.step));
        self.step = now;
    }

    /// A line for those who want to know.
    pub(crate) fn note(&self, line: impl FnOnce() -> String) {
        if self.verbose {
            error(&format!("{}\n", line()));
        }
    }

    /// Prints the times.
    pub(crate) fn finish(&mut self) {
        if !std::mem::take(&mut self.times) {
            return;
        }
        let mut text = String::new();
        let all = self.start.elapsed();
        for (what, time) in self.steps.iter().chain([&("together", all)]) {
            text.push_str(&format!("{:>9.1} ms  {what}\n", time.as_secs_f64() * 1e3));
        }
        error(&text);
    }
}
