package patterns;

private enum Tree<T> {
	Leaf(v:T);
	Node(l:Tree<T>, r:Tree<T>);
	Empty;
}

private enum E1 {
	A;
	B(x:Int);
	C(s:String, ?o:Int);
	D(e:E1, f:{x:Int, y:String});
	F(a:Array<Int>);
	G(f:Float, b:Bool);
}

private enum abstract EA(Int) { var One = 1; var Two = 2; var Three; }

private enum abstract ES(String) to String { var X = "x"; var Y = "y"; }

/** Patterns of every kind, nested. **/
class Matching extends Check {
	static function main() {
		var m = new Matching();
		m.t1();
		m.t2();
		m.t3();
		m.t4();
		m.tests();
		m.done();
	}
	static inline var K = 7;
	static final KF = 8;

	function cls(i:Int) return switch i {
		case 0: "z";
		case 1 | 2: "ot";
		case K: "k";
		case x if (x > 100): "big" + x;
		case _ % 2 => 0: "even";
		case isNeg(_) => true: "neg";
		case x: "o" + x;
	}

	static function isNeg(x:Int) return x < 0;

	function t1() {
		eq(cls(0), "z");
		eq(cls(2), "ot");
		eq(cls(7), "k");
		eq(cls(101), "big101");
		eq(cls(4), "even");
		eq(cls(-3), "neg");
		eq(cls(9), "o9");

		function str(s:String) return switch s {
			case "a": 1;
			case "b" | "c": 2;
			case null: -1;
			case _.toUpperCase() => "D": 4;
			case _.length => l if (l > 3): l * 10;
			default: 0;
		}
		eq(str("a"), 1);
		eq(str("c"), 2);
		eq(str(null), -1);
		eq(str("d"), 4);
		eq(str("hello"), 50);
		eq(str("q"), 0);

		function fl(f:Float) return switch f { case 0: "zero"; case 1.5: "1.5"; case _: "other"; }
		eq(fl(0.0), "zero");
		eq(fl(1.5), "1.5");
		eq(fl(2), "other");

		function bb(a:Bool, b:Bool) return switch [a, b] {
			case [true, true]: 3;
			case [true, false]: 2;
			case [false, true]: 1;
			case [false, false]: 0;
		}
		eq(bb(true, false), 2);
		eq(bb(false, false), 0);

		function tup(a:Int, s:String, e:E1) return switch [a, s, e] {
			case [1, "x", A]: 1;
			case [_, _, B(n)] if (n == a): 2;
			case [2 | 3, "y", _]: 3;
			case [x, y, C(z, _)]: x + y.length + z.length;
			case _: -1;
		}
		eq(tup(1, "x", A), 1);
		eq(tup(5, "q", B(5)), 2);
		eq(tup(3, "y", A), 3);
		eq(tup(3, "ab", C("xyz")), 8);
		eq(tup(0, "", A), -1);

		function ar(a:Array<Int>) return switch a {
			case []: "e";
			case [x]: "1:" + x;
			case [1, y] | [y, 1]: "has1:" + y;
			case [_, _, _]: "3";
			case all: "n" + all.length;
		}
		eq(ar([]), "e");
		eq(ar([3]), "1:3");
		eq(ar([1, 5]), "has1:5");
		eq(ar([5, 1]), "has1:5");
		eq(ar([1,2,3]), "3");
		eq(ar([1,2,3,4]), "n4");
	}

	function sum(t:Tree<Int>):Int return switch t {
		case Leaf(v): v;
		case Node(Leaf(a), Leaf(b)): a + b;
		case Node(l, r): sum(l) + sum(r);
		case Empty: 0;
	}

	function e1(e:E1) return switch e {
		case A: "A";
		case B(1 | 2): "B12";
		case B(x = 3 | 4): "B34" + x;
		case B(var y): "B" + y;
		case C(s, null): "Cn" + s;
		case C(_, o): "C" + o;
		case D(A, {x: 1}): "D1";
		case D(B(q), {x: w, y: "s"}): "D" + (q + w);
		case D(e, {y: z}): "D?" + z + e1(e);
		case F([]): "F0";
		case F([a, _]): "F2" + a;
		case F(arr): "F" + arr.length;
		case G(_, true): "Gt";
		case G(f, _): "G" + f;
	}

