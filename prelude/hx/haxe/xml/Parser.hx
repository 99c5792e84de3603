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
		return "haxe.xml.XmlParserException: " + message + " at line " + lineNumber + " char " + positionAtLine;
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

	/** Whether a mark stands at the position, in small letters or capitals. **/
	inline function isAt(mark:String):Bool {
		return text.substr(pos, mark.length).toUpperCase() == mark;
	}

	/** Takes a mark that has to stand here. **/
	function expect(mark:String):Void {
		if (pos >= text.length)
			fail("Unexpected end");
		if (text.charAt(pos) != mark)
			fail("Expected " + mark);
		pos++;
	}

	/** The text up to a mark, which is taken, too. **/
	function until(mark:String):String {
		var start = pos;
		var end = text.indexOf(mark, start);
		pos = end < 0 ? text.length : end + mark.length;
		if (end < 0)
			fail("Unexpected end");
		return text.substring(start, end);
	}

	/** What stands in an element or the document, up to its end. **/
	function content(inside:Xml):Void {
		var isDocument = inside.nodeType == Xml.Document;
		while (pos < text.length) {
			if (text.charAt(pos) != "<") {
				inside.addChild(Xml.createPCData(decoded(next("<"))));
				continue;
			}
			pos++;
			switch (text.charAt(pos)) {
				case "!":
					pos++;
					inside.addChild(declaration());
				case "?":
					pos++;
					inside.addChild(Xml.createProcessingInstruction(until("?>")));
				case "/":
					pos++;
					close(inside, isDocument);
					return;
				default:
					space();
					element(inside);
			}
		}
		if (!isDocument)
			fail("Unclosed node <" + inside.nodeName + ">");
		keepEmpty(inside);
	}

	/** What is opened and closed with nothing between has an empty text in it. **/
	function keepEmpty(inside:Xml):Void {
		if (inside.firstChild() == null)
			inside.addChild(Xml.createPCData(""));
	}

	/** The name and the end of a closing tag. **/
	function close(inside:Xml, isDocument:Bool):Void {
		var start = pos;
		space();
		name("node");
		var closed = text.substring(start, pos);
		if (pos >= text.length)
			fail("Unexpected end");
		if (isDocument)
			fail("Unexpected </" + closed + ">, tag is not open");
		if (closed != inside.nodeName)
			fail("Expected </" + inside.nodeName + ">");
		keepEmpty(inside);
		space();
		expect(">");
	}

	/** What begins with `<!`. **/
	function declaration():Xml {
		if (isAt("[")) {
			pos++;
			if (!isAt("CDATA["))
				fail("Expected <![CDATA[");
			pos += 6;
			return Xml.createCData(until("]]>"));
		}
		if (isAt("DOCTYPE")) {
			pos += 8;
			return Xml.createDocType(docType());
		}
		if (!isAt("--")) {
			pos--;
			fail(text.charAt(pos + 1).toUpperCase() == "D" ? "Expected <!DOCTYPE" : "Expected <!--");
		}
		pos += 2;
		return Xml.createComment(until("-->"));
	}

	function docType():String {
		var start = pos;
		var depth = 0;
		while (pos < text.length) {
			switch (text.charAt(pos++)) {
				case "[":
					depth++;
				case "]":
					depth--;
				case ">" if (depth == 0):
					return text.substring(start, pos - 1);
				default:
			}
		}
		return fail("Unexpected end");
	}

	/** The text up to `end`, with the characters that its entities stand for. **/
	function decoded(end:Int):String {
		var start = pos;
		var raw = text.substring(start, end);
		var read = new StringBuf();
		var at = raw.indexOf("&");
		while (at >= 0) {
			read.add(raw.substring(pos - start, at));
			pos = start + at;
			escape(read);
			at = raw.indexOf("&", pos - start);
		}
		read.add(raw.substring(pos - start));
		pos = end;
		return read.toString();
	}

	/** Where a mark stands next, or where the text ends. **/
	function next(mark:String):Int {
		var at = text.indexOf(mark, pos);
		return at < 0 ? text.length : at;
	}

	function space():Void {
		while (pos < text.length && StringTools.isSpace(text, pos))
			pos++;
	}

	static function isPartOfName(code:Int):Bool {
		return (code >= "a".code && code <= "z".code) || (code >= "A".code && code <= "Z".code) || (code >= "0".code && code <= "9".code)
			|| code == ":".code || code == ".".code || code == "_".code || code == "-".code;
	}

	function name(what:String):String {
		var start = pos;
		while (pos < text.length && isPartOfName(StringTools.fastCodeAt(text, pos)))
			pos++;
		if (pos == start)
			fail(pos < text.length ? 'Expected $what name' : "Unexpected end");
		return text.substring(start, pos);
	}

	function element(inside:Xml):Void {
		var made = Xml.createElement(name("node"));
		inside.addChild(made);
		while (true) {
			space();
			switch (text.charAt(pos)) {
				case "/":
					pos++;
					expect(">");
					return;
				case ">":
					pos++;
					content(made);
					return;
				default:
					attribute(made);
			}
		}
	}

	function attribute(element:Xml):Void {
		var name = name("attribute");
		if (element.exists(name))
			fail("Duplicate attribute [" + name + "]");
		space();
		expect("=");
		space();
		var quote = text.charAt(pos);
		if (quote != "'")
			expect("\"");
		else
			pos++;
		var end = next(quote);
		if (strict)
			noMarkup(end);
		var value = decoded(end);
		if (pos >= text.length)
			fail("Unexpected end");
		pos++;
		element.set(name, value);
	}

	/** What has to be escaped in attributes does not stand before `end`. **/
	function noMarkup(end:Int):Void {
		for (at in pos...end) {
			var char = text.charAt(at);
			if (char != "<" && char != ">")
				continue;
			decoded(at);
			fail('Invalid unescaped $char in attribute value');
		}
	}

	/** Reads an entity; unless it has to be known, one that is not stays as it is written. **/
	function escape(read:StringBuf):Void {
		var start = ++pos;
		while (pos < text.length && (text.charAt(pos) == "#" || isPartOfName(StringTools.fastCodeAt(text, pos))))
			pos++;
		var name = text.substring(start, pos);
		var isClosed = text.charAt(pos) == ";";
		var meant = isClosed ? entity(name) : null;
		if (meant != null)
			read.add(meant);
		else if (!strict) {
			read.add("&" + name);
			return;
		} else if (isClosed)
			fail("Undefined entity: " + name);
		else
			fail(pos < text.length ? "Invalid character in entity: " + text.charAt(pos) : "Unexpected end");
		pos++;
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
