package generics;

import haxe.Constraints.Constructible;

private class Pet {
	public var name:String;

	public function new(name:String)
		this.name = name;
}

private class Plain {
	public static var made = 0;

	public var number:Int;

	public function new()
		number = ++made;

	public function id()
		return "plain";
}

private class Special extends Plain {
	override public function id()
		return "special";
}

@:generic
private class Pool<T:Constructible<() -> Void>> {
	var free:Array<T> = [];

	public function new() {}

	public function get():T
		return free.length > 0 ? free.pop() : new T();

	public function put(t:T)
		free.push(t);

	public function many(n:Int):Array<T>
		return [for (_ in 0...n) new T()];

	public function later():() -> T
		return () -> new T();
}

@:generic
private class Named<T:Constructible<() -> Void> & {function id():String;}> {
	var pool:Pool<T>;

	public function new()
		pool = new Pool<T>();

	public function count()
		return pool.many(2).length;

	public function one():T {
		var made = new T();
		return made;
	}
}

@:generic
private class Pair<A:Constructible<(String) -> Void>, B:Constructible<() -> Void>> {
	public var a:A;
	public var b:B;

	public function new(s:String) {
		a = new A(s);
		b = new B();
	}
}

private class PlainPool extends Pool<Plain> {
	public function new()
		super();
}

private class SpecialPool extends Pool<Special> {}

@:generic
private class Filled<T:Constructible<() -> Void>> extends Pool<T> {
	public function new() {
		super();
		put(new T());
	}

	public function fresh()
		return new T();
}

@:generic
private class Box<T> {
	public var value:T;

	public function new(value:T)
		this.value = value;
}

private class TextBox extends Box<String> {
	public function new()
		super("text");
}

@:generic
private class Ready<T:Constructible<() -> Void>> {
	public var first:T = new T();
	public var second = new T();
	public final fixed:T = new T();
	public var list:Array<T> = [for (_ in 0...3) new T()];
	public var byName = ["a" => new T()];
	public var make:() -> T = () -> new T();
	public var pool = new Pool<T>();
	public var number = 5;
	public var made = Plain.made;
	public var none:Null<T> = null;

	public function new() {
		number += list.length;
	}
}

@:generic
private class ReadyNamed<T:Constructible<(String) -> Void>, K> {
	public var one:T = new T("one");
	public var keys:Array<K> = [];

	public function new() {}
}

private class ReadyPlain extends Ready<Plain> {
	public var own = 7;
}

/** `@:generic`, and instances of type parameters. **/
class Constructed extends Check {
	static function main() {
		var it = new Constructed();
		it.testClasses();
		it.testSubclasses();
		it.testVariables();
		it.testFunctions();
		it.testPlainGenerics();
		it.done();
	}

	function testClasses() {
		var pool = new Pool<Plain>();
		var first = pool.get();
		eq(first.id(), "plain");
		pool.put(first);
		t(pool.get() == first);
		eq(pool.many(3).length, 3);
		eq(Plain.made, 4);
		eq(pool.later()().id(), "plain");
		eq(new Named<Special>().count(), 2);
		eq(new Named<Special>().one().id(), "special");
		var pair = new Pair<Pet, Special>("rex");
		eq(pair.a.name, "rex");
		eq(pair.b.id(), "special");
	}

	function testSubclasses() {
		eq(new PlainPool().get().id(), "plain");
		eq(new SpecialPool().get().id(), "special");
		var filled = new Filled<Special>();
		eq(filled.get().id(), "special");
		eq(filled.fresh().id(), "special");
	}

	function testVariables() {
		Plain.made = 0;
		var ready = new Ready<Plain>();
		eq(ready.made, 0);
		eq(ready.byName["a"].number, 1);
		eq(ready.list[0].number, 2);
		eq(ready.list[2].number, 4);
		eq(ready.fixed.number, 5);
		eq(ready.second.number, 6);
		eq(ready.second.id(), "plain");
		eq(ready.first.number, 7);
		eq(ready.make().number, 8);
		eq(ready.pool.get().number, 9);
		eq(ready.number, 8);
		t(ready.none == null);
		var named = new ReadyNamed<Pet, Int>();
		eq(named.one.name, "one");
		named.keys.push(3);
		aeq(named.keys, [3]);
		eq(new ReadyNamed<Pet, String>().keys.length, 0);
		var plain = new ReadyPlain();
		eq(plain.own, 7);
		eq(plain.first.id(), "plain");
		eq(new Ready<Special>().list[1].id(), "special");
	}

	@:generic static function make<T:Constructible<() -> Void>>():T
		return new T();

	@:generic static function named<T:Constructible<(String) -> Void>>(type:Class<T>, name:String):T
		return new T(name);

	@:generic function both<A:Constructible<() -> Void>, B:Constructible<() -> Void>>(use:(A, B) -> String):String
		return use(new A(), new B());

	function testFunctions() {
		var plain:Plain = make();
		eq(plain.id(), "plain");
		var special:Special = make();
		eq(special.id(), "special");
		eq(special.number, plain.number + 1);
		eq(named(Pet, "tom").name, "tom");
		eq(both((a:Plain, b:Special) -> a.id() + b.id()), "plainspecial");
		function inside():Plain {
			var made:Plain = make();
			return made;
		}
		eq(inside().id(), "plain");
	}

	@:generic static function twice<T>(x:T):Array<T>
		return [x, x];

	function testPlainGenerics() {
		eq(new Box(3).value, 3);
		eq(new Box("x").value, "x");
		eq(new TextBox().value, "text");
		aeq(twice(1), [1, 1]);
		aeq(twice("a"), ["a", "a"]);
	}
}
