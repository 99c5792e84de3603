package json;

import json.Value;

/** Prints values, on one line or indented. **/
class Printer {
	/** Lists and objects whose text fits into this stay on one line. **/
	static final WIDTH = 40;

	final out = new StringBuf();
	final indent:String;

	public static function compact(value:Value):String {
		var printer = new Printer("");
		printer.flat(value, ",", ":");
		return printer.out.toString();
	}

	public static function pretty(value:Value, indent:String = "  "):String {
		var printer = new Printer(indent);
		printer.deep(value, 0);
		return printer.out.toString();
	}

	function new(indent:String) {
		this.indent = indent;
	}

	static function spaced(value:Value):String {
		var printer = new Printer("");
		printer.flat(value, ", ", ": ");
		return printer.out.toString();
	}

	function flat(value:Value, comma:String, colon:String) {
		switch (value) {
			case Null:
				out.add("null");
			case Truth(b):
				out.add(b);
			case Number(f):
				out.add(f);
			case Text(s):
				quote(s);
			case List(items):
				out.add("[");
				for (i => item in items) {
					if (i > 0)
						out.add(comma);
					flat(item, comma, colon);
				}
				out.add("]");
			case Object(fields):
				out.add("{");
				for (i => field in fields) {
					if (i > 0)
						out.add(comma);
					quote(field.name);
					out.add(colon);
					flat(field.value, comma, colon);
				}
				out.add("}");
		}
	}

	function deep(value:Value, level:Int) {
		var line = spaced(value);
		if (line.length <= WIDTH) {
			out.add(line);
			return;
		}
		switch (value) {
			case List(items):
				block("[", "]", level, items.length, i -> deep(items[i], level + 1));
			case Object(fields):
				block("{", "}", level, fields.length, function(i) {
					quote(fields[i].name);
					out.add(": ");
					deep(fields[i].value, level + 1);
				});
			case _:
				out.add(line);
		}
	}

	function block(open:String, close:String, level:Int, count:Int, print:Int->Void) {
		out.add(open);
		for (i in 0...count) {
			out.add(i == 0 ? "\n" : ",\n");
			margin(level + 1);
			print(i);
		}
		out.add("\n");
		margin(level);
		out.add(close);
	}

	function margin(level:Int) {
		for (i in 0...level)
			out.add(indent);
	}

	function quote(s:String) {
		out.add('"');
		for (i in 0...s.length) {
			switch (s.charCodeAt(i)) {
				case "\"".code:
					out.add("\\\"");
				case "\\".code:
					out.add("\\\\");
				case "\n".code:
					out.add("\\n");
				case "\t".code:
					out.add("\\t");
				case c if (c < 32):
					out.add("\\u" + StringTools.hex(c, 4));
				case c:
					out.addChar(c);
			}
		}
		out.add('"');
	}
}
