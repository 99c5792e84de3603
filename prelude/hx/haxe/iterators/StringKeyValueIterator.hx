package haxe.iterators;

/** Walks the code points of a string with their positions. **/
class StringKeyValueIterator {
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

	/** The next position and its code point. **/
	public function next():{key:Int, value:Int} {
		var at = index;
		index++;
		return {key: at, value: StringTools.fastCodeAt(string, at)};
	}
}
