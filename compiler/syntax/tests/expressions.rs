//! How expressions and types bind: source and tree, one line each. What the source means to the official parser has been
//! checked against it.

#![allow(clippy::expect_used)] // Of tests only; clippy knows test functions, not what they call.

mod shape;

use hx2rs_base::Defines;
use hx2rs_syntax::parse_text;

/// Parses a statement inside a function, and gives its tree; reports nothing wrong.
#[track_caller]
fn check(source: &str, expected: &str) {
    let text = format!("function f() {{ {source} }}");
    let parsed = parse_text(&text, &Defines::default());
    let wrong: Vec<String> = parsed
        .diagnostics
        .iter()
        .map(|found| format!("{} {}", found.code.id, found.message))
        .collect();
    assert!(wrong.is_empty(), "{source}\n{}", wrong.join("\n"));
    let body = parsed.bodies.as_slice().first().expect("one body");
    let found = shape::expr(body, body.root);
    assert_eq!(found, format!("{{{expected}}}"), "{source}");
}

#[test]
fn operators_bind_as_in_haxe() {
    check(
        "a + b * c % d == e && !f || g;",
        "(|| (&& (== (+ a (* b (% c d))) e) (! f)) g)",
    );
    check("a - b - c;", "(- (- a b) c)");
    check("a = b = c;", "(= a (= b c))");
    check("a = b += c ? d : e;", "(= a (+= b (? c d e)))");
    check("a ? b : c ? d : e;", "(? a b (? c d e))");
    check("a || b ? c : d;", "(? (|| a b) c d)");
    check("a ?? b == c;", "(== (?? a b) c)");
    check("a ?? b ?? c;", "(?? (?? a b) c)");
    check("a ??= b;", "(??= a b)");
    check("a << b >> c >>> d;", "(>>> (>> (<< a b) c) d)");
    check("a | b & c ^ d;", "(^ (& (| a b) c) d)");
    check("a & b == c;", "(== (& a b) c)");
    check("a < b == c > d;", "(> (== (< a b) c) d)");
    check(
        "a >= b; a >>= b; a >>>= b; a >> b;",
        "(>= a b); (>>= a b); (>>>= a b); (>> a b)",
    );
    check("1...n + 1;", "(... 1 (+ n 1))");
    check("a => b = c;", "(=> a (= b c))");
    check("a && b = c;", "(= (&& a b) c)");
    check("a % b * c / d;", "(/ (* (% a b) c) d)");
    check(
        "a != b; a <= b; a -= b; a %= b;",
        "(!= a b); (<= a b); (-= a b); (%= a b)",
    );
}

#[test]
fn prefixes_bind_as_in_haxe() {
    check("-a + b;", "(+ (- a) b)");
    check("-a.b[1]++;", "(- (postfix ++ (index (. a b) 1)))");
    check("!a is B;", "(is (! a) B)");
    check("a is B && c is D;", "(&& (is a B) (is c D))");
    check("a + b is C;", "(+ a (is b C))");
    check("~a & -b;", "(& (~ a) (- b))");
    check("!!a; - -a; --a;", "(! (! a)); (- (- a)); (-- a)");
    check("a - -b;", "(- a (- b))");
    check("f(...a);", "(call f [(... a)])");
    check("untyped a + b;", "(untyped (+ a b))");
    check("macro a + b;", "(macro (+ a b))");
    check("cast a.b + 1;", "(cast (+ (. a b) 1))");
    check("cast(e, T).foo + 1;", "(+ (. (cast e T) foo) 1)");
    check("cast (a).b;", "(cast (. (paren a) b))");
    check("(cast a) + 1;", "(+ (paren (cast a)) 1)");
    check("cast(a : T);", "(cast (check a T))");
    check("cast cast(a, B);", "(cast (cast a B))");
    check("cast(cast(a, B), C);", "(cast (cast a B) C)");
    check("@:m a = b;", "(@:m (= a b))");
    check("@:m a + b;", "(+ (@:m a) b)");
    check("@:m(1) f(x) ? y : z;", "(? (@:m(1) (call f [x])) y z)");
    check("@a @:b.c('x') d;", "(@a (@:b.c(\"x\") d))");
    check("inline f(x) + 1;", "(+ (inline (call f [x])) 1)");
    check(
        "throw new Foo<Bar<Int>>(a, b);",
        "(throw (new Foo<Bar<Int>> [a b]))",
    );
    check("return a + b;", "(return (+ a b))");
    check("return;", "return");
}

