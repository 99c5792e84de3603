package cache;

import haxe.exceptions.ArgumentException;

/** Why a value leaves. **/
enum Reason<K, V> {
	/** Another one needs its place. **/
	Full(by:K);

	Removed;

	/** The same key has another value now. **/
	Replaced(value:V);
}

/** A cache of limited size: what was used longest ago leaves first. Entries are linked in the order of their use. **/
class LruCache<K, V> implements Cache<K, V> {
	/** The most values that are kept. **/
	public final size:Int;

	public var count(get, never):Int;
	public var statistics(default, null):Statistics = new Statistics();

	/** Is told of each value that leaves. **/
	public var onLeave:Null<(key:K, value:V, reason:Reason<K, V>) -> Void> = null;

	final entries:Array<Entry<K, V>> = [];
	var newest:Null<Entry<K, V>> = null;
	var oldest:Null<Entry<K, V>> = null;

	public function new(size:Int) {
		if (size < 1)
			throw new ArgumentException("size");
		this.size = size;
	}

	function get_count():Int
		return entries.length;

	/** A value, which is the newest from now on; null if it is not there. **/
	public function get(key:K):Null<V> {
		var entry = find(key);
		statistics.asked(entry != null);
		if (entry == null)
			return null;
		unlink(entry);
		linkFirst(entry);
		return entry.value;
	}

	public function set(key:K, value:V) {
		var entry = find(key);
		if (entry != null) {
			leave(entry, Replaced(value));
			entry.value = value;
			unlink(entry);
			linkFirst(entry);
			return;
		}
		if (entries.length == size && oldest != null) {
			var last = oldest;
			drop(last, Full(key));
			statistics.evicted();
		}
		var made = new Entry(key, value);
		entries.push(made);
		linkFirst(made);
	}

	public function remove(key:K):Bool {
		var entry = find(key);
		if (entry == null)
			return false;
		drop(entry, Removed);
		return true;
	}

	public function getOr(key:K, make:() -> V):V {
		var found = get(key);
		if (found != null)
			return found;
		var value = make();
		set(key, value);
		return value;
	}

	/** The function, but each result is computed once while it is kept. **/
	public function remembering(compute:K -> V):K -> V
		return key -> getOr(key, () -> compute(key));

	public function keyValueIterator():KeyValueIterator<K, V> {
		var at = newest;
		return {
			hasNext: () -> at != null,
			next: () -> {
				var entry = at;
				at = entry.older;
				return {key: entry.key, value: entry.value};
			}
		};
	}

	function find(key:K):Null<Entry<K, V>>
		return Lambda.find(entries, entry -> entry.key == key);

	function drop(entry:Entry<K, V>, reason:Reason<K, V>) {
		unlink(entry);
		entries.remove(entry);
		leave(entry, reason);
	}

	function leave(entry:Entry<K, V>, reason:Reason<K, V>) {
		if (onLeave != null)
			onLeave(entry.key, entry.value, reason);
	}

	function linkFirst(entry:Entry<K, V>) {
		entry.older = newest;
		entry.newer = null;
		if (newest != null)
			newest.newer = entry;
		else
			oldest = entry;
		newest = entry;
	}

	function unlink(entry:Entry<K, V>) {
		if (entry.newer == null)
			newest = entry.older;
		else
			entry.newer.older = entry.older;
		if (entry.older == null)
			oldest = entry.newer;
		else
			entry.older.newer = entry.newer;
	}
}
