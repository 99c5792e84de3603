import haxe.iterators.StringIterator;
import haxe.iterators.StringKeyValueIterator;

/** More that can be done with strings; made for `using StringTools`. **/
class StringTools {
	/** The codes of the characters that `quoteWinArg` escapes for the shell. **/
	@:deprecated("StringTools.winMetaCharacters is deprecated. Use haxe.SysTools.winMetaCharacters instead.")
	public static var winMetaCharacters:Array<Int> = haxe.SysTools.winMetaCharacters;

	/** The bytes of a text as part of an address: all but letters, digits and `-_.` become `%XX`. **/
	@:rust("hx2rs_prelude::string_tools::url_encode")
	public static function urlEncode(s:String):String;

	/** Undoes `urlEncode`; `+` is a space. **/
	@:rust("hx2rs_prelude::string_tools::url_decode")
	public static function urlDecode(s:String):String;

	/** Writes `&`, `<` and `>` as entities, with `quotes` also both quotation marks. **/
	@:rust("hx2rs_prelude::string_tools::html_escape")
	public static function htmlEscape(s:String, ?quotes:Bool):String;

	/** Undoes `htmlEscape`. **/
	@:rust("hx2rs_prelude::string_tools::html_unescape")
	public static function htmlUnescape(s:String):String;

	/** Whether `value` is part of it. **/
	@:rust("hx2rs_prelude::string_tools::contains")
	public static function contains(s:String, value:String):Bool;

	/** Whether it begins with `start`. **/
	@:rust("hx2rs_prelude::string_tools::starts_with")
	public static function startsWith(s:String, start:String):Bool;

	/** Whether it ends with `end`. **/
	@:rust("hx2rs_prelude::string_tools::ends_with")
	public static function endsWith(s:String, end:String):Bool;

	/** Whether white space stands at a position: a space, a tab, a line end. **/
	@:rust("hx2rs_prelude::string_tools::is_space")
	public static function isSpace(s:String, pos:Int):Bool;

	/** Without white space at its start. **/
	@:rust("hx2rs_prelude::string_tools::ltrim")
	public static function ltrim(s:String):String;

	/** Without white space at its end. **/
	@:rust("hx2rs_prelude::string_tools::rtrim")
	public static function rtrim(s:String):String;

	/** Without white space at both ends. **/
	@:rust("hx2rs_prelude::string_tools::trim")
	public static function trim(s:String):String;

	/** With `c` before it as often as it takes to be `l` long. **/
	@:rust("hx2rs_prelude::string_tools::lpad")
	public static function lpad(s:String, c:String, l:Int):String;

	/** With `c` behind it as often as it takes to be `l` long. **/
	@:rust("hx2rs_prelude::string_tools::rpad")
	public static function rpad(s:String, c:String, l:Int):String;

	/** With `by` for each `sub`. An empty `sub` stands between all characters. **/
	@:rust("hx2rs_prelude::string_tools::replace")
	public static function replace(s:String, sub:String, by:String):String;

	/** The 32 bits of a number in hexadecimal, with zeros before it up to `digits`. **/
	@:rust("hx2rs_prelude::string_tools::hex")
	public static function hex(n:Int, ?digits:Int):String;

	/** The code point at a position; outside one for which `isEof` is true. **/
	@:rust("hx2rs_prelude::Str::fast_code_at")
	public static function fastCodeAt(s:String, index:Int):Int;

	/** As `fastCodeAt`. **/
	@:rust("hx2rs_prelude::Str::fast_code_at")
	public static function unsafeCodeAt(s:String, index:Int):Int;

	/** Whether `fastCodeAt` was outside. **/
	public static function isEof(c:Int):Bool {
		return c == -1;
	}

	/** A text as one word of a Unix shell: in single quotation marks unless it has only harmless characters. **/
	@:rust("hx2rs_prelude::string_tools::quote_unix_arg")
	public static function quoteUnixArg(argument:String):String;

	/** A text as one word of a Windows command line; with `escapeMetaCharacters` also for its shell. **/
	@:rust("hx2rs_prelude::string_tools::quote_win_arg")
	public static function quoteWinArg(argument:String, escapeMetaCharacters:Bool):String;

	/** A walk over the code points. **/
	public static function iterator(s:String):StringIterator {
		return new StringIterator(s);
	}

	/** A walk over the code points with their positions. **/
	public static function keyValueIterator(s:String):StringKeyValueIterator {
		return new StringKeyValueIterator(s);
	}
}
