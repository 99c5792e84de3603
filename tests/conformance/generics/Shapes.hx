package generics;

import haxe.Constraints.Function;
import haxe.ds.Option;

using generics.Shapes.Tools;

class Tools {
	public static function first<T>(list:Array<T>):T
		return list[0];

	public static function mapped<T, S>(o:Option<T>, f:T->S):Option<S>
		return switch o {
			case Some(v): Some(f(v));
			case None: None;
		}

	public static function sizeOf<T:Sized>(x:T)
		return x.size();

	public static function joined<A>(list:Array<A>, ?by:String)
		return list.join(by == null ? "," : by);

	public static function called<A, B>(f:A->B, a:A):B
		return f(a);

	public static function orElse<T>(x:Null<T>, otherwise:T):T
		return x == null ? otherwise : x;

	public static function named<T>(c:Class<T>)
		return Type.getClassName(c);
}

interface Sized {
	function size():Int;
}

private class Seven implements Sized {
	public function new() {}

	public function size()
		return 7;
}

private class Text {
	public var s:String;

	public function new<T>(x:T, f:T->String)
		s = f(x);
}

private typedef Pair<A, B> = {a:A, b:B};
private typedef Nested<T> = Pair<T, Array<T>>;
private typedef Link = {?next:Link, value:Int};

private class Animal {
	public function new() {}

	public function name()
		return "animal";
}

private class Dog extends Animal {
	override function name()
		return "dog";

	public function bark()
		return "woof";
}

private interface Maker<T> {
	function make():T;
}

private class DogMaker implements Maker<Dog> {
	public function new() {}

	public function make()
		return new Dog();
}

private interface Step<A, B> {
	function run(a:A):B;
}

private class Parse implements Step<String, Int> {
	public function new() {}

	public function run(a:String):Int
		return Std.parseInt(a);
}

private class Show implements Step<Int, String> {
	public function new() {}

	public function run(a:Int)
		return "#" + a;
}

private class Chain<A, B, C> implements Step<A, C> {
	var first:Step<A, B>;
	var second:Step<B, C>;

	public function new(first, second) {
		this.first = first;
		this.second = second;
	}

	public function run(a:A):C
		return second.run(first.run(a));
}

private class Node<T> {
	public var value:T;
	public var next:Null<Node<T>>;

	public function new(value, ?next) {
		this.value = value;
		this.next = next;
	}

	public function iterator():Iterator<T> {
		var at = this;
		return {
			hasNext: () -> at != null,
			next: () -> {
				var value = at.value;
				at = at.next;
				value;
			}
		};
	}

	public static function of<T>(list:Array<T>):Node<T> {
		var made:Node<T> = null;
		var i = list.length;
		while (i-- > 0)
			made = new Node(list[i], made);
		return made;
	}
}

private class Handlers<T:Function> {
	var all:Array<T> = [];

	public function new() {}

	public function add(handler:T)
		all.push(handler);

	public function at(i)
		return all[i];
}

private class Builder<S:Builder<S>> {
	var parts:Array<String> = [];

	public function new() {}

	public function add(s:String):S {
		parts.push(s);
		return cast this;
	}

	public function text()
		return parts.join("");
}

private class Html extends Builder<Html> {
	public function bold(s)
		return add("<b>" + s + "</b>");
}

/** Type parameters of classes, functions, typedefs and interfaces. **/
class Shapes extends Check {
	static function main() {
		var it = new Shapes();
		it.testExtensions();
		it.testTypes();
		it.testVariance();
		it.testClasses();
		it.testFunctions();
		it.testConstraints();
		it.done();
	}

	function testExtensions() {
		eq([3, 4].first(), 3);
		t(Some(3).mapped(x -> x + 1).match(Some(4)));
		var nothing:Option<Int> = None;
		t(nothing.mapped(x -> x + 1).match(None));
		eq(new Seven().sizeOf(), 7);
		eq([1, 2].joined(), "1,2");
		eq([1, 2].joined("-"), "1-2");
		eq((x -> x + 1).called(3), 4);
		var none:Null<Int> = null;
		eq(none.orElse(4), 4);
		eq(Shapes.named(), "generics.Shapes");
	}

