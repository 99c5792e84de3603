package haxe.iterators;

/** Walks keys of a built-in map, each with the value that it has when its turn comes. **/
class MapEntries<K, V> {
	final map:Map<K, V>;
	final keys:Array<K>;
	var index:Int = 0;

	/** A walk over these keys. **/
	public function new(map:Map<K, V>, keys:Array<K>) {
		this.map = map;
		this.keys = keys;
	}

	/** Whether there is one more. **/
	public function hasNext():Bool {
		return index < keys.length;
	}

	/** The next key and its value. **/
	public function next():{key:K, value:V} {
		var key = keys[index];
		index++;
		return {key: key, value: map.get(key)};
	}
}
