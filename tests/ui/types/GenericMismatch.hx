class Box<T> {
	public var value:T;

	public function new(value:T) {
		this.value = value;
	}
}

class GenericMismatch {
	static function main() {
		var b:Box<String> = new Box(1);
		var c = new Box(1);
		c.value = "text";
		var d:Box = null;
		var e:Box<Int, Int> = null;
		var f:Array<Int> = [1, "a"];
	}
}
