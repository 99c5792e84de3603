/*
	Reads JSON files, prints them again in a tidy form, and answers a few questions about them.

	Run it in this folder:

		hx2rs run build.hxml -- data/inventory.json data/broken.json

	Without arguments it reads `data/inventory.json`.
*/
import json.Parser;
import json.ParseError;
import json.Path;
import json.Printer;
import json.Statistics;
import json.Value;
import sys.io.File;

class Main {
	static function main() {
		var names = Sys.args();
		if (names.length == 0)
			names = ["data/inventory.json"];
		for (name in names)
			report(name);
	}

	static function report(name:String) {
		Sys.println('== $name');
		try {
			var value = Parser.parse(File.getContent(name));
			Sys.println(Printer.pretty(value));
			var compact = Printer.compact(value);
			Sys.println('compact: ${compact.length} characters');
			var again = Parser.parse(compact);
			Sys.println('reads back the same: ${Printer.compact(again) == compact}');
			Sys.println(new Statistics(value).toString());
			ask(value);
		} catch (e:ParseError) {
			Sys.println('$name:${e.line}:${e.column}: ${e.message}');
		} catch (e:haxe.Exception) {
			Sys.println('$name cannot be read');
		}
	}

	static function ask(value:Value) {
		var questions = [
			"shop.name",
			"shop.address.city",
			"items[0].name",
			"items[2].tags[1]",
			"items[9].name",
			"items.length",
			"shop.owner"
		];
		for (question in questions) {
			var answer = switch (Path.find(value, question)) {
				case Found(v): Printer.compact(v);
				case Missing(step): 'nothing at "$step"';
			}
			Sys.println('$question: $answer');
		}
		switch (Path.find(value, "items")) {
			case Found(List(items)):
				Sys.println("worth: " + worth(items));
			case Found(_) | Missing(_):
				Sys.println("no items");
		}
	}

	/** The value of what is in stock. **/
	static function worth(items:Array<Value>):Float {
		var total = 0.0;
		for (item in items) {
			switch [Path.field(item, "price"), Path.field(item, "count")] {
				case [Number(price), Number(count)] if (count > 0):
					total += price * count;
				case [Number(_), Null | Number(_)]:
				// sold out, or nobody has counted
				case _:
					Sys.println("odd item: " + Printer.compact(item));
			}
		}
		return total;
	}
}
