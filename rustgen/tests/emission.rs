//! Emitted Rust, as snapshots over Haxe source, and the properties that hold for all of it: it is the same every time,
//! and every statement is in the source map. Whether it compiles and prints the right bytes is shown by the fixtures.

#![allow(clippy::expect_used, clippy::disallowed_methods)] // A test fails by them; the sources of an example are read.

use hx2rs_abi::source_map::SourceMap;
use hx2rs_compiler::hir::Program;
use hx2rs_compiler::{Change, ClassPath, Name, OwnershipPlan, Session};
use hx2rs_rustgen::{Allocator, Emitted, Options, Shape, emit};
use std::sync::Arc;

/// A program of several modules; the first one is `Main`.
fn program(modules: &[(&str, &str)]) -> Arc<Program> {
    let mut session = Session::new();
    session.apply(Change::ClassPaths(vec![ClassPath {
        root: "src".to_owned(),
        files: modules.iter().map(|(path, _)| (*path).to_owned()).collect(),
    }]));
    session.apply(Change::Main(Some(Name::new("Main"))));
    loop {
        let wanted = session.wanted();
        if wanted.is_empty() {
            break;
        }
        for path in wanted {
            let found = modules
                .iter()
                .find(|(module, _)| *path == format!("src/{module}"));
            let text = found.map(|(_, text)| Arc::from(*text));
            session.apply(Change::Text(path, text));
        }
    }
    let found = session.check();
    assert!(found.is_empty(), "{found:?}");
    session.program().expect("a program without errors")
}

fn emitted(program: &Program) -> Emitted {
    let options = Options {
        name: "main".to_owned(),
        version: "0.1.0".to_owned(),
        prelude_path: "prelude".to_owned(),
        allocator: Allocator::System,
        shape: Shape::Package,
    };
    let emitted = emit(program, &OwnershipPlan::new(program), &options);
    assert_eq!(emitted.diagnostics, []);
    emitted
}

/// The text of the emitted file at `path`.
fn file(emitted: &Emitted, path: &str) -> String {
    let found = emitted.files.iter().find(|file| file.path == path);
    found.expect("an emitted file").text.clone()
}

/// `Main.main` with this body.
fn main_of(body: &str) -> String {
    let text = format!("class Main {{\n\tstatic function main() {{\n{body}\n\t}}\n}}\n");
    let program = program(&[("Main.hx", &text)]);
    file(&emitted(&program), "src/main.rs")
}

