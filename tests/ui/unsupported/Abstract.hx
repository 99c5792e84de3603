abstract Counter(Int) from Int to Int {
	public inline function step() {
		this++;
	}
}

class Abstract {
	static function main() {
		var c:Counter = 2;
		var step = c.step;
		step();
		Sys.println((c : Int));
	}
}
