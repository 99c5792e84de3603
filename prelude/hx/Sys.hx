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
	@:rust("hx2rs_prelude::system::environment::get_env")
	public static function getEnv(s:String):Null<String>;

	/** Sets a variable of the environment, or takes it out with null. The programs that `command` starts see it. **/
	@:rust("hx2rs_prelude::system::environment::put_env")
	public static function putEnv(s:String, v:Null<String>):Void;

	/** All variables of the environment. **/
	public static function environment():Map<String, String> {
		var all:Map<String, String> = [];
		for (index in 0...countVariables()) {
			var name = variableName(index);
			var value = getEnv(name);
			if (value != null)
				all.set(name, value);
		}
		return all;
	}

	@:rust("hx2rs_prelude::system::environment::count_variables")
	static function countVariables():Int;

	@:rust("hx2rs_prelude::system::environment::variable_name")
	static function variableName(index:Int):String;

	/**
		Runs another program, waits for it and gives its exit code. Without `args`, `cmd` is a line for the shell; with them it
		is the program's name.
	**/
	public static function command(cmd:String, ?args:Array<String>):Int {
		if (args == null)
			return runShell(cmd);
		beginCommand(cmd);
		for (argument in args)
			addArgument(argument);
		return runCommand();
	}

	@:rust("hx2rs_prelude::system::processes::run_shell")
	static function runShell(line:String):Int;

	@:rust("hx2rs_prelude::system::processes::begin_command")
	static function beginCommand(name:String):Void;

	@:rust("hx2rs_prelude::system::processes::add_argument")
	static function addArgument(argument:String):Void;

	@:rust("hx2rs_prelude::system::processes::run_command")
	static function runCommand():Int;

	/** Ends the program at once with an exit code. **/
	@:intrinsic @:rust("hx2rs_prelude::system::exit")
	public static function exit(code:Int):Void;

	/** Seconds since the start of 1970. **/
	@:rust("hx2rs_prelude::system::time")
	public static function time():Float;

	/** Seconds for which the program has kept a processor busy. **/
	@:rust("hx2rs_prelude::system::cpu_time")
	public static function cpuTime():Float;

	/** Waits for some seconds. **/
	@:rust("hx2rs_prelude::system::sleep")
	public static function sleep(seconds:Float):Void;

	/** The folder that relative paths start from, with a slash at the end. **/
	@:rust("hx2rs_prelude::system::get_cwd")
	public static function getCwd():String;

	/** Changes the folder that relative paths start from. Throws if there is none. **/
	@:rust("hx2rs_prelude::system::set_cwd")
	public static function setCwd(s:String):Void;

	/** The file that runs. **/
	@:rust("hx2rs_prelude::system::program_path")
	public static function programPath():String;

	/** The old name of `programPath`. **/
	@:deprecated("Use programPath instead")
	@:rust("hx2rs_prelude::system::program_path")
	public static function executablePath():String;

	/** Asks for the names of days and months in another language, of which there are none: false. **/
	public static function setTimeLocale(loc:String):Bool {
		return false;
	}

	/** The next byte of the standard input, -1 at its end. With `echo` it is printed, too. **/
	public static function getChar(echo:Bool):Int {
		var code = nextByte();
		if (echo && code >= 0)
			print(String.fromCharCode(code));
		return code;
	}

	@:rust("hx2rs_prelude::system::read_byte")
	static function nextByte():Int;

	/** `Linux`, `Mac`, `Windows` or `BSD`. **/
	@:rust("hx2rs_prelude::system::system_name")
	public static function systemName():String;

	/** What the program reads. **/
	public static function stdin():Input {
		return new sys.io.StandardInput();
	}

	/** What `print` writes to. **/
	public static function stdout():Output {
		return new sys.io.StandardOutput(false);
	}

	/** Where errors are told. **/
	public static function stderr():Output {
		return new sys.io.StandardOutput(true);
	}
}
