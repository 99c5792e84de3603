package haxe.rtti;

/** The name of a type with its package. **/
typedef Path = String;

/** The names of the platforms that know something. **/
typedef Platforms = Array<String>;

/** A parameter of a function: with its name, whether it may be left out, its type, and its default as it is written. **/
typedef FunctionArgument = {
	var name:String;
	var opt:Bool;
	var t:CType;
	@:optional var value:String;
}

/** A type. **/
enum CType {
	/** Nobody said which. **/
	CUnknown;

	/** An enum with its type arguments. **/
	CEnum(name:Path, params:Array<CType>);

	/** A class or an interface with its type arguments; a type parameter, too, by its owner and its name. **/
	CClass(name:Path, params:Array<CType>);

	/** A typedef with its type arguments. **/
	CTypedef(name:Path, params:Array<CType>);

	/** A function. **/
	CFunction(args:Array<FunctionArgument>, ret:CType);

	/** An anonymous structure. **/
	CAnonymous(fields:Array<ClassField>);

	/** `Dynamic`, `Dynamic<T>`. **/
	CDynamic(?t:CType);

	/** An abstract with its type arguments; the basic types, too. **/
	CAbstract(name:Path, params:Array<CType>);
}

/** A type with its arguments. **/
typedef PathParams = {
	var path:Path;
	var params:Array<CType>;
}

/** The names of type parameters. **/
typedef TypeParams = Array<String>;

/** What may be done with one side of a field. **/
enum Rights {
	/** Anything. **/
	RNormal;

	/** Nothing. **/
	RNo;

	/** A function is called. **/
	RCall(m:String);

	/** It is a method. **/
	RMethod;

	/** It is a method that can be replaced. **/
	RDynamic;

	/** It is inline. **/
	RInline;
}

/** Metadata, with its arguments as they are written. **/
typedef MetaData = Array<{name:String, params:Array<String>}>;

/** A field of a class or of a structure. **/
typedef ClassField = {
	var name:String;
	var type:CType;
	var isPublic:Bool;
	var isFinal:Bool;
	var isOverride:Bool;

	/** Its documentation, if it has any. **/
	var doc:Null<String>;

	/** How it is read. **/
	var get:Rights;

	/** How it is written. **/
	var set:Rights;

	var params:TypeParams;
	var platforms:Platforms;
	var meta:MetaData;

	/** The line where it is declared, if it has code. **/
	var line:Null<Int>;

	/** Its other signatures, if it has any. **/
	var overloads:Null<Array<ClassField>>;

	/** Its first value as it is written. **/
	var expr:Null<String>;
}

/** What all declared types have. **/
typedef TypeInfos = {
	var path:Path;

	/** The module, if its name is not that of the type. **/
	var module:Path;

	var file:Null<String>;
	var params:TypeParams;
	var doc:Null<String>;
	var isPrivate:Bool;
	var platforms:Platforms;
	var meta:MetaData;
}

/** A class or an interface. **/
typedef Classdef = TypeInfos & {
	var isExtern:Bool;
	var isFinal:Bool;
	var isInterface:Bool;
	var superClass:Null<PathParams>;
	var interfaces:Array<PathParams>;

	/** The fields of its objects, and `new`. **/
	var fields:Array<ClassField>;

	var statics:Array<ClassField>;

	/** `T` of `implements Dynamic<T>`. **/
	var tdynamic:Null<CType>;
}

/** A constructor of an enum. **/
typedef EnumField = {
	var name:String;
	var args:Null<Array<{name:String, opt:Bool, t:CType}>>;
	var doc:String;
	var platforms:Platforms;
	var meta:MetaData;
}

/** An enum. **/
typedef Enumdef = TypeInfos & {
	var isExtern:Bool;
	var constructors:Array<EnumField>;
}

/** A typedef. **/
typedef Typedef = TypeInfos & {
	var type:CType;

	/** What it is, by the platform. **/
	var types:Map<String, CType>;
}

/** An abstract. **/
typedef Abstractdef = TypeInfos & {
	var to:Array<{t:CType, field:Null<String>}>;
	var from:Array<{t:CType, field:Null<String>}>;
	var impl:Classdef;
	var athis:CType;
}

/** Packages, and the types in them. **/
enum TypeTree {
	TPackage(name:String, full:String, subs:Array<TypeTree>);
	TClassdecl(c:Classdef);
	TEnumdecl(e:Enumdef);
	TTypedecl(t:Typedef);
	TAbstractdecl(a:Abstractdef);
}

