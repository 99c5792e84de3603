package haxe.exceptions;

/** An exception that knows where it was made. **/
class PosException extends Exception {
	/** Where it was made. **/
	public final posInfos:PosInfos;

	/** An exception made at `pos`, by default here. **/
	public function new(message:String, ?previous:Exception, ?pos:PosInfos) {
		super(message, previous);
		posInfos = pos == null ? {fileName: "(unknown)", lineNumber: 0, className: "(unknown)", methodName: "(unknown)"} : pos;
	}

	/** The message and the place. **/
	override public function toString():String {
		return super.toString() + " in " + posInfos.className + "." + posInfos.methodName + " at " + posInfos.fileName + ":" + posInfos.lineNumber;
	}
}
