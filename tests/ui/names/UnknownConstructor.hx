enum Color {
	Red;
	Green;
}

class UnknownConstructor {
	static function main() {
		var c:Color = Color.Gren;
		switch (c) {
			case Red:
			case Blue:
			case Green:
		}
	}
}
