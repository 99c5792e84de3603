class UnknownStatic {
	static var total = 1;

	static function main() {
		Sys.printn("a");
		UnknownStatic.totl = 2;
		Math.sqroot(4);
	}
}
