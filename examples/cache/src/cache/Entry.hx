package cache;

/** A value between the one that was used after it and the one that was used before it. **/
class Entry<K, V> {
	public final key:K;
	public var value:V;
	public var newer:Null<Entry<K, V>> = null;
	public var older:Null<Entry<K, V>> = null;

	public function new(key:K, value:V) {
		this.key = key;
		this.value = value;
	}
}
