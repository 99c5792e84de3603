package haxe.io;

/** Thrown where a reader is at the end of its input. **/
class Eof {
	/** The one reason there is. **/
	public function new() {}

	/** `Eof`. **/
	public function toString():String {
		return "Eof";
	}
}
