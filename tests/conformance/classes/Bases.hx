package classes;

private class DynC {
	var v:Int;

	public function new(v) this.v = v;
	public dynamic function add(x, y) { return v + x + y; }

	public inline function iadd(x, y) return v + x + y;
	public dynamic static function sadd(x:Int, y:Int) return 1000 + x + y;
	public static var V = 10;
	@:isVar public static var W(get, set):Int = 55;

	static function get_W() return W + 2;

	static function set_W(v) { W = v; return v; }
}

private class OtherD extends DynC {}

private interface IDef {
	public function get(x:Int = 5):Int;
}

private class BDef implements IDef {
	public function new() {}

	public function get(x = 3) return x;
}

private class EDef extends BDef implements IDef {
	public override function get(x = 7) return x;
}

private class SupP {
	public var prop(get, set):Int;
	@:isVar public var fProp(get, set):Int;
	public var sProp(get, null):Int;

	public function new() { fProp = 0; }

	function get_prop() return 1;

	function set_prop(v) return v;

	function get_fProp() return fProp;

	function set_fProp(v) return fProp = v;

	function get_sProp() return 100;
}

private class SupC extends SupP {
	override function get_prop() return super.prop + 1;

	override function set_prop(v) { super.prop = v; return super.fProp = v + 10; }

	override function get_fProp() return super.fProp + 5;

	public function viaSuper() return super.prop + super.sProp;
}

private class UB {
	public static function priv(s:String) return s.toUpperCase();
}

private class StaticInit {
	public static var log:Array<String> = [];
	public static var x = { log.push("x"); 5; }
	public static final f = (() -> { log.push("f"); return x * 2; })();
	public static var z:Array<Int> = [for (i in 0...3) i * x];
	public static var m = ["a" => x];
	public static var o = { a: f, b: [x] };
	public static var t = try { throw "e"; } catch (e:String) e + "!";
	public static var sw = switch x { case 5: "five"; case _: "?"; }
	public static var ifv = if (x > 3) 1 else 2;
	public static var fn = function(a:Int) { return a + x; }
}

private class FieldInit {
	public var a = 1;
	public var b = [1, 2];
	public var c = ["k" => 1];
	public var d:Int->Int = x -> x + 1;
	public var e = { q: 1 };
	public var f = StaticInit.x;
	public var g = new StringBuf();
	public var h:Null<Int>;
	public var i:String = null;
	public var j:Bool;
	public var k:Float;
	public var l = "s" + 1;

	public function new() {}
}

/** Dynamic functions, defaults that overriding changes, accessors of base classes, initialisers, methods of the library as values. **/
class Bases extends Check {
	static function main() { var m = new Bases(); m.t1(); m.t2(); m.t3(); m.done(); }

	function t1() {
		var inst = new DynC(100);
		var add = inst.add;
		eq(inst.add(1, 2), 103);
		eq(inst.iadd(1, 2), 103);
		eq(add(1, 2), 103);
		eq(callback(inst.add.bind(1))(2), 103);
		eq(add.bind(1)(2), 103);
		inst.add = function(x, y) return inst.iadd(x, y) * 2;
		eq(inst.add(1, 2), 206);
		eq(inst.iadd(1, 2), 103);
		eq(DynC.sadd(1, 2), 1003);
		DynC.sadd = function(x, y) return x * y;
		eq(DynC.sadd(3, 4), 12);
		var o = new OtherD(0);
		eq(o.add(1, 2), 3);
		eq(DynC.W, 57);
		DynC.W = 5;
		eq(DynC.W, 7);
		DynC.W += 1;
		eq(DynC.W, 10);
		eq(DynC.V++, 10);
		eq(++DynC.V, 12);
		var b = new BDef();
		eq(b.get(), 3);
		b = new EDef();
		eq(b.get(), 7);
		eq(b.get(1), 1);
		var i:IDef = new BDef();
		eq(i.get(), 3);
		i = new EDef();
		eq(i.get(), 7);
		eq(new EDef().get(), 7);
		var p = new SupP();
		eq(p.prop, 1);
		eq(p.fProp, 0);
		p.fProp = 1;
		eq(p.fProp, 1);
		var c = new SupC();
		eq(c.prop, 2);
		eq(c.prop = 4, 14);
		eq(c.fProp, 19);
		eq(c.viaSuper(), 101);
		eq(StaticInit.log.join(","), "x,f");
		eq(StaticInit.f, 10);
		aeq(StaticInit.z, [0, 5, 10]);
		eq(StaticInit.m["a"], 5);
		eq(StaticInit.o.b[0], 5);
		eq(StaticInit.t, "e!");
		eq(StaticInit.sw, "five");
		eq(StaticInit.ifv, 1);
		eq(StaticInit.fn(1), 6);
		var f1 = new FieldInit(), f2 = new FieldInit();
		f1.b.push(3);
		eq(f2.b.length, 2);
		f1.e.q = 5;
		eq(f2.e.q, 1);
		eq(f1.d(1), 2);
		eq(f1.f, 5);
		eq(f1.h, null);
		eq(f1.i, null);
		eq(f1.l, "s1");
		f1.g.add("x");
		eq(f2.g.toString(), "");
	}

	function callback(f:Int->Int) return f;

