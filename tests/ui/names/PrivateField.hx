class Safe {
	var secret = 1;

	public function new() {}

	function open() {}
}

class PrivateField {
	static function main() {
		var s = new Safe();
		Sys.println(s.secret);
		s.open();
	}
}
