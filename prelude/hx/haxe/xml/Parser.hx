package haxe.xml;

/** What is wrong with a text that is no XML, and where. **/
class XmlParserException {
	/** What is wrong. **/
	public var message:String;

	/** The line, from 1. **/
	public var lineNumber:Int;

	/** The position in the line. **/
	public var positionAtLine:Int;

	/** The position in the text. **/
	public var position:Int;

	/** The text. **/
	public var xml:String;

	/** At a position of a text. **/
	public function new(message:String, xml:String, position:Int) {
		this.xml = xml;
		this.message = message;
		this.position = position;
		lineNumber = 1;
		positionAtLine = 0;
		for (index in 0...position) {
			var code = StringTools.fastCodeAt(xml, index);
			if (code == "\n".code) {
				lineNumber++;
				positionAtLine = 0;
			} else if (code != "\r".code)
				positionAtLine++;
		}
	}

	/** Message and place. **/
	public function toString():String {
		return "XmlParserException: " + message + " at line " + lineNumber + " char " + positionAtLine;
	}
}

/** Reads XML. **/
class Parser {
	final text:String;
	final strict:Bool;
	var pos:Int = 0;

	function new(text:String, strict:Bool) {
		this.text = text;
		this.strict = strict;
	}

	/** The document that a text tells; with `strict` all entities have to be known. **/
	static public function parse(str:String, strict = false):Xml {
		var document = Xml.createDocument();
		var parser = new Parser(str, strict);
		parser.content(document);
		return document;
	}

	function fail(message:String):Dynamic {
		throw new XmlParserException(message, text, pos);
	}

	inline function isAt(what:String):Bool {
		return text.substr(pos, what.length) == what;
	}

	/** The text up to a mark, which is taken, too. **/
	function until(mark:String, problem:String):String {
		var end = text.indexOf(mark, pos);
		if (end < 0)
			fail(problem);
		var inside = text.substring(pos, end);
		pos = end + mark.length;
		return inside;
	}

	/** What stands in an element or the document, up to its end. **/
	function content(inside:Xml):Void {
		var isDocument = inside.nodeType == Xml.Document;
		while (pos < text.length) {
			if (isAt("</")) {
				if (isDocument)
					fail("Unexpected close tag");
				pos += 2;
				var name = name();
				if (name != inside.nodeName)
					fail("Expected </" + inside.nodeName + ">");
				space();
				if (!isAt(">"))
					fail("Expected >");
				pos++;
				return;
			}
			if (isAt("<![CDATA[")) {
				pos += 9;
				inside.addChild(Xml.createCData(until("]]>", "Unclosed CDATA")));
			} else if (isAt("<!--")) {
				pos += 4;
				inside.addChild(Xml.createComment(until("-->", "Unclosed comment")));
			} else if (text.substr(pos, 9).toUpperCase() == "<!DOCTYPE") {
				pos += 9;
				docType(inside);
			} else if (isAt("<!")) {
				fail("Expected <!DOCTYPE");
			} else if (isAt("<?")) {
				pos += 2;
				inside.addChild(Xml.createProcessingInstruction(until("?>", "Unclosed processing instruction")));
			} else if (isAt("<"))
				element(inside);
			else
				data(inside);
		}
		if (!isDocument)
			fail("Unclosed node <" + inside.nodeName + ">");
	}

	function docType(inside:Xml):Void {
		var start = pos;
		var depth = 0;
		while (pos < text.length) {
			var code = StringTools.fastCodeAt(text, pos);
			if (code == "[".code)
				depth++;
			else if (code == "]".code)
				depth--;
			else if (code == ">".code && depth == 0) {
				inside.addChild(Xml.createDocType(StringTools.ltrim(text.substring(start, pos))));
				pos++;
				return;
			}
			pos++;
		}
		fail("Unexpected end");
	}

	function data(inside:Xml):Void {
		var end = text.indexOf("<", pos);
		if (end < 0)
			end = text.length;
		inside.addChild(Xml.createPCData(decoded(text.substring(pos, end))));
		pos = end;
	}

	function space():Void {
		while (pos < text.length && StringTools.isSpace(text, pos))
			pos++;
	}

	function name():String {
		var start = pos;
		while (pos < text.length) {
			var code = StringTools.fastCodeAt(text, pos);
			var isPart = (code >= "a".code && code <= "z".code) || (code >= "A".code && code <= "Z".code) || (code >= "0".code && code <= "9".code)
				|| code == ":".code || code == ".".code || code == "_".code || code == "-".code || code > 127;
			if (!isPart)
				break;
			pos++;
		}
		if (pos == start)
			fail("Expected node name");
		return text.substring(start, pos);
	}

	function element(inside:Xml):Void {
		pos++;
		var made = Xml.createElement(name());
		inside.addChild(made);
		while (true) {
			space();
			if (isAt("/>")) {
				pos += 2;
				return;
			}
			if (isAt(">")) {
				pos++;
				content(made);
				return;
			}
			if (pos >= text.length)
				fail("Unclosed node <" + made.nodeName + ">");
			attribute(made);
		}
	}

	function attribute(element:Xml):Void {
		var name = name();
		if (element.exists(name))
			fail("Duplicate attribute [" + name + "]");
		space();
		if (!isAt("="))
			fail("Expected =");
		pos++;
		space();
		var quote = text.charAt(pos);
		if (quote != "\"" && quote != "'")
			fail("Expected \"");
		pos++;
		var value = until(quote, "Unclosed attribute value");
		if (strict && (value.indexOf("<") >= 0 || value.indexOf(">") >= 0))
			fail("Invalid unescaped " + (value.indexOf("<") >= 0 ? "<" : ">") + " in attribute value");
		element.set(name, decoded(value));
	}

	/** A text with the characters that its entities stand for. **/
	function decoded(text:String):String {
		var at = text.indexOf("&");
		if (at < 0)
			return text;
		var decoded = new StringBuf();
		var start = 0;
		while (at >= 0) {
			decoded.add(text.substring(start, at));
			var end = text.indexOf(";", at);
			var name = end < 0 ? "" : text.substring(at + 1, end);
			var meant = end < 0 ? null : entity(name);
			if (meant == null) {
				if (strict)
					fail(end < 0 ? "Undefined entity" : "Undefined entity: " + name);
				decoded.add("&");
				start = at + 1;
			} else {
				decoded.add(meant);
				start = end + 1;
			}
			at = text.indexOf("&", start);
		}
		decoded.add(text.substring(start));
		return decoded.toString();
	}

	static function entity(name:String):Null<String> {
		if (name.charAt(0) == "#") {
			var digits = name.charAt(1) == "x" ? "0" + name.substr(1) : name.substr(1);
			var code = Std.parseInt(digits);
			if (code == null)
				return null;
			return String.fromCharCode(code);
		}
		return switch (name) {
			case "lt": "<";
			case "gt": ">";
			case "amp": "&";
			case "quot": "\"";
			case "apos": "'";
			default: null;
		}
	}
}
