package haxe;

/** One call of a stack: what was called, and where it was. **/
enum StackItem {
	/** A function of the platform. **/
	CFunction;

	/** Code of a module. **/
	Module(m:String);

	/** A position in a file, and what is there. **/
	FilePos(s:Null<StackItem>, file:String, line:Int, ?column:Int);

	/** A method of a class. **/
	Method(classname:Null<String>, method:String);

	/** A function without a name. **/
	LocalFunction(?v:Int);
}

/** The calls that led to a place, the last one first. **/
@:using(haxe.CallStack)
abstract CallStack(Array<StackItem>) from Array<StackItem> to Array<StackItem> {
	/** How many calls there are. **/
	public var length(get, never):Int;

	inline function get_length():Int {
		return this.length;
	}

	/** The call at a position. **/
	@:arrayAccess
	inline function item(index:Int):StackItem {
		return this[index];
	}

	/** The calls that lead to here. Shipped programs know no more than where this is. **/
	public static function callStack(?pos:PosInfos):Array<StackItem> {
		var all = ofText(Exception.callStack()).asArray();
		if (all.length == 0)
			return pos == null ? [] : [FilePos(Method(pos.className, pos.methodName), pos.fileName, pos.lineNumber)];
		// Without this very call.
		return all.slice(1);
	}

	/** The calls that led to the exception that was caught last. Shipped programs know where it was thrown. **/
	public static function exceptionStack(fullStack = false):Array<StackItem> {
		return ofText(Exception.lastStack()).asArray();
	}

	/** A line for each call. **/
	public static function toString(stack:CallStack):String {
		var text = new StringBuf();
		for (item in stack.asArray()) {
			text.add("\nCalled from ");
			write(text, item);
		}
		return text.toString();
	}

	/** A stack without the calls that another one has, too. **/
	public function subtract(stack:CallStack):CallStack {
		var other = stack.asArray();
		var count = this.length;
		var shared = 0;
		while (shared < count && shared < other.length && Type.enumEq(this[count - 1 - shared], other[other.length - 1 - shared]))
			shared++;
		return this.slice(0, count - shared);
	}

	/** The same calls. **/
	public inline function copy():CallStack {
		return this.copy();
	}

	/** One call, by its position. **/
	public inline function get(index:Int):StackItem {
		return this[index];
	}

	/** All calls in an array. **/
	inline function asArray():Array<StackItem> {
		return this;
	}

	static function write(text:StringBuf, item:StackItem):Void {
		switch (item) {
			case CFunction:
				text.add("a C function");
			case Module(m):
				text.add("module ");
				text.add(m);
			case FilePos(inner, file, line, column):
				if (inner != null) {
					write(text, inner);
					text.add(" (");
				}
				text.add(file);
				text.add(" line ");
				text.add(line);
				if (column != null) {
					text.add(" column ");
					text.add(column);
				}
				if (inner != null)
					text.add(")");
			case Method(classname, method):
				text.add(classname == null ? "<unknown>" : classname);
				text.add(".");
				text.add(method);
			case LocalFunction(v):
				text.add("local function #");
				text.add(v);
		}
	}

	/** The calls that a text tells, a line for each. **/
	@:allow(haxe.Exception)
	static function ofText(text:String):CallStack {
		var items:Array<StackItem> = [];
		for (line in text.split("\n")) {
			if (line != "")
				items.push(ofLine(line));
		}
		return items;
	}

	/** `Called from Main.main (src/Main.hx:3)`, the name or the position of which may be missing. **/
	static function ofLine(line:String):StackItem {
		var what = StringTools.startsWith(line, "Called from ") ? line.substr(12) : line;
		var open = what.lastIndexOf(" (");
		var name = open < 0 ? what : what.substr(0, open);
		var place = open < 0 ? "" : what.substring(open + 2, what.length - 1);
		var colon = place.lastIndexOf(":");
		var number = colon < 0 ? null : Std.parseInt(place.substr(colon + 1));
		var dot = name.lastIndexOf(".");
		var last = name.substr(dot + 1);
		// What has no name is numbered.
		var count = StringTools.startsWith(last, "function") ? Std.parseInt(last.substr(8)) : null;
		var called = count == null ? Method(dot < 0 ? null : name.substr(0, dot), last) : LocalFunction(count);
		return number == null ? called : FilePos(called, place.substr(0, colon), number);
	}
}
