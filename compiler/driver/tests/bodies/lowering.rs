//! What bodies become: one concept of the language per case.

use crate::program::bodies;

/// Compares the HIR of the members of class `Main` with a snapshot. `members` go into the class, `types` before it.
fn check(name: &str, types: &str, members: &str) {
    let text = format!("{types}\nclass Main {{\n{members}\n\tstatic function main() {{}}\n}}\n");
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, description => members}, {
        insta::assert_snapshot!(format!("hir-{name}"), bodies(&text));
    });
}

#[test]
fn numbers_convert_where_they_meet() {
    check(
        "numbers",
        "",
        "static function f(i:Int, x:Float):Float { var y = i + x; y += i; i %= 3; return i / 2 - -i; }
         static function g(n:Null<Int>):Bool return n + 1 > 2 && n == 3;",
    );
}

#[test]
fn strings_are_joined_flat() {
    check(
        "strings",
        "",
        "static function f(name:String, n:Int):String { var s = 'hi $name: ${n + 1}' + (\"a\" + n); s += n; return s; }",
    );
}

#[test]
fn null_is_explicit() {
    check(
        "null",
        "",
        "static function f(s:Null<String>, n:Null<Int>):Int { s ??= \"\"; var length = s?.length; return length ?? n ?? 0; }
         static function g():Null<Float> { var x = null; x = 1; return x; }",
    );
}

#[test]
fn arguments_are_filled_in() {
    check(
        "arguments",
        "",
        "static function f(a:Int, ?b:String, c = 1.5, ...rest:Int):Void {}
         static function g(n:Null<Float>) { f(1); f(1, 2); f(1, \"x\", n, 3, 4); f(1, null, null); }",
    );
}

#[test]
fn closures_know_what_they_capture() {
    check(
        "closures",
        "",
        "var total = 0;
         function f(values:Array<Int>) {
             var count = 0;
             for (value in values) {
                 var add = () -> { count += value; total++; };
                 add();
             }
             function fact(n:Int):Int return n < 2 ? 1 : n * fact(n - 1);
             return values.map(v -> fact(v) + count);
         }",
    );
}

#[test]
fn classes_call_up_and_down() {
    check(
        "classes",
        "interface Shape { function area():Float; }
         class Base implements Shape { final name:String; public function new(name:String) { this.name = name; } public function area():Float return 0; }
         class Square extends Base { var side:Int = 2; public function new() { super(\"square\"); } override function area() return side * side + super.area(); }",
        "static function f(list:Array<Shape>):Base { var square = new Square(); list.push(square); return square; }",
    );
}

#[test]
fn switches_have_patterns() {
    check(
        "switches",
        "enum Tree { Leaf; Node(left:Tree, value:Int, right:Tree); }",
        "static function f(tree:Tree):Int return switch (tree) {
             case Leaf: 0;
             case Node(Leaf, v, Leaf) | Node(_, v = 1 | 2, Leaf) if (v > 0): v;
             case Node(left, _, _): f(left);
         }
         static function g(a:Int, b:String) switch [a, b] { case [0, \"x\"]: trace(a); case [_ + 1 => 2, s]: trace(s); case _: }
         static function h(p:{x:Int, y:Array<Int>}) return switch (p) { case {x: 1, y: [a, b]}: a + b; case _: -1; }",
    );
}

#[test]
fn loops_keep_their_kinds() {
    check(
        "loops",
        "class Down { var n:Int; public function new(n:Int) this.n = n; public function hasNext() return n > 0; public function next() return n--; }",
        "static function f(list:Array<String>, map:Map<String, Int>) {
             for (i in 0...list.length) if (i == 3) break else continue;
             for (i => s in list) trace(i + s);
             for (k => v in map) trace(k + v);
             for (k in map.keys()) trace(k);
             for (d in new Down(3)) trace(d);
             do trace(1) while (list.length > 5);
         }",
    );
}

#[test]
fn comprehensions_fill_containers() {
    check(
        "comprehensions",
        "",
        "static function f(n:Int) return [for (i in 0...n) if (i % 2 == 0) i else 0.5];
         static function g(words:Array<String>) return [for (w in words) w => w.length];",
    );
}

#[test]
fn maps_and_properties_are_calls() {
    check(
        "entries",
        "class Box { public var size(get, set):Int; var real = 0; public function new() {} function get_size() return real; function set_size(v:Int) return real = v; }",
        "static function f(map:Map<String, Int>, box:Box):Int { map[\"a\"] = 1; map[\"a\"] += 2; box.size++; return box.size = map[\"b\"]; }",
    );
}

#[test]
fn structures_are_seen_through() {
    check(
        "structures",
        "typedef Point = {x:Int, y:Int} typedef Options = {name:String, ?width:Int}
         class Spot { public var x = 1; public var y = 2; public function new() {} }",
        "static function f(p:Point):Int { p.x += 1; return p.x; }
         static function g(o:Options) { f(new Spot()); f({x: 1, y: 2}); var wide = {x: 1, y: 2, z: 3}; f(wide); return o.width == null; }
         static function h():Options return {name: \"a\"};",
    );
}

#[test]
fn type_parameters_are_inferred() {
    check(
        "generics",
        "class Cell<T> { public var value:T; public function new(value:T) this.value = value; public function with<U>(f:T -> U):Cell<U> return new Cell(f(value)); }",
        "static function f() { var c = new Cell(3).with(n -> n + 0.5); var list = []; list.push(c); return list[0].value; }
         static function same<T>(a:T, b:T):Bool return a == b;",
    );
}

#[test]
fn exceptions_are_typed() {
    check(
        "exceptions",
        "",
        "static function f(n:Int):String return try {
             if (n > 1) throw \"big\"; if (n < 0) throw new haxe.Exception(\"small\"); \"fine\";
         } catch (e:String) e catch (e:Int) 'n$e' catch (e) e.message;",
    );
}

#[test]
fn equality_says_what_it_compares() {
    check(
        "equality",
        "enum Color { Red; Other(n:Int); } class Base { public function new() {} } class Derived extends Base {}",
        "static function f(i:Int, x:Float, n:Null<Int>, s:Null<String>, c:Color, b:Base, d:Derived, any:Dynamic, g:Void -> Void) {
             return [i == x, n == i, n == null, s == \"a\", s != null, c == Red, b == d, any == i, g == g, true == false];
         }",
    );
}

#[test]
fn casts_and_tests() {
    check(
        "casts",
        "class Base { public function new() {} } class Derived extends Base { public var n = 1; }",
        "static function f(b:Base, any:Dynamic):Int {
             if (b is Derived) { var d:Derived = cast b; return d.n; }
             var i:Int = any; var s = cast(any, String); return Std.isOfType(any, Array) ? i : (s.length : Int);
         }",
    );
}

#[test]
fn adapters_and_bound_methods() {
    check(
        "functions",
        "enum Option { None; Some(n:Int); }",
        "var n = 0; function add(k:Int):Int return n += k;
         static function each(f:Int -> Void, g:(?x:Int) -> Float) { f(Std.int(g())); }
         function f() { each(add, (?x:Int) -> x == null ? 1 : x); var list = [1, 2].map(Some); return list; }",
    );
}
