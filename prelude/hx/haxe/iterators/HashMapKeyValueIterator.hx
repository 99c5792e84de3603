package haxe.iterators;

import haxe.ds.HashMap;

/** A walk over the keys and values of a `haxe.ds.HashMap`. **/
class HashMapKeyValueIterator<K:Hashed, V> {
	final map:HashMap<K, V>;
	final keys:Iterator<K>;

	/** Over all of a map. **/
	public inline function new(map:HashMap<K, V>) {
		this.map = map;
		keys = map.keys();
	}

	/** Whether there is one more. **/
	public inline function hasNext():Bool {
		return keys.hasNext();
	}

	/** The next key with its value. **/
	public inline function next():{key:K, value:V} {
		var key = keys.next();
		return {value: map.get(key), key: key};
	}
}
