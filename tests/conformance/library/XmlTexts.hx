package library;



/** Xml and haxe.xml. **/
class XmlTexts extends Check {
	static function main() {
		var it = new XmlTexts();
		it.run();
		it.done();
	}


	function run() {
		empty();
		problems();
		entities();
		var found = [];
		var x = Xml.parse("<?xml version='1'?><!DOCTYPE a><a b='1' c=\"x &lt; &quot;y\">t&amp;u<c/><!-- note --><d>in<e>2</e></d><![CDATA[<raw>]]>&#65;&#x42;&foo;</a>");
		shows(x.nodeType == Xml.Document, "true");
		var a = x.firstElement();
		shows(a.nodeName, "a");
		shows(a.get("b"), "1");
		shows(a.get("c"), "x < \"y");
		shows(a.exists("z"), "false");
		shows([for (n in a.attributes()) n].length, "2");
		shows([for (n in a) n.nodeType.toString()].join(","), "PCData,Element,Comment,Element,CData,PCData");
		shows([for (n in a.elements()) n.nodeName], "[c,d]");
		shows([for (n in a.elementsNamed("d")) n.nodeName], "[d]");
		shows(a.firstChild().nodeValue, "t&u");
		shows(x.toString().length > 10, "true");
		shows(Xml.parse("<a><b>1</b> <c x='&amp;'/></a>").toString(), "<a><b>1</b> <c x=\"&amp;\"/></a>");
		shows(haxe.xml.Printer.print(Xml.parse("<a><b>1</b><c/></a>"), true), "<a>\n\t<b>\n\t\t1\n\t</b>\n\t<c/>\n</a>\n");
		found = [];
		for (bad in ["<a>", "<a></b>", "</a>", "<a b></a>", "<a b=1/>", "<a b='1' b='2'/>", "<!-- x", "<a"]) try { found.push(Std.string(Xml.parse(bad))); } catch (e:Dynamic) found.push(Std.string("ERR"));
		shows(found.join("|"), "ERR|ERR|ERR|ERR|ERR|ERR|ERR|ERR");
		var e = Xml.createElement("r");
		e.set("k", "v<");
		var t = Xml.createPCData("a&b");
		e.addChild(t);
		e.addChild(Xml.createCData("z"));
		e.insertChild(Xml.createComment("c"), 0);
		shows(e.toString(), "<r k=\"v&lt;\"><!--c-->a&amp;b<![CDATA[z]]></r>");
		shows(t.parent == e, "true");
		e.removeChild(t);
		shows(t.parent, "null");
		shows(e.toString(), "<r k=\"v&lt;\"><!--c--><![CDATA[z]]></r>");
		try e.nodeValue catch (x:Dynamic) shows(x, "Bad node type, unexpected Element");
		try t.nodeName catch (x:Dynamic) shows(x, "Bad node type, expected Element but found PCData");
		try t.get("x") catch (x:Dynamic) shows(x, "Bad node type, expected Element but found PCData");
		try t.firstChild() catch (x:Dynamic) shows(x, "Bad node type, expected Element or Document but found PCData");
		e.nodeName = "s";
		shows(e.nodeName, "s");
		shows(Xml.Element, "0");
		var f = new haxe.xml.Access(Xml.parse("<r a='1'><i n='x'>one</i><i n='y'>two</i><j><![CDATA[q]]></j></r>").firstElement());
		shows(f.name, "r");
		shows(f.att.a, "1");
		shows(f.has.a, "true");
		shows(f.has.b, "false");
		shows(f.node.i.innerData, "one");
		shows([for (i in f.nodes.i) i.att.n], "[x,y]");
		shows(f.hasNode.j, "true");
		shows(f.hasNode.k, "false");
		shows(f.node.j.innerData, "q");
		shows(f.node.i.innerHTML, "one");
		shows([for (n in f.elements) n.name], "[i,i,j]");
		try f.node.zz catch (x:Dynamic) shows(x, "r is missing element zz");
		try f.att.zz catch (x:Dynamic) shows(x, "r is missing attribute zz");
		var wrong = ["</a>", "<a></b>", "<a></a", "<!-- x", "<a><![CDATA[ x", "<?x", "<a b></a>", "<a b=x></a>", "<a b='x></a>", "<!foo>", "<>", "<a /x>", "<a>x", "<é/>", "<a>\n\n  <b c></b></a>"];
		var messages = [for (text in wrong) try Xml.parse(text).toString() catch (x:haxe.xml.Parser.XmlParserException) x.message + " " + x.lineNumber + ":" + x.positionAtLine];
		shows(messages.join(", "), "Unexpected </a>, tag is not open 1:3, Expected </a> 1:6, Unexpected end 1:6, Unexpected end 1:6, Unexpected end 1:14, Unexpected end 1:3, Expected = 1:4, Expected \" 1:5, Unexpected end 1:12, Expected <!-- 1:1, Expected node name 1:1, Expected > 1:4, Unclosed node <a> 1:4, Expected node name 1:1, Expected = 3:6");
		try Xml.parse("<a") catch (x:Dynamic) shows(x, "haxe.xml.XmlParserException: Unexpected end at line 1 char 2");
		shows(Xml.parse("<a></a><!DOCTYPE  x>< b/>"), "<a></a><!DOCTYPE  x><b/>");
		var b = haxe.io.Bytes.alloc(8);
		b.setInt64(0, haxe.Int64.make(1, 2));
		shows(b.toHex(), "0200000001000000");
		shows(haxe.Int64.toStr(b.getInt64(0)), "4294967298");
		shows(haxe.io.FPHelper.doubleToI64(1.5).high, "1073217536");
	}