	function testTypes() {
		eq(new Text(3, x -> "t" + x).s, "t3");
		var nested:Nested<Int> = {a: 1, b: [2]};
		eq(nested.b[0], 2);
		var link:Link = {value: 1, next: {value: 2}};
		eq(link.next.value, 2);
	}

	function testVariance() {
		var maker:Maker<Dog> = new DogMaker();
		eq(maker.make().bark(), "woof");
		var animals:Array<Animal> = [new Dog(), new Animal()];
		eq(animals.map(a -> a.name()).join(","), "dog,animal");
		var ofAnimal:Animal->String = a -> a.name();
		var ofDog:Dog->String = ofAnimal;
		eq(ofDog(new Dog()), "dog");
		var dog:() -> Dog = () -> new Dog();
		var animal:() -> Animal = dog;
		eq(animal().name(), "dog");
		var named:{function name():String;} = new Dog();
		eq(named.name(), "dog");
	}

	function testClasses() {
		eq(new Chain(new Parse(), new Show()).run("42"), "#42");
		eq([for (x in Node.of([1, 2, 3])) x].join(""), "123");
		var handlers = new Handlers<Int->Void>();
		var got = 0;
		handlers.add(i -> got = i);
		handlers.at(0)(5);
		eq(got, 5);
		eq(new Html().add("x").bold("y").add("z").text(), "x<b>y</b>z");
	}

	static function same<T>(x:T):T
		return x;

	static function zip<A, B>(a:Array<A>, b:Array<B>):Array<Pair<A, B>>
		return [for (i in 0...a.length) {a: a[i], b: b[i]}];

	static function swap<A, B>(p:Pair<A, B>):Pair<B, A>
		return {a: p.b, b: p.a};

	static function compose<A, B, C>(f:A->B, g:B->C):A->C
		return a -> g(f(a));

	static function twice<T>(f:T->T):T->T
		return x -> f(f(x));

	static function optional<T>(?x:T):Null<T>
		return x;

	static function emptyOf<T>():Array<T>
		return [];

	static function make<T:Animal>(type:Class<T>):T
		return Type.createInstance(type, []);

	function testFunctions() {
		eq(same(same)(3), 3);
		t(optional() == null);
		eq(optional(3), 3);
		eq(zip([1], ["a"])[0].b, "a");
		eq(swap({a: 1, b: "x"}).a, "x");
		eq(compose((x:Int) -> "s" + x, y -> y.length)(10), 3);
		eq(twice((x:Int) -> x * 3)(2), 18);
		var empty:Array<String> = emptyOf();
		eq(empty.length, 0);
		eq(make(Dog).bark(), "woof");
	}

	static function sum<T:Float>(a:T, b:T):Float
		return a + b;

	static function larger<T:Float>(a:T, b:T):T
		return a > b ? a : b;

	static function upper<K:String>(k:K)
		return k.toUpperCase();

	static function constructor<T:EnumValue>(e:T)
		return Type.enumConstructor(e);

	static function call<T:Function>(f:T):Dynamic
		return Reflect.callMethod(null, f, [1]);

	static function isInt<T>(x:T)
		return Std.isOfType(x, Int);

	static function equal<T>(a:Null<T>, b:T)
		return a == b;

	static function moved<T:{x:Int}>(t:T):T {
		t.x++;
		return t;
	}

	function testConstraints() {
		feq(sum(1, 2), 3);
		feq(sum(1.5, 2.5), 4);
		eq(larger(1, 2), 2);
		eq(upper("a"), "A");
		eq(constructor(Some(1)), "Some");
		eq(call((x:Int) -> 4 + x), 5);
		t(isInt(3));
		f(isInt("3"));
		f(equal(null, 3));
		t(equal(3, 3));
		eq(moved({x: 5, z: 3}).z, 3);
	}
}
