package expressions;

using Lambda;

private class It {
	var i = 0;
	var n:Int;

	public function new(n) this.n = n;

	public function hasNext() return i < n;

	public function next() return i++;
}

private class Itb {
	public function new() {}

	public function iterator() return new It(3);

	public function keyValueIterator() return new KVI();
}

private class KVI {
	var i = 0;

	public function new() {}

	public function hasNext() return i < 2;

	public function next() return { key: "k" + i, value: i++ };
}

/** Everything is a value: blocks, conditions, loops, comprehensions, null, closures. **/
class Values extends Check {
	static function main() {
		var m = new Values();
		m.t1();
		m.t2();
		m.t3();
		m.t4();
		m.done();
	}
	var lg:Array<String> = [];

	function l<X>(s:String, v:X):X { lg.push(s); return v; }

	function t1() {
		var a = { var x = 1; x + 1; }
		eq(a, 2);
		var b = if (a > 1) "y" else "n";
		eq(b, "y");
		var c = try { throw "x"; 1; } catch (e:String) 2;
		eq(c, 2);
		var d = try Std.parseInt("5") catch (e:Dynamic) 0;
		eq(d, 5);

		function ff(x:Null<Int>):Int { var y = x == null ? return -1 : x; return y + 1; }
		eq(ff(null), -1);
		eq(ff(3), 4);

		function thr(x:Int):Int return x > 0 ? x : throw "neg";
		eq(thr(1), 1);
		exc(() -> thr(-1));
		var i = 0;
		while ({ i++; i < 5; }) {}
		eq(i, 5);
		do i-- while (i > 2);
		eq(i, 2);
		aeq([for (i in 0...3) i * i], [0,1,4]);
		aeq([for (i in 0...3) for (j in 0...i) i * 10 + j], [10,20,21]);
		aeq([for (i in 0...6) if (i % 2 == 0) i], [0,2,4]);
		aeq([for (i in 0...4) if (i % 2 == 0) i else -i], [0,-1,2,-3]);
		var k = 0;
		aeq([while (k < 3) k++], [0,1,2]);
		aeq([for (i in 0...3) { var q = i; q + 1; }], [1,2,3]);
		var m = [for (i in 0...3) i => "v" + i];
		eq(m[2], "v2");
		var m2 = [for (i in 0...2) for (j in 0...2) i + "," + j => i + j];
		eq(m2["1,1"], 2);
		aeq([for (x in [1,2,3]) if (x > 1) for (y in [x, x]) y], [2,2,3,3]);
		aeq([do k-- while (k > 0)], [3,2,1]);
		aeq([for (k => v in [5,6]) k * v], [0, 6]);
		var s = "";
		for (k => v in ["a" => 1]) s += k + v;
		eq(s, "a1");
		s+="0x1y";
		eq(s, "a10x1y");
		for (k => v in new Itb()) s += k + v;
		eq(s, "a10x1yk00k11");
		var n = 0;
		for (x in new Itb()) n += x;
		eq(n, 3);
		for (x in new It(3)) n += x;
		eq(n, 6);
		var it:Iterator<Int> = new It(2);
		for (x in it) n += x;
		eq(n, 7);
		var itb:Iterable<Int> = [4];
		for (x in itb) n += x;
		eq(n, 11);
		var st = { hasNext: () -> false, next: () -> 1 };
		for (x in st) n++;
		eq(n, 11);
		for (c in "ab".split("")) n++;
		eq(n, 13);
		for (i in 0...0) n++;
		eq(n, 13);
	}

