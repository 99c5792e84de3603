/*
	An interpreter for Tally, a small language with functions, closures, lists and errors.

	Run it in this folder:

		hx2rs run build.hxml -- programs/tour.tally programs/faulty.tally

	Without arguments it runs `programs/tour.tally`.
*/
import sys.io.File;
import tally.Interpreter;
import tally.Lexer;
import tally.Parser;
import tally.SyntaxError;
import tally.TallyError;

class Main {
	static function main() {
		var names = Sys.args();
		if (names.length == 0)
			names.push("programs/tour.tally");
		var failures = 0;
		for (name in names) {
			if (!run(name))
				failures++;
		}
		Sys.println('${names.length} programs, $failures failed');
	}

	static function run(name:String):Bool {
		Sys.println('-- $name');
		try {
			var tokens = new Lexer(File.getContent(name)).tokens();
			var program = new Parser(tokens).program();
			var interpreter = new Interpreter(text -> Sys.println("  " + text));
			interpreter.run(program);
			Sys.println('  (${tokens.length} tokens, ${program.length} statements, ${interpreter.calls} calls)');
			return true;
		} catch (e:SyntaxError) {
			Sys.println('  syntax error in line ${e.line}: ${e.message}');
		} catch (e:TallyError) {
			Sys.println('  error in line ${e.line}: ${e.message}');
			for (call in e.trace)
				Sys.println('    in $call');
		}
		return false;
	}
}
