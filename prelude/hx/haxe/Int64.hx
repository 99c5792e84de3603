package haxe;

/**
	A whole number of 64 bits, which wraps. As a variable it may be null. Where an operand is an `Int`, it is turned into one
	such number first.
**/
@:transitive
abstract Int64(___Int64) from ___Int64 to ___Int64 {
	/** The upper 32 bits. **/
	public var high(get, never):Int;

	/** The lower 32 bits. **/
	public var low(get, never):Int;

	@:rust("hx2rs_prelude::int64::high")
	private function get_high():Int;

	@:rust("hx2rs_prelude::int64::low")
	private function get_low():Int;

	/** The number itself: nothing can change it. **/
	public inline function copy():Int64
		return this;

	/** The number with these halves. **/
	@:rust("hx2rs_prelude::int64::make")
	public static function make(high:Int, low:Int):Int64;

	/** An `Int` with its sign. **/
	@:rust("hx2rs_prelude::int64::of_int")
	@:from public static function ofInt(value:Int):Int64;

	/** The number as an `Int`; throws if it is none. **/
	public static function toInt(value:Int64):Int {
		var low = value.low;
		if (value != low)
			throw "Overflow";
		return low;
	}

	/** Whether a value is such a number. **/
	@:deprecated("haxe.Int64.is() is deprecated. Use haxe.Int64.isInt64() instead")
	public static inline function is(value:Dynamic):Bool
		return isInt64(value);

	/** Whether a value is such a number. **/
	public static function isInt64(value:Dynamic):Bool
		return Std.isOfType(value, ___Int64);

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
		return value < 0;

	/** Whether it is 0. **/
	public static inline function isZero(value:Int64):Bool
		return value == 0;

	/** Which of two numbers is the larger one: below 0, 0 or above 0. **/
	@:rust("hx2rs_prelude::int64::compare")
	public static function compare(a:Int64, b:Int64):Int;

	/** As `compare`, with both numbers read without a sign. **/
	@:rust("hx2rs_prelude::int64::compare_unsigned")
	public static function ucompare(a:Int64, b:Int64):Int;

	/** The decimal digits. **/
	@:rust("hx2rs_prelude::int64::text")
	public static function toStr(value:Int64):String;

	@:rust("hx2rs_prelude::int64::text")
	private function toString():String;

	/** Reads decimal digits, with a sign maybe; throws if there is anything else, or too much. **/
	public static function parseString(text:String):Int64
		return Int64Helper.parseString(text);

	/** The number without its fraction; throws if a `Float` of this size is not exact any more. **/
	public static function fromFloat(value:Float):Int64
		return Int64Helper.fromFloat(value);

	/** Quotient and rest, as `/` and `%` give them. **/
	public static function divMod(dividend:Int64, divisor:Int64):{quotient:Int64, modulus:Int64}
		return {quotient: dividend / divisor, modulus: dividend % divisor};

	/** `-value`. **/
	@:rust("hx2rs_prelude::int64::negate")
	@:op(-A) public static function neg(value:Int64):Int64;

	@:op(++A) private inline function stepUp():Int64 {
		this = (this : Int64) + 1;
		return this;
	}

	@:op(A++) private inline function stepUpAfter():Int64 {
		var before:Int64 = this;
		this = before + 1;
		return before;
	}

	@:op(--A) private inline function stepDown():Int64 {
		this = (this : Int64) - 1;
		return this;
	}

	@:op(A--) private inline function stepDownAfter():Int64 {
		var before:Int64 = this;
		this = before - 1;
		return before;
	}

	/** `a + b`. **/
	@:rust("hx2rs_prelude::int64::add")
	@:op(A + B) public static function add(a:Int64, b:Int64):Int64;

	/** `a - b`. **/
	@:rust("hx2rs_prelude::int64::sub")
	@:op(A - B) public static function sub(a:Int64, b:Int64):Int64;

	/** `a * b`. **/
	@:rust("hx2rs_prelude::int64::mul")
	@:op(A * B) public static function mul(a:Int64, b:Int64):Int64;

	/** `a / b`, towards 0. **/
	@:op(A / B) public static function div(a:Int64, b:Int64):Int64 {
		if (b == 0)
			throw "divide by zero";
		return quotient(a, b);
	}

	@:rust("hx2rs_prelude::int64::div")
	private static function quotient(a:Int64, b:Int64):Int64;

	/** `a % b`, with the sign of `a`. **/
	@:op(A % B) public static function mod(a:Int64, b:Int64):Int64 {
		if (b == 0)
			throw "divide by zero";
		return rest(a, b);
	}

	@:rust("hx2rs_prelude::int64::rem")
	private static function rest(a:Int64, b:Int64):Int64;

	/** `a == b`. **/
	@:rust("hx2rs_prelude::int64::equal")
	@:op(A == B) public static function eq(a:Int64, b:Int64):Bool;

	/** `a != b`. **/
	@:rust("hx2rs_prelude::int64::unequal")
	@:op(A != B) public static function neq(a:Int64, b:Int64):Bool;

	@:rust("hx2rs_prelude::int64::less")
	@:op(A < B) private static function below(a:Int64, b:Int64):Bool;

	@:rust("hx2rs_prelude::int64::less_or_equal")
	@:op(A <= B) private static function notAbove(a:Int64, b:Int64):Bool;

	@:rust("hx2rs_prelude::int64::greater")
	@:op(A > B) private static function above(a:Int64, b:Int64):Bool;

	@:rust("hx2rs_prelude::int64::greater_or_equal")
	@:op(A >= B) private static function notBelow(a:Int64, b:Int64):Bool;

	@:rust("hx2rs_prelude::int64::complement")
	@:op(~A) private static function complement(value:Int64):Int64;

	/** `a & b`. **/
	@:rust("hx2rs_prelude::int64::and")
	@:op(A & B) public static function and(a:Int64, b:Int64):Int64;

	/** `a | b`. **/
	@:rust("hx2rs_prelude::int64::or")
	@:op(A | B) public static function or(a:Int64, b:Int64):Int64;

	/** `a ^ b`. **/
	@:rust("hx2rs_prelude::int64::xor")
	@:op(A ^ B) public static function xor(a:Int64, b:Int64):Int64;

	/** `a << b`, the count from 0 to 63. **/
	@:rust("hx2rs_prelude::int64::shift_left")
	@:op(A << B) public static function shl(a:Int64, b:Int):Int64;

	/** `a >> b` with the sign kept, the count from 0 to 63. **/
	@:rust("hx2rs_prelude::int64::shift_right")
	@:op(A >> B) public static function shr(a:Int64, b:Int):Int64;

	/** `a >>> b` with zeros from above, the count from 0 to 63. **/
	@:rust("hx2rs_prelude::int64::shift_right_unsigned")
	@:op(A >>> B) public static function ushr(a:Int64, b:Int):Int64;
}

/** What an `Int64` is at run time: every engine has numbers of 64 bits. **/
@:rust("i64")
private extern class ___Int64 {}
