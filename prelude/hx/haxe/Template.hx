package haxe;

import haxe.ds.List;

private enum Node {
	Text(text:String);
	Value(term:Term);
	Branch(condition:Term, yes:Array<Node>, no:Array<Node>);
	Loop(over:Term, body:Array<Node>);
	Call(name:String, arguments:Array<Array<Node>>);
}

private enum Term {
	Name(name:String);
	Constant(value:Dynamic);
	Field(of:Term, name:String);
	Not(term:Term);
	Negative(term:Term);
	Operation(sign:String, left:Term, right:Term);
}

/** A piece of the text: what stands between `::` and `::`, a call, or what is written as it is. **/
private enum Piece {
	Plain(text:String);
	Tag(code:String);
	Macro(name:String, arguments:Array<String>);
}

/**
	A text with places that are filled in: `::name::`, `::(a + b)::`, `::if (condition)::`, `::elseif (condition)::`, `::else::`,
	`::foreach list::`, `::end::` and `$$call(arguments)`.
**/
class Template {
	/** What is looked up last. **/
	public static var globals:Dynamic = {};

	final nodes:Array<Node>;
	final outer:List<Dynamic> = new List();
	var context:Dynamic = null;
	var macros:Dynamic = null;
	var out:StringBuf = new StringBuf();

	/** Reads a text, which can be filled in several times. **/
	public function new(str:String) {
		var reader = new Reader(pieces(str));
		nodes = reader.block();
		var rest = reader.peek();
		if (rest != null)
			throw "Unexpected '" + rest + "'";
	}

	/** Fills in the fields of `context`, and what the functions of `macros` make of `resolve` and the arguments. **/
	public function execute(context:Dynamic, ?macros:Dynamic):String {
		this.context = context;
		this.macros = macros == null ? {} : macros;
		outer.clear();
		out = new StringBuf();
		write(nodes);
		return out.toString();
	}

	/** The value of a name. **/
	function resolve(v:String):Dynamic {
		if (v == "__current__")
			return context;
		if (Reflect.isObject(context)) {
			var value = Reflect.getProperty(context, v);
			if (value != null || Reflect.hasField(context, v))
				return value;
		}
		for (other in outer) {
			var value = Reflect.getProperty(other, v);
			if (value != null || Reflect.hasField(other, v))
				return value;
		}
		return Reflect.field(globals, v);
	}

	function write(nodes:Array<Node>):Void {
		for (node in nodes) {
			switch (node) {
				case Text(text):
					out.add(text);
				case Value(term):
					out.add(Std.string(valueOf(term)));
				case Branch(condition, yes, no):
					write(holds(condition) ? yes : no);
				case Loop(over, body):
					var walk = iteratorOf(valueOf(over));
					outer.push(context);
					while (walk.hasNext()) {
						context = walk.next();
						write(body);
					}
					context = outer.pop();
				case Call(name, arguments):
					out.add(called(name, arguments));
			}
		}
	}

	static function iteratorOf(value:Dynamic):Iterator<Dynamic> {
		if (Std.isOfType(value, Array)) {
			var all:Array<Dynamic> = value;
			return all.iterator();
		}
		try {
			if (Reflect.field(value, "iterator") != null)
				return value.iterator();
			if (Reflect.field(value, "hasNext") != null)
				return value;
		} catch (e:Dynamic) {}
		throw "Cannot iter on " + value;
	}

	function called(name:String, arguments:Array<Array<Node>>):String {
		var values:Array<Dynamic> = [resolve];
		for (argument in arguments) {
			switch (argument) {
				// A place alone is given as the value that it has.
				case [Value(Name(variable))]:
					values.push(resolve(variable));
				default:
					var before = out;
					out = new StringBuf();
					write(argument);
					values.push(out.toString());
					out = before;
			}
		}
		try {
			return Std.string(Reflect.callMethod(macros, Reflect.field(macros, name), values));
		} catch (e:Dynamic) {
			var told = try values.slice(1).join(",") catch (_:Dynamic) "???";
			throw "Macro call " + name + "(" + told + ") failed (" + Std.string(e) + ")";
		}
	}

