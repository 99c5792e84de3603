class ArgumentCount {
	static function add(a:Int, b:Int, c:Int = 0):Int {
		return a + b + c;
	}

	static function main() {
		add(1);
		add(1, 2, 3, 4);
		var f = (x:Int) -> x;
		f();
	}
}
