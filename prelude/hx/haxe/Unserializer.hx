package haxe;

import haxe.ds.IntMap;
import haxe.ds.List;
import haxe.ds.ObjectMap;
import haxe.ds.StringMap;
import haxe.io.Bytes;

/** How `haxe.Unserializer` finds classes and enums by their names. **/
typedef TypeResolver = {
	/** The class of a name; null if there is none. **/
	function resolveClass(name:String):Class<Dynamic>;

	/** The enum of a name; null if there is none. **/
	function resolveEnum(name:String):Enum<Dynamic>;
}

private class DefaultResolver {
	public function new() {}

	public function resolveClass(name:String):Class<Dynamic> {
		return Type.resolveClass(name);
	}

	public function resolveEnum(name:String):Enum<Dynamic> {
		return Type.resolveEnum(name);
	}
}

private class NullResolver {
	public function new() {}

	public function resolveClass(name:String):Class<Dynamic> {
		return null;
	}

	public function resolveEnum(name:String):Enum<Dynamic> {
		return null;
	}
}

/** Reads the values that `haxe.Serializer` wrote. **/
class Unserializer {
	/** How types are found where a reader has no way of its own. **/
	public static var DEFAULT_RESOLVER:TypeResolver = new DefaultResolver();

	/** The class of haxe.Int64 as it is written. **/
	static final LONG = "haxe._Int64.___Int64";

	static final BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%:";

	final text:String;
	var pos:Int = 0;
	final cache:Array<Dynamic> = [];
	final texts:Array<String> = [];
	var resolver:TypeResolver;

	/** Of a text. **/
	public function new(buf:String) {
		text = buf;
		resolver = DEFAULT_RESOLVER;
	}

	/** The value that a text tells. Throws where it tells none. **/
	public static function run(v:String):Dynamic {
		return new Unserializer(v).unserialize();
	}

	/** Sets how types are found: not at all for null. **/
	public function setResolver(r:Null<TypeResolver>):Void {
		if (r == null)
			resolver = new NullResolver();
		else
			resolver = r;
	}

	/** How types are found. **/
	public function getResolver():TypeResolver {
		return resolver;
	}

	inline function peek():Int {
		return StringTools.fastCodeAt(text, pos);
	}

	function digits():Int {
		var number = 0;
		var negative = peek() == "-".code;
		if (negative)
			pos++;
		while (true) {
			var code = peek();
			if (code < "0".code || code > "9".code)
				return negative ? -number : number;
			number = number * 10 + (code - "0".code);
			pos++;
		}
	}

	function float():Float {
		var start = pos;
		while (true) {
			var code = peek();
			var isPart = (code >= "0".code && code <= "9".code) || code == "-".code || code == "+".code || code == ".".code || code == "e".code
				|| code == "E".code;
			if (!isPart)
				return Std.parseFloat(text.substring(start, pos));
			pos++;
		}
	}

	function expect(code:Int, problem:String):Void {
		if (StringTools.fastCodeAt(text, pos++) != code)
			throw problem;
	}

	function fields(object:Dynamic):Void {
		while (true) {
			if (pos >= text.length)
				throw "Invalid object";
			if (peek() == "g".code)
				break;
			var name:Dynamic = unserialize();
			if (!Std.isOfType(name, String))
				throw "Invalid object key";
			var value:Dynamic = unserialize();
			Reflect.setField(object, name, value);
		}
		pos++;
	}

	function enumValue(type:Enum<Dynamic>, constructor:String):Dynamic {
		expect(":".code, "Invalid enum format");
		var count = digits();
		if (count == 0)
			return Type.createEnum(type, constructor);
		var parameters:Array<Dynamic> = [];
		for (_ in 0...count)
			parameters.push(unserialize());
		return Type.createEnum(type, constructor, parameters);
	}

	function findClass():Class<Dynamic> {
		return classNamed(unserialize());
	}

	function classNamed(name:String):Class<Dynamic> {
		var found = resolver.resolveClass(name);
		if (found == null)
			throw "Class not found " + name;
		return found;
	}

	function long():Dynamic {
		var at = cache.length;
		cache.push(null);
		var halves:Dynamic = {};
		fields(halves);
		var number:Dynamic = haxe.Int64.make(halves.high, halves.low);
		cache[at] = number;
		return number;
	}

	function findEnum():Enum<Dynamic> {
		var name:String = unserialize();
		var found = resolver.resolveEnum(name);
		if (found == null)
			throw "Enum not found " + name;
		return found;
	}

