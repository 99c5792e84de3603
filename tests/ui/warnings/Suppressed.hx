@:suppressWarnings
class Quiet {
	public static function run() {
		var unused = 1;
		return;
		Sys.println("never");
	}
}

class Suppressed {
	@:deprecated
	static function old() {}

	@:haxe.warning("-WDeprecated")
	static function calm()
		old();

	@:suppressWarnings
	static function calmer() {
		var unused = 1;
		old();
	}

	static function main() {
		Quiet.run();
		calm();
		calmer();
	}
}