	function t2() {
		var o:{ ?a:{ ?b:String } } = {};
		eq(o?.a?.b, null);
		eq(o.a?.b?.length, null);
		eq(o?.a?.b ?? "def", "def");
		o.a = { b: "x" };
		eq(o?.a?.b, "x");
		eq(o.a?.b.length, 1);
		var nul:Null<Int> = null;
		eq(nul ?? 3, 3);
		nul ??= 4;
		eq(nul, 4);
		nul ??= 5;
		eq(nul, 4);
		var arr:Array<String> = null;
		eq(arr?.length, null);
		eq(arr?.map(x -> x + "!").join(","), null);
		arr = ["a"];
		eq(arr?.map(x -> x + "!").join(","), "a!");
		eq(arr?.concat(["b"]).length, 2);
		var z:String = null;
		eq(z ?? l("x", null) ?? "fin", "fin");
		var str:{ s:String } = { s: null };
		str.s ??= "set";
		eq(str.s, "set");
		var m = ["a" => null];
		m["a"] ??= "v";
		eq(m["a"], "v");
		m["b"] ??= "w";
		eq(m["b"], "w");
		var aa:Array<Null<Int>> = [null];
		aa[0] ??= 7;
		eq(aa[0], 7);
		lg = [];
		var ar = [1, 2, 3];
		var i = 0;
		ar[i++] += l("r", 10);
		eq(i, 1);
		eq(ar[0], 11);
		ar[l("i", 1)] = l("v", 5);
		eq(lg.join(","), "r,i,v");
		lg = [];

		function tr(a, b, c) return a + b + c;
		eq(tr(l("a", 1), l("b", 2), l("c", 3)), 6);
		eq(lg.join(""), "abc");
		lg = [];
		var arr2 = [l("1", 1), l("2", 2)];
		var ob = { b: l("3", 3), a: l("4", 4) };
		eq(lg.join(""), "1234");
		var x = 5;
		x += x++ + ++x;
		eq(x, 17);
		var y = 1;
		y = y++ + y;
		eq(y, 3);
		eq(1 + 2 * 3 - 4 / 2, 5);
		eq(1 << 2 + 1, 8);
		eq(5 & 3 | 8, 9);
		eq(1 + 1 == 2 && 3 > 2 || false, true);
		eq(-5 % 3, -2);
		eq(-5 >> 1, -3);
		eq(-5 >>> 28, 15);
		eq(7 & ~2, 5);
		eq(3 ^ 5, 6);
		eq(1 == 1 ? "a" : "b", "a");
		eq(0x7fffffff + 1, -2147483648);
		eq(2147483647 * 2, -2);
		eq(Std.int(-3.7), -3);
		eq(5 / 2, 2.5);
		feq(5.5 % 2, 1.5);
		eq(1 - -1, 2);
		eq("a" + 1 + 2, "a12");
		eq(1 + 2 + "a", "3a");
		eq("" + null + true, "nulltrue");
		eq('$x ${x + 1} $$ ${"nested" + '${x}'} {x} $ x', '17 18 $$ nested17 {x} $ x');
		eq('${[for (i in 0...2) '$i']}', "[0,1]");
		eq("a" == "a", true);
		t("a" < "b");
		f("b" <= "a");
		eq("\x41\u0042\u{43}\t".length, 4);
	}

