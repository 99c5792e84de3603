package haxe;

/**
	A whole number of 64 bits, which wraps. It is an object of two halves that never changes; as a variable it may be
	null.
**/
@:transitive
abstract Int64(Halves) from Halves to Halves {
	/** The upper 32 bits. **/
	public var high(get, never):Int;

	/** The lower 32 bits. **/
	public var low(get, never):Int;

	private inline function new(value:Halves)
		this = value;

	private inline function get_high():Int
		return this.high;

	private inline function get_low():Int
		return this.low;

	/** The number itself: nothing can change it. **/
	public inline function copy():Int64
		return make(high, low);

	/** The number with these halves. **/
	public static inline function make(high:Int, low:Int):Int64
		return new Int64(new Halves(high, low));

	/** An `Int` with its sign. **/
	@:from public static inline function ofInt(value:Int):Int64
		return make(value >> 31, value);

	/** The number as an `Int`; throws if it is none. **/
	public static function toInt(value:Int64):Int {
		if (value.high != value.low >> 31)
			throw "Overflow";
		return value.low;
	}

	/** Whether a value is such a number. **/
	@:deprecated("haxe.Int64.is() is deprecated. Use haxe.Int64.isInt64() instead")
	public static inline function is(value:Dynamic):Bool
		return isInt64(value);

	/** Whether a value is such a number. **/
	public static function isInt64(value:Dynamic):Bool
		return Std.isOfType(value, Halves);

	/** The upper 32 bits. **/
	@:deprecated("Use high instead")
	public static inline function getHigh(value:Int64):Int
		return value.high;

	/** The lower 32 bits. **/
	@:deprecated("Use low instead")
	public static inline function getLow(value:Int64):Int
		return value.low;

	/** Whether it is below 0. **/
	public static inline function isNeg(value:Int64):Bool
		return value.high < 0;

	/** Whether it is 0. **/
	public static inline function isZero(value:Int64):Bool
		return value == 0;

	/** Which of two numbers is the larger one: below 0, 0 or above 0. **/
	public static function compare(a:Int64, b:Int64):Int {
		if (a.high != b.high)
			return a.high < b.high ? -1 : 1;
		return Int32.ucompare(a.low, b.low);
	}

	/** As `compare`, with both numbers read without a sign. **/
	public static function ucompare(a:Int64, b:Int64):Int {
		var order = Int32.ucompare(a.high, b.high);
		return order != 0 ? order : Int32.ucompare(a.low, b.low);
	}

	/** The decimal digits. **/
	public static inline function toStr(value:Int64):String
		return value.toString();

	private inline function toString():String
		return this.toString();

	/** Reads decimal digits, with a sign maybe; throws if there is anything else, or too much. **/
	public static function parseString(text:String):Int64
		return Int64Helper.parseString(text);

	/** The number without its fraction; throws if a `Float` of this size is not exact any more. **/
	public static function fromFloat(value:Float):Int64
		return Int64Helper.fromFloat(value);

	/** Quotient and rest, as `/` and `%` give them. **/
	public static function divMod(dividend:Int64, divisor:Int64):{quotient:Int64, modulus:Int64} {
		if (divisor.high == 0) {
			if (divisor.low == 0)
				throw "divide by zero";
			if (divisor.low == 1)
				return {quotient: dividend.copy(), modulus: ofInt(0)};
		}
		var negativeRest = dividend.high < 0;
		var negative = negativeRest != (divisor.high < 0);
		var rest = negativeRest ? -dividend : dividend.copy();
		var by = divisor.high < 0 ? -divisor : divisor;
		var quotient = ofInt(0);
		var bit = ofInt(1);
		while (by.high >= 0 && ucompare(by, rest) < 0) {
			by = by << 1;
			bit = bit << 1;
		}
		while (bit.high != 0 || bit.low != 0) {
			if (ucompare(rest, by) >= 0) {
				quotient = quotient | bit;
				rest = rest - by;
			}
			bit = bit >>> 1;
			by = by >>> 1;
		}
		return {
			quotient: negative ? -quotient : quotient,
			modulus: negativeRest ? -rest : rest
		};
	}

	/** `-value`. **/
	@:op(-A) public static function neg(value:Int64):Int64 {
		var low = -value.low;
		return make(low == 0 ? -value.high : ~value.high, low);
	}

	@:op(++A) private inline function stepUp():Int64 {
		this = (new Int64(this) + 1 : Int64);
		return new Int64(this);
	}

	@:op(A++) private inline function stepUpAfter():Int64 {
		var before = new Int64(this);
		this = (before + 1 : Int64);
		return before;
	}

	@:op(--A) private inline function stepDown():Int64 {
		this = (new Int64(this) - 1 : Int64);
		return new Int64(this);
	}

	@:op(A--) private inline function stepDownAfter():Int64 {
		var before = new Int64(this);
		this = (before - 1 : Int64);
		return before;
	}

	/** `a + b`. **/
	@:op(A + B) public static function add(a:Int64, b:Int64):Int64 {
		var low = a.low + b.low;
		var carry = Int32.ucompare(low, a.low) < 0 ? 1 : 0;
		return make(a.high + b.high + carry, low);
	}

	@:op(A + B) @:commutative private static inline function addInt(a:Int64, b:Int):Int64
		return add(a, b);

	/** `a - b`. **/
	@:op(A - B) public static function sub(a:Int64, b:Int64):Int64 {
		var borrow = Int32.ucompare(a.low, b.low) < 0 ? 1 : 0;
		return make(a.high - b.high - borrow, a.low - b.low);
	}

	@:op(A - B) private static inline function subInt(a:Int64, b:Int):Int64
		return sub(a, b);

	@:op(A - B) private static inline function intSub(a:Int, b:Int64):Int64
		return sub(a, b);

	/** `a * b`. **/
	@:op(A * B) public static function mul(a:Int64, b:Int64):Int64 {
		var aLower = a.low & 0xFFFF, aUpper = a.low >>> 16;
		var bLower = b.low & 0xFFFF, bUpper = b.low >>> 16;
		var lowest = aLower * bLower;
		var first = aUpper * bLower;
		var second = aLower * bUpper;
		// Each sum stays below 2^32 as a number without sign.
		var middle = first + (lowest >>> 16);
		var middleLow = (middle & 0xFFFF) + second;
		var high = aUpper * bUpper + (middle >>> 16) + (middleLow >>> 16);
		return make(high + a.low * b.high + a.high * b.low, a.low * b.low);
	}

	@:op(A * B) @:commutative private static inline function mulInt(a:Int64, b:Int):Int64
		return mul(a, b);

	/** `a / b`, towards 0. **/
	@:op(A / B) public static inline function div(a:Int64, b:Int64):Int64
		return divMod(a, b).quotient;

	@:op(A / B) private static inline function divInt(a:Int64, b:Int):Int64
		return div(a, b);

	@:op(A / B) private static inline function intDiv(a:Int, b:Int64):Int64
		return div(a, b);

	/** `a % b`, with the sign of `a`. **/
	@:op(A % B) public static inline function mod(a:Int64, b:Int64):Int64
		return divMod(a, b).modulus;

	@:op(A % B) private static inline function modInt(a:Int64, b:Int):Int64
		return mod(a, b);

	@:op(A % B) private static inline function intMod(a:Int, b:Int64):Int64
		return mod(a, b);

	/** `a == b`. **/
	@:op(A == B) public static inline function eq(a:Int64, b:Int64):Bool
		return a.high == b.high && a.low == b.low;

	@:op(A == B) @:commutative private static inline function eqInt(a:Int64, b:Int):Bool
		return eq(a, b);

	/** `a != b`. **/
	@:op(A != B) public static inline function neq(a:Int64, b:Int64):Bool
		return a.high != b.high || a.low != b.low;

	@:op(A != B) @:commutative private static inline function neqInt(a:Int64, b:Int):Bool
		return neq(a, b);

	@:op(A < B) private static inline function below(a:Int64, b:Int64):Bool
		return compare(a, b) < 0;

	@:op(A < B) private static inline function belowInt(a:Int64, b:Int):Bool
		return compare(a, b) < 0;

	@:op(A < B) private static inline function intBelow(a:Int, b:Int64):Bool
		return compare(a, b) < 0;

	@:op(A <= B) private static inline function notAbove(a:Int64, b:Int64):Bool
		return compare(a, b) <= 0;

	@:op(A <= B) private static inline function notAboveInt(a:Int64, b:Int):Bool
		return compare(a, b) <= 0;

	@:op(A <= B) private static inline function intNotAbove(a:Int, b:Int64):Bool
		return compare(a, b) <= 0;

	@:op(A > B) private static inline function above(a:Int64, b:Int64):Bool
		return compare(a, b) > 0;

	@:op(A > B) private static inline function aboveInt(a:Int64, b:Int):Bool
		return compare(a, b) > 0;

	@:op(A > B) private static inline function intAbove(a:Int, b:Int64):Bool
		return compare(a, b) > 0;

	@:op(A >= B) private static inline function notBelow(a:Int64, b:Int64):Bool
		return compare(a, b) >= 0;

	@:op(A >= B) private static inline function notBelowInt(a:Int64, b:Int):Bool
		return compare(a, b) >= 0;

	@:op(A >= B) private static inline function intNotBelow(a:Int, b:Int64):Bool
		return compare(a, b) >= 0;

	@:op(~A) private static inline function complement(value:Int64):Int64
		return make(~value.high, ~value.low);

	/** `a & b`. **/
	@:op(A & B) public static inline function and(a:Int64, b:Int64):Int64
		return make(a.high & b.high, a.low & b.low);

	/** `a | b`. **/
	@:op(A | B) public static inline function or(a:Int64, b:Int64):Int64
		return make(a.high | b.high, a.low | b.low);

	/** `a ^ b`. **/
	@:op(A ^ B) public static inline function xor(a:Int64, b:Int64):Int64
		return make(a.high ^ b.high, a.low ^ b.low);

	/** `a << b`, the count from 0 to 63. **/
	@:op(A << B) public static function shl(a:Int64, b:Int):Int64 {
		var count = b & 63;
		if (count == 0)
			return a.copy();
		if (count >= 32)
			return make(a.low << (count - 32), 0);
		return make(a.high << count | a.low >>> (32 - count), a.low << count);
	}

	/** `a >> b` with the sign kept, the count from 0 to 63. **/
	@:op(A >> B) public static function shr(a:Int64, b:Int):Int64 {
		var count = b & 63;
		if (count == 0)
			return a.copy();
		if (count >= 32)
			return make(a.high >> 31, a.high >> (count - 32));
		return make(a.high >> count, a.high << (32 - count) | a.low >>> count);
	}

	/** `a >>> b` with zeros from above, the count from 0 to 63. **/
	@:op(A >>> B) public static function ushr(a:Int64, b:Int):Int64 {
		var count = b & 63;
		if (count == 0)
			return a.copy();
		if (count >= 32)
			return make(0, a.high >>> (count - 32));
		return make(a.high >>> count, a.high << (32 - count) | a.low >>> count);
	}
}

/** What an `Int64` is at run time. **/
private class Halves {
	public final high:Int;
	public final low:Int;

	public function new(high:Int, low:Int) {
		this.high = high;
		this.low = low;
	}

	/** The decimal digits. **/
	public function toString():String {
		var value:Int64 = this;
		if (value == 0)
			return "0";
		var text = "";
		var negative = value.high < 0;
		while (value != 0) {
			var parts = Int64.divMod(value, 10);
			var digit = parts.modulus.low;
			text = (digit < 0 ? -digit : digit) + text;
			value = parts.quotient;
		}
		return negative ? "-" + text : text;
	}
}
