/** Values whose type is not known here. **/
class Reflect {
	/**
		Negative, 0 or positive, as the first value is less than, equal to or greater than the second: numbers by size, strings
		by code points, false before true, null before everything.
	**/
	@:intrinsic @:rust("hx2rs_prelude::compare")
	public static function compare<T>(a:T, b:T):Int;
}
