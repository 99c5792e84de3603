package expressions;

// expression corners

private class P {
	public var x:Int;
	public var n:P;
	public var a:Array<Int> = [1,2,3];
	public static var cnt = 0;

	public function new(x) this.x = x;

	public function get() { cnt++; return this; }
	public var pr(get, set):Int;

	function get_pr() { cnt++; return x; }

	function set_pr(v) { cnt += 10; return x = v; }
}

/** Assignments and their order, priorities of operators, jumps, comprehensions, null. **/
class Operators extends Check {
	static function main() {
		var m = new Operators();
		m.t1();
		m.t2();
		m.t3();
		m.t4();
		m.done();
	}

	function t1() {
		var p = new P(1);
		P.cnt = 0;
		p.get().x += 5;
		eq(P.cnt, 1);
		eq(p.x, 6);
		p.get().a[p.get().x - 5]++;
		eq(P.cnt, 3);
		eq(p.a[1], 3);
		P.cnt = 0;
		p.get().pr += 2;
		eq(P.cnt, 12);
		eq(p.x, 8);
		P.cnt = 0;
		eq(p.pr++, 8);
		eq(P.cnt, 11);
		eq(++p.pr, 10);
		p.n = new P(2);
		p.n.n = p;
		p.n.n.n.x *= 3;
		eq(p.n.x, 6);
		var q = p.n = new P(7);
		eq(q, p.n);
		var a, b = 3;
		a = b = 4;
		eq(a + b, 8);
		var i = 0;
		var arr = [0, 0, 0];
		arr[i++] = i++;
		eq(arr[0], 1);
		eq(i, 2);
		arr[i] = i = 0;
		eq(arr[2], 0);
		var x = 1;
		x = x++ + x++;
		eq(x, 3);
		x -= x - 1;
		eq(x, 1);
		x <<= 3;
		x |= 1;
		x ^= 2;
		x &= 0xF;
		x >>= 1;
		eq(x, 5);
		x %= 3;
		eq(x, 2);
		var fl = 1.5;
		fl *= 2;
		fl /= 4;
		fl -= .25;
		eq(fl, .5);
		fl++;
		eq(fl, 1.5);
		var nn:Null<Int> = 3;
		nn++;
		nn += 2;
		eq(nn, 6);
		var m = [1 => 2];
		m[1] *= 10;
		eq(m[1], 20);
		var st = { v: 1 };
		st.v++;
		st.v += st.v;
		eq(st.v, 4);
		var d:Dynamic = { v: 1 };
		d.v += 4;
		eq(d.v, 5);
		d.v++;
		eq(d.v, 6);
		d.s = "x";
		d.s += 1;
		eq(d.s, "x1");
		var da:Dynamic = [1,2];
		da[0] += 5;
		eq(da[0], 6);
		eq(da.length, 2);
		eq(d.v + 1, 7);
		eq(d.v > 5, true);
		eq(d.v * 2.0, 12);
		eq(-d.v, -6);
	}

	function blockv():Int { return { var a = 1; { var b = a + 1; b * 2; } } }

	function ifv(x:Int) return if (x == 0) "z";
	else if (x > 0) "p";
	else "n";

	function tryv(x:Int):String return try { if (x == 0) throw "zero"; if (x == 1) throw 1; "ok" + x; } catch (s:String) { "S" + s; } catch (i:Int) { var q = i + 1; "I" + q; }

	function swv(x:Dynamic):String return switch (Type.typeof(x)) {
		case TInt: "int";
		case TClass(String): "str";
		case TNull: "null";
		case TFunction: "fun";
		case TObject: "obj";
		case TBool: "bool";
		case TFloat: "float";
		case TEnum(_): "enum";
		case TClass(c): Type.getClassName(c);
		case _: "?";
	}

	function lp(n:Int):Int {
		while (true) { if (n > 10) return n; n++; if (n == 5) continue; n += 2; }
	}

	function noRet(x:Bool) { if (x) return; eq(x, false); }

	function ret(x:Int):Int { if (x > 0) { return 1; } else { return 2; } }

	function thr():Int { throw "x"; }

	function loopRet():String {
		for (i in 0...3) { for (j in 0...3) if (i * j == 2) return i + "," + j; }
		return "none";
	}

