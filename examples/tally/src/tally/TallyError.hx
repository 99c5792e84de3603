package tally;

/** What goes wrong while a program runs. **/
class TallyError extends haxe.Exception {
	public final line:Int;

	/** The functions that were being called, the innermost first. **/
	public final trace:Array<String> = [];

	public function new(message:String, line:Int) {
		super(message);
		this.line = line;
	}
}
