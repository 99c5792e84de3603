package patterns;

private enum Shape {
	Dot;
	Circle(radius:Float);
	Line(from:{x:Int, y:Int}, to:{x:Int, y:Int});
	Group(parts:Array<Shape>);
}

private enum abstract Level(Int) to Int {
	var Low = 1;
	var High = 10;
}

/** `switch` as a value, with every kind of pattern. **/
class Switches extends Check {
	static function main() {
		var it = new Switches();
		it.testConstants();
		it.testEnums();
		it.testStructures();
		it.testArrays();
		it.testGuards();
		it.testExtractors();
		it.testUnseenSubjects();
		it.done();
	}

	function testConstants() {
		function number(n:Int)
			return switch n {
				case 0: "zero";
				case -1: "minus one";
				case 1 | 2 | 3: "few";
				case 0x10: "sixteen";
				case _: "many";
			}
		eq(number(0), "zero");
		eq(number(-1), "minus one");
		eq(number(2), "few");
		eq(number(16), "sixteen");
		eq(number(99), "many");
		function text(s:String)
			return switch s {
				case null: 0;
				case "": 1;
				case "a", "b": 2;
				case other: other.length * 10;
			}
		eq(text(null), 0);
		eq(text(""), 1);
		eq(text("b"), 2);
		eq(text("abc"), 30);
		function level(l:Level)
			return switch l {
				case Low: "low";
				case High: "high";
			}
		eq(level(Low), "low");
		eq(level(High), "high");
		eq(switch (1.5) { case 1.5: true; case _: false; }, true);
	}

	static function size(s:Shape):Float {
		return switch s {
			case Dot: 0;
			case Circle(r): r;
			case Line({x: 0, y: 0}, {x: x, y: y}): x + y;
			case Line(_, _): -1;
			case Group([]): 0;
			case Group([one]): size(one);
			case Group(parts):
				var sum = 0.0;
				for (part in parts)
					sum += size(part);
				sum;
		}
	}

	function testEnums() {
		feq(size(Dot), 0);
		feq(size(Circle(2.5)), 2.5);
		feq(size(Line({x: 0, y: 0}, {x: 3, y: 4})), 7);
		feq(size(Line({x: 1, y: 0}, {x: 3, y: 4})), -1);
		feq(size(Group([])), 0);
		feq(size(Group([Circle(4)])), 4);
		feq(size(Group([Circle(4), Group([Circle(1), Dot])])), 5);
		t(Circle(1).match(Circle(_)));
		f(Dot.match(Circle(_) | Group(_)));
	}

	function testStructures() {
		var point = {name: "p", at: {x: 1, y: 2}};
		var found = switch point {
			case {at: {x: 0}}: "zero";
			case {name: "q"}: "q";
			case {name: name, at: {y: y}}: name + y;
		}
		eq(found, "p2");
	}

	function testArrays() {
		function kind(a:Array<Int>)
			return switch a {
				case []: "none";
				case [x]: 'one $x';
				case [_, 5]: "ends with five";
				case [x, y] if (x == y): "twins";
				case all: 'all ${all.length}';
			}
		eq(kind([]), "none");
		eq(kind([7]), "one 7");
		eq(kind([7, 5]), "ends with five");
		eq(kind([7, 7]), "twins");
		eq(kind([7, 8]), "all 2");
		eq(switch [true, "x"] { case [false, _]: 1; case [true, "y"]: 2; case [true, s]: s.length + 2; }, 3);
	}

	function testGuards() {
		function sign(n:Int)
			return switch n {
				case x if (x < 0): -1;
				case 0: 0;
				case _: 1;
			}
		eq(sign(-5), -1);
		eq(sign(0), 0);
		eq(sign(5), 1);
	}

	function testExtractors() {
		function parity(n:Int)
			return switch n {
				case _ % 2 => 0: "even";
				case Std.string(_) => text: "odd " + text;
			}
		eq(parity(4), "even");
		eq(parity(7), "odd 7");
		var word = switch "  key = value " {
			case StringTools.trim(_).split("=") => [key, value]: StringTools.trim(key) + ":" + StringTools.trim(value);
			case _: "";
		}
		eq(word, "key:value");
	}

	function testUnseenSubjects() {
		var seen = [];
		function next(n:Int) {
			seen.push(n);
			return n;
		}
		switch next(1) {
			case _:
		}
		switch [next(2), next(3)] {
			case [a, b]:
		}
		switch {x: next(4), y: next(5)} {
			case {x: x}:
		}
		var text = switch haxe.ds.Option.Some(next(6)) {
			case found: "found";
		}
		switch next(7) {
			default:
				text += ".";
		}
		eq(seen.join(" ") + text, "1 2 3 4 5 6 7found.");
	}
}
