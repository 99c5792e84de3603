package quest;

using Lambda;

/** What can be carried. **/
enum Item {
	Gold(amount:Int);
	Potion(points:Int);
	Gem(color:String, worth:Int);
}

/** Items; gold is put together. **/
class Bag {
	public var worth(get, never):Int;

	final items:Array<Item> = [];

	public function new() {}

	public function add(item:Item) {
		switch item {
			case Gold(amount):
				for (at => other in items)
					switch other {
						case Gold(before):
							items[at] = Gold(before + amount);
							return;
						case _:
					}
			case _:
		}
		items.push(item);
	}

	/** Takes out the weakest potion; null if there is none. **/
	public function takePotion():Null<Int> {
		var best:Null<{at:Int, points:Int}> = null;
		for (at => item in items)
			switch item {
				case Potion(points) if (best == null || points < best.points): best = {at: at, points: points};
				case _:
			}
		if (best == null)
			return null;
		items.splice(best.at, 1);
		return best.points;
	}

	function get_worth():Int {
		return items.fold((item, sum:Int) -> sum + switch item {
			case Gold(amount): amount;
			case Potion(points): points >> 1;
			case Gem(_, worth): worth;
		}, 0);
	}

	static function text(item:Item):String {
		return switch item {
			case Gold(amount): '$amount gold';
			case Potion(_): "a potion";
			case Gem(color, _): 'a $color gem';
		}
	}

	public function toString():String
		return items.length == 0 ? "nothing" : items.map(text).join(", ");
}
