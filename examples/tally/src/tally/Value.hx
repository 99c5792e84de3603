package tally;

import tally.Tree.Definition;

enum Value {
	Nil;
	Truth(b:Bool);
	Num(f:Float);
	Str(s:String);
	Arr(items:Array<Value>);
	Fun(callable:Callable);
}

/** What can be called. **/
interface Callable {
	function name():String;

	/** How many arguments it takes; -1 means any number. **/
	function arity():Int;

	function call(interpreter:Interpreter, arguments:Array<Value>):Value;
}

/** A function written in Tally together with the variables around it. **/
class Closure implements Callable {
	final definition:Definition;
	final scope:Scope;

	public function new(definition:Definition, scope:Scope) {
		this.definition = definition;
		this.scope = scope;
	}

	public function name():String {
		return definition.name;
	}

	public function arity():Int {
		return definition.parameters.length;
	}

	public function call(interpreter:Interpreter, arguments:Array<Value>):Value {
		var inner = new Scope(scope);
		for (i => parameter in definition.parameters)
			inner.define(parameter, arguments[i]);
		return interpreter.body(definition.body, inner);
	}
}

/** A function of the language itself. **/
class BuiltIn implements Callable {
	final title:String;
	final count:Int;
	final run:Array<Value>->Value;

	public function new(title:String, count:Int, run:Array<Value>->Value) {
		this.title = title;
		this.count = count;
		this.run = run;
	}

	public function name():String {
		return title;
	}

	public function arity():Int {
		return count;
	}

	public function call(interpreter:Interpreter, arguments:Array<Value>):Value {
		return run(arguments);
	}
}

class Values {
	public static function show(value:Value):String {
		return switch (value) {
			case Nil: "nil";
			case Truth(b): b ? "true" : "false";
			case Num(f): Std.string(f);
			case Str(s): s;
			case Arr(items): "[" + items.map(show).join(", ") + "]";
			case Fun(callable): "<" + callable.name() + "/" + callable.arity() + ">";
		}
	}

	public static function isTrue(value:Value):Bool {
		return switch (value) {
			case Nil | Truth(false): false;
			case _: true;
		}
	}

	public static function same(a:Value, b:Value):Bool {
		return switch [a, b] {
			case [Nil, Nil]: true;
			case [Truth(x), Truth(y)]: x == y;
			case [Num(x), Num(y)]: x == y;
			case [Str(x), Str(y)]: x == y;
			case [Arr(x), Arr(y)]:
				if (x.length != y.length)
					return false;
				for (i in 0...x.length)
					if (!same(x[i], y[i]))
						return false;
				true;
			case [Fun(x), Fun(y)]: x == y;
			case _: false;
		}
	}
}
