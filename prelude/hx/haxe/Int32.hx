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

	@:op(A / B) private static function overFloat(a:Int32, b:Float):Float;

	@:op(A / B) private static function floatOver(a:Float, b:Int32):Float;

	@:op(A % B) private static function rest(a:Int32, b:Int32):Int32;

	@:op(A % B) private static function restFloat(a:Int32, b:Float):Float;

	@:op(A % B) private static function floatRest(a:Float, b:Int32):Float;

	@:op(A & B) private static function and(a:Int32, b:Int32):Int32;

	@:op(A | B) private static function or(a:Int32, b:Int32):Int32;

	@:op(A ^ B) private static function xor(a:Int32, b:Int32):Int32;

	@:op(~A) private static function not(a:Int32):Int32;

	@:op(A << B) private static function left(a:Int32, b:Int32):Int32;

	@:op(A >> B) private static function right(a:Int32, b:Int32):Int32;

	@:op(A >>> B) private static function rightUnsigned(a:Int32, b:Int32):Int32;

	@:op(A == B) private static function same(a:Int32, b:Int32):Bool;

	@:op(A == B) @:commutative private static function sameInt(a:Int32, b:Int):Bool;

	@:op(A == B) @:commutative private static function sameFloat(a:Int32, b:Float):Bool;

	@:op(A != B) private static function other(a:Int32, b:Int32):Bool;

	@:op(A != B) @:commutative private static function otherInt(a:Int32, b:Int):Bool;

	@:op(A != B) @:commutative private static function otherFloat(a:Int32, b:Float):Bool;

	@:op(A < B) private static function below(a:Int32, b:Int32):Bool;

	@:op(A < B) private static function belowInt(a:Int32, b:Int):Bool;

	@:op(A < B) private static function intBelow(a:Int, b:Int32):Bool;

	@:op(A < B) private static function belowFloat(a:Int32, b:Float):Bool;

	@:op(A < B) private static function floatBelow(a:Float, b:Int32):Bool;

	@:op(A <= B) private static function notAbove(a:Int32, b:Int32):Bool;

	@:op(A <= B) private static function notAboveInt(a:Int32, b:Int):Bool;

	@:op(A <= B) private static function intNotAbove(a:Int, b:Int32):Bool;

	@:op(A <= B) private static function notAboveFloat(a:Int32, b:Float):Bool;

	@:op(A <= B) private static function floatNotAbove(a:Float, b:Int32):Bool;

	@:op(A > B) private static function above(a:Int32, b:Int32):Bool;

	@:op(A > B) private static function aboveInt(a:Int32, b:Int):Bool;

	@:op(A > B) private static function intAbove(a:Int, b:Int32):Bool;

	@:op(A > B) private static function aboveFloat(a:Int32, b:Float):Bool;

	@:op(A > B) private static function floatAbove(a:Float, b:Int32):Bool;

	@:op(A >= B) private static function notBelow(a:Int32, b:Int32):Bool;

	@:op(A >= B) private static function notBelowInt(a:Int32, b:Int):Bool;

	@:op(A >= B) private static function intNotBelow(a:Int, b:Int32):Bool;

	@:op(A >= B) private static function notBelowFloat(a:Int32, b:Float):Bool;

	@:op(A >= B) private static function floatNotBelow(a:Float, b:Int32):Bool;

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
