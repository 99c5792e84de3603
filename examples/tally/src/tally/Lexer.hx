package tally;

import tally.Token;

using StringTools;

/** Turns a text into tokens. **/
class Lexer {
	static final KEYWORDS = ["let", "fn", "if", "else", "while", "for", "in", "return", "print", "true", "false", "nil", "and", "or", "not"];
	static final SYMBOLS = ["==", "!=", "<=", ">=", "..", "+", "-", "*", "/", "%", "<", ">", "=", "(", ")", "{", "}", "[", "]", ","];

	final source:String;
	var at = 0;
	var line = 1;

	public function new(source:String) {
		this.source = source;
	}

	public function tokens():Array<Token> {
		var all:Array<Token> = [];
		while (true) {
			skip();
			var start = line;
			var kind = next();
			all.push({kind: kind, line: start});
			if (kind == End)
				return all;
		}
	}

	/** Skips spaces, line breaks and comments, which go from `#` to the end of the line. **/
	function skip() {
		while (at < source.length) {
			var c = source.charAt(at);
			if (c == "#") {
				while (at < source.length && source.charAt(at) != "\n")
					at++;
			} else if (source.isSpace(at)) {
				if (c == "\n")
					line++;
				at++;
			} else {
				return;
			}
		}
	}

	function next():Kind {
		if (at >= source.length)
			return End;
		var c = source.charCodeAt(at);
		if (isDigit(c))
			return Number(Std.parseFloat(take(c -> isDigit(c) || c == ".".code)));
		if (isLetter(c)) {
			var word = take(c -> isLetter(c) || isDigit(c));
			return KEYWORDS.contains(word) ? Keyword(word) : Name(word);
		}
		if (c == "\"".code)
			return text();
		for (symbol in SYMBOLS) {
			if (source.substr(at, symbol.length) == symbol) {
				at += symbol.length;
				return Symbol(symbol);
			}
		}
		throw new SyntaxError("unexpected character " + String.fromCharCode(c), line);
	}

	function take(test:Int->Bool):String {
		var start = at;
		while (at < source.length && test(source.charCodeAt(at))) {
			// two dots are a range, not a fraction
			if (source.substr(at, 2) == "..")
				break;
			at++;
		}
		return source.substring(start, at);
	}

	function text():Kind {
		var end = source.indexOf("\"", at + 1);
		if (end < 0)
			throw new SyntaxError("this text is not closed", line);
		var value = source.substring(at + 1, end);
		at = end + 1;
		return Text(value.replace("\\n", "\n"));
	}

	static function isDigit(c:Int):Bool {
		return c >= 48 && c <= 57;
	}

	static function isLetter(c:Int):Bool {
		return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c == 95;
	}
}
