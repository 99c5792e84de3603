package generics;

import haxe.Constraints.IMap;

// Constraints, also by structure, whose values may be null.
class Pool<T:{function reset():Void;}> {
	var make:() -> T;
	var items:Array<T> = [];

	public function new(make)
		this.make = make;

	public function get():T
		return items.length > 0 ? items.pop() : make();

	public function put(item:T) {
		item.reset();
		items.push(item);
	}
}

class Thing {
	public var n = 0;

	public function new() {}

	public function reset()
		n = -1;
}

class Walker<I:Iterable<Int>> {
	var all:I;

	public function new(all:I)
		this.all = all;

	public function sum() {
		var sum = 0;
		for (i in all)
			sum += i;
		return sum;
	}
}

class Sized<T:{var length(default, null):Int;}> {
	public var of:T;

	public function new(of:T)
		this.of = of;

	public function size()
		return of.length;
}

// Bounds about themselves.
interface Ordered<T> {
	function compareTo(other:T):Int;
}

class Age implements Ordered<Age> {
	public var years:Int;

	public function new(years)
		this.years = years;

	public function compareTo(other:Age)
		return years - other.years;

	public function toString()
		return 'Age($years)';
}

// An interface with type parameters, for basic types and others.
interface Store<K, V> {
	var size(get, never):Int;
	function put(key:K, value:V):V;
	function find(key:K):Null<V>;
}

class Texts<V> implements Store<String, V> {
	var map = new Map<String, V>();

	public var size(get, never):Int;

	public function new() {}

	function get_size()
		return Lambda.count(map);

	public function put(key:String, value:V):V {
		map[key] = value;
		return value;
	}

	public function find(key:String):Null<V>
		return map[key];
}

class Numbers implements Store<Int, Int> {
	var all:Array<Null<Int>> = [];

	public var size(get, never):Int;

	public function new() {}

	function get_size()
		return all.length;

	public function put(key:Int, value:Int):Int {
		all[key] = value;
		return value;
	}

	public function find(key:Int):Null<Int>
		return all[key];
}

// A base whose results are the class below it.
class Builder<T> {
	public var items:Array<T>;

	public function new()
		items = begin();

	function begin():Array<T>
		return [];

	public function add(item:T):Builder<T> {
		items.push(item);
		return this;
	}
}

class Doubles extends Builder<Int> {
	override function begin()
		return [1];

	override public function add(item:Int):Doubles {
		super.add(item * 2);
		return this;
	}
}

class Tables<A, B> extends Builder<Map<String, A>> {
	public var other:Null<B>;

	public function new(?other:B) {
		super();
		this.other = other;
	}
}

enum Outcome<T, E> {
	Done(value:T);
	Failed(error:E);
}

class Families extends Check {
	static function main() {
		var families = new Families();
		families.testConstraints();
		families.testInterfaces();
		families.testInsideTypes();
		families.testMapsInDynamic();
		families.testTested();
		families.done();
	}

	static function largest<T:Ordered<T>>(all:Array<T>):Null<T> {
		var best = null;
		for (item in all)
			if (best == null || item.compareTo(best) > 0)
				best = item;
		return best;
	}

	function testConstraints() {
		var pool = new Pool(() -> new Thing());
		var first = pool.get();
		eq(first.n, 0);
		first.n = 5;
		pool.put(first);
		eq(pool.get(), first);
		eq(first.n, -1);
		exc(() -> pool.put(null));
		eq(new Walker<Array<Int>>([1, 2, 3]).sum(), 6);
		eq(new Sized<Array<String>>(["a", "b"]).size(), 2);
		eq(new Sized("abc").size(), 3);
		eq(largest([new Age(3), new Age(7), new Age(5)]).years, 7);
		eq(largest(([] : Array<Age>)), null);
	}

