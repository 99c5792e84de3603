package haxe.ds;

/** A row of fixed length. Reading and writing outside is not to be done. **/
abstract Vector<T>(Array<T>) {
	/** The number of elements. **/
	public var length(get, never):Int;

	/** `length` elements: `defaultValue`, else null or the type's default. **/
	public function new(length:Int, ?defaultValue:T) {
		this = [];
		this.resize(length);
		if (defaultValue != null) {
			for (index in 0...length)
				this[index] = defaultValue;
		}
	}

	function get_length():Int {
		return this.length;
	}

	/** The element at `index`. **/
	@:arrayAccess public function get(index:Int):T {
		return this[index];
	}

	/** Writes the element at `index`. **/
	@:arrayAccess public function set(index:Int, val:T):T {
		return this[index] = val;
	}

	/** Writes `value` to all places. **/
	public function fill(value:T):Void {
		for (index in 0...this.length)
			this[index] = value;
	}

	/** Copies `len` elements of `src`, from `srcPos` on, to `dest`, from `destPos` on; they may overlap. **/
	public static function blit<T>(src:Vector<T>, srcPos:Int, dest:Vector<T>, destPos:Int, len:Int):Void {
		if (srcPos < destPos) {
			var index = len - 1;
			while (index >= 0) {
				dest[destPos + index] = src[srcPos + index];
				index--;
			}
		} else {
			for (index in 0...len)
				dest[destPos + index] = src[srcPos + index];
		}
	}

	/** A walk over the elements. **/
	public function iterator():haxe.iterators.ArrayIterator<T> {
		return this.iterator();
	}

	/** A new array of the elements. **/
	public function toArray():Array<T> {
		return this.copy();
	}

	/** What the elements are in. **/
	public function toData():Array<T> {
		return this;
	}

	/** A vector over an array. **/
	public static function fromData<T>(data:Array<T>):Vector<T> {
		return cast data;
	}

	/** A new vector of the elements of an array. **/
	public static function fromArrayCopy<T>(array:Array<T>):Vector<T> {
		return fromData(array.copy());
	}

	/** A new vector of the same elements. **/
	public function copy():Vector<T> {
		return fromData(this.copy());
	}

	/** The texts of all elements with `sep` between them. **/
	public function join(sep:String):String {
		return this.join(sep);
	}

	/** A new vector of what `f` makes of each element. **/
	public function map<S>(f:T->S):Vector<S> {
		return fromData(this.map(f));
	}

	/** Puts the elements in the order of `f`, which is negative where its first argument goes first. **/
	public function sort(f:(T, T) -> Int):Void {
		this.sort(f);
	}
}
