/** Closures that are stored: handlers of signals, functions made of functions, counters that remember. **/
class Signal<T> {
	final handlers:Array<T -> Void> = [];

	public function new() {}

	public function connect(handler:T -> Void)
		handlers.push(handler);

	public function emit(value:T)
		for (handler in handlers)
			handler(value);
}

class Handlers {
	static function compose(steps:Array<Int -> Int>):Int -> Int {
		var whole = (x:Int) -> x;
		for (step in steps) {
			var before = whole;
			whole = x -> step(before(x));
		}
		return whole;
	}

	static function counter(step:Int):() -> Int {
		var count = 0;
		return () -> {
			count += step;
			return count;
		};
	}

	static function fold<A, B>(items:Array<A>, start:B, join:(B, A) -> B):B {
		var result = start;
		for (item in items)
			result = join(result, item);
		return result;
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var sum = 0, evens = 0, longest = 0;
		var signal = new Signal<Int>();
		signal.connect(value -> sum = (sum + value) & 0xffffff);
		signal.connect(value -> if (value % 2 == 0) evens++);
		signal.connect(value -> longest = value > longest ? value : longest);
		for (offset in 0...3)
			signal.connect(value -> sum ^= value << offset);
		for (round in 0...30000 * scale)
			signal.emit((round * 7919) & 0xffff);
		Sys.println('$sum $evens $longest');

		var chain = compose([for (factor in 1...11) x -> (x * factor + 3) & 0xfffff]);
		var check = 0;
		for (round in 0...12000 * scale)
			check = (check + chain(round)) & 0xffffff;
		Sys.println(check);

		var counters = [for (step in 1...9) counter(step)];
		for (round in 0...30000 * scale)
			check ^= counters[round % counters.length]();
		Sys.println(check);

		var items = [for (at in 0...1000) at];
		for (round in 0...60 * scale)
			check = fold(items, check, (total, item) -> (total * 31 + (item ^ round)) & 0xffffff);
		Sys.println(check);
	}
}
