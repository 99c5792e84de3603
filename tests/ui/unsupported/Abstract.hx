abstract Meters(Float) from Float to Float {
	public inline function new(f:Float) {
		this = f;
	}

	@:op(A + B)
	static function add(a:Meters, b:Meters):Meters;
}

class Abstract {
	static function main() {
		var m = new Meters(2.5);
		Sys.println(m + m);
	}
}
