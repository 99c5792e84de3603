/** Arithmetic on Float. Angles are in radians. **/
extern class Math {
	/** The number pi. **/
	static var PI(get, never):Float;

	/** Less than every other number. **/
	static var NEGATIVE_INFINITY(get, never):Float;

	/** Greater than every other number. **/
	static var POSITIVE_INFINITY(get, never):Float;

	/** What is not a number; not equal to anything, not even to itself. **/
	static var NaN(get, never):Float;

	@:rust("hx2rs_prelude::math::pi")
	private static function get_PI():Float;

	@:rust("hx2rs_prelude::math::negative_infinity")
	private static function get_NEGATIVE_INFINITY():Float;

	@:rust("hx2rs_prelude::math::positive_infinity")
	private static function get_POSITIVE_INFINITY():Float;

	@:rust("hx2rs_prelude::math::nan")
	private static function get_NaN():Float;

	/** The number without its sign. **/
	@:rust("hx2rs_prelude::math::abs")
	static function abs(v:Float):Float;

	/** The lesser of two; NaN if one of them is. **/
	@:rust("hx2rs_prelude::math::min")
	static function min(a:Float, b:Float):Float;

	/** The greater of two; NaN if one of them is. **/
	@:rust("hx2rs_prelude::math::max")
	static function max(a:Float, b:Float):Float;

	/** The sine. **/
	@:rust("hx2rs_prelude::math::sin")
	static function sin(v:Float):Float;

	/** The cosine. **/
	@:rust("hx2rs_prelude::math::cos")
	static function cos(v:Float):Float;

	/** The tangent. **/
	@:rust("hx2rs_prelude::math::tan")
	static function tan(v:Float):Float;

	/** The angle of a sine. **/
	@:rust("hx2rs_prelude::math::asin")
	static function asin(v:Float):Float;

	/** The angle of a cosine. **/
	@:rust("hx2rs_prelude::math::acos")
	static function acos(v:Float):Float;

	/** The angle of a tangent. **/
	@:rust("hx2rs_prelude::math::atan")
	static function atan(v:Float):Float;

	/** The angle of the point (x, y). **/
	@:rust("hx2rs_prelude::math::atan2")
	static function atan2(y:Float, x:Float):Float;

	/** e to the power of `v`. **/
	@:rust("hx2rs_prelude::math::exp")
	static function exp(v:Float):Float;

	/** The natural logarithm. **/
	@:rust("hx2rs_prelude::math::log")
	static function log(v:Float):Float;

	/** `v` to the power of `exp`. **/
	@:rust("hx2rs_prelude::math::pow")
	static function pow(v:Float, exp:Float):Float;

	/** The square root. **/
	@:rust("hx2rs_prelude::math::sqrt")
	static function sqrt(v:Float):Float;

	/** The nearest whole number; a half goes up. **/
	@:rust("hx2rs_prelude::math::round")
	static function round(v:Float):Int;

	/** The greatest whole number that is not greater. **/
	@:rust("hx2rs_prelude::math::floor")
	static function floor(v:Float):Int;

	/** The least whole number that is not less. **/
	@:rust("hx2rs_prelude::math::ceil")
	static function ceil(v:Float):Int;

	/** `round` as a Float. **/
	@:rust("hx2rs_prelude::math::fround")
	static function fround(v:Float):Float;

	/** `floor` as a Float. **/
	@:rust("hx2rs_prelude::math::ffloor")
	static function ffloor(v:Float):Float;

	/** `ceil` as a Float. **/
	@:rust("hx2rs_prelude::math::fceil")
	static function fceil(v:Float):Float;

	/** Some number from 0 on, below 1. **/
	@:rust("hx2rs_prelude::math::random")
	static function random():Float;

	/** Whether it is neither infinite nor NaN. **/
	@:rust("hx2rs_prelude::math::is_finite")
	static function isFinite(f:Float):Bool;

	/** Whether it is NaN. **/
	@:rust("hx2rs_prelude::math::is_nan")
	static function isNaN(f:Float):Bool;
}
