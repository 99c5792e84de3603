class NotIterable {
	static function main() {
		for (i in 5)
			Sys.println(i);
		for (x in true) {}
		for (k => v in 0...3) {}
	}
}
