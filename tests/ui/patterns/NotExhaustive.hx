enum Color {
	Red;
	Green;
	Mix(a:Color, b:Color);
}

class NotExhaustive {
	static function main() {
		var c = Red;
		switch (c) {
			case Red:
			case Mix(Red, _):
		}
		var n = switch (c) {
			case Red: 1;
			case Green: 2;
			case Mix(_, _) if (true): 3;
		}
		var b = switch (true) {
			case true: 1;
		}
	}
}
