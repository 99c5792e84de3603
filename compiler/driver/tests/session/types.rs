//! Types as written.

use crate::{check, messages};

#[test]
fn forms_of_types() {
    check(
        "
typedef Point = {x:Int, y:Int, ?z:Int};
typedef Point3 = {>Point, w:Int};
typedef Both = Point & {v:Float};
typedef Callback = Int->String->Void;
typedef New = (name:String, ?count:Int) -> Bool;
typedef Tree<T> = {value:T, children:Array<Tree<T>>};
class Main {
	static var a:Null<Int>;
	static var b:Array<Map<String, Point3>>;
	static var c:() -> Void;
	static var d:Void->Int;
	static var e:Dynamic;
	static var f:Dynamic<Int>;
	static var g:Array<Void->Int>;
	static var h:Class<Main>;
	static var i:haxe.Exception;
	static var j:Both;
	static var k:Tree<New>;
	static var l:Iterator<Callback>;
	static function main() {}
}
",
    );
}

#[test]
fn unknown_types() {
    check(
        "
class Main {
	var a:Missing; //~ M1500
	var b:nowhere.Missing; //~ M1500
	var c:haxe.Missing; //~ M1500
	function f(x:Missing):Missing { return null; } //~ M1500
	static function main() {}
}
",
    );
}

#[test]
fn a_slip_in_a_type_finds_its_name() {
    let found = messages("class Main { var a:Strnig; static function main() {} }");
    assert_eq!(found, ["no type `Strnig` is known here"]);
}

#[test]
fn numbers_of_type_arguments() {
    check(
        "
class Box<T> {}
class Main {
	var a:Array; //~ T2100
	var b:Box<Int, Int>; //~ T2100
	var c:Main<Int>; //~ T2100
	var d:Box<Int>;
	static function main() {}
}
",
    );
}

#[test]
fn typedefs_that_never_end() {
    check(
        "
typedef A = A; //~ T2112
typedef B = Null<C>; //~ T2112
typedef C = B; //~ T2112
typedef D = {d:Null<D>};
typedef E = {>E, x:Int}; //~ T2112
class Main { static function main() {} }
",
    );
}

#[test]
fn structures_extend_structures() {
    check(
        "
typedef A = {>Main, x:Int}; //~ T2103
class Main { static function main() {} }
",
    );
}

#[test]
fn type_parameters_of_a_class_belong_to_its_objects() {
    check(
        "
class Box<T> {
	var own:T;
	static var shared:T; //~ M1500
	static function f(x:T):Void {} //~ M1500
	static function g<T>(x:T):T { return x; }
}
enum Option<T> { Some(v:T); None; }
class Main { static function main() {} }
",
    );
}

#[test]
fn type_arguments_fit_their_constraints() {
    check(
        "
interface Named { var name:String; }
class Person implements Named { public var name:String; }
class Crowd<T:Named> {}
class Sorted<T:{var name:String;}> {}
class Node<T:Node<T>> {}
class Leaf extends Node<Leaf> {}
class Wrong extends Node<Int> {} //~ T2030
class Main {
	var a:Crowd<Person>;
	var b:Crowd<Int>; //~ T2030
	var c:Array<Crowd<String>>; //~ T2030
	var d:Sorted<Person>;
	var e:Sorted<Array<Int>>; //~ T2030
	function f<T:Person>(x:Crowd<T>, y:Crowd<Dynamic>):Void {}
	static function main() {}
}
",
    );
}

#[test]
fn towers_of_declarations_end() {
    let mut program = String::from("class Main { static function main() {} }\n");
    for number in 0..170 {
        let (next, typedef) = (number + 1, if number < 20 { " //~ T2112" } else { "" });
        program.push_str(&format!("typedef A{number} = A{next};{typedef}\n"));
        let class = if number < 21 { " //~ T2104" } else { "" };
        program.push_str(&format!("class C{number} extends C{next} {{}}{class}\n"));
    }
    program.push_str("typedef A170 = Int;\nclass C170 {}\n");
    check(&program);
}

#[test]
fn long_chains_of_inference_end() {
    let mut program = String::from("class Main { static function main() { C0.f(); } }\n");
    for number in 0..500 {
        let next = number + 1;
        program.push_str(&format!(
            "class C{number} {{ public static function f() return C{next}.f(); }}\n"
        ));
    }
    program.push_str("class C500 { public static function f() return 1; }\n");
    check(&program);
}
