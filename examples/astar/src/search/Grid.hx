package search;

import search.Terrain;

using StringTools;

class MapError extends haxe.Exception {
	public final line:Int;

	public function new(message:String, line:Int) {
		super(message);
		this.line = line;
	}
}

/** A map: terrain in rows, a start and a goal. **/
class Grid {
	public final width:Int;
	public final height:Int;
	public final start:Point;
	public final goal:Point;

	final rows:Array<Array<Terrain>>;
	final portals:Map<String, Array<Point>> = [];

	/** Reads a map; empty lines and lines that begin with `;` are left out. **/
	public static function parse(text:String):Grid {
		var rows:Array<Array<Terrain>> = [];
		var start:Null<Point> = null;
		var goal:Null<Point> = null;
		for (number => raw in text.split("\n")) {
			var line = raw.rtrim();
			if (line == "" || line.startsWith(";"))
				continue;
			var row = [];
			for (x in 0...line.length) {
				var c = line.charAt(x);
				var terrain = Terrains.of(c);
				if (terrain == null)
					throw new MapError('no terrain is called "$c"', number + 1);
				if (c == "S")
					start = new Point(x, rows.length);
				else if (c == "G")
					goal = new Point(x, rows.length);
				row.push(terrain);
			}
			if (rows.length > 0 && row.length != rows[0].length)
				throw new MapError('${row.length} cells in a map of width ${rows[0].length}', number + 1);
			rows.push(row);
		}
		if (start == null || goal == null)
			throw new MapError("a map needs a start and a goal", 1);
		return new Grid(rows, start, goal);
	}

	function new(rows:Array<Array<Terrain>>, start:Point, goal:Point) {
		this.rows = rows;
		this.start = start;
		this.goal = goal;
		height = rows.length;
		width = rows[0].length;
		for (y => row in rows) {
			for (x => terrain in row) {
				switch (terrain) {
					case Portal(letter):
						if (!portals.exists(letter))
							portals[letter] = [];
						portals[letter].push(new Point(x, y));
					case _:
				}
			}
		}
	}

	public function at(p:Point):Terrain {
		return inside(p.x, p.y) ? rows[p.y][p.x] : Wall;
	}

	public function index(p:Point):Int {
		return p.y * width + p.x;
	}

	function inside(x:Int, y:Int):Bool {
		return x >= 0 && y >= 0 && x < width && y < height;
	}

	/** Calls `visit` with every cell that one step leads to. **/
	public function neighbours(p:Point, visit:Point->Void) {
		for (d in Direction.ALL) {
			var next = new Point(p.x + d.dx, p.y + d.dy);
			if (Terrains.cost(at(next)) > 0)
				visit(next);
		}
		switch (at(p)) {
			case Portal(letter):
				for (other in portals[letter])
					if (!other.equals(p))
						visit(other);
			case _:
		}
	}

	/** The map as text, with the path drawn into it. **/
	public function draw(path:Path):Array<String> {
		var onPath = [for (p in path.points) index(p) => true];
		return [for (y in 0...height) {
			var line = new StringBuf();
			for (x in 0...width) {
				var p = new Point(x, y);
				line.add(if (p.equals(start)) "S" else if (p.equals(goal)) "G" else if (onPath.exists(index(p))) "*" else symbol(at(p)));
			}
			line.toString();
		}];
	}

	static function symbol(terrain:Terrain):String {
		return switch (terrain) {
			case Wall: "#";
			case Portal(letter): letter;
			case Open(Road): " ";
			case Open(Grass): ",";
			case Open(Sand): ":";
			case Open(Water): "~";
		}
	}
}

/** One of the four directions. **/
class Direction {
	public static final ALL = [
		new Direction("east", 1, 0),
		new Direction("south", 0, 1),
		new Direction("west", -1, 0),
		new Direction("north", 0, -1)
	];

	public final name:String;
	public final dx:Int;
	public final dy:Int;

	function new(name:String, dx:Int, dy:Int) {
		this.name = name;
		this.dx = dx;
		this.dy = dy;
	}

	/** The direction of a step, null for a jump. **/
	public static function between(from:Point, to:Point):Null<Direction> {
		for (d in ALL)
			if (from.x + d.dx == to.x && from.y + d.dy == to.y)
				return d;
		return null;
	}
}
