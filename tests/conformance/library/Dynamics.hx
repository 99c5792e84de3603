package library;

import haxe.Constraints;

private enum abstract EA(Int) { var X = 1; var Y = 2; @:to function toS():String return "ea" + this; }
private abstract Meters(Float) from Float to Float { public function new(f) this = f; @:op(A + B) function add(o:Meters):Meters; public function toString() return this + "m"; }
private enum GE<T> { GNone; GSome(v:T); }
private class Par { public var pub = 1; var priv = 2; public function new() {} public function over() return "par"; public static function s() return "sp"; }
private class Chi extends Par { override function over() return "chi" + super.over(); public function own(?a:Int, ?b:String) return a + ":" + b; }
private class Acc { public var p(get, never):Int; function get_p() return 42; public var q(default, set):Int; function set_q(v) return q = v * 2; public function new() {} }
private class Sing { public static var inst(default, null):Sing = new Sing(); public var n = 5; function new() {} public static function get() return inst; }
private class Opts { public function new() {} public function f(a:Int, b = 2, ?c:String, d = "dd") return '$a-$b-$c-$d'; }

/** Dynamic values, abstracts and enums among them, members with default arguments. **/
class Dynamics extends Check {
	static function main() {
		var it = new Dynamics();
		it.run();
		it.done();
	}

static dynamic function dynf(x:Int) return x + 1; static var counter = 0; static function inc() return ++counter;
static function flat<T:FlatEnum>(x:T) return x; static function nv<T:NotVoid>(x:T) return x; static function gen<T>(c:Class<T>):T return Type.createInstance(c, []);

