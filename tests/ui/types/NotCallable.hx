class NotCallable {
	static function main() {
		var i = 3;
		i(4);
		"text"();
	}
}
