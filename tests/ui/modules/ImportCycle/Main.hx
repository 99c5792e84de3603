import One;

class Main {
	static function main() {
		Sys.println(One.get());
	}
}
