package haxe.ds;

/** A stack: the last element in is the first out. Its cells are linked to each other. **/
class GenericStack<T> {
	/** The uppermost cell; null if it is empty. **/
	public var head:Null<GenericCell<T>>;

	/** An empty one. **/
	public function new() {}

	/** Puts an element on top. **/
	public function add(item:T):Void {
		head = new GenericCell(item, head);
	}

	/** The element on top; null if there is none. **/
	public function first():Null<T> {
		var cell = head;
		return cell == null ? null : cell.elt;
	}

	/** Takes the element on top off; null if there is none. **/
	public function pop():Null<T> {
		var cell = head;
		if (cell == null)
			return null;
		head = cell.next;
		return cell.elt;
	}

	/** Whether there is no element. **/
	public function isEmpty():Bool {
		return head == null;
	}

	/** Takes out the uppermost element that is `v`; whether there was one. **/
	public function remove(v:T):Bool {
		var above:Null<GenericCell<T>> = null;
		var cell = head;
		while (cell != null) {
			if (cell.elt == v) {
				if (above == null)
					head = cell.next;
				else
					above.next = cell.next;
				return true;
			}
			above = cell;
			cell = cell.next;
		}
		return false;
	}

	/** A walk from the top down. **/
	public function iterator():GenericStackIterator<T> {
		return new GenericStackIterator(head);
	}

	/** `{a,b}`, from the top down. **/
	public function toString():String {
		var text = "{";
		var cell = head;
		while (cell != null) {
			text += Std.string(cell.elt);
			cell = cell.next;
			if (cell != null)
				text += ",";
		}
		return text + "}";
	}
}

/** An element of a `GenericStack` and the one below. **/
class GenericCell<T> {
	/** The element. **/
	public var elt:T;

	/** The cell below; null at the bottom. **/
	public var next:Null<GenericCell<T>>;

	/** A cell above another one. **/
	public function new(elt:T, next:Null<GenericCell<T>>) {
		this.elt = elt;
		this.next = next;
	}
}

private class GenericStackIterator<T> {
	var cell:Null<GenericCell<T>>;

	public function new(cell:Null<GenericCell<T>>) {
		this.cell = cell;
	}

	public function hasNext():Bool {
		return cell != null;
	}

	public function next():T {
		var item = cell.elt;
		cell = cell.next;
		return item;
	}
}
