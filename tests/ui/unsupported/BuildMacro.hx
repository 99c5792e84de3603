@:build(Builder.run())
class BuildMacro {
	static function main() {
		Sys.println("never");
	}
}
