package library;

import haxe.rtti.Meta;

@e
private enum Kind {
	@x(5) A;
	B;
	@y C(i:Int);
}

private class Nothing {
	public function new() {}
}

@i("if")
private interface Asked {
	@q function f():Void;
}

/** `haxe.rtti.Meta`: metadata that programs read. **/
@author("Nicolas") @debug @range(1, -5.5) @obj({a: [1, "x"], b: true}) @:nope(1)
class Metadata extends Check {
	@field("f") var a:Int;

	@stat static var b:Int;

	@m(null) @n public function foo() {}

	@st(["q\n"]) static function bar() {}

	static function main() {
		var it = new Metadata();
		it.ofTypes();
		it.ofMembers();
		it.ofOthers();
		it.done();
	}

	function ofTypes() {
		var m = Meta.getType(Metadata);
		eq(m.author[0], "Nicolas");
		eq(m.debug, null);
		t(Reflect.hasField(m, "debug"));
		eq(m.range[0] + m.range[1], -4.5);
		eq(m.obj[0].a[1], "x");
		t(m.obj[0].b);
		f(Reflect.hasField(m, ":nope"));
		eq(Reflect.fields(m).length, 4);
	}

	function ofMembers() {
		var fields = Meta.getFields(Metadata);
		eq(fields.a.field[0], "f");
		eq(fields.foo.m[0], null);
		eq(fields.foo.n, null);
		eq(Reflect.fields(fields.foo).length, 2);
		var statics = Meta.getStatics(Metadata);
		eq(Reflect.fields(statics).length, 2);
		eq(statics.bar.st[0][0], "q\n");
		t(Reflect.hasField(statics.b, "stat"));
	}

	function ofOthers() {
		t(Reflect.hasField(Meta.getType(Kind), "e"));
		eq(Meta.getFields(Kind).A.x[0], 5);
		eq(Reflect.fields(Meta.getFields(Kind)).length, 2);
		eq(Reflect.fields(Meta.getType(Nothing)).length, 0);
		eq(Reflect.fields(Meta.getFields(Nothing)).length, 0);
		eq(Meta.getType(Asked).i[0], "if");
	}
}
