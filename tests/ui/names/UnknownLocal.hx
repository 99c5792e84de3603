class UnknownLocal {
	static function main() {
		var counter = 1;
		Sys.println(countr);
	}
}
