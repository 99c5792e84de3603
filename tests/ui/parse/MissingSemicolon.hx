class MissingSemicolon {
	static function main() {
		var a = 1
		Sys.println(a);
	}
}
