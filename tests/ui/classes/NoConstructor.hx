class Plain {
	public static var x = 1;
}

class Hidden {
	function new() {}
}

enum E {
	A;
}

class NoConstructor {
	static function main() {
		new Plain();
		new Hidden();
		new E();
	}
}
