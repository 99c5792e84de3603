/** Recursive enums: derivatives of expressions, simplified until nothing changes, and evaluated. **/
enum Expression {
	Number(value:Int);
	Variable(name:String);
	Sum(left:Expression, right:Expression);
	Product(left:Expression, right:Expression);
	Power(base:Expression, exponent:Int);
}

class Patterns {
	static function derivative(of:Expression, by:String):Expression {
		return switch (of) {
			case Number(_): Number(0);
			case Variable(name): Number(name == by ? 1 : 0);
			case Sum(left, right): Sum(derivative(left, by), derivative(right, by));
			case Product(left, right): Sum(Product(derivative(left, by), right), Product(left, derivative(right, by)));
			case Power(base, exponent): Product(Product(Number(exponent), Power(base, exponent - 1)), derivative(base, by));
		}
	}

	static function simplified(expression:Expression):Expression {
		return switch (expression) {
			case Sum(left, right):
				switch [simplified(left), simplified(right)] {
					case [Number(0), other] | [other, Number(0)]: other;
					case [Number(a), Number(b)]: Number(a + b);
					case [a, Number(n)]: Sum(Number(n), a);
					case [Number(a), Sum(Number(b), rest)]: Sum(Number(a + b), rest);
					case [a, b]: Sum(a, b);
				}
			case Product(left, right):
				switch [simplified(left), simplified(right)] {
					case [Number(0), _] | [_, Number(0)]: Number(0);
					case [Number(1), other] | [other, Number(1)]: other;
					case [Number(a), Number(b)]: Number(a * b);
					case [a, Number(n)]: Product(Number(n), a);
					case [Number(a), Product(Number(b), rest)]: Product(Number(a * b), rest);
					case [a, b]: Product(a, b);
				}
			case Power(_, 0): Number(1);
			case Power(base, 1): simplified(base);
			case Power(base, exponent): Power(simplified(base), exponent);
			case Number(_) | Variable(_): expression;
		}
	}

	static function value(of:Expression, x:Int, y:Int):Int {
		return switch (of) {
			case Number(value): value;
			case Variable("x"): x;
			case Variable(_): y;
			case Sum(left, right): value(left, x, y) + value(right, x, y);
			case Product(left, right): value(left, x, y) * value(right, x, y);
			case Power(base, exponent):
				var factor = value(base, x, y);
				var result = 1;
				for (_ in 0...exponent)
					result *= factor;
				result;
		}
	}

	static function size(of:Expression):Int {
		return switch (of) {
			case Number(_) | Variable(_): 1;
			case Sum(left, right) | Product(left, right): 1 + size(left) + size(right);
			case Power(base, _): 1 + size(base);
		}
	}

	static function text(of:Expression):String {
		return switch (of) {
			case Number(value): Std.string(value);
			case Variable(name): name;
			case Sum(left, right): '(${text(left)} + ${text(right)})';
			case Product(left, right): '${text(left)} * ${text(right)}';
			case Power(base, exponent): '${text(base)}^$exponent';
		}
	}

	static function polynomial(degree:Int):Expression {
		var sum:Expression = Number(degree);
		for (exponent in 1...degree + 1)
			sum = Sum(sum, Product(Number(exponent * 3), Product(Power(Variable("x"), exponent), Power(Sum(Variable("y"), Number(exponent)), degree - exponent))));
		return sum;
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		Sys.println(text(simplified(derivative(polynomial(3), "x"))));
		var check = 0;
		for (round in 0...120 * scale) {
			var expression = polynomial(6 + round % 6);
			for (step in 0...3) {
				expression = derivative(expression, step == 1 ? "y" : "x");
				var before = -1, now = size(expression);
				while (now != before) {
					before = now;
					expression = simplified(expression);
					now = size(expression);
				}
				check = check * 31 + value(expression, round % 7, 3) + now;
			}
			if (round == 11)
				Sys.println(check);
		}
		Sys.println(check == 0 ? "lost" : "done");
	}
}
