package classes;

@:native("some.native.Class")
private extern class Unused {
	function new();
	@:overload(function(text:String):Void {})
	function method(n:Int):Void;
	static var COUNT:Int;
	static function any(...values:Dynamic):Int;
	var shown(default, null):Int;
}

private extern interface UnusedInterface {
	function method():Void;
}

private extern enum UnusedEnum {
	One;
	Two(n:Int);
}

private extern abstract UnusedAbstract(Int) {
	function method():Void;
}

extern function unusedFunction(n:Int):Void;

@:keep @:foo(1, "a", {x: 1}) @bar private class Kept {
	@:keep @foo public var x = 1;

	@:noCompletion public function new() {}

	@:pure @:unknown("x") public function same(@:mark a:Int, @mark ?b:Int)
		return a;

	function unusedUser(unused:Unused):UnusedEnum
		return null;
}

private class Guarded {
	var secret = 42;

	static var hidden = "hidden";

	public function new() {}

	function method()
		return "method";

	@:allow(classes.Foreign) var allowed = 5;
}

@:access(classes.Guarded)
private class Friend {
	public static function look(it:Guarded)
		return it.secret + 1;
}

/** Externs that nothing uses, `untyped`, metadata everywhere, access that metadata grants. **/
class Foreign extends Check {
	static function main() {
		var it = new Foreign();
		it.testKept();
		it.testAccess();
		it.testMetadata();
		it.testUntyped();
		it.done();
	}

	function testKept() {
		eq(new Kept().same(3), 3);
		eq(new Kept().x, 1);
		var nothing:Unused = null;
		t(nothing == null);
	}

	function testAccess() {
		eq(@:privateAccess new Guarded().secret, 42);
		eq(@:privateAccess Guarded.hidden, "hidden");
		var text = @:privateAccess {
			var it = new Guarded();
			it.method();
		}
		eq(text, "method");
		eq(new Guarded().allowed, 5);
		eq(Friend.look(new Guarded()), 43);
	}

	function testMetadata() {
		@:one var x = 1;
		@:two(1) x++;
		eq(@three x, 2);
		@:four if (x == 2)
			@five x = 3
		else
			@six x = 4;
		eq(x, 3);
		var same = @:seven function(@:eight a:Int) return a;
		eq(same(1), 1);
		for (i in @:nine 0...2)
			@:ten x += i;
		eq(@:eleven [@:twelve x, 5].length, 2);
		eq(x, 4);
	}

	function take(n:Int)
		return n + 1;

	function testUntyped() {
		var x = 9;
		var any:Dynamic = untyped x;
		eq(any, 9);
		untyped {
			x = 10;
		}
		eq(x, 10);
		var d:Dynamic = {a: 1};
		eq(untyped d.a, 1);
		var text:String = untyped "a";
		eq(text, "a");
		var o = {a: 1};
		eq(untyped o.a, 1);
		eq(take(untyped 3), 4);
		eq((untyped o.missing : Dynamic), null);
		var n:Int = untyped (d.a + 2);
		eq(n, 3);
		eq(untyped __unused(), null);
	}

	static function __unused():Dynamic
		return null;
}
