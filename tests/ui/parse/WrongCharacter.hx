class WrongCharacter {
	static function main() {
		var a = 1 § 2;
		Sys.println(a);
	}
}
