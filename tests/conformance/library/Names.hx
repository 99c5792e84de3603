package library;



private class Base { public static var count = 0; public static function make():Int return 5; public function new() {} }
private class Child extends Base { static var own = 1; }
private enum Ev { One(i:Int); Two; Three(s:String, f:Float); }
private class Opt { public var a:Int; public var b:String; public var c:Bool; public function new(a:Int, ?b:String = "dflt", c:Bool = true) { this.a = a; this.b = b; this.c = c; } public function call(x:Int, ?y:String, z = 3) return x + (y == null ? "-" : y) + z; public static function st(x:Int, ?y:Int) return y == null ? x : x + y; }
private class Pr { public var v(get, set):Int; var _v = 3; function get_v() return _v * 2; function set_v(x) { _v = x; return x; } public var ro(default, null) = 1; public var dyn(default, default) = "d"; @:isVar public var iv(get, set):Int = 4; function get_iv() return iv + 1; function set_iv(x) return iv = x; public static var sp(get, never):Int; static function get_sp() return 99; public function new() {} }
private interface IA { } private class ImplA implements IA { public function new() {} } private class ImplB extends ImplA {}
private class TwoS { public function new() {} public function toString() return "TS"; }

/** Members by name, statics, properties, casts. **/
class Names extends Check {
	static function main() {
		var it = new Names();
		it.run();
		it.done();
	}

static function id<T>(x:T):T return x; var fld = 1; function inst(a:Int) return a + fld;