#[test]
fn hello_world_is_one_short_file() {
    insta::assert_snapshot!(main_of("Sys.println(\"Hello, world\");"), @r#"
    use hx2rs_prelude as hx;

    fn main() {
        hx::system::println("Hello, world");
    }
    "#);
}

#[test]
fn ints_wrap_and_text_is_one_format() {
    insta::assert_snapshot!(main_of(
        "var n = 3;\nfor (i in 0...n) n += i * 2;\nSys.println('n is $n');"
    ));
}

#[test]
fn a_class_with_fields_that_are_written() {
    let text = "class Counter {\n\tpublic var count = 0;\n\tfinal name:String;\n\tpublic function new(name:String) {\n\t\tthis.name = name;\n\t}\n\tpublic function tick():Int {\n\t\tcount++;\n\t\treturn count;\n\t}\n\tpublic function label():String {\n\t\treturn name + count;\n\t}\n}\nclass Main {\n\tstatic function main() {\n\t\tvar c = new Counter(\"c\");\n\t\tc.tick();\n\t\tSys.println(c.label());\n\t}\n}\n";
    let program = program(&[("Main.hx", text)]);
    insta::assert_snapshot!(file(&emitted(&program), "src/main.rs"));
}

#[test]
fn a_hierarchy_is_a_trait_over_a_base_struct() {
    let text = "class Shape {\n\tpublic final name:String;\n\tpublic function new(name:String) {\n\t\tthis.name = name;\n\t}\n\tpublic function area():Float {\n\t\treturn 0;\n\t}\n\tpublic function describe():String {\n\t\treturn name + ' of ' + area();\n\t}\n}\nclass Square extends Shape {\n\tfinal side:Float;\n\tpublic function new(side:Float) {\n\t\tsuper('square');\n\t\tthis.side = side;\n\t}\n\toverride public function area():Float {\n\t\treturn side * side;\n\t}\n}\nclass Main {\n\tstatic function main() {\n\t\tvar shapes:Array<Shape> = [new Square(2), new Shape('blob')];\n\t\tfor (shape in shapes) Sys.println(shape.describe());\n\t}\n}\n";
    let program = program(&[("Main.hx", text)]);
    insta::assert_snapshot!(file(&emitted(&program), "src/main.rs"));
}

#[test]
fn a_switch_is_a_match() {
    let text = "enum Expr {\n\tNum(value:Int);\n\tNeg(inner:Expr);\n\tAdd(left:Expr, right:Expr);\n}\nclass Main {\n\tstatic function eval(e:Expr):Int {\n\t\treturn switch (e) {\n\t\t\tcase Num(value): value;\n\t\t\tcase Neg(Num(value)): -value;\n\t\t\tcase Neg(inner): -eval(inner);\n\t\t\tcase Add(left, right): eval(left) + eval(right);\n\t\t}\n\t}\n\tstatic function main() {\n\t\tSys.println(eval(Add(Num(1), Neg(Num(2)))));\n\t}\n}\n";
    let program = program(&[("Main.hx", text)]);
    insta::assert_snapshot!(file(&emitted(&program), "src/main.rs"));
}

#[test]
fn exceptions_are_results() {
    let text = "class Main {\n\tstatic function parse(text:String):Int {\n\t\tif (text == '') throw 'empty';\n\t\treturn text.length;\n\t}\n\tstatic function main() {\n\t\ttry {\n\t\t\tSys.println(parse(''));\n\t\t} catch (e:String) {\n\t\t\tSys.println(e);\n\t\t}\n\t}\n}\n";
    let program = program(&[("Main.hx", text)]);
    insta::assert_snapshot!(file(&emitted(&program), "src/main.rs"));
}

#[test]
fn closures_share_what_they_write() {
    insta::assert_snapshot!(main_of(
        "var n = 0;\nvar tick = () -> { n++; };\ntick();\nn += 10;\ntick();\nSys.println(n);"
    ));
}

#[test]
fn packages_are_folders() {
    let program = program(&[
        (
            "Main.hx",
            "import a.b.FooBar;\nclass Main {\n\tstatic function main() {\n\t\tSys.println(FooBar.addTotal(1, 2));\n\t}\n}\n",
        ),
        (
            "a/b/FooBar.hx",
            "package a.b;\nclass FooBar {\n\tpublic static function addTotal(x:Int, y:Int):Int {\n\t\treturn x + y;\n\t}\n}\n",
        ),
    ]);
    let emitted = emitted(&program);
    let paths: Vec<&str> = emitted
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "Cargo.toml",
            "src/main.rs",
            "src/a.rs",
            "src/a/b.rs",
            "src/a/b/foo_bar.rs"
        ]
    );
    assert!(
        file(&emitted, "src/a/b/foo_bar.rs").contains("pub fn add_total(x: i32, y: i32) -> i32")
    );
}

