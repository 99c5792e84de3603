//! Fields, methods and properties: what their declarations must and must not say.

use crate::check;

#[test]
fn declared_twice() {
    check(
        "
class A {
	var x:Int;
	function x():Void {} //~ T2102
	function f():Void {}
	static function f():Void {} //~ T2102
}
enum E { One; Two; One; } //~ T2102
class Main { static function main() {} }
",
    );
}

#[test]
fn code_that_is_missing_or_too_much() {
    check(
        "
interface I { function f():Void {} } //~ T2114
class A {
	function f():Void; //~ T2113
	abstract function g():Void; //~ T2115
}
abstract class B { abstract function f():Void {} } //~ T2114
class Main { static function main() {} }
",
    );
}

#[test]
fn properties_have_accessors() {
    check(
        "
class A {
	var good(get, set):Int;
	function get_good():Int { return 1; }
	function set_good(x:Int):Int { return x; }
	var bad(get, never):Int; //~ T2116
	var stored(default, null):Int;
}
class Main { static function main() {} }
",
    );
}

#[test]
fn what_is_not_supported_is_named() {
    check(
        "
class A {
	macro static function m() { return null; } //~ T2900
	var x(dynamic, dynamic):Int;
	function read() { return x; } //~ T2116
	function write() { x = 1; } //~ T2116
}
class Main { static function main() {} }
",
    );
}

#[test]
fn a_variable_has_a_type_or_a_value() {
    check(
        "
class A {
	var typed:Int;
	var valued = 1;
	var neither; //~ T2101
	static var open = [];
}
class Main { static function main() {} }
",
    );
}
