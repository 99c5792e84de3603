package numbers;

/** `UInt`. **/
class Unsigned extends Check {
	static function main() {
		var it = new Unsigned();
		it.testSign();
		it.testOperators();
		it.testAssignments();
		it.testFloats();
		it.testPlaces();
		it.done();
	}

	function testSign() {
		var most:UInt = -1;
		t(most > 0);
		t(most > 1000);
		t(1000 < most);
		eq(Std.string(most), "4294967295");
		eq("" + most, "4294967295");
		eq('$most!', "4294967295!");
		eq((most : Int), -1);
		eq(most >>> 28, 15);
		eq(most >> 28, 15);
		eq(most % 10, 5);
		eq(most / 2, 2147483647.5);
		var half:UInt = 0x80000000;
		feq(half, 2147483648.0);
		t(half < most);
		t(half >= half);
		f(most <= half);
		t(0xffffffffu32 > 1);
		eq(3u32 + 4u32, 7);
	}

	function testOperators() {
		var a:UInt = 5;
		var b:UInt = 3;
		eq(a - b, 2);
		t(b - a > a);
		eq(a * b, 15);
		eq(a & b, 1);
		eq(a | b, 7);
		eq(a ^ b, 6);
		eq(~a & 0xF, 10);
		eq(a << 1, 10);
		t(a >= b);
		t(a == 5);
		t(a != b);
		f(a == b);
		eq(-a, -5);
		eq(a % b, 2);
	}

	function testAssignments() {
		var a:UInt = 5;
		eq(a++, 5);
		eq(a, 6);
		eq(++a, 7);
		a += 4;
		eq(a, 11);
		a--;
		--a;
		eq(a, 9);
		a <<= 2;
		eq(a, 36);
		a >>>= 1;
		eq(a, 18);
		a %= 5;
		eq(a, 3);
		a -= 4;
		eq(a, 0xffffffff);
	}

	function testFloats() {
		var most:UInt = -1;
		var float:Float = most;
		feq(float, 4294967295.0);
		eq(most + 1.5, 4294967296.5);
		feq(most - 0.5, 4294967294.5);
		feq(0.5 * most, 2147483647.5);
		t(most > 2.5);
		t(2.5 < most);
		var ten:UInt = 10;
		t(ten < 10.5);
		t(ten == 10.0);
		eq(Std.int(ten), 10);
	}

	function testPlaces() {
		var list:Array<UInt> = [1, 2];
		eq(list[1], 2);
		var none:Null<UInt> = null;
		t(none == null);
		var three:UInt = 3;
		var steps = 0;
		for (i in 0...three)
			steps += i;
		eq(steps, 3);
		eq(switch three {
			case 3: "three";
			case _: "other";
		}, "three");
		var byNumber:Map<UInt, String> = [three => "t"];
		eq(byNumber[3], "t");
	}
}
