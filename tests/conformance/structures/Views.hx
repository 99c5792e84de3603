package structures;

private typedef P2 = { x:Int, y:Int }

private typedef P3 = { > P2, z:Int }

private typedef N = { name:String, ?age:Int }

private typedef Both = { > P2, > N, final tag:String; }

private typedef CN = { function f(a:Int):Int; var ?x:Int; final y:Int; var p(default, null):String; @:optional var o:Int; function opt(?q:Int):Void; }

private typedef Lst = { v:Int, ?tail:Lst }

private typedef Fn = { function call(s:String):Fn; }

private typedef Gen<T> = { val:T, map:T->T }

private typedef Ro = { var x(default, never):Int; }

private typedef RoN = { var x(get, never):Int; }

private class C1 {
	public var x:Int = 1;
	public var y:Int = 2;

	public function new() {}

	public function f(a:Int) return a + x;
	public var name(get, never):String;

	function get_name() return "C1";
	public dynamic function dy() return "dy";

	public function call(s:String) { x += s.length; return this; }
}

private class C2 extends C1 {
	public var extra = "e";

	override public function f(a:Int) return a * 100;
}

/** Structures: optional and final fields, extension, objects seen as structures. **/
class Views extends Check {
	static function main() { var m = new Views(); m.t1(); m.t2(); m.done(); }

	function sum(p:P2) return p.x + p.y;

	function nm(o:{name:String}) return o.name;

	function callF(o:{ function f(a:Int):Int; }) return o.f(5);

	function callF2(o:{ f:Int->Int }) return o.f(6);

	function opt(o:{ ?a:Int, ?b:String }) return '${o.a} ${o.b}';

	function ro(o:{ var x(default, null):Int; }) return o.x;

	function rd(o:Ro) return o.x;

	function rg(o:{final x:Int;}) return o.x;

	function t1() {
		var p:P3 = { x: 1, y: 2, z: 3 };
		eq(sum(p), 3);
		p.x = 10;
		eq(sum(p), 12);
		var b:Both = { x: 1, y: 2, name: "n", tag: "t" };
		eq(b.tag + b.name + b.age, "tnnull");
		eq(sum(b), 3);
		eq(nm(b), "n");
		eq(sum(new C1()), 3);
		eq(sum(new C2()), 3);
		eq(callF(new C1()), 6);
		eq(callF(new C2()), 500);
		eq(callF2({ f: x -> x + 1 }), 7);
		eq(opt({}), "null null");
		eq(opt({ b: "q" }), "null q");
		eq(ro({ x: 4 }), 4);
		eq(ro(new C1()), 1);
		eq(rd(new C1()), 1);
		eq(rd({x: 8}), 8);
		var q = { "a-b": 1, "c": 2, 'd e': 3 };
		eq(q.c, 2);
		eq(Reflect.field(q, "a-b"), 1);
		eq(Reflect.fields(q).length, 3);
		var l:Lst = { v: 1, tail: { v: 2 } };
		eq(l.tail.v, 2);
		eq(l.tail.tail, null);
		l.tail.tail = { v: 3 };
		eq(l.tail?.tail?.v, 3);
		var g:Gen<Int> = { val: 3, map: x -> x * 2 };
		eq(g.map(g.val), 6);
		var an = { a: 1, f: function(x) return x + 1, self: null };
		eq(an.f(2), 3);
		var c = new C1();
		var v:{ x:Int } = c;
		v.x = 50;
		eq(c.x, 50);
		c.x = 3;
		eq(v.x, 3);
		var fnf:{ f:Int->Int } = { f: c.f };
		eq(fnf.f(1), 4);
		var cl = c.f;
		c.x = 100;
		eq(cl(1), 101);
		var d:{ dy:Void->String } = { dy: () -> "a" };
		d.dy = () -> "b";
		eq(d.dy(), "b");
		var anon = { var z = 3; { a: z, b: z * 2 }; }
		eq(anon.b, 6);
		var e = {};
		eq(Std.string(e), "{}");
		var ar:Array<{ x:Int }> = [{ x: 1 }, { x: 2 }];
		var s = 0;
		for (o in ar) s += o.x;
		eq(s, 3);
		var cc:CN = { f: a -> a + 1, y: 2, p: "p", opt: function(?q) {} };
		eq(cc.f(1), 2);
		eq(cc.x, null);
		eq(cc.y, 2);
		cc.opt();
		cc.x = 5;
		eq(cc.x, 5);
		eq(cc.o, null);
		var it:Iterable<Int> = [1, 2];
		var seen = 0;
		for (x in it) seen += x;
		eq(seen, 3);
		var has:{ var length(default, null):Int; } = "abc";
		eq(has.length, 3);
		has = [1];
		eq(has.length, 1);
		var push:{ function push(x:Int):Int; } = [1, 2];
		eq(push.push(3), 3);
		var ts:{ function toString():String; } = new Ts();
		eq(ts.toString(), "TS");
	}

	function bx<X:{ x:Int }>(v:X):X { v.x++; return v; }

	function t2() {
		eq(bx({ x: 1 }).x, 2);
		eq(bx(new C2()).extra, "e");
		var o:Dynamic = { a: 1 };
		o.b = 2;
		eq(o.a + o.b, 3);
		Reflect.setField(o, "c", 3);
		eq(o.c, 3);
		t(Reflect.hasField(o, "c"));
		Reflect.deleteField(o, "c");
		f(Reflect.hasField(o, "c"));
		var ty:{ a:Int } = o;
		eq(ty.a, 1);
		ty.a = 9;
		eq(o.a, 9);
		o.fn = function(x) return x + 1;
		eq(o.fn(1), 2);
		var dd:Dynamic<Int> = { q: 1 };
		eq(dd.q, 1);
		var m = { go: function() return "go" };
		var go = m.go;
		eq(go(), "go");
		var x = { y: 1 };
		var y = x;
		y.y = 2;
		eq(x.y, 2);
		t(x == y);
		f({ y: 1 } == { y: 1 });
		var f1:{ x:Float } = { x: 1 };
		feq(f1.x, 1);
		var nul:{ x:Int } = null;
		exc(() -> Sys.println(nul.x));
		eq(nul?.x, null);
		var dyF:{ dy:Void->String } = null;
		var sh = { x: 1, y: "s", z: [1] };
		var t2:{ x:Int, y:String } = sh;
		t2.y = "q";
		eq(sh.y, "q");
		eq(Std.string(sh), "{x: 1, y: q, z: [1]}");

		function loc(o:{ a:Int, ?b:Int }) return o.a + (o.b ?? 10);
		eq(loc({ a: 1 }), 11);
		eq(loc({ a: 1, b: 2 }), 3);
		var k = { a: 1, b: null };
		var over = { a: 2 };
		eq(over.a, 2);
	}
}

private class Ts {
	public function new() {}

	public function toString() return "TS";
}
