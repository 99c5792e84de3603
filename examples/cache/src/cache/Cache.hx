package cache;

/** Something that remembers values. **/
interface Cache<K, V> {
	/** How many values there are. **/
	var count(get, never):Int;

	var statistics(default, null):Statistics;

	/** A value, which is made where it is not there. **/
	function getOr(key:K, make:() -> V):V;

	/** The values by their keys, the newest first. **/
	function keyValueIterator():KeyValueIterator<K, V>;
}
