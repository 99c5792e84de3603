class VoidValue {
	static function nothing():Void {}

	static function main() {
		var v = nothing();
		Sys.println(1 + nothing());
	}
}
