package generics;

/** Generic classes and functions as programs use them. **/
class Programs extends Check {
	static function main() {
		var it = new Programs();
		it.test();
		it.done();
	}

	static function maxOf<T:Cmp<T>>(a:T, b:T):T return a.compare(b) > 0 ? a : b;
	static function total(a:Array<Sh>) {
		var s = 0.;
		for (x in a) s += x.area();
		return s;
	}

	static function id<T>(x:T):T return x;
	static function compose<A, B, C>(f:A->B, g:B->C):A->C return x -> g(f(x));
	static function first<T>(a:Array<T>, ?p:T->Bool):Null<T> { for (x in a) if (p == null || p(x)) return x; return null; } static function mapA<A, B>(a:Array<A>, f:A->B):Array<B> return [for (x in a) f(x)];
	static function zip<A, B>(a:Array<A>, b:Array<B>):Array<{a:A, b:B}> return [for (i in 0...a.length) {a: a[i], b: b[i]}];
	static function apply<T, R>(t:T, f:T->R):R return f(t);
	static function mk<T>(c:Class<T>, args:Array<Dynamic>):T return Type.createInstance(c, args);
	static function curry<A, B, C>(f:(A, B)->C):A->(B->C) return a -> b -> f(a, b);
	static function fold<T, R>(it:Iterable<T>, r:R, f:(R, T)->R):R {
		for (x in it) r = f(r, x);
		return r;
	}

	function test() {
		var a = new Num1(1), b = new Num1(5);
		t(maxOf(a, b) == b);
		feq(total([new Sq(2), new Ci()]), 7);
		eq(id(5), 5);
		eq(id("x"), "x");
		eq(compose((x:Int) -> x + 1, x -> "n" + x)(2), "n3");
		eq(first([1, 2, 3], x -> x > 1), 2);
		eq(first([]), null);
		aeq(["1", "2"], mapA([1, 2], x -> Std.string(x)));
		eq(zip([1], ["a"])[0].b, "a");
		eq(apply([1, 2], x -> x.length), 2);
		eq(mk(Num1, [3]).compare(a), 2);
		eq(curry((a:Int, b:String) -> a + b)(1)("z"), "1z");
		eq(fold([1, 2, 3], "", (r, x) -> r + x), "123");
		var p = new Pair2(1, "b");
		eq(p.swap().a, "b");
		eq(p.map(x -> x * 2.5).a, 2.5);
		eq(Pair2.of(3).b, 3);
		var sp = new StrPair(4);
		eq(sp.show(), "s4");
		eq(sp.swap().a, 4);
		var up:Pair2<String, Int> = sp;
		eq(up.a, "s");
		var l = new Node1(1, new Node1(2));
		var s = 0;
		for (x in l) s += x;
		eq(s, 3);
		eq(fold(l, 10, (r, x) -> r + x), 13);
		eq(new Dog("rex").say(), "rex:wof");
		Cnt.made = 0;
		new Cnt();
		eq(new Cnt().id, 2);
		var lens:Lens<{n:Int}, Int> = {get: o -> o.n, set: (o, n) -> {n: n}};
		eq(lens.get(lens.set({n: 1}, 5)), 5);
		var ev = new Ev<String>();
		var log = "";
		ev.add(x -> log += x);
		ev.add(x -> log += "!");
		ev.fire("a");
		eq(log, "a!");
		var st = new Stack2();
		st.push(1).push(2);
		eq(st.pop(), 2);
		eq(st.length, 1);
		var g = new GArr(3, 2);
		eq(g.sum(x -> x), 6);
		eq(new GArr(2, "ab").get(1), "ab");
		eq(new GI(3, "v").k, 3);
		feq(new Multi(new Sq(3)).a2(), 18);
		var fs:Array<Int->Int> = [x -> x + 1, function(x) return x * 2];
		eq(fs[1](fs[0](2)), 6);
		var mm:Map<String, Array<Int>> = [];
		if (!mm.exists("a")) mm["a"] = [];
		mm["a"].push(3);
		eq(mm["a"][0], 3);
		var nested:Map<Int, Map<String, Int>> = [1 => ["a" => 2]];
		eq(nested[1]["a"], 2);
		function rec<T>(n:Int, t:T):Array<T> return n == 0 ? [] : rec(n - 1, t).concat([t]);
		eq(rec(3, "x").join(""), "xxx");
		eq(rec(2, 1).length, 2);
		var ar:Array<Sh> = [new Sq(1)];
		ar.push(new Ci());
		ar.sort((x, y) -> Reflect.compare(x.area(), y.area()));
		feq(ar[1].area(), 3);
		var ro:haxe.ds.ReadOnlyArray<Int> = [1, 2];
		eq(ro[1], 2);
		eq(ro.length, 2);
		var v = new haxe.ds.Vector<Int>(3);
		v[0] = 4;
		eq(v[0] + v.length, 7);
		eq(v.toArray().length, 3);
		var v2 = haxe.ds.Vector.fromArrayCopy([1, 2, 3]);
		eq(v2.map(x -> x * 2)[2], 6);
		var dyn:Array<Dynamic> = [1, "a"];
		eq(dyn[1], "a");
		var cls:Class<Cmp<Dynamic>> = null;
		t(cls == null);
		var c2:Class<Sh> = Sq;
		t(c2 == Sq);
	}
}

