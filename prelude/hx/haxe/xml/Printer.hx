package haxe.xml;

/** Writes XML. **/
class Printer {
	final output:StringBuf = new StringBuf();
	final pretty:Bool;

	function new(pretty:Bool) {
		this.pretty = pretty;
	}

	/** The text of a node; `pretty` gives each child a line of its own. **/
	static public function print(xml:Xml, pretty:Bool = false):String {
		var printer = new Printer(pretty);
		printer.node(xml, "");
		return printer.output.toString();
	}

	function line():Void {
		if (pretty)
			output.add("\n");
	}

	function node(value:Xml, tabs:String):Void {
		switch (value.nodeType) {
			case CData:
				output.add(tabs + "<![CDATA[");
				output.add(value.nodeValue);
				output.add("]]>");
				line();
			case Comment:
				var text = ~/[\n\r\t]+/g.replace(value.nodeValue, "");
				output.add(tabs);
				output.add("<!--" + text + "-->");
				line();
			case Document:
				for (child in value)
					node(child, tabs);
			case Element:
				element(value, tabs);
			case PCData if (value.nodeValue.length != 0):
				output.add(tabs + StringTools.htmlEscape(value.nodeValue));
				line();
			case PCData:
			case ProcessingInstruction:
				output.add("<?" + value.nodeValue + "?>");
				line();
			case DocType:
				output.add("<!DOCTYPE " + value.nodeValue + ">");
				line();
		}
	}

	function element(value:Xml, tabs:String):Void {
		output.add(tabs + "<");
		output.add(value.nodeName);
		for (attribute in value.attributes()) {
			output.add(" " + attribute + "=\"");
			output.add(StringTools.htmlEscape(value.get(attribute), true));
			output.add("\"");
		}
		if (hasChildren(value)) {
			output.add(">");
			line();
			for (child in value)
				node(child, pretty ? tabs + "\t" : tabs);
			output.add(tabs + "</");
			output.add(value.nodeName);
			output.add(">");
		} else
			output.add("/>");
		line();
	}

	/** Whether there is something to write in an element: white space alone is nothing. **/
	static function hasChildren(value:Xml):Bool {
		for (child in value) {
			switch (child.nodeType) {
				case Element, PCData:
					return true;
				case CData, Comment if (StringTools.ltrim(child.nodeValue).length != 0):
					return true;
				default:
			}
		}
		return false;
	}
}
