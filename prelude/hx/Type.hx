/** Classes and enums as values, and what a value is. **/
class Type {
	/** The class of an object; null for what has none: numbers, functions, structures, null. **/
	public static function getClass<T>(o:T):Null<Class<T>> {
		return classOf(o);
	}

	@:intrinsic @:rust("hx2rs_prelude::reflect::types::class_of")
	static function classOf(o:Dynamic):Dynamic;

	/** `Std.isOfType(v, t)` where only the running program knows the type. What is no type, null too, has no values. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::is_of")
	static function isOf(v:Dynamic, t:Dynamic):Bool;

	/** The enum of an enum value; null for other values. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::enum_of")
	public static function getEnum(o:EnumValue):Null<Enum<Dynamic>>;

	/** The class that a class extends; null if there is none. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::super_class")
	public static function getSuperClass(c:Class<Dynamic>):Null<Class<Dynamic>>;

	/** The name of a class, with its package; null of null. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::type_name")
	public static function getClassName(c:Class<Dynamic>):Null<String>;

	/** The name of an enum, with its package; null of null. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::type_name")
	public static function getEnumName(e:Enum<Dynamic>):Null<String>;

	/** The class of this name; null if the program has none. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::resolve_class")
	public static function resolveClass(name:String):Null<Class<Dynamic>>;

	/** The enum of this name; null if the program has none. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::resolve_enum")
	public static function resolveEnum(name:String):Null<Enum<Dynamic>>;

	/** `new` of a class that is known only here. Arguments that are left out are null, or the parameter's default. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::create_instance")
	public static function createInstance<T>(cl:Class<T>, args:Array<Dynamic>):T;

	/** An object of a class whose constructor did not run. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::create_empty_instance")
	public static function createEmptyInstance<T>(cl:Class<T>):T;

	/** An enum value by the name of its constructor. Throws if there is none, or if it takes other arguments. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::create_enum")
	public static function createEnum<T>(e:Enum<T>, constr:String, ?params:Array<Dynamic>):T;

	/** An enum value by the position of its constructor. Throws if there is none, or if it takes other arguments. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::create_enum_index")
	public static function createEnumIndex<T>(e:Enum<T>, index:Int, ?params:Array<Dynamic>):T;

	/** The names of the variables and methods of a class's objects, the inherited ones included. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::instance_fields")
	public static function getInstanceFields(c:Class<Dynamic>):Array<String>;

	/** The names of the static variables and functions of a class. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::class_fields")
	public static function getClassFields(c:Class<Dynamic>):Array<String>;

	/** The names of an enum's constructors, in order. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::constructors")
	public static function getEnumConstructs(e:Enum<Dynamic>):Array<String>;

	/** What a value is. **/
	public static function typeof(v:Dynamic):ValueType {
		return switch (kindOf(v)) {
			case 0: TNull;
			case 1: TInt;
			case 2: TFloat;
			case 3: TBool;
			case 4: TObject;
			case 5: TFunction;
			case 6: TClass(classOf(v));
			case 7: TEnum(getEnum(v));
			default: TUnknown;
		}
	}

	@:intrinsic @:rust("hx2rs_prelude::reflect::kind")
	static function kindOf(v:Dynamic):Int;

	/** Whether two enum values are built alike: by the same constructor from equal parameters. **/
	public static function enumEq<T:EnumValue>(a:T, b:T):Bool {
		return builtAlike(a, b);
	}

	static function builtAlike(a:Dynamic, b:Dynamic):Bool {
		if (!Reflect.isEnumValue(a) || !Reflect.isEnumValue(b))
			return a == b;
		if (enumIndex(a) != enumIndex(b) || getEnum(a) != getEnum(b))
			return false;
		var left = enumParameters(a);
		var right = enumParameters(b);
		for (index in 0...left.length)
			if (!builtAlike(left[index], right[index]))
				return false;
		return true;
	}

	/** The name of the constructor of an enum value. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::enum_constructor")
	public static function enumConstructor(e:EnumValue):String;

	/** What was given to the constructor of an enum value. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::enum_parameters")
	public static function enumParameters(e:EnumValue):Array<Dynamic>;

	/** The position of the constructor of an enum value. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::enum_index")
	public static function enumIndex(e:EnumValue):Int;

	/** The values of all constructors without parameters, in order. **/
	@:intrinsic @:rust("hx2rs_prelude::reflect::types::all_enums")
	public static function allEnums<T>(e:Enum<T>):Array<T>;
}

/** What `Type.typeof` tells apart. **/
enum ValueType {
	/** Null. **/
	TNull;

	/** An Int, or a Float that is whole. **/
	TInt;

	/** A Float. **/
	TFloat;

	/** A Bool. **/
	TBool;

	/** An anonymous structure, a class or an enum. **/
	TObject;

	/** A function. **/
	TFunction;

	/** An object of a class. **/
	TClass(c:Class<Dynamic>);

	/** A value of an enum. **/
	TEnum(e:Enum<Dynamic>);

	/** Something else. **/
	TUnknown;
}
