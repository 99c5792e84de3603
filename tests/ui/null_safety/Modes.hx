class Box {
	public var text:Null<String> = null;

	public function new() {}

	public function change() {}
}

@:nullSafety(Loose)
class Loose {
	public static function run(box:Box) {
		if (box.text != null) {
			box.change();
			Sys.println(box.text.length);
			box.text = null;
			Sys.println(box.text.length);
		}
	}
}

@:nullSafety(Strict)
class Strict {
	public static function run(box:Box) {
		if (box.text != null) {
			Sys.println(box.text.length);
			box.change();
			Sys.println(box.text.length);
		}
	}

	@:nullSafety(Off)
	public static function off(box:Box)
		return box.text.length;
}

@:nullSafety(StrictThreaded)
class Threaded {
	public static function run(box:Box) {
		if (box.text != null)
			Sys.println(box.text.length);
		var text = box.text;
		if (text != null)
			Sys.println(text.length);
	}
}

class Modes {
	static function main() {
		var box = new Box();
		Loose.run(box);
		Strict.run(box);
		Strict.off(box);
		Threaded.run(box);
		Sys.println(box.text.length);
	}
}
