import haxe.io.Input;
import haxe.io.Output;

/** The process that the program is, and what surrounds it. **/
class Sys {
	/** Writes the text of a value to the standard output. **/
	@:rust("hx2rs_prelude::system::print")
	public static function print<T>(v:T):Void {
		writeText(Std.string(v));
	}

	/** Writes the text of a value and a line end to the standard output. **/
	@:rust("hx2rs_prelude::system::println")
	public static function println<T>(v:T):Void {
		writeText(Std.string(v) + "\n");
	}

	@:rust("hx2rs_prelude::output::print")
	static function writeText(text:String):Void;

	/** The arguments after the program's name. **/
	@:rust("hx2rs_prelude::system::arguments")
	public static function args():Array<String> {
		var all:Array<String> = [];
		for (index in 0...argumentCount())
			all.push(argument(index));
		return all;
	}

	@:rust("hx2rs_prelude::system::argument_count")
	static function argumentCount():Int;

	@:rust("hx2rs_prelude::system::argument")
	static function argument(index:Int):String;

	/** A variable of the environment; null if it is not set. **/
	@:rust("hx2rs_prelude::system::get_env")
	public static function getEnv(s:String):Null<String>;

	/** Ends the program at once with an exit code. **/
	@:intrinsic @:rust("hx2rs_prelude::system::exit")
	public static function exit(code:Int):Void;

	/** Seconds since the start of 1970. **/
	@:rust("hx2rs_prelude::system::time")
	public static function time():Float;

	/** Waits for some seconds. **/
	@:rust("hx2rs_prelude::system::sleep")
	public static function sleep(seconds:Float):Void;

	/** The folder that relative paths start from, with a slash at the end. **/
	@:rust("hx2rs_prelude::system::get_cwd")
	public static function getCwd():String;

	/** `Linux`, `Mac`, `Windows` or `BSD`. **/
	@:rust("hx2rs_prelude::system::system_name")
	public static function systemName():String;

	/** What the program reads. **/
	public static function stdin():Input {
		return new Input();
	}

	/** What `print` writes to. **/
	public static function stdout():Output {
		return new Output(false);
	}

	/** Where errors are told. **/
	public static function stderr():Output {
		return new Output(true);
	}
}
