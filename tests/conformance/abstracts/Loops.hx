package abstracts;

private abstract Ints(Array<Int>) from Array<Int> {
	public function iterator()
		return this.iterator();
}

private abstract Down(Int) {
	public inline function new(n)
		this = n;

	public inline function hasNext()
		return this > 0;

	public inline function next()
		return this--;
}

private abstract Questions(Array<String>) from Array<String> {
	public var length(get, never):Int;

	inline function get_length()
		return this.length;

	@:arrayAccess inline function at(i:Int)
		return this[i] + "?";
}

private abstract Scores(Map<String, Int>) from Map<String, Int> {
	public function keyValueIterator()
		return this.keyValueIterator();
}

@:forward
private abstract Shown(Array<Int>) from Array<Int> {}

/** Loops over abstracts. **/
class Loops extends Check {
	static function main() {
		var it = new Loops();
		it.testIterators();
		it.testElements();
		it.done();
	}

	function testIterators() {
		var ints:Ints = [1, 2, 3];
		var sum = 0;
		for (i in ints)
			sum += i;
		eq(sum, 6);
		var seen = [for (i in new Down(3)) i];
		aeq(seen, [3, 2, 1]);
		var down = new Down(2);
		var count = 0;
		for (_ in down)
			count++;
		eq(count, 2);
		var scores:Scores = ["a" => 1];
		for (name => score in scores)
			eq(name + score, "a1");
		var shown:Shown = [4, 5];
		eq([for (i in shown) i * 2].join(","), "8,10");
	}

	function testElements() {
		var questions:Questions = ["a", "b", "c"];
		var all = "";
		for (q in questions) {
			if (q == "b?")
				continue;
			all += q;
		}
		eq(all, "a?c?");
		eq([for (q in questions) q].join(","), "a?,b?,c?");
		for (q in questions) {
			all = q;
			break;
		}
		eq(all, "a?");
	}
}
