package abstracts;

@:forward @:forwardStatics
private abstract Text(String) from String to String {
	public static function make():Text
		return "made";

	public inline function twice()
		return this + this;
}

@:forward
private abstract Numbers(Array<Int>) from Array<Int> {
	public function sum() {
		var sum = 0;
		for (x in this)
			sum += x;
		return sum;
	}
}

@:forward
private abstract Middle(Numbers) from Numbers {
	public function double()
		return this.sum() * 2;
}

private abstract Top(Middle) from Middle {
	public function both()
		return this.double() + this.length;
}

private enum abstract Answer(Null<Bool>) from Null<Bool> {
	var Yes = true;
	var No = false;
	var Maybe = null;
}

private enum abstract Level(Int) {
	var Low = 1;
	var High = 10;

	public static inline var COUNT = 2;

	public var label(get, never):String;

	inline function get_label()
		return switch (cast this : Level) {
			case Low: "low";
			case High: "high";
		}

	@:op(A > B) static function above(a:Level, b:Level):Bool;

	@:to function toText():String
		return label;

	@:from static function ofInt(i:Int):Level
		return i > 5 ? High : Low;
}

private abstract Ref<T>({v:T}) {
	public var value(get, set):T;

	public inline function new(v:T)
		this = {v: v};

	inline function get_value():T
		return this.v;

	inline function set_value(v:T):T
		return this.v = v;

	@:to public function read():T
		return this.v;

	public function update(f:T->T):Ref<T> {
		this.v = f(this.v);
		return abstract;
	}
}

private abstract Vector(Array<Float>) {
	public var size(get, never):Int;

	public inline function new(a)
		this = a;

	inline function get_size():Int
		return this.length;

	@:arrayAccess inline function get(i:Int):Float
		return this[i];

	@:arrayAccess inline function set(i:Int, v:Float):Float
		return this[i] = v;

	@:op(A + B) function add(other:Vector):Vector
		return new Vector([for (i in 0...size) this[i] + other[i]]);

	@:op(A * B) @:commutative static function scaled(a:Vector, f:Float):Vector
		return new Vector([for (i in 0...a.size) a[i] * f]);

	@:op(A * B) static function dot(a:Vector, b:Vector):Float {
		var sum = 0.0;
		for (i in 0...a.size)
			sum += a[i] * b[i];
		return sum;
	}

	@:op(-A) function negated():Vector
		return scaled(abstract, -1);

	public function toString()
		return "<" + this.join(" ") + ">";
}

private abstract Field(String) to String {
	public static final A = new Field("a");
	public static final B = new Field("b");

	inline function new(s)
		this = s;

	public static function of(s:String):Null<Field>
		return s == "a" ? A : s == "b" ? B : null;

	@:op(A == B) static function same(a:Field, b:Field):Bool;

	public function or(other:Field):String
		return '$this|$other';
}

private class Holder {
	public static var shared:Vector = new Vector([1, 2]);

	public var level:Level = Low;
	public var missing:Null<Level>;
	public var ref:Ref<Int> = new Ref(1);

	public function new() {}

	public function show(?level:Level)
		return level == null ? "-" : level.label;
}

/** Abstracts over structures, arrays and other abstracts, in variables of all kinds. **/
class Shapes extends Check {
	static function main() {
		var it = new Shapes();
		it.testForward();
		it.testEnums();
		it.testReferences();
		it.testVectors();
		it.testStatics();
		it.testHolders();
		it.done();
	}

	function testForward() {
		var text:Text = "ab";
		eq(text.twice(), "abab");
		eq(text.length, 2);
		eq((Text.make() : String), "made");
		eq(Text.fromCharCode(65), "A");
		var numbers:Numbers = [1, 2, 3];
		var middle:Middle = numbers;
		var top:Top = middle;
		eq(top.both(), 15);
	}

	function testEnums() {
		var answer:Answer = null;
		eq(switch answer {
			case Yes: 1;
			case No: 2;
			case Maybe: 3;
		}, 3);
		answer = true;
		t(answer == Yes);
		var level:Level = 7;
		eq(level.label, "high");
		t(High > Low);
		eq((level : String), "high");
		eq(Level.COUNT, 2);
		var missing:Null<Level> = null;
		eq(switch missing {
			case null: "none";
			case Low: "low";
			case High: "high";
		}, "none");
		eq([Low, High].map(level -> level.label).join(","), "low,high");
	}

	function testReferences() {
		var ref = new Ref(3);
		ref.value++;
		ref.value += 2;
		eq(ref.value, 6);
		var i:Int = ref;
		eq(i, 6);
		eq(ref.update(x -> x * 2).value, 12);
		var text = new Ref("x");
		text.value += "y";
		eq(text.value, "xy");
		var list:Array<Ref<Int>> = [new Ref(1), new Ref(2)];
		for (ref in list)
			ref.value *= 3;
		eq(list.map(ref -> ref.value).join(","), "3,6");
	}

	function testVectors() {
		var v = new Vector([1, 2]);
		var w = new Vector([0, 0]);
		w[0] = 3;
		w[1] += 4;
		eq((v + w).toString(), "<4 6>");
		eq((v * 2).toString(), "<2 4>");
		eq((2 * v).toString(), "<2 4>");
		feq(v * w, 11);
		eq((-v).toString(), "<-1 -2>");
		v[0]++;
		eq('$v', "<2 2>");
		v += w;
		feq(v[1], 6);
		var byName:Map<String, Vector> = ["k" => new Vector([1])];
		byName["k"][0] = 7;
		feq(byName["k"][0], 7);
		var held = {vector: new Vector([5])};
		held.vector[0]--;
		feq(held.vector[0], 4);
	}

	function testStatics() {
		t(Field.of("a") == Field.A);
		f(Field.A == Field.B);
		t(Field.of("z") == null);
		eq(Field.A.or(Field.B), "a|b");
	}

	function testHolders() {
		var holder = new Holder();
		eq(holder.show(), "-");
		eq(holder.show(Low), "low");
		eq(holder.show(9), "high");
		holder.level = 9;
		eq(holder.level.label, "high");
		t(holder.missing == null);
		holder.missing = High;
		eq(holder.missing.label, "high");
		holder.ref.value *= 5;
		holder.ref.update(x -> x + 1);
		eq(holder.ref.value, 6);
		Holder.shared[0] += 9;
		Holder.shared *= 2;
		feq(Holder.shared[0], 20);
	}
}
