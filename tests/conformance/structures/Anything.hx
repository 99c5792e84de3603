package structures;

// What says little of its values: `{}`, and structures and interfaces over type parameters.
class Thing {
	public var q = 1;

	public function new() {}
}

enum Kind {
	Plain;
	Sized(size:Int);
}

typedef Empty = {};

typedef Handler<T> = {
	function handle(value:T):Bool;
	var name(default, never):String;
}

class Positive {
	public var name(default, never):String = "positive";

	public function new() {}

	public function handle(value:Int)
		return value > 0;
}

interface Holder<T> {
	var value:T;
	function with(other:T):T;
}

class Text implements Holder<String> {
	public var value:String;

	public function new()
		value = "v";

	public function with(other:String):String
		return value += other;
}

class Observed<T> {
	public var value(default, set):T;

	var observers:Array<(T, T) -> Void> = [];

	public function new(value:T)
		this.value = value;

	function set_value(next:T):T {
		var before = value;
		value = next;
		if (observers != null)
			for (observer in observers)
				observer(before, next);
		return next;
	}

	public function observe(observer:(T, T) -> Void)
		observers.push(observer);
}

enum Message<T> {
	Data(value:T, ?meta:String);
	Batch(all:Array<Message<T>>);
	Failed(code:Int, text:Int->String);
	End;
}

class Anything extends Check {
	static function main() {
		var all = new Anything();
		all.testEmpty();
		all.testOverParameters();
		all.testByName();
		all.done();
	}

	static function same(o:{}):{}
		return o;

	static function isNothing(?o:{})
		return o == null;

	static function kept<T:{}>(value:T):T
		return value;

	function testEmpty() {
		var thing = new Thing();
		var text:{} = "s";
		t(text == "s");
		var o:{} = thing;
		t(o == thing);
		t(same(thing) == thing);
		t(isNothing());
		f(isNothing({}));
		eq(kept(thing).q, 1);
		eq(kept("s"), "s");
		var empty:{} = {};
		eq(Reflect.fields(empty).length, 0);
		Reflect.setField(empty, "z", 3);
		eq(Reflect.field(empty, "z"), 3);
		var named:Empty = {};
		t(named != null);
		shows(named, "{}");
		var any:Array<{}> = [thing, "x", [1], {}];
		eq(any.length, 4);
		t(any[1] == "x");
		var later:{};
		later = {a: 1};
		eq((later : Dynamic).a, 1);
		t(Std.isOfType(o, Thing));
		eq((cast o : Thing).q, 1);
		var kind:{} = (Sized(1) : Dynamic);
		shows(kind, "Sized(1)");
		eq(Type.getClassName(Type.getClass(o)), "structures.Thing");
		var byObject = new haxe.ds.ObjectMap<{}, Int>();
		byObject.set(thing, 1);
		eq(byObject.get(thing), 1);
		f(byObject.exists({}));
		var of:{}->Int = o -> 1;
		eq(of(thing), 1);
	}

	function testOverParameters() {
		var handler:Handler<Int> = new Positive();
		t(handler.handle(2));
		eq(handler.name, "positive");
		var own:Handler<String> = {handle: s -> s == "", name: "own"};
		t(own.handle(""));
		aeq([own].map(it -> it.name), ["own"]);
		var holder:Holder<String> = new Text();
		eq(holder.with("x"), "vx");
		eq(holder.value, "vx");
		holder.value = "y";
		eq(holder.value, "y");
		var log = [];
		var number = new Observed(1);
		number.observe((before, next) -> log.push('$before>$next'));
		number.value = 2;
		number.value++;
		var text = new Observed<String>(null);
		text.observe((before, next) -> log.push(before + next));
		text.value = "z";
		aeq(log, ["1>2", "2>3", "nullz"]);
	}

	static function count<T>(message:Message<T>):Int
		return switch message {
			case Data(_): 1;
			case Batch(all): Lambda.fold(all, (one, sum) -> sum + count(one), 0);
			case Failed(code, text): text(code).length;
			case End: 0;
		}

	function testByName() {
		var message = Batch([Data(1), Data(2, "m"), Batch([Data(3)]), Failed(12, code -> "e" + code), End]);
		eq(count(message), 6);
		eq(Type.enumConstructor(message), "Batch");
		t(Type.enumEq(Data(1), Data(1)));
		var values:Array<Dynamic> = [new Text(), new Observed(1), message, new Positive()];
		for (value in values)
			t(Reflect.isObject(value) || Reflect.isEnumValue(value));
		eq(Reflect.field(values[0], "value"), "v");
		eq(values[3].handle(1), true);
	}
}
