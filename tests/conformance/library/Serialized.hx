package library;

import haxe.Serializer; import haxe.Unserializer;

private enum E { A; B(i:Int, s:String); }
private class C1 { public var a = 1; public var b:String; public var c:C1; public function new() { b = "é x"; } }
private class C2 { public var z = 5; public function new() {} @:keep function hxSerialize(s:Serializer) { s.serialize(z + 1); } @:keep function hxUnserialize(u:Unserializer) { z = u.unserialize(); } }

/** haxe.Serializer and haxe.Unserializer. **/
class Serialized extends Check {
	static function main() {
		var it = new Serialized();
		it.run();
		it.done();
	}


	function run() {
		var found = [];
		shows(Serializer.run(1), "i1");
		shows(Serializer.run(0), "z");
		shows(Serializer.run(-5), "i-5");
		shows(Serializer.run(1.5), "d1.5");
		shows(Serializer.run(true), "t");
		shows(Serializer.run(null), "n");
		shows(Serializer.run("a b"), "y5:a%20b");
		shows(Serializer.run(Math.NaN), "k");
		shows(Serializer.run(Math.POSITIVE_INFINITY), "p");
		shows(Serializer.run([1, 2]), "ai1i2h");
		shows(Serializer.run(([1, null, null, 3, null]:Array<Null<Int>>)), "ai1u2i3nh");
		shows(Serializer.run({a: 1}), "oy1:ai1g");
		shows(Serializer.run(["a", "a"]), "ay1:aR0h");
		shows(Serializer.run(A), "wy21:library._Serialized.Ey1:A:0");
		shows(Serializer.run(B(1, "q")), "wy21:library._Serialized.Ey1:B:2i1y1:q");
		shows(Serializer.run(new C1()).length, "57");
		shows(Serializer.run(["k" => 1]), "by1:ki1h");
		shows(Serializer.run([3 => "x"]), "q:3y1:xh");
		shows(Serializer.run(Date.fromTime(0)), "v0");
		shows(Serializer.run(haxe.io.Bytes.ofString("hello!")), "s8:aGVsbG8h");
		var l = new List();
		l.add(1);
		l.add(2);
		shows(Serializer.run(l), "li1i2h");
		shows(Serializer.run(C1), "Ay22:library._Serialized.C1");
		shows(Serializer.run(E), "By21:library._Serialized.E");
		shows(Serializer.run(new C2()), "Cy22:library._Serialized.C2i6g");
		Serializer.USE_ENUM_INDEX = true;
		shows(Serializer.run(B(2, "z")), "jy21:library._Serialized.E:1:2i2y1:z");
		var ej = Serializer.run(B(3,"w"));
		Serializer.USE_ENUM_INDEX = false;
		shows(Unserializer.run(ej), "B(3,w)");
		found = [];
		for (v in ([1, 0, -7, 1.25, true, false, null, "héé", [1, 2, [3]], A, B(4, "n"), ["a" => 1], [1 => "b"]]:Array<Dynamic>)) found.push(Std.string(Unserializer.run(Serializer.run(v))));
		shows(found.join("|"), "1|0|-7|1.25|true|false|null|héé|[1,2,[3]]|A|B(4,n)|[a => 1]|[1 => b]");
		var c = new C1();
		c.a = 9;
		c.c = new C1();
		var d:C1 = Unserializer.run(Serializer.run(c));
		shows(d.a, "9");
		shows(d.b, "é x");
		shows(d.c.a, "1");
		shows(d.c.c, "null");
		Serializer.USE_CACHE = true;
		var k = new C1();
		k.c = k;
		var e:C1 = Unserializer.run(Serializer.run(k));
		shows(e.c == e, "true");
		Serializer.USE_CACHE = false;
		var m:C2 = Unserializer.run(Serializer.run(new C2()));
		shows(m.z, "6");
		var by:haxe.io.Bytes = Unserializer.run(Serializer.run(haxe.io.Bytes.ofString("ab\n")));
		shows(by.toHex(), "61620a");
		var dt:Date = Unserializer.run(Serializer.run(Date.fromTime(86400000.)));
		shows(dt.toString(), "1970-01-02 00:00:00");
		var ls:List<Dynamic> = Unserializer.run(Serializer.run(l));
		shows(ls.length, "2");
		shows(Unserializer.run(Serializer.run(C1)) == C1, "true");
		shows(Unserializer.run(Serializer.run(E)) == E, "true");
		found = [];
		for (bad in ["", "q", "y5:a", "R3", "r1", "cy3:Zzzg", "wy3:Zzzy1:A:0"]) try found.push(Std.string(Unserializer.run(bad))) catch (x:Dynamic) found.push(Std.string("ERR " + Std.string(x)));
		shows(found.join("|"), "ERR Invalid char  at position 0|ERR Invalid IntMap format|ERR Invalid string length|ERR Invalid string reference|ERR Invalid reference|ERR Class not found Zzz|ERR Enum not found Zzz");
		try Serializer.run(function() {}) catch (x:Dynamic) shows(x, "Cannot serialize function");
		var s = new Serializer();
		s.serialize(1);
		s.serialize("x");
		s.serialize("x");
		shows(s.toString(), "i1y1:xR0");
		var u = new Unserializer(s.toString());
		shows(u.unserialize(), "1");
		shows(u.unserialize(), "x");
		shows(u.unserialize(), "x");
		var s = new Serializer();
		s.serializeException("oops");
		try Unserializer.run(s.toString()) catch (x:String) shows(x, "oops");
	}
}
