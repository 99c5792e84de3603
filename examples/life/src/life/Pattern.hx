package life;

import haxe.Exception;

using StringTools;

/** What is wrong with a pattern, and in which line. **/
class PatternError extends Exception {
	public final line:Int;

	public function new(line:Int, message:String) {
		super(message);
		this.line = line;
	}
}

/**
	A start of the game, read from text: lines of `.` and `O` (or `*`), and before them settings.

	```
	! name: Glider
	! rule: B3/S23
	! margin: 1
	.O.
	..O
	OOO
	```
**/
class Pattern {
	public var name(default, null) = "unnamed";
	public var rule(default, null) = Rule.CONWAY;

	/** Empty cells to leave around. **/
	public var margin(default, null) = 0;

	/** Whether the board goes on at its other edge. **/
	public var isTorus(default, null) = false;

	public final rows:Array<Array<Bool>> = [];

	function new() {}

	public static function parse(text:String):Pattern {
		var pattern = new Pattern();
		for (at => line in text.split("\n")) {
			var trimmed = line.trim();
			if (trimmed == "")
				continue;
			if (trimmed.charAt(0) == "!")
				pattern.set(trimmed.substr(1), at + 1);
			else
				pattern.rows.push([for (column in 0...trimmed.length) cell(trimmed.charAt(column), at + 1)]);
		}
		if (pattern.rows.length == 0)
			throw new PatternError(1, "there are no cells");
		return pattern;
	}

	static function cell(letter:String, line:Int):Bool {
		return switch letter {
			case "O" | "o" | "*": true;
			case "." | "_": false;
			case other: throw new PatternError(line, 'a cell cannot be "$other"');
		}
	}

	function set(setting:String, line:Int) {
		var colon = setting.indexOf(":");
		if (colon < 0)
			throw new PatternError(line, "a setting needs a colon");
		var value = setting.substr(colon + 1).trim();
		switch setting.substr(0, colon).trim() {
			case "name":
				name = value;
			case "rule":
				var parsed = Rule.parse(value);
				if (parsed == null)
					throw new PatternError(line, '$value is no rule');
				rule = parsed;
			case "margin":
				margin = Std.parseInt(value) ?? throw new PatternError(line, '$value is no number');
			case "edges" if (value == "joined"):
				isTorus = true;
			case other:
				throw new PatternError(line, 'unknown setting $other');
		}
	}
}
