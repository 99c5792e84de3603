/**
	An `Int` that is read as a number from 0 to 4294967295. It has the bits of an `Int` and is one to everybody who asks
	for one; only where the sign matters does it do something of its own: divisions, comparisons, shifts to the right,
	its text and its value as a `Float`.
**/
abstract UInt(Int) from Int to Int {
	@:op(A + B) private static function plus(a:UInt, b:UInt):UInt;

	@:op(A - B) private static function minus(a:UInt, b:UInt):UInt;

	@:op(A * B) private static function times(a:UInt, b:UInt):UInt;

	@:op(A / B) private static inline function over(a:UInt, b:UInt):Float
		return a.toFloat() / b.toFloat();

	@:op(A % B) private static inline function rest(a:UInt, b:UInt):UInt
		return ofFloat(a.toFloat() % b.toFloat());

	@:commutative @:op(A + B) private static inline function plusFloat(a:UInt, b:Float):Float
		return a.toFloat() + b;

	@:commutative @:op(A * B) private static inline function timesFloat(a:UInt, b:Float):Float
		return a.toFloat() * b;

	@:op(A - B) private static inline function minusFloat(a:UInt, b:Float):Float
		return a.toFloat() - b;

	@:op(A - B) private static inline function floatMinus(a:Float, b:UInt):Float
		return a - b.toFloat();

	@:op(A / B) private static inline function overFloat(a:UInt, b:Float):Float
		return a.toFloat() / b;

	@:op(A / B) private static inline function floatOver(a:Float, b:UInt):Float
		return a / b.toFloat();

	@:op(A % B) private static inline function restFloat(a:UInt, b:Float):Float
		return a.toFloat() % b;

	@:op(A % B) private static inline function floatRest(a:Float, b:UInt):Float
		return a % b.toFloat();

	@:op(A > B) private static inline function above(a:UInt, b:UInt):Bool
		return a.ordered() > b.ordered();

	@:op(A >= B) private static inline function notBelow(a:UInt, b:UInt):Bool
		return a.ordered() >= b.ordered();

	@:op(A < B) private static inline function below(a:UInt, b:UInt):Bool
		return a.ordered() < b.ordered();

	@:op(A <= B) private static inline function notAbove(a:UInt, b:UInt):Bool
		return a.ordered() <= b.ordered();

	@:op(A > B) private static inline function aboveFloat(a:UInt, b:Float):Bool
		return a.toFloat() > b;

	@:op(A > B) private static inline function floatAbove(a:Float, b:UInt):Bool
		return a > b.toFloat();

	@:op(A >= B) private static inline function notBelowFloat(a:UInt, b:Float):Bool
		return a.toFloat() >= b;

	@:op(A >= B) private static inline function floatNotBelow(a:Float, b:UInt):Bool
		return a >= b.toFloat();

	@:op(A < B) private static inline function belowFloat(a:UInt, b:Float):Bool
		return a.toFloat() < b;

	@:op(A < B) private static inline function floatBelow(a:Float, b:UInt):Bool
		return a < b.toFloat();

	@:op(A <= B) private static inline function notAboveFloat(a:UInt, b:Float):Bool
		return a.toFloat() <= b;

	@:op(A <= B) private static inline function floatNotAbove(a:Float, b:UInt):Bool
		return a <= b.toFloat();

	@:op(A == B) private static function same(a:UInt, b:UInt):Bool;

	@:op(A != B) private static function other(a:UInt, b:UInt):Bool;

	@:commutative @:op(A == B) private static inline function sameFloat(a:UInt, b:Float):Bool
		return a.toFloat() == b;

	@:commutative @:op(A != B) private static inline function otherFloat(a:UInt, b:Float):Bool
		return a.toFloat() != b;

	@:op(A & B) private static function and(a:UInt, b:UInt):UInt;

	@:op(A | B) private static function or(a:UInt, b:UInt):UInt;

	@:op(A ^ B) private static function xor(a:UInt, b:UInt):UInt;

	@:op(~A) private static function not(a:UInt):UInt;

	@:op(A << B) private static function left(a:UInt, b:Int):UInt;

	@:op(A >> B) private static inline function right(a:UInt, b:Int):UInt
		return (a : Int) >>> b;

	@:op(A >>> B) private static function rightToo(a:UInt, b:Int):UInt;

	@:op(++A) private inline function stepUp():UInt
		return ++this;

	@:op(A++) private inline function stepUpAfter():UInt
		return this++;

	@:op(--A) private inline function stepDown():UInt
		return --this;

	@:op(A--) private inline function stepDownAfter():UInt
		return this--;

	/** Numbers below 0 as an `Int` are the largest ones. **/
	private inline function ordered():Int
		return this ^ -2147483648;

	@:to private inline function toFloat():Float
		return this < 0 ? this + 4294967296.0 : this + 0.0;

	/** The number in decimal digits; the argument is not looked at, as officially. **/
	public inline function toString(?radix:Int):String
		return Std.string(toFloat());

	static function ofFloat(value:Float):UInt
		return Std.int(value >= 2147483648.0 ? value - 4294967296.0 : value);
}
