package search;

/** A cell of a grid. **/
class Point {
	public final x:Int;
	public final y:Int;

	public function new(x:Int, y:Int) {
		this.x = x;
		this.y = y;
	}

	public function toString():String {
		return '($x, $y)';
	}

	public function equals(other:Point):Bool {
		return x == other.x && y == other.y;
	}
}
