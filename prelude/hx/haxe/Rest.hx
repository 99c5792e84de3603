package haxe;

/** The arguments that a `...` parameter takes. They do not change; `append` and `prepend` make new ones. **/
@:forward(length, iterator, keyValueIterator, toString)
abstract Rest<T>(Array<T>) {
	/** Arguments from an array, which is copied. **/
	@:from public static function of<T>(array:Array<T>):Rest<T> {
		return cast array.copy();
	}

	/** The argument at a position. **/
	@:arrayAccess function get(index:Int):T {
		return this[index];
	}

	/** A new array of the arguments. **/
	@:to public function toArray():Array<T> {
		return this.copy();
	}

	/** These arguments and one more behind them. **/
	public function append(item:T):Rest<T> {
		var result = this.copy();
		result.push(item);
		return cast result;
	}

	/** These arguments with one more before them. **/
	public function prepend(item:T):Rest<T> {
		var result = this.copy();
		result.unshift(item);
		return cast result;
	}
}
