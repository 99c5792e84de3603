package expressions;

import haxe.Exception;
#if !some_flag
@:keep
#end

private class A<T> {
	public var x:T;

	public function new(x:T) { this.x = x; }
	@:generic public static function id<U>(u:U):U return u;

	public function m<U:{ function toString():String; }>(u:U):String { return u.toString() + x; }
}

/** Corners of the grammar, exceptions, patterns with several values. **/
class Grammar extends Check {
	static function main():Void { var m = new Grammar(); m.t1(); m.t2(); m.t3(); m.done(); }
	var a1:Int = 1;
	var b1:String = "s";
	static var sa:Int;
	static var sb = 2;
	final c1 = 3;
	var fnField:(a:Int, ?b:String) -> String;
	var opt:?Int -> Int;
	var v0:Void->Void;
	var nested:(Int->Int)->(Int->Int);
	var arr:Array<Int->Void> = [];
	var par:(Int);
	var dyn:Dynamic<String>;
	var full:haxe.ds.StringMap<Array<{ a:Int, b:String }>>;

	function t1() {
		eq(a1 + b1 + c1, "1s3");
		eq(sb, 2);
		sa = 4;
		eq(Grammar.sa, 4);
		fnField = (a, ?b) -> a + b;
		eq(fnField(1, "b"), "1b");
		nested = f -> x -> f(x) + 1;
		eq(nested(x -> x * 2)(5), 11);
		var x = 1, y = 2, z;
		z = x + y;
		eq(z, 3);
		var q:Int, r:String = "r";
		q = 5;
		eq(q + r, "5r");
		if (x == 1) if (y == 3) t(false);
		else t(true);
		else t(false);
		if (x == 1) { } else { }
		{ }
		var i = 0;
		while (i < 3) i++;
		do { i--; } while (i > 0);
		for (j in 0...2) for (k in 0...2) i += j * k;
		eq(i, 1);
		switch (i) { case 1: case 2: default: }
		switch i { case 1 if (x == 1): i = 10; case _: }
		eq(i, 10);
		switch (i) { case 10 | 11 | 12: i = 3; default: i = 4; }
		eq(i, 3);
		var t2 = (i : Int);
		eq(t2, 3);
		var c = cast(i, Int);
		eq(c, 3);
		eq((cast i : Float) + 0.5, 3.5);
		eq(untyped i, 3);
		var o = { "quoted": 1, plain: 2, };
		eq(o.plain, 2);
		eq(Reflect.field(o, "quoted"), 1);
		var ar = [1, 2, 3,];
		eq(ar.length, 3);
		call(1, 2,);
		eq(/* c */ 1 		, 1);
		var multi = "line1
line2";
		eq(multi.split("\n").length, 2);
		eq('single $x ${y}'.length, 10);
		var n = null;
		eq(n, null);
		var f = function named(n:Int):Int return n == 0 ? 0 : named(n - 1);
		eq(f(3), 0);
		eq((() -> { return 5; })(), 5);
		var neg = -x;
		eq(neg, -1);
		eq(- -x, 1);
		eq(x++ + ++x, 4);
		eq(x-- - --x, 2);
		eq(!false, true);
		eq(~0, -1);
		var w = x > 0 && y > 0 || z < 0;
		t(w);
		eq(x == 1 ? y == 2 ? "a" : "b" : "c", "a");
	}

	function call(a:Int, b:Int,) return a + b;

	function throwIt(b:Bool) { if (b) throw "x"; }

	function typed<K:String, V>(m:Map<K, V>):Int { var n = 0; for (_ in m) n++; return n; }

	function t2() {
		eq(A.id(3), 3);
		eq(A.id("s"), "s");
		eq(new A(1).m(new Foo()), "foo1");
		eq(new A<String>("z").x, "z");
		var a:A<Array<A<Int>>> = new A([new A(1)]);
		eq(a.x[0].x, 1);
		eq(8 >> 1, 4);
		eq(8 >>> 1, 4);
		var b = 16;
		b >>= 2;
		eq(b, 4);
		b >>>= 1;
		eq(b, 2);
		var l:Array<Array<Int>> = [[1]];
		eq(l[0][0], 1);
		var gt = 3 >= 2;
		t(gt);
		eq(typed(["a" => 1]), 1);
		try { try { throw new Exception("a"); } catch (e:String) { t(false); } } catch (e:Exception) { eq(e.message, "a"); }
		try { throw 5; } catch (e:Int) { eq(e, 5); }
		try { throw "s"; } catch (e) { eq(e.message, "s"); }
		var k = try 1 catch (e:Dynamic) 2;
		eq(k, 1);

		function thrower():Int { throw new MyEx("my", 3); }
		try { thrower(); } catch (e:MyEx) { eq(e.code, 3); eq(e.message, "my"); }
		try { thrower(); } catch (e:Exception) { t(Std.isOfType(e, MyEx)); }
		try { try { throw "inner"; } catch (e:Dynamic) { throw "outer:" + e; } } catch (e:String) { eq(e, "outer:inner"); }
		var fin = [];
		for (i in 0...3) try { if (i == 1) continue; fin.push(i); } catch (e:Dynamic) {}
		eq(fin.join(""), "02");

		function ret() { try { return 1; } catch (e:Dynamic) { return 2; } }
		eq(ret(), 1);
		var ex = new Exception("top", new Exception("prev"));
		eq(ex.previous.message, "prev");
		eq(Std.string(new MyEx("q", 1)).indexOf("q") >= 0, true);
	}

	function t3() {
		var s = switch [1, "a"] { case [1, "a"]: "1a"; case [_, _]: "other"; }
		eq(s, "1a");
		var e = Some(3);
		var r = switch e { case Some(x) if (x > 5): "big"; case Some(_): "small"; case None: "none"; }
		eq(r, "small");
		eq(switch ("abc") { case x if (x.length == 3): x.toUpperCase(); case _: ""; }, "ABC");
		eq(switch { x: 1, y: 2 } { case { x: 1, y: var q }: q; case _: 0; }, 2);
		switch (null : Null<Int>) { case null: t(true); case _: t(false); }
		var bt = switch (true) { case true: 1; case false: 0; }
		eq(bt, 1);
		var fl = switch (1.5) { case 1.5: "y"; case _: "n"; }
		eq(fl, "y");
		final z = switch 5 { case 1, 2, 3: "low"; case 4, 5: "mid"; case _: "hi"; }
		eq(z, "mid");
		var str = "b";
		switch str { case "a": t(false); case "b", "c": t(true); default: t(false); }
	}
}

private class Foo {
	public function new() {}

	public function toString() return "foo";
}

private class MyEx extends Exception {
	public final code:Int;

	public function new(m, c) { super(m); code = c; }
}

private enum Opt<T> {
	Some(v:T);
	None;
}
