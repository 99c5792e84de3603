//! The assembled program.

use crate::{reported, session};
use hx2rs_compiler::hir::Program;
use std::sync::Arc;

fn program(text: &str) -> Arc<Program> {
    let session = session(text);
    // Warnings of variables that nothing uses are none of its business.
    let mut found = session.check();
    found.retain(|found| found.code.id != "T2050");
    assert!(found.is_empty(), "{found:#?}");
    session.program().expect("no errors, so there is a program")
}

fn static_order(text: &str) -> Vec<String> {
    let program = program(text);
    program
        .static_order
        .iter()
        .map(|it| format!("{it:?}"))
        .collect()
}

#[test]
fn the_order_of_static_initialisers_is_the_official_one() {
    // Measured: types by path, each after what its static initialisers reach by static calls and constructors.
    let order = static_order(
        "
class Main {
	static var a = Log.say('Main.a');
	static function main() { Log.say('main'); B.go(); }
	static var b = Log.say('Main.b ' + C.v);
}
// file: Log.hx
class Log { public static function say(s:String):String { return s; } static var z = say('Log.z'); }
// file: B.hx
class B { static var x = Log.say('B.x'); public static function go() { D.f(); } static var y = Log.say('B.y ' + D.q); }
// file: C.hx
class C { public static var v = Log.say('C.v'); static var w = Log.say('C.w ' + E.mk().n); }
// file: D.hx
class D { public static var q = Log.say('D.q'); public static function f() { Log.say('D.f'); A.z; } }
// file: A.hx
class A { public static var z = Log.say('A.z'); }
// file: E.hx
class E {
	public var n:Int;
	var f = F.q;
	function new() { n = 3; G.z; }
	public static function mk() { return new E(); }
	static var s = Log.say('E.s');
	public function inst() { return H.h; }
}
class F { public static var q = Log.say('F.q'); }
class G { public static var z = Log.say('G.z'); }
class H { public static var h = Log.say('H.h'); }
",
    );
    let expected = [
        "Log.z", "A.z", "D.q", "B.x", "B.y", "E.s", "G.z", "C.v", "C.w", "F.q", "H.h", "Main.a",
        "Main.b",
    ];
    assert_eq!(order, expected);
}

#[test]
fn a_small_program_takes_little_of_the_standard_library() {
    let program = program("class Main { static function main() { trace('hello'); } }");
    assert_eq!(format!("{:?}", program.main), "Some(Main.main)");
    let of_the_program: Vec<String> = program
        .functions
        .values()
        .filter(|function| program.files[&function.file].path.starts_with("src/"))
        .map(|function| format!("{:?}", function.id))
        .collect();
    assert_eq!(of_the_program, ["Main.main"]);
    assert!(
        program.functions.len() < 40,
        "{:?}",
        program.functions.keys()
    );
}

#[test]
fn results_are_inferred_also_around_a_cycle() {
    let program = program(
        "
class Main {
	static function even(n:Int) { return n == 0 ? true : odd(n - 1); }
	static function odd(n:Int) { return n == 0 ? false : even(n - 1); }
	static function main() {}
}
",
    );
    for function in program.functions.values() {
        if matches!(function.id.name().as_str(), "even" | "odd") {
            assert_eq!(function.result.to_string(), "Bool");
        }
    }
}

#[test]
fn nothing_is_wrong_with_the_standard_library() {
    let session = hx2rs_compiler::Session::new();
    let mut found = Vec::new();
    for module in session.standard_modules() {
        let diagnostics = session.check_module(module);
        found.extend(reported(&session, &diagnostics).1);
    }
    assert_eq!(found, Vec::<String>::new(), "{}", found.join("\n"));
}

/// Types of all variables and functions of `Main` and `Other`, as `name:type`.
fn types(text: &str) -> Vec<String> {
    let program = program(text);
    let mut found = Vec::new();
    for declared in program.types.values() {
        if let hx2rs_compiler::hir::TypeDef::Class(class) = declared
            && ["Main", "Other"].contains(&class.header.id.name().as_str())
        {
            let fields = class.fields.iter().chain(&class.statics);
            found.extend(fields.map(|field| format!("{}:{}", field.id.name(), field.ty)));
            for member in class.methods.iter().chain(&class.functions) {
                let function = &program.functions[member];
                let params: Vec<String> =
                    function.params.iter().map(|it| it.ty.to_string()).collect();
                found.push(format!(
                    "{}({}):{}",
                    member.name(),
                    params.join(", "),
                    function.result
                ));
            }
        }
    }
    found
}

#[test]
fn open_members_get_their_types_from_their_uses() {
    let found = types(
        "
class Main {
	static var list = [];
	static var map = new Map();
	static var nothing = null;
	static var unused = [];
	static function keep(x) { return x; }
	static function main() {
		list.push('a');
		map.set('k', 1);
		nothing = 5;
		keep(2.5);
		var length:Int = list[0].length;
		new Other().add(1);
	}
}
class Other {
	var items = [];
	public function new() {}
	public function add(x:Int) { items.push(x); var y:Int = items[0]; return y; }
}
",
    );
    let expected = [
        "list:Array<String>",
        "map:Map<String, Int>",
        "nothing:Null<Int>",
        "unused:Array<Dynamic>",
        "keep(Float):Float",
        "main():Void",
        "items:Array<Int>",
        "add(Int):Int",
    ];
    assert_eq!(found, expected);
}

#[test]
fn open_members_that_use_each_other() {
    let found = types(
        "
class Main {
	static var a = [];
	static var b = [];
	static function main() { a.push(b.length == 0 ? 1 : b[0]); b.push(a[0]); }
}
",
    );
    assert_eq!(found, ["a:Array<Int>", "b:Array<Int>", "main():Void"]);
}
