/** A graph of objects that name each other: shortest ways over a map with one-way streets, and how far they reach. **/
class Place {
	public final name:String;
	public final roads:Array<Road> = [];
	public var distance = Place.UNREACHED;
	public var previous:Null<Place> = null;
	public var isSettled = false;

	public static inline var UNREACHED = 1 << 30;

	public function new(name:String)
		this.name = name;

	public function connect(to:Place, length:Int)
		roads.push(new Road(to, length));

	public function reset() {
		distance = UNREACHED;
		previous = null;
		isSettled = false;
	}
}

class Road {
	public final to:Place;
	public final length:Int;

	public function new(to:Place, length:Int) {
		this.to = to;
		this.length = length;
	}
}

/** Places to visit, the nearest first; a place may wait more than once. **/
class Agenda {
	final places:Array<Place> = [];
	final distances:Array<Int> = [];

	public function new() {}

	public var isEmpty(get, never):Bool;

	function get_isEmpty():Bool
		return places.length == 0;

	public function add(place:Place) {
		places.push(place);
		distances.push(place.distance);
		var at = places.length - 1;
		while (at > 0) {
			var parent = (at - 1) >> 1;
			if (distances[parent] <= distances[at])
				break;
			swap(at, parent);
			at = parent;
		}
	}

	public function next():Place {
		swap(0, places.length - 1);
		var first = places.pop();
		distances.pop();
		var at = 0;
		while (true) {
			var child = at * 2 + 1;
			if (child >= places.length)
				break;
			if (child + 1 < places.length && distances[child + 1] < distances[child])
				child++;
			if (distances[at] <= distances[child])
				break;
			swap(at, child);
			at = child;
		}
		return first;
	}

	function swap(a:Int, b:Int) {
		var place = places[a];
		places[a] = places[b];
		places[b] = place;
		var distance = distances[a];
		distances[a] = distances[b];
		distances[b] = distance;
	}
}

class Graph {
	static var seed = 12345;

	static function random(below:Int):Int {
		seed = (seed * 1103515245 + 12345) & 0x7fffffff;
		return (seed >> 12) % below;
	}

	static function world(size:Int):Array<Place> {
		var places = [for (at in 0...size) new Place('p$at')];
		for (at in 0...size) {
			places[at].connect(places[(at + 1) % size], 40 + random(20));
			for (_ in 0...4)
				places[at].connect(places[random(size)], 10 + random(300));
		}
		return places;
	}

	static function walk(places:Array<Place>, start:Place) {
		for (place in places)
			place.reset();
		start.distance = 0;
		var agenda = new Agenda();
		agenda.add(start);
		while (!agenda.isEmpty) {
			var place = agenda.next();
			if (place.isSettled)
				continue;
			place.isSettled = true;
			for (road in place.roads) {
				var distance = place.distance + road.length;
				if (distance < road.to.distance) {
					road.to.distance = distance;
					road.to.previous = place;
					agenda.add(road.to);
				}
			}
		}
	}

	static function way(to:Place):String {
		var names = [];
		var at:Null<Place> = to;
		while (at != null) {
			names.push(at.name);
			at = at.previous;
		}
		names.reverse();
		return names.join(" ");
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var places = world(4000);
		for (round in 0...2 * scale) {
			var start = places[(round * 977) % places.length];
			walk(places, start);
			var far = start;
			for (place in places)
				if (place.distance > far.distance)
					far = place;
			if (round < 2)
				Sys.println('${far.distance}: ${way(far)}');
		}
	}
}
