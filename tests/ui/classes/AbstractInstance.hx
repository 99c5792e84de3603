abstract class Task {
	public function new() {}

	abstract function run():Void;
}

class Idle extends Task {}

interface Face {}

class AbstractInstance {
	static function main() {
		var t = new Task();
		var f = new Face();
	}
}