	function testInterfaces() {
		var texts:Store<String, Float> = new Texts();
		feq(texts.put("a", 1.5), 1.5);
		feq(texts.find("a"), 1.5);
		eq(texts.find("b"), null);
		eq(texts.size, 1);
		var numbers:Store<Int, Int> = new Numbers();
		eq(numbers.put(2, 5), 5);
		eq(numbers.find(2), 5);
		eq(numbers.find(0), null);
		eq(numbers.size, 3);
		var doubles = new Doubles();
		doubles.add(1).add(2);
		var builder:Builder<Int> = doubles;
		eq(builder.add(3), doubles);
		aeq(doubles.items, [1, 2, 4, 6]);
		var tables = new Tables<Int, String>("x");
		tables.add(["a" => 1]);
		eq(tables.items[0]["a"], 1);
		eq(tables.other, "x");
		eq(new Tables<Int, Bool>().other, null);
	}

	static function count<T>(all:Array<Array<T>>):Int {
		var n = 0;
		for (part in all)
			if (part != null)
				n += part.length;
		return n;
	}

	static function call<T>(all:Array<() -> T>):T
		return all[0]();

	static function any<T>(all:Iterable<T>):Null<T> {
		for (item in all)
			return item;
		return null;
	}

	static function spaced<T>(all:Array<T>):Array<Null<T>> {
		var out:Array<Null<T>> = [];
		for (item in all) {
			out.push(item);
			out.push(null);
		}
		return out;
	}

	/** What is null inside of the types that are given is null in what is made of type parameters. **/
	function testInsideTypes() {
		var parts:Array<Array<Int>> = [[1, 2], null, [3]];
		eq(count(parts), 3);
		eq(count([["a"], []]), 1);
		eq(parts[1], null);
		var functions:Array<Null<() -> Int>> = [() -> 1, null];
		t(functions[1] == null);
		eq(call(functions), 1);
		eq(call([() -> "x"]), "x");
		eq(any([4, 5]), 4);
		eq(any(["k" => "v"]), "v");
		var none:Map<String, Int->Int> = [];
		none["twice"] = x -> x * 2;
		t(none["once"] == null);
		eq(none["twice"](4), 8);
		var texts:Array<String> = ["a", null];
		var wide = spaced(texts);
		eq(wide.length, 4);
		eq(wide[0], "a");
		eq(wide[1], null);
		wide.push("b");
		eq(wide.pop(), "b");
		eq(spaced([1])[1], null);
		var outcome:Outcome<Int, String> = Failed("no");
		eq(switch outcome {
			case Done(value): '$value';
			case Failed(error): error.toUpperCase();
		}, "NO");
	}

	/** Maps that are taken out of Dynamic, with keys and values of any type, are the same maps. **/
	function testMapsInDynamic() {
		var key = new Thing();
		var texts = ["a" => 1, "b" => 2];
		var all:Array<Dynamic> = [texts, [1 => "x"], [key => 1.5], [Thing => 2]];
		for (value in all) {
			t(Std.isOfType(value, IMap));
			var map:IMap<Dynamic, Dynamic> = cast value;
			var keys = [for (key in map.keys()) key];
			for (key in keys) {
				t(map.exists(key));
				t(map.get(key) != null);
			}
			eq(keys.length, Lambda.count({iterator: map.iterator}));
			t((map : Dynamic) == value);
		}
		var map:IMap<Dynamic, Dynamic> = cast all[0];
		map.set("c", 3);
		eq(texts["c"], 3);
		t(map.remove("a"));
		f(texts.exists("a"));
		f(Std.isOfType(all[3], haxe.ds.StringMap));
	}

	static function isOf(value:Dynamic, ?type:Any):Bool {
		if (type == null)
			return true;
		return Std.isOfType(value, type);
	}

	static function both(?one:Any, ?other:Any):Int {
		if (one != null && other != null) {
			var first:Dynamic = one;
			return [first, other].length + (cast one : Int);
		}
		return -1;
	}

	static function later(?value:Dynamic):Bool {
		if (value != null) {
			var test = () -> Std.isOfType(value, String);
			return test();
		}
		return false;
	}

	/** A test for null changes nothing about Dynamic. **/
	function testTested() {
		t(isOf(1));
		t(isOf("x", String));
		f(isOf(1, String));
		eq(both(3, "x"), 5);
		eq(both(3), -1);
		t(later("x"));
		f(later(1));
		f(later());
	}
}
