package haxe.io;

/** A source of text: for now the standard input only. **/
class Input {
	/** The standard input. **/
	public function new() {}

	/** The next line without its end. Throws `haxe.io.Eof` behind the last one. **/
	public function readLine():String {
		var line = nextLine();
		if (line == null)
			throw new Eof();
		return line;
	}

	@:rust("hx2rs_prelude::system::read_line")
	static function nextLine():Null<String>;

	/** All the rest as a text. **/
	public function readAllText():String {
		return rest();
	}

	@:rust("hx2rs_prelude::system::read_all")
	static function rest():String;
}
