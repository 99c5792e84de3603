package haxe.ds;

/** A map that does not keep its keys alive. No platform like this one has it: it cannot be made. **/
class WeakMap<K:{}, V> {
	/** Throws. **/
	public function new() {
		refuse();
	}

	static function refuse():Void {
		throw new haxe.exceptions.NotImplementedException("Not implemented for this platform");
	}

	/** Gives a key its value. **/
	public function set(key:K, value:V):Void {}

	/** The value of a key. **/
	public function get(key:K):Null<V> {
		return null;
	}

	/** Whether a key has a value. **/
	public function exists(key:K):Bool {
		return false;
	}

	/** Takes out a key with its value. **/
	public function remove(key:K):Bool {
		return false;
	}
}
