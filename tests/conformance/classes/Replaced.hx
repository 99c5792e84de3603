package classes;

private interface Handler {
	dynamic function handle(event:String):String;
	function name():String;
}

private class Printer implements Handler {
	public function new() {}

	public dynamic function handle(event:String):String
		return "printer " + event;

	public function name():String
		return "printer";
}

private class Counter implements Handler {
	public var count = 0;

	public function new() {}

	public dynamic function handle(event:String):String {
		count += event.length;
		return "counter " + count;
	}

	public function name():String
		return "counter";
}

private class Gauge {
	public static var unit(dynamic, dynamic):String;

	static var unitText = "m";

	public var level(dynamic, dynamic):Int;
	public var doubled(get, never):Int;

	var stored = 1;

	public function new() {}

	public dynamic function get_level():Int
		return stored;

	public dynamic function set_level(value:Int):Int
		return stored = value;

	dynamic function get_doubled():Int
		return stored * 2;

	public function triple():Gauge {
		get_doubled = function() return stored * 3;
		return this;
	}

	public static dynamic function get_unit():String
		return unitText;

	public static dynamic function set_unit(value:String):String
		return unitText = value;
}

private class Carrier<T> {
	public var value:T;

	public function new(value:T)
		this.value = value;

	public function map<S>(f:T->S):Carrier<S>
		return new Carrier(f(value));

	public function both<A, B>(first:T->A, second:(T, A) -> B):Carrier<B>
		return map(x -> second(x, first(x)));
}

private class Number extends Carrier<Int> {
	public function new(value:Int)
		super(value);

	override function map<S>(f:Int->S):Carrier<S>
		return new Carrier(f(value * 10));
}

private class Text extends Carrier<String> {
	public var maps = 0;

	public function new(value:String)
		super(value);

	override function map<S>(f:String->S):Carrier<S> {
		maps++;
		return super.map(f);
	}
}

private interface Pairing {
	function pair<T>(value:T):Array<T>;
	function fold<A, B>(list:Array<A>, start:B, step:(A, B) -> B):B;
}

private class Twice implements Pairing {
	public function new() {}

	public function pair<T>(value:T)
		return [value, value];

	public function fold<A, B>(list:Array<A>, start:B, step:(A, B) -> B) {
		for (item in list)
			start = step(item, start);
		return start;
	}
}

private typedef Step<T> = T->Result<T>;
private typedef Result<T> = {value:T, ?next:Step<T>};

class Replaced extends Check {
	static var registry = Gauge;

	function handlers() {
		var printer = new Printer(), counter = new Counter();
		var all:Array<Handler> = [printer, counter];
		eq(all[0].handle("x"), "printer x");
		eq(all[1].handle("abc"), "counter 3");
		all[0].handle = function(event) return "new " + event;
		eq(printer.handle("y"), "new y");
		eq(all[1].handle("d"), "counter 4");
		counter.handle = printer.handle;
		eq(all[1].handle("z"), "new z");
		var kept = all[0].handle;
		printer.handle = event -> kept(event) + "!";
		eq(all[0].handle("w"), "new w!");
		eq(all[0].name() + all[1].name(), "printercounter");
	}

	function gauges() {
		var gauge = new Gauge();
		eq(gauge.level, 1);
		gauge.level = 4;
		eq(gauge.level, 4);
		gauge.level += 3;
		eq(gauge.level, 7);
		eq(gauge.doubled, 14);
		eq(gauge.triple().doubled, 21);
		gauge.get_level = () -> 100;
		eq(gauge.level, 100);
		eq(gauge.level++, 100);
		eq(gauge.doubled, 303);
		gauge.set_level = value -> value;
		eq(gauge.level = 5, 5);
		eq(gauge.doubled, 303);
		eq(Gauge.unit, "m");
		Gauge.unit = "km";
		eq(Gauge.unit, "km");
		Gauge.get_unit = () -> "none";
		eq(Gauge.unit, "none");
	}

	function carriers() {
		var number = new Number(2), text = new Text("a");
		eq(number.map(x -> "n" + x).value, "n20");
		eq(text.map(s -> s.length).value, 1);
		var plain:Carrier<Int> = number;
		eq(plain.map(x -> x + 0.5).value, 20.5);
		var words:Carrier<String> = text;
		eq(words.map(s -> s + s).value, "aa");
		eq(words.both(s -> s.length, (s, n) -> '$s$n').value, "a1");
		eq(text.maps, 3);
		eq(plain.both(x -> x, (x, y) -> x * y).value, 400);
		var mixed:Array<Carrier<Int>> = [new Carrier(1), new Number(1)];
		aeq([for (item in mixed) item.map(x -> x).value], [1, 10]);
		var function_:Carrier<Int->Int> = new Carrier(x -> x + 1);
		eq(function_.value(1), 2);
	}

	function pairs() {
		var pairing:Pairing = new Twice();
		aeq(pairing.pair("x"), ["x", "x"]);
		eq(pairing.pair(3)[1], 3);
		eq(pairing.fold([1, 2, 3], "", (item:Int, text:String) -> text + item), "123");
	}

	function steps() {
		var step:Step<Int> = null;
		step = x -> {value: x + 1, next: x > 3 ? null : step};
		eq(step(1).next(2).value, 3);
		t(step(5).next == null);
	}

	function typeValues() {
		var gauge = Gauge;
		gauge.get_unit = () -> "s";
		eq(gauge.unit, "s");
		eq(registry.get_unit(), "s");
	}

	function overridden() {
		var gain = new Gain(2);
		eq(gain.of(3), 6);
		var other = new Gain(5);
		gain.of = x -> x + 100;
		eq(gain.of(3), 103);
		eq((gain : Offset).of(3), 103);
		eq(other.of(3), 15);
		eq(new Fixed(7).of(1), 7);
	}

	static function main() {
		var program = new Replaced();
		program.handlers();
		program.gauges();
		program.carriers();
		program.pairs();
		program.steps();
		program.typeValues();
		program.overridden();
		program.done();
	}
}

private class Offset {
	var by:Int;

	public function new(by:Int) this.by = by;

	public dynamic function of(x:Int) return x + by;
}

private class Gain extends Offset {
	override function of(x) return x * by;
}

private class Fixed extends Gain {
	public function new(by:Int) {
		super(by);
		of = _ -> this.by;
	}
}
