//! What rendered diagnostics look like. Each case is a text with a list of findings; `show` and `lines` do the rest.

use super::*;
use crate::catalogue::{parser::UNEXPECTED_TOKEN, types::TYPE_MISMATCH};
use crate::{DefId, Diagnostic, Space, TextRange};

/// Files by number: path, text. Bodies start at byte 100.
struct Fixture(Vec<(&'static str, String)>);

impl Sources for Fixture {
    fn path(&self, file: FileId) -> Arc<str> {
        self.0[file.0 as usize].0.into()
    }
    fn text(&self, file: FileId) -> Arc<str> {
        self.0[file.0 as usize].1.as_str().into()
    }
    fn body_start(&self, _: MemberId) -> u32 {
        100
    }
}

fn one_file(text: &str) -> Fixture {
    Fixture(vec![("src/Main.hx", text.to_owned())])
}

fn at(fixture: &Fixture, file: u32, needle: &str) -> Span {
    let start = fixture.0[file as usize].1.find(needle).unwrap() as u32;
    Span::absolute(
        FileId(file),
        TextRange::new(start, start + needle.len() as u32),
    )
}

fn mismatch(span: Span) -> Diagnostic {
    Diagnostic::new(TYPE_MISMATCH, span, "String should be Int")
}

fn show(fixture: &Fixture, found: Vec<Diagnostic>, limit: Option<usize>) -> String {
    text::report(&Report::new(found, fixture, limit), fixture, false)
}

#[test]
fn labels_notes_helps_and_fixes() {
    let fixture = one_file("class Main {\n\tstatic var x:Int = \"a\"\n}\n");
    let end = at(&fixture, 0, "\n}");
    let found = mismatch(at(&fixture, 0, "\"a\""))
        .label("this is a String")
        .secondary(at(&fixture, 0, "Int"), "Int is wanted because of this")
        .note("a String never becomes an Int by itself")
        .help("Std.parseInt reads a number")
        .fix(
            "insert the missing semicolon",
            vec![(
                Span::absolute(FileId(0), TextRange::new(end.range.start, end.range.start)),
                ";".into(),
            )],
        );
    insta::assert_snapshot!(show(&fixture, vec![found], None), @r#"
    error[T2000]: String should be Int
      ┌─ src/Main.hx:2:21
      │
    2 │     static var x:Int = "a"
      │                  ---   ^^^ this is a String
      │                  │
      │                  Int is wanted because of this
      │
      = note: a String never becomes an Int by itself
      = help: Std.parseInt reads a number
      = fix: insert the missing semicolon
              static var x:Int = "a";

    1 error
    more about it: hx2rs explain T2000
    "#);
}

#[test]
fn ordered_by_path_and_place_and_each_once() {
    let fixture = Fixture(vec![
        ("src/b/B.hx", "one two".into()),
        ("src/a/A.hx", "three four".into()),
    ]);
    let found = vec![
        mismatch(at(&fixture, 0, "two")),
        mismatch(at(&fixture, 0, "one")),
        mismatch(at(&fixture, 1, "four")),
        mismatch(at(&fixture, 0, "two")),
        Diagnostic::without_place(UNEXPECTED_TOKEN, "no place"),
    ];
    insta::assert_snapshot!(show(&fixture, found, None), @r"
    error[P1000]: no place

    error[T2000]: String should be Int
      ┌─ src/a/A.hx:1:7
      │
    1 │ three four
      │       ^^^^

    error[T2000]: String should be Int
      ┌─ src/b/B.hx:1:1
      │
    1 │ one two
      │ ^^^

    error[T2000]: String should be Int
      ┌─ src/b/B.hx:1:5
      │
    1 │ one two
      │     ^^^

    4 errors
    more about a code: hx2rs explain P1000
    ");
}

#[test]
fn the_limit_leaves_a_count() {
    let fixture = one_file("abcdefghij");
    let found = "abcdefghij"
        .chars()
        .map(|c| mismatch(at(&fixture, 0, &c.to_string())));
    let report = Report::new(found, &fixture, Some(2));
    assert_eq!(
        (report.shown.len(), report.errors(), report.warnings()),
        (2, 10, 0)
    );
    insta::assert_snapshot!(report.summary().join("\n"), @r"
    8 more not shown; --all-errors shows all of them
    10 errors
    more about it: hx2rs explain T2000
    ");
}

#[test]
fn a_body_relative_span_counts_from_its_body() {
    let text = format!("{}\nname\n", "x".repeat(102));
    let fixture = one_file(&text);
    let member = MemberId::new(DefId::new("Main", "Main"), "run", Space::Static);
    let span = Span::in_body(FileId(0), member, TextRange::new(3, 7));
    let shown = show(&fixture, vec![mismatch(span)], None);
    assert!(
        shown.contains("src/Main.hx:2:1") && shown.contains("│ name"),
        "{shown}"
    );
}

#[test]
fn long_lines_and_control_characters_are_windowed() {
    let text = format!(
        "{}\u{1b}[31mneedle{}",
        "a".repeat(1_000),
        "b".repeat(1_000_000)
    );
    let fixture = one_file(&text);
    let shown = show(&fixture, vec![mismatch(at(&fixture, 0, "needle"))], None);
    insta::assert_snapshot!(shown, @r"
    error[T2000]: String should be Int
      ┌─ src/Main.hx:1:1006
      │
    1 │ …aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa�[31mneedlebbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…
      │                                                              ^^^^^^

    1 error
    more about it: hx2rs explain T2000
    ");
}

#[test]
fn spans_outside_of_the_text_do_no_harm() {
    let fixture = one_file("héllo");
    for (start, end) in [
        (2, 2),
        (1, 2),
        (0, 500),
        (500, 600),
        (u32::MAX - 200, u32::MAX - 100),
        (6, 6),
    ] {
        let span = Span::absolute(FileId(0), TextRange::new(start, end));
        assert!(show(&fixture, vec![mismatch(span)], None).contains("src/Main.hx:1:"));
        let report = Report::new(vec![mismatch(span)], &fixture, None);
        assert_eq!(json::report(&report, &fixture).lines().count(), 3);
    }
}

#[test]
fn json_is_that_of_rustc() {
    let fixture = one_file("var x:Int = \"é\"");
    let span = at(&fixture, 0, "\"é\"");
    let found = mismatch(span)
        .label("here")
        .note("a note")
        .fix("write a number", vec![(span, "0".into())]);
    let report = Report::new(vec![found], &fixture, None);
    let out = json::report(&report, &fixture);
    let mut first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    first["code"]["explanation"] = "…".into();
    first["rendered"] = "…".into();
    insta::assert_snapshot!(serde_json::to_string_pretty(&first).unwrap(), @r#"
    {
      "$message_type": "diagnostic",
      "children": [
        {
          "$message_type": "diagnostic",
          "children": [],
          "code": null,
          "level": "note",
          "message": "a note",
          "rendered": null,
          "spans": []
        },
        {
          "$message_type": "diagnostic",
          "children": [],
          "code": null,
          "level": "help",
          "message": "write a number",
          "rendered": null,
          "spans": [
            {
              "byte_end": 16,
              "byte_start": 12,
              "column_end": 16,
              "column_start": 13,
              "expansion": null,
              "file_name": "src/Main.hx",
              "is_primary": true,
              "label": null,
              "line_end": 1,
              "line_start": 1,
              "suggested_replacement": "0",
              "suggestion_applicability": "MachineApplicable",
              "text": [
                {
                  "highlight_end": 16,
                  "highlight_start": 13,
                  "text": "var x:Int = \"é\""
                }
              ]
            }
          ]
        }
      ],
      "code": {
        "code": "T2000",
        "explanation": "…"
      },
      "level": "error",
      "message": "String should be Int",
      "rendered": "…",
      "spans": [
        {
          "byte_end": 16,
          "byte_start": 12,
          "column_end": 16,
          "column_start": 13,
          "expansion": null,
          "file_name": "src/Main.hx",
          "is_primary": true,
          "label": "here",
          "line_end": 1,
          "line_start": 1,
          "suggested_replacement": null,
          "suggestion_applicability": null,
          "text": [
            {
              "highlight_end": 16,
              "highlight_start": 13,
              "text": "var x:Int = \"é\""
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn colours_only_when_asked_for() {
    let fixture = one_file("var");
    let report = Report::new(vec![mismatch(at(&fixture, 0, "var"))], &fixture, None);
    assert!(text::report(&report, &fixture, true).contains("\u{1b}["));
    assert!(!text::report(&report, &fixture, false).contains('\u{1b}'));
}

#[test]
fn fixes_apply_from_several_diagnostics_and_skip_what_overlaps() {
    let fixture = Fixture(vec![
        ("A.hx", "one two three".into()),
        ("B.hx", "four".into()),
    ]);
    let fixed = |file, needle: &str, new: &str| {
        let span = at(&fixture, file, needle);
        mismatch(span).fix("f", vec![(span, new.to_owned())])
    };
    let found = [
        fixed(0, "two", "2"),
        fixed(0, "one two", "12"),
        fixed(0, "three", "3"),
        fixed(1, "four", "4"),
    ];
    let all = repair::apply(&found, &fixture, &|_| true);
    let texts: Vec<&str> = all.files.values().map(String::as_str).collect();
    assert_eq!((texts, all.applied), (vec!["one 2 3", "4"], 3));
    let some = repair::apply(&found, &fixture, &|file| file == FileId(1));
    assert_eq!((some.files.len(), some.applied), (1, 1));
}

#[test]
fn two_insertions_at_one_place_are_one_round_each() {
    let fixture = one_file("ab");
    let insertion = |new: &str| {
        let here = Span::absolute(FileId(0), TextRange::new(1, 1));
        mismatch(here).fix("f", vec![(here, new.to_owned())])
    };
    let repaired = repair::apply(&[insertion(";"), insertion(",")], &fixture, &|_| true);
    assert_eq!(repaired.files.values().next().unwrap(), "a;b");
    assert_eq!(repaired.applied, 1);
}
