package haxe.io;

/** The path of a file in its parts: folder, name, extension. **/
class Path {
	/** What stands before the last separator; null if there is none. **/
	public var dir:Null<String>;

	/** The name of the file without its extension. **/
	public var file:String;

	/** What stands behind the last dot of the name; null if there is none. **/
	public var ext:Null<String>;

	/** Whether the last separator is `\`. **/
	public var backslash:Bool;

	/** Takes a path apart. **/
	public function new(path:String) {
		dir = null;
		ext = null;
		backslash = false;
		if (path == "." || path == "..") {
			dir = path;
			file = "";
			return;
		}
		var slash = path.lastIndexOf("/");
		var back = path.lastIndexOf("\\");
		var name = path;
		if (slash < back) {
			dir = path.substr(0, back);
			name = path.substr(back + 1);
			backslash = true;
		} else if (back < slash) {
			dir = path.substr(0, slash);
			name = path.substr(slash + 1);
		}
		var dot = name.lastIndexOf(".");
		if (dot >= 0) {
			ext = name.substr(dot + 1);
			file = name.substr(0, dot);
		} else
			file = name;
	}

	/** The parts together. **/
	public function toString():String {
		return (dir == null ? "" : dir + (backslash ? "\\" : "/")) + file + (ext == null ? "" : "." + ext);
	}

	/** A path without its extension. **/
	public static function withoutExtension(path:String):String {
		var parts = new Path(path);
		parts.ext = null;
		return parts.toString();
	}

	/** A path without its folder. **/
	public static function withoutDirectory(path:String):String {
		var parts = new Path(path);
		parts.dir = null;
		return parts.toString();
	}

	/** The folder of a path; empty if there is none. **/
	public static function directory(path:String):String {
		var dir = new Path(path).dir;
		return dir == null ? "" : dir;
	}

	/** The extension of a path; empty if there is none. **/
	public static function extension(path:String):String {
		var ext = new Path(path).ext;
		return ext == null ? "" : ext;
	}

	/** A path with another extension; with none for null. **/
	public static function withExtension(path:String, ext:Null<String>):String {
		var parts = new Path(path);
		parts.ext = ext;
		return parts.toString();
	}

	/** The paths below one another; empty ones are left out, and an absolute one starts anew. **/
	public static function join(paths:Array<String>):String {
		var given = paths.filter(path -> path != null && path != "");
		if (given.length == 0)
			return "";
		var joined = given[0];
		for (index in 1...given.length)
			joined = addTrailingSlash(joined) + given[index];
		return normalize(joined);
	}

	/** A path without `.`, `..`, doubled and trailing separators, which become `/`. **/
	public static function normalize(path:String):String {
		var plain = path.split("\\").join("/");
		if (plain == "/")
			return "/";
		var kept:Array<String> = [];
		for (part in plain.split("/")) {
			if (part == "..") {
				if (kept.length > 0 && kept[kept.length - 1] != "..")
					kept.pop();
				else
					kept.push(part);
			} else if (part == "") {
				if (kept.length == 0 && plain.charAt(0) == "/")
					kept.push(part);
			} else if (part != ".")
				kept.push(part);
		}
		// `http://` and the like keep both.
		var result = kept.join("/");
		var scheme = plain.indexOf("://");
		return scheme > 0 && plain.indexOf("/") == scheme + 1 ? StringTools.replace(result, ":/", "://") : result;
	}

	/** A path with a separator at its end. **/
	public static function addTrailingSlash(path:String):String {
		if (path.length == 0)
			return "/";
		var slash = path.lastIndexOf("/");
		var back = path.lastIndexOf("\\");
		if (slash < back)
			return back != path.length - 1 ? path + "\\" : path;
		return slash != path.length - 1 ? path + "/" : path;
	}

	/** A path without separators at its end. **/
	public static function removeTrailingSlashes(path:String):String {
		var end = path.length;
		while (end > 0 && (path.charAt(end - 1) == "/" || path.charAt(end - 1) == "\\"))
			end--;
		return path.substr(0, end);
	}

	/** Whether a path does not start from the current folder. **/
	public static function isAbsolute(path:String):Bool {
		if (StringTools.startsWith(path, "/"))
			return true;
		if (path.charAt(1) == ":")
			return true;
		return StringTools.startsWith(path, "\\\\");
	}
}
