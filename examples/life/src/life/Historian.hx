package life;

/** How a game goes on. **/
enum Fate {
	/** Nobody is left. **/
	Extinct(since:Int);

	/** Nothing changes any more. **/
	Still(since:Int);

	/** The same generations come again and again. **/
	Repeating(since:Int, period:Int);

	/** Not known yet. **/
	Open;
}

/** Remembers the generations of a game. **/
class Historian {
	final seen:Map<String, Int> = [];
	final populations:Array<Int> = [];
	var fate = Open;

	public function new() {}

	public function note(board:Board) {
		populations.push(board.population);
		if (fate != Open)
			return;
		var before = seen[board.key()];
		fate = switch [before, board.population] {
			case [_, 0]: Extinct(board.generation);
			case [null, _]: Open;
			case [at, _] if (at == board.generation - 1): Still(at);
			case [at, _]: Repeating(at, board.generation - at);
		}
		seen[board.key()] = board.generation;
	}

	public function summary():String {
		var most = 0;
		for (population in populations)
			most = population > most ? population : most;
		var bars = [for (population in populations) bar(population, most)].join("");
		return '$bars at most $most alive, ${described()}';
	}

	static function bar(part:Int, whole:Int):String {
		var steps = " ▁▂▃▄▅▆▇█";
		return steps.charAt(whole == 0 ? 0 : Math.round(part * (steps.length - 1) / whole));
	}

	function described():String {
		return switch fate {
			case Extinct(0): "empty from the start";
			case Extinct(since): 'extinct since $since';
			case Still(since): 'still since $since';
			case Repeating(since, period): 'the same every $period generations since $since';
			case Open: "nothing came twice";
		}
	}
}