	function t2() {
		eq(sum(Node(Leaf(1), Node(Leaf(2), Leaf(3)))), 6);
		eq(e1(A), "A");
		eq(e1(B(2)), "B12");
		eq(e1(B(4)), "B344");
		eq(e1(B(9)), "B9");
		eq(e1(C("x")), "Cnx");
		eq(e1(C("x", 5)), "C5");
		eq(e1(D(A, {x:1, y:""})), "D1");
		eq(e1(D(B(2), {x:3, y:"s"})), "D5");
		eq(e1(D(A, {x:3, y:"k"})), "D?kA");
		eq(e1(F([])), "F0");
		eq(e1(F([4,5])), "F24");
		eq(e1(F([4,5,6])), "F3");
		eq(e1(G(1.5, true)), "Gt");
		eq(e1(G(1.5, false)), "G1.5");

		function ea(e:EA) return switch e { case One: 1; case Two: 2; case Three: 3; }
		eq(ea(Three), 3);

		function es(e:ES) return switch e { case X: "xx"; case Y: "yy"; }
		eq(es(Y), "yy");

		function dy(d:Dynamic) return switch (d) {
			case 1: "int";
			case "s": "str";
			case true: "bool";
			case null: "null";
			case _: "else";
		}
		eq(dy(1), "int");
		eq(dy("s"), "str");
		eq(dy(true), "bool");
		eq(dy(null), "null");
		eq(dy([]), "else");

		function ni(n:Null<Int>) return switch n { case null: "n"; case 0: "z"; case v: "v" + v; }
		eq(ni(null), "n");
		eq(ni(0), "z");
		eq(ni(3), "v3");
		var v = switch { x: 1, y: [2, 3] }
		{ case {x: 0}: 0; case {y: [a, b], x: c}: a + b + c; case _: -1; }
		eq(v, 6);
		var r = switch (B(3)) { case B(_ + 1 => n): n; case _: 0; }
		eq(r, 4);
		var r2 = switch "a,b" { case _.split(",") => [a, b]: a + b; case _: ""; }
		eq(r2, "ab");
		final r3 = switch [1, 2] { case [var a, final b]: a + b; }
		eq(r3, 3);
		eq(switch 5 { case var x if (x > 3): x; case _: 0; }, 5);
		switch 3 { case 1: f(true); case 3: }
		switch 3 { case _: }
		var o:Tree<String> = Leaf("x");
		t(o.match(Leaf(_)));
		f(o.match(Node(_, _)));
		t(o.match(Leaf("x" | "y")));
		f(o.match(Empty | Leaf("z")));
		t(switch o { case Leaf(s) if (s == "x"): true; case _: false; });
		var x = 5;
		switch x { case 5: x = 6; case 6: x = 7; }
		eq(x, 6);
		var z:Int;
		switch x { case 6: z = 1; case _: z = 2; }
		eq(z, 1);
		eq(switch [1,2,3] { case [a, b, c] if (a + b == c): "sum"; default: "no"; }, "sum");
	}

	function retsw(x:Int):String {
		return switch x { case 0: return "early"; case 1: throw "t"; case 2: "two"; case _: { var k = x * 2; "k" + k; } }
	}

	function t3() {
		eq(retsw(0), "early");
		exc(() -> retsw(1));
		eq(retsw(2), "two");
		eq(retsw(5), "k10");
		var c:Class<Dynamic> = String;
		eq(switch c { case String: "S"; case _: "?"; }, "S");
		var ct:Class<Matching> = Matching;
		var s = "q";
		var res = switch (s) { case x = "q": x + x; case _: ""; }
		eq(res, "qq");
	}

	function t4() {
		eq(K, 7);
		var a = [for (i in 0...10) switch i { case 3: continue; case 5: break; case x: x; }];
		aeq(a, [0,1,2,4]);
	}

	/** Whether a value matches, as a condition and as a value. **/
	function tests() {
		var deep = Node(Leaf(Leaf(1)), Empty);
		var found = 0;
		if (deep.match(Node(Leaf(Leaf(_)), _)))
			found++;
		if (!deep.match(Node(Leaf(Empty), _)))
			found++;
		eq(found, 2);
		var inner = deep.match(Node(Leaf(Leaf(1 | 2)), Empty));
		t(inner);
		f(deep.match(Node(_, Leaf(_))) || deep.match(Node(Leaf(Leaf(3)), _)));
		eq([deep, Empty].filter(x -> x.match(Node(Leaf(Leaf(_)), _))).length, 1);
		var left = Node(Leaf(1), Leaf(2));
		while (left.match(Node(Leaf(_), Leaf(_))))
			left = Node(Empty, Empty);
		f(left.match(Node(Leaf(_), _)));
		t(switch left { case Node(Empty, Empty): true; case _: false; });
		t(D(B(3), {x: 1, y: "y"}).match(D(B(3 | 4), {x: 1})));
	}
}
