//! Classes and their super types.

use crate::check;

#[test]
fn inheritance_that_is_fine() {
    check(
        "
interface Named { var name(default, null):String; function greet(other:String):String; }
interface Loud extends Named { function shout():Void; }
abstract class Base<T> implements Loud {
	public var name(default, null):String;
	final value:T;
	public function new(name:String, value:T) { this.name = name; this.value = value; }
	public function greet(other:String):String { return other; }
	public function shout():Void {}
	abstract function make(x:T):Base<T>;
	public function self():Base<T> { return this; }
}
class Derived extends Base<Int> {
	public function new() { super('d', 1); }
	override function greet(other:String):String { return 'x'; }
	function make(x:Int):Derived { return this; }
	override function self():Derived { return this; }
}
class Main { static function main() {} }
",
    );
}

#[test]
fn cycles() {
    check(
        "
class A extends B {} //~ T2104
class B extends C {} //~ T2104
class C extends A {} //~ T2104
interface I extends I {} //~ T2104
class Main { static function main() {} }
",
    );
}

#[test]
fn wrong_super_types() {
    check(
        "
interface I {}
class K {}
final class F {}
class A extends I {} //~ T2105
class B implements K {} //~ T2105
class C extends F {} //~ T2105
class D extends Int {} //~ T2105
interface J extends K {} //~ T2105
class Main { static function main() {} }
",
    );
}

#[test]
fn missing_implementations() {
    check(
        "
interface I { function f():Void; var x:Int; }
abstract class Base { abstract function g():Void; }
class A implements I {} //~ T2106
class B extends Base {} //~ T2106
abstract class C extends Base implements I {}
class D extends C { //~ T2106
	function g():Void {}
}
class Main { static function main() {} }
",
    );
}

#[test]
fn implementations_that_do_not_fit() {
    check(
        "
interface I<T> { function f(x:T):T; var v:Int; function h(x:Int, ?y:Int):Void; }
class A implements I<Int> {
	public function f(x:String):Int { return 1; } //~ T2107
	public var v:Float; //~ T2107
	public function h(x:Int):Void {} //~ T2107
}
class B implements I<String> {
	function f(x:String):String { return x; } //~ T2107
	public var v:Int;
	public function h(x:Int, ?y:Int):Void {}
}
class Main { static function main() {} }
",
    );
}

#[test]
fn overriding() {
    check(
        "
class Base {
	public function a(x:Int):Int { return x; }
	public function b(x:Int):Int { return x; }
	public final function c():Void {}
	public function d():Base { return this; }
	var field:Int;
}
class Derived extends Base {
	override function a(x:Int):Int { return x; }
	public function b(x:Int):Int { return x; } //~ T2108
	override function c():Void {} //~ T2110
	override function d():Derived { return this; }
	override function e():Void {} //~ T2109
	var field:Int; //~ T2107
}
class Wrong extends Base {
	override function a(x:String):Int { return 1; } //~ T2107
	override function b(x:Int):String { return ''; } //~ T2107
}
class Main { static function main() {} }
",
    );
}

#[test]
fn constructors_call_the_one_above() {
    check(
        "
class Base { public function new(x:Int) {} }
class Good extends Base { public function new() { super(1); } }
class Bad extends Base { public function new() {} } //~ T2033
class Main { static function main() {} }
",
    );
}

#[test]
fn final_variables_get_a_value() {
    check(
        "
class A {
	final a:Int; //~ T2117
	final b:Int;
	final c:Int;
	final d = 1;
	static final e:Int; //~ T2117
	function new() { this.b = 1; c = 2; }
}
class Main { static function main() {} }
",
    );
}
