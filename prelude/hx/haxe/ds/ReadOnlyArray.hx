package haxe.ds;

import haxe.iterators.ArrayIterator;
import haxe.iterators.ArrayKeyValueIterator;

/** An array that is only looked at here. **/
@:forward(copy, filter, indexOf, iterator, keyValueIterator, join, lastIndexOf, map, slice, contains, toString)
abstract ReadOnlyArray<T>(Array<T>) from Array<T> to Iterable<T> {
	/** The number of elements. **/
	public var length(get, never):Int;

	function get_length():Int {
		return this.length;
	}

	@:arrayAccess function get(i:Int):T {
		return this[i];
	}

	/** A new array: the elements of this one, then those of `a`. **/
	public function concat(a:ReadOnlyArray<T>):Array<T> {
		return this.concat(cast a);
	}
}
