enum Color {
	Red;
	Green;
}

class UnusedPattern {
	static function main() {
		var c = Red;
		Sys.println(switch (c) {
			case Red: 1;
			case Red: 2;
			case _: 3;
			case Green: 4;
		});
	}
}
