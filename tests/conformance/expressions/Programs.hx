package expressions;

private typedef Rec = { name:String, ?children:Array<Rec> }

private typedef Cb<T> = (value:T, ?err:String) -> Void;

private typedef Opt = { ?a:Int, ?b:{ c:String } }

private enum Expr {
	Const(v:Float);
	Bin(op:Op, a:Expr, b:Expr);
	Neg(e:Expr);
	Call(name:String, args:Array<Expr>);
}

private enum Op {
	Add;
	Sub;
	Mul;
	Div;
}

private enum Lst<T> {
	Nil;
	Cons(h:T, t:Lst<T>);
}

private enum Weird {
	W0;
	W1(?x:Int);
	W2(a:Int, ?b:String, ?c:Bool);
	W3(f:Int->Int);
}

private abstract class Shape {
	public final name:String;

	public function new(n:String) name = n;
	public abstract function area():Float;

	public function toString() return '$name(${area()})';
}

private class Sq extends Shape {
	var s:Float;

	public function new(s) { super("sq"); this.s = s; }

	public function area() return s * s;
}

private class Ci extends Shape {
	final r:Float;

	public function new(r:Float) { this.r = r; super("ci"); }

	public function area() return r * r * 3;
}

private class Node<T> {
	public var v:T;
	public var next:Null<Node<T>>;

	public function new(v, ?next) { this.v = v; this.next = next; }

	public function iterator():Iterator<T> {
		var cur = this;
		return { hasNext: () -> cur != null, next: () -> { var v = cur.v; cur = cur.next; return v; } };
	}
}

private class Ev {
	var handlers:Map<String, Array<Dynamic->Void>> = new Map();

	public function new() {}

	public function on(n:String, h:Dynamic->Void) {
		if (!handlers.exists(n)) handlers[n] = [];
		handlers[n].push(h);
		return this;
	}

	public function emit(n:String, ?v:Dynamic) {
		var hs = handlers[n];
		if (hs != null) for (h in hs) h(v);
		return hs != null;
	}
}

private class Cnt {
	static var n = 0;
	public final id:Int;

	public function new() id = n++;
}

private interface Vis<R> {
	function num(v:Float):R;

	function bin(o:Op, a:R, b:R):R;
}

private class Show implements Vis<String> {
	public function new() {}

	public function num(v:Float) return "" + v;

	public function bin(o:Op, a:String, b:String) return '($a ${switch o { case Add: "+"; case Sub: "-"; case Mul: "*"; case Div: "/"; }} $b)';
}

private class Ev2 implements Vis<Float> {
	public function new() {}

	public function num(v:Float) return v;

	public function bin(o:Op, a:Float, b:Float):Float return switch o {
		case Add: a + b;
		case Sub: a - b;
		case Mul: a * b;
		case Div: a / b;
	}
}

/** Small programs: evaluators, lists, visitors, events, structures. **/
class Programs extends Check {
	static function main() { var m = new Programs(); m.t1(); m.t2(); m.t3(); m.done(); }

	function ev(e:Expr):Float return switch e {
		case Const(v): v;
		case Bin(Add, a, b): ev(a) + ev(b);
		case Bin(Sub, a, b): ev(a) - ev(b);
		case Bin(Mul, Const(0), _) | Bin(Mul, _, Const(0)): 0;
		case Bin(Mul, a, b): ev(a) * ev(b);
		case Bin(Div, _, Const(0)): throw "div0";
		case Bin(Div, a, b): ev(a) / ev(b);
		case Neg(Neg(x)): ev(x);
		case Neg(x): -ev(x);
		case Call("max", [a, b]): Math.max(ev(a), ev(b));
		case Call("sum", args): var s = 0.;
		for (a in args) s += ev(a);
		s;
		case Call(n, _): throw 'unknown $n';
	}

	function vis<R>(e:Expr, v:Vis<R>):R return switch e {
		case Const(x): v.num(x);
		case Bin(o, a, b): v.bin(o, vis(a, v), vis(b, v));
		case _: throw "no";
	}

	function len<T>(l:Lst<T>):Int return switch l { case Nil: 0; case Cons(_, t): 1 + len(t); }

	function mapL<A, B>(l:Lst<A>, f:A->B):Lst<B> return switch l { case Nil: Nil; case Cons(h, t): Cons(f(h), mapL(t, f)); }

	function sumL(l:Lst<Int>) {
		var s = 0;
		while (true) switch l { case Cons(h, t): s += h; l = t; case Nil: break; }
		return s;
	}

	function depth(r:Rec):Int {
		var d = 0;
		if (r.children != null) for (c in r.children) { var x = depth(c); if (x > d) d = x; }
		return d + 1;
	}

	function async(v:Int, cb:Cb<Int>) cb(v * 2);

	function refuse(cb:Cb<Int>) cb(0, "bad");

