class WrongArgument {
	static function add(a:Int, b:Int):Int {
		return a + b;
	}

	static function main() {
		add(1, "two");
		add(1.5, 2);
	}
}
