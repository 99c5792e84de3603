package classes;

// typical "issue" style corners: classes & functions

private class A {
	public var v:Int = 1;

	public function new() {}

	public function get() return v;

	public function chain():A { v++; return this; }

	static public function make():A return new A();
	public static var inst(get, null):A;

	static function get_inst() return inst == null ? inst = new A() : inst;
}

private class Parent<T> {
	public var value:T;

	public function new(v:T) value = v;

	public function map<S>(f:T->S):Parent<S> return new Parent(f(value));

	public function test(?o:String) return o == null;
}

private class Child extends Parent<String> {
	public function new() { super("child"); }

	override function test(?o:String) return super.test(o);
}

private interface I1 {
	var x:Int;

	function f(a:Int, ?b:Int):Int;
}

private class Im implements I1 {
	public var x:Int = 5;

	public function new() {}

	public function f(a:Int, ?b:Int):Int return a + (b == null ? 0 : b);
}

private class OverD {
	public function new() {}

	public function def(x = 5) return x;
}

private class OverD2 extends OverD {
	override function def(x = 5) return x * 2;
}

private class Sup {
	public var log = "";

	public function new(?x:Int) { log += "s" + x; }

	public function a() return "Sa";

	public function b() return "Sb";
}

private class Su2 extends Sup {
	public function new() { var q = 3; super(q); log += "e"; }

	override function a() { return super.a() + "!" + super.b(); }

	override public function b() return "S2b" + super.a();
}

private class Prop {
	@:isVar public var p(get, set):Int = 0;

	public function new() {}

	function get_p() return p;

	function set_p(v) return p = v;
	public var arr(default, set):Array<Int>;

	function set_arr(a) { return arr = a == null ? [] : a; }
	public var st(get, never):Prop;

	function get_st() return this;
}

private class Prop2 extends Prop {
	override function get_p() return super.get_p() + 100;

	override function set_p(v:Int) return super.set_p(v * 2);
}

private class StaticOnly {
	public static var a = 1;
	public static var b = a + 1;

	public static function f() return a + b;
	static public var fn:Int->Int = x -> x + a;
}

private class Gen2<T:(A)> { public var t:T; public function new(t:T) this.t = t; public function g() return t.get(); }

private class ToS {
	var n:String;

	public function new(n) this.n = n;

	public function toString() return 'ToS($n)';
}

private class NoNew {
	public static var c = 5;
}

private class It implements I2 {
	public function new() {}

	public function iterator() return [1,2,3].iterator();
}

private interface I2 {
	function iterator():Iterator<Int>;
}

/** Members of classes: overriding, accessors, statics, methods and constructors as values. **/
class Members extends Check {
	static function main() { var m = new Members(); m.t1(); m.t2(); m.t3(); m.done(); }

	function t1() {
		eq(A.make().chain().chain().get(), 3);
		eq(A.inst, A.inst);
		A.inst.v = 9;
		eq(A.inst.get(), 9);
		eq(new Parent(3).map(x -> "v" + x).value, "v3");
		eq(new Child().map(s -> s.length).value, 5);
		t(new Child().test());
		f(new Child().test("x"));
		t((new Child():Parent<String>).test(null));
		var i:I1 = new Im();
		eq(i.f(1), 1);
		eq(i.f(1, 2), 3);
		i.x++;
		eq(i.x, 6);
		i.x += 4;
		eq(i.x, 10);
		eq((new OverD2():OverD).def(), 10);
		eq(new OverD2().def(1), 2);
		eq(new OverD().def(), 5);
		var s = new Su2();
		eq(s.log, "s3e");
		eq(s.a(), "Sa!Sb");
		eq(s.b(), "S2bSa");
		eq(new Sup().log, "snull");
		var p:Prop = new Prop2();
		p.p = 3;
		eq(p.p, 106);
		p.p += 1;
		eq(p.p, 314);
		eq(p.p++, 314);
		eq(p.st.st.p, 730);
		p.arr = null;
		eq(p.arr.length, 0);
		p.arr.push(2);
		eq(p.arr[0], 2);
		p.arr = [1,2];
		eq((p.arr = null).length, 0);
		eq(StaticOnly.f(), 3);
		eq(StaticOnly.fn(4), 5);
		StaticOnly.fn = x -> x * 2;
		eq(StaticOnly.fn(4), 8);
		eq(new Gen2(new A()).g(), 1);
		eq(Std.string(new ToS("x")), "ToS(x)");
		eq("" + new ToS("y"), "ToS(y)");
		eq('${[new ToS("z")]}', "[ToS(z)]");
		eq(Std.string({ a: new ToS("q") }), "{a: ToS(q)}");
		var sum = 0;
		for (x in new It()) sum += x;
		eq(sum, 6);
		var i2:I2 = new It();
		for (x in i2) sum += x;
		eq(sum, 12);
		eq(Type.getClassName(Members), "classes.Members");
		eq(Type.getSuperClass(Child), Parent);
		t(Std.isOfType(new Child(), Parent));
		eq(Type.getClassFields(NoNew).join(","), "c");
	}
	var x = 10;
	static var sx = 5;
	public var f1:Int->Int = function(y) return y + 1;
	var fn2:Void->String;

