class Point {
	public var width = 1;

	public function new() {}
}

class UnknownField {
	static function main() {
		var p = new Point();
		Sys.println(p.widht);
		p.height = 3;
	}
}
