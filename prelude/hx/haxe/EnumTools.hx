package haxe;

/** What `Type` tells of enums, for `using`. **/
class EnumTools {
	/** `Type.getEnumName`. **/
	public static function getName(e:Enum<Dynamic>):String {
		return Type.getEnumName(e);
	}

	/** `Type.createEnum`. **/
	public static function createByName<T>(e:Enum<T>, constr:String, ?params:Array<Dynamic>):T {
		return Type.createEnum(e, constr, params);
	}

	/** `Type.createEnumIndex`. **/
	public static function createByIndex<T>(e:Enum<T>, index:Int, ?params:Array<Dynamic>):T {
		return Type.createEnumIndex(e, index, params);
	}

	/** `Type.allEnums`. **/
	public static function createAll<T>(e:Enum<T>):Array<T> {
		return Type.allEnums(e);
	}

	/** `Type.getEnumConstructs`. **/
	public static function getConstructors(e:Enum<Dynamic>):Array<String> {
		return Type.getEnumConstructs(e);
	}
}

/** What `Type` tells of enum values, for `using`. **/
class EnumValueTools {
	/** `Type.enumEq`. **/
	public static function equals<T:EnumValue>(a:T, b:T):Bool {
		return Type.enumEq(a, b);
	}

	/** `Type.enumConstructor`. **/
	public static function getName(e:EnumValue):String {
		return Type.enumConstructor(e);
	}

	/** `Type.enumParameters`. **/
	public static function getParameters(e:EnumValue):Array<Dynamic> {
		return Type.enumParameters(e);
	}

	/** `Type.enumIndex`. **/
	public static function getIndex(e:EnumValue):Int {
		return Type.enumIndex(e);
	}
}
