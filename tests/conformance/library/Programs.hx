package library;

import haxe.Timer;
import haxe.ds.Option;
import haxe.Json;
import haxe.io.*;
using StringTools;
using Lambda;
using Type;
using Reflect;
using haxe.EnumTools;
using haxe.EnumTools.EnumValueTools;
private typedef Fmt = {
	prefix:String, ?suffix:String, ?width:Int
}
private typedef Handler<T, R> = T->R;
private typedef Node = {
	var value:Int;
	@:optional var left:Node;
	@:optional var right:Node;
};
private enum Json2 {
	JNull;
	JBool(b:Bool);
	JNum(f:Float);
	JStr(s:String);
	JArr(a:Array<Json2>);
	JObj(o:Map<String, Json2>);
}
private class JP {
	static public function parse(s:String):Json2 {
		var i = 0;
		function ws() while (i < s.length && s.isSpace(i)) i++;
		function str() {
			i++;
			var b = new StringBuf();
			while (s.charAt(i) != '"') {
				if (s.charAt(i) == "\\") {
					i++;
					b.add(switch s.charAt(i) { case "n": "\n"; case "t": "\t"; case c: c; });
				} else b.addChar(s.charCodeAt(i));
				i++;
			}
			i++;
			return b.toString();
		}
		function val():Json2 {
			ws();
			return switch s.charCodeAt(i) {
				case "n".code: i += 4;
				JNull;
				case "t".code: i += 4;
				JBool(true);
				case "f".code: i += 5;
				JBool(false);
				case '"'.code: JStr(str());
				case "[".code: i++;
				var a = [];
				ws();
				if (s.charAt(i) == "]") i++ else while (true) {
					a.push(val());
					ws();
					if (s.charAt(i++) == "]") break;
				}
				JArr(a);
				case "{".code: i++;
				var o = new Map();
				ws();
				if (s.charAt(i) == "}") i++ else while (true) {
					ws();
					var k = str();
					ws();
					i++;
					o[k] = val();
					ws();
					if (s.charAt(i++) == "}") break;
				}
				JObj(o);
				case c if (c == "-".code || (c >= "0".code && c <= "9".code)): var st = i;
				i++;
				while (i < s.length && ~/[0-9.eE+-]/.match(s.charAt(i))) i++;
				JNum(Std.parseFloat(s.substring(st, i)));
				case c: throw 'bad char ${c == null ? "eof" : String.fromCharCode(c)} at $i';
			}
		}
		return val();
	}
	public static function show(j:Json2):String return switch j {
		case JNull: "null";
		case JBool(b): '$b';
		case JNum(f): Std.string(f);
		case JStr(s): '"$s"';
		case JArr(a): "[" + a.map(show).join(",") + "]";
		case JObj(o): var ks = [for (k in o.keys()) k];
		ks.sort(Reflect.compare);
		"{" + ks.map(k -> '"$k":' + show(o[k])).join(",") + "}";
	}
}