	function doW() {
		var i = 0;
		do { i++; if (i == 3) continue; if (i == 6) break; } while (i < 10);
		return i;
	}

	function t2() {
		eq(blockv(), 4);
		eq(ifv(0) + ifv(1) + ifv(-1), "zpn");
		eq(tryv(0), "Szero");
		eq(tryv(1), "I2");
		eq(tryv(2), "ok2");
		eq(swv(1), "int");
		eq(swv("s"), "str");
		eq(swv(null), "null");
		eq(swv({}), "obj");
		eq(swv(true), "bool");
		eq(swv(1.5), "float");
		eq(swv(haxe.ds.Option.None), "enum");
		eq(swv([]), "Array");
		eq(swv(() -> 1), "fun");
		eq(swv(this), "expressions.Operators");
		eq(lp(0), 12);
		noRet(true);
		noRet(false);
		eq(ret(1), 1);
		exc(() -> thr());
		eq(loopRet(), "1,2");
		eq(doW(), 6);
		var v = if (true) { 1; } else { 2; };
		eq(v, 1);
		var w = switch v { case 1: { var z = 5; z + 1; } default: 0; };
		eq(w, 6);
		var u = (v == 1) ? { a: 1 } : { a: 2 };
		eq(u.a, 1);
		var fnv = if (v == 1) function(x:Int) return x + 1 else x -> x;
		eq(fnv(1), 2);
		var y = [if (v == 1) "a" else "b", switch v { case 1: "c"; case _: "d"; }];
		eq(y.join(""), "ac");
		eq((if (v == 2) "x" else "y") + "z", "yz");
		eq(((v)), 1);
		var emptyB = {};
		var objl = { "a": 1, "b": 2 };
		eq(objl.b + objl.a, 3);
		eq({ a: { b: [{ c: 5 }] } }.a.b[0].c, 5);
		eq([[1, 2], [3]][0][1], 2);
		eq("abc".charAt(1).toUpperCase() + "d", "Bd");
		eq([1,2,3].filter(x -> x > 1).map(x -> x * 10).join("-"), "20-30");
		eq(("a" + "b").length, 2);
		eq(-1 * -1, 1);
		eq(1 - 1 - 1, -1);
		eq(8 / 4 / 2, 1);
		eq(1 + 2 == 3, true);
		eq(1 < 2 == true, true);
		eq(~1 & 3, 2);
		eq(1 << 31, -2147483648);
		eq(-1 >>> 1, 2147483647);
		eq(1 << 33, 2);
		eq(3 > 2 ? 3 < 2 ? 1 : 2 : 3, 2);
		eq(!(1 == 1), false);
		t(!!true);
		eq(10 % 3 * 2, 2);
		eq(-7 % 3, -1);
		eq(7 % -3, 1);
		feq(-7.5 % 2, -1.5);
		eq(Std.int(7 / 2), 3);
		eq(0xFFFFFFFF, -1);
		eq(1e3, 1000);
		eq('a' + 'b' == "ab", true);
		eq("\"" + '"' + '\'', "\"\"'");
		eq("a\nb".length, 3);
		eq("\u00e9", "é");
		eq('$$', "$");
		eq('${1}${2}', "12");
		eq('$v.', "1.");
		eq('${'in' + "ner"}', "inner");
	}

