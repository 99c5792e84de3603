package haxe.format;

/** Writes JSON. **/
class JsonPrinter {
	final buffer:StringBuf = new StringBuf();
	final replacer:Null<(key:Dynamic, value:Dynamic) -> Dynamic>;
	final space:Null<String>;
	var depth:Int = 0;

	function new(replacer:Null<(key:Dynamic, value:Dynamic) -> Dynamic>, space:Null<String>) {
		this.replacer = replacer;
		this.space = space;
	}

	/** The text of a value. **/
	static public function print(o:Dynamic, ?replacer:(key:Dynamic, value:Dynamic) -> Dynamic, ?space:String):String {
		var printer = new JsonPrinter(replacer, space);
		printer.write("", o);
		return printer.buffer.toString();
	}

	function newLine():Void {
		if (space != null) {
			buffer.add("\n");
			for (_ in 0...depth)
				buffer.add(space);
		}
	}

	function write(key:Dynamic, given:Dynamic):Void {
		var value:Dynamic = given;
		if (replacer != null)
			value = replacer(key, value);
		switch (Type.typeof(value)) {
			case TNull:
				buffer.add("null");
			case TInt, TBool:
				buffer.add(Std.string(value));
			case TFloat:
				buffer.add(Math.isFinite(value) ? Std.string(value) : "null");
			case TFunction:
				buffer.add("\"<fun>\"");
			case TEnum(_):
				buffer.add(Std.string(Type.enumIndex(value)));
			case TObject:
				fields(value, Reflect.fields(value));
			case TClass(_):
				if (Std.isOfType(value, String))
					quote(value);
				else if (Std.isOfType(value, Array))
					array(value);
				else if (Std.isOfType(value, haxe.ds.StringMap))
					map(value);
				else if (Std.isOfType(value, Date))
					quote(Std.string(value));
				else
					fields(value, Reflect.fields(value));
			case TUnknown:
				buffer.add("\"???\"");
		}
	}

	function array(elements:Array<Dynamic>):Void {
		buffer.add("[");
		depth++;
		for (index in 0...elements.length) {
			if (index > 0)
				buffer.add(",");
			newLine();
			write(index, elements[index]);
		}
		depth--;
		if (elements.length > 0)
			newLine();
		buffer.add("]");
	}

	function map(map:Dynamic):Void {
		var copy:Dynamic = {};
		var keys:Iterator<String> = map.keys();
		while (keys.hasNext()) {
			var key = keys.next();
			Reflect.setField(copy, key, map.get(key));
		}
		fields(copy, Reflect.fields(copy));
	}

	function fields(object:Dynamic, names:Array<String>):Void {
		buffer.add("{");
		depth++;
		var isEmpty = true;
		for (name in names) {
			var value = Reflect.field(object, name);
			if (Reflect.isFunction(value))
				continue;
			if (!isEmpty)
				buffer.add(",");
			isEmpty = false;
			newLine();
			quote(name);
			buffer.add(space == null ? ":" : ": ");
			write(name, value);
		}
		depth--;
		if (!isEmpty)
			newLine();
		buffer.add("}");
	}

	function quote(text:String):Void {
		buffer.add("\"");
		var start = 0;
		for (index in 0...text.length) {
			var code = StringTools.fastCodeAt(text, index);
			var written = switch (code) {
				case "\"".code: "\\\"";
				case "\\".code: "\\\\";
				case "\n".code: "\\n";
				case "\r".code: "\\r";
				case "\t".code: "\\t";
				case 8: "\\b";
				case 12: "\\f";
				default: null;
			}
			if (written != null) {
				buffer.add(text.substring(start, index));
				buffer.add(written);
				start = index + 1;
			}
		}
		buffer.add(text.substring(start));
		buffer.add("\"");
	}
}