	function t2() {
		var x = 1;
		eq(x, 1);
		eq(this.x, 10);
		{ var x = "s"; eq(x, "s"); }
		eq(x, 1);

		function inner(x:Int) { x++; return x; }
		eq(inner(x), 2);
		eq(x, 1);
		var self = this;
		var g = function() return self.x;
		eq(g(), 10);
		var h = () -> this.x;
		this.x = 11;
		eq(h(), 11);
		eq(f1(1), 2);
		f1 = x -> x * 3;
		eq(f1(2), 6);
		var ff = f1;
		f1 = null;
		eq(ff(2), 6);
		exc(() -> f1(1));
		fn2 = () -> "fn2";
		eq(fn2(), "fn2");
		eq((fn2)(), "fn2");
		eq(this.fn2(), "fn2");
		eq(get().get().x, 11);
		var a = [function(x) return x + 1, function(x) return x * 2];
		eq(a[1](5), 10);
		eq(a.map(f -> f(3)).join(","), "4,6");
		var m = ["k" => (x:Int) -> x - 1];
		eq(m["k"](3), 2);
		var o = { f: (x:Int, y:Int) -> x + y };
		eq(o.f(1, 2), 3);
		eq(compose(x -> x + 1, x -> x * 2)(5), 12);
		eq(curry((a, b) -> a + b)(1)(2), 3);
		var rec:Int->Int = null;
		rec = n -> n == 0 ? 0 : n + rec(n - 1);
		eq(rec(4), 10);
		var k = 0;
		var inc = () -> k++;
		inc();
		inc();
		eq(k, 2);
		var add = (d:Int) -> k += d;
		eq(add(5), 7);
		eq(k, 7);
		eq(apply(this.t5, 4), 8);
		eq(apply(Members.t6, 4), 12);
		var v:Void->Void = () -> k = 100;
		v();
		eq(k, 100);
		var cb:(?x:Int)->Int = (?x) -> x == null ? -1 : x;
		eq(cb(), -1);
		eq(cb(3), 3);

		function opt(a:Int, ?b:String, c = 3) return '$a$b$c';
		eq(opt(1), "1null3");
		eq(opt(1, "x"), "1x3");
		eq(opt(1, 5), "1null5");
		eq(opt(1, "y", 2), "1y2");
		var fo = opt;
		eq(fo(1), "1null3");
		var d:Dynamic = opt;
		eq(d(1, "q", 7), "1q7");

		inline function inl(a:Int) return a * 2;
		eq(inl(4), 8);
		var z = inl(inl(2));
		eq(z, 8);

		function gen<T>(x:T):Array<T> return [x];
		eq(gen(3)[0], 3);
		eq(gen("s")[0], "s");
	}

	function apply(f:Int->Int, x:Int) return f(x);

	function t5(x:Int) return x * 2;

	static function t6(x:Int) return x * 3;

	function compose<A, B, C>(f:A->B, g:B->C):A->C return x -> g(f(x));

	function curry<A, B, C>(f:A->B->C):A->(B->C) return a -> b -> f(a, b);

	function get() return this;

	function t3() {
		var a = new A();
		var f1 = a.get;
		a.v = 50;
		eq(f1(), 50);
		t(Reflect.isFunction(f1));
		t(Reflect.compareMethods(a.get, a.get));
		f(Reflect.compareMethods(a.get, new A().get));
		f(Reflect.compareMethods(a.get, a.chain));
		var fs:Array<Void->Int> = [a.get, () -> 1];
		eq(fs[0]() + fs[1](), 51);
		var n = A.new;
		eq(n().v, 1);
		var mk:String->ToS = ToS.new;
		eq(mk("w").toString(), "ToS(w)");
		eq([1,2].map(Parent.new)[1].value, 2);
		var e:Null<A> = null;
		exc(() -> e.get());
		exc(() -> e.v = 1);
		eq(e?.get(), null);
		var arr:Array<A> = [a, null];
		eq(arr[1]?.v, null);
		eq(arr[0]?.v, 50);
		t(arr.indexOf(a) == 0);
		t(arr.remove(a));
		eq(arr.length, 1);
		var tt:Check = this;
		t((cast tt:Members) == this);
		t(Std.downcast(tt, Members) != null);
		switch (Std.downcast(tt, Members)) { case null: t(false); case m: eq(m.x, 11); }
		var dyn:Dynamic = a;
		eq(dyn.v, 50);
		eq(dyn.get(), 50);
		dyn.v = 3;
		eq(a.v, 3);
		exc(() -> dyn.nope());
		eq(dyn.nope, null);
		var cl:Class<A> = A;
		eq(Type.createInstance(cl, []).v, 1);
		var any:Any = 3;
		var back:Int = any;
		eq(back, 3);
	}
}
