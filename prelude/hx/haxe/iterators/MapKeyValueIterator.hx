package haxe.iterators;

/** Walks the keys of anything with keys, each with the value that it has when its turn comes. **/
class MapKeyValueIterator<K, V> {
	final map:WithKeys<K, V>;
	final keys:Iterator<K>;

	/** A walk over the keys that the map has now. **/
	public function new(map:WithKeys<K, V>) {
		this.map = map;
		this.keys = map.keys();
	}

	/** Whether there is one more. **/
	public function hasNext():Bool {
		return keys.hasNext();
	}

	/** The next key and its value. **/
	public function next():{key:K, value:V} {
		var key = keys.next();
		return {key: key, value: map.get(key)};
	}
}

private typedef WithKeys<K, V> = {
	function keys():Iterator<K>;
	function get(key:K):Null<V>;
}
