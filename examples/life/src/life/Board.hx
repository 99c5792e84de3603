package life;

/** One generation. It never changes: `next` makes another one. **/
class Board {
	public final generation:Int;
	public final width:Int;
	public final height:Int;

	/** How many cells live. **/
	public var population(get, never):Int;

	final cells:Array<Bool>;
	final rule:Rule;
	final isTorus:Bool;

	function new(generation:Int, width:Int, height:Int, cells:Array<Bool>, rule:Rule, isTorus:Bool) {
		this.generation = generation;
		this.width = width;
		this.height = height;
		this.cells = cells;
		this.rule = rule;
		this.isTorus = isTorus;
	}

	/** The first generation of a pattern, with its margin around it. **/
	public static function of(pattern:Pattern):Board {
		var longest = Lambda.fold(pattern.rows, (row, most:Int) -> row.length > most ? row.length : most, 0);
		var width = longest + 2 * pattern.margin;
		var height = pattern.rows.length + 2 * pattern.margin;
		var cells = [for (_ in 0...width * height) false];
		for (y => row in pattern.rows)
			for (x => isAlive in row)
				cells[(y + pattern.margin) * width + x + pattern.margin] = isAlive;
		return new Board(0, width, height, cells, pattern.rule, pattern.isTorus);
	}

	function get_population():Int
		return Lambda.count(cells, isAlive -> isAlive);

	/** Whether a cell lives; beyond the edges nothing does, unless they are joined. **/
	public function isAlive(x:Int, y:Int):Bool {
		if (isTorus)
			return cells[wrapped(y, height) * width + wrapped(x, width)];
		return x >= 0 && y >= 0 && x < width && y < height && cells[y * width + x];
	}

	static inline function wrapped(at:Int, size:Int):Int
		return (at + size) % size;

	function neighbours(x:Int, y:Int):Int {
		var count = 0;
		for (down in -1...2)
			for (right in -1...2)
				if ((right != 0 || down != 0) && isAlive(x + right, y + down))
					count++;
		return count;
	}

	/** The generation after this one. **/
	public function next():Board {
		var after = [
			for (y in 0...height)
				for (x in 0...width)
					rule.lives(isAlive(x, y), neighbours(x, y))
		];
		return new Board(generation + 1, width, height, after, rule, isTorus);
	}

	/** A text that is the same for boards of the same cells. **/
	public function key():String
		return [for (isAlive in cells) isAlive ? "1" : "0"].join("");

	public function toString():String {
		var lines = [
			for (y in 0...height)
				[for (x in 0...width) isAlive(x, y) ? "█" : "·"].join("")
		];
		return lines.join("\n");
	}
}
