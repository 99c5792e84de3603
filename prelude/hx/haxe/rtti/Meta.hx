package haxe.rtti;

/** The metadata that a program can read: `@name(…)` without a colon. **/
class Meta {
	/** Of a class, an interface or an enum: its entries by their names, each with the array of its arguments, or null if it has none. **/
	public static function getType(t:Dynamic):Dynamic<Array<Dynamic>> {
		return part(t, "obj");
	}

	/** Of the static members of a class: by the names of the members, and then as `getType`. **/
	public static function getStatics(t:Dynamic):Dynamic<Dynamic<Array<Dynamic>>> {
		return part(t, "statics");
	}

	/** Of the members of a class's objects, or the constructors of an enum. `_` is `new`. **/
	public static function getFields(t:Dynamic):Dynamic<Dynamic<Array<Dynamic>>> {
		return part(t, "fields");
	}

	static function part(t:Dynamic, name:String):Dynamic {
		var text = textOf(Std.isOfType(t, Enum) ? Type.getEnumName(t) : Type.getClassName(t));
		var told:Dynamic = text == null ? null : Reflect.field(haxe.Json.parse(text), name);
		return told == null ? {} : told;
	}

	/** All metadata of a type as JSON. The compiler writes the code. **/
	static function textOf(name:String):Null<String> {
		return null;
	}
}
