class Own implements haxe.Constraints.IMap<Int, String> {}

class OwnMap {
	static function main() {}
}