#[test]
fn functions_take_all_that_follows() {
    check("x -> y -> z + 1;", "(-> (x) (-> (y) (+ z 1)))");
    check(
        "(a, ?b:Int = 3) -> { return a; };",
        "(-> (a ?b:Int=3) {(return a)})",
    );
    check("() -> 1;", "(-> () 1)");
    check("f((a:Int) -> a, b);", "(call f [(-> (a:Int) a) b])");
    check("(@:m a, ...b:Int) -> a;", "(-> (@:m a ...b:Int) a)");
    check(
        "var z = function(x) return x;",
        "(var z = (function (x) (return x)))",
    );
    check(
        "function f<T:A, U>(x:T, y = 1):U { }",
        "(function f <T:A U>(x:T y=1):U {})",
    );
    check(
        "inline function f() return 1;",
        "(inline function f () (return 1))",
    );
    check("a = function() {} ", "(= a (function () {}))");
    check("(x) -> x.y = 1;", "(-> (x) (= (. x y) 1))");
    check("(x /* c */) /* d */ -> x;", "(-> (x) x)");
}

#[test]
fn control_flow() {
    check("if (a) b else c + d;", "(if a b else (+ c d))");
    check(
        "x = if (a) b; else if (c) d else e;",
        "(= x (if a b else (if c d else e)))",
    );
    check("if (a) if (b) c else d;", "(if a (if b c else d))");
    check("if (a) return else b();", "(if a return else (call b []))");
    check("f(if (a) b else c, d);", "(call f [(if a b else c) d])");
    check("1 + if (a) b else c;", "(+ 1 (if a b else c))");
    check("do i++ while (i < 3);", "(do (postfix ++ i) (< i 3))");
    check(
        "do { x(); } while (y); z();",
        "(do {(call x [])} y); (call z [])",
    );
    check(
        "while (a) if (b) break else continue;",
        "(while a (if b break else continue))",
    );
    check("for (k => v in m) f(k);", "(for k => v m (call f [k]))");
    check(
        "for (i in 0...n + 1) f(i);",
        "(for i (... 0 (+ n 1)) (call f [i]))",
    );
    check(
        "try a() catch (e) b() catch (e:String) c();",
        "(try (call a []) (catch e (call b [])) (catch e:String (call c [])))",
    );
    check("try a();", "(try (call a []) )");
    check("x = { if (a) b; } y();", "(= x {(if a b)}); (call y [])");
    check(
        "do while (a) b() while (c); d();",
        "(do (while a (call b [])) c); (call d [])",
    );
    check("{ a; } { a: 1 }", "{a}; (object a: 1)");
    check(
        "switch x { case 1, 2 | 3: a; case _: }",
        "(switch x (case 1 (| 2 3) {a}) (case _ {}))",
    );
    check(
        "switch (x) { case [a, { b: c }] if (a > 1): b; default: d; }",
        "(switch (paren x) (case [a (object b: c)] if (> a 1) {b}) (default {d}))",
    );
    check(
        "switch x { case var y: y; case Foo(_ => z) = w: w; }",
        "(switch x (case (var y) {y}) (case (= (call Foo [(=> _ z)]) w) {w}))",
    );
    check(
        "var a = switch x { case 1: 2; }; b();",
        "(var a = (switch x (case 1 {2}))); (call b [])",
    );
}

#[test]
fn variables() {
    check("var a = 1, b, c:Int = {};", "(var a = 1 b c:Int = {})");
    check("final a = 1;", "(var final a = 1)");
    check("static var a = 1;", "(var static a = 1)");
    check(
        "static final a:Int = 1, b = 2;",
        "(var static final a:Int = 1 static final b = 2)",
    );
    check("var @:m a = 1;", "(var @:m a = 1)");
    check("@:m var a = 1, b = 2;", "(@:m (var a = 1 b = 2))");
    check("macro var a = 1, b;", "(macro (var a = 1 b))");
    check("var a = b = c;", "(var a = (= b c))");
    check("var f = x -> x, g = 2;", "(var f = (-> (x) x) g = 2)");
    check(
        "var m:Map<String, Array<Array<Int>>>= null;",
        "(var m:Map<String Array<Array<Int>>> = null)",
    );
}

