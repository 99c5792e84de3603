package generics;

private enum Chain<T> {
	End;
	Link(head:T, tail:Chain<T>);
}

/** Local functions with type parameters. **/
class LocalFunctions extends Check {
	var field = 5;

	static function main() {
		var it = new LocalFunctions();
		it.testPlain();
		it.testCaptured();
		it.testRecursion();
		it.testNested();
		it.testShapes();
		it.testInGeneric("word", 3);
		it.done();
	}

	function testPlain() {
		function same<T>(x:T):T
			return x;
		eq(same(1), 1);
		eq(same("a"), "a");
		eq(same(1.5), 1.5);
		t(same(true));
		function pair<A, B>(a:A, b:B)
			return {a: a, b: b};
		var p = pair(1, "x");
		eq(p.a, 1);
		eq(p.b, "x");
		eq(pair("y", 2).a, "y");
		function equal<T>(a:T, b:T)
			return a == b;
		t(equal(1, 1));
		t(equal("a", "a"));
		f(equal(1.5, 2.5));
		var named:Int->Int = same;
		eq(named(7), 7);
		aeq([1, 2].map(same), [1, 2]);
	}

	function testCaptured() {
		var count = 10;
		function counted<T>(x:T):Array<T> {
			count++;
			return [x];
		}
		eq(counted("q")[0], "q");
		eq(counted(3)[0], 3);
		eq(count, 12);
		var texts = [];
		function add<T>(x:T) {
			texts.push(Std.string(x));
		}
		add(1);
		add(true);
		add("x");
		eq(texts.join(","), "1,true,x");
		function withThis<T>(x:T):String {
			field++;
			return Std.string(x) + field;
		}
		eq(withThis(1), "16");
		eq(withThis("q"), "q7");
		function kept<T>(x:T):() -> T {
			return function() return x;
		}
		eq(kept(3)(), 3);
		eq(kept("c")(), "c");
	}

	function testRecursion() {
		function repeat<T>(n:Int, x:T, into:Array<T>):Array<T> {
			if (n == 0)
				return into;
			into.push(x);
			return repeat(n - 1, x, into);
		}
		eq(repeat(3, "z", []).join(","), "z,z,z");
		eq(repeat(2, 1, []).length, 2);
		function length<T>(chain:Chain<T>):Int
			return switch chain {
				case End: 0;
				case Link(_, tail): 1 + length(tail);
			}
		eq(length(Link(1, Link(2, End))), 2);
		eq(length(Link("a", End)), 1);
	}

	function testNested() {
		function outer<T>(x:T):Array<T> {
			function inner<S>(y:S):{a:T, b:S}
				return {a: x, b: y};
			var p = inner("s");
			var q = inner(3);
			return [p.a, q.a];
		}
		eq(outer(4).join("-"), "4-4");
		eq(outer("z").join("-"), "z-z");
		function twice<T>(x:T):Array<T>
			return [x, x];
		var sum = function(n:Int) {
			function count<Q>(q:Q)
				return twice(q).length;
			return count(n) + count("s");
		}
		eq(sum(1), 4);
	}

	function testShapes() {
		function fold<A, B>(list:Array<A>, first:B, step:(B, A) -> B):B {
			var result = first;
			for (item in list)
				result = step(result, item);
			return result;
		}
		eq(fold([1, 2, 3], 0, (a, b) -> a + b), 6);
		eq(fold(["a", "b"], "", (a, b) -> a + b), "ab");
		eq(fold([1, 2], "", (a, b) -> a + b), "12");
		function times<T>(x:T, n:Int = 3):Array<T>
			return [for (_ in 0...n) x];
		eq(times("k").length, 3);
		eq(times(true, 2).length, 2);
		function given<T>(...rest:T)
			return rest.length;
		eq(given(1, 2), 2);
		eq(given("a"), 1);
		function checked<T>(x:T):T {
			if (x == null)
				throw "null";
			return x;
		}
		eq(checked("a"), "a");
		exc(() -> checked(null));
		function larger<T:Float>(a:T, b:T)
			return a > b;
		t(larger(2, 1));
		f(larger(0.5, 1.5));
		function field<T:{v:Int}>(x:T)
			return x.v + 1;
		eq(field({v: 3}), 4);
		eq(field({v: 4, w: 2}), 5);
		function or<T>(x:Null<T>, otherwise:T):T
			return x == null ? otherwise : x;
		eq(or(null, 3), 3);
		eq(or("x", "y"), "x");
		inline function inlined<T>(x:T):T
			return x;
		eq(inlined(4), 4);
		eq(inlined("i"), "i");
	}

	function testInGeneric<T>(x:T, n:Int) {
		function with<S>(s:S):{t:T, s:S}
			return {t: x, s: s};
		eq(with(n).s, n);
		eq(with("p").t, x);
		function counter<Q>() {
			var calls = 0;
			return function(q:Q) {
				calls++;
				return calls;
			}
		}
		var count = counter();
		count("a");
		eq(count("b"), 2);
	}
}
