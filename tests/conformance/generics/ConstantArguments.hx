package generics;

/** Constants as type arguments. **/
class ConstantArguments extends Check {
	static function main() {
		var it = new ConstantArguments();
		it.test();
		it.done();
	}

	function test() {
		var a = new ConstParam<"hello">();
		eq(a.kind(), "const");
		var b:ConstParam<1> = new ConstParam<1>();
		eq(b.kind(), "const");
		var c:ConstParam<[1,2]> = null;
		t(c == null);
		var d:ConstParam<true> = new ConstParam<true>();
		eq(d.kind(), "const");
		var f2:ConstParam<-1> = null;
		t(f2 == null);
		var w = new Two<"k", Int>(5);
		eq(w.t, 5);
		var i:IC<"x"> = new Impl();
		t(i != null);
		var arr:Array<ConstParam<"a">> = [new ConstParam<"a">()];
		eq(arr.length, 1);
		var m = new Map<String, ConstParam<1.5>>();
		f(m.exists("x"));
		eq(new Told<"key">().told(), "key");
		eq(new Told<"key">().text(), "<key>");
		eq(new Told<7>().told(), 7);
		eq(new Told<true>().later()(), true);
	}
}

private class ConstParam<@:const T> {
	public function new() {}
	public function kind() return "const";
}

private class Two<@:const A:String, T> {
	public var t:T;
	public function new(t:T) this.t = t;
}

private interface IC<@:const T> {}

private class Impl implements IC<"x"> {
	public function new() {}
}

@:generic
private class Told<@:const T> {
	public function new() {}
	public function told() return T;
	public function text() return "<" + T + ">";
	public function later() return () -> T;
}
