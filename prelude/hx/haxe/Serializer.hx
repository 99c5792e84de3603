package haxe;

import haxe.ds.IntMap;
import haxe.ds.List;
import haxe.ds.ObjectMap;
import haxe.ds.StringMap;
import haxe.io.Bytes;

/**
	Values as text that `haxe.Unserializer` reads: numbers, text, structures, arrays, maps, objects of classes, enum values.
	Functions are not among them.
**/
class Serializer {
	/** Whether objects that were written before are referred to, so that cycles are possible; for all serializers. **/
	public static var USE_CACHE = false;

	/** Whether enum values are told by the positions of their constructors; for all serializers. **/
	public static var USE_ENUM_INDEX = false;

	static final BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%:";

	/** Whether objects that were written before are referred to. **/
	public var useCache:Bool;

	/** Whether enum values are told by the positions of their constructors. **/
	public var useEnumIndex:Bool;

	var buffer:StringBuf = new StringBuf();
	final cache:Array<Dynamic> = [];
	final texts:StringMap<Int> = new StringMap();
	var textCount:Int = 0;

	/** One that has written nothing. **/
	public function new() {
		useCache = USE_CACHE;
		useEnumIndex = USE_ENUM_INDEX;
	}

	/** What was written so far. **/
	public function toString():String {
		return buffer.toString();
	}

	/** The text of one value. **/
	public static function run(v:Dynamic):String {
		var serializer = new Serializer();
		serializer.serialize(v);
		return serializer.toString();
	}

	function writeText(text:String):Void {
		var known = texts.get(text);
		if (known != null) {
			buffer.add("R");
			buffer.add(known);
			return;
		}
		texts.set(text, textCount++);
		buffer.add("y");
		var encoded = StringTools.urlEncode(text);
		buffer.add(encoded.length);
		buffer.add(":");
		buffer.add(encoded);
	}

	/** Refers to an object that was written before; whether it was. **/
	function writeKnown(v:Dynamic):Bool {
		for (index in 0...cache.length)
			if (cache[index] == v) {
				buffer.add("r");
				buffer.add(index);
				return true;
			}
		cache.push(v);
		return false;
	}

	function writeFields(v:Dynamic):Void {
		for (name in Reflect.fields(v)) {
			writeText(name);
			serialize(Reflect.field(v, name));
		}
		buffer.add("g");
	}

	function writeArray(elements:Array<Dynamic>):Void {
		buffer.add("a");
		var nulls = 0;
		for (element in elements) {
			if (element == null) {
				nulls++;
				continue;
			}
			writeNulls(nulls);
			nulls = 0;
			serialize(element);
		}
		writeNulls(nulls);
		buffer.add("h");
	}

	function writeNulls(count:Int):Void {
		if (count == 1)
			buffer.add("n");
		else if (count > 1) {
			buffer.add("u");
			buffer.add(count);
		}
	}

	/** The keys, as `writeKey` tells them, and values of any map. **/
	function writeEntries(map:Dynamic, writeKey:Dynamic->Void):Void {
		var keys:Iterator<Dynamic> = map.keys();
		while (keys.hasNext()) {
			var key:Dynamic = keys.next();
			writeKey(key);
			serialize(map.get(key));
		}
		buffer.add("h");
	}

	function writeObject(v:Dynamic, name:String):Void {
		if (Std.isOfType(v, Array)) {
			writeArray(v);
		} else if (Std.isOfType(v, List)) {
			buffer.add("l");
			var elements:Iterator<Dynamic> = v.iterator();
			while (elements.hasNext())
				serialize(elements.next());
			buffer.add("h");
		} else if (Std.isOfType(v, Date)) {
			buffer.add("v");
			var date:Date = v;
			buffer.add(date.getTime());
		} else if (Std.isOfType(v, StringMap)) {
			buffer.add("b");
			writeEntries(v, key -> writeText(key));
		} else if (Std.isOfType(v, IntMap)) {
			buffer.add("q");
			writeEntries(v, function(key) {
				buffer.add(":");
				buffer.add(key);
			});
		} else if (Std.isOfType(v, ObjectMap)) {
			buffer.add("M");
			writeEntries(v, key -> serialize(key));
		} else if (Std.isOfType(v, Bytes)) {
			buffer.add("s");
			var bytes:Bytes = v;
			var encoded = new haxe.crypto.BaseCode(Bytes.ofString(BASE64)).encodeBytes(bytes).toString();
			buffer.add(encoded.length);
			buffer.add(":");
			buffer.add(encoded);
		} else {
			if (useCache)
				cache.pop();
			if (Reflect.isFunction(Reflect.field(v, "hxSerialize"))) {
				buffer.add("C");
				writeText(name);
				if (useCache)
					cache.push(v);
				Reflect.callMethod(v, Reflect.field(v, "hxSerialize"), [this]);
				buffer.add("g");
			} else {
				buffer.add("c");
				writeText(name);
				if (useCache)
					cache.push(v);
				writeFields(v);
			}
		}
	}

	/** Writes a value. Throws if it is a function or has one. **/
	public function serialize(v:Dynamic):Void {
		switch (Type.typeof(v)) {
			case TNull:
				buffer.add("n");
			case TInt:
				var number:Int = v;
				if (number == 0)
					buffer.add("z");
				else {
					buffer.add("i");
					buffer.add(number);
				}
			case TFloat:
				var number:Float = v;
				if (Math.isNaN(number))
					buffer.add("k");
				else if (!Math.isFinite(number))
					buffer.add(number < 0 ? "m" : "p");
				else {
					buffer.add("d");
					buffer.add(number);
				}
			case TBool:
				buffer.add(v == true ? "t" : "f");
			case TClass(c):
				if (Std.isOfType(v, String)) {
					writeText(v);
					return;
				}
				if (useCache && writeKnown(v))
					return;
				writeObject(v, Type.getClassName(c));
			case TObject:
				writeTypeOrStructure(v);
			case TEnum(e):
				if (useCache) {
					if (writeKnown(v))
						return;
					cache.pop();
				}
				buffer.add(useEnumIndex ? "j" : "w");
				writeText(Type.getEnumName(e));
				if (useEnumIndex) {
					buffer.add(":");
					buffer.add(Type.enumIndex(v));
				} else
					writeText(Type.enumConstructor(v));
				buffer.add(":");
				var parameters = Type.enumParameters(v);
				buffer.add(parameters.length);
				for (parameter in parameters)
					serialize(parameter);
				if (useCache)
					cache.push(v);
			case TFunction:
				throw "Cannot serialize function";
			case TUnknown:
				throw "Cannot serialize " + Std.string(v);
		}
	}

	function writeTypeOrStructure(v:Dynamic):Void {
		if (Std.isOfType(v, Class)) {
			buffer.add("A");
			writeText(Type.getClassName(v));
		} else if (Std.isOfType(v, Enum)) {
			buffer.add("B");
			writeText(Type.getEnumName(v));
		} else {
			if (useCache && writeKnown(v))
				return;
			buffer.add("o");
			writeFields(v);
		}
	}

	/** Writes that a value was thrown. **/
	public function serializeException(e:Dynamic):Void {
		buffer.add("x");
		serialize(e);
	}
}
