package haxe.iterators;

/** A walk over the code points of a text. **/
class StringIteratorUnicode {
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

	/** The next code point. **/
	public inline function next():Int {
		return StringTools.fastCodeAt(text, at++);
	}

	/** For `using`. **/
	public static inline function unicodeIterator(s:String):StringIteratorUnicode {
		return new StringIteratorUnicode(s);
	}
}
