class Base {
	public function new(n:Int) {}
}

class Derived extends Base {
	public function new() {
		Sys.println("no super");
	}
}

class Third extends Base {
	public function new() {
		super("text");
	}
}

class MissingSuper {
	static function main() {}
}
