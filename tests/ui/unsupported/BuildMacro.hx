class BuildMacro {
	@:build(Builder.run())
	static function main() {
		var f = Reflect.makeVarArgs(a -> a.length);
		Sys.println(f(1, 2, 3));
	}
}
