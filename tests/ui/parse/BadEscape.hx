class BadEscape {
	static function main() {
		Sys.println("bad \q escape");
	}
}
