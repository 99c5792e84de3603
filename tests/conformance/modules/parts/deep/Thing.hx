package modules.parts.deep;

class Thing {
	public static var made = 0;

	public var n:Int;

	public function new(n:Int) {
		this.n = n;
		made++;
	}

	public static function of(n:Int)
		return new Thing(n);
}

abstract Wrapped(Int) from Int {
	public function plus(n:Int)
		return this + n;
}
