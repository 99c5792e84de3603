//! Diagnostics for people: codespan-reporting draws the source with its labels; notes, helps and the lines as a fix
//! would leave them follow below. Colours are ANSI sequences and only there when asked for.

use super::excerpt::{Cache, Documents, must_not_show};
use super::{Report, Sources, repair};
use crate::{Diagnostic, Fix, Level};
use codespan_reporting::diagnostic as codespan;
use codespan_reporting::term::{self, Config, termcolor};

/// Messages that quote a monstrous token are cut here.
const LONGEST_MESSAGE: usize = 2_000;

/// The whole report with its closing lines; empty for an empty report.
pub fn report(report: &Report, sources: &dyn Sources, colours: bool) -> String {
    let mut cache = Cache::new(sources);
    let mut out = String::new();
    for diagnostic in &report.shown {
        out.push_str(&one(diagnostic, &mut cache, colours));
        out.push('\n');
    }
    for line in report.summary() {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// A single diagnostic, as [`report`] shows it.
pub fn diagnostic(diagnostic: &Diagnostic, sources: &dyn Sources, colours: bool) -> String {
    one(diagnostic, &mut Cache::new(sources), colours)
}

pub(super) fn one(diagnostic: &Diagnostic, cache: &mut Cache<'_>, colours: bool) -> String {
    let mut documents = Documents::default();
    let labels = diagnostic
        .labels
        .iter()
        .map(|label| {
            let style = match label.primary {
                true => codespan::LabelStyle::Primary,
                false => codespan::LabelStyle::Secondary,
            };
            let (document, range) = documents.enter(label.span, cache);
            codespan::Label::new(style, document, range).with_message(clean(&label.message))
        })
        .collect();
    let severity = match diagnostic.code.level {
        Level::Error => codespan::Severity::Error,
        Level::Warning => codespan::Severity::Warning,
    };
    let built = codespan::Diagnostic::new(severity)
        .with_code(diagnostic.code.id)
        .with_message(clean(&diagnostic.message))
        .with_labels(labels)
        .with_notes(notes(diagnostic, cache));
    let mut buffer = match colours {
        true => termcolor::Buffer::ansi(),
        false => termcolor::Buffer::no_color(),
    };
    let config = Config::default();
    // Writing to memory does not fail, and every label lies in its document.
    let _ = term::emit_to_write_style(&mut buffer, &config, &documents, &built);
    let text = String::from_utf8_lossy(buffer.as_slice()).into_owned();
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

fn notes(diagnostic: &Diagnostic, cache: &mut Cache<'_>) -> Vec<String> {
    let notes = diagnostic.notes.iter().map(|note| ("note", note));
    let helps = diagnostic.helps.iter().map(|help| ("help", help));
    let mut all: Vec<String> = notes
        .chain(helps)
        .map(|(kind, message)| format!("{kind}: {}", clean(message)))
        .collect();
    all.extend(diagnostic.fixes.iter().map(|fix| shown_fix(fix, cache)));
    all
}

/// The fix's message, and the lines as it would leave them where they are few and short.
fn shown_fix(fix: &Fix, cache: &mut Cache<'_>) -> String {
    let mut note = format!("fix: {}", clean(&fix.message));
    for line in repair::repaired_lines(fix, cache) {
        note.push_str("\n  ");
        note.push_str(clean(&line).trim_end());
    }
    note
}

/// Without characters that a terminal would act on, and of bearable length.
fn clean(message: &str) -> String {
    let shown = message
        .chars()
        .map(|c| match must_not_show(c) && c != '\n' {
            true => '\u{FFFD}',
            false => c,
        });
    let mut text: String = shown.clone().take(LONGEST_MESSAGE).collect();
    if text.len() < message.len() && shown.count() > LONGEST_MESSAGE {
        text.push('…');
    }
    text
}
