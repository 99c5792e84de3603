package numbers;

import haxe.Int32;
import haxe.Int64;

using haxe.Int64;

/** `haxe.Int64` and `haxe.Int32`. **/
class Long extends Check {
	static function main() {
		var it = new Long();
		it.testParts();
		it.testArithmetic();
		it.testBits();
		it.testAssignments();
		it.testOrder();
		it.testTexts();
		it.testConversions();
		it.testDivision();
		it.testShort();
		it.done();
	}

	function testParts() {
		var n = Int64.make(1, 2);
		eq(n.high, 1);
		eq(n.low, 2);
		eq(n.toStr(), "4294967298");
		t(n.copy() == n);
		var ten:Int64 = 10;
		eq(ten.high, 0);
		var minus:Int64 = -10;
		eq(minus.high, -1);
		eq(minus.low, -10);
		t(5i64 == Int64.ofInt(5));
		eq(0x7fffffffffffffffi64.toStr(), "9223372036854775807");
		eq((-5i64).toStr(), "-5");
	}

	function testArithmetic() {
		var ten:Int64 = 10;
		t(ten + 1 == 11);
		t(1 + ten == 11);
		eq((ten * ten).toInt(), 100);
		eq((ten - 20).toStr(), "-10");
		eq((3 - ten).toStr(), "-7");
		eq((ten / 3).toStr(), "3");
		eq((ten % 3).toInt(), 1);
		eq((-ten).toStr(), "-10");
		var big = Int64.make(0x12345678, 0x9abcdef0);
		eq((big + big).toStr(), "2623536934927580640");
		eq((big * 3).toStr(), "3935305402391370960");
		eq((big * big).toStr(), "-6493618294075612928");
		eq((0x7fffffffffffffffi64 + 1).toStr(), "-9223372036854775808");
		eq((Int64.make(-2147483648, 0) - 1).toStr(), "9223372036854775807");
		eq(Int64.add(big, ten).toStr(), "1311768467463790330");
		eq(Int64.mul(ten, -3).toStr(), "-30");
	}

	function testBits() {
		var ten:Int64 = 10;
		eq((~ten).toStr(), "-11");
		eq((ten << 40).toStr(), "10995116277760");
		eq((ten << 32).high, 10);
		eq((ten >> 1).toInt(), 5);
		eq((Int64.make(-1, -1) >>> 60).toInt(), 15);
		eq((Int64.make(-1, 0) >> 32).toInt(), -1);
		eq((ten & 6).toInt(), 2);
		eq((ten | 5).toInt(), 15);
		eq((ten ^ 3).toInt(), 9);
		eq((ten << 64).toInt(), 10);
	}

	function testAssignments() {
		var n:Int64 = 10;
		eq((n++).toInt(), 10);
		eq(n.toInt(), 11);
		eq((++n).toInt(), 12);
		n += 5;
		n -= 2;
		n *= 2;
		eq(n.toInt(), 30);
		n <<= 1;
		n--;
		eq(n.toInt(), 59);
		n /= 2;
		n %= 10;
		eq(n.toInt(), 9);
	}

	function testOrder() {
		var small:Int64 = -3;
		var large = Int64.make(1, 0);
		t(small < large);
		t(large >= 5);
		t(5 < large);
		t(small != large);
		f(small == large);
		eq(Int64.compare(small, large), -1);
		t(Int64.ucompare(small, large) > 0);
		t(Int64.isNeg(small));
		f(Int64.isNeg(large));
		t(Int64.isZero(0));
		t(Int64.eq(small, -3));
		t(Int64.neq(small, large));
	}

	function testTexts() {
		var ten:Int64 = 10;
		eq("" + ten, "10");
		eq('<$ten>', "<10>");
		eq(Int64.toStr(0), "0");
		eq(Int64.parseString("-9223372036854775808").toStr(), "-9223372036854775808");
		eq(Int64.parseString("9223372036854775807").toStr(), "9223372036854775807");
		eq(Int64.parseString("  42 ").toStr(), "42");
		exc(() -> Int64.parseString("12x"));
		exc(() -> Int64.parseString("9223372036854775808"));
	}

	function testConversions() {
		eq(Int64.fromFloat(1e12).toStr(), "1000000000000");
		eq(Int64.fromFloat(-1234567890123.75).toStr(), "-1234567890123");
		exc(() -> Int64.fromFloat(Math.NaN));
		exc(() -> Int64.fromFloat(1e30));
		exc(() -> Int64.toInt(Int64.make(1, 0)));
		eq(Int64.toInt(-7), -7);
		t(Int64.isInt64(Int64.ofInt(1)));
		f(Int64.isInt64(1));
		var none:Null<Int64> = null;
		t(none == null);
		var list:Array<Int64> = [1, 2];
		t(list[1] == 2);
		var byName = ["a" => list[0]];
		t(byName["a"] == 1);
	}

	function testDivision() {
		var parts = Int64.divMod(59, 7);
		eq(parts.quotient.toInt(), 8);
		eq(parts.modulus.toInt(), 3);
		var minus = Int64.divMod(-59, 7);
		eq(minus.quotient.toInt(), -8);
		eq(minus.modulus.toInt(), -3);
		eq((Int64.make(0x12345678, 0x9abcdef0) / 1000000007).toStr(), "1311768458");
		eq((Int64.make(0x12345678, 0x9abcdef0) % 1000000007).toStr(), "281411114");
		eq((Int64.make(-2147483648, 0) / -3).toStr(), "3074457345618258602");
		exc(() -> (1 : Int64) / 0);
	}

	function testShort() {
		var n:Int32 = 0x7fffffff;
		n++;
		eq((n : Int), -2147483648);
		var large:Int32 = 100000;
		eq((large * large : Int), 1410065408);
		eq(large + 1, 100001);
		eq(large / 8, 12500.0);
		eq(large << 20, 1778384896);
		eq(Int32.ucompare(-1, 1), 1);
		eq(Int32.ucompare(1, 1), 0);
		feq(large + 0.5, 100000.5);
	}
}
