package abstracts;

import haxe.Constraints;

/** Operators, conversions and members of abstracts, one program for each way. **/
class Operators extends Check {
	static function main() {
		var it = new Operators();
		it.test();
		it.testKilo();
		it.done();
	}
	static function useMeters(m:Meters) return (m : Int);
	static function lz(l:Lazy<Int>) return l.get();
	static function e2(e:Either2<Int, String>):String return if (Std.isOfType(e, String)) "s" + (e : String) else "i" + (e : Int);
	static function vecs(v:Vec) return v.toString();
	static function nn(n:NonNull<String>):String return n;
	function test() {
		var a:A1 = {
			x: 1
		};
		eq(a.x, 1);
		a.y = 5;
		eq(a.y, 5);
		a.x += 3;
		eq(a.x, 4);
		eq(a(4), 8);
		eq(a[2], "a2");
		eq(a[1] = "q", "q1");
		var r:ReadOnly<Int> = [1, 2];
		eq(r.length + r[1], 4);
		eq([for (x in r.map(x -> x + 1)) x].join(""), "23");
		eq(useMeters("12"), 12);
		var m = new Meters(3);
		eq((m * 2 : Int) + (2 * m : Int), 12);
		eq((m - m : Int), 0);
		t(m > new Meters(1));
		t(m == new Meters(3));
		f(!m);
		eq((~m : Int), -4);
		eq((new Meters(1)...m).length, 2);
		eq(m % 2, "mod");
		eq(m => "k", "k3");
		eq(m && m, "and");
		var h:HttpStatus = 404;
		eq(h, NotFound);
		t(h.isErr());
		eq((h : String), "Not Found");
		eq(HttpStatus.all.length, 3);
		eq((Teapot : Int), 418);
		var s:String = Ok;
		eq(s, "OK");
		eq(cast(One, String), "One");
		eq(cast Three, "3");
		eq(Auto.nc(), "nc");
		eq(switch (cast "Two" : Auto) { case One: 1; case Two: 2; case Three: 3; }, 2);
		var ff:FF = .5;
		eq(ff == Half, true);
		eq(switch Yes { case Yes: 1; case No: 0; }, 1);
		eq(lz(3), 3);
		eq(lz(() -> 4), 4);
		var l:Lazy<String> = "q";
		eq(l.map(s -> s + "!").get(), "q!");
		var ls:String = l;
		eq(ls, "q");
		eq(e2(1) + e2("a"), "i1sa");
		var v = new Vec(1, 2);
		v += new Vec(1, 1);
		eq(v.toString(), "(2,3)");
		feq(v * v, 13);
		eq((v * 2).toString(), "(4,6)");
		eq(vecs([5, 6]), "(5,6)");
		eq('${-v}', "(-2,-3)");
		v.x *= 2;
		v.y++;
		eq(v.toString(), "(4,4)");
		var af:Array<Float> = v;
		eq(af.length, 2);
		v = v + v * 2 + [1, 1];
		eq(v.x, 13);
		var fw = new Fwd(3);
		eq(fw.n + fw.dbl, 9);
		eq(fw.hello(), "fwd impl3");
		eq(fw.inc().hello(), "impl4");
		fw.prop = 7;
		eq(fw.prop, 70);
		fw.n += 2;
		eq((fw : Impl).n, 9);
		var fs = new FwdS();
		fs.inc();
		fs.prop += 1;
		eq(fs.prop, 210);
		eq(FwdS.stat(), "st");
		FwdS.sv++;
		eq(FwdS.sv, 5);
		var c:Counter = 1;
		c.inc();
		eq(c.get(), 2);
		eq(c++, 2);
		eq(++c, 4);
		c.set(10);
		eq(c.get(), 10);
		var arr:Array<Counter> = [1];
		arr[0].inc();
		eq(arr[0].get(), 2);
		var st = {
			c: (5 : Counter)
		};
		st.c.inc();
		st.c++;
		eq(st.c.get(), 7);
		var inc:Call<Int> = x -> x + 1;
		eq((inc | inc | (x -> x * 10))(1), 30);
		eq(Call.id()(3), 3);
		eq(nn("a"), "a");
		var sm = new StrMap<Int>();
		sm["a"] = 1;
		sm["a"] += 2;
		eq(sm["a"], 3);
		eq([for (k => v in sm) k + v][0], "a3");
		var tr:Tr2 = 5;
		eq(tr.s(), "t5");
	}
	function testKilo() {
		var k:Kilo = 1.5;
		feq(k, 1.5);
		var m = new Metre(2500);
		k = m;
		feq(k, 2.5);
		var f:Float = -k;
		feq(f, -2.5);
		t(-k < k);
		++k;
		feq(k, 3.5);
		var o = k++;
		feq(o, 3.5);
		feq(k, 4.5);
		var k2:Kilo = 4.5;
		t(k == k2);
		function tk(k:Kilo):Float return k;
		feq(tk(new Metre(1000)), 1);
		feq(tk(3.), 3);
	}
}

