package cache;

/** A cache that keeps everything; it looks through all keys. **/
class Unlimited<K, V> implements Cache<K, V> {
	public var count(get, never):Int;
	public var statistics(default, null):Statistics = new Statistics();

	final entries:Array<{key:K, value:V}> = [];

	public function new() {}

	function get_count():Int
		return entries.length;

	public function getOr(key:K, make:() -> V):V {
		for (entry in entries)
			if (entry.key == key) {
				statistics.asked(true);
				return entry.value;
			}
		statistics.asked(false);
		var value = make();
		entries.unshift({key: key, value: value});
		return value;
	}

	public function keyValueIterator():KeyValueIterator<K, V>
		return entries.iterator();
}
