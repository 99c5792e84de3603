/*
	Conway's Game of Life in the terminal.

	Run it in this folder:

		hx2rs run build.hxml -- data/glider.txt 3 data/pulsar.txt 4

	Files and how many generations to show of each take turns. Before a number, `+` shows every generation, and without it the
	last one is shown.
*/
import life.Board;
import life.Historian;
import life.Pattern;
import sys.io.File;

class Main {
	static function main() {
		var args = Sys.args();
		if (args.length == 0)
			args = ["data/glider.txt", "+4"];
		for (at in 0...args.length >> 1)
			show(args[at * 2], args[at * 2 + 1]);
	}

	static function show(file:String, count:String) {
		var pattern = try Pattern.parse(File.getContent(file)) catch (e:PatternError) {
			Sys.println('$file, line ${e.line}: ${e.message}');
			return;
		}
		var showsAll = StringTools.startsWith(count, "+");
		var generations = Std.parseInt(showsAll ? count.substr(1) : count);
		if (generations == null) {
			Sys.println('$count is no number of generations');
			return;
		}
		var board = Board.of(pattern);
		var historian = new Historian();
		Sys.println('-- ${pattern.name} (${pattern.rule})');
		for (_ in 0...generations) {
			historian.note(board);
			if (showsAll)
				print(board);
			board = board.next();
		}
		historian.note(board);
		print(board);
		Sys.println(historian.summary());
	}

	static function print(board:Board) {
		Sys.println('generation ${board.generation}, ${board.population} alive');
		Sys.println(board.toString());
	}
}
