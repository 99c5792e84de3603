package haxe;

/**
	What is thrown. Any value can be thrown; one that is no `Exception` reaches a `catch (e:haxe.Exception)` as a
	`haxe.ValueException`.
**/
@:rust("hx2rs_prelude::Exception")
class Exception {
	/** What happened. **/
	public var message(get, never):String;

	/** The calls that led to where it was made, the last one first, positions in .hx. **/
	public var stack(get, never):CallStack;

	/** The exception that led to this one. **/
	public var previous(get, never):Null<Exception>;

	/** What the platform throws for it: what it was made with, else itself. **/
	public var native(get, never):Any;

	final text:String;
	final calls:String;
	final cause:Null<Exception>;
	final given:Null<Any>;

	/** An exception made here. **/
	@:rust("hx2rs_prelude::Exception::with_native")
	public function new(message:String, ?previous:Exception, ?native:Any) {
		text = message;
		cause = previous;
		given = native;
		calls = callStack();
	}

	/** The exception that a caught value is, or is wrapped in. **/
	static function caught(value:Any):Exception {
		return Std.isOfType(value, Exception) ? (value : Exception) : new ValueException(value);
	}

	/** What is thrown for a value: itself if it is an exception. **/
	static function thrown(value:Any):Any {
		return caught(value);
	}

	/** What was thrown: the value of a `haxe.ValueException`, else itself. **/
	@:rust("hx2rs_prelude::Exception::caught")
	function unwrap():Any {
		var wrapper = Std.downcast(this, ValueException);
		return wrapper == null ? this : wrapper.value;
	}

	@:rust("hx2rs_prelude::Exception::message")
	function get_message():String {
		return text;
	}

	function get_stack():CallStack {
		return CallStack.ofText(stackText());
	}

	@:rust("hx2rs_prelude::Exception::stack")
	function stackText():String {
		return calls;
	}

	@:rust("hx2rs_prelude::Exception::previous")
	function get_previous():Null<Exception> {
		return cause;
	}

	@:rust("hx2rs_prelude::Exception::native")
	function get_native():Any {
		return given == null ? this : given;
	}

	@:allow(haxe.CallStack)
	@:intrinsic @:rust("hx2rs_prelude::call_stack")
	static function callStack():String;

	@:allow(haxe.CallStack)
	@:intrinsic @:rust("hx2rs_prelude::last_stack")
	static function lastStack():String;

	/** The message. **/
	@:rust("hx2rs_prelude::Exception::to_text")
	public function toString():String {
		return message;
	}

	/** Text and stack of this one and of all that led to it, the first one first. **/
	public function details():String {
		var before = previous;
		var start = before == null ? "Exception: " : before.details() + "\n\nNext Exception: ";
		var own = start + toString();
		var stack = stackText();
		return stack == "" ? own : own + "\n" + stack;
	}
}