private class Cmp<T:Cmp<T>> {
	public function new() {}
	public function compare(o:T):Int return 0;
}

private class Num1 extends Cmp<Num1> {
	var n:Int;
	public function new(n) {
		super();
		this.n = n;
	}

	override public function compare(o:Num1) return n - o.n;
}

private interface Sh {
	function area():Float;
}

private class Sq implements Sh {
	var s:Float;
	public function new(s) this.s = s;
	public function area() return s * s;
}

private class Ci implements Sh {
	public function new() {}
	public function area():Float return 3;
}

private class Pair2<A, B> {
	public var a(default, null):A;
	public var b(default, null):B;
	public function new(a:A, b:B) {
		this.a = a;
		this.b = b;
	}

	public function swap():Pair2<B, A> return new Pair2(b, a);
	public function map<C>(f:A->C):Pair2<C, B> return new Pair2(f(a), b);
	public static function of<X>(x:X):Pair2<X, X> return new Pair2(x, x);
}

private class StrPair<T> extends Pair2<String, T> {
	public function new(t:T) super("s", t);
	public function show() return a + b;
}

private class Node1<T> {
	public var v:T;
	public var next:Node1<T>;
	public function new(v, ?n:Node1<T>) {
		this.v = v;
		next = n;
	}

	public inline function iterator():Iterator<T> { var c = this; return {hasNext: () -> c != null, next: () -> { var r = c.v; c = c.next; r; }}; }
}

private abstract class Anim {
	public var name:String;
	public function new(n) name = n;
	abstract public function sound():String;
	public function say() return name + ":" + sound();
}

private class Dog extends Anim {
	public function sound() return "wof";
}

private class Cnt {
	public static var made = 0;
	public var id:Int;
	public function new() id = ++made;
}

private typedef Lens<S, A> = { get:S->A, set:(S, A)->S }

private class Ev<T> {
	var hs:Array<T->Void> = [];
	public function new() {}
	public function add(h:T->Void) hs.push(h);
	public function fire(t:T) for (h in hs) h(t);
}

private class Stack2<T> {
	var items = new Array<T>();
	public function new() {}
	public function push(x:T):Stack2<T> {
		items.push(x);
		return this;
	}

	public function pop():Null<T> return items.pop();
	public var length(get, never):Int;
	inline function get_length() return items.length;
}

@:generic private class GArr<T> {
	var a:Array<T>;
	public function new(n:Int, v:T) {
		a = [for (i in 0...n) v];
	}

	public inline function get(i:Int):T return a[i];
	public function sum(f:T->Int):Int {
		var s = 0;
		for (x in a) s += f(x);
		return s;
	}
}

@:generic private class GI<K:Int, V> {
	public var k:K;
	public var v:V;
	public function new(k:K, v:V) {
		this.k = k;
		this.v = v;
	}
}

private class Multi<T:(Sh & {function area():Float;})> {
	var t:T;

	public function new(t:T)
		this.t = t;

	public function a2()
		return t.area() * 2;
}
