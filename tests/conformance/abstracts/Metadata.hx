package abstracts;

import haxe.PosInfos;
import haxe.ds.Option;

@:callable
private abstract Function(Int->Int) from Int->Int {
	public function new(f)
		this = f;

	public function twice(x:Int)
		return this(this(x));
}

@:callable
private abstract Listener<T>(T->Void) from T->Void to T->Void {}

private class NumberTools {
	public static function doubled(n:Number):Int
		return (n : Int) * 2;
}

@:using(abstracts.Metadata.NumberTools)
private abstract Number(Int) from Int to Int {}

@:using(abstracts.Metadata.ColorTools)
private enum Color {
	Red;
	Green;
}

private class ColorTools {
	public static function label(c:Color)
		return switch c {
			case Red: "r";
			case Green: "g";
		}
}

@:using(abstracts.Metadata.PersonTools)
private class Person {
	public var name:String;

	public function new(name:String)
		this.name = name;
}

private class Worker extends Person {}

private class PersonTools {
	public static function greeting(p:Person)
		return "hello " + p.name;
}

@:using(abstracts.Metadata.TextTools)
private typedef Text = String;

private class TextTools {
	public static function loud(s:String)
		return s.toUpperCase();
}

@:forward @:forward.new
private abstract List<T>(Array<T>) {
	public function last()
		return this[this.length - 1];
}

private class Counter {
	public var n:Int;

	public function new(n)
		this.n = n;

	public function up()
		n++;
}

@:forward @:forward.new
private abstract Counting(Counter) {}

@:forward(n)
private abstract Shown(Counter) from Counter {}

private interface Store<T> {
	function get():T;
}

private class IntStore implements Store<Int> {
	public function new() {}

	public function get()
		return 42;
}

private class TextStore implements Store<String> {
	public function new() {}

	public function get()
		return "text";
}

@:multiType
private abstract Chosen<T>(Store<T>) {
	public function new();

	public function get():T
		return this.get();

	@:to static inline function toInts(store:Store<Int>):IntStore
		return new IntStore();

	@:to static inline function toTexts(store:Store<String>):TextStore
		return new TextStore();
}

private abstract Line(Int) to Int {
	function new(n)
		this = n;

	@:from static function ofText(s:String, ?pos:PosInfos):Line
		return new Line(s.length + (pos == null ? 0 : 100));
}

private abstract Maybe(Option<Int>) from Option<Int> {
	public function or(otherwise:Int)
		return switch this {
			case Some(n): n;
			case None: otherwise;
		}
}

/** Metadata of abstracts, and of other types that have extensions. **/
class Metadata extends Check {
	static function main() {
		var it = new Metadata();
		it.testCallable();
		it.testUsing();
		it.testForward();
		it.testMultiType();
		it.testConversions();
		it.done();
	}

	function testCallable() {
		var up:Function = x -> x + 1;
		eq(up(3), 4);
		eq(up.twice(1), 3);
		var last = 0;
		var listener:Listener<Int> = i -> last = i;
		listener(5);
		eq(last, 5);
		var all:Array<Listener<String>> = [s -> last = s.length];
		for (one in all)
			one("four");
		eq(last, 4);
		var none:Null<Function> = null;
		t(none == null);
	}

	function testUsing() {
		var n:Number = 4;
		eq(n.doubled(), 8);
		eq(Red.label(), "r");
		eq([Red, Green].map(c -> c.label()).join(""), "rg");
		eq(new Person("a").greeting(), "hello a");
		eq(new Worker("b").greeting(), "hello b");
		var text:Text = "loud";
		eq(text.loud(), "LOUD");
	}

	function testForward() {
		var list = new List();
		list.push(1);
		list.push(2);
		eq(list.last(), 2);
		eq(list.length, 2);
		var counting = new Counting(2);
		counting.up();
		eq(counting.n, 3);
		var counter = new Counter(9);
		var shown:Shown = counter;
		eq(shown.n, 9);
		shown.n = 3;
		eq(counter.n, 3);
	}

	function testMultiType() {
		eq(new Chosen<Int>().get(), 42);
		eq(new Chosen<String>().get(), "text");
		var hinted:Chosen<Int> = new Chosen();
		eq(hinted.get(), 42);
	}

	function testConversions() {
		var line:Line = "abc";
		eq((line : Int), 103);
		var some:Maybe = Some(3);
		eq(some.or(1), 3);
		some = None;
		eq(some.or(1), 1);
	}
}
