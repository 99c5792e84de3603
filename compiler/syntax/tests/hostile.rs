//! Truncated, random, deep and large inputs: no panic, and time and memory in proportion to the input.

use hx2rs_base::Defines;
use hx2rs_base::catalogue::{lexer, parser};
use hx2rs_syntax::ast::{Ast, Child, ExprId, TypeId};
use hx2rs_syntax::{ParsedText, parse_text};
use std::time::{Duration, Instant};

const SAMPLE: &str = include_str!("data/sample.hx");

fn parse(text: &str) -> ParsedText {
    parse_text(text, &Defines::default())
}

/// Passes over all trees recursively, as later passes do, on a stack of the size that threads have.
fn walk(parsed: &ParsedText) {
    fn child(ast: &Ast, found: Child) {
        match found {
            Child::Expr(id) => expr(ast, id),
            Child::Type(id) => ty(ast, id),
        }
    }
    fn expr(ast: &Ast, id: ExprId) {
        ast.children_of_expr(&ast.expr(id).kind, |found| child(ast, found));
    }
    fn ty(ast: &Ast, id: TypeId) {
        ast.children_of_type(&ast.ty(id).kind, |found| child(ast, found));
    }
    for (_, body) in parsed.bodies.iter() {
        expr(body, body.root);
    }
    // All roots of the file's own tree: they are few, and shallow but for hostile input.
    if let Some((id, _)) = parsed.file.exprs().next_back() {
        expr(&parsed.file, id);
    }
    if let Some((id, _)) = parsed.file.types().next_back() {
        ty(&parsed.file, id);
    }
}

/// Time counts that this thread has run, where the system says it: other processes may keep the machine busy.
fn within(limit: Duration, what: &str, run: impl FnOnce()) {
    let (start, cpu) = (Instant::now(), thread_time());
    run();
    let took = match (cpu, thread_time()) {
        (Some(before), Some(after)) => after - before,
        _ => start.elapsed(),
    };
    assert!(took < limit, "{what} took {took:?}");
}

#[allow(clippy::disallowed_methods)] // Not part of the core.
fn thread_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[test]
fn the_sample_has_no_error() {
    assert_eq!(parse(SAMPLE).diagnostics, []);
}

#[test]
fn every_prefix_of_a_file_parses_to_something() {
    for end in (0..=SAMPLE.len()).filter(|end| SAMPLE.is_char_boundary(*end)) {
        walk(&parse(&SAMPLE[..end]));
    }
}

#[test]
fn every_suffix_of_a_file_parses_to_something() {
    for start in (0..=SAMPLE.len()).filter(|start| SAMPLE.is_char_boundary(*start)) {
        walk(&parse(&SAMPLE[start..]));
    }
}

/// A generator of numbers, always the same ones.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn files_with_a_token_missing_or_doubled_parse_to_something() {
    let words: Vec<&str> = SAMPLE
        .split_inclusive([' ', '\n', '(', ')', '{', '}', ';', ',', '.'])
        .collect();
    let mut numbers = Numbers(1);
    for _ in 0..400 {
        let mut changed = words.clone();
        for _ in 0..=numbers.below(4) {
            let (from, to) = (numbers.below(changed.len()), numbers.below(changed.len()));
            match numbers.below(3) {
                0 => drop(changed.remove(from)),
                1 => changed.insert(from, changed[to]),
                _ => changed.swap(from, to),
            }
        }
        walk(&parse(&changed.concat()));
    }
}

#[test]
fn random_bytes_parse_to_something() {
    let mut numbers = Numbers(2);
    for len in [1, 10, 100, 1000, 10_000] {
        for _ in 0..40 {
            let bytes: Vec<u8> = (0..len).map(|_| numbers.below(256) as u8).collect();
            walk(&parse(&String::from_utf8_lossy(&bytes)));
            let ascii: String = (0..len)
                .map(|_| (32 + numbers.below(95)) as u8 as char)
                .collect();
            walk(&parse(&ascii));
            let symbols = b"(){}[]<>;,.:?!=+-*/&|^~@#$'\"\\ \nax1";
            let dense: String = (0..len)
                .map(|_| symbols[numbers.below(symbols.len())] as char)
                .collect();
            walk(&parse(&dense));
        }
    }
}

