package haxe.ds;

/** A row that grows at both ends: elements linked to each other. A loop sees what its body adds behind it. **/
class List<T> {
	/** The number of elements. **/
	public var length(default, null):Int;

	var head:Null<ListNode<T>>;
	var tail:Null<ListNode<T>>;

	/** An empty one. **/
	public function new() {
		length = 0;
	}

	/** Adds an element behind the last one. **/
	public function add(item:T):Void {
		var node = new ListNode(item, null);
		var last = tail;
		if (last == null)
			head = node;
		else
			last.next = node;
		tail = node;
		length++;
	}

	/** Adds an element before the first one. **/
	public function push(item:T):Void {
		var node = new ListNode(item, head);
		head = node;
		if (tail == null)
			tail = node;
		length++;
	}

	/** The first element; null if there is none. **/
	public function first():Null<T> {
		var node = head;
		return node == null ? null : node.item;
	}

	/** The last element; null if there is none. **/
	public function last():Null<T> {
		var node = tail;
		return node == null ? null : node.item;
	}

	/** Takes the first element out; null if there is none. **/
	public function pop():Null<T> {
		var node = head;
		if (node == null)
			return null;
		head = node.next;
		if (head == null)
			tail = null;
		length--;
		return node.item;
	}

	/** Whether there is no element. **/
	public function isEmpty():Bool {
		return head == null;
	}

	/** Takes all elements out. **/
	public function clear():Void {
		head = null;
		tail = null;
		length = 0;
	}

	/** Takes out the first element that is `v`; whether there was one. **/
	public function remove(v:T):Bool {
		var before:Null<ListNode<T>> = null;
		var node = head;
		while (node != null) {
			if (node.item == v) {
				if (before == null)
					head = node.next;
				else
					before.next = node.next;
				if (node.next == null)
					tail = before;
				length--;
				return true;
			}
			before = node;
			node = node.next;
		}
		return false;
	}

	/** A walk over the elements. **/
	public function iterator():ListIterator<T> {
		return new ListIterator(head);
	}

	/** A walk over the elements with their positions. **/
	public function keyValueIterator():ListKeyValueIterator<T> {
		return new ListKeyValueIterator(head);
	}

	/** `{a, b}`. **/
	public function toString():String {
		return "{" + join(", ") + "}";
	}

	/** The texts of all elements with `sep` between them. **/
	public function join(sep:String):String {
		var joined = "";
		var node = head;
		while (node != null) {
			joined += Std.string(node.item);
			node = node.next;
			if (node != null)
				joined += sep;
		}
		return joined;
	}

	/** A new list of the elements for which `f` is true. **/
	public function filter(f:T->Bool):List<T> {
		var kept = new List<T>();
		var node = head;
		while (node != null) {
			if (f(node.item))
				kept.add(node.item);
			node = node.next;
		}
		return kept;
	}

	/** A new list of what `f` makes of each element. **/
	public function map<X>(f:T->X):List<X> {
		var results = new List<X>();
		var node = head;
		while (node != null) {
			results.add(f(node.item));
			node = node.next;
		}
		return results;
	}
}

private class ListNode<T> {
	public final item:T;
	public var next:Null<ListNode<T>>;

	public function new(item:T, next:Null<ListNode<T>>) {
		this.item = item;
		this.next = next;
	}
}

private class ListIterator<T> {
	var node:Null<ListNode<T>>;

	public function new(node:Null<ListNode<T>>) {
		this.node = node;
	}

	public function hasNext():Bool {
		return node != null;
	}

	public function next():T {
		var item = node.item;
		node = node.next;
		return item;
	}
}

private class ListKeyValueIterator<T> {
	var index:Int = 0;
	var node:Null<ListNode<T>>;

	public function new(node:Null<ListNode<T>>) {
		this.node = node;
	}

	public function hasNext():Bool {
		return node != null;
	}

	public function next():{key:Int, value:T} {
		var at = index;
		var item = node.item;
		node = node.next;
		index++;
		return {key: at, value: item};
	}
}
