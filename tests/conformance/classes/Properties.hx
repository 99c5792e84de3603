package classes;

private class Base1 {
	public function new() {}
	public dynamic function dm(x:Int):Int { return x + 1; }
	public dynamic function noarg() { return "base"; }

	public function plain() return noarg();
}

private class Der1 extends Base1 {
	override public dynamic function noarg() { return "der"; }
}

private interface IDyn {
	function d(s:String):String;
}

private class CDyn {
	public var pre = "<";

	public function new() {}
	public dynamic function d(s:String):String return pre + s;
}

private class WithStatic {
	public static dynamic function sd(a:Int, ?b:Int):Int return a + (b == null ? 0 : b);
}

/** Properties with every kind of accessor, dynamic functions, default values. **/
class Properties extends Check {
	function testDyn() {
		var b = new Base1();
		eq(b.dm(3), 4);
		b.dm = function(x) return x * 10;
		eq(b.dm(3), 30);
		b.dm = x -> x - 1;
		eq(b.dm(3), 2);
		var d = new Der1();
		eq(d.noarg(), "der");
		eq(d.plain(), "der");
		d.noarg = () -> "new";
		eq(d.plain(), "new");
		eq((d:Base1).noarg(), "new");
		var c = new CDyn();
		eq(c.d("x"), "<x");
		c.pre = "[";
		eq(c.d("x"), "[x");
		var old = c.d;
		c.d = s -> old(s) + "]";
		eq(c.d("y"), "[y]");
		eq(WithStatic.sd(1), 1);
		eq(WithStatic.sd(1, 2), 3);
		WithStatic.sd = function(a, ?b) return a * 100;
		eq(WithStatic.sd(2), 200);
		var g:Int->Int = b.dm;
		eq(g(4), 3);
	}
	public var p(default, null):Int = 3;
	public var q(get, set):Int;
	var _q = 5;

	function get_q() return _q;

	function set_q(v) return _q = v * 2;
	@:isVar public var r(get, set):Int = 7;

	function get_r() return r + 1;

	function set_r(v) { r = v; return 99; }
	public var s(get, never):String;

	function get_s() return "S";
	public var n(never, set):Int;
	var nn = 0;

	function set_n(v) { nn = v; return v; }
	public var w(default, set):Int = 1;

	function set_w(v) { return w = v + 1; }
	public static var sp(get, set):Int;
	static var _sp = 1;

	static function get_sp() return _sp;

	static inline function set_sp(v:Int) return _sp = v;

	function testProps() {
		eq(q, 5);
		q = 4;
		eq(q, 8);
		q += 2;
		eq(q, 20);
		eq(q++, 20);
		eq(q, 42);
		eq(r, 8);
		eq(r = 3, 99);
		eq(r, 4);
		eq(s, "S");
		n = 4;
		eq(nn, 4);
		eq(w, 1);
		eq(w = 5, 6);
		eq(w, 6);
		sp = 10;
		eq(sp, 10);
		sp += 5;
		eq(sp++, 15);
		eq(++sp, 17);
		eq(Properties.sp, 17);
	}
	static inline var C1 = 12;
	static inline final NEG = -3;
	static inline var STR = "x" + "y";

	function d1(a = C1, b = NEG, c:String = "xy") return a + " " + b + " " + c;

	function d2(?a:Int = 5, ?b:Float = -1.5) return '$a $b';

	function d3(e:E = A, f:Float = 3) return Std.string(e) + f;

	function d4(a:Float = null) return a == null;

	function d5(a = 1 + 2, b = "ab", c = 1 << 4) return '$a $b $c';

	function d6(?x:Int, ?y:String, ?z:Bool) return '$x $y $z';

	function d7(a:Int, ?b:Float = 1.0, c:String = "c") return '$a $b $c';

	function d8(v:EA = EA.Two) return v == EA.Two;

	function d9(v:EA = One) return v == EA.One;

	function testDefaults() {
		eq(d1(), "12 -3 xy");
		eq(d1(1), "1 -3 xy");
		eq(d2(), "5 -1.5");
		eq(d3(), "A3");
		t(d4());
		eq(d5(), "3 ab 16");
		eq(d6("s"), "null s null");
		eq(d6(true), "null null true");
		eq(d6(1, true), "1 null true");
		eq(d7(1, "z"), "1 1 z");
		t(d8());
		f(d8(One));
		t(d9());
		eq(d6("s", false), "null s false");
	}

	static function main() {
		var m = new Properties();
		m.testDyn();
		m.testProps();
		m.testDefaults();
		m.done();
	}
}

private enum E {
	A;
	B(x:Int);
}

private enum abstract EA(Int) { var One = 1; var Two = 2; }
