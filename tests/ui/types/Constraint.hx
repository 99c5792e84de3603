interface HasName {
	function name():String;
}

class Main2 {
	public static function show<T:HasName>(t:T):String {
		return t.name();
	}
}

class Constraint {
	static function main() {
		Main2.show(5);
	}
}
