/** Arrays of flags: the sieve of Eratosthenes, and sums over what is left. **/
class Sieve {
	static function primes(limit:Int):Array<Int> {
		var composite = [for (_ in 0...limit + 1) false];
		var found = [];
		for (n in 2...limit + 1) {
			if (composite[n])
				continue;
			found.push(n);
			var multiple = n * 2;
			while (multiple <= limit) {
				composite[multiple] = true;
				multiple += n;
			}
		}
		return found;
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		for (round in 0...4 * scale) {
			var found = primes(150000 + round % 4 * 50000);
			var sum = 0;
			for (prime in found)
				sum = (sum * 31 + prime) % 1000003;
			if (round < 4)
				Sys.println('${found.length} primes, check $sum');
		}
	}
}
