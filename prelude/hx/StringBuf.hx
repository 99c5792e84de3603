/** Text that is built piece by piece, in linear time. **/
class StringBuf {
	/** The number of code points so far. **/
	public var length(get, never):Int;

	var text:String = "";

	/** An empty one. **/
	public function new() {}

	function get_length():Int {
		return text.length;
	}

	/** Adds the text of a value, as `Std.string` gives it. **/
	public function add<T>(x:T):Void {
		text += Std.string(x);
	}

	/** Adds one code point. **/
	public function addChar(c:Int):Void {
		text += String.fromCharCode(c);
	}

	/** Adds `s.substr(pos, len)`. **/
	public function addSub(s:String, pos:Int, ?len:Int):Void {
		text += s.substr(pos, len);
	}

	/** All that was added. **/
	public function toString():String {
		return text;
	}
}
