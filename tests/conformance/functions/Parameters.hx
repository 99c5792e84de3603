package functions;

import haxe.PosInfos;
import haxe.Rest;

private enum Mode {
	Quiet;
	Loud(level:Int);
}

private enum abstract Size(Int) {
	var Small = 1;
	var Large = 2;
}

private class Base {
	var count = 0;

	public function new() {}

	public function rest(first:Int, ...more:Int):Int {
		count += more.length;
		return first + count;
	}
}

private class Heir extends Base {
	override public function rest(first:Int, ...others:Int):Int
		return super.rest(first, ...others) * 10;
}

private class Sum {
	public var sum = 0;

	public function new(...values:Int) {
		for (value in values)
			sum += value;
	}
}

/** Optional arguments, default values, rest arguments, `bind`, the place of a call. **/
class Parameters extends Check {
	static function main() {
		var it = new Parameters();
		it.testDefaults();
		it.testSkipping();
		it.testRest();
		it.testRestOfClasses();
		it.testBind();
		it.testPlaces();
		it.done();
	}

	static inline var TWELVE = 12;
	static inline final LESS = -3;

	static function constants(a = TWELVE, b = LESS, c:String = "c")
		return '$a $b $c';

	static function signs(?a:Int = -5, ?b:Float = -1.5)
		return '$a $b';

	static function mode(mode:Mode = Quiet, scale:Float = 3)
		return Std.string(mode) + scale;

	static function qualified(mode:Mode = Mode.Quiet, ?size:Size = Large)
		return mode == Quiet && size == Size.Large;

	static function computed(a = 1 + 2, b = 1 << 4, c = 7 & ~2)
		return a + b + c;

	static function nothing(a:Float = null)
		return a == null;

	function testDefaults() {
		eq(constants(), "12 -3 c");
		eq(constants(1), "1 -3 c");
		eq(constants(1, 2, "d"), "1 2 d");
		eq(signs(), "-5 -1.5");
		eq(signs(1), "1 -1.5");
		eq(mode(), "Quiet3");
		eq(mode(Loud(2)), "Loud(2)3");
		eq(mode(Loud(2), 0.5), "Loud(2)0.5");
		t(qualified());
		f(qualified(Loud(1)));
		f(qualified(Small));
		eq(computed(), 24);
		t(nothing());
		f(nothing(1));
		function local(a = "xy", ?list:Array<Int>, size = Small)
			return a + (list == null ? 0 : list.length) + (size == Small);
		eq(local(), "xy0true");
		eq(local("a", [1, 2], Large), "a2false");
		var f = mode;
		eq(f(), "Quiet3");
	}

	static function mixed(?number:Int, ?text:String, ?flag:Bool)
		return '$number $text $flag';

	static function after(first:Int, ?scale:Float = 1.0, last:String = "c")
		return '$first $scale $last';

	static function behind(?number:Int, ...texts:String)
		return '$number ${texts.toArray().join("|")}';

	function testSkipping() {
		eq(mixed("s"), "null s null");
		eq(mixed(true), "null null true");
		eq(mixed(1, true), "1 null true");
		eq(mixed("s", false), "null s false");
		eq(after(7, "z"), "7 1 z");
		eq(after(7, 2), "7 2 c");
		eq(behind(1, "x", "y"), "1 x|y");
		eq(behind(), "null ");
	}

	static function sum(...values:Int) {
		var sum = 0;
		for (value in values)
			sum += value;
		return sum;
	}

	static function joined(separator:String, ...parts:String)
		return parts.toArray().join(separator);

	static function numbered(...parts:String)
		return [for (i => part in parts) '$i$part'].join(",");

	static function passed(...values:Int)
		return sum(...values);

	static function more(...values:Int)
		return sum(...values.append(100)) + sum(...values.prepend(1000));

	static function list(values:Rest<Int>):Array<Int>
		return values;

	function testRest() {
		eq(sum(), 0);
		eq(sum(1, 2, 3), 6);
		eq(joined("-"), "");
		eq(joined("-", "a", "b"), "a-b");
		var three = [4, 5, 6];
		eq(sum(...three), 15);
		eq(sum(...[1, 2]), 3);
		eq(passed(1, 2), 3);
		eq(more(1), 1102);
		eq(numbered("a", "b"), "0a,1b");
		aeq(list(1, 2), [1, 2]);
		var length = function(...values:Int) return values.length;
		eq(length(), 0);
		eq(length(...three), 3);
		var rest = Rest.of([7, 8]);
		eq(rest[1], 8);
		eq(rest.length, 2);
		eq(Std.string(rest), "[7,8]");
	}

	function testRestOfClasses() {
		eq(new Base().rest(1, 2), 2);
		eq(new Heir().rest(1), 10);
		eq(new Heir().rest(1, 2, 3), 30);
		var method:(Int, Rest<Int>) -> Int = new Heir().rest;
		eq(method(1, 2), 20);
		eq(new Sum(1, 2, 3).sum, 6);
		eq(new Sum(...[4, 5]).sum, 9);
	}

	function testBind() {
		var minus = function(a:Int, b:Int) return a - b;
		eq(minus.bind(10)(3), 7);
		eq(minus.bind(_, 10)(3), -7);
		eq(minus.bind(10, 4)(), 6);
		eq(minus.bind(10).bind(2)(), 8);
		eq(after.bind(1)(), "1 1 c");
		eq(after.bind(_, 2)(1), "1 2 c");
		eq(after.bind(1, _, "z")(3), "1 3 z");
		eq(after.bind(_, _, "z")(1, 2), "1 2 z");
		var calls = 0;
		function next()
			return ++calls;
		var bound = minus.bind(next());
		eq(calls, 1);
		bound(0);
		bound(0);
		eq(calls, 1);
		eq("abcdef".substr.bind(_, 2)(1), "bc");
		var join = joined.bind("+");
		eq(join("p", "q"), "p+q");
		eq(join(), "");
		var record = {multiply: (a:Int, b:Int) -> a * b};
		eq(record.multiply.bind(3)(4), 12);
	}

	static function place(?number:Int, ?pos:PosInfos)
		return pos;

	static function through(?pos:PosInfos)
		return place(pos);

	function testPlaces() {
		var here = place();
		eq(here.className, "functions.Parameters");
		eq(here.methodName, "testPlaces");
		eq(here.customParams, null);
		eq(place(1).methodName, "testPlaces");
		eq(through().methodName, "testPlaces");
		var inside = () -> place().methodName;
		eq(inside(), "testPlaces");
		var own = {
			fileName: "f",
			lineNumber: 3,
			className: "c",
			methodName: "m"
		};
		eq(place(own).lineNumber, 3);
		eq(place(4, own).fileName, "f");
		function local(?pos:PosInfos)
			return pos.lineNumber;
		t(local() == place().lineNumber);
		eq(through.bind()().methodName, "testPlaces");
	}
}
