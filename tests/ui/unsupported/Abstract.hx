abstract Counter(Int) from Int to Int {
	public inline function step() {
		this++;
	}

	@:op(a())
	function call():Int return this;
}

class Abstract {
	static function main() {
		var c:Counter = 2;
		c.step();
		Sys.println((c : Int));
	}
}
