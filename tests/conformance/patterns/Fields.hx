package patterns;

private class Point {
	public var x:Int;
	public var y = 5;
	public var text(get, never):String;
	public var twice(get, set):Int;
	public var shown(default, null) = 1;

	public function new(x)
		this.x = x;

	function get_text()
		return "p" + x;

	function get_twice()
		return x * 2;

	function set_twice(value)
		return x = value;
}

private interface Named {
	var name(get, never):String;
}

private class Person implements Named {
	public var name(get, never):String;

	public function new() {}

	function get_name()
		return "ann";
}

private enum Held {
	Of(point:Point);
	Two(left:Point, right:{n:Int, ?note:String});
	Empty;
}

/** Patterns of the fields and properties of objects and structures. **/
class Fields extends Check {
	static function main() {
		var it = new Fields();
		it.testProperties();
		it.testNested();
		it.testWhole();
		it.done();
	}

	function kind(point:Point)
		return switch point {
			case {text: "p1"}: "one";
			case {x: 2, text: text}: "two" + text;
			case {twice: 6 | 8}: "six or eight";
			case {shown: 1, twice: n} if (n > 10): "more" + n;
			case _: "other";
		}

	function testProperties() {
		eq(kind(new Point(1)), "one");
		eq(kind(new Point(2)), "twop2");
		eq(kind(new Point(3)), "six or eight");
		eq(kind(new Point(4)), "six or eight");
		eq(kind(new Point(5)), "other");
		eq(kind(new Point(6)), "more12");
		var named:Named = new Person();
		eq(switch named {
			case {name: "bob"}: 1;
			case {name: name}: name.length;
		}, 3);
	}

	function held(held:Held)
		return switch held {
			case Of({text: "p3", x: n}): "w" + n;
			case Of({y: 5}): "of";
			case Of(_): "never";
			case Two({x: 1}, {n: 2 | 3, note: null}): "plain";
			case Two({text: text}, {note: note}) if (note != null): text + note;
			case Two(_, {n: n}): "n" + n;
			case Empty: "empty";
		}

	function testNested() {
		eq(held(Of(new Point(3))), "w3");
		eq(held(Of(new Point(1))), "of");
		eq(held(Two(new Point(1), {n: 3})), "plain");
		eq(held(Two(new Point(1), {n: 3, note: "!"})), "p1!");
		eq(held(Two(new Point(2), {n: 9})), "n9");
		eq(held(Empty), "empty");
	}

	function testWhole() {
		switch new Point(7) {
			case {text: text, twice: twice}:
				eq(text + twice, "p714");
		}
		eq(switch "abc" {
			case {length: 3}: "three";
			case _: "other";
		}, "three");
		var both = switch {left: 1, right: {deep: [2, 3]}} {
			case {left: left, right: {deep: [first, _]}}: left + first;
			case _: 0;
		}
		eq(both, 3);
	}
}
