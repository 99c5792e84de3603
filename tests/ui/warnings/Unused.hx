class Unused {
	static function main() {
		var unused = 1;
		var written = 2;
		written = 3;
		var _meant = 4;
		var f = (x:Int) -> {
			var inside = x;
			return x;
		};
		Sys.println(f(1));
		function nobody() {}
		var counter = 0;
		counter++;
		var read = 5;
		Sys.println(() -> read);
	}
}
