package haxe;

/** The exception that a thrown value is, if it is none itself. **/
class ValueException extends Exception {
	/** What was thrown. **/
	public final value:Any;

	/** Wraps a value. **/
	public function new(value:Any, ?previous:Exception) {
		super(Std.string(value), previous);
		this.value = value;
	}
}
