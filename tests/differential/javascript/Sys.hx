/**
	The part of `Sys` that sheets use, for node. Only the second oracle sees it: the official JavaScript target has no `Sys`.
**/
class Sys {
	public static function print(value:Dynamic):Void {
		js.Syntax.code("require('fs').writeSync(1, {0})", Std.string(value));
	}

	public static function println(value:Dynamic):Void {
		print(Std.string(value) + "\n");
	}

	public static function args():Array<String> {
		return js.Syntax.code("process.argv.slice(2)");
	}

	public static function exit(code:Int):Void {
		js.Syntax.code("process.exit({0})", code);
	}
}
