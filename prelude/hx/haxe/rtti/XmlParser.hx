package haxe.rtti;

import haxe.rtti.CType;
import haxe.xml.Access;

/** Reads the descriptions of types that are written as XML. **/
class XmlParser {
	/** What was processed so far. **/
	public var root:TypeRoot;

	var platform:Null<String>;

	/** Nothing yet. **/
	public function new() {
		root = [];
	}

	/** Packages first, then types, each by their names; of a class the variables, then `new`, then the methods. **/
	public function sort(?l:TypeRoot) {
		var all = l == null ? root : l;
		haxe.ds.ArraySort.sort(all, (a, b) -> Reflect.compare(rank(a), rank(b)));
		for (tree in all)
			switch (tree) {
				case TPackage(_, _, inside):
					sort(inside);
				case TClassdecl(c):
					haxe.ds.ArraySort.sort(c.fields, compareFields);
					haxe.ds.ArraySort.sort(c.statics, compareFields);
				case TEnumdecl(_), TTypedecl(_), TAbstractdecl(_):
			}
	}

	static function rank(tree:TypeTree):String {
		return switch (tree) {
			case TPackage(name, _, _): " " + name;
			case other: TypeApi.typeInfos(other).path;
		}
	}

	static function compareFields(a:ClassField, b:ClassField):Int {
		var group = Reflect.compare(kind(a), kind(b));
		return group == 0 ? Reflect.compare(a.name, b.name) : group;
	}

	static function kind(field:ClassField):Int {
		return TypeApi.isVar(field.type) ? 0 : field.name == "new" ? 1 : 2;
	}

	/** Adds all types of a document, which a platform knows. What is known already gets the platform. **/
	public function process(x:Xml, platform:String) {
		this.platform = platform;
		for (element in x.elements())
			add(processElement(element));
	}

	/** Called for each field that only a later platform knows. **/
	public dynamic function newField(c:Classdef, f:ClassField) {}

	function add(tree:TypeTree) {
		var infos = TypeApi.typeInfos(tree);
		var level = root;
		var packages = infos.path.split(".");
		packages.pop();
		for (depth in 0...packages.length)
			level = inside(level, packages[depth], packages.slice(0, depth + 1).join("."));
		for (known in level)
			if (!known.match(TPackage(_, _, _)) && TypeApi.typeInfos(known).path == infos.path) {
				unite(known, tree);
				return;
			}
		level.push(tree);
	}

	static function inside(level:TypeRoot, name:String, full:String):TypeRoot {
		for (tree in level)
			switch (tree) {
				case TPackage(known, _, subs) if (known == name):
					return subs;
				case _:
			}
		var subs:TypeRoot = [];
		level.push(TPackage(name, full, subs));
		return subs;
	}

	function unite(known:TypeTree, more:TypeTree) {
		switch [known, more] {
			case [TClassdecl(a), TClassdecl(b)] if (a.isInterface == b.isInterface):
				uniteFields(a, a.fields, b.fields);
				uniteFields(a, a.statics, b.statics);
			case [TEnumdecl(a), TEnumdecl(b)]:
				for (constructor in b.constructors) {
					var same = Lambda.find(a.constructors, it -> TypeApi.constructorEq(it, constructor));
					if (same == null)
						a.constructors.push(constructor);
					else if (platform != null)
						same.platforms.push(platform);
				}
			case [TTypedecl(a), TTypedecl(b)]:
				if (platform != null)
					a.types.set(platform, b.type);
			case [TAbstractdecl(_), TAbstractdecl(_)]:
			case _:
				var infos = TypeApi.typeInfos(known);
				throw "Incompatibilities between " + infos.path + " in " + infos.platforms.join(",") + " and " + platform + " (type kind is different)";
		}
		if (platform != null)
			TypeApi.typeInfos(known).platforms.push(platform);
	}

