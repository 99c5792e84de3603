package classes;

private class A {
	public function new() {}
}

private class B extends A {
	public var b = 1;
}

private class C extends A {}

private interface HasName {
	var name:String;
}

private class Named implements HasName {
	public var name:String;
	public final id:Int = 5;

	public function new(n) name = n;
}

private interface RO {
	var x(get, never):Int;
}

private class ROI implements RO {
	public var x(get, never):Int;

	function get_x() return 3;

	public function new() {}
}

private interface RW {
	var y(default, null):Int;
}

private class RWI implements RW {
	public var y(default, null):Int = 4;

	public function new() {}

	public function inc() y++;
}

private class Multi<A, B> {
	var a:A;
	var b:B;

	public function new(a:A, b:B) { this.a = a; this.b = b; }

	public function swap():Multi<B, A> return new Multi(b, a);

	public function first() return a;

	static public function of<X>(x:X) return new Multi(x, x);
}

private class Fluent {
	var parts:Array<String> = [];

	public function new() {}

	public function add(s:String):Fluent { parts.push(s); return this; }

	public function build() return parts.join("");
}

private class Single {
	public static var inst(get, never):Single;
	static var _i:Single;

	static function get_inst() return _i ??= new Single();
	public var n = 0;

	function new() {}
}

private class Temp {
	public var c:Float;
	public var fa(get, set):Float;

	function get_fa() return c * 9 / 5 + 32;

	function set_fa(v:Float) { c = (v - 32) * 5 / 9; return v; }

	public function new(c) this.c = c;
}

private class Vec {
	public final x:Float;
	public final y:Float;

	public function new(x:Float, y:Float = 0) { this.x = x; this.y = y; }

	public function plus(o:Vec) return new Vec(x + o.x, y + o.y);
	public static final ZERO = new Vec(0);

	public function eqv(o:Vec) return o != null && x == o.x && y == o.y;

	public function toString() return '($x,$y)';
}

private abstract class Handler {
	var next:Null<Handler>;

	public function new() {}

	public function set(h:Handler) { next = h; return h; }

	public function handle(n:Int):String {
		if (can(n)) return name() + n;
		if (next != null) return next.handle(n);
		return "none";
	}
	abstract function can(n:Int):Bool;

	function name() return "h";
}

private class Small extends Handler {
	function can(n:Int) return n < 10;

	override function name() return "s";
}

private class Big extends Handler {
	function can(n:Int) return n > 100;
}

private class Lazy<T> {
	var f:() -> T;
	var v:Null<T>;
	var done = false;

	public function new(f) this.f = f;

	public function get():T { if (!done) { v = f(); done = true; } return v; }
}

private class Matrix {
	var d:Array<Array<Float>>;

	public function new(d) this.d = d;

	public function mul(o:Matrix) return new Matrix([for (r in d) [for (j in 0...o.d[0].length) { var s = 0.; for (k in 0...r.length) s += r[k] * o.d[k][j]; s; }]]);

	public function at(i, j) return d[i][j];
}

private enum Token {
	Num(f:Float);
	Op(c:String);
	LP;
	RP;
}

private class Lexer {
	var s:String;
	var i = 0;

	public function new(s) this.s = s;

	public function all() {
		var out = [];
		while (i < s.length) { var c = s.charAt(i); switch c { case " ": i++; case "+" | "-" | "*" | "/": out.push(Op(c)); i++; case "(": out.push(LP); i++; case ")": out.push(RP); i++; case _ if (c >= "0" && c <= "9"): var st = i; while (i < s.length && (s.charAt(i) >= "0" && s.charAt(i) <= "9" || s.charAt(i) == ".")) i++; out.push(Num(Std.parseFloat(s.substring(st, i)))); case _: throw 'bad $c'; } }
		return out;
	}
}

private class Parser {
	var t:Array<Token>;
	var p = 0;

	public function new(t) this.t = t;

	function peek() return p < t.length ? t[p] : null;

	public function expr():Float {
		var v = term();
		while (true) switch peek() { case Op("+"): p++; v += term(); case Op("-"): p++; v -= term(); case _: return v; }
	}

	function term():Float {
		var v = factor();
		while (true) { switch peek() { case Op("*"): p++; v *= factor(); case Op("/"): p++; v /= factor(); case null | _: break; } }
		return v;
	}

	function factor():Float {
		return switch t[p++] { case Num(f): f; case Op("-"): -factor(); case LP: var v = expr(); p++; v; case x: throw 'unexpected $x'; }
	}
}

/** Classes as programs have them: factories, chains, parsers, lazy values, inference. **/
class Designs extends Check {
	static function main() { var m = new Designs(); m.t1(); m.t2(); m.t3(); m.done(); }

	function pick(b:Bool) return b ? new B() : null;

	function common(i:Int):A return i == 0 ? new B() : new C();

	function infer(x) return x + 1;

	function infer3(f:Int->Int) return f(3) + 1;

	function idf<T>(x:T) return x;

	function t1() { 		eq(1, 1); 	}

