/**
	Text: a sequence of Unicode code points that never changes. Positions and lengths count code points, from 0.

	A scan by position is linear in total, and so is text that is built by `+=`.
**/
@:rust("hx2rs_prelude::Str")
extern class String {
	/** The number of code points. **/
	var length(get, never):Int;

	@:rust("hx2rs_prelude::Str::length")
	private function get_length():Int;

	/** The string of one code point. A code that is none gives U+FFFD. **/
	@:rust("hx2rs_prelude::Str::from_char_code")
	static function fromCharCode(code:Int):String;

	/** The code point at a position as a string; empty outside. **/
	@:rust("hx2rs_prelude::Str::char_at")
	function charAt(index:Int):String;

	/** The code point at a position as a number; null outside. **/
	@:rust("hx2rs_prelude::Str::char_code_at")
	function charCodeAt(index:Int):Null<Int>;

	/** The first position, not before `startIndex`, where `str` stands; -1 if there is none. **/
	@:rust("hx2rs_prelude::Str::index_of")
	function indexOf(str:String, ?startIndex:Int):Int;

	/** The last position, not after `startIndex`, where `str` stands; -1 if there is none. **/
	@:rust("hx2rs_prelude::Str::last_index_of")
	function lastIndexOf(str:String, ?startIndex:Int):Int;

	/** The pieces between the occurrences of `delimiter`, at least one; with an empty delimiter each code point. **/
	@:rust("hx2rs_prelude::Str::split_by")
	function split(delimiter:String):Array<String> {
		var pieces:Array<String> = [];
		if (delimiter == "") {
			for (index in 0...length)
				pieces.push(charAt(index));
			return pieces;
		}
		var start = 0;
		var end = indexOf(delimiter, start);
		while (end >= 0) {
			pieces.push(substring(start, end));
			start = end + delimiter.length;
			end = indexOf(delimiter, start);
		}
		pieces.push(substring(start));
		return pieces;
	}

	/**
		`len` code points from `pos` on, all of the rest by default. A negative `pos` counts from the end. A negative `len`
		leaves out that many at the end.
	**/
	@:rust("hx2rs_prelude::Str::substr")
	function substr(pos:Int, ?len:Int):String;

	/** The code points from `startIndex` up to `endIndex`; both are moved inside, and swapped if they are in disorder. **/
	@:rust("hx2rs_prelude::Str::substring")
	function substring(startIndex:Int, ?endIndex:Int):String;

	/** The same text in small letters, of every script. **/
	@:rust("hx2rs_prelude::Str::to_lower_case")
	function toLowerCase():String;

	/** The same text in capitals, of every script. **/
	@:rust("hx2rs_prelude::Str::to_upper_case")
	function toUpperCase():String;

	/** Itself. **/
	function toString():String {
		return this;
	}
}
