package library;

import haxe.CallStack;
import haxe.Serializer;
import haxe.Unserializer;
import haxe.ds.HashMap;

private typedef Tree = {
	var name:String;
	@:optional var children:Array<Tree>;
}

private enum Shape {
	Circle(radius:Int);
	Square(side:Int, ?label:String);
	Nothing;
}

private class Key {
	public var code:Int;

	public function new(code:Int)
		this.code = code;

	public function hashCode()
		return code;
}

private class Named extends haxe.Exception {
	override public function toString()
		return "named " + message;
}

/** What programs reach by names, or take out of Dynamic, that is part of the library or has itself inside. **/
class ByName extends Check {
	static var used:Array<Dynamic> = [Math.max, Math.floor, Std.parseInt, StringTools.trim, Lambda.count, Type.getClassName, haxe.Json.stringify];

	static function main() {
		var it = new ByName();
		it.functions();
		it.longNumbers();
		it.trees();
		it.patterns();
		it.hashMaps();
		it.walks();
		it.texts();
		it.types();
		it.stacks();
		it.done();
	}

	function functions() {
		eq(Reflect.callMethod(null, Reflect.field(Math, "max"), [1, 2]), 2);
		eq(Reflect.callMethod(null, Reflect.field(Math, "floor"), [1.5]), 1);
		eq(Reflect.callMethod(null, Reflect.field(Std, "parseInt"), ["12"]), 12);
		eq(Reflect.callMethod(null, Reflect.field(StringTools, "trim"), [" x "]), "x");
		eq(Reflect.callMethod(null, Reflect.field(Type, "getClassName"), [String]), "String");
		eq(Reflect.callMethod(null, Reflect.field(haxe.Json, "stringify"), [[1]]), "[1]");
		var math = Type.resolveClass("Math");
		eq(Reflect.callMethod(math, Reflect.field(math, "max"), [3, 2]), 3);
		var late:Dynamic = Math;
		eq(late.floor(2.5), 2);
		eq(used.length, 7);
	}

	function longNumbers() {
		function again(value:haxe.Int64):haxe.Int64
			return Unserializer.run(Serializer.run(value));
		t(again(haxe.Int64.make(5, 7)) == haxe.Int64.make(5, 7));
		t(again(-1) == -1);
		eq(Serializer.run(haxe.Int64.make(1, 2)), "cy20:haxe._Int64.___Int64y4:highi1y3:lowi2g");
		var two:Array<haxe.Int64> = Unserializer.run(Serializer.run([haxe.Int64.ofInt(1), haxe.Int64.ofInt(2)]));
		t(two[0] + two[1] == 3);
	}

	static function count(tree:Tree):Int
		return 1 + (tree.children == null ? 0 : Lambda.fold(tree.children, (child, all) -> all + count(child), 0));

	function trees() {
		var tree:Tree = {name: "a", children: [{name: "b"}, {name: "c", children: []}]};
		eq(count(tree), 3);
		var late:Dynamic = tree;
		Reflect.setField(late, "name", "z");
		eq(tree.name, "z");
		var more:Array<Tree> = [{name: "d"}];
		Reflect.setField(late, "children", more);
		eq(count(tree), 2);
		eq(Reflect.field(late, "children").length, 1);
		for (field in Reflect.fields(late))
			t(Reflect.hasField(tree, field));
	}

	function patterns() {
		t(Square(2).match(Square(_ > 1 => true, _)));
		f(Square(1).match(Square(_ > 1 => true, _)));
		f(Nothing.match(Circle(_)));
		function same(a:Shape, b:Shape)
			return switch [a, b] {
				case [Circle(x), Circle(y)]: x == y;
				case [Square(x, l), Square(y, r)]: x == y && l == r;
				case [Nothing, Nothing]: true;
				case _: false;
			}
		t(same(Square(1), Square(1)));
		f(same(Square(1), Nothing));
		t(same(Nothing, Nothing));
	}

	function hashMaps() {
		var map = new HashMap<Key, Int>();
		map[new Key(1)] = 5;
		map[new Key(2)] = 6;
		eq(map.copy().get(new Key(2)), 6);
		var sum = 0;
		for (key => value in map)
			sum += key.code * value;
		eq(sum, 17);
		eq(Lambda.count({iterator: map.iterator}), 2);
	}

	function walks() {
		var walk = {
			var at = 0;
			{hasNext: () -> at < 3, next: () -> at++};
		}
		eq([for (value in walk) value].join(""), "012");
		var late:Dynamic = walk;
		f(late.hasNext());
	}

	function texts() {
		var text = "foo";
		var copy = new String(text);
		t(text == copy);
		eq(haxe.io.Path.normalize("http://a/b/../c"), "http://a/c");
		eq(haxe.io.Path.join(["http://x", "y"]), "http://x/y");
	}

	function types() {
		var type:Dynamic = Class;
		var values:Array<Dynamic> = [String, ByName, Class, Int, Math];
		for (value in values)
			t(Std.isOfType(value, type));
		f(Std.isOfType(Shape, type));
	}

	function stacks() {
		switch (CallStack.callStack()[0]) {
			case FilePos(Method(_, method), _, _):
				eq(method, "stacks");
			case _:
				t(false);
		}
		var thrown:haxe.Exception = new Named("x");
		eq(Std.string(thrown), "named x");
		eq(thrown.message, "x");
	}
}