	function uniteFields(owner:Classdef, known:Array<ClassField>, more:Array<ClassField>) {
		for (field in more) {
			var same = Lambda.find(known, it -> TypeApi.fieldEq(it, field));
			if (same == null) {
				newField(owner, field);
				known.push(field);
			} else if (platform != null)
				same.platforms.push(platform);
		}
	}

	/** The description that an element is. **/
	public function processElement(x:Xml):TypeTree {
		var element = new Access(x);
		return switch (element.name) {
			case "class": TClassdecl(classOf(element));
			case "enum": TEnumdecl(enumOf(element));
			case "typedef": TTypedecl(typedefOf(element));
			case "abstract": TAbstractdecl(abstractOf(element));
			case _: invalid(element);
		}
	}

	static function invalid(element:Access):Dynamic {
		throw "Invalid " + element.name;
	}

	function platforms():Platforms {
		return platform == null ? [] : [platform];
	}

	static function attribute(element:Access, name:String):Null<String> {
		return element.x.get(name);
	}

	static function flag(element:Access, name:String):Bool {
		return element.x.exists(name);
	}

	static function names(text:Null<String>):TypeParams {
		return text == null || text == "" ? [] : text.split(":");
	}

	static function documentation(element:Access):Null<String> {
		return element.hasNode.haxe_doc ? element.node.haxe_doc.innerData : null;
	}

	static function metadata(element:Access):MetaData {
		var all:MetaData = [];
		if (element.hasNode.meta)
			for (entry in element.node.meta.nodes.m)
				all.push({name: entry.att.n, params: [for (argument in entry.nodes.e) argument.innerHTML]});
		return all;
	}

	function classOf(element:Access):Classdef {
		var isInterface = flag(element, "interface");
		var superClass:Null<PathParams> = null;
		var interfaces:Array<PathParams> = [];
		var fields:Array<ClassField> = [];
		var statics:Array<ClassField> = [];
		var tdynamic:Null<CType> = null;
		for (part in element.elements)
			switch (part.name) {
				case "haxe_doc", "meta":
				case "extends" if (!isInterface):
					superClass = applied(part);
				case "extends", "implements":
					interfaces.push(applied(part));
				case "haxe_dynamic":
					tdynamic = typeOf(new Access(part.x.firstElement()));
				case _:
					(flag(part, "static") ? statics : fields).push(fieldOf(part, false));
			}
		return {
			path: element.att.path,
			module: attribute(element, "module"),
			file: attribute(element, "file"),
			params: names(element.att.params),
			doc: documentation(element),
			isPrivate: flag(element, "private"),
			platforms: platforms(),
			meta: metadata(element),
			isExtern: flag(element, "extern"),
			isFinal: flag(element, "final"),
			isInterface: isInterface,
			superClass: superClass,
			interfaces: interfaces,
			fields: fields,
			statics: statics,
			tdynamic: tdynamic
		};
	}

	function applied(element:Access):PathParams {
		return {path: element.att.path, params: types(element)};
	}

	static function rights(text:Null<String>):Rights {
		return switch (text) {
			case null: RNormal;
			case "null": RNo;
			case "method": RMethod;
			case "dynamic": RDynamic;
			case "inline": RInline;
			case name: RCall(name);
		}
	}

	function fieldOf(element:Access, isPublic:Bool):ClassField {
		var parts = element.elements;
		var type = typeOf(parts.next());
		var overloads:Null<Array<ClassField>> = null;
		for (part in parts)
			switch (part.name) {
				case "haxe_doc", "meta":
				case "overloads":
					overloads = [for (other in part.elements) fieldOf(other, false)];
				case _:
					invalid(part);
			}
		var line = attribute(element, "line");
		return {
			name: element.name,
			type: type,
			isPublic: isPublic || flag(element, "public"),
			isFinal: flag(element, "final"),
			isOverride: flag(element, "override"),
			doc: documentation(element),
			get: rights(attribute(element, "get")),
			set: rights(attribute(element, "set")),
			params: names(attribute(element, "params")),
			platforms: platforms(),
			meta: metadata(element),
			line: line == null ? null : Std.parseInt(line),
			overloads: overloads,
			expr: attribute(element, "expr")
		};
	}

