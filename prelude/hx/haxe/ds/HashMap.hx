package haxe.ds;

import haxe.iterators.HashMapKeyValueIterator;

/** A map whose keys tell a number each by `hashCode()`: keys with the same number are the same. **/
abstract HashMap<K:Hashed, V>(HashMapData<K, V>) {
	/** An empty one. **/
	public inline function new() {
		this = new HashMapData();
	}

	/** Gives a key its value. **/
	@:arrayAccess
	public inline function set(k:K, v:V):Void {
		this.keys.set(k.hashCode(), k);
		this.values.set(k.hashCode(), v);
	}

	/** The value of a key; null if it has none. **/
	@:arrayAccess
	public inline function get(k:K):Null<V> {
		return this.values.get(k.hashCode());
	}

	/** Whether a key has a value. **/
	public inline function exists(k:K):Bool {
		return this.values.exists(k.hashCode());
	}

	/** Takes out a key with its value; whether it was there. **/
	public inline function remove(k:K):Bool {
		this.values.remove(k.hashCode());
		return this.keys.remove(k.hashCode());
	}

	/** A walk over the keys. **/
	public inline function keys():Iterator<K> {
		return this.keys.iterator();
	}

	/** A new map of the same keys and values. **/
	public function copy():HashMap<K, V> {
		var copy = new HashMap<K, V>();
		for (key in this.keys)
			copy.set(key, this.values.get(key.hashCode()));
		return copy;
	}

	/** A walk over the values. **/
	public inline function iterator():Iterator<V> {
		return this.values.iterator();
	}

	/** A walk over the keys with their values. **/
	public inline function keyValueIterator():HashMapKeyValueIterator<K, V> {
		return new HashMapKeyValueIterator(abstract);
	}

	/** Takes out everything. **/
	public inline function clear():Void {
		this.keys.clear();
		this.values.clear();
	}
}

private class HashMapData<K:Hashed, V> {
	public var keys:IntMap<K>;
	public var values:IntMap<V>;

	public inline function new() {
		keys = new IntMap();
		values = new IntMap();
	}
}

/** What tells a number of itself, the same for all that are equal. **/
typedef Hashed = {
	function hashCode():Int;
}
