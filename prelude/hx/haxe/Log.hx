package haxe;

/** Where `trace` goes. **/
class Log {
	/** The line that `trace` prints. **/
	public static function formatOutput(v:Dynamic, infos:PosInfos):String {
		var text = Std.string(v);
		if (infos == null)
			return text;
		var more = infos.customParams;
		if (more != null) {
			for (value in more)
				text += "," + Std.string(value);
		}
		return infos.fileName + ":" + infos.lineNumber + ": " + text;
	}

	/** What `trace(v)` calls. **/
	public static function trace(v:Dynamic, ?infos:PosInfos):Void {
		Sys.println(formatOutput(v, infos));
	}
}
