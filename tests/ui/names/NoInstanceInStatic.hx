class NoInstanceInStatic {
	var size = 1;

	function grow() {}

	static function main() {
		size = 2;
		grow();
		this.grow();
	}
}