	function holds(term:Term):Bool {
		var value = valueOf(term);
		return value != null && value != false;
	}

	function valueOf(term:Term):Dynamic {
		switch (term) {
			case Name(name):
				return resolve(name);
			case Constant(value):
				return value;
			case Field(of, name):
				var object = valueOf(of);
				return object == null ? null : Reflect.getProperty(object, name);
			case Not(term):
				return !holds(term);
			case Negative(term):
				var number:Float = valueOf(term);
				return -number;
			case Operation("&&", left, right):
				return holds(left) && holds(right);
			case Operation("||", left, right):
				return holds(left) || holds(right);
			case Operation(sign, left, right):
				return operation(sign, valueOf(left), valueOf(right));
		}
	}

	static function operation(sign:String, left:Dynamic, right:Dynamic):Dynamic {
		switch (sign) {
			case "+":
				return left + right;
			case "==":
				return left == right;
			case "!=":
				return left != right;
			case ">":
				return Reflect.compare(left, right) > 0;
			case "<":
				return Reflect.compare(left, right) < 0;
			case ">=":
				return Reflect.compare(left, right) >= 0;
			case "<=":
				return Reflect.compare(left, right) <= 0;
			default:
				var first:Float = left;
				var second:Float = right;
				return sign == "-" ? first - second : sign == "*" ? first * second : first / second;
		}
	}

	static function isOfName(code:Int):Bool {
		return code >= "0".code && code <= "9".code || code >= "A".code && code <= "Z".code || code >= "a".code && code <= "z".code || code == "_".code;
	}

	static function pieces(text:String):Array<Piece> {
		var all:Array<Piece> = [];
		var plain = 0;
		var at = 0;
		while (at < text.length) {
			var two = text.substr(at, 2);
			var end = two == "::" ? endOfTag(text, at + 2) : two == "$$" ? endOfCall(text, at + 2) : -1;
			if (end < 0) {
				at++;
				continue;
			}
			if (plain < at)
				all.push(Plain(text.substring(plain, at)));
			if (two == "::") {
				all.push(Tag(text.substring(at + 2, end - 2)));
				plain = end;
			} else {
				var arguments:Array<String> = [];
				plain = splitArguments(text, end, arguments);
				all.push(Macro(text.substring(at + 2, end - 1), arguments));
			}
			at = plain;
		}
		if (plain < text.length)
			all.push(Plain(text.substr(plain)));
		return all;
	}

	/** Where a tag ends whose code starts here; -1 if none does. **/
	static function endOfTag(text:String, start:Int):Int {
		var at = start;
		while (at < text.length && (isOfName(StringTools.fastCodeAt(text, at)) || " ()&|!+=/><*.\"-".indexOf(text.charAt(at)) >= 0)) {
			at++;
		}
		return at > start && text.substr(at, 2) == "::" ? at + 2 : -1;
	}

	/** Where the arguments of a call start whose name starts here; -1 if none does. **/
	static function endOfCall(text:String, start:Int):Int {
		var at = start;
		while (at < text.length && (isOfName(StringTools.fastCodeAt(text, at)) || text.charAt(at) == "-")) {
			at++;
		}
		return at > start && text.charAt(at) == "(" ? at + 1 : -1;
	}

	/** The arguments that start here, and where the call ends. **/
	static function splitArguments(text:String, start:Int, arguments:Array<String>):Int {
		var open = 1;
		var at = start;
		var from = start;
		while (at < text.length) {
			var mark = text.charAt(at);
			if (mark == "(")
				open++;
			else if (mark == ")") {
				open--;
				if (open == 0) {
					arguments.push(text.substring(from, at));
					return at + 1;
				}
			} else if (mark == "," && open == 1) {
				arguments.push(text.substring(from, at));
				from = at + 1;
			}
			at++;
		}
		throw "Unclosed macro parenthesis";
	}
}

/** Makes nodes of pieces. **/
@:access(haxe.Template)
private class Reader {
	final pieces:Array<Piece>;
	var at = 0;

	public function new(pieces:Array<Piece>) {
		this.pieces = pieces;
	}