	function t3() {
		aeq([for (i in 0...3) if (i != 1) i], [0, 2]);
		aeq([for (i in [for (j in 0...3) j * 2]) i + 1], [1, 3, 5]);
		var m = [for (k => v in ["a" => 1, "b" => 2]) v => k];
		eq(m[2], "b");
		eq([for (i in 0...3) for (j in 0...3) if (i < j) '$i$j'].join(","), "01,02,12");
		aeq([for (x in 0...3) { if (x == 1) continue; x; }], [0, 2]);
		aeq([for (x in 0...5) { if (x == 3) break; x; }], [0,1,2]);
		var i = 5;
		aeq([while (i > 0) { i -= 2; i; }], [3, 1, -1]);
		aeq([for (x in 0...2) try { if (x == 0) throw 1; x; } catch (e:Dynamic) -1], [-1, 1]);
		aeq([for (x in 0...3) switch x { case 0: 10; case 1: 20; case _: 30; }], [10, 20, 30]);
		var nested:Array<Array<Int>> = [for (r in 0...2) [for (c in 0...2) r * 2 + c]];
		eq(nested[1][0], 2);
		eq([for (f in [for (n in 0...3) () -> n]) f()].join(""), "012");
		var mm:Map<String, Array<Int>> = [for (s in ["a", "b"]) s => [s.length]];
		eq(mm["b"][0], 1);
		var em:Map<Int, Int> = [];
		eq([for (k in em.keys()) k].length, 0);
		var e2 = [for (x in new Array<Int>()) x];
		eq(e2.length, 0);
		aeq([for (c in "abc".split("")) c.charCodeAt(0)], [97, 98, 99]);
		var objs = [for (i in 0...2) { id: i, name: "n" + i }];
		eq(objs[1].name, "n1");
		var it = 0...5;
		var s = 0;
		for (x in it) s += x;
		eq(s, 10);
		var iter = [1,2,3].iterator();
		iter.next();
		for (x in iter) s += x;
		eq(s, 15);
		for (x in (["a" => 5] : Map<String, Int>)) s += x;
		eq(s, 20);
		for (k in ["zz" => 1].keys()) s += k.length;
		eq(s, 22);
		for (i in -2...1) s += i;
		eq(s, 19);
		for (i in 0...{ var q = 2; q; }) s++;
		eq(s, 21);
		var end = 3;
		for (i in 0...end) { end = 1; s++; }
		eq(s, 24);
		var ar = [1, 2];
		for (x in ar) if (ar.length < 4) ar.push(x);
		eq(ar.length, 4);
		for (i => v in [10, 20]) s += i * v;
		eq(s, 44);
	}

	function t4() {
		var log = [];

		function note(s:String, r:Bool) { log.push(s); return r; }
		note("a", false) && note("b", true);
		note("c", true) || note("d", true);
		if (note("e", true) && (note("f", false) || note("g", true))) log.push("!");
		eq(log.join(""), "acefg!");
		log = [];
		var r = note("x", true) ? note("y", false) : note("z", true);
		eq(log.join(""), "xy");
		f(r);
		var n:Null<String> = null;
		eq(n ?? "d", "d");
		eq((n ?? "ab").length, 2);
		eq(n?.length ?? -1, -1);
		var o:Null<P> = null;
		eq(o?.n?.n?.x, null);
		o?.get();
		eq(o?.a?.length, null);
		o = new P(3);
		o.x = 5;
		eq(o.x, 5);
		eq(o?.n?.x ?? 9, 9);
		o.n ??= new P(8);
		eq(o.n.x, 8);
		o.n ??= new P(9);
		eq(o.n.x, 8);
		var c = 0;

		function cnt():Null<Int> { c++; return null; }
		eq(cnt() ?? cnt() ?? 3, 3);
		eq(c, 2);
		var arr:Null<Array<Int>> = null;
		eq(arr?.length, null);
		arr ??= [];
		arr.push(1);
		eq(arr?.length, 1);
		eq(n == null ? "null" : n, "null");
		var f1:Null<Int->Int> = null;
		eq(f1 == null, true);
		var bo:Null<Bool> = null;
		f(bo == true);
		eq(bo ?? true, true);
		var mm:Map<String, Int> = ["a" => 1];
		eq(mm["b"] ?? 7, 7);
		eq(mm.get("a") ?? 7, 1);
		t(1 == 1.0);
		t("a" < "b");
		t("ab" > "a");
		t((null : Dynamic) == null);
		t(Math.isNaN(Math.NaN));
		eq(Std.string(null), "null");
		eq(Std.string(1.0), "1");
		eq(Std.string(true), "true");
		eq("" + 1.5, "1.5");
		eq(Std.parseInt("0x1F"), 31);
		eq(Std.parseInt("12abc"), 12);
		eq(Std.parseInt("abc"), null);
		feq(Std.parseFloat("1.5e2"), 150);
		eq(Std.parseInt(" 7"), 7);
		eq(Std.parseInt("-5"), -5);
		t(Math.isNaN(Std.parseFloat("x")));
	}
}
