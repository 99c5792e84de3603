import haxe.xml.Parser;
import haxe.xml.Printer;

/** What a node of XML is. **/
enum abstract XmlType(Int) {
	/** `<a>…</a>` **/
	var Element = 0;

	/** Text. **/
	var PCData = 1;

	/** `<![CDATA[…]]>` **/
	var CData = 2;

	/** `<!--…-->` **/
	var Comment = 3;

	/** `<!DOCTYPE …>` **/
	var DocType = 4;

	/** `<?…?>` **/
	var ProcessingInstruction = 5;

	/** The whole, which holds the others. **/
	var Document = 6;

	/** Its name. **/
	public function toString():String {
		return switch (cast this : XmlType) {
			case Element: "Element";
			case PCData: "PCData";
			case CData: "CData";
			case Comment: "Comment";
			case DocType: "DocType";
			case ProcessingInstruction: "ProcessingInstruction";
			case Document: "Document";
		};
	}
}

/** A node of XML: an element with its attributes and children, a text, or one of the rarer kinds. **/
class Xml {
	/** `XmlType.Element` **/
	static public var Element(default, never) = XmlType.Element;

	/** `XmlType.PCData` **/
	static public var PCData(default, never) = XmlType.PCData;

	/** `XmlType.CData` **/
	static public var CData(default, never) = XmlType.CData;

	/** `XmlType.Comment` **/
	static public var Comment(default, never) = XmlType.Comment;

	/** `XmlType.DocType` **/
	static public var DocType(default, never) = XmlType.DocType;

	/** `XmlType.ProcessingInstruction` **/
	static public var ProcessingInstruction(default, never) = XmlType.ProcessingInstruction;

	/** `XmlType.Document` **/
	static public var Document(default, never) = XmlType.Document;

	/** What it is. **/
	public var nodeType(default, null):XmlType;

	/** The name of an element. Others have none: it throws. **/
	@:isVar public var nodeName(get, set):String;

	/** The text of what is neither an element nor a document. Those have none: it throws. **/
	@:isVar public var nodeValue(get, set):String;

	/** The node that it is in; null at the top. **/
	public var parent(default, null):Null<Xml>;

	var children:Array<Xml>;
	var attributeMap:Map<String, String>;

	function new(nodeType:XmlType) {
		this.nodeType = nodeType;
		children = [];
		attributeMap = new Map();
	}

	/** The document that a text tells. Throws where it is not XML. **/
	static public function parse(str:String):Xml {
		return Parser.parse(str);
	}

	/** An element without attributes and children. **/
	static public function createElement(name:String):Xml {
		var xml = new Xml(XmlType.Element);
		xml.nodeName = name;
		return xml;
	}

	static function withValue(type:XmlType, data:String):Xml {
		var xml = new Xml(type);
		xml.nodeValue = data;
		return xml;
	}

	/** A text. **/
	static public function createPCData(data:String):Xml {
		return withValue(XmlType.PCData, data);
	}

	/** A text that is told as it is. **/
	static public function createCData(data:String):Xml {
		return withValue(XmlType.CData, data);
	}

	/** A comment. **/
	static public function createComment(data:String):Xml {
		return withValue(XmlType.Comment, data);
	}

	/** A document type. **/
	static public function createDocType(data:String):Xml {
		return withValue(XmlType.DocType, data);
	}

	/** An instruction. **/
	static public function createProcessingInstruction(data:String):Xml {
		return withValue(XmlType.ProcessingInstruction, data);
	}

	/** A document without children. **/
	static public function createDocument():Xml {
		return new Xml(XmlType.Document);
	}

	function needElement():Void {
		if (nodeType != XmlType.Element)
			throw 'Bad node type, expected Element but found ${nodeType.toString()}';
	}

	function needChildren():Void {
		if (nodeType != XmlType.Document && nodeType != XmlType.Element)
			throw 'Bad node type, expected Element or Document but found ${nodeType.toString()}';
	}

	function needValue():Void {
		if (nodeType == XmlType.Document || nodeType == XmlType.Element)
			throw 'Bad node type, unexpected ${nodeType.toString()}';
	}

	function get_nodeName():String {
		needElement();
		return nodeName;
	}

	function set_nodeName(v:String):String {
		needElement();
		return nodeName = v;
	}

	function get_nodeValue():String {
		needValue();
		return nodeValue;
	}

	function set_nodeValue(v:String):String {
		needValue();
		return nodeValue = v;
	}

	/** An attribute of an element; null if it does not have it. **/
	public function get(att:String):String {
		needElement();
		return attributeMap.get(att);
	}

	/** Gives an element an attribute. **/
	public function set(att:String, value:String):Void {
		needElement();
		attributeMap.set(att, value);
	}

	/** Takes an attribute from an element. **/
	public function remove(att:String):Void {
		needElement();
		attributeMap.remove(att);
	}

	/** Whether an element has an attribute. **/
	public function exists(att:String):Bool {
		needElement();
		return attributeMap.exists(att);
	}

	/** A walk over the names of an element's attributes. **/
	public function attributes():Iterator<String> {
		needElement();
		return attributeMap.keys();
	}

	/** A walk over the children. **/
	public function iterator():haxe.iterators.ArrayIterator<Xml> {
		needChildren();
		return children.iterator();
	}

	/** A walk over the children that are elements. **/
	public function elements():Iterator<Xml> {
		needChildren();
		var found = [for (child in children) if (child.nodeType == XmlType.Element) child];
		return found.iterator();
	}

	/** A walk over the children that are elements of this name. **/
	public function elementsNamed(name:String):Iterator<Xml> {
		needChildren();
		var found = [for (child in children) if (child.nodeType == XmlType.Element && child.nodeName == name) child];
		return found.iterator();
	}

	/** The first child; null if there is none. **/
	public function firstChild():Xml {
		needChildren();
		return children.length == 0 ? null : children[0];
	}

	/** The first child that is an element; null if there is none. **/
	public function firstElement():Xml {
		needChildren();
		for (child in children)
			if (child.nodeType == XmlType.Element)
				return child;
		return null;
	}

	/** Adds a child at the end; it leaves the node that it was in. **/
	public function addChild(x:Xml):Void {
		needChildren();
		if (x.parent != null)
			x.parent.removeChild(x);
		children.push(x);
		x.parent = this;
	}

	/** Takes a child out; whether it was there. **/
	public function removeChild(x:Xml):Bool {
		needChildren();
		if (!children.remove(x))
			return false;
		x.parent = null;
		return true;
	}

	/** Adds a child before the one at a position; it leaves the node that it was in. **/
	public function insertChild(x:Xml, pos:Int):Void {
		needChildren();
		if (x.parent != null)
			x.parent.children.remove(x);
		children.insert(pos, x);
		x.parent = this;
	}

	/** The text that tells it. **/
	public function toString():String {
		return Printer.print(this);
	}
}
