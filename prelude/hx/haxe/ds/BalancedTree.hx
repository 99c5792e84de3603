package haxe.ds;

/** A map in the order of its keys, as `compare` puts them. **/
class BalancedTree<K, V> {
	var root:Null<TreeNode<K, V>>;

	/** An empty one. **/
	public function new() {}

	/** Gives a key its value. **/
	public function set(key:K, value:V):Void {
		root = setLoop(key, value, root);
	}

	/** The value of a key; null if it has none. **/
	public function get(key:K):Null<V> {
		var found = find(key);
		return found == null ? null : found.value;
	}

	/** Takes out a key with its value; whether it was there. **/
	public function remove(key:K):Bool {
		if (find(key) == null)
			return false;
		root = removeLoop(key, root);
		return true;
	}

	/** Whether a key has a value. **/
	public function exists(key:K):Bool {
		return find(key) != null;
	}

	function find(key:K):Null<TreeNode<K, V>> {
		var node = root;
		while (node != null) {
			var order = compare(key, node.key);
			if (order == 0)
				return node;
			node = order < 0 ? node.left : node.right;
		}
		return null;
	}

	function nodes():Array<TreeNode<K, V>> {
		var all:Array<TreeNode<K, V>> = [];
		collect(root, all);
		return all;
	}

	function collect(node:Null<TreeNode<K, V>>, all:Array<TreeNode<K, V>>):Void {
		if (node != null) {
			collect(node.left, all);
			all.push(node);
			collect(node.right, all);
		}
	}

	/** A walk over the values, in the order of their keys. **/
	public function iterator():Iterator<V> {
		return [for (node in nodes()) node.value].iterator();
	}

	/** A walk over the keys, in order. **/
	public function keys():Iterator<K> {
		return [for (node in nodes()) node.key].iterator();
	}

	/** A walk over the keys with their values, in order. **/
	public function keyValueIterator():KeyValueIterator<K, V> {
		return [for (node in nodes()) {key: node.key, value: node.value}].iterator();
	}

	/** A new map of the same keys and values. **/
	public function copy():BalancedTree<K, V> {
		var copied = new BalancedTree<K, V>();
		for (node in nodes())
			copied.set(node.key, node.value);
		return copied;
	}

	function setLoop(key:K, value:V, node:Null<TreeNode<K, V>>):TreeNode<K, V> {
		if (node == null)
			return new TreeNode(null, key, value, null);
		var order = compare(key, node.key);
		if (order == 0)
			return new TreeNode(node.left, key, value, node.right);
		if (order < 0)
			return balance(setLoop(key, value, node.left), node.key, node.value, node.right);
		return balance(node.left, node.key, node.value, setLoop(key, value, node.right));
	}

	function removeLoop(key:K, node:Null<TreeNode<K, V>>):Null<TreeNode<K, V>> {
		if (node == null)
			return null;
		var order = compare(key, node.key);
		if (order < 0)
			return balance(removeLoop(key, node.left), node.key, node.value, node.right);
		if (order > 0)
			return balance(node.left, node.key, node.value, removeLoop(key, node.right));
		if (node.left == null)
			return node.right;
		if (node.right == null)
			return node.left;
		var next = node.right;
		while (next.left != null)
			next = next.left;
		return balance(node.left, next.key, next.value, removeLoop(next.key, node.right));
	}

	function balance(left:Null<TreeNode<K, V>>, key:K, value:V, right:Null<TreeNode<K, V>>):TreeNode<K, V> {
		var leftHeight = height(left);
		var rightHeight = height(right);
		if (left != null && leftHeight > rightHeight + 2) {
			var inner = left.right;
			if (inner == null || height(left.left) >= height(inner))
				return new TreeNode(left.left, left.key, left.value, new TreeNode(inner, key, value, right));
			return new TreeNode(new TreeNode(left.left, left.key, left.value, inner.left), inner.key, inner.value,
				new TreeNode(inner.right, key, value, right));
		}
		if (right != null && rightHeight > leftHeight + 2) {
			var inner = right.left;
			if (inner == null || height(right.right) > height(inner))
				return new TreeNode(new TreeNode(left, key, value, inner), right.key, right.value, right.right);
			return new TreeNode(new TreeNode(left, key, value, inner.left), inner.key, inner.value,
				new TreeNode(inner.right, right.key, right.value, right.right));
		}
		return new TreeNode(left, key, value, right);
	}

	static function height<K, V>(node:Null<TreeNode<K, V>>):Int {
		return node == null ? 0 : node.height;
	}

	/** The order of two keys: negative, 0 or positive. **/
	function compare(k1:K, k2:K):Int {
		return Reflect.compare((k1 : Dynamic), (k2 : Dynamic));
	}

	/** `[a => 1, b => 2]`. **/
	public function toString():String {
		return "[" + [for (node in nodes()) Std.string(node.key) + " => " + Std.string(node.value)].join(", ") + "]";
	}

	/** Takes out everything. **/
	public function clear():Void {
		root = null;
	}
}

/** A key with its value, and what is before and behind it. **/
class TreeNode<K, V> {
	/** What is before it. **/
	public var left:Null<TreeNode<K, V>>;

	/** What is behind it. **/
	public var right:Null<TreeNode<K, V>>;

	/** The key. **/
	public var key:K;

	/** The value. **/
	public var value:V;

	/** The length of the longest way down from it. **/
	public var height:Int;

	/** A node above two others. **/
	public function new(left:Null<TreeNode<K, V>>, key:K, value:V, right:Null<TreeNode<K, V>>) {
		this.left = left;
		this.key = key;
		this.value = value;
		this.right = right;
		var leftHeight = left == null ? 0 : left.height;
		var rightHeight = right == null ? 0 : right.height;
		height = (leftHeight > rightHeight ? leftHeight : rightHeight) + 1;
	}
}
