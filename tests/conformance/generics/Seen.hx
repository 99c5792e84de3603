package generics;

/** Expressions that hide the types of their parts, and values seen with other type arguments. **/
private enum Constant<T> { CS(s:String):Constant<String>; CI(s:String):Constant<Int>; CF(s:String):Constant<Float>; }
private enum Binop<S, T> { OpAdd:Binop<Float, Float>; OpEq:Binop<S, Bool>; }
private enum Expr<T> { EConst(c:Constant<T>):Expr<T>; EBinop<C>(op:Binop<C, T>, e1:Expr<C>, e2:Expr<C>):Expr<T>; }
private class Ev<T> { public var type:String; public var data:T; public function new(t, d) { type = t; data = d; } }
private class Disp { var m:Map<String, Array<Ev<Dynamic>->Void>> = []; public function new() {} public function on(t:String, f:Ev<Dynamic>->Void) { if (!m.exists(t)) m[t] = []; m[t].push(f); } public function send(e:Ev<Dynamic>) for (f in m[e.type] ?? []) f(e); }
private class Model<T> { var all:Array<Box<T>> = []; public function new() {} public function add(v:T) { var b = new Box(v); all.push(b); return b; } public function any():Array<Box<Dynamic>> return cast all; }
private class Box<T> { public var v:T; public function new(v:T) this.v = v; }
private interface Conv<A, B> { function conv(a:A):B; }
private class IntStr implements Conv<Int, String> { public function new() {} public function conv(a:Int) return "i" + a; }
private class Comp<A, B, C> implements Conv<A, C> { var f:Conv<A, B>; var g:Conv<B, C>; public function new(f, g) { this.f = f; this.g = g; } public function conv(a:A):C return g.conv(f.conv(a)); }
private class FnConv<A, B> implements Conv<A, B> { var f:A->B; public function new(f) this.f = f; public function conv(a:A) return f(a); }
private class Type1<T> { public static function make<T>(v:T):Type1<T> return new Type1(v); var v:T; function new(v) this.v = v; public function eq(o:Type1<T>) return v == o.v; public function is(c:Class<Dynamic>) return Std.isOfType(v, c); public function or<U:T>(o:Null<U>):T return o == null ? v : o; }
private class Holder { public var b:Box<Dynamic>; public function new() {} }
class Seen extends Check {
	static function evalConst<T>(c:Constant<T>):T return switch (c) { case CS(s): s; case CI(s): Std.parseInt(s); case CF(s): Std.parseFloat(s); }
	static function eval<T>(e:Expr<T>):T { return switch (e) { case EConst(c): evalConst(c); case EBinop(op, e1, e2): evalOp(op, eval(e1), eval(e2)); } }
	static function evalOp<S, T>(op:Binop<S, T>, a:S, b:S):T return switch (op) { case OpAdd: (a : Dynamic) + (b : Dynamic); case OpEq: (a : Dynamic) == (b : Dynamic); }
	static function kinds(a:Array<Dynamic>):String return [for (x in a) Std.string(x)].join(",");
	static function any(it:Iterable<Dynamic>):Int { var n = 0; for (x in it) n++; return n; }
	static function str(o:Dynamic):String return o.toString();
	static function first<T>(m:haxe.Constraints.IMap<String, T>):Null<T> { for (v in m) return v; return null; }
	function testGadt() {
		eq(eval(EConst(CS("a"))), "a");
		eq(eval(EConst(CI("12"))), 12);
		feq(eval(EBinop(OpAdd, EConst(CF("1.5")), EConst(CF("2")))), 3.5);
		eq(eval(EBinop(OpEq, EConst(CS("x")), EConst(CS("x")))), true);
		eq(eval(EBinop(OpEq, EConst(CI("1")), EConst(CI("2")))), false);
	}
	function testVar() {
		var d = new Disp();
		var log = [];
		d.on("a", e -> log.push(e.data.x));
		d.on("b", e -> log.push(e.data));
		d.send(new Ev("a", {x: 1}));
		d.send(new Ev("b", 2));
		d.send(new Ev("c", "z"));
		eq(log.join(","), "1,2");
		var m = new Model<Int>();
		m.add(3).v++;
		m.add(4);
		eq(m.any()[0].v, 4);
		eq(m.any().length, 2);
		var h = new Holder();
		h.b = new Box("s");
		eq(h.b.v, "s");
		h.b = m.add(9);
		eq(h.b.v + 1, 10);
		eq(kinds([1, 2]), "1,2");
		eq(kinds(["a"]), "a");
		eq(any([1, 2, 3]), 3);
		eq(any(["x" => 1]), 1);
		eq(any(new List<Int>()), 0);
		eq(str([1, 2]), "[1,2]");
		eq(first(["a" => 5]), 5);
		var c = new Comp(new FnConv((s:String) -> s.length), new IntStr());
		eq(c.conv("abc"), "i3");
		var c2:Conv<String, String> = c;
		eq(c2.conv("q"), "i1");
		t(Type1.make(1).eq(Type1.make(1)));
		t(Type1.make("s").is(String));
		eq(Type1.make(2).or(null), 2);
		var arr:Array<Box<Dynamic>> = [new Box(1), new Box("s")];
		eq(arr.map(b -> Std.string(b.v)).join(" "), "1 s");
		var fs:Array<Dynamic->Void> = [];
		var got:Array<Dynamic> = [];
		fs.push(x -> got.push(x));
		for (f in fs) { f(1); f("a"); } eq(got.length, 2);
		var o:{v:Dynamic} = new Box(5);
		eq(o.v, 5);
		var dyn:Dynamic = new Box([1]);
		eq(dyn.v[0], 1);
		var b:Box<Array<Int>> = dyn;
		eq(b.v.length, 1);
		b.v.push(2);
		eq(dyn.v.length, 2);
		var cls:Class<Dynamic> = Box;
		eq(Type.getClassName(cls).split(".").pop(), "Box");
		var inst = Type.createInstance(Box, [7]);
		eq(inst.v, 7);
		t((inst is Box));
		var e = Type.createEmptyInstance(Box);
		eq(e.v, null);
	}
	static function main() {
		var it = new Seen();
		it.testGadt();
		it.testVar();
		it.done();
	}
}
