// The types that the language itself knows, and the structures that `for` asks for. Everything here is visible everywhere.

/** The type of what gives no value. **/
@:coreType abstract Void {}

/** A number of 64 bits with a fraction. `NaN`, `Infinity` and `-Infinity` are values of it. **/
@:coreType @:notNull @:runtimeValue abstract Float {}

/** A `Float`, by the name that platforms have for shorter ones. **/
typedef Single = Float;

/** A whole number of 32 bits. Its arithmetic wraps and never fails. **/
@:coreType @:notNull @:runtimeValue abstract Int to Float {}

/** A `T` or `null`. **/
@:coreType @:forward abstract Null<T> from T to T {}

/** `true` or `false`. **/
@:coreType @:notNull @:runtimeValue abstract Bool {}

/** A value whose type is known only when the program runs. `Dynamic<T>` has fields of type `T` only. **/
@:coreType @:runtimeValue abstract Dynamic<T> {}

/** What `for (value in iterator)` walks. **/
typedef Iterator<T> = {
	/** Whether `next` has one more value to give. **/
	function hasNext():Bool;

	/** The next value. Not to be called where `hasNext` is false. **/
	function next():T;
}

/** What can be walked any number of times: it gives an iterator for each. **/
typedef Iterable<T> = {
	/** A walk from the start. **/
	function iterator():Iterator<T>;
}

/** What `for (key => value in iterator)` walks. **/
typedef KeyValueIterator<K, V> = Iterator<{key:K, value:V}>;

/** What can be walked with keys. **/
typedef KeyValueIterable<K, V> = {
	/** A walk from the start. **/
	function keyValueIterator():KeyValueIterator<K, V>;
}
