/** Values whose type is not known here, and their fields by name. **/
class Reflect {
	/** Whether a structure has a field, or an object a variable. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::has_field")
	public static function hasField(o:Dynamic, field:String):Bool;

	/** The value of a field, or a method; null where there is none. Getters do not run. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::field")
	public static function field(o:Dynamic, field:String):Dynamic;

	/** Gives a field its value; a structure can get new ones. Setters do not run. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::set_field")
	public static function setField(o:Dynamic, field:String, value:Dynamic):Void;

	/** As `field`, and a property by its getter. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::get_property")
	public static function getProperty(o:Dynamic, field:String):Dynamic;

	/** As `setField`, and a property by its setter. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::set_property")
	public static function setProperty(o:Dynamic, field:String, value:Dynamic):Void;

	/** Calls a function. A method knows its object by itself, so `o` may be null. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::call_method")
	public static function callMethod(o:Dynamic, func:haxe.Constraints.Function, args:Array<Dynamic>):Dynamic;

	/** The names of the fields of a structure, and of the variables of an object. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::fields")
	public static function fields(o:Dynamic):Array<String>;

	/** Whether it is a function. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::is_function")
	public static function isFunction(f:Dynamic):Bool;

	/**
		Negative, 0 or positive, as the first value is less than, equal to or greater than the second: numbers by size, strings
		by code points, false before true, null before everything.
	**/
	@:intrinsic @:rust("hx2rs_prelude::compare")
	public static function compare<T>(a:T, b:T):Int;

	/** `o.field` where `o` is Dynamic: as `field`, but that null has none. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::member")
	static function member(o:Dynamic, field:String):Dynamic;

	/** `o.field = value` where `o` is Dynamic. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::set_member")
	static function setMember(o:Dynamic, field:String, value:Dynamic):Void;

	/** `o.field(args)` where `o` is Dynamic. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::call_member")
	static function callMember(o:Dynamic, field:String, args:Array<Dynamic>):Dynamic;

	/** `f(args)` where `f` is Dynamic. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::call")
	static function call(f:Dynamic, args:Array<Dynamic>):Dynamic;

	/** Whether two functions are one: the same method of the same object, too. **/
	public static function compareMethods(f1:Dynamic, f2:Dynamic):Bool {
		return isFunction(f1) && isFunction(f2) && f1 == f2;
	}

	/** Whether it is a structure, an object, a string, a class or an enum. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::is_object")
	public static function isObject(v:Dynamic):Bool;

	/** Whether it is a value of an enum. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::is_enum_value")
	public static function isEnumValue(v:Dynamic):Bool;

	/** Takes a field out of a structure; whether it was there. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::delete_field")
	public static function deleteField(o:Dynamic, field:String):Bool;

	/** A function that takes any arguments, and hands them to `f` as an array. **/
	public static function makeVarArgs<T>(f:Array<Dynamic>->T):Dynamic {
		return varArgs(f);
	}

	@:rust("hx2rs_prelude::reflect::var_args")
	static function varArgs(f:Dynamic):Dynamic {
		return function(...arguments:Dynamic):Dynamic return f(arguments.toArray());
	}

	/** A new structure with the same fields. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::copy")
	public static function copy<T>(o:Null<T>):Null<T>;
}
