package numbers;

import haxe.Int64;

/** Literals, operators and conversions of Int and Float. **/
class Arithmetic extends Check {
	static function main() {
		var it = new Arithmetic();
		it.testLiterals();
		it.testOperators();
		it.testUpdates();
		it.testTexts();
		it.testNullable();
		it.testConversions();
		it.done();
	}

	function testLiterals() {
		eq(7i32, 7);
		eq(-7i32, -7);
		eq(0x7fi32, 127);
		t(7i64 == Int64.ofInt(7));
		eq(Int64.toStr(0xFEDCBA98i64), "4275878552");
		eq(Int64.toStr(12_000_000_000i64), "12000000000");
		eq(7u32, 7);
		feq(7f64, 7.0);
		feq(7.5f64, 7.5);
		feq(.4f64, 0.4);
		feq(1e+3f64, 1000);
		feq(1_000.5, 1000.5);
		eq(12_000, 12000);
		eq(0xFF_FF, 65535);
		feq(1_0e1_0, 1e11);
		feq(.5, 0.5);
		eq(0x80000000, -2147483648);
	}

	function testOperators() {
		eq(5 % 3, 2);
		eq(-5 % 3, -2);
		feq(5.5 % 2, 1.5);
		eq(-7 >> 1, -4);
		eq(-1 >>> 28, 15);
		eq(1 << 33, 2);
		eq(~5, -6);
		eq(5 & 6 | 1, 5);
		eq(5 ^ 3, 6);
		eq(1 + 2 * 3, 7);
		feq(7 / 2, 3.5);
		eq(Std.int(-3.7), -3);
		eq(2147483647 + 1, -2147483648);
		t(1 < 2 == true);
		t(!false && !(1 > 2) || false);
		t(Math.NaN != Math.NaN);
		t(-0.0 == 0.0);
	}

	function testUpdates() {
		var i = 5;
		eq(i++ + ++i, 12);
		eq(i-- - --i, 2);
		i += 3;
		i *= 2;
		i %= 7;
		i <<= 2;
		i |= 3;
		i &= 14;
		i ^= 5;
		eq(i, 15);
		i >>>= 1;
		eq(i, 7);
		var x = 5.0;
		x /= 2;
		feq(x, 2.5);
		x %= 1;
		feq(x, 0.5);
		var list:Array<Float> = [1, 2];
		list[0] += 1;
		list[1]++;
		feq(list[0] * list[1], 6);
		var o = {i: 1, f: 1.5};
		o.i += 2;
		o.f -= o.i;
		feq(o.f, -1.5);
		var byName:Map<String, Int> = ["a" => 1];
		byName["a"] += 4;
		byName["a"]++;
		eq(byName["a"], 6);
		var d:Dynamic = 5;
		d += 1;
		d = d * 1.5;
		feq(d, 9);
	}

	function testTexts() {
		var s = "a";
		s += 1;
		s += null;
		s += true;
		eq(s, "a1nulltrue");
		eq("" + 1.5 + [1] + {a: 1}, "1.5[1]{a: 1}");
		eq(1 + 2 + "x" + 1 + 2, "3x12");
		t("a" < "b");
	}

	function testNullable() {
		var n:Null<Int> = 3;
		eq(n + 1, 4);
		n++;
		n += 2;
		eq(n, 6);
		var x:Null<Float> = 2;
		feq(x * n, 12);
		t(n > 5);
	}

	function float(x:Float = 1)
		return x;

	function testConversions() {
		var i:Int = 3;
		var x:Float = i;
		feq(x / 2, 1.5);
		var list:Array<Float> = [1, 2.5, i];
		feq(list[0] + list[2], 4);
		var byName:Map<String, Float> = ["a" => 1];
		feq(byName["a"], 1);
		var o:{x:Float} = {x: i};
		feq(o.x, 3);
		var f:Float->Float = x -> x;
		feq(f(i), 3);
		var n:Null<Float> = i;
		feq(n, 3);
		var made:() -> Float = () -> i;
		feq(made(), 3);
		feq(i > 2 ? i : 2.5, 3);
		feq(float(), 1);
		feq(float(i), 3);
		var d:Dynamic = i;
		var fromDynamic:Float = d;
		feq(fromDynamic, 3);
		t(i == x);
		eq(switch x {
			case 3: "three";
			case _: "other";
		}, "three");
		x += i;
		i = Std.int(x);
		eq(i, 6);
		x = i++;
		feq(x, 6);
		var counted:Array<Float> = [for (k in 0...3) k + 1];
		feq(counted[2], 3);
	}
}