	function enumOf(element:Access):Enumdef {
		return {
			path: element.att.path,
			module: attribute(element, "module"),
			file: attribute(element, "file"),
			params: names(element.att.params),
			doc: documentation(element),
			isPrivate: flag(element, "private"),
			platforms: platforms(),
			meta: metadata(element),
			isExtern: flag(element, "extern"),
			constructors: [for (part in element.elements) if (part.name != "haxe_doc" && part.name != "meta") constructorOf(part)]
		};
	}

	function constructorOf(element:Access):EnumField {
		var args:Null<Array<{name:String, opt:Bool, t:CType}>> = null;
		var written = attribute(element, "a");
		if (written != null) {
			var types = element.elements;
			args = [for (name in written.split(":")) {name: bare(name), opt: isOptional(name), t: typeOf(types.next())}];
		}
		return {
			name: element.name,
			args: args,
			doc: documentation(element),
			platforms: platforms(),
			meta: metadata(element)
		};
	}

	static function isOptional(name:String):Bool {
		return name.charAt(0) == "?";
	}

	static function bare(name:String):String {
		return isOptional(name) ? name.substr(1) : name;
	}

	function typedefOf(element:Access):Typedef {
		var type:Null<CType> = null;
		for (part in element.elements)
			if (part.name != "haxe_doc" && part.name != "meta")
				type = typeOf(part);
		var types = new Map<String, CType>();
		if (platform != null)
			types.set(platform, type);
		return {
			path: element.att.path,
			module: attribute(element, "module"),
			file: attribute(element, "file"),
			params: names(element.att.params),
			doc: documentation(element),
			isPrivate: flag(element, "private"),
			platforms: platforms(),
			meta: metadata(element),
			type: type,
			types: types
		};
	}

	function abstractOf(element:Access):Abstractdef {
		return {
			path: element.att.path,
			module: attribute(element, "module"),
			file: attribute(element, "file"),
			params: names(element.att.params),
			doc: documentation(element),
			isPrivate: flag(element, "private"),
			platforms: platforms(),
			meta: metadata(element),
			to: conversions(element.nodes.to),
			from: conversions(element.nodes.from),
			impl: element.hasNode.impl ? classOf(element.node.impl.node.resolve("class")) : null,
			athis: element.hasNode.resolve("this") ? typeOf(new Access(element.node.resolve("this").x.firstElement())) : null
		};
	}

	function conversions(parts:Array<Access>):Array<{t:CType, field:Null<String>}> {
		return [
			for (part in parts)
				for (it in part.elements) {t: typeOf(new Access(it.x.firstElement())), field: attribute(it, "field")}
		];
	}

	function types(element:Access):Array<CType> {
		return [for (part in element.elements) typeOf(part)];
	}

	function typeOf(element:Access):CType {
		return switch (element.name) {
			case "unknown": CUnknown;
			case "e": CEnum(element.att.path, types(element));
			case "c": CClass(element.att.path, types(element));
			case "t": CTypedef(element.att.path, types(element));
			case "x": CAbstract(element.att.path, types(element));
			case "f": functionOf(element);
			case "a":
				var fields = [for (part in element.elements) fieldOf(part, true)];
				for (field in fields)
					field.platforms = [];
				CAnonymous(fields);
			case "d":
				var inner = element.x.firstElement();
				CDynamic(inner == null ? null : typeOf(new Access(inner)));
			case _: invalid(element);
		}
	}

	function functionOf(element:Access):CType {
		var all = types(element);
		var result = all.pop();
		var parameters = element.att.a.split(":");
		var values = names(attribute(element, "v"));
		var args:Array<FunctionArgument> = [];
		for (i in 0...all.length) {
			var name = i < parameters.length ? parameters[i] : "";
			var value = i < values.length && values[i] != "" ? values[i] : null;
			args.push({name: bare(name), opt: isOptional(name), t: all[i], value: value});
		}
		return CFunction(args, result);
	}
}
