package generics;

/** Type parameters that mean more than one code per argument could: hidden ones, growing ones, arguments that are Dynamic. **/
private enum Shown {
	Hide<T>(value:T, show:T->String);
	Pair<A, B>(a:A, b:Array<B>);
	Nothing;
}

private enum Code<T> {
	Value(v:T):Code<T>;
	Both<A, B>(a:Code<A>, b:Code<B>, f:(A, B) -> T):Code<T>;
	Choose<C>(test:Code<Bool>, yes:Code<T>, no:Code<T>, unused:Array<C>);
	Length<C>(list:Code<Array<C>>):Code<Int>;
}

private enum Nested<T> {
	Flat(v:T);
	Deep(n:Nested<Array<T>>);
}

private class Box<T> {
	public var v:T;

	var history:Array<T> = [];

	public function new(v:T)
		this.v = v;

	public function get():T
		return v;

	public function set(x:T):Box<T> {
		history.push(v);
		v = x;
		return this;
	}

	public function map<U>(f:T->U):Box<U>
		return new Box(f(v));

	public function past():Array<T>
		return history;
}

private class Named<N, T> extends Box<T> {
	public var name:N;

	public function new(name:N, v:T) {
		super(v);
		this.name = name;
	}

	override public function get():T {
		return super.get();
	}

	override public function map<U>(f:T->U):Box<U>
		return new Named(name, f(v));
}

private class Animal {
	public var legs = 4;

	public function new() {}
}

private class Bird extends Animal {
	public function new() {
		super();
		legs = 2;
	}
}

private class Zoo<T> {
	var list:Array<T> = [];

	public function new() {}

	public function add<S:T>(one:S):S {
		list.push(one);
		return one;
	}

	public function first():T
		return list[0];
}

private class Key {
	public var k:Int;

	public function new(k)
		this.k = k;

	public function compareTo(other:Key):Int
		return k - other.k;
}

private class Sorted<K:{function compareTo(k:K):Int;}, V> {
	var keys:Array<K> = [];
	var values:Array<V> = [];

	public function new() {}

	public function set(k:K, v:V):Void {
		var at = 0;
		while (at < keys.length && keys[at].compareTo(k) < 0)
			at++;
		keys.insert(at, k);
		values.insert(at, v);
	}

	public function toString():String
		return values.join(",");
}

private class Link {
	public var next:Link;
	public var prev:Link;
	public var v:Int;

	public function new(v, ?next) {
		this.v = v;
		this.next = next;
	}
}

private class Walk<T:{next:T}> {
	var at:T;

	public function new(first:T)
		at = first;

	public function hasNext():Bool
		return at != null;

	public function next():T {
		var now = at;
		at = at.next;
		return now;
	}
}

private class Base {
	public var log:String;

	public function new(s:String) {
		log = s;
		hook();
	}

	function hook() {}
}

private class Early extends Base {
	public var x:Int;
	public var y = 5;

	public function new(a:Int) {
		x = a;
		x += 1;
		var z = x * 2;
		if (z > 3)
			y = 7;
		super('s$z$y');
		x++;
	}

	override function hook()
		log += x;
}

class Erased extends Check {
	static function main() {
		var it = new Erased();
		it.testHidden();
		it.testCode();
		it.testGrowing();
		it.testVariance();
		it.testConstraints();
		it.testEarly();
		it.done();
	}

	static function show(s:Shown):String
		return switch s {
			case Hide(v, f): f(v);
			case Pair(1, ["x"]): "one x";
			case Pair(a, [b, c]): '$a $b $c';
			case Pair(a, b): '$a:${b.length}';
			case Nothing: "-";
		}

	function testHidden() {
		eq(show(Hide(3, i -> "i" + (i + 1))), "i4");
		eq(show(Hide("abc", s -> s.substr(1))), "bc");
		eq(show(Pair(1, ["x"])), "one x");
		eq(show(Pair("a", [true, false])), "a true false");
		eq(show(Pair(null, [1.5])), "null:1");
		eq(show(Nothing), "-");
		var list = [Hide([1, 2], a -> a.join("+")), Nothing, Pair(2, [])];
		eq(list.map(show).join(" "), "1+2 - 2:0");
		eq(Std.string(Pair(1, ["q"])), "Pair(1,[q])");
	}

