class ElseWithoutIf {
	static function main() {
		else Sys.println("a");
	}
}
