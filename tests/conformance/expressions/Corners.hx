package expressions;

/** Many small things, each in a method of its own. **/
class Corners extends Check {
	static function a1(s:String) {
		return switch (s) { case "foo": 1; case null: 2; default: 3; }
	}

	static final computed = { var x = 0; for (i in 0...4) x += i; x; };
	static inline final KEY = "k" + "ey";
	static var arr:Array<Null<Int>> = [null, 1];
	function captured() {
		var fs = []; for (i in 0...3) { var j = i * 2; fs.push(() -> j++ + i); } return [for (f in fs) f() + f()];
	}

	function whileCap() {
		var fs = []; var i = 0; while (i < 3) { final k = i; fs.push(() -> k); i++; } return fs.map(f -> f());
	}

	function shadow(x:Int) {
		var x = x + 1; var x = 'v$x'; return x;
	}

	function localInl() {
		var n = 0; inline function add(k = 1) n += k; add(); add(5); return n;
	}

	function early(a:Array<Int>) {
		for (x in a) { if (x > 2) return x; } return -1;
	}

	function tern(a:Null<Int>) return a != null && a > 3 ? a : 0;
	function typed<T:{function toString():String;}>(v:T) return v.toString();
	function fl<T:Float>(a:T, b:T):Float return a + b;
	function multiRet(i:Int):Dynamic {
		if (i == 0) return "s"; if (i == 1) return 5; return [i];
	}

	function varInit() {
		var a = 1, b = a + 1, c:String = null; return a + b + (c == null ? 10 : 0);
	}

	function arrMix() {
		var d:Array<Dynamic> = [1, "a", null, [2]]; return d.length + Std.string(d);
	}

	function cmpStr() return ("a" < "b") && ("B" < "a") && !("abc" > "abd") && "" <= "";
	function unicode() {
		var s = "aé€😀b"; return s.length + ":" + s.charAt(3) + ":" + s.indexOf("b") + ":" + [for (c in new haxe.iterators.StringIteratorUnicode(s)) c].length + StringTools.hex(s.charCodeAt(2));
	}

	function divs() return [7 % 3, -7 % 3, Std.int(7 / 2), Std.int(-7 / 2), 7 >> 1, -7 >> 1, -7 >>> 28].join(",");
	function overflow() {
		var x = 2147483647; x++; var y = 65536 * 65536; var z = -2147483648; return x + "," + y + "," + (-z) + "," + (1 << 31);
	}

	function rng() {
		var r = 3...6; var s = 0; for (i in r) s += i; for (i in 5...5) s = 0; return s;
	}

	function nestedTern(n:Int) return n < 0 ? "neg" : n == 0 ? "zero" : n < 10 ? "small" : "big";
	function dynFn() {
		var f:Dynamic = function(a, ?b) return a + (b == null ? 1 : b); return f(1) + f(1, 2);
	}

	function anonFn() {
		var o = {f: function(x:Int) return x * 2, g: null}; o.g = o.f; return (o.g : Int->Int)(4) + o.f(1);
	}

	function selfRef() {
		var o:Dynamic = {}; o.me = o; o.n = 5; return o.me.me.n;
	}

	function strIdx() {
		var s = "hello"; var out = ""; for (i in 0...s.length) out = s.charAt(i) + out; return out;
	}

	function boolOps() {
		var n = 0; function t() { n++; return true; } function f() { n += 10; return false; } var r = f() && t() || t() && !f(); return n + "" + r;
	}

	function compound() {
		var a = [1]; var i = 0; a[i++] += 5; var o = {x: 1}; function g() { i++; return o; } g().x += 2; g().x++; return a[0] + "," + i + "," + o.x;
	}

	function nullCoal() {
		var a:Null<String> = null; var n = 0; function s() { n++; return "d"; } var r = a ?? s(); a = "x"; r += a ?? s(); a ??= s(); return r + n + a;
	}

	function safeNav() {
		var o:Null<{a:Null<{b:Int}>}> = null; var r = o?.a?.b; o = {a: null}; var r2 = o?.a?.b; o = {a: {b: 2}}; return r + "" + r2 + o?.a?.b + ("abc"?.length);
	}

	function caseCap(e:haxe.ds.Either<Int, String>) return switch e { case Left(x = 1 | 2): 'L$x'; case Left(_): "L"; case Right(s) if (s.length == 1): s; case Right(_.toUpperCase() => u): u; }
	function lateInit() {
		var x:Int; if (tern(5) > 3) x = 1; else x = 2; var y; y = "s"; return y + x;
	}

	function objEq() {
		var a = {x: 1}, b = {x: 1}; return [a == b, a == a, [1] == [1], "a" + "b" == "ab", 1 == 1.0].join(",");
	}

	function castF() {
		var f:Float = 3.7; var i = Std.int(f); var n:Null<Float> = i; var d:Dynamic = n; return '$i $n $d ' + Std.isOfType(d, Int);
	}

	function thisCap() {
		var self = this; var f = () -> self == this && this.tern(4) == 4; return f();
	}

