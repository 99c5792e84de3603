class Own implements haxe.Constraints.IMap<Int, String> {
	public function new() {}

	public function get(key:Int):Null<String> return null;

	public function set(key:Int, value:String):Void {}

	public function exists(key:Int):Bool return false;

	public function remove(key:Int):Bool return false;

	public function keys():Iterator<Int> return [].iterator();

	public function iterator():Iterator<String> return [].iterator();

	public function keyValueIterator():KeyValueIterator<Int, String> return new haxe.iterators.MapKeyValueIterator(this);

	public function copy():haxe.Constraints.IMap<Int, String> return this;

	public function toString():String return "";

	public function clear():Void {}
}

class OwnMap {
	static function main() {
		new Own().set(1, "a");
	}
}