	function t2() {
		var s = "abc";
		var cc = s.charCodeAt;
		eq(cc(1), 98);
		var up = s.toUpperCase;
		eq(up(), "ABC");
		var arr = [3, 1, 2];
		var push = arr.push;
		push(9);
		eq(arr.length, 4);
		var mx = Math.max;
		feq(mx(1, 2), 2);
		var ps = Std.parseInt;
		eq(ps("3"), 3);
		arr.sort(Reflect.compare);
		eq(arr.join(""), "1239");
		eq(arr.map(Std.string).join("|"), "1|2|3|9");
		var fs = String.fromCharCode;
		eq(fs(65), "A");
		var j = [1, 2].join;
		eq(j("-"), "1-2");
		eq(["b", "a"].map(x -> x.charCodeAt.bind(0)()).join(","), "98,97");
		var ab = Math.abs;
		feq([-1.5, 2].map(ab)[0], 1.5);
		eq(Lambda.map([1, 2], x -> x + 1).length, 2);
		var x = 0;
		var f = () -> { x++; x; };
		eq(f(), 1);
		var g = () -> x = 5;
		eq(g(), 5);
		eq(x, 5);
		var h:Void->Void = () -> x;
		h();
		var arr2 = [];
		for (i in 0...3) { var j = i * 2; arr2.push(() -> j++ + i); }
		eq(arr2[1](), 3);
		eq(arr2[1](), 4);
		eq(arr2[2](), 6);
		var k = 0;
		var fns = [];
		while (k < 3) { fns.push(() -> k); k++; }
		eq(fns[0](), 3);

		function outer() {
			var n = 0;

			function inner() { n++; return n; }
			inner();
			return inner;
		}
		var o1 = outer(), o2 = outer();
		eq(o1(), 2);
		eq(o1(), 3);
		eq(o2(), 2);
		var self = null;
		self = (n:Int) -> n <= 0 ? "end" : self(n - 1);
		eq(self(3), "end");
		try { throw () -> 5; } catch (e:Dynamic) { eq(e(), 5); }
		switch (3) { case n: var fn = () -> n; eq(fn(), 3); }
		for (s in ["a", "a"]) { var fn = () -> s; eq(fn(), "a"); }
		try throw "q" catch (e:String) { var fn = () -> e; eq(fn(), "q"); }
		(function(a:Int, b:Int) { eq(a + b, 3); })(1, 2);
		var r = (function(n:Int):Int { return n * 2; })(4);
		eq(r, 8);
		eq((x -> x + 1)(2), 3);
		eq(((a, b) -> a + b)(1, 2), 3);
		var ret = function():Void {};
		ret();
		var multi = function(?a:Int, ?b:String = "d", c:Bool = true) return '$a$b$c';
		eq(multi(), "nulldtrue");
		eq(multi(1), "1dtrue");
		eq(multi("x"), "nullxtrue");
		eq(multi(false), "nulldfalse");
		eq(multi(null, null, false), "nulldfalse");
	}

	function optNull(?a:Null<Int>, b:Float = 1) return a + b;

	static function s1(a = "", ?b) { if (b == null) b = a; return a + b; }

	static function gen<T>(?x:T):T return x;

	static function arr<T>(?a:Array<T>):Array<T> return a == null ? [] : a;

	function t3() {
		eq(s1(), "");
		eq(s1("a"), "aa");
		eq(s1("a", "b"), "ab");
		eq(gen(3), 3);
		eq((gen() : String), null);
		eq(arr([1]).length, 1);
		eq(arr().length, 0);
		feq(optNull(1), 2);
		var a:Array<Int> = [];
		a[3] = 1;
		eq(a.length, 4);
		eq(a[3], 1);
		var d:Array<Null<Int>> = [null, 1];
		eq(d[0], null);
		d[5] = 2;
		eq(d[4], null);
		eq(a.indexOf(1), 3);
		var str:Array<String> = [];
		str[1] = "x";
		eq(str[0], null);
		eq(str[10], null);
		var i:Int = 3;
		var fl:Float = i;
		feq(fl / 2, 1.5);
		fl = i = 4;
		feq(fl, 4);
		var u:Null<Float> = i;
		feq(u, 4);
		var ff:Array<Float> = [1, 2.5];
		feq(ff[0], 1);
		var fm:Map<String, Float> = ["a" => 1];
		feq(fm["a"], 1);

		function ft(x:Float) return x;
		feq(ft(3), 3);
		var fo:{ x:Float } = { x: 1 };
		feq(fo.x, 1);
		var nf:Null<Float> = null;
		nf = 3;
		feq(nf, 3);
		feq(if (i == 4) 1 else 2.5, 1);
		feq(i == 4 ? 1 : 2.5, 1);
		feq(switch i { case 4: 1; case _: 1.5; }, 1);
		t(Std.isOfType(1.0, Int));
		t(Std.isOfType(i, Float));
		var dyn:Dynamic = 1.0;
		eq(Std.string(dyn), "1");
		eq(dyn == 1, true);
		var b:Bool = cast true;
		t(b);
		eq(Std.string([1, null, "a", true]), "[1,null,a,true]");
		eq(Std.string({ a: 1, b: [] }), "{a: 1, b: []}");
		eq(Std.string(null), "null");
		eq("" + [1], "[1]");
		eq([1] + "", "[1]");
		eq("a" + null, "anull");
		eq(null + "a", "nulla");
		var ns:String = null;
	}
}
