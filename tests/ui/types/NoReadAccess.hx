class Gauge {
	public var level(default, null):Int = 0;
	public var hidden(null, default):Int = 0;
	public var computed(get, never):Int;

	public function new() {}

	function get_computed():Int {
		return 1;
	}
}

class NoReadAccess {
	static function main() {
		var g = new Gauge();
		g.level = 3;
		g.computed = 3;
		Sys.println(g.hidden);
	}
}