/** What no package is around. **/
typedef TypeRoot = Array<TypeTree>;

/** Comparisons of descriptions. **/
class TypeApi {
	/** What a type has in common with all others. **/
	public static function typeInfos(t:TypeTree):TypeInfos {
		return switch (t) {
			case TClassdecl(it): it;
			case TEnumdecl(it): it;
			case TTypedecl(it): it;
			case TAbstractdecl(it): it;
			case TPackage(_, _, _): throw "Unexpected Package";
		}
	}

	/** Whether a field of this type is a variable. **/
	public static function isVar(t:CType):Bool {
		return !t.match(CFunction(_, _));
	}

	/** Whether two rights are the same. **/
	public static function rightsEq(r1:Rights, r2:Rights):Bool {
		return switch [r1, r2] {
			case [RCall(a), RCall(b)]: a == b;
			case _: r1 == r2;
		}
	}

	/** Whether two types are the same. **/
	public static function typeEq(t1:CType, t2:CType):Bool {
		return switch [t1, t2] {
			case [CUnknown, CUnknown]: true;
			case [CEnum(a, inA), CEnum(b, inB)] | [CClass(a, inA), CClass(b, inB)] | [CTypedef(a, inA), CTypedef(b, inB)] | [CAbstract(a, inA), CAbstract(b, inB)]:
				a == b && allTypesEq(inA, inB);
			case [CFunction(a, resultA), CFunction(b, resultB)]:
				a.length == b.length && typeEq(resultA, resultB) && [for (i in 0...a.length) if (!argumentEq(a[i], b[i])) i].length == 0;
			case [CAnonymous(a), CAnonymous(b)]:
				a.length == b.length && [for (i in 0...a.length) if (!fieldEq(a[i], b[i])) i].length == 0;
			case [CDynamic(a), CDynamic(b)]:
				a == null ? b == null : b != null && typeEq(a, b);
			case _: false;
		}
	}

	static function allTypesEq(a:Array<CType>, b:Array<CType>):Bool {
		if (a.length != b.length)
			return false;
		for (i in 0...a.length)
			if (!typeEq(a[i], b[i]))
				return false;
		return true;
	}

	static function argumentEq(a:FunctionArgument, b:FunctionArgument):Bool {
		return a.name == b.name && a.opt == b.opt && typeEq(a.t, b.t);
	}

	/** Whether two fields are the same. **/
	public static function fieldEq(f1:ClassField, f2:ClassField):Bool {
		var same = f1.name == f2.name && f1.isPublic == f2.isPublic && f1.doc == f2.doc;
		if (!same || !typeEq(f1.type, f2.type) || !rightsEq(f1.get, f2.get) || !rightsEq(f1.set, f2.set))
			return false;
		if (f1.params == null || f2.params == null)
			return f1.params == f2.params;
		return f1.params.join(":") == f2.params.join(":");
	}

	/** Whether two constructors of enums are the same. **/
	public static function constructorEq(c1:EnumField, c2:EnumField):Bool {
		if (c1.name != c2.name || c1.doc != c2.doc)
			return false;
		if (c1.args == null || c2.args == null)
			return c1.args == null && c2.args == null;
		if (c1.args.length != c2.args.length)
			return false;
		for (i in 0...c1.args.length) {
			var a = c1.args[i];
			var b = c2.args[i];
			if (a.name != b.name || a.opt != b.opt || !typeEq(a.t, b.t))
				return false;
		}
		return true;
	}
}

/** Types as text. **/
class CTypeTools {
	/** A type as Haxe spells it. **/
	public static function toString(t:CType):String {
		return switch (t) {
			case CUnknown: "unknown";
			case CClass(name, params), CEnum(name, params), CTypedef(name, params), CAbstract(name, params):
				params.length == 0 ? name : name + "<" + params.map(toString).join(", ") + ">";
			case CFunction([], ret): "Void -> " + toString(ret);
			case CFunction(args, ret): args.map(argument).join(" -> ") + " -> " + toString(ret);
			case CDynamic(null): "Dynamic";
			case CDynamic(inner): "Dynamic<" + toString(inner) + ">";
			case CAnonymous(fields): "{ " + fields.map(field).join(", ") + "}";
		}
	}

	static function argument(it:FunctionArgument):String {
		var mark = it.opt ? "?" : "";
		var name = it.name == "" ? "" : it.name + ":";
		var value = it.value == null ? "" : " = " + it.value;
		return mark + name + toString(it.t) + value;
	}

	static function field(it:ClassField):String {
		return it.name + ":" + toString(it.type);
	}
}
