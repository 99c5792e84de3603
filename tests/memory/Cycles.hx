/** Objects that hold each other and are forgotten: the interpreter frees them, in shipped Rust they stay (docs/leaks.md). **/
class Cycles {
	static function main() {
		var count = Std.parseInt(Sys.args()[0]);
		var kept = new Node("kept");
		kept.next = kept;
		var total = 0;
		for (i in 0...count) {
			var node = new Node("node " + i);
			var parent = new Node("parent");
			node.next = parent;
			parent.children.push(node);
			parent.by["node"] = node;
			parent.action = () -> parent.children.length;
			total = (total + node.next.action()) & 0xffff;
		}
		Sys.println(kept.next.next.text + " " + (total == count & 0xffff));
	}
}

class Node {
	public final text:String;
	public var next:Node;
	public var children:Array<Node> = [];
	public var by:Map<String, Node> = [];
	public var action:Void->Int;

	public function new(text:String) {
		this.text = text;
	}
}
