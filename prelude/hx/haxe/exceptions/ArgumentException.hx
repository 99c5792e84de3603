package haxe.exceptions;

/** Thrown by a function that cannot do with what it was given. **/
class ArgumentException extends PosException {
	/** The name of the argument. **/
	public final argument:String;

	/** An exception made at `pos`, by default here. **/
	public function new(argument:String, ?message:String, ?previous:Exception, ?pos:PosInfos) {
		super(message == null ? 'Invalid argument "$argument"' : message, previous, pos);
		this.argument = argument;
	}
}
