/** Allocation: many short-lived binary trees beside one that stays. **/
class Tree {
	public final left:Null<Tree>;
	public final right:Null<Tree>;

	public function new(left:Null<Tree>, right:Null<Tree>) {
		this.left = left;
		this.right = right;
	}

	public static function grow(depth:Int):Tree {
		return depth == 0 ? new Tree(null, null) : new Tree(grow(depth - 1), grow(depth - 1));
	}

	public function count():Int {
		var sum = 1;
		if (left != null)
			sum += left.count();
		if (right != null)
			sum += right.count();
		return sum;
	}
}

class Trees {
	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var lasting = Tree.grow(15);
		var depth = 4;
		while (depth <= 14) {
			var rounds = scale << (15 - depth);
			var sum = 0;
			for (_ in 0...rounds)
				sum += Tree.grow(depth).count();
			Sys.println('$rounds trees of depth $depth: $sum');
			depth += 2;
		}
		Sys.println('lasting: ${lasting.count()}');
	}
}