	function t3() {
		var d:Dynamic = 5;
		t(d is Int);
		t(d is Float);
		f(d is String);
		t("a" is String);
		var b:Check = this;
		t(b is Values);
		eq(cast(b, Values).lg, lg);
		exc(() -> cast(d, String));
		var ii:Int = cast d;
		eq(ii, 5);
		var sx:String = cast "a";
		exc(() -> cast(new Check(), Values));
		eq(cast(null, String), null);
		t(Std.isOfType(3, Float));
		f(Std.isOfType(3.5, Int));
		t(Std.isOfType([], Array));
		var fl:Float = cast 3;
		eq(fl, 3);
		var fns = [];
		for (i in 0...3) fns.push(() -> i);
		aeq([for (f in fns) f()], [0,1,2]);
		var fns2 = [];
		var j = 0;
		while (j < 3) { var k = j; fns2.push(function() return k++); j++; }
		fns2[0]();
		eq(fns2[0](), 1);
		eq(fns2[1](), 1);

		function fact(n:Int):Int return n <= 1 ? 1 : n * fact(n - 1);
		eq(fact(5), 120);
		var fib = null;
		fib = function(n:Int):Int return n < 2 ? n : fib(n - 1) + fib(n - 2);
		eq(fib(10), 55);
		var a0 = () -> 1;
		var a1 = x -> x + 1;
		var a2 = (x, y) -> x + y;
		var a3 = (x:Int, ?y:Int) -> y == null ? x : y;
		var a4 = () -> { return 3; }
		var a5:Int->Int->Int = (a, b) -> a * b;
		var a6:(name:String, ?n:Int)->String = (name, ?n) -> name + n;
		var a7:(Int, String)->Void = (_, _) -> {};
		var a8:()->Void = () -> {};
		var a9 = (x:Int) -> (y:Int) -> x + y;
		eq(a0(), 1);
		eq(a1(1), 2);
		eq(a2(1, 2), 3);
		eq(a3(1), 1);
		eq(a3(1, 4), 4);
		eq(a4(), 3);
		eq(a5(2, 3), 6);
		eq(a6("n"), "nnull");
		a7(1, "");
		a8();
		eq(a9(1)(2), 3);
		var opt:?Int->String = function(?i) return "i" + i;
		eq(opt(), "inull");
		var h:(Int->Int)->Int = f -> f(3);
		eq(h(x -> x * 2), 6);
		eq((function() return 5)(), 5);
		eq((() -> 6)(), 6);
		var rec = { f: null };
		rec.f = function(n) return n == 0 ? "done" : rec.f(n - 1);
		eq(rec.f(3), "done");
		var x = 1;
		{ var x = 2; eq(x, 2); }
		eq(x, 1);
		var x = x + 5;
		eq(x, 6);
		var cnt = 0;
		var r = [1,2,3].fold((v, acc) -> acc + v, 0);
		eq(r, 6);
		eq([1,2,3].exists(x -> x == 2), true);
		eq([3,4].map(x -> '$x').join("+"), "3+4");
		eq([1,2,3].filter(x -> x > 1).length, 2);
		eq(["a","b"].indexOf("b"), 1);
		eq([1,2].count(), 2);
		var vd:Void->Void = function() cnt++;
		vd();
		eq(cnt, 1);

		function noret() {}
		noret();
		var m = this.t5;
		eq(m(2), 4);
		t(Reflect.compareMethods(this.t5, this.t5));
		var q = if (true) 1 else if (false) 2 else 3;
		eq(q, 1);
		var w = for_ret();
		eq(w, 3);
		var un = (x > 3) ? (x < 10 ? "mid" : "hi") : "lo";
		eq(un, "mid");
		var lst = [1, 2, 3];
		for (v in lst) { if (v == 2) continue; if (v == 3) break; cnt += 10; }
		eq(cnt, 11);
		var ternVoid = () -> cnt > 100 ? cnt++ : cnt--;
		ternVoid();
		eq(cnt, 10);
		var neg = -(-3);
		eq(neg, 3);
		var nn = - -3;
		eq(nn, 3);
		eq(~~5, 5);
		var bo = !(1 > 2);
		t(bo);
		eq(1.0e3, 1000);
		eq(.5, 0.5);
		eq(1_000, 1000);
		eq(0xFF, 255);
		eq(1., 1);
	}

	function for_ret():Int { for (i in 0...10) if (i == 3) return i; return -1; }

	function t5(x:Int) return x * 2;

	function t4() {
		var x = try { if (lg != null) throw new haxe.Exception("m"); "no"; } catch (e:haxe.Exception) e.message;
		eq(x, "m");
		var y = 0;
		try { try throw 1 catch (e:String) y = 1; } catch (e:Int) y = 2;
		eq(y, 2);
		var z = try throw "a" catch (e) e.message;
		eq(z, "a");
		var fin = switch (try throw 3 catch (e:Int) e) { case 3: "three"; case _: "other"; }
		eq(fin, "three");
		var a:Array<Dynamic> = [1, "a", null, 2.5];
		eq(a.length, 4);
		var e:Array<Int> = [];
		e[2] = 5;
		eq(e.length, 3);
		var nested = [[1, 2], [3]];
		eq(nested[1][0], 3);
		nested[0][1]++;
		eq(nested[0][1], 3);
		var mm:Map<String, Array<Int>> = [];
		mm["q"] = [1];
		mm["q"].push(2);
		eq(mm["q"].length, 2);
		var mi:Map<Int, Int> = [1 => 2];
		mi[1] += 5;
		eq(mi[1], 7);
		mi[1]++;
		eq(mi[1], 8);
		t(mi.exists(1));
		var f1:Float = 3;
		eq(f1, 3.0);
		var c:Int -> Float = function(x) return x;
		feq(c(2), 2.0);
		var s = 0;
		for (i in 0...3) for (j in 0...3) { if (j == 1) break; s += i; }
		eq(s, 3);
		var v = (if (s == 3) [1] else [2])[0];
		eq(v, 1);
		(s == 3 ? lg : lg).push("z");
		var u = { a: { b: { c: [1, 2] } } };
		u.a.b.c[1] = 9;
		eq(u.a.b.c[1], 9);
		u.a.b.c[0] += 4;
		eq(u.a.b.c[0], 5);
	}
}
