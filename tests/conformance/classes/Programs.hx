package classes;

import haxe.Constraints;
import haxe.PosInfos;
import haxe.ds.*;
private abstract class AB {
	public var x:Int;
	function new() {
		x = init();
	}
	abstract function init():Int;
	public abstract function name(p:String = "d"):String;
	public function both() return name() + x;
}
private class ABImpl extends AB {
	public function new() super();
	function init() return 5;
	public function name(p:String = "e") return p;
}
private class WithGet {
	public var a(get, never):Array<Int>;
	var _a:Array<Int>;
	function get_a() {
		if (_a == null) _a = [];
		return _a;
	}
	public var b(default, set):String = "i";
	function set_b(v) {
		return b = v == null ? "nil" : v.toUpperCase();
	}
	public var c(never, set):Int;
	function set_c(v) {
		a.push(v);
		return v;
	}
	public var d(get, set):Null<Int>;
	var _d:Null<Int>;
	inline function get_d() return _d;
	inline function set_d(v) return _d = v;
	public static var s(get, set):Int;
	static var _s = 1;
	static function get_s() return _s;
	static function set_s(v) return _s = v;
	public function new() {
	}
	public dynamic function dyn(x:Int) return x;
	public var fn:Int->Int;
	public function self() return this;
}
private class Parent {
	public function new() {
	}
	public function m(a:Int, ?b:Int):String return 'P$a$b';
	public static function st() return "pst";
	public function gen<T>(x:T):Array<T> return [x];
	public function inl() return "pi";
	public var v = "pv";
	function priv() return "pp";
	public function callPriv() return priv();
	public function toString() return "Parent!";
}
private class Child extends Parent {
	public function new() {
		super();
		v = "cv";
	}
	override public function m(a:Int, ?b:Int = 7):String return "C" + super.m(a, b);
	public static function st() return "cst";
	override function gen<T>(x:T):Array<T> return super.gen(x).concat([x]);
	override inline function inl() return "ci" + super.inl();
	override function priv() return "cp";
	override function toString() return "Child:" + super.toString();
}
private typedef Rec = {
	name:String, ?kids:Array<Rec>, ?parent:Rec
};
private typedef Fun = (a:Int, ?b:String) -> Void;
private typedef Ext = Rec & {
	age:Int
};
private typedef Ext2 = {
	> Rec, > HasId, z:Float
};
private typedef HasId = {
	final id:Int;
};
private enum Op {
	Plus;
	Minus;
	Num(i:Int);
	Bin(op:Op, l:Op, r:Op);
	Opt(?a:Int, ?b:String);
}
private class It {
	var n:Int;
	public function new(n) this.n = n;
	public function hasNext() return n > 0;
	public function next() return n--;
}
private class Itb {
	public function new() {
	}
	public function iterator() return new It(3);
}
private class Static1 {
	public static var log:Array<String> = [];
	public static var a = f("a");
	public static var b = f("b");
	static function f(s) {
		log.push(s);
		return s;
	}
}
@:allow(classes.Programs) private class Allowed {
	var secret = 42;
	static var ss = 1;
	function m() return secret;
	private function new() {
	}
}
private class Cmp {
	public var n:Int;
	public function new(n) this.n = n;
	public static function by(a:Cmp, b:Cmp) return Reflect.compare(a.n, b.n);
}
@:using(classes.Programs.CmpTools) private class Used {
	public var n = 3;
	public function new() {
	}
}
class CmpTools {
	public static function plus(u:{n:Int}, k:Int) return u.n + k;
}
/** Classes, their members and values in small programs of many things. **/
class Programs extends Check {
	static function main() {
		var it = new Programs();
		it.test();
		it.done();
	}
	function pos(?p:PosInfos) return p.lineNumber > 0 ? p.methodName + p.className : "";
	function posCustom(x:Int, ?p:PosInfos) return p.customParams == null ? 0 : 1;
	static function loopRet(n:Int):Null<Int> {
		for (i in 0...n) if (i * i > 10) return i;
		return null;
	}
	static function nestedTry():String {
		var s = "";
		try {
			try {
				throw "a";
			} catch (e:Int) {
				s += "int";
			}
			s += "x";
		} catch (e:String) {
			s += e;
			try throw 1 catch (e:Int) s += e;
		}
		return s;
	}
	static function whileRet():Int {
		var i = 0;
		while (true) {
			i++;
			if (i > 3) return i;
		}
	}
	static function swRet(x:Int):String {
		return switch x {
			case 0: return "early";
			case 1: throw "one";
			default: "d";
		}
	}
	static function tern(a:Null<Int>) return a == null ? "n" : a > 0 ? "p" : a < 0 ? "m" : "z";
	static function optArgs(a:Int, ?b:Bool, ?c:String, ?d:Array<Int>) return '$a $b $c $d';
	static function defs(a = 1, b = "x", c = true, d = 1.5, ?e = null) return '$a$b$c$d';
	static function fact(n) return n < 2 ? 1 : n * fact(n - 1);
	static function even(n:Int):Bool return n == 0 ? true : odd(n - 1);
	static function odd(n:Int):Bool return n == 0 ? false : even(n - 1);
	function test() {
		eq(new ABImpl().both(), "e5");
		var ab:AB = new ABImpl();
		eq(ab.name(), "e");
		var w = new WithGet();
		w.c = 3;
		w.c = 4;
		eq(w.a.length, 2);
		w.b = "q";
		eq(w.b, "Q");
		w.b = null;
		eq(w.b, "nil");
		w.b += "x";
		eq(w.b, "NILX");
		w.d = 2;
		w.d++;
		eq(w.d, 3);
		WithGet.s += 4;
		eq(WithGet.s, 5);
		eq(w.self().self().dyn(3), 3);
		w.dyn = x -> x * 2;
		eq(w.dyn(3), 6);
		w.fn = w.dyn;
		eq(w.fn(1), 2);
		eq((w.b = "z") + "!", "Z!");
		var c = new Child(), p:Parent = c;
		eq(p.m(1), "CP17");
		eq(c.m(1, 2), "CP12");
		eq(Parent.st() + Child.st(), "pstcst");
		eq(p.gen("a").length, 2);
		eq(p.inl(), "cipi");
		eq(p.v, "cv");
		eq(p.callPriv(), "cp");
		eq('$p', "Child:Parent!");
		eq(Std.string(new Parent()), "Parent!");
		eq("" + c, "Child:Parent!");
		t(Std.isOfType(p, Child));
		t(Type.getSuperClass(Child) == Parent);
		var f = c.m.bind(_, 9);
		eq(f(1), "CP19");
		var g:Int->String = p.m.bind(_);
		eq(g(3), "CP37");
		var r:Rec = {
			name: "a", kids: [{name: "b"}, {name: "c", kids: []}]
		};
		r.kids[0].parent = r;
		eq(r.kids[0].parent.name, "a");
		eq(r.kids[1].kids.length, 0);
		eq(r.kids[0].kids, null);
		var e:Ext = {
			name: "x", age: 3
		};
		r = e;
		eq(r.name, "x");
		var e2:Ext2 = {
			name: "n", id: 1, z: 2.5
		};
		feq(e2.id + e2.z, 3.5);
		var fn:Fun = (a, ?b) -> t(b == null);
		fn(1);
		eq(Std.string(Bin(Plus, Num(1), Opt())), "Bin(Plus,Num(1),Opt(null,null))");
		t(Plus == Plus);
		t(Plus != Minus);
		eq(Type.enumIndex(Num(3)), 2);
		switch Opt(3) {
			case Opt(n, null): eq(n, 3);
			case _: f_();
		}
		eq(Type.enumConstructor(Opt("s")), "Opt");
		var ops = [Plus, Minus];
		eq(ops.indexOf(Minus), 1);
		t(Type.enumEq(Bin(Plus, Num(1), Minus), Bin(Plus, Num(1), Minus)));
		eq(Op.createByName("Num", [4]).getParameters()[0], 4);
		eq(Op.getConstructors().length, 5);
		var mk = Num;
		eq(Std.string([1, 2].map(mk)), "[Num(1),Num(2)]");
		var mk2 = Op.Bin.bind(Plus);
		eq(Std.string(mk2(Minus, Minus)), "Bin(Plus,Minus,Minus)");
		eq([for (x in new Itb()) x].join(""), "321");
		eq([for (x in new It(2)) x].join(""), "21");
		eq(Lambda.count(new Itb()), 3);
		eq(Static1.log.join("") + Static1.a + Static1.b, "abab");
		var al = new Allowed();
		eq(al.secret + al.m() + Allowed.ss, 85);
		var cs = [new Cmp(3), new Cmp(1), new Cmp(2)];
		cs.sort(Cmp.by);
		eq(cs.map(c -> c.n).join(""), "123");
		ArraySort.sort(cs, (a, b) -> b.n - a.n);
		eq(cs[0].n, 3);
		eq(new Used().plus(4), 7);
		eq(pos(), "testclasses.Programs");
		eq(posCustom(1), 0);
		eq(loopRet(10), 4);
		eq(loopRet(2), null);
		eq(nestedTry(), "a1");
		eq(whileRet(), 4);
		eq(swRet(0) + swRet(2), "earlyd");
		exc(() -> swRet(1));
		eq([null, 1, -1, 0].map(tern).join(""), "npmz");
		eq(optArgs(1, "c"), "1 null c null");
		eq(optArgs(1, [2]), "1 null null [2]");
		eq(optArgs(1, true, [3]), "1 true null [3]");
		eq(defs() + defs(2), "1xtrue1.52xtrue1.5");
		eq(fact(5), 120);
		t(even(4));
		eq(odd(4), false);
		var a = [3, 1, 2];
		a.sort((x, y) -> x - y);
		eq(a.join(""), "123");
		var b = a.copy();
		b.push(4);
		eq(a.length, 3);
		eq(a.toString(), "[1,2,3]");
		eq(a.lastIndexOf(3), 2);
		eq([for (i => v in a) i * v].join(","), "0,2,6");
		var a2:Array<Array<String>> = [for (i in 0...2) []];
		a2[1].push("q");
		eq(a2.join("|"), "[]|[q]");
		var sp = [1, 2, 3, 4, 5].splice(1, -1);
		eq(sp.length, 0);
		a[5] = 9;
		eq(a.length, 6);
		var nested = [[1, 2], [3]];
		var fl = [for (x in nested) for (y in x) y];
		eq(fl.length, 3);
		eq([1, 2, 3].filter(x -> x & 1 == 1).length, 2);
		var arr2 = [1.5, 2];
		feq(arr2[1], 2);
		var em:Array<Int> = [];
		eq(em.pop(), null);
		eq(em.shift(), null);
		eq([1, 2].contains(3), false);
		eq(1 + 2 + "a" + 1 + 2, "3a12");
		eq('${1 + 2}a', "3a");
		feq(7 / 2, 3.5);
		eq(7 % 3, 1);
		eq(-7 % 3, -1);
		feq(5.5 % 2, 1.5);
		eq(1 << 33, 2);
		eq(-1 >>> 1, 0x7fffffff);
		eq(0x7fffffff + 1, -2147483648);
		eq(Std.int(1e9 * 3.0) == 0 ? 0 : 1, 1);
		eq(5 ^ 3, 6);
		eq(~0, -1);
		eq(1 | 2 & 3, 3);
		t(1 < 2 == true);
		t(!false && true || false);
		var i = 5;
		i <<= 1;
		i |= 1;
		i ^= 2;
		i %= 4;
		eq(i, 1);
		i = 3;
		i = i++ + i++;
		eq(i, 7);
		var fl1 = 1.0;
		fl1 /= 4;
		feq(fl1, 0.25);
		eq(Math.floor(-0.5), -1);
		eq(Math.ceil(-0.5), 0);
		t(Math.isNaN(0 / 0));
		t(1 / 0 == Math.POSITIVE_INFINITY);
		eq("a" < "b", true);
		eq(Std.string(1.0), "1");
		eq(Std.string(0.1 + 0.2).substr(0, 4), "0.30");
		eq(Std.parseFloat("3.14abc"), 3.14);
		eq(Math.max(1, Math.NaN) == 1, false);
	}
	function f_() f(true);
}
