package haxe.xml;

private abstract NodeAccess(Xml) from Xml {
	/** The first element of this name. **/
	@:op(a.b)
	public function resolve(name:String):Access {
		var found = this.elementsNamed(name);
		if (!found.hasNext()) {
			var inside = this.nodeType == Xml.Document ? "Document" : this.nodeName;
			throw inside + " is missing element " + name;
		}
		return new Access(found.next());
	}
}

private abstract AttribAccess(Xml) from Xml {
	/** The attribute of this name. **/
	@:op(a.b)
	public function resolve(name:String):String {
		if (this.nodeType == Xml.Document)
			throw "Cannot access document attribute " + name;
		var found = this.get(name);
		if (found == null)
			throw this.nodeName + " is missing attribute " + name;
		return found;
	}

	@:op(a.b)
	function write(name:String, value:String):String {
		if (this.nodeType == Xml.Document)
			throw "Cannot access document attribute " + name;
		this.set(name, value);
		return value;
	}
}

private abstract HasAttribAccess(Xml) from Xml {
	/** Whether there is an attribute of this name. **/
	@:op(a.b)
	public function resolve(name:String):Bool {
		if (this.nodeType == Xml.Document)
			throw "Cannot access document attribute " + name;
		return this.exists(name);
	}
}

private abstract HasNodeAccess(Xml) from Xml {
	/** Whether there is an element of this name. **/
	@:op(a.b)
	public function resolve(name:String):Bool {
		return this.elementsNamed(name).hasNext();
	}
}

private abstract NodeListAccess(Xml) from Xml {
	/** All elements of this name. **/
	@:op(a.b)
	public function resolve(name:String):Array<Access> {
		return [for (found in this.elementsNamed(name)) new Access(found)];
	}
}

/** A node of XML whose elements and attributes are told as fields. **/
abstract Access(Xml) {
	/** The node itself. **/
	public var x(get, never):Xml;

	/** The name of the element. **/
	public var name(get, never):String;

	/** The text inside. **/
	public var innerData(get, never):String;

	/** All that is inside, as XML. **/
	public var innerHTML(get, never):String;

	/** The first element of a name. **/
	public var node(get, never):NodeAccess;

	/** All elements of a name. **/
	public var nodes(get, never):NodeListAccess;

	/** An attribute. **/
	public var att(get, never):AttribAccess;

	/** Whether there is an attribute. **/
	public var has(get, never):HasAttribAccess;

	/** Whether there is an element. **/
	public var hasNode(get, never):HasNodeAccess;

	/** The elements inside. **/
	public var elements(get, never):Iterator<Access>;

	inline function get_x():Xml {
		return this;
	}

	function get_name():String {
		return this.nodeType == Xml.Document ? "Document" : this.nodeName;
	}

	inline function get_node():NodeAccess {
		return x;
	}

	inline function get_nodes():NodeListAccess {
		return x;
	}

	inline function get_att():AttribAccess {
		return x;
	}

	inline function get_has():HasAttribAccess {
		return x;
	}

	inline function get_hasNode():HasNodeAccess {
		return x;
	}

	function get_elements():Iterator<Access> {
		return [for (found in this.elements()) new Access(found)].iterator();
	}

	function get_innerData():String {
		var children = [for (child in this) child];
		if (children.length == 0)
			throw get_name() + " does not have data";
		// White space around a CDATA is none of it.
		var data = [for (child in children) if (!isBlank(child)) child];
		if (children.length > 1 && data.length == 1 && data[0].nodeType == Xml.CData)
			return data[0].nodeValue;
		if (children.length > 1)
			throw get_name() + " does not only have data";
		if (children[0].nodeType != Xml.PCData && children[0].nodeType != Xml.CData)
			throw get_name() + " does not have data";
		return children[0].nodeValue;
	}

	static function isBlank(child:Xml):Bool {
		return child.nodeType == Xml.PCData && StringTools.trim(child.nodeValue) == "";
	}

	function get_innerHTML():String {
		var text = "";
		for (child in this)
			text += child.toString();
		return text;
	}

	/** Of a document or an element. **/
	public function new(x:Xml) {
		if (x.nodeType != Xml.Document && x.nodeType != Xml.Element)
			throw 'Invalid nodeType ${x.nodeType.toString()}';
		this = x;
	}
}
