//! Inputs that nobody means well: each ends in bounded time and memory with an exit code of ours and, where something is
//! wrong, with a diagnostic; never with a panic or a signal.

#![allow(clippy::disallowed_methods)] // Tests write files and start the binary.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // A test may fail.
#![allow(clippy::disallowed_macros)] // It says what it skips.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(60);

/// Writes `files` into a new folder, runs `hx2rs` there, and returns exit code and stderr.
fn check(files: &[(&str, &[u8])], arguments: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let output = run(folder.path(), arguments);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let code = output.status.code();
    assert!(
        matches!(code, Some(0..=2)),
        "{arguments:?} ended with {}:\n{stderr}",
        output.status
    );
    assert!(
        stderr.len() < 100_000,
        "{} bytes of diagnostics",
        stderr.len()
    );
    assert!(
        !stderr.contains('\u{1b}'),
        "an escape sequence reached stderr"
    );
    (code.unwrap(), stderr)
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hx2rs"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > LIMIT {
            child.kill().unwrap();
            let output = child.wait_with_output().unwrap();
            panic!(
                "{arguments:?} runs longer than {LIMIT:?}:\n{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

/// `main` around statements.
fn program(statements: &str) -> Vec<u8> {
    format!("class Main {{ static function main() {{ {statements} }} }}\n").into_bytes()
}

/// Reproducible bytes that look like nothing.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        })
        .collect()
}

#[test]
fn bytes_that_are_no_text() {
    for length in [1, 100, 100_000] {
        let (code, stderr) = check(&[("Main.hx", &noise(length))], &["check", "Main.hx"]);
        assert_eq!(code, 1);
        assert!(stderr.contains("error["), "{stderr}");
    }
    let (code, stderr) = check(&[("Main.hx", b"class Main {\xff}")], &["check", "Main.hx"]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("error[M1000]") && stderr.contains("from byte 12 on"),
        "{stderr}"
    );
}

#[test]
fn text_that_is_no_program() {
    let ascii: Vec<u8> = noise(50_000).iter().map(|byte| byte & 0x7f).collect();
    assert_eq!(check(&[("Main.hx", &ascii)], &["check", "Main.hx"]).0, 1);
    let printable: Vec<u8> = noise(50_000).iter().map(|byte| 32 + byte % 95).collect();
    assert_eq!(
        check(&[("Main.hx", &printable)], &["check", "Main.hx"]).0,
        1
    );
    assert_eq!(check(&[("Main.hx", b"")], &["check", "Main.hx"]).0, 1);
    assert_eq!(
        check(&[("Main.hx", b"\0\0\0\0")], &["check", "Main.hx"]).0,
        1
    );
}

#[test]
fn a_file_that_ends_too_early() {
    let whole = "package;\nimport haxe.Exception;\nclass Main<T:(A, B)> extends Base {\n\t@:meta(1) var x(get, never):Array<Int> = [for (i in 0...3) if (i > 1) i];\n\
        static function main() {\n\t\tvar s = 'a${1 + [\"x\" => 2]}b' + \"c\\n\"; /* comment */\n\t\tswitch (s) { case \"a\" | 'b': try { throw s; } catch (e:Dynamic) {} default: }\n\t}\n}\n#if (a && b) x #else y #end\n";
    for end in 0..whole.len() {
        check(
            &[("Main.hx", &whole.as_bytes()[..end])],
            &["check", "Main.hx"],
        );
    }
}

/// What makes inference exponential where it tries each part more than once.
#[test]
fn large_expressions_are_inferred() {
    let nest = |open: &str, inner: &str, close: &str| {
        [&open.repeat(200), inner, &close.repeat(200)].concat()
    };
    let main = |code: &str| format!("class Main {{ static function main() {{ {code} }} }}\n");
    let functions: String = (0..200).map(|at| format!("x{at} -> ")).collect();
    let elements: String = (0..5_000)
        .map(|at| format!("{{x: {at}, y: {at}.5, s: 's{at}'}},"))
        .collect();
    let overloads: String = (0..500)
        .map(|at| format!("overload static function f(a:Int, b:{{x{at}:Int}}):Int;\n"))
        .collect();
    let cases = [
        (main(&format!("var f = {functions}x0 + x199; trace(f);")), 0),
        (
            main(&format!("var list = [{elements}]; trace(list.length);")),
            0,
        ),
        (
            format!(
                "function id<T>(value:T):T return value;\n{}",
                main(&format!(
                    "var f = {}; trace(f);",
                    nest("id(() -> ", "1", ")")
                ))
            ),
            0,
        ),
        (
            format!(
                "extern class Many {{ {overloads} }}\n{}",
                main("Many.f(1, {y: 1});")
            ),
            1,
        ),
    ];
    for (text, expected) in cases {
        let (code, stderr) = check(&[("Main.hx", text.as_bytes())], &["check", "Main.hx"]);
        assert_eq!(code, expected, "{stderr}");
    }
}

#[test]
fn deep_nesting() {
    let deep = |open: &str, inner: &str, close: &str| {
        let count = 10_000;
        [
            open.repeat(count).as_str(),
            inner,
            close.repeat(count).as_str(),
        ]
        .concat()
    };
    let cases = [
        deep("(", "1", ")"),
        deep("[", "1", "]"),
        deep("{", "1;", "}"),
        deep("-", "1", ""),
        deep("!", "true", ""),
        deep("1 + ", "1", ""),
        deep("1 + (", "1", ")"),
        deep("if (true) ", "1", ""),
        deep("if (a) b else ", "1", ""),
        deep("a ? b : ", "1", ""),
        deep("a = ", "1", ""),
        deep("a.b", "", ".c"),
        deep("f(", "1", ")"),
        deep("function() ", "1", ""),
        deep("x -> ", "1", ""),
        deep("while (true) ", "1", ""),
        deep("switch (1) { case ", "1", ": }"),
        deep("switch (1) { case 1: ", "1;", " }"),
        deep("try ", "1", " catch (e) 1"),
        deep("cast ", "1", ""),
        deep("new A(", "1", ")"),
        deep("@:m ", "1", ""),
        deep("{a: ", "1", "}"),
        deep("'${", "1", "}'"),
        deep("(x : Array<", "Int", ">)"),
        deep("(x : {a:", "Int", "})"),
        deep("<a>", "", "</a>"),
        deep("macro ", "1", ""),
    ];
    for statement in cases {
        let shown: String = statement.chars().take(24).collect();
        eprintln!("{shown}");
        for form in [
            format!("{statement};"),
            format!("var x = {statement};"),
            statement.clone(),
        ] {
            check(&[("Main.hx", &program(&form))], &["check", "Main.hx"]);
        }
    }
    let types = [
        deep("Array<", "Int", ">"),
        deep("Int->", "Int", ""),
        deep("{a:", "Int", "}"),
        deep("(", "Int", ")"),
        deep("Null<", "Int", ">"),
    ];
    for written in types {
        let text = format!(
            "typedef T = {written};\nclass Main {{ static function main() {{ var x:T = null; }} }}\n"
        );
        check(&[("Main.hx", text.as_bytes())], &["check", "Main.hx"]);
    }
    let conditions = [
        "#if a\n".repeat(10_000),
        "#if (((((\n".to_owned(),
        format!("#if {} a #end", "!".repeat(10_000)),
        format!("#if {}a{} #end", "(".repeat(10_000), ")".repeat(10_000)),
    ];
    for text in conditions {
        check(&[("Main.hx", text.as_bytes())], &["check", "Main.hx"]);
    }
    check(
        &[("Main.hx", "/*".repeat(10_000).as_bytes())],
        &["check", "Main.hx"],
    );
}

/// What an inference that tries everything twice per level, or per candidate, would not end with.
#[test]
fn wide_and_deep_programs() {
    let nest = |open: &dyn Fn(usize) -> String, inner: &str, close: &str| {
        let opened: String = (0..200).map(open).collect();
        [&opened, inner, &close.repeat(200)].concat()
    };
    let list = |element: &dyn Fn(usize) -> String| {
        let elements: Vec<String> = (0..5_000).map(element).collect();
        elements.join(", ")
    };
    let many =
        |declaration: &dyn Fn(usize) -> String| (0..500).map(declaration).collect::<String>();
    let classes = many(&|i| format!("class C{i} {{ public function new() {{}} }}\n"));
    let overloads = many(&|i| {
        format!(
            "extern overload public static inline function pick(a:C{i}, f:Dynamic->Int):Int return f({i});\n"
        )
    });
    let conversions = many(&|i| {
        format!(
            "@:from static function from{i}(c:C{i}):Wide return new Wide({i});\n\
             @:op(A + B) static function add{i}(a:Wide, b:C{i}):Int return {i};\n"
        )
    });
    let programs = [
        (
            "",
            format!(
                "var f = {}; f(1);",
                nest(&|i| format!("x{i} -> "), "x0", "")
            ),
        ),
        (
            "",
            format!(
                "var r = {}; trace(r + 1);",
                nest(&|i| format!("(function(x{i}) return "), "x0 + x199", ")(1)")
            ),
        ),
        (
            "function with<T, R>(value:T, f:T->R):R return f(value);",
            format!(
                "var r = {}; trace(r + 1);",
                nest(&|i| format!("with({i}, x{i} -> "), "x0 + x199", ")")
            ),
        ),
        (
            "",
            format!(
                "var a = [{}];",
                list(&|i| if i % 7 == 0 {
                    format!("{i}.5")
                } else {
                    i.to_string()
                })
            ),
        ),
        (
            "",
            format!("var a = [{}];", list(&|i| format!("{{x: {i}, y: [{i}]}}"))),
        ),
        (
            "",
            format!("var a = [{}];", list(&|i| format!("{i} => '{i}'"))),
        ),
        (
            "",
            format!("var a = [{}]; a[0](1);", list(&|i| format!("x -> x + {i}"))),
        ),
        (
            &format!("{classes} class Overloads {{ {overloads} }}"),
            "Overloads.pick(new C499(), x -> 1); Overloads.pick(new C0(), x -> 2);".to_owned(),
        ),
        (
            &format!(
                "{classes} abstract Wide(Int) {{ public function new(i) this = i; {conversions} }}"
            ),
            "var w:Wide = new C499(); trace(w + new C499()); trace(w + new C0());".to_owned(),
        ),
    ];
    for (declarations, statements) in programs {
        let shown: String = statements.chars().take(40).collect();
        eprintln!("{shown}");
        let mut text = program(&statements);
        text.extend_from_slice(declarations.as_bytes());
        let (code, stderr) = check(&[("Main.hx", &text)], &["check", "Main.hx"]);
        assert!(code == 0 && !stderr.contains("error"), "{shown}: {stderr}");
    }
}

#[test]
fn a_large_file_is_refused_or_checked() {
    let mut text = program("trace(1);");
    let comment = "// a line of fifty characters, again and again ...\n";
    while text.len() < 50_000_000 {
        text.extend_from_slice(comment.as_bytes());
    }
    let (code, stderr) = check(&[("Main.hx", &text)], &["check", "Main.hx"]);
    assert!(code == 1 && stderr.contains("error[M1001]"), "{stderr}");
}

#[test]
fn a_long_line_is_not_shown_whole() {
    let text = program(&format!("var x = \"{}\" + ;", "a".repeat(1_000_000)));
    let (code, stderr) = check(&[("Main.hx", &text)], &["check", "Main.hx"]);
    assert_eq!(code, 1);
    assert!(stderr.len() < 2_000, "{} bytes", stderr.len());
    let name = "a".repeat(1_000_000);
    let (code, stderr) = check(
        &[("Main.hx", &program(&format!("{name};")))],
        &["check", "Main.hx"],
    );
    assert_eq!(code, 1);
    assert!(stderr.len() < 10_000, "{} bytes", stderr.len());
}

#[test]
fn circles() {
    let imports: &[(&str, &[u8])] = &[
        ("Main.hx", b"import A; class Main { static function main() { trace(A.x + B.y); } }"),
        ("A.hx", b"import B; class A { public static var x = 1; public static function f() return B.y; }"),
        ("B.hx", b"import A; import Main; class B { public static var y = 2; public static function g() return A.f(); }"),
    ];
    assert_eq!(check(imports, &["check", "Main.hx"]), (0, String::new()));
    let wrong = [
        "typedef A = B; typedef B = A; class Main { static function main() { var x:A = null; } }",
        "typedef A = Array<A>; class Main { static function main() { var x:A = []; } }",
        "typedef A = A; class Main { static function main() { var x:A = null; } }",
        "class A extends B {} class B extends A {} class Main { static function main() { new A(); } }",
        "class A extends A {} class Main { static function main() { new A(); } }",
        "interface A extends B {} interface B extends A {} class Main { static function main() { var x:A = null; } }",
        "class A<T:A<T>> {} class Main { static function main() { var x:A<A<Int>> = null; } }",
        "abstract A(B) {} abstract B(A) {} class Main { static function main() { var x:A = null; } }",
        "enum E { A(e:E); } class Main { static function main() { var x = A(null); } }",
        "class Main { static var a = b; static var b = a; static function main() { trace(a); } }",
        "class Main { static function f() return g(); static function g() return f(); static function main() { trace(f()); } }",
        "class Main { static inline function f(x) return f(x); static function main() { f(1); } }",
        "class Main { static function main() { var f = null; f = function() return f; f = [f]; } }",
    ];
    for text in wrong {
        eprintln!("{text}");
        check(&[("Main.hx", text.as_bytes())], &["check", "Main.hx"]);
    }
    let hxml: &[(&str, &[u8])] = &[("a.hxml", b"b.hxml\n-main Main"), ("b.hxml", b"a.hxml")];
    let (code, stderr) = check(hxml, &["check", "a.hxml"]);
    assert!(code == 2 && stderr.contains("error[C6002]"), "{stderr}");
}

#[test]
fn what_is_not_there() {
    let main: &[(&str, &[u8])] = &[("Main.hx", b"class Main { static function main() {} }")];
    let cases: &[(&[&str], i32, &str)] = &[
        (&["check", "-cp", "scr", "-main", "Main"], 1, "error[M1002]"),
        (&["check", "-main", "Mian"], 1, "error[M1003]"),
        (&["check", "-main", "a.b.Main"], 1, "error[M1003]"),
        (&["check", "-main", "../Main"], 1, "error[M1003]"),
        (&["check", "-main", ""], 1, "error["),
        (&["check", "No.hx"], 2, "error[C6003]"),
        (&["check", "no.hxml"], 2, "error[C6002]"),
        (&["check", "Main"], 2, "did you mean `Main.hx`?"),
        (&["check"], 2, "error[C6003]"),
        (&["check", "Main.hx", "-js", "x.js"], 2, "error[C6000]"),
        (&["check", "Main.hx", "--nonsense"], 2, "--nonsense"),
        (&["explain", "X1"], 2, "error[C6001]"),
    ];
    for (arguments, code, text) in cases {
        let (found, stderr) = check(main, arguments);
        assert!(
            found == *code && stderr.contains(text),
            "{arguments:?}: {found}\n{stderr}"
        );
    }
}
