@:deprecated("use Fresh")
class Stale {
	public function new() {}

	public static function make()
		return new Stale();
}

class Fresh {
	@:deprecated
	public var size = 1;

	@:deprecated("area is a field now")
	public var area(get, never):Int;

	public function new() {}

	function get_area()
		return 4;

	@:deprecated("use size")
	public function getSize()
		return size;
}

class Deprecated {
	@:deprecated
	static function old()
		return new Stale();

	static function main() {
		var stale = Stale.make();
		var fresh = new Fresh();
		Sys.println(stale == old());
		Sys.println(fresh.getSize() + fresh.area);
		fresh.size = 3;
	}
}
