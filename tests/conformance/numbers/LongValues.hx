package numbers;

import haxe.Int64;

/** `haxe.Int64` wherever a value can be: in fields, arrays, structures, functions, Dynamic. **/
class LongValues extends Check {
	static function main() {
		var it = new LongValues();
		it.test();
		it.done();
	}

	function i(a:Int64, b:Int64, ?pos:haxe.PosInfos)
		t(a == b, pos);

	static function opt(?a:Int64, b:Int = 3):Int64
		return a == null ? b : a + b;

	function test() {
		var h = new Holder();
		i(h.v, 5);
		t(h.w == null);
		h.w = 3;
		h.w += h.v;
		i(h.w, 8);
		h.v++;
		i(h.v++, 6);
		i(h.v, 7);
		i(--h.v, 6);
		var b = new Box<Int64>(7);
		i(b.get() + 1, 8);
		b.v = 9;
		i(b.v, 9);
		switch (L(5)) { case L(x): i(x, 5); case N: t(false); }
		var s:St = {a: 5};
		t(s.b == null);
		s.b = 6;
		i(s.b, 6);
		i(s.a + s.b, 11);
		i(opt(), 3);
		i(opt(5), 8);
		i(opt(5, 1), 6);
		var m = new Map<Int, Int64>();
		m[1] = 5;
		m[1] += 3;
		i(m[1], 8);
		t(m.exists(1));
		f(m.exists(2));
		var f2 = (x:Int64) -> x * 2;
		i(f2(4), 8);
		i([1i64, 2i64, 3i64].map(f2)[2], 6);
		var d:Dynamic = (5 : Int64);
		var k:Int64 = d;
		i(k, 5);
		eq(Std.string(d), Std.string(d));
		var arr:Array<Dynamic> = [d, 1];
		t(Int64.isInt64(arr[0]));
		f(Int64.isInt64(arr[1]));
		f(Int64.isInt64(null));
		f(Int64.isInt64("a"));
		eq(Type.getClassName(Type.getClass(d)), "haxe._Int64.___Int64");
		t(Std.isOfType(d, Dynamic));
		f(Std.isOfType(d, Int));
		f(Std.isOfType(d, Float));
		f(Std.isOfType(d, String));
		t(Type.typeof(d).match(TClass(_)));
		try { throw (7 : Int64); } catch (e:Int64) { i(e, 7); }
		var n:Null<Int64> = 5;
		var q:Int64 = n;
		i(q, 5);
		n = null;
		t(n == null);
		t(null == n);
		n = 0;
		t(n != null);
		var x:Int64 = 5;
		var y = x;
		y += 1;
		i(x, 5);
		i(y, 6);
		var g = function() { x += 10; return x; };
		i(g(), 15);
		i(x, 15);
		i(x > 10 ? x : 0, 15);
		i(-x, -15);
		i(~x, -16);
		t(!(x < 5));
		t(x >= 15 && x <= 15);
		i(Int64.fromFloat(123456789012.0), Int64.parseString("123456789012"));
		eq(Int64.toStr(Int64.parseString("-5")), "-5");
		var c = cast(d, Int64);
		i(c, 5);
		eq(Int64.compare(1, 2), -1);
		t(Int64.compare(2, 1) > 0);
		eq(Int64.compare(3, 3), 0);
		t(Int64.ucompare(-1, 1) > 0);
		var list:List<Int64> = new List();
		list.add(3);
		i(list.first(), 3);
		var sorted = [3i64, 1i64, 2i64];
		sorted.sort(Int64.compare);
		i(sorted[0], 1);
		i(sorted[2], 3);
		var loop:Int64 = 0;
		while (loop < 5) loop++;
		i(loop, 5);
		for (j in 0...3) loop -= j;
		i(loop, 2);
		var u:UInt = 0xFFFFFFFF;
		var big = Int64.make(0, u);
		eq(big.low, -1);
		eq(big.high, 0);
		i((1 : Int64) + 2 * 3, 7);
		i(2 * (3 : Int64), 6);
		t(5 > (3 : Int64));
		t((3 : Int64) != 4);
		t(3 == (3 : Int64));
		var xs = [for (z in 0...3) Int64.ofInt(z) * 1000000];
		i(xs[2] * xs[2], Int64.parseString("4000000000000"));
		eq(Std.string(haxe.Int64Helper.parseString("77")), Std.string((77:Int64)));
		inline function inl(p:Int64) return p + 1;
		i(inl(4), 5);
		var oo:{v:Int64} = h2;
		i(oo.v, 1);
		oo.v = 2;
		i(oo.v, 2);
		i(Std.int(5.5), 5);
		eq(Int64.toInt(x) + 1, 16);
		eq(haxe.Int64.isZero(x), false);
		eq('$x!', "15!");
		eq(x + "", "15");
		eq((x:Dynamic) == null, false);
	}

	var h2 = {v: (1 : Int64)};
}

private class Holder {
	public var v:Int64 = 5;
	public var w:Int64;

	public function new() {}
}

private class Box<T> {
	public var v:T;

	public function new(v:T)
		this.v = v;

	public function get():T
		return v;
}

private enum En {
	L(x:Int64);
	N;
}

private typedef St = {
	a:Int64,
	?b:Int64
}