#[test]
fn literals() {
    check(
        "[a, b,]; []; [for (i in 0...3) i => i * 2]; [a => b];",
        "[a b]; []; [(for i (... 0 3) (=> i (* i 2)))]; [(=> a b)]",
    );
    check(
        r#"x = { a: 1, "b": 2, 'c': 3, };"#,
        "(= x (object a: 1 b: 2 c: 3))",
    );
    check(
        "0xFF_FF; 1_000; 7i64; 1_u32; 1.5; .5; 1.; 1e9; 1.e3; 2f64; 1.5_f64;",
        "0xFFFF; 1000; 7_I64; 1_U32; 1.5; .5; 1.; 1e9; 1.e3; 2_F64; 1.5_F64",
    );
    check(
        "1...2; 1.foo(); 0xFFi32;",
        "(... 1 2); (call (. 1 foo) []); 0xFF_I32",
    );
    check(
        r#""a\n\t\"\\\x41\u00e9\u{1F600}\101";"#,
        "\"a\\n\\t\\\"\\\\Aé😀A\"",
    );
    check(
        "'a $b ${c + '${d}'} $$e $1';",
        "(format \"a \" b \" \" (+ c (format d)) \" $e $1\")",
    );
    check("'$a$b';", "(format a b)");
    check(r"'\x24a\u0024{b} \x24$a';", "(format a b \" $a\")");
    check(r#"'${"a\\tb"}';"#, "(format \"a\\tb\")");
    check(
        "'${ {x: 1}.x }' + '}';",
        "(+ (format (. (object x: 1) x)) \"}\")",
    );
    check("'$this $$ $';", "(format this \" $ $\")");
    check(
        "~/ab+\\/c/gi.match(x);",
        "(call (. (regex \"ab+/c\" gi) match) [x])",
    );
    check(
        "x = <div class=\"a\"><div/>t</div>; y = <a/>;",
        "(= x (markup <div class=\"a\"><div/>t</div>)); (= y (markup <a/>))",
    );
    check("a < b > c;", "(> (< a b) c)");
    check(
        "a.new; a.macro; a.function.extern;",
        "(. a new); (. a macro); (. (. a function) extern)",
    );
    check("a?.b?.c();", "(call (?. (?. a b) c) [])");
    check("a ? .5 : 1;", "(? a .5 1)");
}

#[test]
fn macros() {
    check(
        "$v{x}.foo; $i{a + b}; ${c}; $e{d}; $a{e}; $p{g};",
        "(. ($Value x) foo); ($Ident (+ a b)); ($Expr c); ($Expr d); ($Array e); ($Path g)",
    );
    check(
        "macro { $b{x} foo(); };",
        "(macro {($Block x); (call foo [])})",
    );
    check(
        "macro : Int; macro : Array<$t>;",
        "(macro :Int); (macro :Array<$t>)",
    );
    check(
        "macro class Foo extends Bar { public var a:Int = 1; function f() return 2; };",
        "(macro (class Foo extends Bar [(public var a:Int 1) (function f() (return 2))]))",
    );
    check("macro class { };", "(macro (class  []))");
    check("macro for ($h) $b;", "(macro (for? $h $b))");
    check(
        "macro for ($i{n} in $x) $b;",
        "(macro (for ($Ident n) $x $b))",
    );
    check(
        "a.$b; $c.d(); {$e: 1};",
        "(. a $b); (call (. $c d) []); (object $e: 1)",
    );
    check("new $t(); a!;", "(new $t []); (postfix ! a)");
}

#[test]
fn types() {
    check("(e : Int->Void);", "(check e ((Int) -> Void))");
    check("(e : A->B->C);", "(check e ((A B) -> C))");
    check("(e : (A->B)->C);", "(check e (((paren ((A) -> B))) -> C))");
    check("(e : A->(B->C));", "(check e ((A) -> (paren ((B) -> C))))");
    check(
        "(e : (a:Int, ?b:String, ...c:Int)->Void);",
        "(check e ((a:Int ?b:String ...c:Int) -> Void))",
    );
    check(
        "(e : ()->Void); (e : (A, B)->(C->D));",
        "(check e (() -> Void)); (check e ((A B) -> (paren ((C) -> D))))",
    );
    check("(e : ?Int->Void);", "(check e ((?Int) -> Void))");
    check("(e : A & B & {x:Int});", "(check e (& A B {(var x:Int)}))");
    check(
        "(e : {> A, > B, x:Int, ?y:Int});",
        "(check e {> A > B (var x:Int) (var ?y:Int)})",
    );
    check(
        "(e : {var x(default, null):Int; function f(a:Int):Void; @:optional var y:Int;});",
        "(check e {(var x(Default Null):Int) (function f(a:Int):Void) (@:optional var y:Int)})",
    );
    check(
        "(e : a.b.C<1, \"x\", -2, [3]>);",
        "(check e a.b.C<const 1 const \"x\" const (- 2) const [3]>)",
    );
    check(
        "(e : {}); (e : {x:Int,});",
        "(check e {}); (check e {(var x:Int)})",
    );
}

#[test]
fn conditional_compilation_works_between_any_tokens() {
    check("a #if x + b #else - c #end;", "(- a c)");
    check(
        "#if (x && y) a(); #elseif !z b(); #else c(); #end",
        "(call b [])",
    );
    check(
        "#if x \"#end\" /* #end */ ~/#end/ 'a${\"#end\"}' #end a;",
        "a",
    );
    check("#if x #if y #end #else #if z #else a; #end #end", "a");
    check("f(1 #if x , 2 #end);", "(call f [1])");
}
