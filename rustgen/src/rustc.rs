//! What rustc says of emitted code, at the places of the program: one message of Cargo's JSON in, a diagnostic out. That
//! rustc has something to say is a fault of the emitter, see `I9002`; whoever meets it shall see which line it is about.
//! Running Cargo is the command line's business.

use hx2rs_abi::source_map::{MappedFile, Position, SourceMap};
use hx2rs_compiler::hir::{Program, SourceText};
use hx2rs_compiler::{Diagnostic, FileId, Span, TextRange, catalogue};
use serde_json::Value;

/// The error that a line of `cargo build --message-format=json` tells, if it is one of rustc about a file of `map`.
#[must_use]
pub fn error(line: &str, map: &SourceMap, program: &Program) -> Option<Diagnostic> {
    let line: Value = serde_json::from_str(line).ok()?;
    let text = |value: &Value, at: &str| value.pointer(at)?.as_str().map(str::to_owned);
    if text(&line, "/reason")? != "compiler-message" || text(&line, "/message/level")? != "error" {
        return None;
    }
    let spans = line.pointer("/message/spans")?.as_array()?;
    let places: Vec<Place> = spans
        .iter()
        .filter_map(|span| place(span, map, program))
        .collect();
    let code =
        text(&line, "/message/code/code").map_or_else(String::new, |code| format!(" ({code})"));
    let message = text(&line, "/message/message")?;
    let title = format!("rustc rejects what was made of this{code}: {message}");
    let main = places.iter().find(|place| place.is_primary)?;
    let mut made = Diagnostic::new(catalogue::internal::INVALID_RUST, main.span, title);
    for place in &places {
        if place.is_primary && place.span == main.span {
            made = made.label(place.label.clone());
        } else if place.span != main.span {
            made = made.secondary(place.span, place.label.clone());
        }
    }
    made = made.note(format!("the emitted code is at {}", main.rust));
    Some(made.help("this is a fault of hx2rs: please report it with the program"))
}

/// A place that rustc speaks of.
struct Place {
    span: Span,
    is_primary: bool,
    label: String,
    /// Where the emitted code is.
    rust: String,
}

fn place(span: &Value, map: &SourceMap, program: &Program) -> Option<Place> {
    let path = span.get("file_name")?.as_str()?.replace('\\', "/");
    let number = |name: &str| Some(span.get(name)?.as_u64()? as u32);
    let (line, column) = (number("line_start")?, number("column_start")?);
    // Cargo names files from the folder of its workspace, which may be further up.
    let is_it =
        |file: &&MappedFile| path == file.path || path.ends_with(&format!("/{}", file.path));
    let file = map.files.iter().find(is_it)?;
    let found = file.look_up(line, column).or_else(|| before(file, line))?;
    let source = map.sources.get(found.source as usize)?;
    let mut files = program.files.iter();
    let (id, text) = files.find(|(_, text)| *text.path == **source)?;
    let label = span.get("label").and_then(Value::as_str);
    Some(Place {
        span: word(*id, text, found)?,
        is_primary: span.get("is_primary")?.as_bool()?,
        label: label.unwrap_or_default().to_owned(),
        rust: format!("{path}:{line}:{column}"),
    })
}

/// The last position before a line that has none.
fn before(file: &MappedFile, line: u32) -> Option<&Position> {
    let end = file
        .positions
        .partition_point(|position| position.line < line);
    file.positions.get(end.checked_sub(1)?)
}

/// The word or sign at a position.
fn word(file: FileId, text: &SourceText, position: &Position) -> Option<Span> {
    let start = *text.line_starts.get(position.source_line as usize - 1)?;
    let line = text.text.get(start as usize..)?.lines().next()?;
    let (at, _) = line
        .char_indices()
        .nth(position.source_column as usize - 1)?;
    let rest = line.get(at..)?;
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let from = start + at as u32;
    let range = TextRange::new(from, from + end.max(first) as u32);
    Some(Span::absolute(file, range))
}
