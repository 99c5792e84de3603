package haxe;

/** Where `trace` goes. **/
class Log {
	/** The place, the value and what else was given, as a line. **/
	public static function formatOutput(v:Dynamic, infos:PosInfos):String {
		return line(v, infos, ", ");
	}

	static function line(v:Dynamic, infos:Null<PosInfos>, separator:String):String {
		var text = Std.string(v);
		if (infos == null)
			return text;
		var more = infos.customParams;
		if (more != null) {
			for (value in more)
				text += separator + Std.string(value);
		}
		return infos.fileName + ":" + infos.lineNumber + ": " + text;
	}

	/** What `trace(v)` calls. A program can put another function here. **/
	public static dynamic function trace(v:Dynamic, ?infos:PosInfos):Void {
		Sys.println(line(v, infos, ","));
	}
}
