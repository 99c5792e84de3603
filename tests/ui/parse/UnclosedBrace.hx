class UnclosedBrace {
	static function main() {
		if (true) {
			Sys.println("a");
	}
}
