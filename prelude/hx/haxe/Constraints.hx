package haxe;

/** What every map is, for functions that take any of them. It is not read and written with `map[key]`. **/
interface IMap<K, V> {
	/** The value of a key; null if it has none. **/
	@:compiler
	function get(key:K):Null<V>;

	/** Gives a key its value. **/
	@:compiler
	function set(key:K, value:V):Void;

	/** Whether a key has a value, which may be null. **/
	@:compiler
	function exists(key:K):Bool;

	/** Takes out a key with its value; whether it was there. **/
	@:compiler
	function remove(key:K):Bool;

	/** A walk over the keys. **/
	@:compiler
	function keys():haxe.iterators.ArrayIterator<K>;

	/** A walk over the values. **/
	@:compiler
	function iterator():haxe.iterators.ArrayIterator<V>;

	/** A walk over the keys with their values. **/
	@:compiler
	function keyValueIterator():haxe.iterators.MapEntries<K, V>;

	/** A new map of the same keys and values. **/
	@:compiler
	function copy():IMap<K, V>;

	/** `[a => 1,b => 2]`. **/
	@:compiler
	function toString():String;

	/** Takes out everything. **/
	@:compiler
	function clear():Void;
}

/** Any function. **/
@:callable abstract Function(Dynamic) {}

/** What `new T(…)` of a type parameter asks for. **/
@:coreType abstract Constructible<T> from Dynamic {}

/** Any type but `Void`. **/
@:coreType abstract NotVoid from Dynamic {}

/** An enum whose constructors have no parameters. **/
@:coreType abstract FlatEnum from Dynamic {}
