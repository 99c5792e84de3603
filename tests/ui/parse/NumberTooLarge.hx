class NumberTooLarge {
	static function main() {
		var n = 99999999999;
		Sys.println(n);
	}
}
