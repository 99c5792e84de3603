//! The trees of files: declarations, members, and what belongs to them.

mod shape;

use hx2rs_base::Defines;
use hx2rs_syntax::ast::{BodyIndex, MemberKind};
use hx2rs_syntax::{ParsedText, parse_text};

#[track_caller]
fn parse(text: &str) -> ParsedText {
    let parsed = parse_text(text, &Defines::default());
    let wrong: Vec<String> = parsed
        .diagnostics
        .iter()
        .map(|found| format!("{} {}", found.code.id, found.message))
        .collect();
    assert!(wrong.is_empty(), "{text}\n{}", wrong.join("\n"));
    parsed
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shape::file(&parse(text)), expected.join("\n"), "{text}");
}

#[test]
fn packages_and_imports() {
    check(
        "package a.b;\nimport x.Y;\nimport x.Y.*;\nimport x.Y as Z;\nimport x.Y in W;\nusing x.Z;",
        &[
            "package a.b",
            "import x.Y",
            "import x.Y.*",
            "import x.Y as Z",
            "import x.Y as W",
            "using x.Z",
        ],
    );
    check("package;", &["package "]);
    check("import haxe.macro.Expr;", &["import haxe.macro.Expr"]);
    check("#!/usr/bin/env haxe\nclass A {}", &["(class A [])"]);
    check("\u{feff}class A {}", &["(class A [])"]);
    check("", &[""]);
}

#[test]
fn classes() {
    check(
        "@:a @b(1) private final class A<T:B & C, U = Int> extends B<T> implements C implements D { }",
        &[
            "(@:a @b(1) private final class A<T:(& B C) U=Int> extends B<T> implements C implements D [])",
        ],
    );
    check(
        "interface I extends J extends K { function f(a:Int, ?b:String):Void; var x(get, never):Int; }",
        &[
            "(interface I extends J extends K [(function f(a:Int ?b:String):Void) (var x(Get Never):Int)])",
        ],
    );
    check(
        "abstract class A { abstract function f():Int; extern overload static inline function g<T>(...r:T) return r; }",
        &[
            "(abstract class A [(abstract function f():Int) (extern overload static inline function g<T>(...r:T) body0)])",
            "body0 (return r)",
        ],
    );
}

#[test]
fn members() {
    check(
        "class A { final a = 1; static final b:Int = 2; public var c = function() {} var d:{x:Int} var e; function f() {}; function new() g(); }",
        &[
            "(class A [(final a body0) (static final b:Int body1) (public var c body2) (var d:{(var x:Int)}) (var e) (function f() body3) (function new() body4)])",
            "body0 1",
            "body1 2",
            "body2 (function () {})",
            "body3 {}",
            "body4 (call g [])",
        ],
    );
    check(
        "class A { var x(get, set):Int; var y(dynamic, default):Int; @:isVar var z(foo, null):Int; macro static function m(e) {} }",
        &[
            "(class A [(var x(Get Set):Int) (var y(Dynamic Default):Int) (@:isVar var z(Other(foo) Null):Int) (macro static function m(e) body0)])",
            "body0 {}",
        ],
    );
    check(
        "class A { function f():{a:Int} { return {a: 1}; } function g():Void->Void return h; function is() {} }",
        &[
            "(class A [(function f():{(var a:Int)} body0) (function g():((Void) -> Void) body1) (function is() body2)])",
            "body0 {(return (object a: 1))}",
            "body1 (return h)",
            "body2 {}",
        ],
    );
}

