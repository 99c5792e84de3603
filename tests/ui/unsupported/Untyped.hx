class Untyped {
	static function main() {
		untyped __js__("alert(1)");
	}
}
