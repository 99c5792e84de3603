package haxe;

/** An `Int` of 32 bits, which wraps: what `Int` is here anyway. **/
@:transitive
abstract Int32(Int) from Int to Int {
	@:op(-A) private inline function negated():Int32
		return -this;

	@:op(++A) private inline function stepUp():Int32
		return ++this;

	@:op(A++) private inline function stepUpAfter():Int32
		return this++;

	@:op(--A) private inline function stepDown():Int32
		return --this;

	@:op(A--) private inline function stepDownAfter():Int32
		return this--;

	@:op(A + B) private static function plus(a:Int32, b:Int32):Int32;

	@:op(A + B) @:commutative private static function plusInt(a:Int32, b:Int):Int32;

	@:op(A + B) @:commutative private static function plusFloat(a:Int32, b:Float):Float;

	@:op(A - B) private static function minus(a:Int32, b:Int32):Int32;

	@:op(A - B) private static function minusInt(a:Int32, b:Int):Int32;

	@:op(A - B) private static function intMinus(a:Int, b:Int32):Int32;

	@:op(A - B) private static function minusFloat(a:Int32, b:Float):Float;

	@:op(A - B) private static function floatMinus(a:Float, b:Int32):Float;

	@:op(A * B) private static function times(a:Int32, b:Int32):Int32;

	@:op(A * B) @:commutative private static function timesInt(a:Int32, b:Int):Int32;

	@:op(A * B) @:commutative private static function timesFloat(a:Int32, b:Float):Float;

	@:op(A / B) private static function over(a:Int32, b:Int32):Float;

	@:op(A % B) private static function rest(a:Int32, b:Int32):Int32;

	@:op(A & B) private static function and(a:Int32, b:Int32):Int32;

	@:op(A | B) private static function or(a:Int32, b:Int32):Int32;

	@:op(A ^ B) private static function xor(a:Int32, b:Int32):Int32;

	@:op(~A) private static function not(a:Int32):Int32;

	@:op(A << B) private static function left(a:Int32, b:Int32):Int32;

	@:op(A >> B) private static function right(a:Int32, b:Int32):Int32;

	@:op(A >>> B) private static function rightUnsigned(a:Int32, b:Int32):Int32;

	@:to private inline function toFloat():Float
		return this;

	/** Which of two numbers is the larger one, both read without a sign: below 0, 0 or above 0. **/
	public static inline function ucompare(a:Int32, b:Int32):Int
		return ordered(a, b);

	static function ordered(a:Int, b:Int):Int {
		var first = a ^ -2147483648;
		var second = b ^ -2147483648;
		return first < second ? -1 : first > second ? 1 : 0;
	}
}
