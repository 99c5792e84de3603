//! What is said about wrong bodies. That each code is reported where it should be, the pages of docs/diagnostics show;
//! here are places, reasons, and that one mistake is reported once.

use crate::program::diagnostics;

/// Compares the diagnostics of a program, the body of whose `main` is `statements`, with a snapshot.
fn check(name: &str, types: &str, statements: &str) {
    let text =
        format!("{types}\nclass Main {{\n\tstatic function main() {{\n{statements}\n\t}}\n}}\n");
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(format!("wrong-{name}"), diagnostics(&text));
    });
}

#[test]
fn one_mistake_is_reported_once() {
    check(
        "once",
        "",
        "var a = unknown(1).field + 2;
         var b = a * 3;
         for (x in a) trace(x.y);
         switch (b) { case Some(n): trace(n); case _: }
         var f = x -> missing + x;
         trace(f(a)[0].z ?? b);",
    );
}

#[test]
fn mismatches_show_the_reason() {
    check(
        "reasons",
        "class Box<T> { public var value:T; public function new(value:T) this.value = value; }",
        "var text:String = 3;
         var box = new Box(1);
         box.value = 2.5;
         if (box) trace(1);
         var either = Math.random() < 0.5 ? 1 : \"one\";
         var list = [1, \"a\"];
         var f:Int -> String = n -> n + 1;
         Math.max(\"a\", 1);",
    );
}

#[test]
fn structures_say_what_they_lack() {
    check(
        "structures",
        "typedef Point = {x:Int, y:Int} class Spot { public var x = 1; public function new() {} }",
        "var a:Point = {x: 1};
         var b:Point = {x: 1, y: \"2\"};
         var c:Point = {x: 1, y: 2, zz: 3};
         var d:Point = new Spot();",
    );
}

#[test]
fn a_type_that_grows_without_end_fits_no_recursive_structure() {
    check(
        "grows",
        "typedef Chain = {function next():Chain;}
         class Link<T> { public function new() {} public function next():Link<Array<T>> return new Link(); }",
        "var chain:Chain = new Link<Int>();",
    );
}

#[test]
fn names_are_suggested() {
    check(
        "names",
        "class Counter { public var count = 0; public static function create() return new Counter(); function new() {} }",
        "var counter = Counter.create();
         countr.count++;
         counter.cont++;
         Counter.creat();
         counter.create();
         haxe.Nothing.here();",
    );
}

#[test]
fn missing_cases_are_shown() {
    check(
        "cases",
        "enum Tree { Leaf; Node(left:Tree, value:Int, right:Tree); }",
        "var tree = Leaf;
         switch (tree) { case Node(Leaf, _, _): case Leaf: }
         switch [tree, true] { case [Leaf, _]: case [Node(l), true]: }
         var n = switch (3) { case 1: 2; };
         switch (\"a\") { case \"a\": case \"b\": case \"a\": }
         trace(switch ({a: true, b: 1}) { case {a: true}: 1; });",
    );
}

#[test]
fn calls_are_counted() {
    check(
        "calls",
        "class Point { public function new(x:Int, ?y:Int) {} public function move(by:Int):Void {} }",
        "new Point();
         new Point(1, 2, 3);
         new Point(1).move();
         var n = new Point(1).move(2);
         (n -> n + 1)();
         3();",
    );
}

#[test]
fn flow_is_followed() {
    check(
        "flow",
        "class Ways {
             public static function a(n:Int):Int { while (true) { if (n > 1) return 1; } }
             public static function b(n:Int):Int { while (true) { if (n > 1) break; } }
             public static function c(n:Int):Int { for (i in 0...n) return i; }
             public static function d(n:Int):Int { try { return 1; } catch (e) { throw e; } }
         }",
        "var a:Int, b:Int, c:Int;
         if (Math.random() < 0.5) a = 1; else throw \"no\";
         while (true) { b = 2; break; }
         try { c = 1; } catch (e) {}
         trace(a + b + c);
         var f = n -> { if (n > 1) return n; };",
    );
}

#[test]
fn what_is_not_supported_is_named() {
    check(
        "unsupported",
        "",
        "var any:Dynamic = 1;
         trace(any);
         trace(~/a/.match(\"b\"));
         untyped any++;
         static var kept = 1;
         var id = function<T>(x:T):T return x;",
    );
}
