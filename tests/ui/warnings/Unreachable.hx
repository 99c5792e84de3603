class Unreachable {
	static function find(list:Array<Int>, n:Int):Int {
		for (i in 0...list.length) {
			if (list[i] == n) {
				return i;
				Sys.println("found");
			}
		}
		while (true) {
			if (n > 3)
				break;
			n++;
		}
		throw "nowhere";
		return -1;
	}

	static function main() {
		while (true) {
			Sys.println(find([1], 1));
			continue;
			Sys.println("next");
		}
		Sys.println("end");
	}
}
