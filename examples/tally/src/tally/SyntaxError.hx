package tally;

/** A program that is no Tally. **/
class SyntaxError extends haxe.Exception {
	public var line(default, null):Int;

	public function new(message:String, line:Int) {
		super(message);
		this.line = line;
	}
}
