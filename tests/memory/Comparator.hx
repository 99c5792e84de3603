/** A comparator that reads and writes the array that is being sorted: what comes out is anybody's guess, but nothing breaks or grows. **/
class Comparator {
	static function main() {
		var count = Std.parseInt(Sys.args()[0]);
		var sorted = 0;
		for (round in 0...Std.int(count / 100)) {
			var items = [for (i in 0...20) new Item((i * 7) % 20)];
			var calls = 0;
			items.sort((a, b) -> {
				calls++;
				items[calls % 20] = new Item(100 + calls);
				if (calls % 5 == 0)
					items.push(new Item(calls));
				if (calls % 7 == 0)
					items.pop();
				if (calls % 11 == 0)
					items.resize(3);
				return a.number - b.number;
			});
			var numbers = [for (i in 0...20) (i * 7) % 20];
			numbers.sort((a, b) -> {
				numbers[0] = a;
				return a - b;
			});
			for (item in items)
				if (item != null && item.text == "item " + item.number)
					sorted = 1;
		}
		Sys.println(sorted == 1);
	}
}

class Item {
	public var number:Int;
	public var text:String;

	public function new(number:Int) {
		this.number = number;
		text = "item " + number;
	}
}
