package modules.parts;

var total = 5;
final fixed = "fixed";
inline final SIZE = 7;

function add(n:Int):Int
	return total += n;

function same<T>(value:T):T
	return value;

private function own(n:Int)
	return n + 1;

function throughOwn(n:Int)
	return own(n) * 2;

dynamic function changeable(n:Int):Int
	return n;

var property(get, set):Int;
private var stored = 1;

private function get_property()
	return stored * 10;

private function set_property(value:Int)
	return stored = value;

private class Kept {
	public function new() {}

	public var n = 3;
}

function kept()
	return new Kept().n;
