/** Closures and generic code: sorting with a comparator, a heap of any type, and chains of filter and map. **/
class Heap<T> {
	final items:Array<T> = [];
	final before:(T, T) -> Bool;

	public function new(before:(T, T) -> Bool)
		this.before = before;

	public function isEmpty():Bool
		return items.length == 0;

	public function push(item:T) {
		items.push(item);
		var at = items.length - 1;
		while (at > 0) {
			var parent = (at - 1) >> 1;
			if (!before(items[at], items[parent]))
				break;
			swap(at, parent);
			at = parent;
		}
	}

	public function pop():T {
		swap(0, items.length - 1);
		var top = items.pop();
		var at = 0;
		while (true) {
			var child = at * 2 + 1;
			if (child >= items.length)
				break;
			if (child + 1 < items.length && before(items[child + 1], items[child]))
				child++;
			if (!before(items[child], items[at]))
				break;
			swap(at, child);
			at = child;
		}
		return top;
	}

	function swap(a:Int, b:Int) {
		var item = items[a];
		items[a] = items[b];
		items[b] = item;
	}
}

typedef Entry = {name:String, weight:Int}

class Sorting {
	static var seed = 7;

	static function random(below:Int):Int {
		seed = (seed * 16807 + 11) & 0xffffff;
		return seed % below;
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		for (round in 0...scale)
			sort(round == 0);
	}

	static function sort(isShown:Bool) {
		var entries:Array<Entry> = [for (at in 0...12000) {name: "n" + (at % 97), weight: random(10000)}];
		var sorted = entries.copy();
		sorted.sort((a, b) -> a.weight != b.weight ? a.weight - b.weight : (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

		var heap = new Heap<Entry>((a, b) -> a.weight < b.weight);
		for (entry in entries)
			heap.push(entry);
		var check = 0;
		while (!heap.isEmpty())
			check = (check * 33 + heap.pop().weight) & 0xffffff;

		var sum = 0;
		for (round in 0...10)
			sum += entries.filter(entry -> entry.weight % 10 == round).map(entry -> entry.weight * 2 + round).length;

		if (isShown) {
			Sys.println([for (entry in sorted.slice(0, 5)) '${entry.name}:${entry.weight}'].join(" "));
			Sys.println(check);
			Sys.println(sum);
		}
	}
}
