package haxe;

/**
	What is thrown. Any value can be thrown; one that is no `Exception` reaches a `catch (e:haxe.Exception)` as a
	`haxe.ValueException`.
**/
@:rust("hx2rs_prelude::Exception")
class Exception {
	/** What happened. **/
	public var message(get, never):String;

	/** Where it happened, a line for each call, positions in .hx. **/
	public var stack(get, never):String;

	/** The exception that led to this one. **/
	public var previous(get, never):Null<Exception>;

	final text:String;
	final calls:String;
	final cause:Null<Exception>;

	/** An exception made here. **/
	@:rust("hx2rs_prelude::Exception::new")
	public function new(message:String, ?previous:Exception) {
		text = message;
		cause = previous;
		calls = callStack();
	}

	@:rust("hx2rs_prelude::Exception::message")
	function get_message():String {
		return text;
	}

	@:rust("hx2rs_prelude::Exception::stack")
	function get_stack():String {
		return calls;
	}

	@:rust("hx2rs_prelude::Exception::previous")
	function get_previous():Null<Exception> {
		return cause;
	}

	@:intrinsic @:rust("hx2rs_prelude::call_stack")
	static function callStack():String;

	/** The message. **/
	@:rust("hx2rs_prelude::Exception::to_text")
	public function toString():String {
		return message;
	}

	/** Message and stack of this one and of all that led to it, the first one first. **/
	@:rust("hx2rs_prelude::Exception::details")
	public function details():String {
		var before = previous;
		var start = before == null ? "Exception: " : before.details() + "\n\nNext Exception: ";
		var own = start + message;
		return stack == "" ? own : own + "\n" + stack;
	}
}
