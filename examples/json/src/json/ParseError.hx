package json;

import haxe.Exception;

/** What is wrong with a text that is no JSON, and where. **/
class ParseError extends Exception {
	public final line:Int;
	public final column:Int;

	public function new(message:String, line:Int, column:Int) {
		super(message);
		this.line = line;
		this.column = column;
	}
}
