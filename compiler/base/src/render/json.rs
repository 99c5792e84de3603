//! Diagnostics for tools: one object per line in the format of rustc's `--error-format=json`, so that what reads
//! rustc's output reads ours.

use super::excerpt::Cache;
use super::{Report, Sources, text};
use crate::catalogue;
use crate::{Diagnostic, Fix, Level, Span};
use serde::Serialize;

/// The longest piece of a source line that is repeated in a span.
const LONGEST_LINE: usize = 500;
/// The most lines that one span repeats.
const MOST_LINES: usize = 6;

#[derive(Serialize)]
struct Message {
    #[serde(rename = "$message_type")]
    message_type: &'static str,
    message: String,
    code: Option<MessageCode>,
    level: &'static str,
    spans: Vec<MessageSpan>,
    children: Vec<Message>,
    rendered: Option<String>,
}

#[derive(Serialize)]
struct MessageCode {
    code: &'static str,
    explanation: Option<&'static str>,
}

#[derive(Serialize)]
struct MessageSpan {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    line_start: u32,
    line_end: u32,
    column_start: u32,
    column_end: u32,
    is_primary: bool,
    text: Vec<SpanLine>,
    label: Option<String>,
    suggested_replacement: Option<String>,
    suggestion_applicability: Option<&'static str>,
    expansion: Option<()>,
}

#[derive(Serialize)]
struct SpanLine {
    text: String,
    highlight_start: u32,
    highlight_end: u32,
}

/// The whole report, one object per line; the closing lines are objects of the level `failure-note`.
pub fn report(report: &Report, sources: &dyn Sources) -> String {
    let mut cache = Cache::new(sources);
    let mut out = String::new();
    for diagnostic in &report.shown {
        out.push_str(&line(&message(diagnostic, &mut cache)));
    }
    for closing in report.summary() {
        let rendered = format!("{closing}\n");
        out.push_str(&line(&Message {
            rendered: Some(rendered),
            ..child("failure-note", closing, Vec::new())
        }));
    }
    out
}

fn line(message: &Message) -> String {
    // Every key is a string and no value can fail to be written.
    let mut text = serde_json::to_string(message).unwrap_or_default();
    text.push('\n');
    text
}

fn message(diagnostic: &Diagnostic, cache: &mut Cache<'_>) -> Message {
    let spans = diagnostic
        .labels
        .iter()
        .map(|label| {
            let text = Some(label.message.clone()).filter(|text| !text.is_empty());
            span(label.span, label.primary, text, None, cache)
        })
        .collect();
    let notes = diagnostic.notes.iter().map(|note| ("note", note));
    let helps = diagnostic.helps.iter().map(|help| ("help", help));
    let mut children: Vec<Message> = notes
        .chain(helps)
        .map(|(level, message)| child(level, message.clone(), Vec::new()))
        .collect();
    let only = diagnostic.fixes.len() == 1;
    children.extend(diagnostic.fixes.iter().map(|fix| offered(fix, only, cache)));
    Message {
        message_type: "diagnostic",
        message: diagnostic.message.clone(),
        code: Some(MessageCode {
            code: diagnostic.code.id,
            explanation: catalogue::page(diagnostic.code),
        }),
        level: match diagnostic.code.level {
            Level::Error => "error",
            Level::Warning => "warning",
        },
        spans,
        children,
        rendered: Some(text::one(diagnostic, cache, false)),
    }
}

fn child(level: &'static str, message: String, spans: Vec<MessageSpan>) -> Message {
    Message {
        message_type: "diagnostic",
        message,
        code: None,
        level,
        spans,
        children: Vec::new(),
        rendered: None,
    }
}

fn offered(fix: &Fix, only: bool, cache: &mut Cache<'_>) -> Message {
    let applicability = match only {
        true => "MachineApplicable",
        false => "MaybeIncorrect",
    };
    let spans = fix
        .edits
        .iter()
        .map(|(at, new)| span(*at, true, None, Some((new.clone(), applicability)), cache))
        .collect();
    child("help", fix.message.clone(), spans)
}

fn span(
    span: Span,
    is_primary: bool,
    label: Option<String>,
    suggestion: Option<(String, &'static str)>,
    cache: &mut Cache<'_>,
) -> MessageSpan {
    let (file, range) = cache.place(span);
    let start = file.lines.place(&file.text, range.start as u32);
    let end = file.lines.place(&file.text, range.end as u32);
    let lines = (start.line..=end.line).take(MOST_LINES).map(|number| {
        let bytes = file.lines.range(number as usize - 1);
        let text = file.text.get(bytes).unwrap_or_default();
        let text = text.trim_end_matches(['\r', '\n']);
        let length = text.chars().count() as u32 + 1;
        SpanLine {
            text: text.chars().take(LONGEST_LINE).collect(),
            highlight_start: if number == start.line {
                start.column
            } else {
                1
            },
            highlight_end: if number == end.line {
                end.column
            } else {
                length
            },
        }
    });
    let text = lines.collect();
    let (suggested_replacement, suggestion_applicability) = suggestion.unzip();
    MessageSpan {
        file_name: file.path.to_string(),
        byte_start: range.start,
        byte_end: range.end,
        line_start: start.line,
        line_end: end.line,
        column_start: start.column,
        column_end: end.column,
        is_primary,
        text,
        label,
        suggested_replacement,
        suggestion_applicability,
        expansion: None,
    }
}
