package classes;

@:structInit
private class Point {
	public var x:Int;
	public var y:Int = 5;
	public final label:String;

	public function sum()
		return x + y;
}

@:structInit
private class Written {
	public var number:Int;
	public var text:String;

	public function new(number:Int, ?text = "none") {
		this.number = number * 10;
		this.text = text;
	}
}

@:structInit
private class Box<T> {
	public var value:T;

	var hidden = 3;

	public function secret()
		return hidden;
}

@:structInit
private class Further extends Point {
	public var list:Array<Int> = [1];
	public var change:Int->Int;

	public function changed()
		return list.length + change(x);
}

@:structInit
private class Fixed {
	public final a:Int;
	public final list:Array<Int> = [1];
	public var shown(default, null):Int = 0;
	public var twice(get, never):Int;

	function get_twice()
		return a * 2;
}

private typedef Place = Point;

/** Classes whose objects are written as structures. **/
class StructInit extends Check {
	static var order:Array<String> = [];

	static function main() {
		var it = new StructInit();
		it.testVariables();
		it.testConstructor();
		it.testPlaces();
		it.testHeirs();
		it.testOrder();
		it.done();
	}

	static function noted<T>(name:String, value:T):T {
		order.push(name);
		return value;
	}

	function testVariables() {
		var point:Point = {x: 1, label: "a"};
		eq(point.sum(), 6);
		eq(point.label, "a");
		point = {label: "b", y: 2, x: 3};
		eq(point.sum(), 5);
		point.x = 10;
		eq(point.sum(), 12);
		var box:Box<String> = {value: "s"};
		eq(box.value, "s");
		eq(box.secret(), 3);
		var fixed:Fixed = {a: 4, list: [7, 8], shown: 9};
		eq(fixed.twice, 8);
		eq(fixed.list.length, 2);
		eq(fixed.shown, 9);
		fixed = {a: 1};
		eq(fixed.list.length, 1);
	}

	function testConstructor() {
		var written:Written = {number: 2};
		eq(written.number, 20);
		eq(written.text, "none");
		written = {text: "t", number: 1};
		eq(written.text, "t");
		eq(new Written(3).number, 30);
	}

	function take(point:Point)
		return point.sum() + point.label;

	function make(x:Int):Point
		return {x: x, label: "made"};

	function testPlaces() {
		eq(take({x: 1, label: "l"}), "6l");
		eq(make(2).label, "made");
		var points:Array<Point> = [{x: 1, label: ""}, {x: 2, label: ""}];
		eq(points[1].x, 2);
		var chosen:Point = if (points.length > 1) {x: 3, label: "if"} else null;
		eq(chosen.label, "if");
		var perhaps:Null<Place> = {x: 1, label: "n"};
		eq(perhaps.label, "n");
		t(Std.isOfType(perhaps, Point));
		points.push({x: 9, label: "p"});
		eq(points[2].sum(), 14);
	}

	function testHeirs() {
		var further:Further = {
			x: 1,
			label: "f",
			change: n -> n + 1,
			list: [1, 2, 3]
		};
		eq(further.changed(), 5);
		eq(further.sum(), 6);
		further = {x: 2, label: "", change: n -> n};
		eq(further.changed(), 3);
		var point:Point = further;
		eq(point.x, 2);
	}

	function testOrder() {
		var point:Point = {label: noted("label", ""), x: noted("x", 1)};
		eq(order.join(" "), "label x");
		eq(point.x, 1);
	}
}