/// A program that has something of everything.
fn everything() -> Arc<Program> {
    let folder = format!("{}/../examples/tally/src", env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    collect(folder.as_ref(), "", &mut all);
    let list: Vec<(&str, &str)> = all
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    program(&list)
}

fn collect(folder: &std::path::Path, prefix: &str, all: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder of sources")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), all);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            all.push((format!("{prefix}{name}"), text));
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let program = everything();
    assert_eq!(emitted(&program), emitted(&program));
}

#[test]
fn every_statement_is_mapped() {
    let program = everything();
    let emitted = emitted(&program);
    let map = SourceMap::from_text(&emitted.map.to_text()).expect("a map that reads back");
    let mut statements = 0;
    for file in emitted
        .files
        .iter()
        .filter(|file| file.path.ends_with(".rs"))
    {
        let mapped = map
            .file_for(&file.path, &file.text)
            .expect("a map of this text");
        for (at, line) in file.text.lines().enumerate() {
            let text = line.trim_start();
            let is_statement = text.starts_with("let ")
                || text.starts_with("return ")
                || (text.starts_with("self.") && text.ends_with(';'))
                || text.starts_with("hx::system::println(");
            if !is_statement {
                continue;
            }
            statements += 1;
            let column = (line.len() - text.len()) as u32 + 1;
            let found = mapped.look_up(at as u32 + 1, column);
            assert!(found.is_some(), "{}:{}: {line}", file.path, at + 1);
        }
    }
    assert!(statements > 100, "{statements} statements");
}

#[test]
fn mapped_lines_hold_what_they_come_from() {
    let body = "var total = 1;\ntotal = total + 41;\nSys.println(\"answer\" + total);";
    let text = format!("class Main {{\n\tstatic function main() {{\n{body}\n\t}}\n}}\n");
    let program = program(&[("Main.hx", &text)]);
    let emitted = emitted(&program);
    let rust = file(&emitted, "src/main.rs");
    let mapped = emitted.map.file_for("src/main.rs", &rust).expect("a map");
    for (needle, line) in [("let mut total", 3), ("wrapping_add", 4), ("answer", 5)] {
        let (at, found) = rust
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains(needle))
            .expect("the emitted line");
        let column = found.find(needle).unwrap_or(0) as u32 + 1;
        let position = mapped.look_up(at as u32 + 1, column).expect("a position");
        assert_eq!((needle, position.source_line), (needle, line));
    }
}

#[test]
fn rustc_speaks_of_the_program() {
    let text = "class Main {\n\tstatic function main() {\n\t\tvar totalSum = 1;\n\t\tSys.println(totalSum + 41);\n\t}\n}\n";
    let program = program(&[("Main.hx", text)]);
    let emitted = emitted(&program);
    let rust = file(&emitted, "src/main.rs");
    let (at, line) = rust
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains("wrapping_add"))
        .expect("the emitted line");
    let column = line.find("wrapping_add").unwrap_or(0) + 1;
    let span = |line: usize, column: usize, primary: bool| {
        format!(
            "{{\"file_name\":\"src/main.rs\",\"line_start\":{line},\"column_start\":{column},\"is_primary\":{primary},\"label\":\"here\"}}"
        )
    };
    let message = |reason: &str, level: &str| {
        format!(
            "{{\"reason\":\"{reason}\",\"message\":{{\"level\":\"{level}\",\"message\":\"mismatched types\",\"code\":{{\"code\":\"E0308\"}},\"spans\":[{},{}]}}}}",
            span(at + 1, column, true),
            span(at, 9, false)
        )
    };
    let error = |line: &str| hx2rs_rustgen::rustc::error(line, &emitted.map, &program);
    let found = error(&message("compiler-message", "error")).expect("an error of rustc");
    let place = |span: hx2rs_compiler::Span| {
        let source = &program.files[&span.file];
        let text = &source.text[span.range.start as usize..span.range.end as usize];
        (source.line_column(span.range.start), text.to_owned())
    };
    assert_eq!(found.primary().map(place), Some(((4, 24), "+".to_owned())));
    let secondary: Vec<_> = found.labels.iter().map(|label| place(label.span)).collect();
    assert!(
        secondary.contains(&((3, 7), "totalSum".to_owned())),
        "{secondary:?}"
    );
    assert!(
        found.message.contains("(E0308): mismatched types"),
        "{}",
        found.message
    );
    assert_eq!(error(&message("compiler-message", "warning")), None);
    assert_eq!(error(&message("build-finished", "error")), None);
    assert_eq!(error("no JSON"), None);
}
