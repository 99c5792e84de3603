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
		Sys.println(fibonacci(29));
		Sys.println(ackermann(2, 300));
	}
}
