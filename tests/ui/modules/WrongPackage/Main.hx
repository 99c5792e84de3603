import a.Thing;

class Main {
	static function main() {
		Sys.println(Thing.name);
	}
}
