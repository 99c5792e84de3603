package search;

import search.Grid.Direction;
import search.Terrain;

/** A way from the start to the goal. **/
class Path {
	public final points:Array<Point>;
	public final cost:Int;

	public function new(points:Array<Point>, cost:Int) {
		this.points = points;
		this.cost = cost;
	}

	public function length():Int {
		return points.length - 1;
	}

	/** How often each terrain is stepped on. **/
	public function terrains(grid:Grid):Map<String, Int> {
		var counts = new Map<String, Int>();
		for (p in points.slice(1)) {
			var name = Terrains.name(grid.at(p));
			counts[name] = (counts.exists(name) ? counts[name] : 0) + 1;
		}
		return counts;
	}

	/** The way in words, equal steps put together. **/
	public function directions():String {
		var parts:Array<String> = [];
		var last = "";
		var count = 0;
		function flush() {
			if (count > 0)
				parts.push(count == 1 ? last : '$last $count');
			count = 0;
		}
		for (i in 1...points.length) {
			var direction = Direction.between(points[i - 1], points[i]);
			var name = direction == null ? "jump" : direction.name;
			if (name != last)
				flush();
			last = name;
			count++;
		}
		flush();
		return parts.join(", ");
	}
}
