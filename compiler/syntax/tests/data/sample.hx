/** A sample with most of the language in it. */
package sample.deep;

import haxe.ds.StringMap;
import haxe.Json as J;
using StringTools;

#if (js && !nodejs || haxe_ver >= 4.0)
typedef Point = {x:Int, ?y:Float};
#else
typedef Point = { > Base, var x(default, null):Int; function f(a:Int, ?b:String):Void; }
#end

@:using(sample.Tools) @final("é", 1.5e3)
private final class Tree<T:Comparable<T> & Dynamic, U = Int> extends Base<T> implements Visitor {
	static inline var LIMIT:Int = 0xFF;
	public var size(get, never):Int;
	@:isVar var cache(default, set):Map<String, Array<Array<Int>>>= [for (i in 0...3) 'k$i' => [[i]]];
	final callback:(a:Int, ...rest:String) -> Void = function(a, ...rest) trace(a);

	public function new(?value:T, depth = 1) {
		super(value);
		this.value = value;
	}

	function get_size() return left == null ? 0 : left.size + 1;

	override public function visit<V>(node:Tree<V>, f:V -> Int -> Bool):Null<V> {
		var a = 1, b:Float = .5, c;
		static var counter = 0;
		for (key => item in node.table) {
			if (item > 3 && !(item is Int)) continue;
			else if (item == 4) break;
			switch (item) {
				case 1 | 2, 3: trace('one ${item + '${a}'} $key $$');
				case [x, {y: z}] if (z != null): x.call(z ?? 1, y -> y * 2, (p, ?q:Int = 3) -> {p;});
				case Some(var w): counter += w << 2 >>> 1;
				case ~/a[b\/]+/gi.match(_) => true: return null;
				case _:
			}
		}
		do a++ while (a < 10);
		while (b-- > 0) { untyped __js__("x"); }
		try {
			throw new haxe.Exception("bad\n\t\u{1F600}");
		} catch (e:haxe.io.Eof) trace(e) catch (e) {
			return cast(e, Null<V>).value;
		}
		var o = {"quoted": 1, plain: a?.b[2].c, nested: {x: [1, 2, 3]}};
		c = macro $v{a} + ${b} * $i{"name"}(...$a{args});
		var t = macro class Made { public var x:Int = 1; function f() {} };
		@:meta(1, "x") inline helper(a, b);
		o.quoted ??= (a : Int) >= 3 ? 1 : 2;
		#if debug trace(a); #elseif release #error "no" #else trace("else"); #end
		var xml = <div class="a">text <b/></div>;
		return if (a > b) null else { var q = a; null; }
	}
}

enum Shape<T> { Circle(radius:Float); @:m Square(?side:Int, t:T); None; }
enum abstract Level(Int) from Int to Int { var Low = 1; final High; @:op(A + B) static function add(a:Level, b:Level):Level; }
extern interface Visitor extends Base { function visit():Void; var name(get, null):String; }
abstract Meters(Float) to Float { inline public function new(f) this = f; }
var moduleField:Int = 1;
function moduleFunction<T>(a:T):T return a;
