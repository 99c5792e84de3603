class WrongCondition {
	static function main() {
		var i = 1;
		if (i)
			Sys.println("a");
		while ("text")
			Sys.println("b");
		var b = !i;
	}
}
