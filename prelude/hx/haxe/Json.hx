package haxe;

import haxe.format.JsonParser;
import haxe.format.JsonPrinter;

/** Values as JSON, and back. **/
class Json {
	/** The value that a text in JSON tells: structures, arrays, strings, numbers, Bool and null. Throws where it is none. **/
	public static inline function parse(text:String):Dynamic {
		return JsonParser.parse(text);
	}

	/**
		The text of a value in JSON. `replacer` says what stands for each value, by its key; with `space` each element has a
		line of its own, with that indentation.
	**/
	public static inline function stringify(value:Dynamic, ?replacer:(key:Dynamic, value:Dynamic) -> Dynamic, ?space:String):String {
		return JsonPrinter.print(value, replacer, space);
	}
}