private class EventBus {
	final map = new Map<String, Array<Dynamic->Void>>();
	public function new() {
	}
	public function on(e, h) {
		if (!map.exists(e)) map.set(e, []);
		map.get(e).push(h);
		return function() map.get(e).remove(h);
	}
	public function emit(e:String, ?d:Dynamic) {
		for (h in (map.exists(e) ? map[e].copy() : [])) h(d);
		return this;
	}
}
private class Fsm<S:EnumValue> {
	public var state(default, null):S;
	var trans:Array<{
		from:S, to:S, ?guard:Void->Bool
	}> = [];
	public function new(s) state = s;
	public function add(from:S, to:S, ?guard) {
		trans.push({from: from, to: to, guard: guard});
		return this;
	}
	public function go(to:S):Bool {
		for (t in trans) if (t.from.equals(state) && t.to.equals(to) && (t.guard == null || t.guard())) {
			state = to;
			return true;
		}
		return false;
	}
}
private enum St {
	Idle;
	Run(n:Int);
	Done;
}
private class Cache<K:{
	function hash():Int;
}, V> {
	var b:Map<Int, Array<{
		k:K, v:V
	}>> = [];
	public function new() {
	}
	public function set(k:K, v:V) {
		var h = k.hash();
		var l = b[h];
		if (l == null) b[h] = l = [];
		l.push({k: k, v: v});
	}
	public function get(k:K):Null<V> {
		var l = b[k.hash()];
		if (l != null) for (e in l) if (e.k == k) return e.v;
		return null;
	}
}
private class Key {
	var s:String;
	public function new(s) this.s = s;
	public function hash() {
		var h = 0;
		for (i in 0...s.length) h = h * 31 + s.charCodeAt(i);
		return h;
	}
}
/** Small programs over the library: a parser, events, states, caches, texts and streams. **/
class Programs extends Check {
	static function main() {
		var it = new Programs();
		it.test();
		it.done();
	}
	static function fmt(s:String, f:Fmt) return f.prefix + s.lpad(".", f.width ?? 0) + (f.suffix ?? "");
	static function sum(n:Node):Int return n == null ? 0 : n.value + sum(n.left) + sum(n.right);
	static function pipe<A, B, C>(h:Handler<A, B>, g:Handler<B, C>):Handler<A, C> return x -> g(h(x));
	static function memo<T>(f:Int->T):Int->T {
		var c = new Map<Int, T>();
		return n -> {
			if (!c.exists(n)) c[n] = f(n);
			c[n];
		};
	}
	static function deb(v:Dynamic):String return switch Type.typeof(v) {
		case TInt: "i";
		case TFloat: "f";
		case TClass(String): "s";
		case TClass(Array): "[" + (v : Array<Dynamic>).map(deb).join("") + "]";
		case TObject: "{" + v.fields().map(f -> f + deb(v.field(f))).join("") + "}";
		case TNull: "n";
		case TBool: "b";
		case TEnum(e): e.getName();
		case TFunction: "F";
		case _: "?";
	}
	function test() {
		eq(fmt("a", {prefix: "<", width: 3}), "<..a");
		eq(fmt("a", {prefix: "<", suffix: ">"}), "<a>");
		eq(sum({value: 1, left: {value: 2}, right: {value: 3, left: {value: 4}}}), 10);
		eq(pipe((x:Int) -> x + 1, x -> "v" + x)(1), "v2");
		var calls = 0;
		var m = memo(n -> { calls++; n * n; });
		eq(m(3) + m(3), 18);
		eq(calls, 1);
		eq(JP.show(JP.parse(' {"b": [1, -2.5, true, null], "a": "x\\ny", "c": {}} ')), '{"a":"x\ny","b":[1,-2.5,true,null],"c":{}}');
		exc(() -> JP.parse("?"));

		var bus = new EventBus(), got = [];
		var off = bus.on("x", d -> got.push(d));
		bus.emit("x", 1).emit("x", "s").emit("y");
		off();
		bus.emit("x", 2);
		eq(got.length, 2);
		var fsm = new Fsm(Idle).add(Idle, Run(1)).add(Run(1), Done, () -> false);
		t(fsm.go(Run(1)));
		f(fsm.go(Done));
		f(fsm.go(Idle));
		eq(Std.string(fsm.state), "Run(1)");
		var cache = new Cache<Key, Int>(), k = new Key("ab");
		cache.set(k, 4);
		eq(cache.get(k), 4);
		eq(cache.get(new Key("ab")), null);
		eq(deb({a: 1, b: ([1.5, "x", null, true] : Array<Dynamic>)}), "{aib[fsnb]}");
		eq(deb(Idle), "library._Programs.St");
		eq(deb(deb), "F");
		eq(deb(test), "F");
		eq(Type.createEnum(St, "Run", [2]).getIndex(), 1);
		eq(St.getName(), "library._Programs.St");
		eq(Run(1).getParameters().length, 1);
		eq(Std.string(St.createAll()), "[Idle,Done]");
		t(Type.resolveClass("library.Programs") == Programs);
		eq(Programs.getClassName(), "library.Programs");
		eq(Type.resolveEnum("Nope"), null);
		eq(Type.createInstance(Key, ["z"]).hash(), 122);
		eq(Type.createEmptyInstance(Key).hash == null, false);
		t(Type.getInstanceFields(Key).has("hash"));
		eq(Reflect.compare(1, 2), -1);
		eq(Reflect.compare("b", "a"), 1);
		eq({a: 1}.copy().a, 1);
		t(Reflect.isObject({}));
		f(Reflect.isObject(1));
		t(Reflect.isEnumValue(Idle));
		eq(Reflect.makeVarArgs(a -> a.length)(1, 2, 3), 3);
		var s = "The quick brown fox";
		eq(s.split(" ").map(w -> w.charAt(0).toLowerCase() + w.substr(1).toUpperCase()).join(" "), "tHE qUICK bROWN fOX");
		eq([for (i in 0...s.length) if ("aeiou".contains(s.charAt(i))) s.charAt(i)].join(""), "euioo");
		var r = ~/(\w+) (\w+)/;
		t(r.match(s));
		eq(r.matched(2), "quick");
		eq(r.matchedRight(), " brown fox");
		eq(r.matchedPos().len, 9);
		eq(~/o/g.map(s, r -> "<" + r.matched(0) + ">"), "The quick br<o>wn f<o>x");
		eq(~/\s+/g.split("a  b c").length, 3);
		eq(~/(a)(b)?/.replace("ac", "$1-"), "a-c");
		eq("a1b22".split("").filter(c -> ~/\d/.match(c)).length, 3);
		eq("abc".iterator().next(), 97);
		eq(s.endsWith("fox"), true);
		eq("x".rpad("-", 3), "x--");
		eq("a\tb".htmlEscape(), "a\tb");
		eq("%41".urlDecode(), "A");
		eq(" x ".ltrim() + "|", "x |");
		eq("q".fastCodeAt(0), 113);
		var o = new BytesOutput();
		o.bigEndian = true;
		o.writeInt16(258);
		o.writeByte(7);
		o.writeFloat(1.5);
		o.writeString("é");
		var by = o.getBytes();
		eq(by.length, 9);
		var i = new BytesInput(by);
		i.bigEndian = true;
		eq(i.readInt16(), 258);
		eq(i.readByte(), 7);
		feq(i.readFloat(), 1.5);
		eq(i.readString(2), "é");
		exc(() -> i.readByte());
		try i.readByte() catch (e:Eof) t(true);
		eq(new StringInput("a\nb").readLine(), "a");
		eq(Path.join(["a", "b"]), "a/b");
		eq(new Path("/x/y.z").ext, "z");
		var bb = new BytesBuffer();
		bb.addByte(65);
		bb.addString("BC");
		eq(bb.getBytes().toString(), "ABC");
		eq(Json.parse('{"a":{"b":[1,2]}}').a.b[1], 2);
		eq(Json.stringify({x: null, y: 1.5}, "  ").length > 10, true);
	}
}
