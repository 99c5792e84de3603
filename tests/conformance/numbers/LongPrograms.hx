package numbers;

import haxe.Int64;
import haxe.Int32;

/** haxe.Int64 in abstracts, enums, functions, maps and closures. **/
class LongPrograms extends Check {
	static function main() {
		var it = new LongPrograms();
		it.test();
		it.done();
	}

	function i(a:Int64, b:Int64, ?p:haxe.PosInfos) t(a == b, p);
	static inline function sq(x:Int64):Int64 return x * x;
	static function fact(n:Int):Int64 return n <= 1 ? 1 : fact(n - 1) * n;
	static function gcd(a:Int64, b:Int64):Int64 return b == 0 ? a : gcd(b, a % b);
	static function pow(b:Int64, e:Int):Int64 {
		var r:Int64 = 1;
		while (e > 0) {
			if (e & 1 == 1) r *= b;
			b *= b;
			e >>= 1;
		}
		return r;
	}

	static function id<T>(x:T):T return x;
	static function bits(x:Int64):Int {
		var n = 0;
		while (x != 0) {
			if ((x & 1) == 1) n++;
			x >>>= 1;
		}
		return n;
	}

	function test() {
		var m:Money = 5;
		m = m + 7;
		eq(m.str(), "12");
		t(m < 13);
		m++;
		eq(m.str(), "13");
		var a = new Acc().add(3, 9, -4);
		i(a.total, 8);
		i(a.maxv, 9);
		a.hook = v -> v * 2;
		i(a.hook(4), 8);
		i(sq(3000000), Int64.parseString("9000000000000"));
		i(fact(20), Int64.parseString("2432902008176640000"));
		i(gcd(1071, 462), 21);
		i(pow(3, 30), Int64.parseString("205891132094649"));
		eq(bits(-1), 64);
		i(id((7:Int64)), 7);
		eq(switch (Tick(5)) { case Tick(t) if (t > 4): "late"; case Tick(_): "ok"; case Named(n, at): n; }, "late");
		eq(switch (Named("n")) { case Named(_, at): at == null; case _: false; }, true);
		var c:IClock = new Clock();
		i(c.now, 10);
		i(c.now, 11);
		i(new GG((5:Int64)).get(), 5);
		var arr = [for (k in 0...5) Int64.ofInt(k)];
		arr.sort((a, b) -> Int64.compare(b, a));
		i(arr[0], 4);
		eq(arr.map(x -> Int64.toInt(x)).join(","), "4,3,2,1,0");
		var mp:Map<Int, Int64> = [1 => 2i64];
		mp[1] *= 5;
		i(mp[1], 10);
		for (k => v in mp) i(v, 10);
		var o:{?x:Int64} = {};
		t(o.x == null);
		o.x = 5;
		o.x += 1;
		i(o.x, 6);
		var f:Int64->Int64->Int64 = (a, b) -> a - b;
		i(f(5, 7), -2);
		var fs = [Int64.add, Int64.mul];
		i(fs[1](3, 4), 12);
		var d:Dynamic = (3:Int64);
		t(Int64.isInt64(d));
		var x:Int64 = cast d;
		i(x, 3);
		var n:Null<Int64> = null;
		n ??= 6i64;
		i(n, 6);
		i((if (n > 5) n else 0i64), 6);
		i(Int64.divMod(-17, 5).modulus, -2);
		eq(Int64.toInt(Int64.make(-1, -5)), -5);
		i(Int64.fromFloat(-9007199254740991.0), Int64.parseString("-9007199254740991"));
		var z = 5i64;
		z = -z;
		z = ~z;
		i(z, 4);
		z <<= 62;
		i(z >> 62, 0);
		eq('${1i64 << 40}', "1099511627776");
		var i3:Int32 = 5;
		i(i3 * 2i64, 10);
		i(2i64 * i3, 10);
		i(Int64.ofInt(5) - i3, 0);
		eq(Std.string(Int64.make(0x7FFFFFFF, 0xFFFFFFFF)), "9223372036854775807");
		var u:UInt = 5;
		i(Int64.make(0, u), 5);
		var closure = { var acc:Int64 = 0; (d:Int) -> acc += d; };
		closure(5);
		i(closure(6), 11);
		var v = new haxe.ds.Vector<Int64>(2);
		v[0] = 5;
		v[1] = v[0] + 1;
		i(v[1], 6);
		var l = new List<Int64>();
		l.add(1);
		i(l.first(), 1);
		try throw 5i64 catch (e:Int64) i(e, 5);
		var b = haxe.io.Bytes.alloc(8);
		b.setInt64(0, -2i64);
		i(b.getInt64(0), -2);
	}
}

private abstract Money(Int64) from Int64 {
	public inline function new(i:Int64) this = i;
	@:op(A + B) static inline function add(a:Money, b:Money):Money return (a:Int64) + (b:Int64);
	@:to inline function i64():Int64 return this;
	@:from static inline function ofInt(i:Int):Money return new Money(i);
	public inline function str() return Int64.toStr(this);
	@:op(A < B) static inline function lt(a:Money, b:Money):Bool return (a:Int64) < (b:Int64);
	@:op(A++) inline function inc():Money {
		return this++;
	}
}

private class Acc {
	public var total:Int64 = 0;
	public var maxv:Null<Int64>;
	public function new() {}
	public function add(...xs:Int64) {
		for (x in xs) {
			total += x;
			if (maxv == null || x > maxv) maxv = x;
		}
		return this;
	}

	public dynamic function hook(v:Int64):Int64 return v;
}

private enum Ev {
	Tick(t:Int64);
	Named(n:String, ?at:Int64);
}

private interface IClock {
	var now(get, never):Int64;
}

private class Clock implements IClock {
	var c:Int64 = 10;
	public function new() {}
	public var now(get, never):Int64;
	function get_now() return c++;
}

@:generic private class GG<T> {
	public var v:T;
	public function new(v) this.v = v;
	public function get() return v;
}
