package haxe.iterators;

/** Walks the elements of an array with their positions, also of one that changes meanwhile. **/
class ArrayKeyValueIterator<T> {
	final array:Array<T>;
	var index:Int = 0;

	/** A walk from the start. **/
	public function new(array:Array<T>) {
		this.array = array;
	}

	/** Whether there is one more. **/
	public function hasNext():Bool {
		return index < array.length;
	}

	/** The next position and its element. **/
	public function next():{key:Int, value:T} {
		var at = index;
		index++;
		return {key: at, value: array[at]};
	}
}
