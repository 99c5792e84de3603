class Base {
	public function new() {}

	public function a():Int {
		return 1;
	}

	public function b() {}

	public final function d() {}
}

class Derived extends Base {
	public function a():Int {
		return 2;
	}

	override public function b(x:Int) {}

	override public function c() {}

	override function d() {}
}

class BadOverride {
	static function main() {}
}
