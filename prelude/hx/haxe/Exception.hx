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

	// No name that a class which extends it would give a member.
	final __message:String;
	final __calls:String;
	final __previous:Null<Exception>;
	final __native:Null<Any>;

	/** An exception made here. **/
	@:rust("hx2rs_prelude::Exception::with_native")
	public function new(message:String, ?previous:Exception, ?native:Any) {
		__message = message;
		__previous = previous;
		__native = native;
		__calls = callStack();
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
		return __message;
	}

	function get_stack():CallStack {
		return CallStack.ofText(__stack());
	}

	@:rust("hx2rs_prelude::Exception::stack")
	function __stack():String {
		return __calls;
	}

	@:rust("hx2rs_prelude::Exception::previous")
	function get_previous():Null<Exception> {
		return __previous;
	}

	@:rust("hx2rs_prelude::Exception::native")
	function get_native():Any {
		return __native == null ? this : __native;
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
	@:rust("hx2rs_prelude::Exception::details")
	public function details():String {
		var chain:Array<Exception> = [];
		var next:Null<Exception> = this;
		while (next != null) {
			chain.unshift(next);
			next = next.previous;
		}
		return [
			for (at => exception in chain) {
				var start = at == 0 ? "Exception: " : "Next Exception: ";
				var stack = exception.__stack();
				start + exception.toString() + (stack == "" ? "" : "\n" + stack);
			}
		].join("\n\n");
	}
}
