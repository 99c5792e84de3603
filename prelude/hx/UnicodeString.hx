import haxe.io.Bytes;
import haxe.io.Encoding;
import haxe.iterators.StringIteratorUnicode;
import haxe.iterators.StringKeyValueIteratorUnicode;

/** A text whose positions count code points on every platform: here a String. **/
@:forward
abstract UnicodeString(String) from String to String {
	/** Whether bytes are text of an encoding. **/
	static public function validate(bytes:Bytes, encoding:Encoding):Bool {
		var at = 0;
		while (at < bytes.length) {
			var first = bytes.get(at++);
			var more = first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
			if (more < 0 || at + more > bytes.length)
				return false;
			var code = more == 0 ? first : first & (0x3F >> more);
			for (_ in 0...more) {
				var next = bytes.get(at++);
				if (next & 0xC0 != 0x80)
					return false;
				code = (code << 6) | (next & 0x3F);
			}
			var least = more == 2 ? 0x800 : more == 3 ? 0x10000 : 0;
			if (code < least || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
				return false;
		}
		return true;
	}

	/** Of a string. **/
	public inline function new(string:String):Void {
		this = string;
	}

	/** A walk over the code points. **/
	public inline function iterator():StringIteratorUnicode {
		return new StringIteratorUnicode(this);
	}

	/** A walk over the code points with their positions. **/
	public inline function keyValueIterator():StringKeyValueIteratorUnicode {
		return new StringKeyValueIteratorUnicode(this);
	}

	@:op(A < B) static function lt(a:UnicodeString, b:UnicodeString):Bool {
		return (a : String) < (b : String);
	}

	@:op(A <= B) static function lte(a:UnicodeString, b:UnicodeString):Bool {
		return (a : String) <= (b : String);
	}

	@:op(A > B) static function gt(a:UnicodeString, b:UnicodeString):Bool {
		return (a : String) > (b : String);
	}

	@:op(A >= B) static function gte(a:UnicodeString, b:UnicodeString):Bool {
		return (a : String) >= (b : String);
	}

	@:op(A == B) static function equal(a:UnicodeString, b:UnicodeString):Bool {
		return (a : String) == (b : String);
	}

	@:op(A != B) static function notEqual(a:UnicodeString, b:UnicodeString):Bool {
		return (a : String) != (b : String);
	}

	@:op(A + B) static function add(a:UnicodeString, b:UnicodeString):UnicodeString {
		return (a : String) + (b : String);
	}

	@:op(A + B) static function addString(a:UnicodeString, b:String):UnicodeString {
		return (a : String) + b;
	}
}