	/** Whether the end of an array, list or map comes next; it is taken then. **/
	function atEnd():Bool {
		if (peek() != "h".code)
			return false;
		pos++;
		return true;
	}

	/** The next value. Throws where there is none. **/
	public function unserialize():Dynamic {
		var code = StringTools.fastCodeAt(text, pos++);
		switch (code) {
			case "n".code:
				return null;
			case "t".code:
				return true;
			case "f".code:
				return false;
			case "z".code:
				return 0;
			case "i".code:
				return digits();
			case "d".code:
				return float();
			case "k".code:
				return Math.NaN;
			case "m".code:
				return Math.NEGATIVE_INFINITY;
			case "p".code:
				return Math.POSITIVE_INFINITY;
			case "y".code:
				var length = digits();
				expect(":".code, "Invalid string length");
				if (text.length - pos < length)
					throw "Invalid string length";
				var read = StringTools.urlDecode(text.substr(pos, length));
				pos += length;
				texts.push(read);
				return read;
			case "R".code:
				var index = digits();
				if (index < 0 || index >= texts.length)
					throw "Invalid string reference";
				return texts[index];
			case "r".code:
				var index = digits();
				if (index < 0 || index >= cache.length)
					throw "Invalid reference";
				return cache[index];
			case "x".code:
				throw unserialize();
			case "a".code:
				var elements:Array<Dynamic> = [];
				cache.push(elements);
				while (!atEnd()) {
					if (peek() == "u".code) {
						pos++;
						for (_ in 0...digits())
							elements.push(null);
					} else
						elements.push(unserialize());
				}
				return elements;
			case "l".code:
				var list = new List<Dynamic>();
				cache.push(list);
				while (!atEnd())
					list.add(unserialize());
				return list;
			case "o".code:
				var object:Dynamic = {};
				cache.push(object);
				fields(object);
				return object;
			case "b".code:
				var map = new StringMap<Dynamic>();
				cache.push(map);
				while (!atEnd()) {
					var key:String = unserialize();
					map.set(key, unserialize());
				}
				return map;
			case "q".code:
				var map = new IntMap<Dynamic>();
				cache.push(map);
				while (!atEnd()) {
					expect(":".code, "Invalid IntMap format");
					var key = digits();
					map.set(key, unserialize());
				}
				return map;
			case "M".code:
				var map = new ObjectMap<Dynamic, Dynamic>();
				cache.push(map);
				while (!atEnd()) {
					var key:Dynamic = unserialize();
					map.set(key, unserialize());
				}
				return map;
			default:
				return unserializeNamed(code);
		}
	}

	/** What is of a type with a name, and bytes. **/
	function unserializeNamed(code:Int):Dynamic {
		switch (code) {
			case "c".code:
				var name:String = unserialize();
				// A number of 64 bits is no object here.
				if (name == LONG)
					return long();
				var object:Dynamic = Type.createEmptyInstance(classNamed(name));
				cache.push(object);
				fields(object);
				return object;
			case "w".code:
				var type = findEnum();
				var made = enumValue(type, unserialize());
				cache.push(made);
				return made;
			case "j".code:
				var type = findEnum();
				expect(":".code, "Invalid enum format");
				var index = digits();
				var name = Type.getEnumConstructs(type)[index];
				if (name == null)
					throw "Unknown enum index " + Type.getEnumName(type) + "@" + index;
				var made = enumValue(type, name);
				cache.push(made);
				return made;
			case "v".code:
				var date:Date;
				// Old texts tell parts, newer ones milliseconds.
				if (text.charAt(pos + 4) == "-") {
					date = Date.fromString(text.substr(pos, 19));
					pos += 19;
				} else
					date = Date.fromTime(float());
				cache.push(date);
				return date;
			case "s".code:
				var length = digits();
				expect(":".code, "Invalid bytes length");
				if (text.length - pos < length)
					throw "Invalid bytes length";
				var bytes = new haxe.crypto.BaseCode(Bytes.ofString(BASE64)).decodeBytes(Bytes.ofString(text.substr(pos, length)));
				pos += length;
				cache.push(bytes);
				return bytes;
			case "C".code:
				var object:Dynamic = Type.createEmptyInstance(findClass());
				cache.push(object);
				Reflect.callMethod(object, Reflect.field(object, "hxUnserialize"), [this]);
				expect("g".code, "Invalid custom data");
				return object;
			case "A".code:
				return findClass();
			case "B".code:
				return findEnum();
			default:
				pos--;
				throw "Invalid char " + text.charAt(pos) + " at position " + pos;
		}
	}
}
