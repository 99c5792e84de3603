package classes;

private class Log {
	public static var lines:Array<String> = [];

	public static function add(line:String):String {
		lines.push(line);
		return line;
	}

	public static function take():String {
		var text = lines.join(" ");
		lines = [];
		return text;
	}
}

private class Early {
	public static var first = 1;
	public static var state = "";

	static function __init__() {
		state += 'init$first$second';
		later = "set";
	}

	public static var second = first + 1;
	public static var later:String;
}

private class Base {
	public var own = Log.add("base field");

	public function new() {
		Log.add("base");
		start();
	}

	function start() {
		Log.add("base start");
	}

	public function self():Base
		return this;

	public function takes(heir:Heir):String
		return "base";
}

private class Heir extends Base {
	var mine = Log.add("heir field");

	public function new() {
		Log.add("before");
		super();
		Log.add("heir");
	}

	override function start() {
		super.start();
		Log.add('heir start $mine');
	}

	override public function self():Heir
		return this;

	override public function takes(base:Base):String
		return "heir";

	public function only()
		return "only";
}

private abstract class Partly {
	public function new() {}

	public abstract function part(n:Int):Int;

	public function whole()
		return part(1) + extra;

	public var extra(get, never):Int;

	abstract function get_extra():Int;
}

private class Whole extends Partly {
	public function part(n:Int)
		return n + 10;

	function get_extra()
		return 100;
}

private interface Named {
	var name(get, never):String;
	function any():Dynamic;
}

private interface Counted {
	function count():Int;
}

private interface Both extends Named extends Counted {
	function set(n:Int):Void;
}

private class Thing implements Both {
	var n = 3;

	public function new() {}

	public var name(get, never):String;

	function get_name()
		return "thing" + n;

	public function any():Dynamic
		return "any";

	public function count()
		return n;

	public function set(n:Int):Void
		this.n = n;
}

private final class Last {
	public final a:Int;
	public final b = 2;

	public function new(a)
		this.a = a;

	public final function sum()
		return a + b;
}

private class Inlined {
	public var x:Int;

	public inline function new(x)
		this.x = x;

	public inline function add(other:Inlined)
		return new Inlined(x + other.x);

	public function square()
		return x * x;
}

/** What runs first: initialisers, constructors, `__init__`; abstract, final and inline members. **/
class Beginnings extends Check {
	static function main() {
		var it = new Beginnings();
		it.testStatics();
		it.testObjects();
		it.testAbstract();
		it.testInterfaces();
		it.testInline();
		it.done();
	}

	function testStatics() {
		eq(Early.state, "init12");
		eq(Early.later, "set");
		eq(Early.second, 2);
	}

	function testObjects() {
		Log.take();
		var heir = new Heir();
		eq(Log.take(), "heir field before base field base base start heir start heir field heir");
		eq(heir.own, "base field");
		new Base();
		eq(Log.take(), "base field base base start");
		eq(heir.self().only(), "only");
		var base:Base = heir;
		eq(base.takes(heir), "heir");
		t(base.self() == heir);
		eq(new Base().takes(heir), "base");
	}

	function testAbstract() {
		var partly:Partly = new Whole();
		eq(partly.whole(), 111);
		eq(partly.part(2), 12);
		eq(partly.extra, 100);
		eq(new Last(3).sum(), 5);
	}

	function testInterfaces() {
		var thing = new Thing();
		var both:Both = thing;
		both.set(4);
		eq(both.name, "thing4");
		eq(both.count(), 4);
		var named:Named = both;
		eq(named.any(), "any");
		var counted:Counted = thing;
		eq(counted.count(), 4);
		t(Std.isOfType(counted, Named));
		f(Std.isOfType(new Last(1), Named));
	}

	function testInline() {
		var it = new Inlined(3);
		eq(it.add(new Inlined(4)).x, 7);
		eq(inline it.square(), 9);
		var made = inline new Inlined(5);
		eq(made.x, 5);
		eq(made.add(it).add(made).x, 13);
	}
}
