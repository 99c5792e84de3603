package sys.io;

import haxe.io.Eof;
import haxe.io.Input;

/** The standard input. **/
class StandardInput extends Input {
	/** What `Sys.stdin` gives. **/
	public function new() {}

	override public function readByte():Int {
		var byte = nextByte();
		if (byte < 0)
			throw new Eof();
		return byte;
	}

	@:rust("hx2rs_prelude::system::read_byte")
	static function nextByte():Int;

	override public function readLine():String {
		var line = nextLine();
		if (line == null)
			throw new Eof();
		return line;
	}

	@:rust("hx2rs_prelude::system::read_line")
	static function nextLine():Null<String>;
}
