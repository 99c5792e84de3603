import Tools.Hammer;
import Tools.Saw;

class Main {
	static function main() {
		Hammer.hit();
	}
}
