package library;

import haxe.Json;

private enum Colour {
	Red;
	Mix(a:Int);
}

private class Point {
	public var x:Int;
	public var y:Int;

	public function new(x, y) {
		this.x = x;
		this.y = y;
	}

	public function length():Int {
		return x * y;
	}
}

/** `haxe.Json`. **/
class JsonTexts extends Check {
	static function main() {
		var checks = new JsonTexts();
		checks.reading();
		checks.escapes();
		checks.numbers();
		checks.mistakes();
		checks.writing();
		checks.pretty();
		checks.replacing();
		checks.round();
		checks.done();
	}

	function reading() {
		var d:Dynamic = Json.parse('{"a": 1, "b": [1, "x", null, true], "c": {"d": false}}');
		eq(d.a, 1);
		eq(d.b.length, 4);
		eq(d.b[1], "x");
		eq(d.b[2], null);
		eq(d.b[3], true);
		eq(d.c.d, false);
		eq(d.e, null);
		eq(Json.parse(" 12 "), 12);
		eq(Json.parse("null"), null);
		eq(Json.parse('"é"'), "é");
		eq(Json.parse("[ ]").length, 0);
		eq(Reflect.fields(Json.parse("{ }")).length, 0);
		var typed:{name:String, sizes:Array<Int>} = Json.parse('{"name": "n", "sizes": [3, 4]}');
		eq(typed.name, "n");
		eq(typed.sizes[1], 4);
		aeq(typed.sizes, [3, 4]);
	}

	function escapes() {
		eq(Json.parse('"\\n\\t\\r\\"\\\\\\/"'), "\n\t\r\"\\/");
		eq(Json.parse('"\\u0041\\u00e9"'), "Aé");
		eq(Json.parse('"\\ud83d\\ude00"'), "😀");
		eq(Json.stringify("a\"b\\c\n\t\r"), '"a\\"b\\\\c\\n\\t\\r"');
		eq(Json.stringify("é/"), '"é/"');
	}

	function numbers() {
		eq(Json.parse("-5"), -5);
		eq(Json.parse("1.5"), 1.5);
		eq(Json.parse("2e3"), 2000);
		eq(Json.parse("-1.25E-2"), -0.0125);
		eq(Json.parse("0"), 0);
		t(Std.isOfType(Json.parse("3"), Int));
		f(Std.isOfType(Json.parse("3.5"), Int));
		t(Std.isOfType(Json.parse("4000000000"), Float));
		eq(Json.stringify(1.5), "1.5");
		eq(Json.stringify(Math.NaN), "null");
		eq(Json.stringify(-3), "-3");
	}

	function mistakes() {
		for (text in ["{", "[1,", "{a:1}", "tru", "01", "1.", "-", "[1 2]", '"ab', "1 x", "[1,]", '{"a" 1}', '{"a":1,}'])
			exc(() -> Json.parse(text));
		try
			Json.parse("[1;2]")
		catch (e:Dynamic)
			shows(e, "Invalid char 59 at position 2");
	}

	function writing() {
		eq(Json.stringify({a: 1}), '{"a":1}');
		eq(Json.stringify([1, 2]), "[1,2]");
		eq(Json.stringify(["a"]), '["a"]');
		eq(Json.stringify(null), "null");
		eq(Json.stringify([true, false]), "[true,false]");
		eq(Json.stringify({a: {b: ([] : Array<Int>)}}), '{"a":{"b":[]}}');
		eq(Json.stringify(["k" => 1]), '{"k":1}');
		eq(Json.stringify(Red), "0");
		eq(Json.stringify([Red, Mix(3)]), "[0,1]");
		eq(Json.stringify({f: () -> 1}), "{}");
		var p:Dynamic = Json.parse(Json.stringify(new Point(1, 2)));
		eq(p.x + p.y, 3);
		eq(Reflect.fields(p).length, 2);
	}

	function pretty() {
		eq(Json.stringify([1, 2], null, "  "), "[\n  1,\n  2\n]");
		eq(Json.stringify({a: [{b: 1}]}, null, "\t"), '{\n\t"a": [\n\t\t{\n\t\t\t"b": 1\n\t\t}\n\t]\n}');
		eq(Json.stringify([], null, "  "), "[]");
		eq(Json.stringify({}, null, "  "), "{}");
	}

	function replacing() {
		eq(Json.stringify([1, 2], (key, value) -> Std.isOfType(value, Int) ? value * 10 : value), "[10,20]");
		eq(Json.stringify({a: 1}, (key, value) -> key == "a" ? "x" : value), '{"a":"x"}');
	}

	function round() {
		for (text in ['{"a":[1,2.5,"x"]}', "[]", "[[],[[]]]", '"\\n"', "true"])
			eq(Json.stringify(Json.parse(text)), text);
	}
}
