class WrongReturn {
	static function text():String {
		return 1;
	}

	static function nothing():Void {
		return 1;
	}

	static function number():Int {
		Sys.println("no return");
	}

	static function main() {}
}
