package haxe;

/** Where a call stands. A parameter `?pos:haxe.PosInfos` that is left out gets the place of the call. **/
typedef PosInfos = {
	/** The file, as `trace` shows it. **/
	var fileName:String;

	/** The line, from 1. **/
	var lineNumber:Int;

	/** The class, with its package. **/
	var className:String;

	/** The function. **/
	var methodName:String;

	/** What else was given to `trace`. **/
	@:optional var customParams:Array<Dynamic>;
}
