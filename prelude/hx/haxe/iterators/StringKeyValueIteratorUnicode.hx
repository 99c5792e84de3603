package haxe.iterators;

/** A walk over the code points of a text with their positions. **/
class StringKeyValueIteratorUnicode {
	final text:String;
	var at:Int = 0;

	/** From the start. **/
	public inline function new(s:String) {
		text = s;
	}

	/** Whether there is one more. **/
	public inline function hasNext():Bool {
		return at < text.length;
	}

	/** The next code point with its position. **/
	public inline function next():{key:Int, value:Int} {
		return {key: at, value: StringTools.fastCodeAt(text, at++)};
	}

	/** For `using`. **/
	public static inline function unicodeKeyValueIterator(s:String):StringKeyValueIteratorUnicode {
		return new StringKeyValueIteratorUnicode(s);
	}
}
