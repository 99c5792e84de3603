/** Many objects with an array each, of which a thousand live at a time. **/
class Objects {
	static function main() {
		var count = Std.parseInt(Sys.args()[0]);
		var alive:Array<Owner> = [];
		for (i in 0...count) {
			var owner = new Owner(i);
			owner.items.push(i + 1);
			if (i % 3 == 0)
				owner.items = owner.items.map(item -> item + 1);
			alive[i % 1000] = owner;
		}
		var good = true;
		for (owner in alive)
			good = good && owner.items.length == 2 && owner.items[0] + 1 == owner.items[1];
		Sys.println(alive.length + " " + good);
	}
}

class Owner {
	public var items:Array<Int>;

	public function new(first:Int) {
		items = [first];
	}
}