#[test]
fn enums_abstracts_typedefs() {
    check(
        "enum E<T> { A; B(x:Int, ?y:T); @:m C<U>(u:U):E<U>; D(); }",
        &["(enum E<T> [(A) (B(x:Int ?y:T)) (@:m C<U>(u:U):E<U>) (D())])"],
    );
    check(
        "abstract A(Int) from Int to Int to Float { @:op(a + b) static function add(a:A, b:A):A; }",
        &[
            "(abstract A (Int) from Int to Int to Float [(@:op((+ a b)) static function add(a:A b:A):A)])",
        ],
    );
    check(
        "enum abstract E(String) { var A = 'a'; final B; }",
        &[
            "(enum abstract E (String) [(var A body0) (final B)])",
            "body0 \"a\"",
        ],
    );
    check(
        "@:enum abstract E(Int) { var A = 1; }",
        &["(@:enum enum abstract E (Int) [(var A body0)])", "body0 1"],
    );
    check(
        "typedef T<A> = { > B, x:A, ?y:Int }; typedef F = Int->Void typedef G = Array<F>",
        &[
            "(typedef T<A> {> B (var x:A) (var ?y:Int)})",
            "(typedef F ((Int) -> Void))",
            "(typedef G Array<F>)",
        ],
    );
    check(
        "private var x = 1; function f() { g(); } inline final y = 2;",
        &[
            "(private var x body0)",
            "(function f() body1)",
            "(inline final y body2)",
            "body0 1",
            "body1 {(call g [])}",
            "body2 2",
        ],
    );
}

#[test]
fn docs_belong_to_what_follows() {
    let text = "/** of A */ @:m class A { /** of f */\n@:n public function f() {} /* no doc */ var x:Int; /** of y **/ var y:Int; }";
    let parsed = parse(text);
    let file = &parsed.file;
    let doc = |range: Option<hx2rs_base::TextRange>| {
        range.map(|range| &text[range.start as usize..range.end as usize])
    };
    let class = file.declarations[0];
    assert_eq!(doc(class.doc), Some("/** of A */"));
    let hx2rs_syntax::ast::DeclarationKind::Class { members, .. } = class.kind else {
        panic!("a class");
    };
    let docs: Vec<_> = file
        .list(members)
        .iter()
        .map(|member| doc(member.doc))
        .collect();
    assert_eq!(docs, [Some("/** of f */"), None, Some("/** of y **/")]);
}

#[test]
fn ranges_cover_what_they_name() {
    let text = "class A { public static function foo(bar:Int):Void { return bar + 1; } }";
    let parsed = parse(text);
    let class = parsed.file.declarations[0];
    let hx2rs_syntax::ast::DeclarationKind::Class { members, .. } = class.kind else {
        panic!("a class");
    };
    let method = parsed.file.list(members)[0];
    let slice = |range: hx2rs_base::TextRange| &text[range.start as usize..range.end as usize];
    assert_eq!(slice(class.range), text);
    assert_eq!(slice(method.name.range), "foo");
    assert_eq!(
        slice(method.range),
        "public static function foo(bar:Int):Void { return bar + 1; }"
    );
    let MemberKind::Method {
        signature, body, ..
    } = method.kind
    else {
        panic!("a method");
    };
    let param = parsed.file.list(signature.params)[0];
    assert_eq!(slice(param.range), "bar:Int");
    let index: BodyIndex = body.unwrap().unit().unwrap();
    let unit = &parsed.file.bodies[index];
    assert_eq!(slice(unit.range), "{ return bar + 1; }");
    let tree = &parsed.bodies[index];
    let ranges: Vec<&str> = tree
        .exprs()
        .map(|(_, expr)| slice(expr.range.shifted(unit.range.start)))
        .collect();
    assert_eq!(
        ranges,
        [
            "bar",
            "1",
            "bar + 1",
            "return bar + 1",
            "{ return bar + 1; }"
        ]
    );
}

#[test]
fn an_edit_above_a_body_leaves_its_tree_equal() {
    let before = "class A { var x = [1, 2]; function f(a:Int) { trace('$a ${a + 1}'); } function g() return 1; }";
    let after = format!(
        "// a comment\nimport b.C;\n@:m {}",
        before.replace("var x = [1, 2]", "var x:Array<Int> = [1]")
    );
    let (before, after) = (parse(before), parse(&after));
    let (before, after) = (before.bodies.as_slice(), after.bodies.as_slice());
    assert_ne!(before[0], after[0]);
    assert_eq!(before[1], after[1]);
    assert_eq!(before[2], after[2]);
}
