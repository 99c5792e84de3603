class ReservedWord {
	static function main() {
		var class = 1;
		Sys.println(1);
	}
}
