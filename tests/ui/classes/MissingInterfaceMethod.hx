interface Shape {
	function area():Int;
	function name():String;
}

class Square implements Shape {
	public function new() {}

	public function area():Int {
		return 1;
	}
}

class Wrong implements Shape {
	public function area():String {
		return "";
	}

	function name():String {
		return "";
	}
}

class MissingInterfaceMethod {
	static function main() {}
}
