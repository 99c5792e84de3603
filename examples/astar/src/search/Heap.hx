package search;

/** A binary heap: the least item first, by a comparison given. **/
class Heap<T> {
	final items:Array<T> = [];
	final less:(T, T) -> Bool;

	public var size(get, never):Int;

	public function new(less:(T, T) -> Bool) {
		this.less = less;
	}

	function get_size():Int {
		return items.length;
	}

	public function push(item:T) {
		items.push(item);
		var i = items.length - 1;
		while (i > 0) {
			var parent = (i - 1) >> 1;
			if (!less(items[i], items[parent]))
				break;
			swap(i, parent);
			i = parent;
		}
	}

	/** The least item, null if there is none. **/
	public function pop():Null<T> {
		if (items.length < 2)
			return items.pop();
		var top = items[0];
		items[0] = items.pop();
		var i = 0;
		while (true) {
			var least = i;
			for (child in 2 * i + 1...2 * i + 3)
				if (child < items.length && less(items[child], items[least]))
					least = child;
			if (least == i)
				return top;
			swap(i, least);
			i = least;
		}
	}

	function swap(i:Int, j:Int) {
		var item = items[i];
		items[i] = items[j];
		items[j] = item;
	}
}
