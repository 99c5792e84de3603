/** What every program needs: the text of values, and numbers from text. **/
extern class Std {
	/** Whether a value is of a type. Null is of no type. **/
	@:compiler
	static function isOfType(v:Dynamic, t:Dynamic):Bool;

	/** The old name of `isOfType`. **/
	@:deprecated("Std.is is deprecated. Use Std.isOfType instead.")
	@:compiler
	static function is(v:Dynamic, t:Dynamic):Bool;

	/** The old name of `downcast`. **/
	@:deprecated("Std.instance() is deprecated. Use Std.downcast() instead.")
	@:compiler
	static function instance<T, S:T>(value:T, c:Class<S>):Null<S>;

	/** The value as the class that it may be of, else null. **/
	@:compiler
	static function downcast<T, S:T>(value:T, c:Class<S>):Null<S>;

	/** The text of a value, as `+` and interpolation use it. An object's is its `toString()`, or else its class. **/
	@:intrinsic @:rust("hx2rs_prelude::text")
	static function string<T>(s:T):String;

	/** The whole number next to `x` on the side of 0, modulo 2^32; 0 for NaN and the infinities. **/
	@:rust("hx2rs_prelude::int")
	static function int(x:Float):Int;

	/**
		The whole number that a text begins with, after white space: decimal, or hexadecimal behind `0x`. Null if it begins
		with none, or with one that does not fit into 32 bits; of null as well.
	**/
	@:rust("hx2rs_prelude::standard::parse_int")
	static function parseInt(x:String):Null<Int>;

	/**
		The number that a text begins with, after white space; NaN if it begins with none, or with what looks like one, as
		`1e` and `1.2.3`.
	**/
	@:rust("hx2rs_prelude::standard::parse_float")
	static function parseFloat(x:String):Float;

	/** Some whole number from 0 on, below `x`; 0 if there is none. **/
	@:rust("hx2rs_prelude::math::random_int")
	static function random(x:Int):Int;
}
