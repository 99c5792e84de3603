package abstracts;

private interface Store<K, V> {
	function set(k:K, v:V):Void;
	function get(k:K):V;
}

private class ByText<V> implements Store<String, V> {
	var last:V;
	var count = 0;

	public function new() {}

	public function set(k:String, v:V) {
		last = v;
		count += k.length;
	}

	public function get(k:String) return last;
}

private class ByNumber<V> implements Store<Int, V> {
	var list:Array<V> = [];

	public function new() {}

	public function set(k:Int, v:V) list[k] = v;
	public function get(k:Int) return list[k];
}

/** What it is made of is chosen by the constraints of the functions that make it. **/
@:multiType(@:followWithAbstracts K)
private abstract Keep<K, V>(Store<K, V>) {
	public function new();

	public inline function set(k:K, v:V) this.set(k, v);
	public inline function get(k:K) return this.get(k);

	@:to static function text<K:String, V>(t:Store<K, V>):ByText<V> return new ByText<V>();
	@:to static function number<K:Int, V>(t:Store<K, V>):ByNumber<V> return new ByNumber<V>();
}

class Chosen extends Check {
	static function main() {
		var test = new Chosen();
		test.testKeys();
		test.testNested();
		test.testRows();
		test.done();
	}

	function testKeys() {
		var byText = new Keep<String, Int>();
		byText.set("a", 3);
		eq(byText.get("a"), 3);
		eq(byText.get("b"), 3);
		var byNumber = new Keep<Int, String>();
		byNumber.set(1, "z");
		byNumber.set(0, "y");
		eq(byNumber.get(1), "z");
		eq(byNumber.get(0), "y");
	}

	function testNested() {
		var outer = new Keep<Int, Keep<String, Bool>>();
		var inner = new Keep<String, Bool>();
		inner.set("k", true);
		outer.set(2, inner);
		t(outer.get(2).get("k"));
	}

	/** Loops over loops, in a program that also has structures whose names only turn up while it runs. **/
	function testRows() {
		var rows:Iterable<Iterable<Int>> = [[1, 2], [3]];
		eq(Lambda.flatten(rows).join(","), "1,2,3");
		var found = haxe.Json.parse('{"a":{"b":[1,2]}}');
		eq(found.a.b[1], 2);
		eq(Lambda.flatMap([1, 2], x -> [x, x * 10]).join(","), "1,10,2,20");
		var sum = 0;
		for (row in rows)
			for (x in row)
				sum += x;
		eq(sum, 6);
	}
}
