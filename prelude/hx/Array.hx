import haxe.iterators.ArrayIterator;
import haxe.iterators.ArrayKeyValueIterator;

/**
	Elements in a row that grows. Reading outside gives null, or the type's default where elements cannot be null; writing
	past the end fills the gap likewise. A loop sees what its body does to the array.
**/
@:rust("hx2rs_prelude::Array")
extern class Array<T> {
	/** The number of elements. **/
	var length(get, never):Int;

	@:intrinsic @:rust("hx2rs_prelude::Array::length")
	private function get_length():Int;

	/** `[]`. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::new")
	function new():Void;

	/** A new array: the elements of this one, then those of `a`. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::concat")
	function concat(a:Array<T>):Array<T>;

	/** The texts of all elements with `sep` between them. **/
	@:rust("hx2rs_prelude::Array::join")
	function join(sep:String):String {
		var joined = "";
		var index = 0;
		while (index < length) {
			if (index > 0)
				joined += sep;
			joined += Std.string(this[index]);
			index++;
		}
		return joined;
	}

	/** Takes the last element out; null if there is none. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::pop")
	function pop():Null<T>;

	/** Adds an element at the end and gives the new length. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::push")
	function push(x:T):Int;

	/** Turns the order round, in place. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::reverse")
	function reverse():Void;

	/** Takes the first element out; null if there is none. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::shift")
	function shift():Null<T>;

	/** A new array of the elements from `pos` up to `end`, both counted from the end if negative. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::slice")
	function slice(pos:Int, ?end:Int):Array<T>;

	/**
		Puts the elements in the order of `f`, which is negative where its first argument goes first. Elements that it calls
		equal keep their order, and it may use the array, which changes only after the last comparison.
	**/
	@:rust("hx2rs_prelude::Array::sort")
	function sort(f:(T, T) -> Int):Void {
		// Runs of 1, 2, 4, … are merged from the left: the sequence of comparisons is the same in emitted Rust.
		var from = copy();
		var into = copy();
		var count = from.length;
		var width = 1;
		while (width < count) {
			var start = 0;
			while (start < count) {
				var middle = start + width < count ? start + width : count;
				var end = middle + width < count ? middle + width : count;
				var left = start;
				var right = middle;
				var at = start;
				while (left < middle && right < end) {
					if (f(from[left], from[right]) <= 0) {
						into[at] = from[left];
						left++;
					} else {
						into[at] = from[right];
						right++;
					}
					at++;
				}
				while (left < middle) {
					into[at] = from[left];
					left++;
					at++;
				}
				while (right < end) {
					into[at] = from[right];
					right++;
					at++;
				}
				start = end;
			}
			var merged = into;
			into = from;
			from = merged;
			width *= 2;
		}
		for (index in 0...count)
			this[index] = from[index];
	}

	/** Takes `len` elements out, from `pos` on, which counts from the end if negative, and gives them. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::splice")
	function splice(pos:Int, len:Int):Array<T>;

	/** `[a,b]`. **/
	@:intrinsic @:rust("hx2rs_prelude::text")
	function toString():String;

	/** Adds an element at the start. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::unshift")
	function unshift(x:T):Void;

	/** Adds an element before the one at `pos`, which counts from the end if negative. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::insert")
	function insert(pos:Int, x:T):Void;

	/** Takes out the first element that is `x`; whether there was one. **/
	@:rust("hx2rs_prelude::Array::remove")
	function remove(x:T):Bool {
		var at = indexOf(x);
		if (at < 0)
			return false;
		splice(at, 1);
		return true;
	}

	/** Whether some element is `x`. **/
	@:rust("hx2rs_prelude::Array::contains")
	function contains(x:T):Bool {
		return indexOf(x) >= 0;
	}

	/** The first position of `x` from `fromIndex` on, which counts from the end if negative; -1 if there is none. **/
	@:rust("hx2rs_prelude::Array::index_of")
	function indexOf(x:T, ?fromIndex:Int):Int {
		var index = fromIndex == null ? 0 : fromIndex;
		if (index < 0) {
			index += length;
			if (index < 0)
				index = 0;
		}
		while (index < length) {
			if (this[index] == x)
				return index;
			index++;
		}
		return -1;
	}

	/** The last position of `x` up to `fromIndex`, which counts from the end if negative; -1 if there is none. **/
	@:rust("hx2rs_prelude::Array::last_index_of")
	function lastIndexOf(x:T, ?fromIndex:Int):Int {
		var index = fromIndex == null ? length - 1 : fromIndex;
		if (index < 0 && fromIndex != null)
			index += length;
		if (index >= length)
			index = length - 1;
		while (index >= 0) {
			if (this[index] == x)
				return index;
			index--;
		}
		return -1;
	}

	/** A new array of the same elements. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::copy")
	function copy():Array<T>;

	/** A walk over the elements. **/
	function iterator():ArrayIterator<T> {
		return new ArrayIterator(this);
	}

	/** A walk over the elements with their positions. **/
	function keyValueIterator():ArrayKeyValueIterator<T> {
		return new ArrayKeyValueIterator(this);
	}

	/** A new array of what `f` makes of each element. **/
	@:rust("hx2rs_prelude::Array::map")
	function map<S>(f:T->S):Array<S> {
		var results:Array<S> = [];
		var index = 0;
		while (index < length) {
			results.push(f(this[index]));
			index++;
		}
		return results;
	}

	/** A new array of the elements for which `f` is true. **/
	@:rust("hx2rs_prelude::Array::filter")
	function filter(f:T->Bool):Array<T> {
		var kept:Array<T> = [];
		var index = 0;
		while (index < length) {
			var element = this[index];
			if (f(element))
				kept.push(element);
			index++;
		}
		return kept;
	}

	/** Cuts off what is beyond `len` elements, or fills up with null or the type's default. **/
	@:intrinsic @:rust("hx2rs_prelude::Array::resize")
	function resize(len:Int):Void;
}
