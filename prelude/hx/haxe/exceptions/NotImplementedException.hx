package haxe.exceptions;

/** Thrown by a function that is still to be written. **/
class NotImplementedException extends PosException {
	/** An exception made at `pos`, by default here. **/
	public function new(message:String = "Not implemented", ?previous:Exception, ?pos:PosInfos) {
		super(message, previous, pos);
	}
}
