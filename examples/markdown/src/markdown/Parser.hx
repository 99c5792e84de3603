package markdown;

using StringTools;

private typedef Marker = {
	isOrdered:Bool,

	/** Letters up to the text of the item. **/
	width:Int
}

/** Cuts text into blocks, line by line; what is in quotes and items is cut again. **/
class Parser {
	final lines:Array<String>;
	var at = 0;

	public function new(text:String)
		lines = text.replace("\r", "").split("\n");

	public function blocks():Array<Block> {
		var found = [];
		while (at < lines.length) {
			var line = lines[at];
			if (line.trim() == "")
				at++;
			else
				found.push(block(line));
		}
		return found;
	}

	function block(line:String):Block {
		if (line.startsWith("```"))
			return code(line.substr(3).trim());
		if (line.startsWith("#")) {
			var level = leading(line, "#");
			if (level <= 6 && line.charAt(level) == " ") {
				at++;
				return Heading(level, line.substr(level + 1).trim());
			}
		}
		if (isRule(line)) {
			at++;
			return Rule;
		}
		if (line.startsWith(">"))
			return quote();
		return switch marker(line) {
			case null: paragraph();
			case {isOrdered: isOrdered}: list(isOrdered);
		}
	}

	static function leading(line:String, letter:String):Int {
		var count = 0;
		while (count < line.length && line.charAt(count) == letter)
			count++;
		return count;
	}

	static function isRule(line:String):Bool {
		var bare = line.replace(" ", "");
		return bare.length >= 3 && (leading(bare, "-") == bare.length || leading(bare, "*") == bare.length);
	}

	/** The mark of a list item at the start of a line. **/
	static function marker(line:String):Null<Marker> {
		if (line.startsWith("- ") || line.startsWith("* "))
			return {isOrdered: false, width: 2};
		var digits = 0;
		while (digits < line.length && line.fastCodeAt(digits) >= "0".code && line.fastCodeAt(digits) <= "9".code)
			digits++;
		return digits > 0 && line.substr(digits, 2) == ". " ? {isOrdered: true, width: digits + 2} : null;
	}

	function code(language:String):Block {
		var inside = [];
		at++;
		while (at < lines.length && !lines[at].startsWith("```"))
			inside.push(lines[at++]);
		at++;
		return Code(language == "" ? null : language, inside);
	}

	function quote():Block {
		var inside = [];
		while (at < lines.length && lines[at].startsWith(">")) {
			var line = lines[at++].substr(1);
			inside.push(line.startsWith(" ") ? line.substr(1) : line);
		}
		return Quote(new Parser(inside.join("\n")).blocks());
	}

	function list(isOrdered:Bool):Block {
		var items = [];
		while (at < lines.length) {
			var mark = marker(lines[at]);
			if (mark == null || mark.isOrdered != isOrdered || isRule(lines[at]))
				break;
			var inside = [lines[at++].substr(mark.width)];
			while (at < lines.length && belongs(lines[at], mark.width))
				inside.push(lines[at++].substr(mark.width));
			items.push(new Parser(inside.join("\n")).blocks());
			while (at < lines.length && lines[at].trim() == "")
				at++;
		}
		return List(isOrdered, items);
	}

	/** Whether a line goes on with an item: it is indented, or empty with more behind it. **/
	function belongs(line:String, width:Int):Bool {
		if (line.trim() != "")
			return leading(line, " ") >= width;
		return at + 1 < lines.length && lines[at + 1].trim() != "" && leading(lines[at + 1], " ") >= width;
	}

	function paragraph():Block {
		var inside = [];
		do {
			inside.push(lines[at++].trim());
		} while (at < lines.length && goesOn(lines[at]));
		return Paragraph(inside.join("\n"));
	}

	static function goesOn(line:String):Bool {
		return line.trim() != "" && !isRule(line) && marker(line) == null && !Lambda.exists(["#", ">", "```"], start -> line.startsWith(start));
	}
}
