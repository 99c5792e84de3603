package tally;

import tally.Tree;
import tally.Value;

/** How a statement ended. **/
private enum Outcome {
	Normal;
	Returned(value:Value);
}

/** Walks the tree of a program and does what it says. **/
class Interpreter {
	static inline var DEEPEST = 60;

	public var calls(default, null) = 0;

	final globals = new Scope();
	final print:String->Void;
	var depth = 0;

	public function new(print:String->Void) {
		this.print = print;
		for (f in BuiltIns.all())
			globals.define(f.name(), Fun(f));
	}

	public function run(program:Array<Statement>) {
		for (s in program)
			execute(s, globals);
	}

	/** Runs the body of a function. **/
	public function body(statement:Statement, scope:Scope):Value {
		return switch (execute(statement, scope)) {
			case Returned(value): value;
			case Normal: Nil;
		}
	}

	function execute(statement:Statement, scope:Scope):Outcome {
		switch (statement) {
			case Let(name, value):
				scope.define(name, evaluate(value, scope));
			case Do(expression):
				evaluate(expression, scope);
			case Print(values):
				print([for (v in values) Values.show(evaluate(v, scope))].join(" "));
			case If(condition, yes, no):
				if (Values.isTrue(evaluate(condition, scope)))
					return execute(yes, scope);
				if (no != null)
					return execute(no, scope);
			case While(condition, body):
				while (Values.isTrue(evaluate(condition, scope))) {
					switch (execute(body, scope)) {
						case Normal:
						case outcome:
							return outcome;
					}
				}
			case For(name, items, body):
				for (item in list(evaluate(items, scope), items.line)) {
					var turn = new Scope(scope);
					turn.define(name, item);
					switch (execute(body, turn)) {
						case Normal:
						case outcome:
							return outcome;
					}
				}
			case Block(statements):
				var inner = new Scope(scope);
				for (s in statements) {
					var outcome = execute(s, inner);
					if (outcome != Normal)
						return outcome;
				}
			case Return(null):
				return Returned(Nil);
			case Return(value):
				return Returned(evaluate(value, scope));
		}
		return Normal;
	}

	function evaluate(e:Expression, scope:Scope):Value {
		switch (e.form) {
			case Constant(value):
				return value;
			case Variable(name):
				var value = scope.get(name);
				if (value == null)
					throw new TallyError('there is no variable $name', e.line);
				return value;
			case Assign(name, expression):
				var value = evaluate(expression, scope);
				if (!scope.assign(name, value))
					throw new TallyError('there is no variable $name to assign', e.line);
				return value;
			case Items(items):
				return Arr([for (i in items) evaluate(i, scope)]);
			case Element(items, index):
				return element(evaluate(items, scope), evaluate(index, scope), e.line);
			case SetElement(items, index, expression):
				var target = list(evaluate(items, scope), e.line);
				var i = position(evaluate(index, scope), target.length + 1, e.line);
				return target[i] = evaluate(expression, scope);
			case Unary(sign, operand):
				return switch [sign, evaluate(operand, scope)] {
					case ["-", Num(f)]: Num(-f);
					case ["not", value]: Truth(!Values.isTrue(value));
					case [_, value]: throw new TallyError('cannot negate ${Values.show(value)}', e.line);
				}
			case Logic(isAnd, left, right):
				var value = evaluate(left, scope);
				return Values.isTrue(value) == isAnd ? evaluate(right, scope) : value;
			case Binary(sign, left, right):
				var a = evaluate(left, scope);
				return binary(sign, a, evaluate(right, scope), e.line);
			case Function(definition):
				var f = Fun(new Closure(definition, scope));
				if (definition.name != "")
					scope.define(definition.name, f);
				return f;
			case Call(callee, arguments):
				var f = evaluate(callee, scope);
				var values = [for (a in arguments) evaluate(a, scope)];
				return call(f, values, e.line);
		}
	}

	/** Calls a function value. **/
	function call(f:Value, arguments:Array<Value>, line:Int):Value {
		var callable = switch (f) {
			case Fun(c): c;
			case _: throw new TallyError('${Values.show(f)} cannot be called', line);
		}
		var wanted = callable.arity();
		if (wanted >= 0 && wanted != arguments.length)
			throw new TallyError('${callable.name()} takes $wanted arguments, not ${arguments.length}', line);
		if (depth >= DEEPEST)
			throw new TallyError("too many calls in each other", line);
		calls++;
		depth++;
		try {
			var result = callable.call(this, arguments);
			depth--;
			return result;
		} catch (error:TallyError) {
			depth--;
			if (error.trace.length < 3)
				error.trace.push('${callable.name()}, called in line $line');
			throw error;
		} catch (message:String) {
			depth--;
			throw new TallyError(message, line);
		}
	}

	function binary(sign:String, a:Value, b:Value, line:Int):Value {
		return switch [sign, a, b] {
			case ["==", _, _]: Truth(Values.same(a, b));
			case ["!=", _, _]: Truth(!Values.same(a, b));
			case ["+", Num(x), Num(y)]: Num(x + y);
			case ["+", Arr(x), Arr(y)]: Arr(x.concat(y));
			case ["+", Str(x), _]: Str(x + Values.show(b));
			case ["+", _, Str(y)]: Str(Values.show(a) + y);
			case ["-", Num(x), Num(y)]: Num(x - y);
			case ["*", Num(x), Num(y)]: Num(x * y);
			case ["/" | "%", Num(_), Num(0)]: throw new TallyError("division by zero", line);
			case ["/", Num(x), Num(y)]: Num(x / y);
			case ["%", Num(x), Num(y)]: Num(x % y);
			case ["<", Num(x), Num(y)]: Truth(x < y);
			case ["<=", Num(x), Num(y)]: Truth(x <= y);
			case [">", Num(x), Num(y)]: Truth(x > y);
			case [">=", Num(x), Num(y)]: Truth(x >= y);
			case ["<", Str(x), Str(y)]: Truth(x < y);
			case [">", Str(x), Str(y)]: Truth(x > y);
			case ["..", Num(x), Num(y)]: Arr([for (i in Std.int(x)...Std.int(y)) Num(i)]);
			case _: throw new TallyError('cannot do ${Values.show(a)} $sign ${Values.show(b)}', line);
		}
	}

	function element(items:Value, index:Value, line:Int):Value {
		return switch (items) {
			case Str(s): Str(s.charAt(position(index, s.length, line)));
			case _:
				var all = list(items, line);
				all[position(index, all.length, line)];
		}
	}

	function list(value:Value, line:Int):Array<Value> {
		return switch (value) {
			case Arr(items): items;
			case Str(s): [for (i in 0...s.length) Str(s.charAt(i))];
			case _: throw new TallyError('${Values.show(value)} is no list', line);
		}
	}

	function position(index:Value, length:Int, line:Int):Int {
		return switch (index) {
			case Num(f) if (f >= 0 && f < length && f == Math.floor(f)): Std.int(f);
			case Num(f): throw new TallyError('there is no element $f, the length is $length', line);
			case _: throw new TallyError('${Values.show(index)} is no index', line);
		}
	}
}
