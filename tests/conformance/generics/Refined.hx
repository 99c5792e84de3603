package generics;

private enum Term<T> {
	Num(n:Int):Term<Int>;
	Text(s:String):Term<String>;
	Flag(b:Bool):Term<Bool>;
	Add(a:Term<Int>, b:Term<Int>):Term<Int>;
	Less(a:Term<Int>, b:Term<Int>):Term<Bool>;
	Cond<R>(c:Term<Bool>, a:Term<R>, b:Term<R>):Term<R>;
	Length(t:Term<String>):Term<Int>;
}

private enum Kind<T> {
	KInt:Kind<Int>;
	KString:Kind<String>;
	KFloat:Kind<Float>;
}

private class Held<T> {
	public var value:T;
	public var kind:Kind<T>;

	public function new(value, kind) {
		this.value = value;
		this.kind = kind;
	}

	public function show():String
		return switch kind {
			case KInt: "i" + value;
			case KString: "s" + value;
			case KFloat: "f" + value;
		}
}

/** Enum constructors that give the type arguments of their enum. **/
class Refined extends Check {
	static function main() {
		var it = new Refined();
		it.testValues();
		it.testReturns();
		it.testVariables();
		it.testCoverage();
		it.testStructures();
		it.done();
	}

	static function eval<T>(term:Term<T>):T
		return switch term {
			case Num(n): n;
			case Text(s): s;
			case Flag(b): b;
			case Add(a, b): eval(a) + eval(b);
			case Less(a, b): eval(a) < eval(b);
			case Cond(c, a, b): eval(c) ? eval(a) : eval(b);
			case Length(t): eval(t).length;
		}

	function testValues() {
		eq(eval(Add(Num(1), Num(2))), 3);
		eq(eval(Cond(Less(Num(1), Num(2)), Text("yes"), Text("no"))), "yes");
		eq(eval(Cond(Flag(false), Num(1), Add(Num(5), Length(Text("abc"))))), 8);
		t(eval(Flag(true)));
		f(eval(Less(Num(3), Num(3))));
		var term:Term<String> = Cond(Flag(true), Text("a"), Text("b"));
		eq(eval(term).toUpperCase(), "A");
	}

	static function first<T>(term:Term<T>):T {
		switch term {
			case Num(n):
				return n;
			case Text(s):
				var loud = s + "!";
				return loud;
			case Flag(b):
				if (b)
					return false;
				return true;
			default:
				return eval(term);
		}
	}

	function testReturns() {
		eq(first(Num(1)), 1);
		eq(first(Text("t")), "t!");
		f(first(Flag(true)));
		eq(first(Add(Num(1), Num(5))), 6);
	}

	static function zero<T>(kind:Kind<T>):T
		return switch kind {
			case KInt: 0;
			case KString: "";
			case KFloat: 0.5;
		}

	static function joined<T>(kind:Kind<T>, x:T, y:T):T
		return switch kind {
			case KInt: x + y;
			case KString: x + "," + y;
			case KFloat: x * y;
		}

	static function changed<T>(kind:Kind<T>, x:T):T {
		switch kind {
			case KInt:
				x = 5;
			case KString:
				x = "five";
			case _:
		}
		return x;
	}

	function testVariables() {
		eq(zero(KInt), 0);
		eq(zero(KString), "");
		eq(zero(KFloat), 0.5);
		eq(joined(KInt, 1, 2), 3);
		eq(joined(KString, "a", "b"), "a,b");
		eq(joined(KFloat, 1.5, 2), 3.0);
		eq(changed(KInt, 1), 5);
		eq(changed(KString, ""), "five");
		eq(changed(KFloat, 1.5), 1.5);
		eq(new Held(1, KInt).show(), "i1");
		eq(new Held("x", KString).show(), "sx");
	}

	function testCoverage() {
		var kind:Kind<Int> = KInt;
		eq(switch kind {
			case KInt: 1;
		}, 1);
		var flag:Term<Bool> = Less(Num(1), Num(1));
		eq(switch flag {
			case Flag(_): "f";
			case Less(_, _): "l";
			case Cond(_, _, _): "c";
		}, "l");
	}

	static function valueOf<T>(part:Part<T>):T {
		return switch part {
			case Whole(n): n;
			case Truth(b): b;
			case Both(one, other): {one: valueOf(one), other: valueOf(other)};
			case First(both): valueOf(both).one;
		}
	}

	function testStructures() {
		eq(valueOf(First(Both(Truth(true), Whole(1)))), true);
		eq(valueOf(Both(Whole(1), Truth(false))).other, false);
		eq(valueOf(First(Both(Whole(4), Truth(false)))) + 1, 5);
	}
}

private enum Part<T> {
	Whole(n:Int):Part<Int>;
	Truth(b:Bool):Part<Bool>;
	Both<P, Q>(one:Part<P>, other:Part<Q>):Part<{one:P, other:Q}>;
	First<P, Q>(both:Part<{one:P, other:Q}>):Part<P>;
}
