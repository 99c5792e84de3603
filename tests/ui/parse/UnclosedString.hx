class UnclosedString {
	static function main() {
		var s = "never closed;
		Sys.println(s);
	}
}
