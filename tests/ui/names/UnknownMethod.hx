class UnknownMethod {
	static function main() {
		var a = [1, 2];
		a.pusch(3);
		Sys.println("text".toUppercase());
	}
}