	function dump(x:Xml):String {
		if (x.nodeType == Document || x.nodeType == Element)
			return x.nodeType + "(" + [for (part in x) dump(part)].join(",") + ")";
		return x.nodeType + ":" + x.nodeValue;
	}

	function empty() {
		shows(Xml.parse("<a></a>").toString(), "<a></a>");
		shows(dump(Xml.parse("<a></a>")), "Document(Element(PCData:))");
		shows(dump(Xml.parse("<a/>")), "Document(Element())");
		shows(dump(Xml.parse("<a><b></b><c/></a>")), "Document(Element(Element(PCData:),Element()))");
		shows(dump(Xml.parse("")), "Document(PCData:)");
		shows(haxe.xml.Printer.print(Xml.parse("<a><b></b></a>"), true), "<a>\n\t<b>\n\t</b>\n</a>\n");
		shows(Xml.parse("< a/>").toString(), "<a/>");
		shows(Xml.parse("<![cdata[x]]>").toString(), "<![CDATA[x]]>");
	}

	function problem(text:String, strict = false) {
		return try {
			var x = haxe.xml.Parser.parse(text, strict);
			"read: " + x.toString();
		} catch (e:haxe.xml.Parser.XmlParserException) {
			e.message + " " + e.position;
		}
	}

	function problems() {
		shows(problem("<a b='1"), "Unexpected end 7");
		shows(problem("<a b"), "Unexpected end 4");
		shows(problem("<a>x"), "Unclosed node <a> 4");
		shows(problem("<a></a"), "Unexpected end 6");
		shows(problem("</a>"), "Unexpected </a>, tag is not open 3");
		shows(problem("<a></ a>"), "Expected </a> 7");
		shows(problem("<a $/>"), "Expected attribute name 3");
		shows(problem("<$/>"), "Expected node name 1");
		shows(problem("<a/x"), "Expected > 3");
		shows(problem("<!X"), "Expected <!-- 1");
		shows(problem("<!D"), "Expected <!DOCTYPE 1");
		shows(problem("<![C"), "Expected <![CDATA[ 3");
		shows(problem("<!-- x"), "Unexpected end 6");
		shows(problem("<!DOCTYPE a]>"), "Unexpected end 13");
		shows(problem("<a b=c/>"), "Expected \" 5");
		try {
			Xml.parse("<a>\n<b></a>");
		} catch (e:haxe.xml.Parser.XmlParserException) {
			shows(e.toString(), "haxe.xml.XmlParserException: Expected </b> at line 2 char 6");
		}
	}

	function entities() {
		shows(problem("<a>&zz; &l t;</a>"), "read: <a>&amp;zz; &amp;l t;</a>");
		shows(problem("<a>&zz;</a>", true), "Undefined entity: zz 6");
		shows(problem("<a b='&zz;'/>", true), "Undefined entity: zz 9");
		shows(problem("<a>&lt</a>", true), "Invalid character in entity: < 6");
		shows(problem("<a b='&lt'/>", true), "Invalid character in entity: ' 9");
		shows(problem("<a>&", true), "Unexpected end 4");
		shows(problem("<a b='1<>'/>", true), "Invalid unescaped < in attribute value 7");
		shows(problem("<a b='&#65;&#x42;'/>", true), "read: <a b=\"AB\"/>");
	}
}
