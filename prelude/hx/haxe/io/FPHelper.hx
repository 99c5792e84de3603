package haxe.io;

/** The bits of numbers with a fraction. **/
class FPHelper {
	/** The number of 32 bits. **/
	@:rust("hx2rs_prelude::math::single_of_bits")
	public static function i32ToFloat(i:Int):Float;

	/** The bits of the nearest number of 32 bits. **/
	@:rust("hx2rs_prelude::math::bits_of_single")
	public static function floatToI32(f:Float):Int;

	/** The number of 64 bits. **/
	@:rust("hx2rs_prelude::math::double_of_bits")
	public static function i64ToDouble(low:Int, high:Int):Float;

	/** The lower 32 of the 64 bits. **/
	@:rust("hx2rs_prelude::math::low_bits_of_double")
	@:allow(haxe.io.Bytes)
	static function lowBits(v:Float):Int;

	/** The upper 32 of the 64 bits. **/
	@:rust("hx2rs_prelude::math::high_bits_of_double")
	@:allow(haxe.io.Bytes)
	static function highBits(v:Float):Int;

	/** The 64 bits. **/
	public static function doubleToI64(v:Float):Int64 {
		return Int64.make(highBits(v), lowBits(v));
	}
}
