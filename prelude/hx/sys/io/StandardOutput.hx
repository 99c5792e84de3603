package sys.io;

import haxe.io.Encoding;
import haxe.io.Output;

/** The standard output, or the standard error. **/
class StandardOutput extends Output {
	final isError:Bool;

	/** What `Sys.stdout` and `Sys.stderr` give. **/
	public function new(isError:Bool) {
		this.isError = isError;
	}

	override public function writeByte(c:Int):Void {
		if (isError)
			writeErrorByte(c);
		else
			writeOutputByte(c);
	}

	@:rust("hx2rs_prelude::output::print_byte")
	static function writeOutputByte(byte:Int):Void;

	@:rust("hx2rs_prelude::output::error_print_byte")
	static function writeErrorByte(byte:Int):Void;

	override public function writeString(s:String, ?encoding:Encoding):Void {
		if (isError)
			writeError(s);
		else
			Sys.print(s);
	}

	@:rust("hx2rs_prelude::output::error_print")
	static function writeError(text:String):Void;

	override public function flush():Void {
		if (!isError)
			flushOutput();
	}

	@:rust("hx2rs_prelude::output::flush")
	static function flushOutput():Void;
}
