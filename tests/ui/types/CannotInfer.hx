class CannotInfer {
	static function id(x) {
		return x;
	}

	static function main() {
		var f = x -> x.foo;
		Sys.println(f(5));
	}
}