	function run() {
		var found = [];
		shows(Reflect.field(Child, "count"), "0");
		shows(Reflect.hasField(Base, "count"), "true");
		shows(Reflect.hasField(Base, "make"), "true");
		shows(Reflect.fields(Base).length, "2");
		var f = One;
		shows(Std.string(f(1)), "One(1)");
		var g:Int->Ev = One;
		shows(Reflect.isFunction(One), "true");
		shows(Type.enumEq(One(1), One(1)), "true");
		shows(Two == Two, "true");
		var t = Two;
		shows(t == Two, "true");
		shows(Type.getClassName(Type.resolveClass("haxe.ds.StringMap")), "haxe.ds.StringMap");
		var em:Map<Ev, Int> = new Map();
		var dm:Dynamic = em;
		em.set(Two, 1);
		shows(Std.isOfType(dm, haxe.ds.EnumValueMap), "true");
		shows(Std.isOfType(dm, haxe.Constraints.IMap), "true");
		shows(Std.isOfType(dm, haxe.ds.StringMap), "false");
		var o:Opt = Type.createInstance(Opt, [1, null, false]);
		shows(o.a + o.b + o.c, "1dfltfalse");
		var o2:Dynamic = new Opt(2);
		shows(o2.call(1), "1-3");
		shows(o2.call(1, "y"), "1y3");
		shows(o2.call(1, "y", 9), "1y9");
		shows(Reflect.callMethod(o2, o2.call, [4]), "4-3");
		shows(Reflect.callMethod(Opt, Reflect.field(Opt, "st"), [4]), "4");
		shows((Opt:Dynamic).st(4, 5), "9");
		var pr = new Pr();
		var d:Dynamic = pr;
		shows(Reflect.getProperty(pr, "v"), "6");
		Reflect.setProperty(pr, "v", 8);
		shows(pr.v, "16");
		shows(Reflect.getProperty(pr, "ro"), "1");
		Reflect.setProperty(pr, "dyn", "e");
		shows(pr.dyn, "e");
		shows(Reflect.field(pr, "iv"), "4");
		shows(Reflect.getProperty(pr, "iv"), "5");
		shows(Reflect.getProperty(Pr, "sp"), "99");
		shows(Reflect.field(d, "get_v")(), "16");
		Reflect.setField(d, "_v", 1);
		shows(pr.v, "2");
		shows(Std.isOfType(new ImplB(), IA), "true");
		var ia:IA = new ImplB();
		shows(Std.isOfType(ia, ImplA), "true");
		shows(Std.downcast(ia, ImplB) != null, "true");
		shows((ia is ImplB), "true");
		shows((1 is Int), "true");
		shows(("a" is String), "true");
		shows((null is String), "false");
		shows(ia is IA, "true");
		shows(Std.string(new TwoS()), "TS");
		shows("" + new TwoS(), "TS");
		shows([new TwoS()], "[TS]");
		shows({a: new TwoS()}, "{a: TS}");
		shows([One(1), Two], "[One(1),Two]");
		shows(Std.string([Three("x", 1.5)]), "[Three(x,1.5)]");
		var l:Dynamic = new Names();
		shows(l.inst(4), "5");
		var m:Dynamic = l.inst;
		shows(m(5), "6");
		shows(Reflect.compareMethods(l.inst, l.inst), "true");
		shows(Reflect.isFunction(l.inst), "true");
		l.fld = 10;
		shows(l.inst(1), "11");
		shows(Reflect.field(l, "fld"), "10");
		shows(Reflect.compare("a", "b"), "-1");
		shows(Reflect.compare(2.5, 1), "1");
		shows(Reflect.compare(null, null), "0");
		shows(Reflect.compare(true, true), "0");
		switch (Type.typeof(3)) { case TInt: shows("int", "int"); case _: this.t(false); }
		switch (Type.typeof(new TwoS())) { case TClass(c): shows(c == TwoS, "true"); shows(Type.getClassName(c), "library._Names.TwoS"); case _: }
		switch (Type.typeof(Two)) { case TEnum(e): shows(e == Ev, "true"); case _: }
		shows(Type.typeof(Two).match(TEnum(_)), "true");
		shows(Type.typeof("s").equals != null, "true");
		var arr:Array<Dynamic> = [1, "a", null, 2.5, {x: 1}, [1], Two];
		found = [];
		for (a in arr) found.push(Std.string(switch (Type.typeof(a)) { case TNull: "null"; case TInt: "i"; case TFloat: "f"; case TClass(String): "s"; case TClass(Array): "arr"; case TClass(_): "c"; case TObject: "o"; case TEnum(_): "e"; case _: "?"; }));
		shows(found.join("|"), "i|s|null|f|o|arr|e");
		var an:Dynamic = {};
		Reflect.setField(an, "k", 1);
		an.f = function(x) return x + 1;
		shows(an.f(1), "2");
		shows(Reflect.callMethod(an, Reflect.field(an, "f"), [2]), "3");
		shows(Reflect.hasField(an, "k"), "true");
		for (n in Reflect.fields(an)) if (n == "k") shows(n, "k");
		an.k++;
		shows(an.k, "2");
		an.k += 5;
		shows(an.k, "7");
		an.arr = [1, 2];
		an.arr[0] = 5;
		shows(an.arr, "[5,2]");
		an.arr.push(7);
		shows(an.arr.length, "3");
		shows(an.nope == null, "true");
		var fn:Dynamic = function(a:Int, ?b:Int) return b == null ? a : a + b;
		shows(fn(1), "1");
		shows(fn(1, 2), "3");
		var ci:Class<ImplA> = ImplB;
		shows(Type.getClassName(ci), "library._Names.ImplB");
		shows(Type.createInstance(ci, []) != null, "true");
		shows(Type.getSuperClass(ci) == ImplA, "true");
		var fl:Dynamic = 3.0;
		shows(Std.isOfType(fl, Int), "true");
		shows(fl == 3, "true");
		var i:Int = fl;
		shows(i, "3");
		var s:Dynamic = "5";
		shows(s + 1, "51");
		shows(1 + s, "15");
		shows((cast 5.7 : Float), "5.7");
		var dn:Dynamic = null;
		shows(dn == null, "true");
		shows(dn + "x", "nullx");
		shows((dn : Null<Int>), "null");
		try { cast(({} : Dynamic), TwoS); this.t(false); } catch (e:Dynamic) shows("bad cast", "bad cast");
		try { cast((1 : Dynamic), String); this.t(false); } catch (e:Dynamic) shows("bad cast", "bad cast");
		shows(cast(null, String), "null");
		shows(cast(("x" : Dynamic), String), "x");
		shows(cast((1 : Dynamic), Float), "1");
	}
}