	function t2() {
		var n = new Named("n");
		var h:HasName = n;
		h.name += "!";
		eq(n.name, "n!");
		eq((new ROI():RO).x, 3);
		var rw = new RWI();
		rw.inc();
		eq((rw:RW).y, 5);
		eq(pick(true).b, 1);
		eq(pick(false), null);
		t(Std.isOfType(common(0), B));
		eq(infer(2), 3);
		eq(infer3(x -> x * 2), 7);
		eq(idf(5) + idf(idf(3)), 8);
		var m = new Multi(1, "a").swap();
		eq(m.first().length, 1);
		eq(Multi.of(3).first(), 3);
		eq(new Fluent().add("a").add("b").build(), "ab");
		Single.inst.n++;
		Single.inst.n++;
		eq(Single.inst.n, 2);
		var tp = new Temp(100);
		feq(tp.fa, 212);
		tp.fa = 32;
		feq(tp.c, 0);
		tp.fa += 18;
		feq(tp.c, 10);
		eq(new Vec(1, 2).plus(new Vec(3)).toString(), "(4,2)");
		t(Vec.ZERO.eqv(new Vec(0, 0)));
		eq('${Vec.ZERO}', "(0,0)");
		var s = new Small();
		s.set(new Big());
		eq(s.handle(5), "s5");
		eq(s.handle(500), "h500");
		eq(s.handle(50), "none");
		var calls = 0;
		var lz = new Lazy(() -> { calls++; return "v"; });
		eq(lz.get() + lz.get(), "vv");
		eq(calls, 1);
		feq(new Matrix([[1., 2], [3, 4]]).mul(new Matrix([[0., 1], [1, 0]])).at(0, 0), 2);
		feq(new Parser(new Lexer("2 * (3 + 4) - 10 / 4").all()).expr(), 11.5);
		exc(() -> new Lexer("2 $").all());
	}

	function t3() {
		var a = [];
		a.push(1);
		eq(a[0], 1);
		var b = null;
		b = "x";
		eq(b.length, 1);
		var c;
		c = [1];
		eq(c.length, 1);
		var m = new Map();
		m.set("k", 2);
		eq(m.get("k"), 2);
		var f = x -> x;
		eq(f(3), 3);
		var l = new List();
		l.add("q");
		eq(l.first(), "q");
		var nested = [[]];
		nested[0].push(5);
		eq(nested[0][0], 5);
		var o = { list: [], cb: null };
		o.list.push("s");
		o.cb = () -> o.list.length;
		eq(o.cb(), 1);
		var fnArr = [];
		fnArr.push((x:Int) -> x + 1);
		eq(fnArr[0](1), 2);
		var mm = ["a" => []];
		mm["a"].push(1);
		eq(mm["a"].length, 1);

		function rec(n) return n <= 0 ? [] : rec(n - 1).concat([n]);
		eq(rec(3).join(""), "123");
		var s = 0;
		for (x in [for (i in 0...3) { k: i, v: i * i }]) s += x.k * x.v;
		eq(s, 9);
		var sw = switch 3 { case 1: null; case _: "s"; }
		eq(sw, "s");
		var tern = s > 5 ? null : 3;
		eq(tern, null);
		var fl = s > 5 ? 1 : 2.5;
		feq(fl, 1);
		var arrf = [1, 2.5];
		feq(arrf[0] + arrf[1], 3.5);
		var st = { x: 1.5 };
		st.x = 2;
		feq(st.x, 2);
		var g = function(x) return x.length;
		eq(g("abc"), 3);
		var acc = [1, 2, 3].map(x -> { v: x }).filter(o -> o.v > 1).map(o -> o.v * 2);
		eq(acc.join(","), "4,6");
		var mixed:Array<Dynamic> = [1, "a", { b: 2 }];
		eq(mixed[2].b, 2);
		var any:Any = "s";
		eq((any : String).length, 1);
		var sorted = ["b", "a", "c"];
		sorted.sort((a, b) -> Reflect.compare(a, b));
		eq(sorted.join(""), "abc");
		var copy = sorted.copy();
		copy.reverse();
		eq(sorted.join("") + copy.join(""), "abccba");
		eq(sorted.slice(1, 2).join(""), "b");
		eq(sorted.splice(0, 1).join("") + sorted.length, "a2");
		sorted.insert(0, "z");
		eq(sorted[0], "z");
		eq([1, 2, 3].indexOf(2) + [1, 2, 3].lastIndexOf(9), 0);
		t([1, 2].contains(2));
		eq([3, 1, 2].toString(), "[3,1,2]");
		var it = [1, 2].keyValueIterator();
		eq(it.next().key, 0);
		eq([for (k => v in [5, 6]) k + v].join(","), "5,7");
		var r = [1, 2, 3];
		r.resize(1);
		eq(r.length, 1);
		eq("a,b".split(",").length, 2);
		eq("hello".substr(1, 3) + "hello".substring(1, 3) + "hello".charAt(0) + "hello".indexOf("l"), "ellelh2");
		eq("Hello".toLowerCase().toUpperCase(), "HELLO");
		eq("a-b-c".lastIndexOf("-"), 3);
		eq(String.fromCharCode(65), "A");
		eq("x".charCodeAt(5), null);
		eq("abc".substr(-2), "bc");
	}
}
