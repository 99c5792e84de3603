import Broken;

class Main {
	static function main() {
		Sys.println(Broken.value + 1);
	}
}