	function run() {
		var found = [];
		var ea:EA = X;
		shows(ea == X, "true");
		shows((ea:String), "ea1");
		var de:Dynamic = ea;
		shows(de, "1");
		shows(de == 1, "true");
		var m:Meters = 3.5;
		shows(m, "3.5");
		shows(m + 1.5, "5");
		var dm:Dynamic = m;
		shows(Std.isOfType(dm, Float), "true");
		shows(GSome(3), "GSome(3)");
		shows(Type.enumEq(GSome(1), GSome(1)), "true");
		var g:Dynamic = GSome("x");
		shows(Type.enumParameters(g)[0], "x");
		shows(Type.enumConstructor(g), "GSome");
		switch ((g:GE<String>)) { case GSome(v): shows(v + "!", "x!"); case GNone: t(false); }
		shows(Type.createEnum(GE, "GSome", [9]), "GSome(9)");
		shows(Type.getEnumConstructs(GE), "[GNone,GSome]");
		shows(Type.enumIndex(GNone), "0");
		var c:Par = new Chi();
		shows(c.over(), "chipar");
		shows(Reflect.callMethod(c, Reflect.field(c, "over"), []), "chipar");
		shows((c:Dynamic).own(), "null:null");
		shows((c:Dynamic).own(1), "1:null");
		shows((c:Dynamic).own(1, "b"), "1:b");
		shows(Reflect.field(c, "priv"), "2");
		Reflect.setField(c, "priv", 9);
		shows(Reflect.field(c, "priv"), "9");
		shows(Type.getClassName(Type.getClass(c)), "library._Dynamics.Chi");
		shows(Std.downcast(c, Chi) == c, "true");
		var a = new Acc();
		shows(Reflect.getProperty(a, "p"), "42");
		a.q = 3;
		shows(a.q, "6");
		Reflect.setProperty(a, "q", 5);
		shows(a.q, "10");
		Reflect.setField(a, "q", 1);
		shows(a.q, "1");
		shows(Reflect.hasField(a, "q"), "true");
		shows(Reflect.hasField(a, "p"), "false");
		shows(Sing.get().n, "5");
		shows(Reflect.field(Sing, "inst").n, "5");
		shows(Sing.inst == Sing.get(), "true");
		var o:Dynamic = new Opts();
		shows(o.f(1), "1-2-null-dd");
		shows(o.f(1, 3), "1-3-null-dd");
		shows(o.f(1, null, "x"), "1-2-x-dd");
		shows(o.f(1, 5, "y", "z"), "1-5-y-z");
		shows(Reflect.callMethod(o, o.f, [7, 8]), "7-8-null-dd");
		var of:Dynamic = o.f;
		shows(of(2), "2-2-null-dd");
		shows(dynf(1), "2");
		dynf = function(x) return x * 10;
		shows(dynf(2), "20");
		shows(Reflect.callMethod(null, inc, []), "1");
		shows(counter, "1");
		shows(gen(Par).pub, "1");
		shows(gen(Chi).over(), "chipar");
		shows(nv(3), "3");
		var cl:Array<Class<Dynamic>> = [Par, Chi, String, Array];
		shows([for (x in cl) Type.getClassName(x)], "[library._Dynamics.Par,library._Dynamics.Chi,String,Array]");
		shows(cl.indexOf(Chi), "1");
		var mc = new Map<String, Class<Dynamic>>();
		mc["a"] = Par;
		shows(Type.createInstance(mc["a"], []).pub, "1");
		var fs:Map<String, Dynamic> = new Map();
		fs["add"] = function(a:Int, b:Int) return a + b;
		shows(fs["add"](2, 3), "5");
		shows(Reflect.callMethod(null, fs["add"], [4, 5]), "9");
		var arr:Array<Dynamic> = [];
		arr.push(1);
		arr.push("s");
		arr.push(null);
		shows(arr, "[1,s,null]");
		shows(arr.indexOf("s"), "1");
		shows(arr.indexOf(null), "2");
		shows(arr.contains(1), "true");
		arr.remove("s");
		shows(arr.length, "2");
		var s:String = null;
		shows(s == null, "true");
		shows("x" + s, "xnull");
		var ds:Dynamic = s;
		shows(ds == null, "true");
		shows(Std.isOfType(ds, String), "false");
		shows(Type.typeof(ds), "TNull");
		shows(Std.string(Par) + Std.string(GE), "Class<library._Dynamics.Par>Enum<library._Dynamics.GE>");
		shows([Par], "[Class<library._Dynamics.Par>]");
		shows({c: Par}, "{c: Class<library._Dynamics.Par>}");
		shows(Type.getClass(new Par()) == Par, "true");
		switch (Type.getClass(c)) { case Par: t(false); case Chi: shows("C", "C"); default: t(false); }
		eq(Type.resolveClass("Chi"), null);
		switch (Type.resolveClass("library._Dynamics.Chi")) { case null: t(false); case x: t(x == Chi); }
		shows(Reflect.fields({a: 1, b: 2}).length, "2");
		var dyn:Dynamic<String> = {x: "1"};
		dyn.y = "2";
		shows(Reflect.fields(dyn).length, "2");
		found = [];
		for (f in Reflect.fields(dyn)) found.push(Std.string(Reflect.field(dyn, f).length));
		shows(found.join("|"), "1|1");
		var n:Dynamic = 10;
		n -= 3;
		shows(n, "7");
		n *= 2;
		shows(n, "14");
		n /= 4;
		shows(n, "3.5");
		n %= 3;
		shows(n, "0.5");
		var sh:Dynamic = 8;
		sh >>= 1;
		shows(sh, "4");
		sh |= 3;
		shows(sh, "7");
		sh ^= 1;
		shows(sh, "6");
		shows(-sh, "-6");
		shows(~(sh:Int), "-7");
		var bl:Dynamic = false;
		bl = !bl;
		shows(bl, "true");
		shows(n > 0 && bl, "true");
		try { Reflect.callMethod(null, null, []); t(false); } catch (e:Dynamic) shows("callnull", "callnull");
		try { Type.createInstance(null, []); t(false); } catch (e:Dynamic) shows("createnull", "createnull");
		try { (c:Dynamic).nope(); } catch (e:Dynamic) shows("nope", "nope");
		shows(Math.isNaN(Reflect.field({n: Math.NaN}, "n")), "true");
		shows(Reflect.isObject(Dynamics), "true");
		shows(Std.isOfType(Dynamics, Class), "true");
		shows(Type.getInstanceFields(Acc).length, "3");
	}
}
