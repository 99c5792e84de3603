package functions;

/** Static variables of functions keep their value between calls. **/
class StaticLocals extends Check {
	static var order:Array<String>;

	static function main() {
		var it = new StaticLocals();
		it.testCounters();
		it.testMethods();
		it.testClosures();
		it.testOrder();
		it.testInference();
		it.done();
	}

	static function noted(name:String, value:Int) {
		order ??= [];
		order.push(name);
		return value;
	}

	static function counter() {
		static var n = 0;
		return ++n;
	}

	static function other(step:Int) {
		static var n = 100;
		n += step;
		return n;
	}

	function testCounters() {
		eq(counter(), 1);
		eq(counter(), 2);
		eq(other(5), 105);
		eq(other(-1), 104);
		eq(counter(), 3);
	}

	function total(n:Int) {
		static var sum:Int = 10;
		static final seen:Array<Int> = [];
		sum += n;
		seen.push(n);
		return '$sum ${seen.join("+")}';
	}

	function testMethods() {
		eq(total(1), "11 1");
		eq(new StaticLocals().total(2), "13 1+2");
	}

	function testClosures() {
		var letters = function() {
			static var text = "a";
			text += "b";
			return text;
		}
		eq(letters(), "ab");
		eq(letters(), "abb");
		function doubled() {
			static var value = 1;
			value *= 2;
			return value;
		}
		doubled();
		eq(doubled(), 4);
		var all = [for (i in 0...3) () -> {
			static var calls = 0;
			calls + i;
		}];
		aeq([for (f in all) f()], [0, 1, 2]);
	}

	static var before = noted("before", 1);

	static function late() {
		static var own = noted("own", 2);
		return own++;
	}

	function testOrder() {
		eq(order.join(" "), "own before");
		eq(late(), 2);
		eq(late(), 3);
	}

	static function cached(key:String):Int {
		static var cache:Map<String, Int> = [];
		static var misses = 0;
		if (!cache.exists(key)) {
			misses++;
			cache[key] = key.length * 10 + misses;
		}
		return cache[key];
	}

	static function last(text:String) {
		static var previous:Null<String> = null;
		var found = previous;
		previous = text;
		return found;
	}

	static function typed(value:Float) {
		static var most = 0.5, least:Float = 0;
		most = Math.max(most, value);
		least = Math.min(least, value);
		return most - least;
	}

	function testInference() {
		eq(cached("ab"), 21);
		eq(cached("abc"), 32);
		eq(cached("ab"), 21);
		eq(last("x"), null);
		eq(last("y"), "x");
		feq(typed(3), 3);
		feq(typed(-2), 5);
	}
}
