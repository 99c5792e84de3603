package haxe.format;

/** Reads JSON. **/
class JsonParser {
	final text:String;
	var pos:Int = 0;

	function new(text:String) {
		this.text = text;
	}

	/** The value that a text tells. Throws where it is not JSON. **/
	static public inline function parse(str:String):Dynamic {
		return new JsonParser(str).document();
	}

	function document():Dynamic {
		var result = value();
		var code = nextVisible();
		if (code != -1)
			invalidChar();
		return result;
	}

	/** The code point at the position, which moves on. **/
	inline function next():Int {
		return StringTools.fastCodeAt(text, pos++);
	}

	function nextVisible():Int {
		while (true) {
			var code = next();
			if (code != " ".code && code != "\n".code && code != "\r".code && code != "\t".code)
				return StringTools.isEof(code) ? -1 : code;
		}
	}

	function value():Dynamic {
		var code = nextVisible();
		if (code == "{".code)
			return object();
		if (code == "[".code)
			return array();
		if (code == "\"".code)
			return string();
		if (code == "-".code || (code >= "0".code && code <= "9".code))
			return number(code);
		var start = pos - 1;
		if (code == "t".code && word(start, "true"))
			return true;
		if (code == "f".code && word(start, "false"))
			return false;
		if (code == "n".code && word(start, "null"))
			return null;
		pos = start + 1;
		invalidChar();
		return null;
	}

	function word(start:Int, expected:String):Bool {
		if (text.substr(start, expected.length) != expected)
			return false;
		pos = start + expected.length;
		return true;
	}

	function object():Dynamic {
		var fields:Dynamic = {};
		var isFirst = true;
		while (true) {
			var code = nextVisible();
			if (code == "}".code) {
				if (!isFirst && StringTools.fastCodeAt(text, lastVisible()) == ",".code)
					invalidChar();
				return fields;
			}
			if (!isFirst) {
				if (code != ",".code)
					invalidChar();
				code = nextVisible();
			}
			isFirst = false;
			if (code != "\"".code)
				invalidChar();
			var name = string();
			if (nextVisible() != ":".code)
				invalidChar();
			Reflect.setField(fields, name, value());
		}
	}

	/** Where the last visible character before the one just read stands. **/
	function lastVisible():Int {
		var at = pos - 2;
		while (at > 0 && StringTools.isSpace(text, at))
			at--;
		return at;
	}

	function array():Dynamic {
		var elements:Array<Dynamic> = [];
		var start = pos;
		if (nextVisible() == "]".code)
			return elements;
		pos = start;
		while (true) {
			elements.push(value());
			var code = nextVisible();
			if (code == "]".code)
				return elements;
			if (code != ",".code)
				invalidChar();
		}
	}

	function string():String {
		var start = pos;
		var read = "";
		while (true) {
			var code = next();
			if (code == "\"".code)
				break;
			if (StringTools.isEof(code))
				throw "Unclosed string";
			if (code == "\\".code) {
				read += text.substring(start, pos - 1) + escaped();
				start = pos;
			}
		}
		return read + text.substring(start, pos - 1);
	}

	function escaped():String {
		var code = next();
		return switch (code) {
			case "n".code: "\n";
			case "r".code: "\r";
			case "t".code: "\t";
			case "b".code: String.fromCharCode(8);
			case "f".code: String.fromCharCode(12);
			case "/".code, "\\".code, "\"".code: String.fromCharCode(code);
			case "u".code:
				var unit = hexadecimal();
				// Two units may tell one code point.
				if (unit >= 0xD800 && unit < 0xDC00 && text.substr(pos, 2) == "\\u") {
					pos += 2;
					var second = hexadecimal();
					String.fromCharCode(((unit - 0xD800) << 10) + (second - 0xDC00) + 0x10000);
				} else
					String.fromCharCode(unit);
			default: throw "Invalid escape sequence \\" + String.fromCharCode(code) + " at position " + (pos - 1);
		}
	}

	function hexadecimal():Int {
		var unit = Std.parseInt("0x" + text.substr(pos, 4));
		if (unit == null)
			invalidChar();
		pos += 4;
		return unit;
	}

	function number(first:Int):Dynamic {
		var start = pos - 1;
		var code = first;
		if (code == "-".code)
			code = next();
		var isZero = code == "0".code;
		var hasDigits = digits(code);
		// No number begins with a zero that is not all of its whole part.
		var whole = pos - 1 - start - (first == "-".code ? 1 : 0);
		if (!hasDigits || (isZero && whole > 1))
			invalidNumber(start);
		var isWhole = true;
		code = StringTools.fastCodeAt(text, pos - 1);
		if (code == ".".code) {
			isWhole = false;
			if (!digits(next()))
				invalidNumber(start);
			code = StringTools.fastCodeAt(text, pos - 1);
		}
		if (code == "e".code || code == "E".code) {
			isWhole = false;
			code = next();
			if (code == "+".code || code == "-".code)
				code = next();
			if (!digits(code))
				invalidNumber(start);
		}
		pos--;
		var number = Std.parseFloat(text.substring(start, pos));
		var rounded = Std.int(number);
		return rounded == number ? (rounded : Dynamic) : (number : Dynamic);
	}

	/** Digits from a code point on that was just read, and the one behind them; whether there is one. **/
	function digits(code:Int):Bool {
		var any = false;
		while (code >= "0".code && code <= "9".code) {
			any = true;
			code = next();
		}
		return any;
	}

	function invalidChar():Void {
		pos--;
		throw "Invalid char " + text.charCodeAt(pos) + " at position " + pos;
	}

	function invalidNumber(start:Int):Void {
		throw "Invalid number at position " + start + ": " + text.substring(start, pos);
	}
}