private abstract A1(Dynamic) from Dynamic {
	@:op(a.b) public function get(n:String):Dynamic return Reflect.field(this, n);
	@:op(a.b) public function set(n:String, v:Dynamic):Dynamic {
		Reflect.setField(this, n, v);
		return v;
	}
	@:op(a()) function call(a:Int):Int return a * 2;
	@:op([]) function arr(i:Int):String return "a" + i;
	@:op([]) function arrs(i:Int, v:String):String return v + i;
}
private abstract ReadOnly<T>(Array<T>) from Array<T> {
	public var length(get, never):Int;
	inline function get_length() return this.length;
	@:arrayAccess inline function get(i) return this[i];
	public inline function iterator() return this.iterator();
	public inline function map<S>(f:T->S):ReadOnly<S> return this.map(f);
}
private abstract Meters(Int) to Int {
	public inline function new(v) this = v;
	@:from static inline function str(s:String):Meters return new Meters(Std.parseInt(s));
	@:op(A * B) @:commutative static inline function mul(a:Meters, b:Int):Meters return new Meters((a : Int) * b);
	@:op(A - B) static function sub(a:Meters, b:Meters):Meters return new Meters((a : Int) - (b : Int));
	@:op(A > B) static function gt(a:Meters, b:Meters):Bool;
	@:op(A == B) static function eq(a:Meters, b:Meters):Bool;
	@:op(!A) inline function not():Bool return this == 0;
	@:op(~A) function neg():Meters return new Meters(~this);
	@:op(A...B) static function range(a:Meters, b:Meters):Array<Int> return [for (i in (a : Int)...(b : Int)) i];
	@:op(A % B) static function mod(a:Meters, b:Int):String return "mod";
	@:op(A => B) static function arrow(a:Meters, b:String) return b + (a : Int);
	@:op(A && B) static function and(a:Meters, b:Meters):String return "and";
}
private enum abstract HttpStatus(Int) from Int to Int {
	var Ok = 200;
	var NotFound = 404;
	final Teapot = 418;
	public static var all(get, never):Array<HttpStatus>;
	static function get_all() return [Ok, NotFound, Teapot];
	public inline function isErr():Bool return this >= 400;
	@:to public function text():String return switch (abstract) {
		case Ok: "OK";
		case NotFound: "Not Found";
		case Teapot: "Teapot";
	}
}
private enum abstract Auto(String) {
	var One;
	var Two;
	@:native("x") var Three = "3";
	static inline var NotCtor = "nc";
	public static function nc() return NotCtor;
}
private enum abstract FF(Float) from Float {
	var Half = .5;
	var Whole = 1;
}
private enum abstract BB(Bool) {
	var Yes = true;
	var No = false;
}
private abstract Lazy<T>(Void->T) {
	public inline function new(f) this = f;
	@:from static inline function ofVal<T>(v:T):Lazy<T> return new Lazy(() -> v);
	@:from static function ofF<T>(f:Void->T):Lazy<T> return new Lazy(f);
	@:to public inline function get():T return this();
	public inline function map<R>(f:T->R):Lazy<R> return new Lazy(() -> f(get()));
}
private abstract Either2<A, B>(Dynamic) from A from B to A to B {
}
private abstract Vec(Array<Float>) {
	public var x(get, set):Float;
	public var y(get, set):Float;
	inline function get_x() return this[0];
	inline function set_x(v) return this[0] = v;
	inline function get_y() return this[1];
	inline function set_y(v) return this[1] = v;
	public inline function new(x, y) this = [x, y];
	@:op(A + B) public inline function add(o:Vec):Vec return new Vec(x + o.x, y + o.y);
	@:op(A += B) public inline function addEq(o:Vec):Vec {
		x += o.x;
		y += o.y;
		return abstract;
	}
	@:op(A * B) public inline function scale(f:Float):Vec return new Vec(x * f, y * f);
	@:op(A * B) public static inline function dot(a:Vec, b:Vec):Float return a.x * b.x + a.y * b.y;
	@:op(-A) public inline function neg() return new Vec(-x, -y);
	public function toString() return '($x,$y)';
	@:from static function fromArr(a:Array<Int>):Vec return new Vec(a[0], a[1]);
	@:to function toArr():Array<Float> return this.copy();
}
@:forward private abstract Fwd(Impl) from Impl to Impl {
	public function new(n) this = new Impl(n);
	public var dbl(get, never):Int;
	function get_dbl() return this.n * 2;
	public function hello() return "fwd " + this.hello();
}
private class Impl {
	public var n:Int;
	public function new(n) this.n = n;
	public function hello() return "impl" + n;
	public function inc() {
		n++;
		return this;
	}
	public var prop(get, set):Int;
	function get_prop() return n * 10;
	function set_prop(v) {
		n = v;
		return v;
	}
}
@:forward(inc, prop) @:forwardStatics private abstract FwdS(Impl2) {
	public function new() this = new Impl2();
}
private class Impl2 extends Impl {
	public static function stat() return "st";
	public static var sv = 4;
	public function new() super(1);
}
private abstract Counter(Int) from Int {
	public inline function inc():Counter {
		this++;
		return cast this;
	}
	@:op(A++) inline function pp():Int {
		var o = this;
		this++;
		return o;
	}
	@:op(++A) inline function pre():Int return ++this;
	public inline function set(v:Int) this = v;
	public inline function get() return this;
}
@:callable private abstract Call<T>(T->T) from T->T to T->T {
	@:op(A | B) static inline function pipe<T>(a:Call<T>, b:Call<T>):Call<T> return x -> b(a(x));
	public static function id<T>():Call<T> return x -> x;
}
private abstract NonNull<T:NotVoid>(T) to T {
	inline function new(t:T) this = t;
	@:from static inline function of<T:NotVoid>(t:T) {
		if ((t : Dynamic) == null) throw "null";
		return new NonNull(t);
	}
}
private abstract StrMap<V>(Map<String, V>) from Map<String, V> {
	public inline function new() this = [];
	@:arrayAccess public inline function get(k:String):V return this.get(k);
	@:arrayAccess public inline function set(k:String, v:V):V {
		this.set(k, v);
		return v;
	}
	public inline function keyValueIterator() return this.keyValueIterator();
}
@:transitive private abstract Tr1(Int) from Int to Int {
}
private abstract Tr2(String) from String {
	@:from static function ofTr(i:Int):Tr2 return "t" + i;
	public inline function s() return this;
}
private abstract Kilo(Float) {
	inline function new(f) this = f;
	@:from static public inline function ofFloat(f:Float) return new Kilo(f);
	@:from static public function ofMetre(m:Metre):Kilo return new Kilo(m.raw() / 1000);
	@:to public inline function toFloat():Float return this;
	@:op(-A) static function neg(k:Kilo):Kilo return new Kilo(-k.toFloat());
	@:op(A < B) static function lt(a:Kilo, b:Kilo):Bool return a.toFloat() < b.toFloat();
	@:op(++A) inline function pre():Kilo {
		this = this + 1;
		return new Kilo(this);
	}
	@:op(A++) inline function post():Kilo {
		var o = new Kilo(this);
		this += 1;
		return o;
	}
	@:op(A == B) static function eqq(a:Kilo, b:Kilo):Bool return Math.abs(a.toFloat() - b.toFloat()) < 0.001;
}
private abstract Metre(Float) {
	inline public function new(f) this = f;
	public function raw() return this;
	@:from static function ofF(f:Float) return new Metre(f);
	@:to static function toK(m:Float):Kilo return Kilo.ofMetre(new Metre(m));
}
