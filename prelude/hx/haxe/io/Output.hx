package haxe.io;

/** Takes text: for now the standard output or the standard error only. **/
class Output {
	final isError:Bool;

	/** The standard error, or else the standard output. **/
	public function new(isError:Bool) {
		this.isError = isError;
	}

	/** Writes a text. **/
	public function writeString(s:String):Void {
		if (isError)
			writeError(s);
		else
			Sys.print(s);
	}

	/** Hands on what was written so far. **/
	public function flush():Void {
		if (!isError)
			flushOutput();
	}

	@:rust("hx2rs_prelude::output::error_print")
	static function writeError(text:String):Void;

	@:rust("hx2rs_prelude::output::flush")
	static function flushOutput():Void;
}
