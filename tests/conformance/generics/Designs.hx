package generics;

/** Usual designs with type parameters: maybe, vectors, signals, parsers, lists, visitors. **/
class Designs extends Check {
	static function main() {
		var it = new Designs();
		it.test();
		it.done();
	}

	static function memo<A, B>(f:A->B):A->B {
		var ks = [], vs = [];
		return a -> { var i = ks.indexOf(a); if (i < 0) { ks.push(a); vs.push(f(a)); i = ks.length - 1; } return vs[i]; }
	}

	static function fix<A, B>(f:(A->B)->(A->B)):A->B return a -> f(fix(f))(a);
	static function pipe<T>(x:T, fs:Array<T->T>):T {
		for (f in fs) x = f(x);
		return x;
	}

	static function group<T, K>(a:Array<T>, key:T->K):Array<{k:K, vs:Array<T>}> { var r:Array<{k:K, vs:Array<T>}> = []; for (x in a) { var k = key(x); var g = Lambda.find(r, g -> g.k == k); if (g == null) r.push({k: k, vs: [x]}) else g.vs.push(x); } return r; }
	function test() {
		var m = Maybe.of(4);
		eq(m.map(x -> x + 1).sure(), 5);
		eq(Maybe.none().or(3), 3);
		var e:Maybe<String> = null;
		f(e.exists());
		exc(() -> e.sure());
		var got = "";
		Maybe.of("z").may(x -> got += x);
		eq(got, "z");
		eq(m.mapDefault(x -> "v" + x, "none"), "v4");
		var a:V2 = [3, 4];
		feq(a.len, 5);
		a.len = 10;
		feq(a.x, 6);
		var b = a + new V2(1, 1) * 2;
		feq(b.x, 8);
		feq(a * b, 6 * 8 + 8 * 10);
		t(-(-a) == a);
		feq((2 * a).y, 16);
		var arr:Array<Float> = a;
		feq(arr[1], 8);
		feq(a.clone().dot(b), 128);
		var s = new Signal<Int>();
		var sum = 0;
		var off = s.add(x -> sum += x);
		s.add(x -> sum += x * 10);
		s.dispatch(2);
		eq(sum, 22);
		off();
		eq(s.count, 1);
		s.dispatch(1);
		eq(sum, 32);
		eq(Printer.show(JObj([{k: "a", v: JArr([JNum(1), JStr("x"), JNull, JBool(true)])}])), '{"a":[1,"x",null,true]}');
		var p:Parser<Int> = new Digit();
		eq(p.parse("5x").v, 5);
		eq(p.parse("x"), null);
		var l = new LinkedList<String>();
		l.add("a");
		l.add("b");
		eq([for (x in l) x].join(""), "ba");
		eq([for (x in l.reversed()) x].join(""), "ab");
		eq(l.size, 2);
		var ex:Ex = new EAdd(new ENum(1), new EAdd(new ENum(2), new ENum(3)));
		eq(ex.accept(new EvalV()), 6);
		eq(ex.accept(new ShowV()), "(1+(2+3))");
		var calls = 0;
		var mf = memo((x:Int) -> { calls++; return x * x; });
		eq(mf(3) + mf(3), 18);
		eq(calls, 1);
		eq(fix((self:Int->Int) -> (n:Int) -> n <= 1 ? 1 : n * self(n - 1))(5), 120);
		eq(pipe(2, [x -> x + 1, x -> x * x]), 9);
		eq(group([1, 2, 3, 4], x -> x % 2 == 0).map(g -> g.k + ":" + g.vs.join("")).join(" "), "false:13 true:24");
	}
}

private abstract Maybe<T>(Null<T>) from Null<T> {
	public static function none<T>():Maybe<T> return null;
	public inline function exists():Bool return this != null;
	public inline function sure():T return if (exists()) this else throw "No value";
	public inline function or(def:T):T return if (exists()) this else def;
	public inline function may(fn:T->Void):Void if (exists()) fn(this);
	public inline function map<S>(fn:T->S):Maybe<S> return if (exists()) fn(this) else null;
	public inline function mapDefault<S>(fn:T->S, def:S):S return if (exists()) fn(this) else def;
	public static inline function of<T>(v:T):Maybe<T> return v;
}

private class Vec {
	public var x:Float;
	public var y:Float;
	public inline function new(x = 0.0, y = 0.0) {
		this.x = x;
		this.y = y;
	}

