enum abstract Level(Int) {
	var Low = 1;
	var High = 2;
}

class EnumAbstract {
	static function main() {
		var l = Level.High;
		Sys.println(l == High);
	}
}
