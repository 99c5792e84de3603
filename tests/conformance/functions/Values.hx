package functions;

import haxe.PosInfos;

private class Cov {
	public function new() {}

	public function f(x:Int):Float return x;

	public function g():Dynamic return 1;

	public function h(x:Cov2):Cov return this;
}

private class Cov2 extends Cov {
	override public function f(x:Int):Float return 3;

	override public function g():String return "s";

	override public function h(x:Cov):Cov2 return this;
}

private class Gst<T> {
	public static function mk<T>(x:T):Gst<T> return new Gst(x);
	var x:T;

	public function new(x:T) this.x = x;

	public function get():T return x;
	public var arr:Array<T> = [];

	public function add(v:T) { arr.push(v); return arr.length; }
}

private class SelfRef {
	public static var all:Array<SelfRef> = [];
	public static final A = new SelfRef("a");
	public static final B = new SelfRef("b");
	public var n:String;

	function new(n) { this.n = n; all.push(this); }
}

private class OverO {
	public function new() {}

	public function o(?a:Int):String return "O" + a;
}

private class OverO2 extends OverO {
	override public function o(?a:Int):String return "P" + super.o(a);

	public function extra(f:?Int->String) return f();
}

private class Clos {
	public var n = 1;

	public function new() {}

	public function mk() return () -> n++;

	public function self() return () -> this;

	public function nested() return () -> () -> { n += 10; n; };

	public static function st() {
		var c = 0;
		return { inc: () -> ++c, dec: () -> --c, get: () -> c };
	}
}

private class VarArgs {
	public static function f(a:Int, ?rest:Array<Int>) return a + (rest == null ? 0 : rest.length);
}

/** Functions as values: closures over variables, optional arguments, methods, members of Dynamic values. **/
class Values extends Check {
	static function main() { var m = new Values(); m.t1(); m.t2(); m.done(); }

	static function log(msg:Dynamic, ?pos:PosInfos) return '${pos.methodName}:$msg';

	static function opt2(?a:String, ?b:Int, ?c:Array<Int>, ?d:{ x:Int }, ?e:Int->Int) return [a != null, b != null, c != null, d != null, e != null].map(x -> x ? "1" : "0").join("");

	function t1() {
		var c:Cov = new Cov2();
		feq(c.f(3), 3);
		eq(c.g(), "s");
		t(new Cov().h(new Cov2()) != c);
		eq(new Cov().g(), 1);
		feq(new Cov().f(2), 2);
		eq(c.h(new Cov2()), c);
		eq(Gst.mk(3).get(), 3);
		eq(new Gst("s").add("t"), 1);
		eq(SelfRef.all.length, 2);
		eq(SelfRef.B.n, "b");
		eq(new OverO2().o(), "POnull");
		eq((new OverO2():OverO).o(1), "PO1");
		var oo = new OverO2();
		eq(oo.extra(oo.o), "POnull");
		var cl = new Clos();
		var f = cl.mk();
		f();
		f();
		eq(cl.n, 3);
		eq(cl.self()(), cl);
		eq(cl.nested()()(), 13);
		var st = Clos.st();
		st.inc();
		st.inc();
		st.dec();
		eq(st.get(), 1);
		eq(VarArgs.f(1, [2, 3]), 3);
		eq(VarArgs.f(1), 1);
		eq(log("x"), "t1:x");
		eq(opt2(), "00000");
		eq(opt2(1), "01000");
		eq(opt2([1]), "00100");
		eq(opt2({ x: 1 }), "00010");
		eq(opt2(x -> x), "00001");
		eq(opt2("a", [1], x -> x), "10101");
		eq(opt2(null, 1), "01000");
		var fs:Array<?Int->String> = [oo.o];
		eq(fs[0](), "POnull");
		var cmp = oo.o;
		t(Reflect.compareMethods(cmp, oo.o));
		var nullF:Void->Void = null;
		t(nullF == null);
		exc(() -> nullF());
		var fm:Map<String, Int->Int> = ["d" => x -> x * 2, "t" => x -> x * 3];
		eq([for (k in ["d", "t"]) fm[k](5)].join(","), "10,15");
		var comp = [x -> x + 1, x -> x * 2].map(f -> (x:Int) -> f(x) + 1);
		eq(comp[1](4), 9);
	}

	function t2() {
		var x:Dynamic = { a: { b: ([1, { c: "deep" }] : Array<Dynamic>) } };
		eq(x.a.b[1].c, "deep");
		x.a.b[0] = 5;
		eq(x.a.b[0], 5);
		x.n = () -> 7;
		eq(x.n(), 7);
		eq(x.missing, null);
		var s:String = x.a.b[1].c;
		eq(s, "deep");
		var dm:Dynamic = ["k" => 1];
		eq(dm.get("k"), 1);
		for (f in Reflect.fields(x)) t(f == "a" || f == "n");
		var d2:Dynamic = 5;
		d2 += 3;
		eq(d2, 8);
		d2 = "s" + d2;
		eq(d2, "s8");
		eq(d2.length, 2);
		eq(d2.toUpperCase(), "S8");
		var arr:Array<Dynamic> = [1, "b", null, [2]];
		eq(arr[3][0], 2);
		eq(arr.map(v -> Std.string(v)).join(""), "1bnull[2]");
		var dd:Dynamic<Int> = { one: 1 };
		dd.two = 2;
		eq(dd.one + dd.two, 3);
		eq(Reflect.field(dd, "two"), 2);
		switch (arr[1]) { case "b": t(true); case _: t(false); }
		var isn = x == null;
		f(isn);
		if (x.a != null && x.a.b.length > 1) t(true);
		var fnd:Dynamic = Math.max;
		feq(fnd(1, 2), 2);
		var cls:Dynamic = SelfRef;
		eq(cls.all.length, 2);
		var inst:Clos = Type.createInstance(Clos, []);
		eq(inst.n, 1);
		eq(Reflect.callMethod(inst, inst.mk, [])(), 1);
		Reflect.setProperty(inst, "n", 9);
		eq(Reflect.getProperty(inst, "n"), 9);
		t(Reflect.isObject(inst));
		t(Reflect.isFunction(inst.mk));
		eq(Type.getInstanceFields(Clos).length, 4);
	}
}
