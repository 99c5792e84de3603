package library;

private class Holder<T> {
	public var held:T;

	public function new(held:T) this.held = held;
}

private class Pair<A, B> extends Holder<A> {
	public var other:B;

	public function new(one:A, other:B) {
		super(one);
		this.other = other;
	}
}

private enum Tree<T> {
	Leaf(value:T);
	Node(left:Tree<T>, right:Tree<T>);
}

private interface Named<T> {
	function named():T;
}

private class Numbered implements Named<Int> {
	public function new() {}

	public function named() return 5;
}

/** Classes, enums and interfaces with type parameters are caught and cast whatever they were made with. **/
class Caught extends Check {
	function thrown(n:Int):Int {
		return switch (n) {
			case 0: throw new Holder("held");
			case 1: throw new Pair(1, "other");
			case 2: throw Node(Leaf(1), Leaf(2));
			case 3: throw Leaf("leaf");
			case 4: throw [1, 2];
			case 5: throw new Numbered();
			case _: throw "text";
		}
	}

	function kind(n:Int):String {
		try
			return "" + thrown(n)
		catch (e:Pair<Dynamic, Dynamic>)
			return '${e.held} ${e.other}'
		catch (e:Holder<Dynamic>)
			return e.held
		catch (e:Tree<Dynamic>)
			return switch (e) {
				case Leaf(value): "leaf " + value;
				case Node(Leaf(value), _): "node " + value;
				case Node(_): "node";
			}
		catch (e:Array<Dynamic>)
			return "array " + e[1]
		catch (e:Named<Dynamic>)
			return "named " + e.named()
		catch (e:haxe.Exception)
			return "exception " + e.message;
	}

	function kinds() {
		eq([for (n in 0...7) kind(n)].join(", "), "held, 1 other, node 1, leaf leaf, array 2, named 5, exception text");
	}

	function casts() {
		var value:Dynamic = new Numbered();
		eq(cast(value, Named<Dynamic>).named() + 1, 6);
		var holder:Dynamic = new Pair(2.5, true);
		eq(cast(holder, Holder<Dynamic>).held, 2.5);
		eq(cast(holder, Pair<Dynamic, Dynamic>).other, true);
		f((value is Holder));
		t((holder is Pair));
	}

	static function main() {
		var program = new Caught();
		program.kinds();
		program.casts();
		program.done();
	}
}