	function t1() {
		feq(ev(Bin(Add, Const(1), Bin(Mul, Const(2), Const(3)))), 7);
		feq(ev(Neg(Neg(Const(4)))), 4);
		feq(ev(Bin(Mul, Call("boom", []), Const(0))), 0);
		exc(() -> ev(Bin(Div, Const(1), Const(0))));
		feq(ev(Call("max", [Const(1), Const(5)])), 5);
		feq(ev(Call("sum", [Const(1), Const(2), Const(3)])), 6);
		try { ev(Call("x", [])); t(false); } catch (e:String) eq(e, "unknown x");
		eq(vis(Bin(Add, Const(1), Const(2)), new Show()), "(1 + 2)");
		feq(vis(Bin(Sub, Const(1), Const(2)), new Ev2()), -1);
		var l = Cons(1, Cons(2, Nil));
		eq(len(l), 2);
		eq(sumL(mapL(l, x -> x * 10)), 30);
		eq(Std.string(l), "Cons(1,Cons(2,Nil))");
		eq(Std.string(W2(1)), "W2(1,null,null)");
		eq(Std.string(W1()), "W1(null)");
		switch W2(1, "b") { case W2(a, b, null): eq(a + b, "1b"); case _: t(false); }
		switch W3(x -> x + 1) { case W3(f): eq(f(1), 2); case _: }
		eq(Type.enumIndex(W1(1)), 1);
		eq(Type.enumParameters(W2(1, "x", true)).length, 3);
		t(Type.enumEq(Cons(1, Nil), Cons(1, Nil)));
		var mk = Cons.bind(_, Nil);
		eq(len(mk(5)), 1);
		eq([1, 2].map(Const)[1].match(Const(2)), true);
		var shapes:Array<Shape> = [new Sq(2), new Ci(1)];
		eq(shapes.join(";"), "sq(4);ci(3)");
		shapes.sort((a, b) -> Std.int(a.area() - b.area()));
		eq(shapes[0].name, "ci");
		var n = new Node(1, new Node(2, new Node(3)));
		eq([for (x in n) x].join(""), "123");
		eq(Lambda.fold(n, (a, b) -> a + b, 0), 6);
		eq(n.next?.next?.next?.v, null);
		eq(depth({ name: "r", children: [{ name: "c", children: [{ name: "g" }] }, { name: "d" }] }), 3);
		var got = "";
		async(4, (v, ?e) -> { got += v + ":" + e; });
		refuse(function(v, ?e) { got += e; });
		async(1, (v, ?e) -> { got += v; });
		eq(got, "8:nullbad2");
	}

	function t2() {
		var e = new Ev();
		var log = [];
		e.on("a", v -> log.push(v)).on("a", v -> log.push(v + 1)).on("b", _ -> log.push(0));
		t(e.emit("a", 5));
		f(e.emit("zz"));
		e.emit("b");
		eq(log.join(","), "5,6,0");
		eq(new Cnt().id, 0);
		eq(new Cnt().id, 1);
		var grid = [for (y in 0...3) [for (x in 0...3) x == y ? 1 : 0]];
		eq(grid.map(r -> r.join("")).join("|"), "100|010|001");
		grid[1][2] = 7;
		eq(grid[1][2]++, 7);
		eq(grid[1][2], 8);
		var flat = [for (r in grid) for (c in r) c];
		eq(flat.length, 9);
		var counts = new Map<String, Int>();
		for (w in "a b a c a".split(" ")) counts[w] = (counts[w] ?? 0) + 1;
		eq(counts["a"], 3);
		var keys = [for (k in counts.keys()) k];
		keys.sort((a, b) -> a < b ? -1 : a > b ? 1 : 0);
		eq(keys.join(""), "abc");
		var inv:Map<Int, Array<String>> = [];
		for (k => v in counts) { if (!inv.exists(v)) inv[v] = []; inv[v].push(k); }
		inv[1].sort(Reflect.compare);
		eq(inv[1].join(""), "bc");
		var nest:Map<String, Map<String, Int>> = ["x" => ["y" => 1]];
		nest["x"]["z"] = 2;
		eq(nest["x"]["z"], 2);
		var om = new haxe.ds.ObjectMap<Cnt, String>();
		var key = new Cnt();
		om.set(key, "k");
		eq(om.get(key), "k");
		var em:Map<Op, Int> = [Add => 1, Mul => 2];
		eq(em[Mul], 2);
		var s = new StringBuf();
		for (i in 0...3) { if (i > 0) s.add(","); s.add(i); }
		eq(s.toString(), "0,1,2");
		var memo = new Map<Int, Int>();

		function fib(n:Int):Int {
			if (n < 2) return n;
			if (memo.exists(n)) return memo[n];
			return memo[n] = fib(n - 1) + fib(n - 2);
		}
		eq(fib(30), 832040);
		var prime = [for (i in 2...30) if ({ var p = true; for (j in 2...i) if (i % j == 0) { p = false; break; } p; }) i];
		eq(prime.join(" "), "2 3 5 7 11 13 17 19 23 29");
	}

	function t3() {
		function f1(o:Opt) return (o.a ?? 0) + (o.b?.c?.length ?? 0);
		eq(f1({}), 0);
		eq(f1({ a: 2 }), 2);
		eq(f1({ b: { c: "xyz" } }), 3);
		var a:Opt = {};
		a.b = { c: "q" };
		eq(f1(a), 1);
		a.b = null;
		eq(f1(a), 0);
		var stack = [1];
		stack.push(2);
		eq(stack.pop(), 2);
		stack.unshift(0);
		eq(stack.shift(), 0);
		eq(stack.concat([5]).length, 2);
	}
}
