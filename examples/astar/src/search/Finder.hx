package search;

import search.Terrain;

/** A cell in the queue: how it was reached and what the whole way is estimated to cost. **/
private class Candidate {
	public final point:Point;
	public final from:Null<Candidate>;
	public final cost:Int;
	public final total:Float;
	public final order:Int;

	public function new(point:Point, from:Null<Candidate>, cost:Int, total:Float, order:Int) {
		this.point = point;
		this.from = from;
		this.cost = cost;
		this.total = total;
		this.order = order;
	}

	/** The cheaper one first; among equals the one found first, so that the result does not depend on the heap. **/
	public static function before(a:Candidate, b:Candidate):Bool {
		return a.total < b.total || (a.total == b.total && a.order < b.order);
	}
}

/** The search itself. **/
class Finder {
	public var visited(default, null) = 0;

	final grid:Grid;
	final heuristic:Heuristic;
	final queue = new Heap<Candidate>(Candidate.before);
	final cheapest:Map<Int, Int> = [];
	var found = 0;

	public function new(grid:Grid, heuristic:Heuristic) {
		this.grid = grid;
		this.heuristic = heuristic;
	}

	public function find():Null<Path> {
		offer(grid.start, null, 0);
		while (true) {
			var candidate = queue.pop();
			if (candidate == null)
				return null;
			var known = cheapest[grid.index(candidate.point)];
			if (known != null && known < candidate.cost)
				continue;
			visited++;
			if (candidate.point.equals(grid.goal))
				return follow(candidate);
			grid.neighbours(candidate.point, next -> offer(next, candidate, candidate.cost + Terrains.cost(grid.at(next))));
		}
	}

	function offer(point:Point, from:Null<Candidate>, cost:Int) {
		var index = grid.index(point);
		var known = cheapest[index];
		if (known != null && known <= cost)
			return;
		cheapest[index] = cost;
		queue.push(new Candidate(point, from, cost, cost + heuristic.estimate(point, grid.goal), found++));
	}

	static function follow(last:Candidate):Path {
		var points = [];
		var candidate:Null<Candidate> = last;
		while (candidate != null) {
			points.push(candidate.point);
			candidate = candidate.from;
		}
		points.reverse();
		return new Path(points, last.cost);
	}
}
