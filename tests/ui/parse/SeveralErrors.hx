class SeveralErrors {
	var x Int;

	static function main() {
		var a = ;
		Sys.println(1 +);
	}

	function broken( {
	}

	static function fine():Int {
		return 3;
	}
}
