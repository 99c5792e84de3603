package haxe;

/** Text of code points, in the way of old programs: strings are that by themselves now. **/
@:deprecated("haxe.Utf8 is deprecated. Use UnicodeString instead.")
class Utf8 {
	var buffer:String = "";

	/** An empty text. **/
	public function new(?size:Int) {}

	/** Adds a code point. **/
	public function addChar(c:Int):Void {
		buffer += String.fromCharCode(c);
	}

	/** The text so far. **/
	public function toString():String {
		return buffer;
	}

	/** Calls a function with each code point. **/
	public static function iter(s:String, chars:Int->Void):Void {
		for (index in 0...s.length)
			chars(StringTools.fastCodeAt(s, index));
	}

	/** The code point at a position. **/
	public static function charCodeAt(s:String, index:Int):Int {
		return StringTools.fastCodeAt(s, index);
	}

	/** Whether it is text. **/
	public static function validate(s:String):Bool {
		return true;
	}

	/** The number of code points. **/
	public static function length(s:String):Int {
		return s.length;
	}

	/** Which text goes first. **/
	public static function compare(a:String, b:String):Int {
		return a > b ? 1 : a == b ? 0 : -1;
	}

	/** Code points from a position on. **/
	public static function sub(s:String, pos:Int, len:Int):String {
		return s.substr(pos, len);
	}
}
