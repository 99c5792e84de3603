package haxe.iterators;

/** Walks the code points of a string. **/
class StringIterator {
	final string:String;
	var index:Int = 0;

	/** A walk from the start. **/
	public function new(string:String) {
		this.string = string;
	}

	/** Whether there is one more. **/
	public function hasNext():Bool {
		return index < string.length;
	}

	/** The next code point. **/
	public function next():Int {
		var code = StringTools.fastCodeAt(string, index);
		index++;
		return code;
	}
}
