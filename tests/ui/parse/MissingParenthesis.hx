class MissingParenthesis {
	static function main() {
		Sys.println("a";
		if (1 > 2 Sys.println("b");
	}
}
