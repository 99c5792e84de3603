package search;

/** An estimate of what is left to go. It must never be too high. **/
interface Heuristic {
	function name():String;
	function estimate(from:Point, to:Point):Float;
}

abstract class Distance implements Heuristic {
	final title:String;

	public function new(title:String) {
		this.title = title;
	}

	public function name():String {
		return title;
	}

	public function estimate(from:Point, to:Point):Float {
		return measure(Math.abs(from.x - to.x), Math.abs(from.y - to.y));
	}

	abstract function measure(dx:Float, dy:Float):Float;
}

class Manhattan extends Distance {
	public function new() {
		super("Manhattan");
	}

	function measure(dx:Float, dy:Float):Float {
		return dx + dy;
	}
}

class Straight extends Distance {
	public function new() {
		super("straight line");
	}

	function measure(dx:Float, dy:Float):Float {
		return Math.sqrt(dx * dx + dy * dy);
	}
}

/** Knows nothing: the search becomes Dijkstra's. **/
class Blind implements Heuristic {
	public function new() {}

	public function name():String {
		return "blind";
	}

	public function estimate(from:Point, to:Point):Float {
		return 0;
	}
}
