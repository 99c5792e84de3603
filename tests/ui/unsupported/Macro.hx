import haxe.macro.Expr;

class Macro {
	macro static function make():Expr {
		return macro 1 + 1;
	}

	static function main() {
		Sys.println(make());
	}
}
