package haxe;

/** Time that passes. **/
class Timer {
	/** Seconds since some moment; only differences mean something. **/
	@:rust("hx2rs_prelude::system::stamp")
	public static function stamp():Float;
}
