package modules;

import modules.Inlines.Inner as In;
import haxe.ds.StringMap as SM;
using modules.Inlines.Chain;

typedef Fun0 = Void->Int;

typedef FunOpt = (a:Int, ?b:Int) -> Int;

typedef Pair<A, B> = { a:A, b:B }

typedef IntPair = Pair<Int, Int>;

typedef Alias = Inner;

typedef Tree = { v:Int, ?l:Tree, ?r:Tree }

class Inner {
	public static inline var K = 3;
	public static var list = [1, 2];
	public var v:Int;

	public inline function new(v) this.v = v;

	public inline function dbl() return v * 2;

	public static inline function stat(x:Int, y = 2) return x * y;

	inline function priv() return v;

	public function usePriv() return priv() + this.priv();

	public inline function chain() { v++; return this; }

	public static inline function cb(f:Int->Int, x:Int) return f(x);

	public inline function loop(n:Int) { var s = 0; for (i in 0...n) s += i * v; return s; }

	public static inline function early(x:Int):String { if (x > 0) return "pos"; return "neg"; }

	public inline function withDefault(?a:Int, b = "d") return a + b;
}

class Chain {
	public static function inc(x:Int) return x + 1;

	public static function pair<A, B>(a:A, b:B):Pair<A, B> return { a: a, b: b };

	public static function sum(p:IntPair) return p.a + p.b;

	public static function swap<A, B>(p:Pair<A, B>):Pair<B, A> return { a: p.b, b: p.a };

	public static function insert(t:Null<Tree>, v:Int):Tree return t == null ? { v: v } : v < t.v ? { v: t.v, l: insert(t.l, v), r: t.r } : { v: t.v, l: t.l, r: insert(t.r, v) };

	public static function walk(t:Null<Tree>, f:Int->Void):Void { if (t == null) return; walk(t.l, f); f(t.v); walk(t.r, f); }

	public static function twice(f:Fun0) return f() + f();

	public static function def(s:Null<String>, d:String) return s ?? d;

	public static function with(i:Inner, f:Inner->Void) { f(i); return i; }
}

private enum abstract OldEnum(Int) { var A = 1; var B = 2; }

private enum abstract Color(String) from String to String { final Red = "red"; final Blue = "blue"; public inline function upper() return this.toUpperCase(); }
@:forward(length, push) abstract Stack<T>(Array<T>) { public inline function new() this = []; public var top(get, never):T; inline function get_top() return this[this.length - 1]; @:arrayAccess inline function at(i:Int) return this[i]; @:op(A + B) static function cat<T>(a:Stack<T>, b:Stack<T>):Stack<T> { var s = new Stack(); for (i in 0...a.length) s.push(a[i]); for (i in 0...b.length) s.push(b[i]); return s; } @:from static function ofArr<T>(a:Array<T>):Stack<T> { var s = new Stack(); for (x in a) s.push(x); return s; } @:to function toStr():String return this.join("|"); }

private abstract Meters(Float) from Float to Float { @:op(A * B) static function m(a:Meters, b:Float):Meters; @:op(A < B) static function lt(a:Meters, b:Meters):Bool; @:op(-A) function neg():Meters return -this; public function toString() return this + "m"; }

/** Inline members, aliases of types, extension of structures and functions, abstracts. **/
class Inlines extends Check {
	static function main() { var m = new Inlines(); m.t1(); m.t2(); m.done(); }
	@:isVar static var sp(get, set):String = "init";

	static function get_sp() return sp + "?";

	static function set_sp(v) return sp = v + "!";

	function t1() {
		var i = new In(4);
		eq(i.dbl(), 8);
		eq(In.K, 3);
		eq(Inner.stat(3), 6);
		eq(In.stat(3, 3), 9);
		eq(i.usePriv(), 8);
		eq(i.chain().chain().v, 6);
		eq(Inner.cb(x -> x + 1, 2), 3);
		eq(i.loop(3), 18);
		eq(Inner.early(1) + Inner.early(-1), "posneg");
		eq(i.withDefault(), "nulld");
		eq(i.withDefault(1), "1d");
		var al:Alias = i;
		eq(al.v, 6);
		eq(new Alias(2).dbl(), 4);
		var sm = new SM<Int>();
		sm.set("a", 1);
		eq(sm.get("a"), 1);
		eq(Inner.list.length, 2);
		eq(3.inc().inc(), 5);
		eq(1.pair("x").swap().a, "x");
		eq(1.pair(2).sum(), 3);
		var t:Tree = null;
		for (v in [3, 1, 2]) t = t.insert(v);
		var out = [];
		t.walk(v -> out.push(v));
		eq(out.join(""), "123");
		var f:Fun0 = () -> 2;
		eq(f.twice(), 4);
		eq((null : String).def("d"), "d");
		eq(new In(1).with(i -> i.v = 9).v, 9);
		var fo:FunOpt = (a, ?b) -> a + (b == null ? 10 : b);
		eq(fo(1), 11);
		eq(fo(1, 2), 3);
		sp = "a";
		eq(sp, "a!?");
		sp += "b";
		eq(sp, "a!?b!?");
	}

	function t2() {
		var s:Stack<Int> = [1, 2];
		s.push(3);
		eq(s.top, 3);
		eq(s.length, 3);
		eq(s[0], 1);
		var u = s + s;
		eq(u.length, 6);
		var st:String = s;
		eq(st, "1|2|3");
		var m:Meters = 2.5;
		var m2 = m * 2;
		eq(m2.toString(), "5m");
		t(m < m2);
		feq((-m : Float), -2.5);
		var c:Color = "red";
		t(c == Red);
		eq(c.upper(), "RED");
		eq(switch c { case Red: 1; case Blue: 2; case _: 3; }, 1);
		t(OldEnum.A != OldEnum.B);
		var str:String = Blue;
		eq(str, "blue");
		var a = 5;
		var b = a++ + ++a;
		eq(b, 12);
		a = b = 3;
		eq(a + b, 6);
		var x = { var y = 2; y * y; };
		eq(x, 4);
		var arr = [1, 2, 3];
		arr[arr.length - 1] += 10;
		eq(arr[2], 13);
		arr[0] <<= 3;
		eq(arr[0], 8);
		var o = { n: { m: [1] } };
		o.n.m[0]--;
		eq(o.n.m[0], 0);
		var str2 = "a";
		str2 += 1 + 2;
		eq(str2, "a3");
		str2 += 1.5;
		str2 += null;
		str2 += true;
		eq(str2, "a31.5nulltrue");
		var i = 0;
		i += i++ + i++;
		eq(i, 1);
		var bits = 0xF0 | 0x0F;
		eq(bits & 0x3C, 60);
		eq(bits ^ 0xFF, 0);
		eq(-17 >> 2, -5);
		eq(-17 >>> 28, 15);
		eq(1 << 4 | 1, 17);
		eq(7 % 3 + 7 / 2, 4.5);
		eq(Std.int(-0.5), 0);
		eq(Math.round(-0.5), 0);
		eq(Math.floor(-1.5), -2);
		eq(Math.ceil(1.2), 2);
		eq(0.1 + 0.2 != 0.3, true);
		eq(1 / 0 > 1e300, true);
		t(Math.isNaN(0 / 0));
		eq(5 - 3 - 1, 1);
		eq(2 + 3 * 4 - 6 / 3, 12);
		t(1 < 2 && 2 < 3 || false);
		f(!(1 < 2) || 3 < 2);
		eq(true ? false ? 1 : 2 : 3, 2);
	}
}
