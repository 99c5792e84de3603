/*
	Finds ways over maps with A*: a map file holds rows of terrain, `S` is the start and `G` the goal.

	Run it in this folder:

		hx2rs run build.hxml -- data/island.txt data/walled.txt

	Without arguments it reads `data/island.txt`.
*/
import search.Finder;
import search.Grid;
import search.Heuristic;
import search.Path;
import sys.io.File;

class Main {
	static function main() {
		var names = Sys.args();
		if (names.length == 0)
			names = ["data/island.txt"];
		for (name in names) {
			Sys.println('# $name');
			try {
				explore(Grid.parse(File.getContent(name)));
			} catch (e:MapError) {
				Sys.println('line ${e.line}: ${e.message}');
			}
		}
	}

	static function explore(grid:Grid) {
		Sys.println('${grid.width} x ${grid.height}, from ${grid.start} to ${grid.goal}');
		var heuristics:Array<Heuristic> = [new Manhattan(), new Straight(), new Blind()];
		var best:Null<Path> = null;
		for (heuristic in heuristics) {
			var finder = new Finder(grid, heuristic);
			var path = finder.find();
			var result = path == null ? "no way" : 'cost ${path.cost} in ${path.length()} steps';
			Sys.println('${heuristic.name()}: $result, ${finder.visited} cells visited');
			if (path != null && (best == null || path.cost < best.cost))
				best = path;
		}
		if (best == null)
			return;
		Sys.println(best.directions());
		for (line in grid.draw(best))
			Sys.println(line);
		var terrains = best.terrains(grid);
		Sys.println([for (name => count in terrains) '$name: $count'].join(", "));
	}
}
