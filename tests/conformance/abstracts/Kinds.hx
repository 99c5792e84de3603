package abstracts;

/** Abstracts of every kind, and what is done with them. **/
class Kinds extends Check {
	static function main() {
		var it = new Kinds();
		it.test();
		it.done();
	}

	function str(s:S1):String return s;
	function opt(?s:S1, ?n:Int):String return s == null ? "null" + n : s;
	function rest(...s:S1) return [for (x in s) (x:String)].join(",");
	function test() {
		eq(str(5), "i5");
		eq(str([1, 2]), "a2");
		eq(str(() -> "fn"), "fn");
		eq(str({s: "st"}), "st");
		eq(new S1("abc").length, 3);
		eq((S1.DEF:String), "def");
		eq(S1.K, 3);
		var ar:Array<String> = new S1("xy");
		eq(ar.length, 2);
		var il:Int = new S1("xyz");
		eq(il, 3);
		eq(opt(7), "i7");
		eq(opt(), "nullnull");
		eq(rest(1, [2]), "i1,a1");
		var w = new Wrapper<Int>();
		w << 1 << 2;
		eq(w.first, 1);
		w.first = 9;
		eq(w[0], 9);
		eq((w + [4]:Array<Int>).length, 3);
		var s = 0;
		for (x in w) s += x;
		eq(s, 11);
		eq((w.map(x -> x + 1):String), "10+3");
		var fs:FwdStr = "ab";
		eq(fs.shout() + fs.length + fs.charAt(0), "AB!2a");
		var fa:FwdA = [1];
		fa.push(2);
		eq(fa.length, 2);
		eq(AbStA.f() + AbStA.v, 6);
		eq(new AbStA().x, 2);
		var c:Cl = x -> x * 2;
		eq(c(4), 8);
		var t2:Tr2 = (5:Tr);
		var ti:Int = (t2:Tr);
		eq(ti, 5);
		var b:Bits = A | B;
		t(b.both);
		eq(Bits.all().length, 2);
		var bs:Bits = "a";
		eq((bs:Int), 1);
		eq((Bits.B:String), "B");
		eq(cast(X, String), "X");
		eq(NoVals.h(), 5);
		feq(cast Half, 0.5);
		eq(switch (Yes) { case Yes: 1; case No: 2; }, 1);
		eq(switch (One) { case Half: "h"; case One: "o"; }, "o");
		eq(new Self(4).me().addSelf(), 8);
		t(Deep.pair(3) == Deep.pair(3));
		eq(new Deep(1, "x").fst(), 1);
		var sum = 0;
		for (i in new Rng(1, 4)) sum += i;
		eq(sum, 6);
		var tm:Time = 1.5;
		eq(tm.ms, 1500);
		t(tm > 1.0);
		eq((tm * 2).ms, 3000);
		eq((2 * tm).ms, 3000);
		eq((tm / 3).ms, 500);
		eq((-tm).ms, -1500);
		tm += 0.5;
		eq(tm.ms, 2000);
		var arr:Array<S1> = [1, 2];
		eq((arr[1]:String), "i2");
		var m:Map<String, S1> = ["a" => 4];
		eq((m["a"]:String), "i4");
		var o:{x:S1} = {x: 5};
		eq((o.x:String), "i5");
		var n:Null<S1> = null;
		t(n == null);
		n = 6;
		eq((n:String), "i6");
		var f1:Int->S1 = i -> i;
		eq((f1(2):String), "i2");
		eq(Std.string(new S1("raw")), "raw");
		eq('${new S1("q")}', "q");
		var d:Dynamic = new S1("dy");
		eq(d, "dy");
	}
}

private abstract S1(String) to String {
	public function new(s) this = s;
	@:from public static function fromInt(i:Int) return new S1("i" + i);
	@:from public static function fromArr<T>(a:Array<T>) return new S1("a" + a.length);
	@:from static function fromFn(f:Void->String) return new S1(f());
	@:from static function fromStr(o:{s:String}) return new S1(o.s);
	public var length(get, never):Int;
	function get_length() return this.length;
	public static var DEF(default, never):S1 = new S1("def");
	public static inline final K = 3;
	@:to function toArr():Array<String> return this.split("");
	@:to function toI():Int return this.length;
}

private abstract Wrapper<T>(Array<T>) from Array<T> to Array<T> {
	public inline function new() this = [];
	public var first(get, set):T;
	inline function get_first() return this[0];
	inline function set_first(v) return this[0] = v;
	public inline function iterator() return this.iterator();
	public function map<R>(f:T->R):Wrapper<R> return [for (x in this) f(x)];
	@:op(A + B) inline static function cat<T>(a:Wrapper<T>, b:Wrapper<T>):Wrapper<T> return (a:Array<T>).concat(b);
	@:op(A << B) inline function app(v:T):Wrapper<T> { this.push(v); return this; } @:op([]) function idx(i:Int):T return this[i];
	@:to inline function str():String return this.join("+");
}

@:forward private abstract FwdStr(String) from String to String {
	public inline function shout() return this.toUpperCase() + "!";
}

@:forward(push, length) @:forwardStatics private abstract FwdA(Array<Int>) from Array<Int> { } private class StA {
	public static var v = 3;
	public static function f() return v;
	public function new() {}
	public var x = 2;
}

@:forward @:forwardStatics private abstract AbStA(StA) {
	public inline function new() this = new StA();
}

@:callable private abstract Cl(Int->Int) from Int->Int {}

@:transitive private abstract Tr(Int) from Int to Int {}

private abstract Tr2(Tr) from Tr to Tr {}

private enum abstract Bits(Int) from Int to Int {
	var A = 0x1;
	var B = 0x2;
	public var both(get, never):Bool;
	inline function get_both() return this == 3;
	@:op(A | B) static inline function or(a:Bits, b:Bits):Bits return (a:Int) | (b:Int);
	public static inline function all():Array<Bits> return [A, B];
	@:from public static function fromStr(s:String):Bits return switch s {
		case "a": A;
		case _: B;
	}

	@:to public function str():String return switch (cast this:Bits) {
		case A: "A";
		case B: "B";
		default: "?";
	}
}

private enum abstract NoVals(String) {
	var X;
	var Y = "yy";
	static var hidden = 5;
	public static function h() return hidden;
}

private enum abstract Fl(Float) {
	var Half = 0.5;
	var One = 1;
}

private enum abstract Bo(Bool) {
	var Yes = true;
	var No = false;
}

private abstract Self(Int) {
	public function new(i) this = i;
	public function me():Self return abstract;
	public function addSelf():Int return abstract.val() + this;
	public function val() return this;
}

private abstract Deep<A, B>({
	a:A, b:B
}) {
	public inline function new(a, b) this = {a: a, b: b};
	public inline function fst():A return this.a;
	public static function pair<X>(x:X):Deep<X, X> return new Deep(x, x);
	@:op(A == B) static function e<A, B>(l:Deep<A, B>, r:Deep<A, B>):Bool return l.fst() == r.fst();
}

private abstract Rng(IntIterator) {
	public inline function new(a, b) this = a...b;
	public inline function iterator() return this;
}

private abstract Time(Float) from Float {
	public var ms(get, never):Int;
	inline function get_ms() return Std.int(this * 1000);
	@:op(A > B) static inline function gt(a:Time, b:Time):Bool return (cast a:Float) > (cast b:Float);
	@:commutative @:op(A * B) static inline function mul(a:Time, k:Int):Time return (cast a:Float) * k;
	@:op(A / B) function div(k:Float):Time;
	@:op(-A) function neg():Time;
	@:op(A += B) inline function inc(d:Float):Time return this += d;
}
