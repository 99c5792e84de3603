package library;

import haxe.Exception;
import haxe.ValueException;

private enum Shape {
	Point;
	Circle(radius:Int);
	Named(?name:String);
}

private class Failure extends Exception {
	public final code:Int;

	public function new(message:String, code:Int, ?previous:Exception, ?native:Any) {
		super(message, previous, native);
		this.code = code;
	}
}

private class Quiet extends Failure {}

/** Functions, structures and exceptions as values. **/
class Values extends Check {
	static function main() {
		var test = new Values();
		test.constructors();
		test.texts();
		test.natives();
		test.assigned();
		test.done();
	}

	function constructors() {
		var one = Shape.Circle;
		var other:Int->Shape = Circle;
		t(one == other);
		t(Shape.Circle == Shape.Circle);
		t(Reflect.compareMethods(one, Circle));
		var first:Dynamic = Shape.Circle;
		var second:Dynamic = Shape.Named;
		t(first == Shape.Circle);
		f(first == second);
		t(Reflect.isFunction(Shape.Named));
		eq(Std.string(one(3)), "Circle(3)");
		var list = [Shape.Circle];
		t(list.contains(Circle));
		t(list.remove(one));
		eq(list.length, 0);
	}

	function texts() {
		eq(Std.string({toString: () -> "hi"}), "hi");
		eq("" + {toString: () -> "ho"}, "ho");
		var named:{a:Int, toString:() -> String} = {a: 1, toString: () -> "own"};
		eq('$named', "own");
		eq(named.a, 1);
		var dynamic_:Dynamic = {toString: function() return "dyn"};
		eq(Std.string(dynamic_), "dyn");
		eq(Std.string([dynamic_]), "[dyn]");
	}

	function natives() {
		eq(new Exception("m", null, "nat").native, "nat");
		var wrapped = new ValueException(5, new Exception("q"), 6);
		eq(wrapped.value, 5);
		eq(wrapped.previous.message, "q");
		var failure = new Quiet("f", 3, new Exception("before"), "n");
		eq(failure.native, "n");
		eq(failure.previous.message, "before");
		eq(failure.code, 3);
		try {
			throw failure;
		} catch (e:Failure) {
			t(e == failure);
			eq(e.message, "f");
		}
	}

	function assigned() {
		var made = new Counted(1, "a");
		eq(made.number, 1);
		eq(made.name, "a");
		eq(made.late, 5);
		eq(made.rest, "ax");
	}
}

private class Counted {
	public var number:Int;
	public var name:String;
	public var late:Int;
	public var rest:String;

	public function new(number:Int, name:String) {
		this.number = number;
		this.name = name;
		number = 5;
		name = name + "x";
		late = number;
		rest = name;
	}
}
