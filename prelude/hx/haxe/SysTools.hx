package haxe;

/** What has to be done to a text before a shell reads it. **/
class SysTools {
	/** The codes of the characters that `quoteWinArg` escapes for the shell. **/
	public static final winMetaCharacters:Array<Int> = [
		" ".code, "(".code, ")".code, "%".code, "!".code, "^".code, "\"".code, "<".code, ">".code, "&".code, "|".code, "\n".code,
		"\r".code, ",".code, ";".code
	];

	/** A text as one word of a Unix shell: in single quotation marks unless it has only harmless characters. **/
	@:rust("hx2rs_prelude::string_tools::quote_unix_arg")
	public static function quoteUnixArg(argument:String):String;

	/** A text as one word of a Windows command line; with `escapeMetaCharacters` also for its shell. **/
	@:rust("hx2rs_prelude::string_tools::quote_win_arg")
	public static function quoteWinArg(argument:String, escapeMetaCharacters:Bool):String;
}
