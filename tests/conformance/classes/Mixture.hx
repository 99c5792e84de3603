package classes;

/** Classes, properties, exceptions and overrides together. **/
class Mixture extends Check {
	static function main() {
		var it = new Mixture();
		it.test();
		it.done();
	}

	static function ev(o:Op1):Int return switch o {
		case Add(Lit(a), Lit(b)): a + b;
		case Add(a, b): ev(a) + ev(b);
		case Lit(i): i;
		case Neg(Neg(x)): ev(x);
		case Neg(x): -ev(x);
	}

	static function thrower(k:Int):Dynamic {
		switch (k) {
			case 0: throw 1;
			case 1: throw "s";
			case 2: throw new Err("e");
			case 3: throw new MyEx("m", 9);
			case 4: throw Lit(3);
			case 5: throw {
				a: 1
			};
			case 6: throw null;
			default: return null;
		}
	}

	static function kind(k:Int):String {
		try {
			thrower(k);
		} catch (e:Int) return "i" + e catch (e:String) return "s" + e catch (e:Err) return e.toString() catch (e:MyEx) return "x" + e.message + e.code catch (e:Op1) return "op" catch (e:Dynamic) return "d" + (e == null ? "null" : Std.string(e.a));
		return "none";
	}

	static function fin() {
		var l = [];
		for (i in 0...3) {
			try {
				l.push(i);
				if (i == 1) throw "x";
			} catch (e:String) {
				l.push(10);
				continue;
			}
			l.push(20);
		}
		return l.join(",");
	}

	function test() {
		eq(I1.K + I1.sq(3), 17);
		eq(new I1(1).add(2).add(3).a, 6);
		var h:HasName = new Nm();
		eq(h.name, "q!");
		eq(new Subb().read(), 7);
		eq(new Subb().got, 6);
		eq(ev(Add(Lit(1), Neg(Neg(Lit(4))))), 5);
		var o:Opt<Int> = 5;
		eq(o.or(3), 5);
		var n:Null<Int> = null;
		var o2:Opt<Int> = n;
		eq(o2.or(3), 3);
		t(!o2);
		var s:Sec = new Min(2);
		feq(s.v(), 120);
		feq((s + 1.5).v(), 121.5);
		t(s < new Min(3));
		var r:Rec1 = {v: 1, next: {v: 2}};
		eq(r.next.v, 2);
		eq(r.next.next, null);
		eq(r?.next?.next?.v, null);
		var cb:Cb<Int> = new Impl1();
		eq(cb.call(2), "c2");
		eq(cb.opt, 4);
		Sing.inst.n++;
		eq(Sing.inst.n, 1);
		var p = new Props();
		p.a = -5;
		eq(p.a, 0);
		p.b = 6;
		eq(p.lastB, 6);
		var arr = [1];
		p.c = arr;
		arr.push(2);
		eq(p.c.length, 1);
		eq(Props.st, 5);
		eq(p.ro, 3);
		p.a += 4;
		eq(p.a++, 4);
		eq(++p.a, 6);
		eq([for (k in 0...7) kind(k)].join(","), "i1,ss,Err:e,xm9,op,d1,dnull");
		eq(fin(), "0,20,1,10,2,20");
		try {
			throw new MyEx("a", 1);
		} catch (e) {
			eq(e.message, "a");
			t(Std.isOfType(e, MyEx));
		}
		try {
			throw "v";
		} catch (e:haxe.Exception) {
			eq(e.message, "v");
			eq(cast(e, haxe.ValueException).value, "v");
		}
		var sum = 0;
		for (x in new Iter1([1, 2, 3])) sum += x;
		eq(sum, 6);
		var b:Base = new Deriv();
		eq(b.f(), "d3:null");
		eq(b.f(1, "z"), "d1:z");
		eq(b.f("q"), "d3:q");
		eq(b.g(), "2e!");
		eq(b.g(1), "1e!");
		eq(b.g("w"), "2w!");
		var fnA:?Int->String = function(?a) return "" + a;
		eq(fnA(), "null");
		eq(fnA(1), "1");
		var fnB:Int->?String->Bool = (a, ?b) -> b == null;
		t(fnB(1));
		f(fnB(1, ""));
		var v:Void->Void = () -> { var q = 1; };
		v();
	}
}

private class I1 {
	public static inline var K = 1 << 3;
	public static inline function sq(x:Int) return x * x;
	public inline function new(a:Int) {
		this.a = a;
	}

	public var a:Int;
	public inline function add(b:Int):I1 return new I1(a + b);
}

private interface HasName {
	var name(get, null):String;
}

private class Nm implements HasName {
	public var name(get, null):String;
	public function new() name = "q";
	function get_name() return name + "!";
}

private class Sup {
	var prot = 1;
	public function new() init();
	function init() {}
	public function cl():Void->Int return function() return prot;
}

private class Subb extends Sup {
	public var got = 5;
	override function init() {
		prot = 7;
		got++;
	}

	public function read() return cl()();
}

private enum Op1 {
	Add(a:Op1, b:Op1);
	Lit(i:Int);
	Neg(o:Op1);
}

private abstract Opt<T>(Null<T>) from T {
	public inline function or(d:T):T return this == null ? d : this;
	@:op(!a) public inline function no():Bool return this == null;
	@:from static inline function ofNull<T>(n:Null<T>):Opt<T> return cast n;
}

private abstract Sec(Float) {
	inline function new(f) this = f;
	@:from static function ofMin(m:Min):Sec return new Sec((m:Float) * 60);
	@:from static inline function ofFloat(f:Float) return new Sec(f);
	public inline function v():Float return this;
	@:op(A + B) function plus(o:Sec):Sec;
	@:op(A < B) function lt(o:Sec):Bool;
}

private abstract Min(Float) to Float {
	public inline function new(f:Float) this = f;
}

private typedef Rec1 = { v:Int, ?next:Rec1 } private typedef Cb<T> = { function call(t:T):String; var ?opt:Int; }

private class Impl1 {
	public var opt:Null<Int> = 4;
	public function new() {}
	public function call(i:Int) return "c" + i;
}

private class Sing {
	public static var inst(get, null):Sing;
	static function get_inst() {
		if (inst == null) inst = new Sing();
		return inst;
	}

	public var n = 0;
	function new() {}
}

private class Props {
	public function new() {}
	@:isVar public var a(get, set):Int = 1;
	function get_a() return a;
	function set_a(v) {
		return a = v < 0 ? 0 : v;
	}

	public var b(never, set):Int;
	public var lastB = 0;
	function set_b(v) {
		lastB = v;
		return v;
	}

	public var c(default, set):Array<Int> = [];
	function set_c(v) return c = v.copy();
	static public var st(default, null) = 5;
	public var ro(default, never) = 3;
}

private class Err {
	public var m:String;
	public function new(m) this.m = m;
	public function toString() return "Err:" + m;
}

private class MyEx extends haxe.Exception {
	public var code:Int;
	public function new(m, c) {
		super(m);
		code = c;
	}
}

private class Iter1 {
	var a:Array<Int>;
	var i = 0;
	public inline function new(a) this.a = a;
	public inline function hasNext() return i < a.length;
	public inline function next() return a[i++];
}

private class Base {
	public function new() {}
	public function f(?a:Int, ?b:String):String return a + ":" + b;
	public function g(x:Float = 1.5, y = "d"):String return x + y;
}

private class Deriv extends Base {
	override public function f(?a:Int = 3, ?b:String):String return "d" + super.f(a, b);
	override function g(x:Float = 2, y = "e") return super.g(x, y) + "!";
}
