package haxe;

/** Time that passes. **/
class Timer {
	/** Seconds since some moment; only differences mean something. **/
	@:rust("hx2rs_prelude::system::stamp")
	public static function stamp():Float;

	/** Calls a function, traces how long that took, and gives what it gave. **/
	public static function measure<T>(f:() -> T, ?pos:PosInfos):T {
		var start = stamp();
		var result = f();
		Log.trace((stamp() - start) + "s", pos);
		return result;
	}
}