	function intIt() {
		var it = new IntIterator(1, 4); var s = ""; while (it.hasNext()) s += it.next(); return s;
	}

	function mapInit() {
		var m = ["a" => {n: 1, l: [1]}, "b" => {n: 2, l: []}]; var s = 0; for (k => v in m) { s += v.n + v.l.length; } return s;
	}

	function objIter() {
		var o = {a: 1, b: 2}; var s = 0; for (f in Reflect.fields(o)) s += Reflect.field(o, f); return s;
	}

	function vecs() {
		var v = new haxe.ds.Vector<Int>(3); v[0] = 5; var w = haxe.ds.Vector.fromArrayCopy([1, 2]); haxe.ds.Vector.blit(w, 0, v, 1, 2); return v.toArray().join(",") + v.length + [for (x in v) x].length;
	}

	function listF() {
		var l = new List<Int>(); l.add(1); l.push(0); l.add(2); var s = l.join("-") + l.first() + l.last() + l.pop() + l.length; l.remove(2); for (i => x in l) s += '[$i:$x]'; return s + l.map(x -> x * 2) + l.filter(x -> x > 5).isEmpty() + l;
	}

	function bal() {
		var b = new haxe.ds.BalancedTree<Int, String>(); for (i in [3, 1, 2]) b.set(i, 'v$i'); return [for (x in b) x].join(",") + b.exists(2) + b.get(9) + b.toString();
	}

	function gs() {
		var g = new haxe.ds.GenericStack<Int>(); g.add(1); g.add(2); return g.first() + "" + g.pop() + g.isEmpty() + g;
	}

	function efl() {
		var f = new haxe.EnumFlags<haxe.ds.Option<Int>>(); f.set(None); return f.has(None) + "" + f.toInt();
	}

	function dacc() {
		var d:haxe.DynamicAccess<Int> = {a: 1}; d["b"] = 2; var s = d.keys().length + d.get("a"); d.remove("a"); for (k => v in d) s += v; return s + "" + d.exists("a");
	}

	function i64() {
		var a:haxe.Int64 = 5; var b = haxe.Int64.make(1, 2); return (a + b) + "," + (a * 3) + "," + haxe.Int64.toInt(a) + "," + (b > a) + haxe.Int64.parseString("-99") + (a == 5) + (a >> 1) + haxe.Int64.ofInt(3).low;
	}

	function u32() {
		var u:UInt = -1; var f:Float = u; return u + "," + f + "," + (u > 0) + "," + (u >>> 31) + "," + (u / 2) + "," + Std.string(u);
	}

	function test() {
		eq(a1("foo") + a1(null) * 10 + a1("z") * 100, 321);
		eq(computed, 6);
		eq(KEY, "key");
		eq(arr[0], null);
		aeq([1, 7, 13], captured());
		aeq([0, 1, 2], whileCap());
		eq(shadow(1), "v2");
		eq(localInl(), 6);
		eq(early([1, 2, 3]), 3);
		eq(tern(null) + tern(5), 5);
		eq(typed({toString: () -> "ts"}), "ts");
		feq(fl(1.0, 2.5), 3.5);
		eq(Std.string([multiRet(0), multiRet(1), multiRet(2)]), "[s,5,[2]]");
		eq(varInit(), 13);
		eq(arrMix(), "4[1,a,null,[2]]");
		t(cmpStr());
		eq(unicode(), "5:😀:4:520AC");
		eq(divs(), "1,-1,3,-3,3,-4,15");
		eq(overflow(), "-2147483648,0,-2147483648,-2147483648");
		eq(rng(), 12);
		eq(nestedTern(-1) + nestedTern(0) + nestedTern(5) + nestedTern(50), "negzerosmallbig");
		eq(dynFn(), 5);
		eq(anonFn(), 10);
		eq(selfRef(), 5);
		eq(strIdx(), "olleh");
		eq(boolOps(), "21true");
		eq(compound(), "6,3,4");
		eq(nullCoal(), "dx1x");
		eq(safeNav(), "nullnull23");
		eq(caseCap(Left(2)) + caseCap(Left(3)) + caseCap(Right("q")) + caseCap(Right("ab")), "L2LqAB");
		eq(lateInit(), "s1");
		eq(objEq(), "false,true,false,true,true");
		eq(castF(), "3 3 3 true");
		t(thisCap());
		eq(intIt(), "123");
		eq(mapInit(), 4);
		eq(objIter(), 3);
		eq(vecs(), "5,1,233");
		eq(listF(), "0-1-20202[0:1]{2}true{1}");
		eq(bal(), "v1,v2,v3truenull[1 => v1, 2 => v2, 3 => v3]");
		eq(gs(), "22false{1}");
		eq(efl(), "true2");
		eq(dacc(), "5false");
		eq(i64(), "4294967303,15,5,true-99true23");
		eq(u32(), "4294967295,4294967295,true,1,2147483647.5,4294967295");
	}
	static function main() { var test = new Corners(); test.test(); test.done(); }
}
