/** A long list that dies at once, and then another one in the same memory. **/
class Nodes {
	static function list(length:Int):Node {
		var first:Node = null;
		for (i in 0...length)
			first = new Node(i, first);
		return first;
	}

	static function main() {
		var count = Std.parseInt(Sys.args()[0]);
		for (round in 0...3) {
			var first = list(count);
			var length = 0;
			var node = first;
			while (node != null) {
				length++;
				node = node.next;
			}
			Sys.println(length == count && first.number == count - 1);
		}
	}
}

class Node {
	public final number:Int;
	public final next:Null<Node>;

	public function new(number:Int, next:Null<Node>) {
		this.number = number;
		this.next = next;
	}
}
