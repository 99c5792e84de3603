class FinalWrite {
	final a = 1;

	static final B = 2;

	function new() {}

	function change() {
		a = 3;
	}

	static function main() {
		B = 3;
		final c = 1;
		c = 2;
		c++;
		final later:Int;
		later = 4;
	}
}
