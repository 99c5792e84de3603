class SwitchWithoutDefault {
	static function main() {
		var i = 3;
		var s = switch (i) {
			case 1: "one";
			case 2: "two";
		}
		Sys.println(s);
	}
}