	/** The code of the tag that comes next, if one does. **/
	public function peek():Null<String> {
		if (at >= pieces.length)
			return null;
		return switch (pieces[at]) {
			case Tag(code): code;
			case Plain(_) | Macro(_, _): null;
		}
	}

	/** All up to a tag that belongs to what is around. **/
	public function block():Array<Node> {
		var all:Array<Node> = [];
		while (at < pieces.length) {
			var tag = peek();
			if (tag == "end" || tag == "else" || tag != null && StringTools.startsWith(tag, "elseif "))
				break;
			all.push(node(pieces[at++]));
		}
		return all;
	}

	function node(piece:Piece):Node {
		switch (piece) {
			case Plain(text):
				return Text(text);
			case Macro(name, arguments):
				return Call(name, [
					for (argument in arguments)
						new Reader(Template.pieces(argument)).block()
				]);
			case Tag(code):
				if (StringTools.startsWith(code, "if "))
					return branch(code.substr(3));
				if (StringTools.startsWith(code, "foreach ")) {
					var over = Terms.read(code.substr(8));
					var body = block();
					close("foreach");
					return Loop(over, body);
				}
				return Value(Terms.read(code));
		}
	}

	function branch(condition:String):Node {
		var term = Terms.read(condition);
		var yes = block();
		var tag = peek();
		if (tag != null && StringTools.startsWith(tag, "elseif ")) {
			at++;
			return Branch(term, yes, [branch(tag.substr(7))]);
		}
		var no:Array<Node> = [];
		if (tag == "else") {
			at++;
			no = block();
		}
		close("if");
		return Branch(term, yes, no);
	}

	function close(what:String):Void {
		if (peek() != "end")
			throw "Unclosed '" + what + "'";
		at++;
	}
}

/** Reads the code of tags. **/
@:access(haxe.Template)
private class Terms {
	static final token = ~/^[ \r\n\t]*("[^"]*"|[A-Za-z0-9_]+|&&|\|\||[=!<>]=|[()!+=\/><*.&|-])/;

	/** What makes a code more than a name. **/
	static final signs = ~/[^A-Za-z0-9_ ]/;

	final code:String;
	final tokens:Array<String> = [];

	function new(code:String) {
		this.code = code;
		var rest = code;
		while (token.match(rest)) {
			tokens.push(token.matched(1));
			rest = token.matchedRight();
		}
		if (StringTools.trim(rest) != "")
			fail(rest);
	}

	/** The term that a code is. **/
	public static function read(code:String):Term {
		if (!signs.match(code))
			return Name(code);
		var terms = new Terms(code);
		var term = terms.path();
		if (terms.tokens.length > 0)
			terms.fail(terms.tokens[0]);
		return term;
	}

	function fail(at:String):Void {
		throw "Unexpected '" + at + "' in " + code;
	}

	function take():String {
		var next = tokens.shift();
		if (next == null)
			throw "<eof>";
		return next;
	}

	function path():Term {
		var term = single();
		while (tokens.length > 0 && tokens[0] == ".") {
			tokens.shift();
			term = Field(term, take());
		}
		return term;
	}

	function single():Term {
		var next = take();
		switch (next) {
			case "(":
				var left = path();
				var sign = take();
				if (sign == ")")
					return left;
				if (["+", "-", "*", "/", ">", "<", ">=", "<=", "==", "!=", "&&", "||"].indexOf(sign) < 0)
					fail(sign);
				var right = path();
				var end = take();
				if (end != ")")
					fail(end);
				return Operation(sign, left, right);
			case "!":
				return Not(path());
			case "-":
				return Negative(path());
			default:
		}
		var code = StringTools.fastCodeAt(next, 0);
		if (code == "\"".code)
			return Constant(next.substring(1, next.length - 1));
		if (code >= "0".code && code <= "9".code) {
			// A fraction is a token of its own behind the point.
			if (tokens.length > 1 && tokens[0] == ".") {
				tokens.shift();
				return Constant(Std.parseFloat(next + "." + take()));
			}
			return Constant(Std.parseInt(next));
		}
		if (!Template.isOfName(code))
			fail(next);
		return Name(next);
	}
}
