/** Calls of small functions: recursive Fibonacci and Ackermann. **/
class Calls {
	static function fibonacci(n:Int):Int {
		return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
	}

	static function ackermann(m:Int, n:Int):Int {
		if (m == 0)
			return n + 1;
		if (n == 0)
			return ackermann(m - 1, 1);
		return ackermann(m - 1, ackermann(m, n - 1));
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var sum = 0;
		for (round in 0...scale) {
			sum += fibonacci(28 + round % 2);
			sum += ackermann(2, 300 + round);
		}
		Sys.println(sum);
	}
}
