package haxe.rtti;

import haxe.rtti.CType;

/** What classes with `@:rtti`, and those that extend them, are made of: their fields with types, rights, metadata and documentation. **/
class Rtti {
	/** The description of a class. Throws if it is not marked. **/
	public static function getRtti<T>(c:Class<T>):Classdef {
		var text = textOf(Type.getClassName(c));
		if (text == null)
			throw 'Class ${Type.getClassName(c)} has no RTTI information, consider adding @:rtti';
		return switch (new XmlParser().processElement(Xml.parse(text).firstElement())) {
			case TClassdecl(described): described;
			case other: throw 'Enum mismatch: expected TClassDecl but found $other';
		}
	}

	/** Whether `getRtti` knows a class. **/
	public static function hasRtti<T>(c:Class<T>):Bool {
		return textOf(Type.getClassName(c)) != null;
	}

	/** The description of a class as XML. The compiler writes the code. **/
	static function textOf(name:String):Null<String> {
		return null;
	}
}