#[test]
fn deep_nesting_is_refused_with_a_code() {
    let forms: &[(&str, &str, &str)] = &[
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{", "1;", "}"),
        ("f(", "1", ")"),
        ("- ", "1", ""),
        ("1 + ", "1", ""),
        ("a = ", "1", ""),
        ("a ? b : ", "1", ""),
        ("x -> ", "1", ""),
        ("if (a) ", "1", ""),
        ("if (a) b else ", "1", ""),
        ("@:m ", "1", ""),
        ("function() ", "1", ""),
        ("return ", "1", ""),
        ("a", "", ".b"),
        ("a", "", "(1)"),
        ("a", "", "[1]"),
        ("'${", "1", "}'"),
        ("{a: ", "1", "}"),
        ("switch a { case 1: ", "1;", "}"),
        ("var a = ", "1", ""),
        ("macro ", "1", ""),
        ("cast ", "1", ""),
        ("cast(", "1", ", Int)"),
        ("for (a in b) ", "1", ""),
        ("do ", "1", " while (a)"),
        ("try ", "1", " catch (e) 2"),
        ("(a : A<", "B", ">)"),
        ("a is B && ", "1", ""),
        ("@:m(", "1", ") 1"),
    ];
    for (open, inner, close) in forms {
        for depth in [2_000, 10_000] {
            let code = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
            let parsed = parse(&format!("class A {{ function f() {{ {code}; }} }}"));
            walk(&parsed);
            let deep = parsed
                .diagnostics
                .iter()
                .any(|found| found.code == parser::TOO_DEEP);
            let broken = (*open == "a" && inner.is_empty()) && !deep;
            assert!(
                deep || broken || open.starts_with("(a : "),
                "{open}…{close}: {:?}",
                parsed.diagnostics.first().map(|d| &d.message)
            );
        }
    }
}

#[test]
fn deep_types_and_headers_are_refused_with_a_code() {
    for (open, inner, close) in [
        ("Array<", "Int", ">"),
        ("(", "Int", ")"),
        ("{a:", "Int", "}"),
        ("(A, B) -> ", "Int", ""),
        ("? ", "Int", ""),
        ("A & {a:", "Int", "}"),
    ] {
        for depth in [2_000, 10_000] {
            let ty = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
            let parsed = parse(&format!("typedef T = {ty};\nclass A {{ var a:{ty}; }}"));
            walk(&parsed);
            let deep = parsed
                .diagnostics
                .iter()
                .any(|found| found.code == parser::TOO_DEEP);
            assert!(deep, "{open}…{close}: {:?}", parsed.diagnostics.first());
        }
    }
}

#[test]
fn what_is_not_too_deep_is_accepted() {
    for (open, inner, close) in [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("1 + ", "1", ""),
        ("f(", "1", ")"),
    ] {
        let code = format!("{}{inner}{}", open.repeat(700), close.repeat(700));
        let parsed = parse(&format!("class A {{ function f() {{ {code}; }} }}"));
        assert_eq!(parsed.diagnostics, [], "{open}…{close}");
    }
}

#[test]
fn a_million_brackets_take_a_moment() {
    for form in [
        "(",
        "[",
        "{",
        "((",
        "f(",
        "if(a)",
        "'${",
        "<",
        "a<",
        "@:a(",
        "#if a ",
        "!",
        "x->",
        "function(",
        "\"",
        "'",
        "/*",
        "~/",
        "${",
        "}",
        ")",
        "]",
        ">",
        "#end ",
    ] {
        let text = form.repeat(1_000_000 / form.len());
        within(Duration::from_secs(40), form, || walk(&parse(&text)));
        let body = format!("class A {{ function f() {{ {text} }} }}");
        within(Duration::from_secs(40), form, || walk(&parse(&body)));
    }
    let closed = format!(
        "class A {{ var a = {}1{}; }}",
        "(".repeat(1_000_000),
        ")".repeat(1_000_000)
    );
    within(Duration::from_secs(40), "closed", || walk(&parse(&closed)));
}

#[test]
fn a_file_of_errors_reports_some_of_them() {
    let text = format!(
        "class A {{ function f() {{ {} }} }}",
        "a b c; ( ; \n".repeat(50_000)
    );
    within(Duration::from_secs(60), "errors", || {
        let parsed = parse(&text);
        assert!(parsed.diagnostics.len() >= 20);
        walk(&parsed);
    });
    let text = "class A { var ; function ; }\n".repeat(20_000);
    within(Duration::from_secs(60), "errors", || {
        assert!(parse(&text).diagnostics.len() >= 20);
    });
}

#[test]
fn a_large_file_parses_and_a_huge_one_is_refused() {
    let one = "class A { function f(a:Int) { return a + 1; } }\n";
    let large = one.repeat((50 << 20) / one.len());
    within(Duration::from_secs(120), "50 MB", || {
        let parsed = parse(&large);
        assert_eq!(parsed.diagnostics, []);
        assert_eq!(parsed.file.declarations.len(), parsed.bodies.len());
    });
    let huge = " ".repeat((256 << 20) + 1);
    let parsed = parse(&huge);
    assert_eq!(parsed.diagnostics.len(), 1);
    assert_eq!(parsed.diagnostics[0].code, lexer::FILE_TOO_LARGE);
}
