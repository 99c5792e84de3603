class RegularExpression {
	static function main() {
		var r = ~/[a-z]+/i;
		Sys.println(r.match("abc"));
	}
}
