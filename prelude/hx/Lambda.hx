/** Questions and walks for everything that `for` can walk; made for `using Lambda`. **/
class Lambda {
	/** The elements as an array. **/
	public static function array<A>(it:Iterable<A>):Array<A> {
		var all:Array<A> = [];
		for (element in it)
			all.push(element);
		return all;
	}

	/** The elements as a list. **/
	public static function list<A>(it:Iterable<A>):List<A> {
		var all = new List<A>();
		for (element in it)
			all.add(element);
		return all;
	}

	/** What `f` makes of each element. **/
	public static function map<A, B>(it:Iterable<A>, f:(item:A) -> B):Array<B> {
		var results:Array<B> = [];
		for (element in it)
			results.push(f(element));
		return results;
	}

	/** As `map`, with positions. **/
	public static function mapi<A, B>(it:Iterable<A>, f:(index:Int, item:A) -> B):Array<B> {
		var results:Array<B> = [];
		var index = 0;
		for (element in it) {
			results.push(f(index, element));
			index++;
		}
		return results;
	}

	/** The elements of all elements, in one row. **/
	public static function flatten<A>(it:Iterable<Iterable<A>>):Array<A> {
		var all:Array<A> = [];
		for (elements in it)
			for (element in elements)
				all.push(element);
		return all;
	}

	/** What `f` makes of each element, in one row. **/
	public static function flatMap<A, B>(it:Iterable<A>, f:(item:A) -> Iterable<B>):Array<B> {
		var results:Array<B> = [];
		for (element in it)
			for (result in f(element))
				results.push(result);
		return results;
	}

	/** Whether some element is `elt`. **/
	public static function has<A>(it:Iterable<A>, elt:A):Bool {
		for (element in it)
			if (element == elt)
				return true;
		return false;
	}

	/** Whether `f` is true of some element. **/
	public static function exists<A>(it:Iterable<A>, f:(item:A) -> Bool):Bool {
		for (element in it)
			if (f(element))
				return true;
		return false;
	}

	/** Whether `f` is true of all elements. **/
	public static function foreach<A>(it:Iterable<A>, f:(item:A) -> Bool):Bool {
		for (element in it)
			if (!f(element))
				return false;
		return true;
	}

	/** Calls `f` with each element. **/
	public static function iter<A>(it:Iterable<A>, f:(item:A) -> Void):Void {
		for (element in it)
			f(element);
	}

	/** The elements of which `f` is true. **/
	public static function filter<A>(it:Iterable<A>, f:(item:A) -> Bool):Array<A> {
		var kept:Array<A> = [];
		for (element in it)
			if (f(element))
				kept.push(element);
		return kept;
	}

	/** Starts with `first` and gives what `f` makes of each element and what it gave before. **/
	public static function fold<A, B>(it:Iterable<A>, f:(item:A, result:B) -> B, first:B):B {
		var result = first;
		for (element in it)
			result = f(element, result);
		return result;
	}

	/** As `fold`, with positions. **/
	public static function foldi<A, B>(it:Iterable<A>, f:(item:A, result:B, index:Int) -> B, first:B):B {
		var result = first;
		var index = 0;
		for (element in it) {
			result = f(element, result, index);
			index++;
		}
		return result;
	}

	/** The number of elements, or of those of which `pred` is true. **/
	public static function count<A>(it:Iterable<A>, ?pred:(item:A) -> Bool):Int {
		var number = 0;
		for (element in it)
			if (pred == null || pred(element))
				number++;
		return number;
	}

	/** Whether there is no element. **/
	public static function empty<T>(it:Iterable<T>):Bool {
		return !it.iterator().hasNext();
	}

	/** The first position of `v`; -1 if there is none. **/
	public static function indexOf<T>(it:Iterable<T>, v:T):Int {
		var index = 0;
		for (element in it) {
			if (element == v)
				return index;
			index++;
		}
		return -1;
	}

	/** The first element of which `f` is true; null if there is none. **/
	public static function find<T>(it:Iterable<T>, f:(item:T) -> Bool):Null<T> {
		for (element in it)
			if (f(element))
				return element;
		return null;
	}

	/** The position of the first element of which `f` is true; -1 if there is none. **/
	public static function findIndex<T>(it:Iterable<T>, f:(item:T) -> Bool):Int {
		var index = 0;
		for (element in it) {
			if (f(element))
				return index;
			index++;
		}
		return -1;
	}

	/** The elements of the first one, then those of the second one. **/
	public static function concat<T>(a:Iterable<T>, b:Iterable<T>):Array<T> {
		var all:Array<T> = [];
		for (element in a)
			all.push(element);
		for (element in b)
			all.push(element);
		return all;
	}
}
