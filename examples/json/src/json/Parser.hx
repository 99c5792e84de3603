package json;

import json.Value;

/** A recursive descent parser over the code points of a text. **/
class Parser {
	static inline var LONGEST_NESTING = 200;

	final text:String;
	var at = 0;
	var line = 1;
	var lineStart = 0;
	var depth = 0;

	/** Parses a whole text, or throws a `ParseError`. **/
	public static function parse(text:String):Value {
		var parser = new Parser(text);
		var value = parser.value();
		parser.space();
		if (parser.at < text.length)
			throw parser.error("something follows the value");
		return value;
	}

	function new(text:String) {
		this.text = text;
	}

	function error(message:String):ParseError {
		return new ParseError(message, line, at - lineStart + 1);
	}

	function peek():Int {
		return at < text.length ? text.charCodeAt(at) : -1;
	}

	function space() {
		while (true) {
			switch (peek()) {
				case " ".code | "\t".code | "\r".code:
					at++;
				case "\n".code:
					at++;
					line++;
					lineStart = at;
				case _:
					return;
			}
		}
	}

	function value():Value {
		space();
		if (++depth > LONGEST_NESTING)
			throw error("nested too deeply");
		var result = switch (peek()) {
			case "{".code: object();
			case "[".code: list();
			case "\"".code: Text(string());
			case "t".code: word("true", Truth(true));
			case "f".code: word("false", Truth(false));
			case "n".code: word("null", Null);
			case -1: throw error("the text ends where a value is expected");
			case c if (c == "-".code || isDigit(c)): Number(number());
			case c: throw error("unexpected " + String.fromCharCode(c));
		}
		depth--;
		return result;
	}

	function word(expected:String, result:Value):Value {
		if (text.substr(at, expected.length) != expected)
			throw error('expected $expected');
		at += expected.length;
		return result;
	}

	function expect(code:Int) {
		space();
		if (peek() != code)
			throw error("expected " + String.fromCharCode(code));
		at++;
	}

	/** Whether the next thing is `code`, which is skipped then. **/
	function accept(code:Int):Bool {
		space();
		if (peek() != code)
			return false;
		at++;
		return true;
	}

	function list():Value {
		expect("[".code);
		var items = [];
		if (accept("]".code))
			return List(items);
		do {
			items.push(value());
		} while (accept(",".code));
		expect("]".code);
		return List(items);
	}

	function object():Value {
		expect("{".code);
		var fields:Array<Field> = [];
		if (accept("}".code))
			return Object(fields);
		var seen = new Map<String, Bool>();
		do {
			space();
			if (peek() != "\"".code)
				throw error("expected the name of a field");
			var name = string();
			if (seen.exists(name))
				throw error('the field $name is there twice');
			seen[name] = true;
			expect(":".code);
			fields.push({name: name, value: value()});
		} while (accept(",".code));
		expect("}".code);
		return Object(fields);
	}

	function string():String {
		at++;
		var buffer = new StringBuf();
		while (true) {
			var c = peek();
			switch (c) {
				case -1 | "\n".code:
					throw error("the string is not closed");
				case "\"".code:
					at++;
					return buffer.toString();
				case "\\".code:
					at++;
					buffer.addChar(escape());
				case _:
					at++;
					buffer.addChar(c);
			}
		}
	}

	function escape():Int {
		var c = peek();
		at++;
		return switch (c) {
			case "n".code: "\n".code;
			case "t".code: "\t".code;
			case "r".code: "\r".code;
			case "\"".code | "\\".code | "/".code: c;
			case "u".code: hexadecimal();
			case _: throw error("unknown escape");
		}
	}

	function hexadecimal():Int {
		var digits = text.substr(at, 4);
		var code = digits.length == 4 ? Std.parseInt("0x" + digits) : null;
		if (code == null)
			throw error("four hexadecimal digits are expected");
		at += 4;
		return code;
	}

	static function isDigit(c:Int):Bool {
		return c >= "0".code && c <= "9".code;
	}

	function digits() {
		if (!isDigit(peek()))
			throw error("expected a digit");
		while (isDigit(peek()))
			at++;
	}

	function number():Float {
		var start = at;
		if (peek() == "-".code)
			at++;
		digits();
		if (peek() == ".".code) {
			at++;
			digits();
		}
		if (peek() == "e".code || peek() == "E".code) {
			at++;
			if (peek() == "+".code || peek() == "-".code)
				at++;
			digits();
		}
		return Std.parseFloat(text.substring(start, at));
	}
}
