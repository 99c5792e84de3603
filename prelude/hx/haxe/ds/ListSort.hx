package haxe.ds;

/** Sorts lists of nodes that are linked by their own fields. **/
class ListSort {
	/** Sorts nodes that know the one before and the one behind; gives the first. Equal ones keep their order. **/
	public static function sort<T:{prev:T, next:T}>(list:T, cmp:T->T->Int):T {
		var sorted = sortSingleLinked(list, cmp);
		var before:Null<T> = null;
		var node:Null<T> = sorted;
		while (node != null) {
			node.prev = before;
			before = node;
			node = node.next;
		}
		return sorted;
	}

	/** Sorts nodes that know the one behind; gives the first. Equal ones keep their order. **/
	public static function sortSingleLinked<T:{next:T}>(list:T, cmp:T->T->Int):T {
		var nodes:Array<T> = [];
		var node:Null<T> = list;
		while (node != null) {
			nodes.push(node);
			node = node.next;
		}
		if (nodes.length == 0)
			return list;
		nodes.sort(cmp);
		for (index in 0...nodes.length - 1)
			nodes[index].next = nodes[index + 1];
		nodes[nodes.length - 1].next = null;
		return nodes[0];
	}
}
