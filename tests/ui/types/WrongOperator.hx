class WrongOperator {
	static function main() {
		var a = [1] - 1;
		var b = true + 1;
		var c = "a" * 2;
		var d = 1 && true;
		var e = -"x";
		var f = 1.5 << 2;
	}
}
