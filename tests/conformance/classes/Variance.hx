package classes;

private class Animal {}

private class Dog extends Animal {
	public function new() {}
}

private abstract Count(Int) from Int to Int {}

private enum abstract Letter(String) to String {
	var X = "x";
}

private abstract Length(Float) from Float to Float {}

private class Base {
	public function new() {}

	public function number():Float return 1.5;
	public function takes(x:Int):Int return x;
	public function both(x:Int, y:Int):Float return x + y;
	public function nothing():Void {}
	public function maybe():Null<Float> return 1.5;
	public function any():Any return "b";
	public function text(x:Int):String return 'Base$x';
	public function count():Int return 3;
	public function letter():String return "long";
	public function length():Length return 2.5;
	public function gives():Int->Float return x -> x / 2;
	public function calls(f:Int->Int):Int return f(3);
	public function optional():{?x:Int} return {};
	public function list():Array<Dynamic> return [1, "a"];
	public function missing(x:Null<Int>):String return 'Base$x';
	public function dynamically(x:Count, y:Dynamic):Dynamic return x;
	public function animal(x:Dog):Animal return x;
}

private class Narrow extends Base {
	override function number():Int return 2;
	override function takes(x:Float):Int return Std.int(x * 2.5);
	override function both(x:Float, y:Float):Int return Std.int(x / y);
	override function maybe():Null<Int> return 4;
	override function any():Int return 5;
	override function text(x:Any):String return 'Narrow$x';
	override function count():Count return 6;
	override function letter():Letter return X;
	override function length():Int return 7;
	override function gives():Float->Int return x -> Std.int(x);
	override function calls(f:Int->Float):Int return Std.int(f(3) * 2);
	override function optional():{x:Int} return {x: 8};
	override function list():Array<Int> return [9];
	override function missing(x:Null<Float>):String return 'Narrow$x';
	override function dynamically(x:Int, y:Dynamic):String return "l" + x + y;
	override function animal(x:Animal):Dog return new Dog();
}

private class Narrower extends Narrow {
	override function number():Int return super.number() + 1;
	override function maybe():Null<Int> return null;
	override function text(x:Any) return super.text(x) + "!";
}

private interface Shape {
	function area():Float;
	function scaled(by:Int):Float;
	function id():Dynamic;
}

private class Square implements Shape {
	public function new() {}
	public function area():Int return 7;
	public function scaled(by:Float):Int return Std.int(7 * by);
	public function id():Array<Int> return [1, 2];
}

private interface Source<T> {
	function get():T;
	function put(x:T):Float;
}

private class Floats implements Source<Float> {
	public function new() {}
	public function get():Int return 3;
	public function put(x:Float):Int return Std.int(x * 2.5);
}

private class Cell<T> {
	var value:T;

	public function new(value:T) this.value = value;
	public function get():T return value;
	public function sum(x:Float):Float return x;
}

private class FloatCell extends Cell<Float> {
	override function get():Int return 12;
	override function sum(x:Float):Int return 2;
}

private abstract class Halves {
	public function new() {}
	abstract function size(x:Int):Float;
	public function half() return size(2) / 2;
}

private class IntHalves extends Halves {
	function size(x:Int):Int return x + 1;
}

private class Point {
	public var x = 1;
	public var s = "s";

	public function new() {}
	public function next() return x + 1;
}

private class Makes {
	public function new() {}
	public function unknown():Dynamic return 1;
	public function seen(o:Point):{x:Int} return null;
	public function loop(o:Point):Iterable<Int> return [o.x];
}

private class Range {
	public function new() {}
	public function iterator() return [4, 5].iterator();
}

private class MakesPoints extends Makes {
	override function unknown():Point return new Point();
	override function seen(o:{x:Int}):Point {
		o.x++;
		return new Point();
	}
	override function loop(o:Dynamic):Range return new Range();
}

class Variance extends Check {
	static function main() {
		var test = new Variance();
		test.testOverrides();
		test.testDirect();
		test.testInterfaces();
		test.testViews();
		test.testGeneric();
		test.testObjects();
		test.done();
	}

	function all(b:Base) {
		var found:Array<Dynamic> = [
			b.number() / 4, b.takes(3), b.both(7, 2), b.maybe(), b.any(), b.text(3), b.count() + 1, b.letter().length, (b.length() : Float) / 2, b.gives()(5),
			b.calls(x -> x + 1), b.optional().x, b.list().join(","), b.missing(4), b.missing(null), b.dynamically(1, 2),
			Std.isOfType(b.animal(new Dog()), Dog)
		];
		return found.map(x -> Std.string(x)).join(" ");
	}

	function testOverrides() {
		eq(all(new Base()), "0.375 3 9 1.5 b Base3 4 4 1.25 2.5 4 null 1,a Base4 Basenull 1 true");
		eq(all(new Narrow()), "0.5 7 3 4 5 Narrow3 7 1 3.5 5 8 8 9 Narrow4 Narrownull l12 true");
		eq(all(new Narrower()), "0.75 7 3 null 5 Narrow3! 7 1 3.5 5 8 8 9 Narrow4 Narrownull l12 true");
	}

	function testDirect() {
		var c = new Narrow();
		eq(c.number() << 1, 4);
		eq(c.takes(1.5), 3);
		eq(c.gives()(5.5), 5);
		eq(c.calls(x -> x / 2), 3);
		eq(c.list()[0] + 1, 10);
		eq(c.optional().x, 8);
		eq(c.text("q"), "Narrowq");
		var d:Dynamic = c;
		eq(d.count(), 6);
		eq(d.text(4), "Narrow4");
	}

	function testInterfaces() {
		var shape:Shape = new Square();
		feq(shape.area() / 2, 3.5);
		feq(shape.scaled(2) / 4, 3.5);
		eq(shape.id()[1], 2);
		feq(new IntHalves().half(), 1.5);
		eq(new Square().scaled(1.5), 10);
	}

	function testViews() {
		var view:{function number():Float;} = new Narrow();
		feq(view.number() / 4, 0.5);
		var takes:{function takes(x:Int):Int;} = new Narrow();
		eq(takes.takes(3), 7);
		var b:Base = new Narrower();
		var number:Void->Float = b.number;
		feq(number() / 2, 1.5);
		var takes:Int->Float = new Narrow().takes;
		feq(takes(3), 7);
		var list:Array<Int->Float> = [];
		list.push(function(x:Float):Int return Std.int(x) + 1);
		feq(list[0](3), 4);
		var o:{function m(x:Int):Float;} = {m: function(x:Float) return 3};
		feq(o.m(4), 3);
	}

	function testGeneric() {
		var source:Source<Float> = new Floats();
		feq(source.put(source.get()) / 2, 3.5);
		var cell:Cell<Float> = new FloatCell(1.5);
		feq(cell.get() / 5, 2.4);
		feq(cell.sum(1) / 4, 0.5);
		eq(new FloatCell(1).get(), 12);
		var get = cell.get;
		feq(get() / 5, 2.4);
	}

	function testObjects() {
		var makes:Makes = new MakesPoints();
		var d = makes.unknown();
		eq(d.x, 1);
		eq(d.s, "s");
		eq(d.next(), 2);
		var o = new Point();
		eq(makes.seen(o).x, 1);
		eq(o.x, 2);
		aeq([for (i in makes.loop(o)) i], [4, 5]);
		eq(new Makes().seen(null), null);
	}
}