	static function run<T>(c:Code<T>):T
		return switch c {
			case Value(v): v;
			case Both(a, b, f): f(run(a), run(b));
			case Choose(test, yes, no, _): run(test) ? run(yes) : run(no);
			case Length(list): run(list).length;
		}

	static function size<T>(c:Code<T>):Int
		return switch c {
			case Value(_): 1;
			case Both(a, b, _): 1 + size(a) + size(b);
			case Choose(a, b, c, _): 1 + size(a) + size(b) + size(c);
			case Length(l): 1 + size(l);
		}

	function testCode() {
		eq(run(Value(3)), 3);
		var sum = Both(Value(1), Value("ab"), (a, b) -> a + b.length);
		eq(run(sum) + 1, 4);
		eq(run(Choose(Both(Value(1), Value(2), (a, b) -> a < b), Value("yes"), Value("no"), [1])), "yes");
		eq(size(Both(sum, Length(Value([1, 2])), (a, b) -> a == b)), 6);
		t(run(Both(sum, Length(Value([true, false, true])), (a, b) -> a == b)));
		switch Value("q") {
			case Value("q"):
				t(true);
			case _:
				t(false);
		}
	}

	static function depth<T>(n:Nested<T>):Int
		return switch n {
			case Flat(_): 0;
			case Deep(inner): 1 + depth(inner);
		}

	function testGrowing() {
		eq(depth(Flat("x")), 0);
		var n:Nested<Int> = Deep(Deep(Flat([[1, 2], [3]])));
		eq(depth(n), 2);
		eq(Std.string(n), "Deep(Deep(Flat([[1,2],[3]])))");
		switch n {
			case Deep(Deep(Flat(a))):
				eq(a[0][1] + a[1][0], 5);
			case _:
				t(false);
		}
	}

	static function text(b:Box<Dynamic>):String
		return b.get() + ":" + b.v;

	static function texts(all:Array<Box<Dynamic>>):String
		return all.map(text).join(" ");

	function testVariance() {
		var b = new Box(1);
		b.set(b.get() + 1);
		eq(b.v + 1, 3);
		b.v += 5;
		eq(b.v++, 7);
		eq(b.get(), 8);
		eq(text(b), "8:8");
		eq(text(new Box("s")), "s:s");
		eq(text(new Named("n", 2.5)), "2.5:2.5");
		var d:Box<Dynamic> = b;
		t(d == b);
		eq(d.v, 8);
		eq(texts([b, new Box([1])]), "8:8 [1]:[1]");
		eq(b.map(i -> "m" + i).v.length, 2);
		eq(b.past().length, 1);
		eq(b.past()[0] * 3, 3);
		var n:Box<Int> = new Named("k", 4);
		var m = n.map(i -> i * 2);
		eq(m.get(), 8);
		t(Std.isOfType(m, Named));
		var f:Box<Bird> = new Box(new Bird());
		eq(f.get().legs, 2);
		eq(f.v.legs, 2);
		var any:Dynamic = new Box(3);
		var back:Box<Dynamic> = any;
		eq(back.get(), 3);
	}

	static function each<T, I:Iterable<T>>(list:I, f:T->Void):Void
		for (x in list)
			f(x);

	static function head<T, A:Array<T>>(list:A):T
		return list[0];

	function testConstraints() {
		var zoo = new Zoo<Animal>();
		var bird = zoo.add(new Bird());
		eq(bird.legs, 2);
		eq(zoo.first().legs, 2);
		zoo.add(new Animal());
		var sum = 0;
		each([1, 2, 3], (i:Int) -> sum += i);
		eq(sum, 6);
		eq(head(["a", "b"]), "a");
		var sorted = new Sorted<Key, String>();
		sorted.set(new Key(2), "two");
		sorted.set(new Key(1), "one");
		sorted.set(new Key(3), "three");
		eq(sorted.toString(), "one,two,three");
		var list = new Link(1, new Link(3, new Link(2)));
		eq([for (l in new Walk(list)) l.v].join(""), "132");
		list = haxe.ds.ListSort.sort(list, (a, b) -> a.v - b.v);
		eq([for (l in new Walk(list)) l.v].join(""), "123");
		eq(list.next.prev.v, 1);
	}

	function testEarly() {
		var e = new Early(1);
		eq(e.log, "s472");
		eq(e.x, 3);
		eq(e.y, 7);
		eq(new Early(0).y, 5);
	}
}
