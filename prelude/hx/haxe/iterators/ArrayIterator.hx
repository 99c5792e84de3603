package haxe.iterators;

/** Walks the elements of an array, also of one that changes meanwhile. **/
class ArrayIterator<T> {
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

	/** The next element. **/
	public function next():T {
		var element = array[index];
		index++;
		return element;
	}
}
