package haxe.ds;

/** Sorting that keeps the order of elements which compare as equal; `Array.sort` does that here, too. **/
class ArraySort {
	/** Puts the elements in the order of `cmp`, which is negative where its first argument goes first. **/
	public static function sort<T>(a:Array<T>, cmp:(T, T) -> Int):Void {
		a.sort(cmp);
	}
}
