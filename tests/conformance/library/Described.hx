package library;

import haxe.rtti.CType;
import haxe.rtti.Rtti;

using haxe.rtti.CType.CTypeTools;

private interface Asked<T> {
	function ask(a:T):Int;
}

/** What is extended. **/
@:rtti
private class Base {
	public var number:Int;

	/** A method. **/
	@told(1, "x") function method(?x:String, y:Float = 1.5, ...r:Int):Void {}

	function new() {}
}

private typedef Point = {x:Int, ?y:Array<String>}

private enum Kind {
	A;
	B(a:Int);
}

private abstract Thin(Int) from Int {}

@first("a") @:second(Int, 1 + 2)
private final class Marked extends Base implements Asked<String> {
	public static inline var LIMIT = 4;
	public static var kind:Kind;
	static var thin:Thin;

	public var computed(get, never):Int;
	public var watched(default, set):Int;
	public var open(default, null):Null<Int>;
	public final fixed:Int = 3;

	var callback:(z:Int, a:String, ?b:Bool) -> Void;
	var point:Point;
	var inside:{a:Int};
	var anything:Dynamic;
	var map:Map<String, Array<Int>>;

	public function new(a:Int, b = 2, ?c:Null<Float>) {
		super();
	}

	function get_computed()
		return 1;

	function set_watched(v)
		return watched = v;

	public inline function short() {}

	public dynamic function replaced() {}

	public function ask(a:String):Int
		return 1;

	function general<T:Base, U>(t:T, u:U):Array<T>
		return null;

	override function method(?x:String, y:Float = 1.5, ...r:Int) {}
}

private class Unmarked {}

/** `haxe.rtti.Rtti`: what classes with `@:rtti` are made of. **/
class Described extends Check {
	static function main() {
		var it = new Described();
		it.ofClasses();
		it.ofFields();
		it.ofTypes();
		it.ofDocuments();
		it.done();
	}

	function ofClasses() {
		t(Rtti.hasRtti(Base));
		t(Rtti.hasRtti(Marked));
		f(Rtti.hasRtti(Unmarked));
		f(Rtti.hasRtti(String));
		try {
			Rtti.getRtti(Unmarked);
			t(false);
		} catch (e:String) {
			eq(e, "Class library._Described.Unmarked has no RTTI information, consider adding @:rtti");
		}
		var marked = Rtti.getRtti(Marked);
		eq(marked.path, "library._Described.Marked");
		eq(marked.module, "library.Described");
		eq(marked.superClass.path, "library._Described.Base");
		eq(marked.interfaces.length, 1);
		eq(marked.interfaces[0].path, "library._Described.Asked");
		eq(marked.interfaces[0].params[0].toString(), "String");
		t(marked.isPrivate);
		t(marked.isFinal);
		f(marked.isInterface);
		f(marked.isExtern);
		eq(marked.tdynamic, null);
		eq(Lambda.count(marked.meta, m -> m.name == "first" && m.params[0] == '"a"'), 1);
		eq(Lambda.count(marked.meta, m -> m.name == ":second" && m.params.join(";") == "Int;1 + 2"), 1);
		eq(Rtti.getRtti(Base).superClass, null);
		eq(Rtti.getRtti(Base).doc, "What is extended.");
	}

	static function field(name:String):ClassField {
		var all = Rtti.getRtti(Marked);
		return Lambda.find(all.fields.concat(all.statics), field -> field.name == name);
	}

	function ofFields() {
		var all = Rtti.getRtti(Marked);
		eq(all.statics.map(field -> field.name).join(" "), "LIMIT kind thin");
		eq(all.fields[all.fields.length - 1].name, "new");
		f(Lambda.exists(all.fields, field -> field.name == "number"));
		function rights(name:String)
			return field(name).get + " " + field(name).set;
		eq(rights("computed"), "RCall(accessor) RNo");
		eq(rights("watched"), "RNormal RCall(accessor)");
		eq(rights("open"), "RNormal RNo");
		eq(rights("fixed"), "RNormal RNormal");
		eq(rights("LIMIT"), "RInline RNo");
		eq(rights("short"), "RInline RNo");
		eq(rights("replaced"), "RNormal RDynamic");
		eq(rights("ask"), "RNormal RMethod");
		t(field("fixed").isFinal);
		f(field("open").isFinal);
		t(field("open").isPublic);
		f(field("point").isPublic);
		t(field("method").isOverride);
		f(field("ask").isOverride);
		eq(field("LIMIT").expr, "4");
		eq(field("open").expr, null);
		eq(field("open").line, null);
		t(field("ask").line > 50);
		eq(field("general").params.join(" "), "T U");
		eq(Lambda.find(Rtti.getRtti(Base).fields, it -> it.name == "method").meta.pop().params.join(";"), '1;"x"');
		eq(Lambda.find(Rtti.getRtti(Base).fields, it -> it.name == "method").doc, "A method.");
	}

	function ofTypes() {
		function type(name:String)
			return field(name).type.toString();
		eq(type("computed"), "Int");
		eq(type("open"), "Null<Int>");
		eq(type("callback"), "z:Int -> a:String -> ?b:Bool -> Void");
		eq(type("point"), "library._Described.Point");
		eq(type("inside"), "{ a:Int}");
		eq(type("anything"), "Dynamic");
		eq(type("map"), "Map<String, Array<Int>>");
		eq(type("kind"), "library._Described.Kind");
		eq(type("thin"), "library._Described.Thin");
		eq(type("method"), "?x:String -> ?y:Float = 1.5 -> r:haxe.Rest<Int> -> Void");
		eq(type("general"), "t:general.T -> u:general.U -> Array<general.T>");
		eq(type("new"), "a:Int -> ?b:Int = 2 -> ?c:Float -> Void");
		t(field("kind").type.match(CEnum(_, [])));
		t(field("point").type.match(CTypedef(_, [])));
		t(field("thin").type.match(CAbstract(_, [])));
		t(TypeApi.isVar(field("point").type));
		f(TypeApi.isVar(field("ask").type));
		t(TypeApi.fieldEq(field("ask"), field("ask")));
		f(TypeApi.typeEq(field("ask").type, field("short").type));
		t(TypeApi.rightsEq(RCall("a"), RCall("a")));
		f(TypeApi.rightsEq(RCall("a"), RNo));
	}

	function ofDocuments() {
		var parser = new haxe.rtti.XmlParser();
		parser.process(Xml.parse('<haxe><typedef path="T" params=""><a><q><unknown/></q></a></typedef><class path="a.B" params="X:Y" file="B.hx"><x public="1"><x path="Int"/></x><haxe_doc>d</haxe_doc></class><enum path="a.E" params="T"><A/><B a="x:?y"><x path="Int"/><d/></B></enum></haxe>').firstElement(), "js");
		parser.sort();
		eq(parser.root.length, 2);
		switch (parser.root) {
			case [TPackage("a", "a", [TClassdecl(c), TEnumdecl(e)]), TTypedecl(d)]:
				eq(c.doc + c.file + c.params, "dB.hx[X,Y]");
				eq(c.platforms.join(" "), "js");
				eq(e.constructors.map(it -> it.name + (it.args == null ? 0 : it.args.length)).join(" "), "A0 B2");
				t(e.constructors[1].args[1].opt);
				eq(d.type.toString(), "{ q:unknown}");
			case _:
				t(false);
		}
	}
}
