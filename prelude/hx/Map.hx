import haxe.iterators.ArrayIterator;
import haxe.iterators.MapEntries;

/**
	Values by key, in the order in which the keys were first set. `map[key]` reads and writes.

	Numbers and strings are one key if they are equal, enum values if they are built alike, objects if they are the same
	object. A loop walks the keys that were there when it began.
**/
@:rust("hx2rs_prelude::Map")
extern class Map<K, V> implements haxe.Constraints.IMap<K, V> {
	/** `[]`. **/
	@:intrinsic @:rust("hx2rs_prelude::Map::new")
	function new():Void;

	/** The value of a key; null if it has none. **/
	@:intrinsic @:rust("hx2rs_prelude::Map::get")
	function get(key:K):Null<V>;

	/** Gives a key its value. **/
	@:intrinsic @:rust("hx2rs_prelude::Map::set")
	function set(key:K, value:V):Void;

	/** Whether a key has a value, which may be null. **/
	@:intrinsic @:rust("hx2rs_prelude::Map::exists")
	function exists(key:K):Bool;

	/** Takes out a key with its value; whether it was there. **/
	@:intrinsic @:rust("hx2rs_prelude::Map::remove")
	function remove(key:K):Bool;

	/** Takes out everything. **/
	@:intrinsic @:rust("hx2rs_prelude::Map::clear")
	function clear():Void;

	/** A new map of the same keys and values. **/
	@:intrinsic @:rust("hx2rs_prelude::Map::copy")
	function copy():Map<K, V>;

	/** A walk over the keys. **/
	function keys():ArrayIterator<K> {
		return new ArrayIterator(keyArray());
	}

	/** A walk over the values. **/
	function iterator():ArrayIterator<V> {
		return new ArrayIterator(valueArray());
	}

	/** A walk over the keys with their values. **/
	function keyValueIterator():MapEntries<K, V> {
		return new MapEntries(this, keyArray());
	}

	/** `[a => 1,b => 2]`. **/
	@:intrinsic @:rust("hx2rs_prelude::text")
	function toString():String;

	@:intrinsic @:rust("hx2rs_prelude::Map::key_array")
	private function keyArray():Array<K>;

	@:intrinsic @:rust("hx2rs_prelude::Map::value_array")
	private function valueArray():Array<V>;
}