	public inline function dot(o:Vec) return x * o.x + y * o.y;
	public inline function clone() return new Vec(x, y);
}

@:forward private abstract V2(Vec) from Vec to Vec {
	public inline function new(x, y) this = new Vec(x, y);
	@:op(A + B) public static inline function add(a:V2, b:V2):V2 return new V2(a.x + b.x, a.y + b.y);
	@:op(A * B) @:commutative public static inline function sc(a:V2, f:Float):V2 return new V2(a.x * f, a.y * f);
	@:op(A * B) public static inline function dt(a:V2, b:V2):Float return a.dot(b);
	@:op(-A) public static inline function ng(a:V2):V2 return new V2(-a.x, -a.y);
	@:op(A == B) public static inline function eqq(a:V2, b:V2):Bool return a.x == b.x && a.y == b.y;
	@:from public static inline function fromArr(a:Array<Float>):V2 return new V2(a[0], a[1]);
	@:to public inline function toArr():Array<Float> return [this.x, this.y];
	public var len(get, set):Float;
	inline function get_len() return Math.sqrt(this.dot(this));
	inline function set_len(l:Float) {
		var k = l / get_len();
		this.x *= k;
		this.y *= k;
		return l;
	}
}

private class Signal<T> {
	var ls:List<T->Void> = new List();
	public function new() {}
	public function add(f:T->Void):Void->Void {
		ls.add(f);
		return () -> ls.remove(f);
	}

	public function dispatch(v:T) for (l in ls) l(v);
	public var count(get, never):Int;
	function get_count() return ls.length;
}

private enum Json {
	JNull;
	JBool(b:Bool);
	JNum(f:Float);
	JStr(s:String);
	JArr(a:Array<Json>);
	JObj(f:Array<{k:String, v:Json}>);
}

private class Printer {
	public static function show(j:Json):String return switch j {
		case JNull: "null";
		case JBool(b): '$b';
		case JNum(f): '$f';
		case JStr(s): '"$s"';
		case JArr(a): "[" + a.map(show).join(",") + "]";
		case JObj(fs): "{" + [for (f in fs) '"${f.k}":${show(f.v)}'].join(",") + "}";
	}
}

private typedef Parser<T> = { function parse(s:String):Null<{v:T, rest:String}>; } private class Digit {
	public function new() {}
	public function parse(s:String):Null<{v:Int, rest:String}> { var c = s.charCodeAt(0); return c != null && StringTools.isSpace(s, 0) == false && c <= 57 ? {v: c - 48, rest: s.substr(1)} : null; }
}

private class LinkedList<T> {
	public var head:LNode<T>;
	public var size(default, null) = 0;
	public function new() {}
	public function add(v:T) {
		var n = new LNode(v);
		n.next = head;
		head = n;
		size++;
	}

	public function iterator() return new LIter(head);
	public function reversed():LinkedList<T> { var r = new LinkedList<T>(); for (x in this) r.add(x); return r; }
}

private class LNode<T> {
	public var v:T;
	public var next:LNode<T>;
	public function new(v) this.v = v;
}

private class LIter<T> {
	var n:LNode<T>;
	public inline function new(n) this.n = n;
	public inline function hasNext() return n != null;
	public inline function next():T {
		var v = n.v;
		n = n.next;
		return v;
	}
}

private interface Visitor<R> {
	function num(n:Int):R;
	function add(a:Ex, b:Ex):R;
}

private interface Ex {
	function accept<R>(v:Visitor<R>):R;
}

private class ENum implements Ex {
	var n:Int;
	public function new(n) this.n = n;
	public function accept<R>(v:Visitor<R>):R return v.num(n);
}

private class EAdd implements Ex {
	var a:Ex;
	var b:Ex;
	public function new(a, b) {
		this.a = a;
		this.b = b;
	}

	public function accept<R>(v:Visitor<R>):R return v.add(a, b);
}

private class EvalV implements Visitor<Int> {
	public function new() {}
	public function num(n:Int) return n;
	public function add(a:Ex, b:Ex) return a.accept(this) + b.accept(this);
}

private class ShowV implements Visitor<String> {
	public function new() {}
	public function num(n:Int) return "" + n;
	public function add(a:Ex, b:Ex) return "(" + a.accept(this) + "+" + b.accept(this) + ")";
}
