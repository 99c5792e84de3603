package haxe;

/** The exception that a thrown value is, if it is none itself. **/
@:rust("hx2rs_prelude::Exception")
class ValueException extends Exception {
	/** What was thrown. **/
	public var value(get, never):Any;

	final __thrown:Any;

	/** Wraps a value. **/
	@:rust("hx2rs_prelude::Exception::wrapped_with_native")
	public function new(value:Any, ?previous:Exception, ?native:Any) {
		super(Std.string(value), previous, native);
		__thrown = value;
	}

	@:rust("hx2rs_prelude::Exception::caught")
	function get_value():Any {
		return __thrown;
	}
}
