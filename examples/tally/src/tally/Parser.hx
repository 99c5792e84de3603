package tally;

import tally.Token;
import tally.Tree;
import tally.Value;

/** A recursive descent parser; operators are read by their strength. **/
class Parser {
	static final STRENGTH = [
		"or" => 1, "and" => 2,
		"==" => 3, "!=" => 3,
		"<" => 4, "<=" => 4, ">" => 4, ">=" => 4,
		".." => 5,
		"+" => 6, "-" => 6,
		"*" => 7, "/" => 7, "%" => 7
	];

	final tokens:Array<Token>;
	var at = 0;

	public function new(tokens:Array<Token>) {
		this.tokens = tokens;
	}

	public function program():Array<Statement> {
		var statements = [];
		while (tokens[at].kind != End)
			statements.push(statement());
		return statements;
	}

	function fail(expected:String):SyntaxError {
		var found = switch (tokens[at].kind) {
			case End: "the end";
			case Number(value): 'the number $value';
			case Text(value): 'the text "$value"';
			case Name(word) | Keyword(word) | Symbol(word): '"$word"';
		}
		return new SyntaxError('expected $expected, found $found', tokens[at].line);
	}

	/** Skips a symbol or keyword if it comes next. **/
	function accept(word:String):Bool {
		switch (tokens[at].kind) {
			case Symbol(w) | Keyword(w) if (w == word):
				at++;
				return true;
			case _:
				return false;
		}
	}

	function expect(word:String) {
		if (!accept(word))
			throw fail('"$word"');
	}

	function name():String {
		return switch (tokens[at].kind) {
			case Name(n):
				at++;
				n;
			case _:
				throw fail("a name");
		}
	}

	function statement():Statement {
		if (accept("let")) {
			var n = name();
			expect("=");
			return Let(n, expression());
		}
		if (accept("print"))
			return Print(separated());
		if (accept("if")) {
			var condition = expression();
			var yes = block();
			var no = !accept("else") ? null : tokens[at].kind.match(Keyword("if")) ? statement() : block();
			return If(condition, yes, no);
		}
		if (accept("while")) {
			var condition = expression();
			return While(condition, block());
		}
		if (accept("for")) {
			var n = name();
			expect("in");
			var items = expression();
			return For(n, items, block());
		}
		if (accept("return"))
			return Return(tokens[at].kind.match(Symbol("}")) ? null : expression());
		return Do(expression());
	}

	function block():Statement {
		expect("{");
		var statements = [];
		while (!accept("}")) {
			if (tokens[at].kind == End)
				throw fail('"}"');
			statements.push(statement());
		}
		return Block(statements);
	}

	function separated():Array<Expression> {
		var all = [expression()];
		while (accept(","))
			all.push(expression());
		return all;
	}

	function expression():Expression {
		var left = binary(1);
		if (!accept("="))
			return left;
		var value = expression();
		return switch (left.form) {
			case Variable(n): {form: Assign(n, value), line: left.line};
			case Element(list, index): {form: SetElement(list, index, value), line: left.line};
			case _: throw new SyntaxError("this cannot be assigned to", left.line);
		}
	}

	function sign():Null<String> {
		return switch (tokens[at].kind) {
			case Symbol(w) | Keyword(w) if (STRENGTH.exists(w)): w;
			case _: null;
		}
	}

	function binary(weakest:Int):Expression {
		var left = unary();
		while (true) {
			var op = sign();
			if (op == null || STRENGTH[op] < weakest)
				return left;
			var line = tokens[at++].line;
			var right = binary(STRENGTH[op] + 1);
			left = {
				form: switch (op) {
					case "and": Logic(true, left, right);
					case "or": Logic(false, left, right);
					case _: Binary(op, left, right);
				},
				line: line
			};
		}
	}

	function unary():Expression {
		var line = tokens[at].line;
		for (op in ["-", "not"])
			if (accept(op))
				return {form: Unary(op, unary()), line: line};
		return postfix(primary());
	}

	function postfix(start:Expression):Expression {
		var e = start;
		while (true) {
			var line = tokens[at].line;
			if (accept("(")) {
				var arguments = accept(")") ? [] : separated();
				if (arguments.length > 0)
					expect(")");
				e = {form: Call(e, arguments), line: line};
			} else if (accept("[")) {
				var index = expression();
				expect("]");
				e = {form: Element(e, index), line: line};
			} else {
				return e;
			}
		}
	}

	function primary():Expression {
		var line = tokens[at].line;
		var form = switch (tokens[at].kind) {
			case Number(v):
				at++;
				Constant(Num(v));
			case Text(v):
				at++;
				Constant(Str(v));
			case Name(n):
				at++;
				Variable(n);
			case Keyword("true" | "false" | "nil"):
				var word = tokens[at++].kind;
				Constant(word.match(Keyword("nil")) ? Nil : Truth(word.match(Keyword("true"))));
			case Keyword("fn"):
				at++;
				definition();
			case Symbol("["):
				at++;
				var items = accept("]") ? [] : separated();
				if (items.length > 0)
					expect("]");
				Items(items);
			case Symbol("("):
				at++;
				var inner = expression();
				expect(")");
				inner.form;
			case _:
				throw fail("an expression");
		}
		return {form: form, line: line};
	}

	/** `fn name(a, b) { … }`; without a name it is an anonymous function. **/
	function definition():Form {
		var title = switch (tokens[at].kind) {
			case Name(_): name();
			case _: "";
		}
		expect("(");
		var parameters = [];
		if (!accept(")")) {
			do {
				parameters.push(name());
			} while (accept(","));
			expect(")");
		}
		return Function(new Definition(title, parameters, block()));
	}
}
